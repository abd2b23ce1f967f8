"""Which part of an entry each line of a brief is.

No single clue is safe: blank lines come and go, an abstract may hold a year, a title may look like a heading.
So every line gets a cost for each role it could play, every pair of neighbours a cost for following each
other, and the cheapest sequence of roles wins (Viterbi's algorithm). The costs, in points, state how much
each clue counts; `docs/reading.md` explains them. A point or less is a habit, five or more nearly forbids.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum, auto

from briefqa.reading.access import is_access_note, split_access_note
from briefqa.reading.lines import Line, is_list_item
from briefqa.reading.sources import SourceMatch, at_end_of_title, at_start, is_name, is_undated


class Role(Enum):
    """What a line is, or what the parts of a line are in the order they stand in it."""

    HEADING = auto()
    POINTER = auto()
    TITLE = auto()
    TITLE_MORE = auto()
    ACCESS_NOTE = auto()
    SOURCE = auto()
    SOURCE_ABSTRACT = auto()
    TITLE_SOURCE = auto()
    TITLE_SOURCE_ABSTRACT = auto()
    ABSTRACT = auto()
    ABSTRACT_MORE = auto()
    PARAGRAPH = auto()


STARTS_ENTRY = frozenset({Role.TITLE, Role.TITLE_SOURCE, Role.TITLE_SOURCE_ABSTRACT})
_IN_TITLE = frozenset({Role.TITLE, Role.TITLE_MORE})
_HAS_SOURCE = frozenset({Role.SOURCE, Role.TITLE_SOURCE})
_IN_ABSTRACT = frozenset(
    {Role.SOURCE_ABSTRACT, Role.TITLE_SOURCE_ABSTRACT, Role.ABSTRACT, Role.ABSTRACT_MORE, Role.PARAGRAPH}
)
_ENDS_OUTSIDE = frozenset({Role.HEADING, Role.POINTER})

_TERMINAL = re.compile(r"[.?!:;][\"'”’)\],*\s]*$")
# A title may go on after a question mark ("…? A qualitative study"), but not after a full stop.
_SENTENCE_BREAK = re.compile(r"[a-z)][.!]\s+[A-Z]")
_LABEL = re.compile(
    r"^(?:abstract|aims?(?:\(s\))?|background|introduction|objectives?|purpose|methods?|results|conclusions?|context|"
    r"design|setting)\b:?\s",
    re.IGNORECASE,
)
# The end of a sentence that began on another line: a small letter, or a year and a full stop.
_TORN = re.compile(r"[a-z]|\d{4}[.,] ")
_LONG = 300
_IMPOSSIBLE = math.inf


@dataclass(frozen=True, slots=True)
class _Clues:
    """What can be seen on a line by itself, found once."""

    line: Line
    title_text: str
    at_start: SourceMatch | None
    in_title: SourceMatch | None
    named: bool
    undated: bool
    access_note: bool
    terminal: bool
    wraps: bool

    @property
    def cut_short(self) -> bool:
        """Whether its last sentence seems to go on; list items often end without a stop."""
        return not self.terminal and not is_list_item(self.line.text)

    @property
    def noted(self) -> bool:
        """Whether it ends in an access note."""
        return self.title_text != self.line.text

    @property
    def sources(self) -> tuple[SourceMatch | None, SourceMatch | None]:
        """What it may hold as a source: at its start, behind a title."""
        return self.at_start, self.in_title

    @property
    def dated(self) -> bool:
        """Whether it holds a source with a date."""
        return any(found is not None and found.date is not None for found in self.sources)

    @property
    def whole_source(self) -> bool:
        return self.at_start is not None and self.at_start.end == len(self.line.text)


def assign_roles(
    lines: Sequence[Line], headings: AbstractSet[int], known_sources: AbstractSet[str], *, has_contents: bool
) -> list[Role]:
    """The most plausible role of every line, in order.

    Args:
        lines: the body of a brief, without furniture.
        headings: positions in `lines` of what the contents block says are section headings.
        known_sources: names of publications met in this brief.
        has_contents: whether there is a contents block, so that no other line is a heading.
    """
    clues = [_look(line, lines[i + 1] if i + 1 < len(lines) else None, known_sources) for i, line in enumerate(lines)]
    costs: dict[Role, float] = {Role.HEADING: 0.0}
    back: list[dict[Role, Role]] = []
    previous: _Clues | None = None
    for position, here in enumerate(clues):
        step: dict[Role, float] = {}
        origin: dict[Role, Role] = {}
        for role in _candidates(position in headings, has_contents=has_contents):
            # What the contents block names is a heading, however it looks.
            own = 0.0 if position in headings else _cost(role, here)
            if own == _IMPOSSIBLE:
                continue
            total, before = min(
                ((cost + _follow(earlier, role, previous, here), earlier) for earlier, cost in costs.items()),
                key=lambda pair: (pair[0], pair[1].value),
            )
            if total < _IMPOSSIBLE:
                step[role] = total + own
                origin[role] = before
        costs = step
        back.append(origin)
        previous = here
    if not back:
        return []
    role = min(costs, key=lambda last: (costs[last] + _follow_end(last), last.value))
    roles = [role]
    for origin in reversed(back[1:]):
        role = origin[role]
        roles.append(role)
    return roles[::-1]


def _look(line: Line, following: Line | None, known: AbstractSet[str]) -> _Clues:
    title_text, note = split_access_note(line.text)
    return _Clues(
        line=line,
        title_text=title_text if title_text else line.text,
        at_start=at_start(line.text, known),
        in_title=at_end_of_title(line.text, known),
        named=is_name(line.text, known),
        undated=is_undated(line.text, known),
        access_note=is_access_note(line.text) and (note is None or not title_text),
        terminal=_TERMINAL.search(line.text) is not None,
        wraps=following is not None and not following.gap,
    )


def _candidates(is_heading: bool, *, has_contents: bool) -> list[Role]:
    if is_heading:
        return [Role.HEADING]
    return [role for role in Role if role is not Role.HEADING or not has_contents]


def _cost(role: Role, here: _Clues) -> float:
    """Points against a line's playing a role, by itself."""
    text = here.line.text
    match role:
        case Role.HEADING:
            return 0.0 if not here.terminal and len(text) <= 80 else _IMPOSSIBLE
        case Role.POINTER:
            return 3.0 + (5.0 if here.dated else 0.0)
        case Role.TITLE:
            return 1.0 + _against_title(here.title_text) + _for_title(here)
        case Role.TITLE_MORE:
            dash = -6.0 if is_list_item(text) and not here.line.gap and not text[0].isdigit() else 0.0
            note = 1.0 if here.access_note else 0.0
            return _against_title_text(here.title_text) + note + dash + (6.0 if here.whole_source else 0.0)
        case Role.ACCESS_NOTE:
            return 0.0 if here.access_note else _IMPOSSIBLE
        case Role.SOURCE | Role.SOURCE_ABSTRACT:
            return _cost_of_source(role, here)
        case Role.TITLE_SOURCE | Role.TITLE_SOURCE_ABSTRACT:
            return _cost_of_title_with_source(role, here)
        case Role.ABSTRACT | Role.ABSTRACT_MORE | Role.PARAGRAPH:
            torn = role is not Role.ABSTRACT_MORE and _TORN.match(text) is not None
            return _against_abstract(here) + (4.0 if torn else 0.0)


def _cost_of_source(role: Role, here: _Clues) -> float:
    if role is Role.SOURCE and not here.whole_source:
        return 1.5 if here.undated else _IMPOSSIBLE
    if here.at_start is None or here.whole_source != (role is Role.SOURCE):
        return _IMPOSSIBLE
    return 0.0 if here.at_start.date else 1.5


def _cost_of_title_with_source(role: Role, here: _Clues) -> float:
    found = here.in_title
    if found is None or (found.end == len(here.line.text)) != (role is Role.TITLE_SOURCE):
        return _IMPOSSIBLE
    title = here.line.text[: found.start].rstrip()
    unlikely = here.whole_source or title.endswith((".", ";", ":"))
    return 2.5 + _against_title(title) + (0.0 if found.sure else 2.0) + (4.0 if unlikely else 0.0)


def _against_title(text: str) -> float:
    cost = _against_title_text(text)
    if text[:1].islower():
        cost += 5.0
    if _LABEL.match(text):
        cost += 6.0
    if len(text) < 8:
        cost += 2.0
    return cost


def _for_title(here: _Clues) -> float:
    """Points for a line that is linked, as titles are, or ends in an access note; against one that is a source."""
    source = 0.0
    if here.at_start is not None and here.whole_source:
        source = 8.0 if here.at_start.sure else 3.0
    return source + (-2.0 if here.line.linked else 0.0) + (-2.0 if here.noted else 0.0)


def _against_title_text(text: str) -> float:
    cost = 0.0
    if _SENTENCE_BREAK.search(text):
        cost += 4.0
    if is_list_item(text):
        cost += 8.0
    if len(text) > _LONG:
        cost += 4.0
    return cost


def _against_abstract(here: _Clues) -> float:
    cost = 2.0 if here.line.linked else 0.0
    if here.named or here.noted:
        cost += 4.0
    elif here.undated:
        cost += 2.0
    if here.whole_source:
        cost += 6.0
    elif any(found is not None and found.date and found.sure for found in here.sources):
        cost += 5.0
    if not here.terminal and not here.wraps and here.line.gap and len(here.line.text) <= 160:
        cost += 3.0
    return cost


def _follow(earlier: Role, role: Role, before: _Clues | None, here: _Clues) -> float:
    """Points against one role's following another."""
    cost = _follow_in_order(earlier, role, before, here)
    if earlier in _IN_TITLE and before is not None:
        # A title may wrap after a colon; it seldom ends in one, and a full stop is the end of a sentence.
        stops = (".",) if role is Role.TITLE_MORE else (".", ";", ":")
        cost += 4.0 if before.title_text.endswith(stops) else 0.0
    return cost


def _follow_in_order(earlier: Role, role: Role, before: _Clues | None, here: _Clues) -> float:
    gap = here.line.gap
    if role is Role.HEADING:
        return _follow_end(earlier) + (0.0 if earlier is not Role.TITLE else 2.0)
    if role is Role.POINTER:
        return 0.0 if earlier in _ENDS_OUTSIDE else _IMPOSSIBLE
    if role in STARTS_ENTRY:
        return _before_entry(earlier, before, gap=gap)
    if role in (Role.TITLE_MORE, Role.ACCESS_NOTE):
        if earlier not in _IN_TITLE and not (role is Role.ACCESS_NOTE and earlier in _HAS_SOURCE):
            return _IMPOSSIBLE
        if role is Role.ACCESS_NOTE or not gap:
            return 0.0
        return 1.0 if here.line.page_break else 4.0
    if role in (Role.SOURCE, Role.SOURCE_ABSTRACT):
        return 0.0 if earlier in _IN_TITLE or earlier is Role.ACCESS_NOTE else _IMPOSSIBLE
    if role is Role.ABSTRACT:
        return _before_abstract(earlier)
    return _within_abstract(earlier, role, before, here)


def _before_entry(earlier: Role, before: _Clues | None, *, gap: bool) -> float:
    cost = _follow_end(earlier)
    if earlier is Role.POINTER:
        cost += 3.0
    if not gap and earlier is not Role.HEADING:
        cost += 4.0
    if earlier in _IN_ABSTRACT and before is not None and before.cut_short:
        cost += 2.0
    return cost


def _before_abstract(earlier: Role) -> float:
    if earlier in _HAS_SOURCE:
        return 0.0
    if earlier in _IN_TITLE:
        return 4.0
    return 2.0 if earlier is Role.ACCESS_NOTE else _IMPOSSIBLE


def _within_abstract(earlier: Role, role: Role, before: _Clues | None, here: _Clues) -> float:
    """The rest of a sentence or paragraph (ABSTRACT_MORE) or a new paragraph or list item (PARAGRAPH)."""
    if earlier not in _IN_ABSTRACT or before is None:
        return _IMPOSSIBLE
    item = is_list_item(here.line.text)
    if role is Role.PARAGRAPH:
        if item:
            return 0.5
        return 2.5 if here.line.gap and before.terminal else _IMPOSSIBLE
    if item:
        return 3.0
    if not here.line.gap:
        return 0.0
    interrupted = before.cut_short or here.line.text[:1].islower()
    return (0.0 if here.line.page_break else 1.0) if interrupted else 3.0


def _follow_end(earlier: Role) -> float:
    """Points against an entry's, or a section's, being over after a role."""
    if earlier in _IN_TITLE:
        return 8.0
    if earlier in _HAS_SOURCE or earlier is Role.ACCESS_NOTE:
        return 1.5
    return 0.0
