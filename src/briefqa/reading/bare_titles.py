"""Which paragraphs are shaped as titles are that stand by themselves, with neither source nor abstract.

Such a paragraph reads as an abstract's beginning, or as a heading, to whoever looks at its lines one by one: its first
line may end anywhere, and its last be one word. Taken together it has no sentence that ends, is short, and is mostly
in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefqa.reading.clues import Clues, is_broken
from briefqa.reading.lines import LIKELY_BREAK, Line, join
from briefqa.reading.names import capitalised_share, goes_on

_MAX_LINES, _MAX_LENGTH, _FEWEST_WORDS = 4, 250, 5
# Titles are wrapped at so many characters at most, and nothing at more than these.
_WRAPPED, _UNWRAPPED = 100, 140
# From this share of words in capitals on, a text is in capitals.
_CAPITALS = 0.6
_SUBTITLED = re.compile(r"\w[\"'”’)]*[:?] [\"'“‘]?\w")
_SENTENCE = re.compile(r"[a-z)\d][.!]\s+[A-Z]|[.!:;,][\"'”’)\]\s]*$")
# What says where something is to be had.
_POINTER = re.compile(
    r"(?:You can|See|Please|Visit|For (?:further|more|other))\b|.*\b(?:is|are|be) (?:available|found)\b"
)
# What says that a paragraph is a sentence: a verb that stands in titles behind a colon or a question's word, if at all.
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|may|might|can|could|will|would|shall|should|must|does|did|am|cannot)\b"
)
_ASKS = re.compile(r"[\"'“‘]?(?:[Hh]ow|[Ww]h(?:at|en|ere|ether|ich|o|om|ose|y)|[Cc]an|[Dd]oes|[Ii]s|[Aa]re)\b")
_PARTED = re.compile(r"[:?–—-]\s|\s[–—-]")


def bare_titles(clues: Sequence[Clues]) -> list[range]:
    """Positions of the lines of each such paragraph, in order."""
    return [lines for lines in _paragraphs(clues) if _is_bare([clues[i] for i in lines], clues[lines.stop :][:1])]


def _paragraphs(clues: Sequence[Clues]) -> Iterator[range]:
    """Stretches of lines that nothing parts, neither a blank line nor an access note nor a line's own length."""
    start = 0
    for end in range(1, len(clues) + 1):
        if end == len(clues) or _parts(clues[end - 1], clues[end]):
            yield range(start, end)
            start = end


def _parts(before: Clues, here: Clues) -> bool:
    """Whether a paragraph has ended between two lines: also where no margin could have, as the next one is as long."""
    unwrapped = here.line.fresh is None and len(before.line.text) <= _WRAPPED and len(here.line.text) > _UNWRAPPED
    return _starts(here.line) or here.access_note or before.access_note or (unwrapped and not here.line.small)


def _starts(line: Line) -> bool:
    return line.gap or (line.fresh or 0.0) >= LIKELY_BREAK


def _is_bare(lines: Sequence[Clues], behind: Sequence[Clues]) -> bool:
    if (
        not _starts(lines[0].line)
        or len(lines) > _MAX_LINES
        or any(_is_other(here) for here in lines)
        or lines[0].line.small
    ):
        return False
    text = join([here.line for here in lines])
    if len(text) > _MAX_LENGTH or len(text.split()) < _FEWEST_WORDS:
        return False
    if capitalised_share(text) > _CAPITALS and (_SUBTITLED.search(text) is None or any(here.undated for here in lines)):
        # In capitals it may as well be a heading or a name, unless it has a subtitle.
        return False
    if (
        _POINTER.match(text)
        or _SENTENCE.search(text)
        or is_broken(text)
        or goes_on(text)
        or text.count("(") > text.count(")")
    ):
        return False
    if _VERB.search(text) and not _ASKS.match(text) and not _PARTED.search(text):
        return False
    return not behind or not behind[0].line.small


def _is_other(here: Clues) -> bool:
    """Whether a line is, or holds, something that a bare title does not."""
    marked = here.item or here.in_item or here.label or here.access_note or here.address or here.people
    return bool(marked or here.front or here.sourced or here.likely_source or here.line.style.level or here.line.field)
