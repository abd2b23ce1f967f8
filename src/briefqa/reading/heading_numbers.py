"""Headings whose numbers count on through a brief: `1. Policy`, `2. Staff`, `2.1 Turnover`, `3. Training`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefqa.reading.access_notes import is_access_note
from briefqa.reading.authors import is_authors
from briefqa.reading.entry_numbers import sources_in
from briefqa.reading.lines import Line
from briefqa.reading.sources import at_start

_NUMBERS = re.compile(r"(?P<numbers>\d{1,2}(?:\.\d{1,2}){0,3})[.):]?\s+[\"'“‘(]*[A-Z]")
_LONGEST = 100
# So many are a sequence, of which such a share must stand above a title and its source, or above their own first part.
_FEWEST, _MOST = 3, 0.8
# A list's last item, which the next title follows, is less than a heading of the same number.
_IN_LIST = 0.9
# Sections have mostly more than one entry each; what has no more are entries.
_ENTRIES = 1.2
# A section's first title takes so many lines at the most, with its authors.
_REACH = 5

_Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Node:
    """A line of a sequence: how many that are shown to be headings it and those before it hold, and the one before."""

    score: float
    position: int
    before: _Node | None


def numbered_headings(lines: Sequence[Line]) -> frozenset[int]:
    """Positions of headings, by numbers that make one sequence through the brief; none where there is no such.

    Items of lists inside abstracts have numbers as well, but no title and source stand below each; and the numbers of
    entries have the source right below the line.
    """
    numbered = {position: found for position, line in enumerate(lines) if (found := _numbers(line))}
    shown = {
        position: _IN_LIST if _is_listed(lines, position, numbered) else 1.0
        for position in numbered
        if _is_shown(lines, position, numbered)
    }
    if len(shown) < _FEWEST:
        return frozenset()
    chain = _best_chain(numbered, shown)
    while chain and shown.get(chain[-1]) == _IN_LIST:
        # Nothing behind it says that the brief's numbers and not the list's have come so far.
        chain.pop()
    proven = frozenset(chain).intersection(shown)
    if len(proven) < max(_FEWEST, _MOST * len(chain)) or sources_in(lines) < _ENTRIES * len(chain):
        return frozenset()
    return proven


def _numbers(line: Line) -> _Numbers:
    text = line.text
    match = _NUMBERS.match(text)
    if match is None or len(text) > _LONGEST or text[-1] in ".,;:" or line.contents or line.counted:
        return ()
    found = at_start(text)
    if found is not None and found.date is not None:
        return ()
    return tuple(int(number) for number in match["numbers"].split("."))


def _best_chain(numbered: dict[int, _Numbers], shown: dict[int, float]) -> list[int]:
    """The sequence from 1 on with most lines that are shown to be headings, by how surely they are."""
    ends: dict[_Numbers, _Node] = {}
    best: _Node | None = None
    for position, numbers in numbered.items():
        nodes = [ends[earlier] for earlier in _before(numbers, ends)]
        before = max(nodes, key=lambda node: node.score, default=None)
        if before is None and numbers != (1,):
            continue
        node = _Node((before.score if before else 0.0) + shown.get(position, -0.1), position, before)
        if numbers not in ends or node.score >= ends[numbers].score:
            ends[numbers] = node
        if best is None or node.score > best.score:
            best = node
    chain = []
    while best is not None:
        chain.append(best.position)
        best = best.before
    return chain[::-1]


def _before(numbers: _Numbers, ends: dict[_Numbers, _Node]) -> list[_Numbers]:
    """Which of the numbers met may stand before others: 2 and 2.3 before 3, 2.1 before 2.2, and 2 before 2.1."""
    *outer, last = numbers
    if last == 1:
        return [tuple(outer)] if tuple(outer) in ends else []
    latest = (*outer, last - 1)
    return [earlier for earlier in ends if earlier[: len(latest)] == latest]


def _is_shown(lines: Sequence[Line], position: int, numbered: dict[int, _Numbers]) -> bool:
    """Whether a title, and below it a source, or the first part of the section, follows a numbered line."""
    following = position + 1
    if numbered.get(following) == (*numbered[position], 1):
        return True
    if following >= len(lines) or following in numbered or not _may_be_title(lines[following]):
        return False
    for other in range(following + 1, min(following + _REACH, len(lines))):
        if other in numbered:
            return False
        found = at_start(lines[other].text, turns=lines[other].turns)
        if found is not None and found.date is not None:
            return True
    return False


def _is_listed(lines: Sequence[Line], position: int, numbered: dict[int, _Numbers]) -> bool:
    """Whether the number before stands above with no source between, as in a list."""
    *outer, last = numbered[position]
    for other in range(position - 1, -1, -1):
        if other in numbered:
            return numbered[other] == (*outer, last - 1)
        if not _may_be_title(lines[other]):
            return False
    return False


def _may_be_title(line: Line) -> bool:
    """Whether a line may be a title, and not what stands between a numbered one and its source, nor the source."""
    found = at_start(line.text, turns=line.turns)
    sourced = found is not None and found.date is not None
    other = is_access_note(line.text) or is_authors(line.text) or line.text.startswith(("http", "<http", "www."))
    return not (sourced or other or line.small)
