"""Points against one role's following another, by what can be seen between two lines."""

from __future__ import annotations

from functools import lru_cache

from briefqa.reading.lines import LIKELY_BREAK
from briefqa.reading.neighbours import Pair
from briefqa.reading.roles import (
    BEFORE,
    BEHIND_SOURCE,
    BEHIND_TITLE,
    HAS_SOURCE,
    HEADS,
    IMPOSSIBLE,
    IN_ABSTRACT,
    IN_TITLE,
    MORE_WITH_SOURCE,
    OUTSIDE,
    STARTS_ENTRY,
    Role,
)

_MORE = frozenset(
    {
        Role.TITLE_MORE,
        *MORE_WITH_SOURCE,
        Role.ABSTRACT_MORE,
        Role.SOURCE_MORE,
        Role.SOURCE_REST,
        Role.SOURCE_REST_ABSTRACT,
        Role.FRONT,
    }
)


# For each role, the roles that may come before it, and the points against each.
Steps = dict[Role, tuple[tuple[Role, float], ...]]


@lru_cache(maxsize=4096)
def steps(pair: Pair) -> Steps:
    """For each role, the roles that may come before it, and the points against each."""
    return {
        role: tuple(
            (earlier, cost)
            for earlier in sorted(BEFORE[role], key=lambda one: one.value)
            if (cost := _follow(earlier, role, pair)) < IMPOSSIBLE
        )
        for role in Role
    }


def _follow(earlier: Role, role: Role, pair: Pair) -> float:
    cost = _follow_in_order(earlier, role, pair)
    if pair.same_link:
        # A link that goes on is one title's, however its lines end.
        cost += 0.0 if role is Role.TITLE_MORE or role in MORE_WITH_SOURCE else 5.0
    if earlier is Role.HEADING and pair.dangling and not pair.gap:
        cost += 3.0
    if earlier in IN_TITLE:
        # A title may wrap after a colon; it seldom ends in one, and a full stop is the end of a sentence.
        stops = (".",) if role is Role.TITLE_MORE else (".", ";", ":")
        cost += 4.0 if pair.stopped in stops and pair.stopped else 0.0
        torn = pair.dangling and (not pair.gap or pair.page_break)
        cost += 3.0 if torn and role not in _MORE else 0.0
    return cost + _run_on(earlier, role, pair) + _against_spacing(earlier, role, pair)


def _against_spacing(earlier: Role, role: Role, pair: Pair) -> float:
    """Points against a part's changing its look, and against blank lines inside entries where there are none."""
    cost = 0.0
    if pair.restyled and not pair.same_link and role in (Role.TITLE_MORE, Role.ABSTRACT_MORE):
        cost += 1.5
    if pair.compact and not pair.page_break:
        inside = role not in STARTS_ENTRY and role not in OUTSIDE and role is not Role.BACK
        if pair.gap and inside and not pair.item and not pair.before_item:
            cost += 2.5
        if not pair.gap and role in STARTS_ENTRY and earlier is not Role.HEADING:
            cost += 1.5
    return cost


def _run_on(earlier: Role, role: Role, pair: Pair) -> float:
    """Points against a new part's starting where the line before was full, so that it may well go on."""
    more = role in _MORE
    same = earlier is role and role in (Role.POINTER, Role.BACK)
    return 1.5 if pair.fresh == 0.0 and not pair.gap and not pair.restyled and not more and not same else 0.0


def _follow_in_order(earlier: Role, role: Role, pair: Pair) -> float:
    if role in STARTS_ENTRY:
        return _before_entry(earlier, pair)
    if role is Role.TITLE_MORE or role in MORE_WITH_SOURCE:
        return _before_more_title(pair)
    match role:
        case Role.HEADING:
            return _before_heading(earlier, pair)
        case Role.POINTER if earlier is Role.HEADING:
            return 2.5 if pair.entered else 0.0
        case Role.POINTER | Role.FRONT:
            return _before_outside(earlier, role, pair)
        case Role.BACK:
            starts = 0.0 if earlier is Role.BACK else 2.0 + follow_end(earlier, linked=pair.linked)
            return starts + (0.0 if pair.gap or earlier is Role.BACK else 2.0)
        case Role.SOURCE_MORE | Role.SOURCE_REST | Role.SOURCE_REST_ABSTRACT:
            return 1.5 if pair.page_break else IMPOSSIBLE if pair.gap else 0.0
        case Role.ABSTRACT:
            return _before_abstract(earlier)
        case Role.PARAGRAPH | Role.ABSTRACT_MORE:
            cost = _new_paragraph(pair) if role is Role.PARAGRAPH else _same_paragraph(pair)
            return cost + (4.0 if pair.titled and earlier is Role.ABSTRACT else 0.0)
        case _:
            return 0.0


def _before_outside(earlier: Role, role: Role, pair: Pair) -> float:
    if role is Role.FRONT and pair.lone and (pair.ended or pair.addressed):
        # What stands by itself below the help section's sentences may well be the first heading.
        return 2.5
    # A paragraph is weighed once, not line by line.
    goes_on = earlier is role and not pair.gap and (pair.fresh or 0.0) < LIKELY_BREAK and not pair.front
    return -(1.1 if role is Role.FRONT else 2.5) if goes_on else 0.0


def _before_more_title(pair: Pair) -> float:
    if pair.same_link:
        return 0.0
    # Nothing but the rest of a sentence starts with a small letter, however early the line before ends.
    parted = (pair.fresh or 0.0) * (0.25 if pair.small else 1.0)
    if pair.stopped == "?" and not pair.small:
        # "…? A review" goes on; "…? Policy, Politics & Nursing" is as likely a source.
        parted += 0.25
    if pair.page_break:
        # What could be all of a title, or has its note, with a capital behind the page's end, is rather one than the
        # half of one.
        return 1.0 + 4.0 * parted + (4.5 if (pair.bare or pair.noted) and not pair.small else 0.0)
    return (7.0 if pair.apart else 5.0 if pair.gap else 0.0) + 4.0 * parted


def _behind_back(earlier: Role, pair: Pair) -> float:
    """What says whom to ask, or when links were checked, stands among entries as well; no other back matter does."""
    return IMPOSSIBLE if earlier is Role.BACK and not pair.notice else 0.0


def _before_heading(earlier: Role, pair: Pair) -> float:
    cost = _behind_back(earlier, pair) + follow_end(earlier, linked=pair.linked, apart=pair.apart, bare=pair.bare)
    if earlier is Role.POINTER and pair.told:
        # A section that holds nothing but sentences, none of which points elsewhere, is rather an entry.
        cost += 2.0
    if not pair.gap and earlier is not Role.HEADING:
        cost += 4.0 * (1.0 - 0.75 * (pair.fresh or 0.0))
    if pair.page_break and pair.cut_short and earlier in IN_ABSTRACT:
        cost += 2.0
    if earlier is Role.HEADING:
        apart = pair.gap or (pair.fresh or 0.0) >= LIKELY_BREAK
        # One heading below another is set smaller, where a file sets headings at all.
        cost += 0.3 if apart and pair.restyled else 1.0 if apart else 2.0
    return cost + (0.5 if pair.bare else 2.0) * (earlier is Role.TITLE)


def _before_entry(earlier: Role, pair: Pair) -> float:
    cost = _behind_back(earlier, pair) + follow_end(earlier, linked=pair.linked, apart=pair.apart, bare=pair.bare)
    if earlier is Role.SOURCE and pair.named:
        # A heading stands above entries as such a name does below a title.
        cost += 2.0
    if earlier is Role.POINTER:
        cost += 3.0
    if earlier is Role.FRONT:
        cost += 2.5
    if not pair.gap and earlier is not Role.HEADING:
        cost += 4.0 * (1.0 - 0.75 * (pair.fresh or 0.0))
    if earlier in IN_ABSTRACT and (pair.cut_short or pair.stopped == ":"):
        cost += 2.0 if pair.fresh != 1.0 or pair.page_break else 1.0
    return cost


def _before_abstract(earlier: Role) -> float:
    if earlier in HAS_SOURCE or earlier in BEHIND_SOURCE:
        return 0.0
    return 4.0 if earlier in IN_TITLE else 3.0


def _new_paragraph(pair: Pair) -> float:
    """A new paragraph, or list item, of an abstract."""
    parted = pair.fresh == 1.0
    if pair.item:
        return 0.5
    if pair.page_break and not parted:
        likely = (pair.fresh or 0.0) >= LIKELY_BREAK
        return (1.5 if likely else 3.0) if pair.ended else IMPOSSIBLE
    if not (pair.gap or parted):
        if not pair.ended or not pair.fresh:
            return IMPOSSIBLE
        return 2.0 if pair.fresh >= LIKELY_BREAK else 3.5
    if pair.ended or pair.before_item:
        return 1.5 if parted else 2.5
    return 3.0 if parted and not pair.small else IMPOSSIBLE


def _same_paragraph(pair: Pair) -> float:
    """The rest of a sentence or paragraph of an abstract."""
    parted = pair.fresh == 1.0
    if pair.item:
        return 3.0
    if pair.page_break:
        if parted and not pair.cut_short:
            return 4.0
        if pair.cut_short or pair.small or pair.fresh == 0.0:
            return 0.0
        return 2.0 + 2.0 * (pair.fresh or 0.0)
    if not pair.gap:
        if parted:
            return 4.0 if pair.ended else 2.5
        return (4.0 if pair.ended else 1.0) * (pair.fresh or 0.0)
    if pair.cut_short and not pair.small and not pair.dangling:
        # A blank line in a sentence that goes on with a capital: rather a title or heading has ended.
        return 4.0
    return (1.0 if pair.cut_short or pair.small else 3.0) + (1.0 if parted else 0.0)


def follow_end(earlier: Role, *, linked: bool = False, apart: bool = False, bare: bool = False) -> float:
    """Points against an entry's, or a section's, being over after a role.

    A title before a gap can be all: most likely where it is linked, less where it could be whole by its words.
    So it is where all of a paragraph is shaped as a title.
    """
    if earlier in IN_TITLE:
        return 4.0 if linked or bare else 5.5 if apart else 8.0
    if earlier in BEHIND_TITLE:
        return 3.0
    if earlier in HAS_SOURCE or earlier in BEHIND_SOURCE:
        return 1.5
    if earlier in HEADS:
        return IMPOSSIBLE
    # Few abstracts end in what is shaped as a title.
    return 3.0 if bare and earlier in IN_ABSTRACT else 0.0
