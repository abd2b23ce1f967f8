"""What a page carries besides its text: running headers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefqa.reading.lines import Line, is_list_item
from briefqa.reading.sources import at_start

_RUNNING_HEADER = re.compile(r"^evidence brief\s*[:–-]\s*\S", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?$", re.IGNORECASE)
_REPEATS = 3
_MAX_HEADER = 120


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part the lines into text and furniture; the line after furniture is marked `page_break`.

    A running header is a line that says "Evidence Brief: …" or one that comes back at least three times,
    page numbers aside, always set apart by blank lines, and is no source (two entries may share one).
    """
    keys = Counter(_key(line) for line in lines if line.gap or line.page_break)
    text, furniture = [], []
    page_break = False
    for line in lines:
        if _PAGE_NUMBER.match(line.text) or _is_header(line, keys):
            furniture.append(line)
            page_break = True
        else:
            text.append(replace(line, gap=True, page_break=True) if page_break else line)
            page_break = False
    return text, furniture


def running_title(furniture: Sequence[Line]) -> str | None:
    """The brief's title as its running headers give it, or None."""
    for line in furniture:
        if _RUNNING_HEADER.match(line.text):
            return re.sub(r"\s*\d{1,3}$", "", re.split(r"[:–-]\s*", line.text, maxsplit=1)[1])
    return None


def _key(line: Line) -> str:
    return re.sub(r"^\d{1,3}\s+|\s+\d{1,3}$", "", line.text)


def _is_header(line: Line, keys: Counter[str]) -> bool:
    if not (line.gap or line.page_break):
        return False
    if _RUNNING_HEADER.match(line.text):
        return keys[_key(line)] > 1
    repeated = keys[_key(line)] >= _REPEATS and len(line.text) <= _MAX_HEADER
    return repeated and at_start(line.text) is None and not is_list_item(line.text)
