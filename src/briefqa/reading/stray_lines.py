"""Lines that stand among entries and are no part of any: who to ask, when links were last checked, "The end."."""

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


def stray_lines(draft: Draft) -> Iterator[Line]:
    """The lines of an entry's abstract, behind its first paragraph, that may be no part of it.

    They make a paragraph by themselves, and say whom to ask or when something was checked, or next to nothing.
    """
    following = [*draft.lines[1:], (None, None)]
    for (before, here), (_, behind) in zip(pairwise(draft.lines), following[1:], strict=True):
        line, role = here
        apart = line.gap or (line.fresh or 0.0) >= LIKELY_BREAK
        if not apart or behind is Role.ABSTRACT_MORE or role not in (Role.PARAGRAPH, Role.ABSTRACT_MORE):
            continue
        listed = _is_list(before[0].text) or _is_list(line.text)
        if is_notice(line.text) or (role is Role.PARAGRAPH and len(line.text) <= _SHORT and not listed):
            yield line


def _is_list(text: str) -> bool:
    return re.match(r"[•▪●○◦‣⁃■□▫*–-]|\(?\w{1,3}[.)]\s", text) is not None
