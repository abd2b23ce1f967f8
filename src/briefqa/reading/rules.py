"""Lines that show no word: rules between entries or sections, drawn with signs (`* * *`, `-----`, `…`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefqa.reading.lines import Line

_SIGN = r"[-‐‑‒–—―−=_~*.·•●▪■◆◇❖★☆✦#|+^:…§]"
_RULE = re.compile(rf"{_SIGN}(?:\s?{_SIGN}){{2,}}")
# Fewer are a bullet, an asterisk or a dash that a margin parted from its text, unless they stand alone.
_LONE = re.compile(rf"{_SIGN}(?:\s?{_SIGN})?")


def without_rules(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part the lines into text and rules; what follows a rule stands apart from what is before it."""
    text: list[Line] = []
    rules: list[Line] = []
    waiting: Line | None = None
    for position, line in enumerate(lines):
        if not (line.furniture or line.contents) and _is_rule(lines, position):
            rules.append(line)
            waiting = replace(line, page_break=line.page_break or (waiting is not None and waiting.page_break))
            continue
        text.append(
            replace(line, gap=True, page_break=line.page_break or waiting.page_break, joint=" ") if waiting else line
        )
        waiting = None
    return text, rules


def _is_rule(lines: Sequence[Line], position: int) -> bool:
    text = lines[position].text
    if _RULE.fullmatch(text):
        return True
    following = lines[position + 1] if position + 1 < len(lines) else None
    alone = lines[position].gap and (following is None or following.gap)
    return alone and _LONE.fullmatch(text) is not None
