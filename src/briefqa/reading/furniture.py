"""What a page carries besides its text: running headers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefqa.reading.lines import Line
from briefqa.reading.sources import at_start

_RUNNING_HEADER = re.compile(r"^evidence brief\s*[:–-]\s*\S", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?$", re.IGNORECASE)
_REPEATS = 3
_MAX_HEADER = 120


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part the lines into text and furniture; the line after furniture is marked `page_break`.

    A running header says "Evidence Brief: …", or comes back at least three times, page numbers aside, always set
    apart by blank lines, and breaks into a sentence at least once: entries may share a line ("Key findings"), but
    only a page does not care where it ends.
    """
    # A copy without blank lines still has its headers, on every page.
    titled = Counter(_key(line) for line in lines if _RUNNING_HEADER.match(_key(line)))
    anywhere = {key for key, count in titled.items() if count >= _REPEATS}
    apart = _headers(lines)
    text: list[Line] = []
    furniture: list[Line] = []
    page_break = False
    for position, line in enumerate(lines):
        key = _key(line)
        header = key in anywhere or (key in apart and _stands_apart(line, position))
        if header or _PAGE_NUMBER.match(line.text):
            furniture.append(line)
            page_break = True
        else:
            text.append(replace(line, gap=True, page_break=True) if page_break else line)
            page_break = False
    return text, furniture


def running_title(furniture: Sequence[Line]) -> str | None:
    """The brief's title as its running headers give it, or None."""
    for line in furniture:
        if _RUNNING_HEADER.match(_key(line)):
            return re.split(r"[:–-]\s*", _key(line), maxsplit=1)[1]
    return None


def _headers(lines: Sequence[Line]) -> frozenset[str]:
    """What running headers that stand apart say, page numbers aside."""
    counts: Counter[str] = Counter()
    interrupting = set()
    for position, line in enumerate(lines):
        if _stands_apart(line, position):
            counts[_key(line)] += 1
            if position + 1 < len(lines) and lines[position + 1].text[:1].islower():
                interrupting.add(_key(line))
    return frozenset(
        key
        for key, count in counts.items()
        if (_RUNNING_HEADER.match(key) and (count > 1 or key in interrupting))
        or (count >= _REPEATS and key in interrupting and len(key) <= _MAX_HEADER and at_start(key) is None)
    )


def _stands_apart(line: Line, position: int) -> bool:
    return line.gap or line.page_break or position == 0


def _key(line: Line) -> str:
    return re.sub(r"^\d{1,3}\s+|\s+\d{1,3}$", "", line.text)
