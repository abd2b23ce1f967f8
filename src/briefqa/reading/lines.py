"""A line of a brief, as every file format gives it to the one grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A dash or a number before a small letter is the rest of a sentence that was wrapped there.
_LIST_ITEM = re.compile(r"^(?:[•▪●○◦]\s|(?:[*–-]|\(?\d{1,2}[.)])\s+(?![a-z]))")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Attributes:
        number: 1-based line number in the file.
        text: white space collapsed to single spaces, markup removed, never empty.
        gap: whether blank lines stand before it.
        linked: whether it starts with a hyperlink, or with the mark a converter left of one.
        page: 1-based page, or None where the format has no pages.
        page_break: whether a running header, or the edge of a page, was removed just before it, so that
            a gap there says nothing about paragraphs.
    """

    number: int
    text: str
    gap: bool = False
    linked: bool = False
    page: int | None = None
    page_break: bool = False


def is_list_item(text: str) -> bool:
    """Whether a line starts with a bullet or a number."""
    return _LIST_ITEM.match(text) is not None
