"""Lines that stand among entries and are no part of any: who to ask, thanks to readers, "The end."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from briefqa.reading.entries import Draft
from briefqa.reading.lines import LIKELY_BREAK, Line
from briefqa.reading.notices import is_notice
from briefqa.reading.roles import Role

# A second paragraph of an abstract has more characters.
_SHORT = 40
# What speaks to the reader of the brief, and not of a work.
_ASIDE = re.compile(
    r"\b(?:thank(?:s| you) (?:for|to)|(?:this|our|the next) (?:bulletin|brief(?:ing)?|edition|newsletter|page|section)|"
    r"we (?:hope|welcome)|please|let us know|copyright|disclaimer|(?:back|return) to (?:the )?(?:top|contents))\b|©",
    re.IGNORECASE,
)
_LONGEST_ASIDE = 160


def stray_lines(draft: Draft) -> Iterator[Line]:
    """The lines of an entry's abstract, behind its first paragraph, that may be no part of it.

    They make a paragraph by themselves, and say whom to ask or when something was checked, speak to the reader, or say
    next to nothing.
    """
    following = [*draft.lines[1:], (None, None)]
    for (before, here), (_, behind) in zip(pairwise(draft.lines), following[1:], strict=True):
        line, role = here
        apart = line.gap or (line.fresh or 0.0) >= LIKELY_BREAK
        if not apart or behind is Role.ABSTRACT_MORE or role not in (Role.PARAGRAPH, Role.ABSTRACT_MORE):
            continue
        listed = _is_list(before[0].text) or _is_list(line.text)
        short = role is Role.PARAGRAPH and len(line.text) <= _SHORT and not listed
        aside = len(line.text) <= _LONGEST_ASIDE and not listed and _ASIDE.search(line.text) is not None
        if short or aside or is_notice(line.text):
            yield line


def _is_list(text: str) -> bool:
    return re.match(r"[•▪●○◦‣⁃■□▫*–-]|\(?\w{1,3}[.)]\s", text) is not None
