"""Briefs that put a bullet before each of their entries: `• Title` … is no list item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefqa.reading.access_notes import is_access_note
from briefqa.reading.authors import is_authors
from briefqa.reading.entry_numbers import sources_in
from briefqa.reading.line_parts import last_part
from briefqa.reading.lines import LIKELY_BREAK, Line
from briefqa.reading.sources import at_end_of_title, at_start

_BULLET = re.compile(r"(?P<bullet>[•▪●○◦‣⁃■□▫]\s?|[*–-]\s+|o\s+(?=[A-Z\"'“‘]))(?=\S)")
# So many are a habit; fewer must be all there are.
_MANY = 3
# Such a share of the brief's sources must stand below bullets, and of the bullets above sources.
_MOST = 0.7
# What nearly all bulleted titles share, as a link or a blank line before them, another one has as well.
_ALIKE = 0.8
# So many lines a title, and what may stand between it and its source, take at the most.
_REACH = 5
_LONGEST = 300


def without_entry_bullets(lines: Sequence[Line]) -> list[Line]:
    """The lines without the bullets of entries, where entries are bulleted.

    They are where most sources of a brief stand right below lines with one bullet at one indent, and hardly any such
    line stands above something else; items of lists inside abstracts have no sources.
    """
    kinds: dict[tuple[str, int], list[int]] = {}
    for position, line in enumerate(lines):
        match = _match(line)
        if match is not None:
            kinds.setdefault((match["bullet"].strip(), line.indent), []).append(position)
    if not kinds:
        return list(lines)
    sources = sources_in(lines)
    result = list(lines)
    for positions in kinds.values():
        for position in _entries(lines, positions, sources):
            result[position] = _shortened(lines[position])
    return result


def _match(line: Line) -> re.Match[str] | None:
    # "* Abstract only" says what an asterisk means.
    return None if line.contents or is_access_note(line.text) else _BULLET.match(line.text)


def _entries(lines: Sequence[Line], positions: Sequence[int], sources: int) -> list[int]:
    """Which lines with one bullet at one indent begin entries: none where they are lists'."""
    sourced = {position for position in positions if _starts_entry(lines, position)}
    # A list at the same indent has no links, and mostly no blank lines.
    linked = _most(_is_linked(lines[position]) for position in sourced)
    apart = _most(_is_apart(lines[position]) for position in sourced)
    chosen = [
        position
        for position in positions
        if position in sourced
        or ((_is_linked(lines[position]) or not linked) and (_is_apart(lines[position]) or not apart))
    ]
    if len(sourced) >= _MANY:
        return chosen if len(sourced) >= _MOST * max(sources, len(chosen)) else []
    return chosen if 0 < len(chosen) == len(positions) == len(sourced) >= sources else []


def _most(found: Iterable[bool]) -> bool:
    values = list(found)
    return sum(values) >= _ALIKE * len(values)


def _is_linked(line: Line) -> bool:
    return line.linked_share > 0.5 or line.style.underlined


def _is_apart(line: Line) -> bool:
    return line.gap or line.page_break


def _starts_entry(lines: Sequence[Line], position: int) -> bool:
    """Whether a bulleted line is a title with a source on it, or right below it and what goes with it."""
    line = lines[position]
    behind_source = position > 0 and _is_source(lines[position - 1])
    for distance, other in enumerate(lines[position + 1 : position + 1 + _REACH], start=1):
        if _match(other) is not None:
            break
        found = at_start(other.text, turns=other.turns)
        if found is not None and found.date is not None:
            return True
        if not _is_between(other) and (behind_source or not _goes_on(lines[position + distance - 1], other, line)):
            break
    title = last_part(line, _length(line))
    held = at_end_of_title(title.text, turns=title.turns)
    return held is not None and held.date is not None and held.sure


def _is_source(line: Line) -> bool:
    found = at_start(line.text, turns=line.turns)
    return found is not None and found.date is not None and found.end >= len(line.text)


def _is_between(line: Line) -> bool:
    """Whether a line may stand between a title and its source."""
    return is_access_note(line.text) or is_authors(line.text) or line.text.startswith(("http", "<http", "www."))


def _goes_on(before: Line, other: Line, title: Line) -> bool:
    """Whether a line may be more of a bulleted title; behind the last item of a list, the next title is none."""
    if len(other.text) > _LONGEST or before.text.endswith(".") or other.indent < title.indent:
        return False
    return other.page_break or not (other.gap or (other.fresh or 0.0) >= LIKELY_BREAK)


def _length(line: Line) -> int:
    match = _BULLET.match(line.text)
    return match.end() if match else 0


def _shortened(line: Line) -> Line:
    return replace(last_part(line, _length(line)), counted=True, fresh=1.0)
