"""A line of a brief, as every file format gives it to the one grammar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Attributes:
        number: 1-based line number in the file.
        text: white space collapsed to single spaces, markup removed, never empty.
        gap: whether blank lines stand before it.
        page: 1-based page, or None where the format has no pages.
        page_break: whether a running header, or the edge of a page, was removed just before it, so that
            a gap there says nothing about paragraphs.
    """

    number: int
    text: str
    gap: bool = False
    page: int | None = None
    page_break: bool = False
