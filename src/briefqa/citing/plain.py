"""Texts as every format can hold them: without control characters, and with line ends only between paragraphs."""

from __future__ import annotations

import re

# What XML forbids and other formats lose: control characters, halves of surrogate pairs, and two that are none.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def one_line(text: str) -> str:
    """A text on one line, white space collapsed, as briefs are read."""
    return " ".join(_UNWRITABLE.sub("", text).split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs and list items of an abstract, each on one line; none of them empty."""
    return [line for line in map(one_line, text.splitlines()) if line]


def is_web_address(url: str) -> bool:
    """Whether a text may be made a link: `https://…` or `http://…`, without white space."""
    return re.fullmatch(r"https?://\S+", url, re.IGNORECASE) is not None
