"""Rows of a page → reading order: from top to bottom, and column by column where a page has columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from briefqa.reading.pdf_rows import GUTTER, SLACK, Row, is_level, row_of

# A part of a line that is no page number or date has so many words.
_WORDED = 3
# So many heights with text side by side are columns, also where they are drawn line by line.
_MANY = 6
# So few are, where one column is drawn before the other.
_FEW = 3


def in_reading_order(rows: list[Row]) -> list[Row]:
    """From top to bottom, parts of one height together; column by column where a page has columns."""
    ordered = sorted(rows, key=lambda row: -row.bottom)
    heights: list[list[Row]] = []
    for row in ordered:
        if heights and is_level(heights[-1][0], row):
            heights[-1].append(row)
        else:
            heights.append([row])
    beside = [parts for parts in heights if len(_worded(parts)) >= 2]
    if len(beside) >= _MANY and len(beside) > 0.3 * len(heights):
        return _by_columns(heights, min(part.left for parts in beside for part in sorted(parts, key=_left)[1:]))
    second = _drawn_apart(rows)
    if second is not None:
        return _by_columns(heights, second)
    return [
        row_of([word for part in sorted(parts, key=_left) for word in part.words], parts[0].page) for parts in heights
    ]


def _worded(rows: Iterable[Row]) -> list[Row]:
    """Those that hold several words."""
    return [row for row in rows if len(row.words) >= _WORDED]


def _drawn_apart(rows: Sequence[Row]) -> float | None:
    """Where a second column starts that is drawn all behind, or before, what stands beside it; None where none is.

    A table is drawn row by row.

    Args:
        rows: in the order they were drawn.
    """
    order = {id(row): position for position, row in enumerate(rows)}
    lefts = Counter(round(row.left) for row in _worded(rows))
    for left, count in sorted(lefts.items()):
        right = [row for row in _worded(rows) if abs(row.left - left) <= SLACK] if count >= _FEW else []
        if not right:
            continue
        top, bottom = max(row.top for row in right), min(row.bottom for row in right)
        near = [row for row in rows if row.bottom < top and row.top > bottom and row.left < left - SLACK]
        beside = _worded(near)
        if len(beside) < _FEW or any(row.right > left for row in near):
            continue
        here, there = [order[id(row)] for row in beside], [order[id(row)] for row in right]
        if max(here) < min(there) or max(there) < min(here):
            return float(left)
    return None


def holds_columns(rows: Sequence[Row]) -> bool:
    """Whether several rows have text on both sides of a wide gap: a table's, or those of columns not told apart."""
    return sum(_is_parted(row) for row in rows) >= _FEW


def _is_parted(row: Row) -> bool:
    gaps = [place for place, (one, other) in enumerate(pairwise(row.words), 1) if other.left - one.right >= GUTTER]
    return any(_WORDED <= place <= len(row.words) - _WORDED for place in gaps)


def _left(row: Row) -> float:
    return row.left


def _by_columns(heights: Sequence[Sequence[Row]], second: float) -> list[Row]:
    """The left column before the right one, which starts at `second`, between lines that go across both."""
    result: list[Row] = []
    right: list[Row] = []
    for parts in heights:
        for part in sorted(parts, key=_left):
            across = part.left < second - SLACK and part.right > second + SLACK
            if across:
                result += right
                right = []
            (right if part.left >= second - SLACK else result).append(part)
    return result + right
