"""Points against a line's playing a role, by what can be seen on the line itself."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from briefqa.brief import MONTHS
from briefqa.reading.clues import Clues, is_broken
from briefqa.reading.dates import is_date
from briefqa.reading.lines import LIKELY_BREAK
from briefqa.reading.roles import (
    FIELD_ROLES,
    FIELD_ROLES_BESIDES,
    HEADS,
    MORE_WITH_SOURCE,
    STARTS_ENTRY,
    TITLE_WITH_SOURCE,
    Field,
    Role,
)
from briefqa.reading.sources import SourceMatch

IMPOSSIBLE = math.inf
_NUMBERED_HEADING = re.compile(r"(?:section |part )?\d{1,2}(?:\.\d{1,2})*[.):]?\s+[\"'“‘(]*[A-Z]")
# What a source breaks off after where it wraps: a word that joins, a month, a comma, "pp.".
_UNFINISHED = re.compile(
    rf"\b(?:of|and|in|the|for|on|&|pp?\.?|vol\.?|no\.?|{'|'.join(MONTHS)}|Spring|Summer|Autumn|Winter|Published|online:?)$|[,:(]$"
    r"|[,.;] \d{1,2}(?:st|nd|rd|th)?$"
)
_ADDRESS_FIRST = re.compile(r"doi:?\s?10\.|https?://|www\.", re.IGNORECASE)
_POINTS = re.compile(r"(?:You can|See (?:also|our|the)|Please|Visit|For (?:further|more|other))\b")
_SENTENCES = re.compile(r"[.?!]\s")
# What sections are called, and hardly any work.
_SECTION = re.compile(
    r"(?:Additional|Further|Key|More|Other|Related|Useful)\s(?:and\s\w+\s)?(?:articles|contacts|documents|information|links|"
    r"organi[sz]ations|papers|publications|reading|reports|research|resources|support|websites)",
    re.IGNORECASE,
)
# Titles go on behind a colon, a question or a dash as hardly a heading does.
_SUBTITLED = re.compile(r"[:?] \S")
_LONG_SUBTITLED = re.compile(r"[:?] \S| [–—-] \S")
_LONG_TITLE, _HEADING_WORDS = 7, 9
_LONG = 300
_LONG_HEADING = 100
_SHORT = 30
# What a label says holds against nearly everything else that a line looks like; and costs no more than this.
_MISLABELLED, _LABELLED, _LABELLED_WITH_MORE = 12.0, 1.0, 5.0
# A dash may be a sentence's.
_DASHED = 3.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the body as a whole.

    Attributes:
        headings: positions of what the contents block, or without one their numbers, say are section headings.
        has_contents: whether there is a contents block, so that another line is seldom a heading.
        title: the brief's, in lower case, or "".
        compact: whether blank lines stand between entries, and none inside them.
        numbered: whether headings have numbers, so that a line without one is seldom a heading.
    """

    headings: AbstractSet[int]
    has_contents: bool
    title: str = ""
    compact: bool = False
    numbered: bool = False


def is_compact(clues: Sequence[Clues]) -> bool:
    """Whether a file's blank lines stand between entries only, by its sources: none before and none behind them.

    A file with hardly any says nothing by them.
    """
    sources = [i for i, here in enumerate(clues[:-1]) if here.whole_source and here.at_start and here.at_start.date]
    inner = [i for i in sources if not clues[i].line.gap and not clues[i + 1].line.gap]
    gaps = sum(here.line.gap for here in clues)
    return len(sources) >= 4 and len(inner) >= 0.75 * len(sources) and gaps >= 0.5 * len(sources)


def cost_of(role: Role, here: Clues, setting: Setting) -> float:
    """Points against a line's playing a role; infinite where it cannot."""
    unopened = 6.0 if here.line.counted and role not in STARTS_ENTRY else 0.0
    cost = _COSTS[role](role, here, setting)
    field = here.line.field
    if field is None:
        return unopened + cost
    if role in FIELD_ROLES[field]:
        # Behind a date the abstract may follow on the line.
        dated = here.at_start is not None and here.at_start.date is not None and not here.whole_source
        return _LABELLED_WITH_MORE if role is Role.SOURCE and dated else min(cost, _LABELLED)
    if role in FIELD_ROLES_BESIDES.get(field, ()):
        return cost
    return cost + (_DASHED if field is Field.BEHIND_DASH else _MISLABELLED)


def _cost_of_title(_: Role, here: Clues, __: Setting) -> float:
    return 1.0 + _against_source_behind(here) + _against_title(here.title_text, here) + _for_title(here)


def _against_source_behind(here: Clues) -> float:
    """Points against a title's being all of a line that a source seems to end, or to begin behind it."""
    behind = [found for found in (here.in_title, here.joined_in_title) if found is not None and found.likely]
    # Where the look changes and a source begins, the line is more than a title.
    if any(found.start in here.line.turns for found in behind):
        return 2.0
    ending = [found for found in behind if found.end >= len(here.title_text)]
    return 1.5 if any(found.date is not None or found.name != found.text for found in ending) else 0.0


def _cost_of_more_title(_: Role, here: Clues, __: Setting) -> float:
    cost = _against_title_text(here.title_text, here)
    cost += -6.0 if here.item and not here.line.gap and not here.line.text[0].isdigit() else 0.0
    cost += 1.0 if here.access_note else 0.0
    cost += 6.0 if here.likely_source else 2.0 if here.whole_source else 0.0
    cost += 4.0 if here.named else 0.0
    cost += 5.0 if here.address else 0.0
    cost += 3.0 if here.label or (here.people and not here.line.linked) else 0.0
    return cost - (1.0 if here.linked else 0.0) - (2.0 if here.noted else 0.0)


def _cost_of_note(role: Role, here: Clues, _: Setting) -> float:
    return (1.5 if role is Role.ABSTRACT_NOTE else 0.0) if here.access_note else IMPOSSIBLE


def _cost_of_link(role: Role, here: Clues, _: Setting) -> float:
    # It stands below the title more often than behind the abstract.
    return (1.0 if role is Role.ABSTRACT_LINK else 0.0) if here.address else IMPOSSIBLE


def _cost_of_authors(_: Role, here: Clues, __: Setting) -> float:
    return 0.5 if here.people else IMPOSSIBLE


def _cost_of_last_authors(_: Role, __: Clues, ___: Setting) -> float:
    return IMPOSSIBLE  # but where a label says so


def _cost_of_last_source(_: Role, here: Clues, __: Setting) -> float:
    return -2.0 if here.labelled is not None else IMPOSSIBLE


def _cost_of_rest(role: Role, here: Clues, _: Setting) -> float:
    """What goes with a source that another line begins was weighed there."""
    return 0.0 if role in here.rests else IMPOSSIBLE


def _cost_of_abstract(role: Role, here: Clues, setting: Setting) -> float:
    torn = role is not Role.ABSTRACT_MORE and here.torn
    titled = bool(setting.title) and here.line.gap and here.line.text.casefold().strip() == setting.title
    # A section that only points elsewhere begins so, and an abstract seldom.
    points = role is Role.ABSTRACT and _POINTS.match(here.line.text) is not None
    cost = _against_abstract(here) + _against_source_in_abstract(here)
    return cost + (4.0 if torn else 0.0) + (2.0 if points else 0.0) + (3.0 if titled else 0.0)


def _cost_outside(role: Role, here: Clues, setting: Setting) -> float:
    if role is Role.FRONT:
        own = bool(setting.title) and here.line.text.casefold().strip() == setting.title
        odd = (5.0 if here.sourced else 0.0) + (2.0 if here.linked else 0.0) + (3.0 if here.label else 0.0)
        odd += 1.5 if here.bare_first else 0.0
        return 0.2 if here.front or own else 1.3 + odd
    if role is Role.BACK:
        return 0.5 if here.front else 5.0 + (5.0 if here.sourced else 0.0) + (3.0 if here.linked else 0.0)
    odd = (5.0 if here.sourced and not here.front else 0.0) + (5.0 if here.access_note else 0.0)
    odd += (2.0 if here.undated and not here.terminal else 0.0) + (2.0 if here.line.linked else 0.0)
    # A section that only points elsewhere says so; an address alone stands below a title.
    odd += 2.0 if here.address else 3.0 if here.bare_first else 0.0
    odd += 2.0 if role is Role.POINTER and here.line.gap and here.speechless and not here.bare else 0.0
    return (0.5 if here.front else 3.0) + odd


def _cost_of_heading(_: Role, here: Clues, setting: Setting) -> float:
    text = here.line.text
    numbered = _NUMBERED_HEADING.match(text) is not None
    if len(text) > _LONG_HEADING or text[-1] in ".,;" or (here.item and not numbered) or here.address:
        return IMPOSSIBLE
    if here.access_note or here.noted:
        return IMPOSSIBLE
    cost = 3.0 if setting.has_contents else 2.0 if setting.numbered and not numbered else 0.7
    cost += 8.0 if here.surely_front else 0.0
    cost += 1.0 if here.wraps and here.line.fresh != 1.0 else 0.0
    cost += 3.0 if here.linked or here.line.linked else 0.0
    cost += 2.0 if here.terminal else 0.0
    cost += 3.0 if _SENTENCES.search(text) and not numbered else 0.0
    cost += 2.0 if len(text) > 60 else 0.0
    if here.bare and not numbered:
        words = len(text.split())
        if words >= _LONG_TITLE:
            cost += 3.0 if _LONG_SUBTITLED.search(text) else 0.0
        else:
            cost += 1.5 if _SUBTITLED.search(text) else 0.0
        cost += 2.0 if words > _HEADING_WORDS else 0.0
    # A year can be a heading, but behind a title it is the date of the entry.
    cost += 4.0 if here.whole_source else 3.0 if is_date(text) else 0.0
    cost += 8.0 if text[:2].islower() else 0.0
    cost += 2.0 if here.named or here.people else 1.5 if here.undated else 0.0
    cost += _against_source_in_heading(here)
    if numbered:
        cost += 0.0 if here.line.style.bold or text.isupper() else 2.0
    cost -= 3.0 if here.line.style.level else 0.0
    if setting.title and text.casefold().strip() == setting.title:
        cost += 3.0
    return cost


def _against_source_in_heading(here: Clues) -> float:
    """Points against a heading that holds a source behind other words; most where that is dated and ends it."""
    found = here.in_title
    if found is None or _against_holding(found) <= 2.0:
        return 0.0
    return 5.0 if found.date is not None and found.end >= len(here.line.text) else 3.0


def _cost_of_source_head(_: Role, here: Clues, __: Setting) -> float:
    if here.joined is None or here.noted or here.access_note or here.address:
        return IMPOSSIBLE
    known = here.joined.sure and (here.joined.date is not None or here.joined.name != here.joined.text)
    cost = 3.0 - (1.0 if known else 0.0)
    words = here.line.text.split()
    if here.at_start is not None:
        # It is a source already, and the next line adds to it.
        return 0.3 if here.joined.name == here.at_start.name and here.joined.start == here.at_start.start else 3.0
    open_bracket = here.line.text.count("(") > here.line.text.count(")")
    if open_bracket or _UNFINISHED.search(here.line.text) or here.line.text.startswith(here.joined.name):
        cost -= 3.0
    if here.joined.authors is not None or here.joined.doi is not None:
        cost -= 2.0
    if here.joined.date is None and here.joined.name == here.joined.text:
        cost -= 1.5
    small = words[0].islower() and here.joined.authors is None
    return cost + (4.0 if here.linked else 0.0) + (4.0 if small else 0.0)


def _cost_of_source(role: Role, here: Clues, _: Setting) -> float:
    if role is Role.SOURCE and not here.whole_source:
        return _cost_of_undated_source(here)
    if here.at_start is None or here.whole_source != (role is Role.SOURCE):
        return IMPOSSIBLE
    if not here.at_start.likely and here.in_title is not None and here.in_title.likely:
        # The title's words before a source that is one make no better source.
        return 5.0
    if here.joined is not None and here.joined.name == here.at_start.name and _date_follows(here):
        return 3.5
    goes_on = 3.0 if role is Role.SOURCE and here.line.text.endswith(",") else 0.0
    linked = 3.0 if here.linked and here.at_start.doi is None and here.at_start.url is None else 0.0
    unsure = 0.0 if here.at_start.likely or here.at_start.sure else 0.7
    return goes_on + linked + unsure + (0.0 if here.at_start.date else 1.5)


def _cost_of_undated_source(here: Clues) -> float:
    if is_date(here.line.text):
        return 1.5
    if here.undated:
        return 4.5 if here.linked else 3.5 if _date_follows(here) else 1.5
    # A mere name is told from a title or a sentence only where the file keeps source lines apart, or the title's case.
    apart = here.line.gap or here.line.fresh is not None or here.named_below
    other = here.terminal or here.item or here.label or here.access_note or here.torn
    if here.linked or here.line.linked or not apart or other:
        return IMPOSSIBLE
    if here.nameable:
        return 3.0
    sentence = here.broken or here.wraps
    return 4.0 if here.line.fresh == 1.0 and len(here.line.text) <= 100 and not sentence else IMPOSSIBLE


def _date_follows(here: Clues) -> bool:
    """Whether the date that a source lacks stands on the next line."""
    return here.joined is not None and here.joined.date is not None and not (here.at_start and here.at_start.date)


def _cost_of_title_with_source(role: Role, here: Clues, _: Setting) -> float:
    head = role in HEADS
    found = here.joined_in_title if head else here.in_title
    whole = (Role.TITLE_SOURCE, Role.MORE_SOURCE)
    if found is None or (not head and (found.end >= len(here.line.text)) != (role in whole)):
        return IMPOSSIBLE
    title = here.line.text[: found.start].rstrip()
    unlikely = here.likely_source or title.endswith((";", ":"))
    stopped = 4.0 if title.endswith(".") and not found.sure else 0.0
    cost = 0.5 if found.start in here.line.turns else 2.5
    cost += 0.0 if found.date or found.name != found.text else 2.0
    cost += (
        (0.0 if found.sure else 0.3 if found.likely else 2.0)
        + (4.0 if unlikely else 0.0)
        + stopped
        + (1.0 if head else 0.0)
    )
    if head and _UNFINISHED.search(here.line.text):
        cost -= 2.0
    if head and here.clearly_in_title:
        cost = 4.0 if unlikely else -1.0
    if role in MORE_WITH_SOURCE:
        return cost + _against_title_text(title, here)
    return cost + _against_title(title, here) + (-2.0 if here.line.linked else 0.0)


def _against_title(text: str, here: Clues) -> float:
    cost = _against_title_text(text, here)
    if text[:1].islower() and text[1:2] != text[1:2].upper():
        cost += 5.0
    if here.label:
        cost += 6.0
    wrapped = not here.line.gap and (here.line.fresh or 0.0) <= LIKELY_BREAK
    if (len(text) < 8 or (" " not in text and wrapped)) and not here.linked:
        cost += 2.0
    if here.address or here.access_note:
        cost += 6.0
    return cost


def _for_title(here: Clues) -> float:
    """Points for a line that is linked, as titles are, or ends in an access note; against one that is a source."""
    cost = 0.0
    if here.at_start is not None and here.whole_source:
        cost = 8.0 if here.at_start.sure else 3.0 if here.at_start.likely else 1.5
        cost -= 4.0 if here.linked else 0.0
    if here.line.linked:
        cost -= 3.0 if here.line.links else 2.0
    cost -= 2.0 if here.noted else 0.0
    if here.surely_front:
        cost += 8.0
    elif here.front and not here.line.linked:
        cost += 1.0
    return cost


def _against_title_text(text: str, here: Clues) -> float:
    cost = 4.0 if is_broken(text) else 0.0
    if here.item:
        cost += 8.0
    if len(text) > _LONG:
        cost += 4.0
    if _SECTION.fullmatch(text) and not here.linked:
        cost += 3.0
    if here.labelled is not None:
        cost += 6.0
    return cost


def _against_abstract(here: Clues) -> float:
    cost = 0.0
    cost += 4.0 if here.linked else 2.0 if here.line.linked else 0.0
    cost += 4.0 if here.named or here.noted else 2.0 if here.undated else 0.0
    cost += 4.0 if here.access_note else 0.0
    # What a source ends in, wrapped, starts a line.
    cost += 3.0 if here.address else 2.0 if _ADDRESS_FIRST.match(here.line.text) else 0.0
    cost += 3.0 if here.labelled is not None or is_date(here.line.text) else 0.0
    apart = here.line.gap or (here.line.fresh or 0.0) >= LIKELY_BREAK
    if here.bare_first:
        # An abstract may ask, but seldom in a paragraph of its own, as titles do.
        cost += 3.0 if here.terminal else 4.5
    elif apart and not here.terminal and not here.wraps and not here.item and len(here.line.text) <= 160:
        # The shorter, the likelier it is a heading or a title; and in capitals throughout it is hardly anything else.
        short = len(here.line.text) <= _SHORT or here.nameable
        cost += 5.0 if short and not _SENTENCES.search(here.line.text) else 3.0
    elif apart and not here.wraps and here.line.text.endswith("?") and not _SENTENCES.search(here.line.text):
        cost += 1.5
    if here.line.style.level:
        cost += 4.0
    return cost


def _against_source_in_abstract(here: Clues) -> float:
    apart = here.line.gap or (here.line.fresh or 0.0) >= LIKELY_BREAK
    if here.likely_source:
        return 6.0
    held = (_against_holding(found) for found in (here.at_start, here.in_title) if found is not None)
    cost = max(3.0 if here.whole_source else 0.0, *held, 0.0)
    if here.at_start is not None and here.at_start.sure and here.at_start.name != here.at_start.text and apart:
        return 5.0
    wrapped = (here.joined, here.joined_in_title)
    broken_off = any(found is not None and (found.sure or found.authors) and found.date for found in wrapped)
    return max(cost, 5.0) if broken_off and here.line.gap else cost


def _against_holding(found: SourceMatch) -> float:
    if found.date or found.doi or found.authors:
        detailed = found.date is not None and found.name != found.text
        return (6.0 if detailed else 5.0) if found.sure else 2.5 if found.likely else 0.0
    return 2.5 if found.sure and found.name != found.text else 0.0


_COSTS: Mapping[Role, Callable[[Role, Clues, Setting], float]] = {
    **dict.fromkeys((Role.FRONT, Role.POINTER, Role.BACK), _cost_outside),
    Role.HEADING: _cost_of_heading,
    Role.TITLE: _cost_of_title,
    Role.TITLE_MORE: _cost_of_more_title,
    **dict.fromkeys((Role.TITLE_NOTE, Role.SOURCE_NOTE, Role.ABSTRACT_NOTE), _cost_of_note),
    **dict.fromkeys((Role.TITLE_LINK, Role.SOURCE_LINK, Role.ABSTRACT_LINK), _cost_of_link),
    Role.AUTHORS: _cost_of_authors,
    Role.SOURCE_HEAD: _cost_of_source_head,
    **dict.fromkeys((Role.SOURCE_MORE, Role.SOURCE_REST, Role.SOURCE_REST_ABSTRACT), _cost_of_rest),
    **dict.fromkeys((Role.SOURCE, Role.SOURCE_ABSTRACT), _cost_of_source),
    **dict.fromkeys(TITLE_WITH_SOURCE | MORE_WITH_SOURCE, _cost_of_title_with_source),
    **dict.fromkeys((Role.ABSTRACT, Role.ABSTRACT_MORE, Role.PARAGRAPH), _cost_of_abstract),
    Role.SOURCE_LAST: _cost_of_last_source,
    Role.AUTHORS_LAST: _cost_of_last_authors,
}
