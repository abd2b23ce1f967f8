"""Titles are parted from what stands behind them on their line: sources, addresses, what they describe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefqa.reading.access_notes import is_access_note, split_access_note
from briefqa.reading.clues import is_broken
from briefqa.reading.line_parts import first_part, rest_apart
from briefqa.reading.lines import Line
from briefqa.reading.links import split_address
from briefqa.reading.names import capitalised_share
from briefqa.reading.roles import Field
from briefqa.reading.sources import at_end_of_title, at_start
from briefqa.reading.undated_sources import is_undated

# A link of so many characters at the start of a line can be a title.
_LINKED_TITLE = 25
# A link of so many characters can name what a sentence with so many spaces behind it describes.
_NAMED, _SENTENCE = 12, 4
# What may part a title from the source behind it.
_APART = " ,;|–—-"
_WORD = re.compile(r"[^\W\d_]{2}")
# What may stand between a title and its source takes so many lines.
_BETWEEN = 2
# How text shows what a link leads to, behind the words that it stood on.
_SHOWN_ADDRESS = re.compile(r"\s<(?:https?://|www\.)[^\s<>]+>$")


def with_titles_apart(lines: Sequence[Line]) -> list[Line]:
    """Part a line where its look or its link ends, and a source or the start of one follows, or what it links to.

    A title's link and look end where the title does; what follows on the same line is no part of it.
    """
    result: list[Line] = []
    for position, line in enumerate(lines):
        cut = line.turns[0] if line.turns else 0
        following = lines[position + 1] if position + 1 < len(lines) else None
        description = line.text[cut:].lstrip(" :|–—-")
        if cut and _is_described(line, cut, description):
            result += _parted(line, cut, len(line.text) - len(description))
        elif cut and _ends_title(line, cut, result[-1] if result else None, following):
            result += _parted(line, cut, len(line.text) - len(line.text[cut:].lstrip(_APART)))
        else:
            result.append(line)
    return result


def with_addresses_apart(lines: Sequence[Line]) -> list[Line]:
    """Part a title from the address or DOI behind it, where its source stands below."""
    result: list[Line] = []
    for position, line in enumerate(lines):
        before, note = split_access_note(line.text)
        title, address = split_address(before)
        if address is None or not _is_title_above(title, line, lines[position + 1 : position + 1 + _BETWEEN]):
            result.append(line)
            continue
        start = before.rindex(address)
        apart = rest_apart(first_part(line, start + len(address)), start)
        first = first_part(line, len(title))
        result.append(replace(first, text=f"{title} {note}") if note else first)
        result.append(apart)
    return result


def _is_title_above(title: str, line: Line, following: Sequence[Line]) -> bool:
    """Whether a text before an address has a source below it, and neither is one by itself nor holds one."""
    below = next((other for other in following if not is_access_note(other.text)), None)
    if below is None or below.field is Field.LAST_SOURCE:
        return False
    turns = [turn for turn in line.turns if turn < len(title)]
    for own in (at_start(title), at_end_of_title(title, turns=turns)):
        if own is not None and own.date is not None and own.likely:
            return False
    found = at_start(below.text)
    if found is not None and found.date is not None:
        return True
    # What is only named as a source may be a title, too, behind a sentence that ends in an address.
    shown = _SHOWN_ADDRESS.search(line.text) is not None
    return is_undated(below.text) and (shown or not (below.gap or is_broken(title) or title.endswith(".")))


def _ends_title(line: Line, cut: int, before: Line | None, following: Line | None) -> bool:
    """Whether a source follows where the look of a line first changes, or the start of one."""
    goes_on = before is not None and not line.gap and _looks_on(before, line)
    whole = at_start(line.text, turns=line.turns)
    sourced = whole is not None and whole.end > cut
    rest = line.text[cut:].lstrip(_APART)
    alone = at_start(rest)
    # A name may look otherwise than its volume; but two names, of which one is linked, are a title and a source.
    named = alone is not None and alone.likely and alone.date is not None and _links_up_to(line, cut)
    if cut < (1 if goes_on else _LINKED_TITLE) or (sourced and not goes_on and not named):
        return False
    return _starts_source(rest, following)


def _links_up_to(line: Line, cut: int) -> bool:
    """Whether a line is a link up to a place in it."""
    return bool(line.links) and line.links[0].start == 0 and abs(line.links[0].end - cut) <= 1


def _is_described(line: Line, cut: int, description: str) -> bool:
    """Whether a paragraph is a link, up to where it first changes, and sentences about what the link leads to."""
    title = line.text[:cut].rstrip()
    named = len(title) >= _NAMED and " " in title and not title.endswith(".")
    if not (named and _links_up_to(line, cut) and (line.gap or line.fresh == 1.0)):
        return False
    # Not the rest of a title, nor of a sentence that begins with the link.
    sentences = description[:1].isupper() and description.endswith(".") and description.count(" ") >= _SENTENCE
    if not sentences or capitalised_share(description) > 0.5 or is_access_note(description):
        return False
    found = at_start(description)
    # A mere name in front of the sentences is found again where they stand by themselves.
    return found is None or (found.date is None and not found.likely)


def _looks_on(before: Line, line: Line) -> bool:
    """Whether a line starts as the one before it looks, as the rest of a title does."""
    first, *rest = line.looks or (line.style,)
    if not rest or not _WORD.search(line.text, 0, line.turns[0]):
        return False
    return before.linked_share > 0.6 or before.style == first != rest[0]


def _parted(line: Line, end: int, start: int) -> tuple[Line, Line]:
    """A line's first stretch, and what follows it, as lines of their own."""
    title = replace(
        line,
        text=line.text[:end].rstrip(_APART),
        style=line.looks[0],
        turns=(),
        looks=(),
        links=tuple(link for link in line.links if link.start < end),
    )
    rest = replace(
        line,
        text=line.text[start:],
        gap=False,
        page_break=False,
        fresh=1.0,
        style=line.looks[1],
        turns=tuple(turn - start for turn in line.turns if turn > start),
        looks=line.looks[1:] if len(line.looks) > 2 else (),
        links=tuple(
            replace(link, start=link.start - start, end=link.end - start) for link in line.links if link.start >= start
        ),
    )
    return title, rest


def _starts_source(text: str, following: Line | None) -> bool:
    if not text[:1].isupper() or is_access_note(text):
        return False
    if following is not None and is_access_note(f"{text} {following.text}"):
        return False
    alone = at_start(text)
    if (alone is not None and alone.likely) or (alone is None and is_undated(text)):
        return True
    if following is None or following.gap:
        return False
    found = at_start(f"{text} {following.text}")
    return found is not None and found.end > len(text) + 1
