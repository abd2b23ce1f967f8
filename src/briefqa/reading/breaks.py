"""Which line ends are the writer's, and which the margin's: by the room a line left, and what the next begins with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from briefqa.reading.lines import LIKELY_BREAK, Line

# Nobody wraps text at more characters than this.
_WIDEST = 140
_NEIGHBOURS = 4
# Among the lines behind some of this length, one begins in the middle of a sentence where text is wrapped.
_FULL = 50
_PARAGRAPH = 4
# Dots of a contents block fill its lines to no margin of the text's.
_LEADERS = re.compile(r"\.{4}")
_TORN = re.compile(r"[\w,-]$")


def with_breaks(lines: Sequence[Line]) -> list[Line]:
    """Say how sure each break is the writer's, where the format could not: by how much room the line before left."""
    lines = _without_wrapped_breaks(lines)
    usual = _usual_width(lines)
    unwrapped = _unwrapped(lines) if usual == 0 else {}
    result = list(lines)
    for position in range(1, len(lines)):
        line, before = lines[position], lines[position - 1]
        if line.fresh is None and line.page_break and position in unwrapped:
            result[position] = replace(line, fresh=unwrapped[position])
        elif line.fresh is None and not line.gap:
            sure = unwrapped.get(position) or _freshness(lines, position, before, line, usual)
            if sure is not None:
                result[position] = replace(line, fresh=sure)
    return result


def _without_wrapped_breaks(lines: Sequence[Line]) -> list[Line]:
    """Take line breaks in the middle of sentences, as of text that was pasted wrapped, for the margin's."""
    result: list[Line] = []
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and not lines[end].gap:
            continue
        run = lines[start:end]
        torn = sum(
            line.fresh == 1.0 and line.small and _TORN.search(before.text) is not None for before, line in pairwise(run)
        )
        # On a page, a line may end early for want of space for a long word.
        wrapped = torn > (1 if run[0].height is not None else 0)
        result += [run[0], *(replace(line, fresh=None) for line in run[1:])] if wrapped else run
        start = end
    return result


def _unwrapped(lines: Sequence[Line]) -> Mapping[int, float]:
    """How sure the breaks are the writer's in a file that has a line for each paragraph, however long.

    Where a few titles or a pasted abstract are wrapped all the same, their lines are left out, and the others are less
    sure.
    """
    torn = _torn_runs(lines)
    long = sum(len(line.text) > _WIDEST for line in lines)
    full = sum(len(before.text) > _FULL and not line.gap for before, line in pairwise(lines))
    whole = not torn and (long >= 1 or full >= 8) and not _at_margin(lines)
    if not (whole or (long >= 5 and len(torn) <= 0.2 * long)):
        return {}
    left_out = {i for run in torn for i in run}
    # Where a page ends says nothing of how lines do.
    left_out |= {i for i, line in enumerate(lines) if line.page_break and line.small}
    return {i: LIKELY_BREAK if torn else 0.75 for i in range(len(lines)) if i not in left_out}


def _at_margin(lines: Sequence[Line]) -> bool:
    """Whether no line was left before its margin: the next one's first word would never have fitted.

    In a short file no line need start in the middle of a sentence that is wrapped all the same.
    """
    width = max(len(line.text) for line in lines)
    inner = [
        (before, line)
        for before, line in pairwise(lines)
        if not line.gap and len(before.text) > _FULL and not _LEADERS.search(before.text)
    ]
    full = sum(len(before.text) + len(line.text.split(" ", 1)[0]) >= width for before, line in inner)
    torn = any(_TORN.search(before.text) for before, _ in inner)
    return width <= _WIDEST and torn and full > 0.8 * len(inner)


def _torn_runs(lines: Sequence[Line]) -> list[range]:
    """Stretches of lines that are wrapped: by those that start in the middle of a sentence, and their neighbours."""
    torn = [i for i in range(1, len(lines)) if lines[i].small and not lines[i].gap]
    runs: list[range] = []
    for position in torn:
        if runs and position - runs[-1].stop <= 1:
            runs[-1] = range(runs[-1].start, position + 2)
        else:
            runs.append(range(position, position + 2))
    # A paragraph's second line may start with a capital; a title of two lines begins where it seems to.
    return [range(run.start - 1, run.stop) if len(run) > _PARAGRAPH else run for run in runs]


def _usual_width(lines: Sequence[Line]) -> int:
    """The width most paragraphs are wrapped at; 0 where they are not."""
    inner = [
        len(before.text)
        for before, line in pairwise(lines)
        if not line.gap and line.fresh is None and line.small and len(before.text) <= _WIDEST
    ]
    if len(inner) < 20:
        return 0
    return sorted(inner)[int(len(inner) * 0.97)]


def _freshness(lines: Sequence[Line], position: int, before: Line, line: Line, usual: int) -> float | None:
    if len(before.text) > _WIDEST:
        return 0.75
    width = max(usual, len(before.text))
    for step in (-1, 1):
        for distance in range(1, _NEIGHBOURS + 1):
            other = position - (step < 0) + step * distance
            edge = other + 1 if step < 0 else other
            if not 0 <= other < len(lines) or edge >= len(lines) or lines[edge].gap:
                break
            if len(lines[other].text) <= _WIDEST:
                width = max(width, len(lines[other].text))
    room = width - len(before.text) - 1 - len(line.text.split(" ", 1)[0])
    if room > 0.25 * width:
        return 0.75
    return 0.5 if room > 0.12 * width else None
