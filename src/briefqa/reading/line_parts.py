"""Lines cut in two, and several made one, with their looks and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefqa.reading.lines import Line, Link, join


def first_part(line: Line, end: int) -> Line:
    """A line up to a place in it."""
    turns = tuple(turn for turn in line.turns if turn < end)
    looks = line.looks[: len(turns) + 1]
    return replace(
        line,
        text=line.text[:end],
        style=line.style if turns or not looks else looks[0],
        turns=turns,
        looks=looks if turns else (),
        links=tuple(replace(link, end=min(link.end, end)) for link in line.links if link.start < end),
    )


def last_part(line: Line, start: int) -> Line:
    """A line from a place in it on; a look that ends within a character of it belongs to what stands before."""
    turns = tuple(turn - start for turn in line.turns if turn > start + 1)
    looks = line.looks[len(line.turns) - len(turns) :]
    # What was most of the line may have been cut off.
    style = looks[0] if looks and (not turns or line.style == line.looks[0]) else line.style
    return replace(
        line,
        text=line.text[start:],
        style=style,
        turns=turns,
        looks=looks if turns else (),
        links=tuple(
            Link(max(0, link.start - start), link.end - start, link.target) for link in line.links if link.end > start
        ),
    )


def rest_apart(line: Line, start: int) -> Line:
    """A line from a place in it on, as a line of its own below what stands before."""
    return replace(last_part(line, start), gap=False, page_break=False, fresh=1.0)


def as_one(lines: Sequence[Line]) -> Line:
    """Several lines as one that stands where the first does."""
    links = []
    for position, line in enumerate(lines):
        offset = len(join(lines[: position + 1])) - len(line.text)
        links += [Link(link.start + offset, link.end + offset, link.target) for link in line.links]
    return replace(lines[0], text=join(lines), links=tuple(links), turns=(), looks=())
