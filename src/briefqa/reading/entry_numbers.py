"""Briefs that number their entries: `1. Title`, `2. Title` … are no list items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefqa.reading.access_notes import is_access_note
from briefqa.reading.authors import is_authors
from briefqa.reading.lines import LIKELY_BREAK, Line, Link
from briefqa.reading.sources import at_end_of_title, at_start

_NUMBER = re.compile(r"^\[?(?P<number>\d{1,3})[.)\]]\s+(?=\S)")
# So many are evidence by themselves; fewer must be all there are, each right above its source.
_MANY = 5
# Such a share of the brief's sources must stand behind numbered lines, and of these before a source: numbered headings
# have several each, and of a list's items at most the last is near one.
_MOST = 0.6
# Against taking a list inside an abstract for entries that are numbered anew.
_RESTART = 0.6
# So many lines a title and what may stand between it and its source take at the most.
_REACH = 5


def without_entry_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines without the numbers of entries, where entries are numbered.

    They are where numbers that count on through the brief, or through each section, stand before lines that a source
    follows soon; lists inside abstracts start again at one and have no sources.
    """
    chain = _best_chain(lines)
    if not (_counts_many(lines, chain) or _counts_all(lines, chain)):
        return list(lines)
    numbered = set(chain)
    return [_shortened(line) if position in numbered else line for position, line in enumerate(lines)]


def _counts_many(lines: Sequence[Line], chain: Sequence[int]) -> bool:
    """Whether most sources stand behind numbers, and most numbers before sources."""
    sourced = sum(_starts_entry(lines, position) for position in chain)
    return sourced >= _MANY and sourced >= _MOST * max(sources_in(lines), len(chain))


def _counts_all(lines: Sequence[Line], chain: Sequence[int]) -> bool:
    """Whether all sources stand behind numbers, and all numbers before sources, with nothing of their own between."""
    return 0 < len(chain) >= sources_in(lines) and all(_starts_entry(lines, position, close=True) for position in chain)


def _best_chain(lines: Sequence[Line]) -> list[int]:
    """The numbered lines that count on, or start again at one, and have most sources behind them."""
    scores: dict[int, float] = {}
    links: dict[int, int | None] = {}
    ends: dict[int, int] = {}
    best: int | None = None
    for position, line in enumerate(lines):
        number = _number(line)
        if not number:
            continue
        before = ends.get(number - 1)
        if number == 1 and best is not None:
            before = best
        if before is None and number != 1:
            continue
        restart = _RESTART if number == 1 and before is not None else 0.0
        score = (scores[before] if before is not None else 0.0) - restart
        score += 1.0 if _starts_entry(lines, position) else 0.1
        scores[position], links[position] = score, before
        if number not in ends or score >= scores[ends[number]]:
            ends[number] = position
        if best is None or score > scores[best]:
            best = position
    chain = []
    while best is not None:
        chain.append(best)
        best = links[best]
    return chain[::-1]


def sources_in(lines: Sequence[Line]) -> int:
    """How many lines are, or end in, dated sources: about as many as there are entries."""
    count = 0
    for line in lines:
        found = at_start(line.text, turns=line.turns)
        whole = found is not None and found.end >= len(line.text) and found.likely
        count += found is not None and found.date is not None and (found.sure or whole)
    return count


def _number(line: Line) -> int:
    match = _NUMBER.match(line.text)
    return int(match["number"]) if match else 0


def _starts_entry(lines: Sequence[Line], position: int, *, close: bool = False) -> bool:
    """Whether a numbered line has a source soon behind it; `close`: not behind a line that its writer began anew."""
    if not _number(lines[position]):
        return False
    for other in lines[position + 1 : position + 1 + _REACH]:
        if _number(other):
            break
        found = at_start(other.text)
        if found is not None and found.date is not None:
            return True
        anew = (other.gap and not other.page_break) or (close and (other.fresh or 0.0) >= LIKELY_BREAK)
        if len(other.text) > 300 or (anew and not _between(other)):
            break
    found = at_end_of_title(lines[position].text, turns=lines[position].turns)
    return found is not None and found.date is not None and found.sure


def _between(line: Line) -> bool:
    """Whether a line may stand apart between a title and its source."""
    return is_access_note(line.text) or is_authors(line.text) or line.text.startswith(("http", "www."))


def _shortened(line: Line) -> Line:
    match = _NUMBER.match(line.text)
    cut = match.end() if match else 0
    return replace(
        line,
        text=line.text[cut:],
        counted=True,
        fresh=1.0,
        turns=tuple(turn - cut for turn in line.turns if turn > cut),
        looks=line.looks[1:] if line.turns[:1] == (cut,) and len(line.looks) > 2 else line.looks,
        links=tuple(
            Link(max(0, link.start - cut), link.end - cut, link.target) for link in line.links if link.end > cut
        ),
    )
