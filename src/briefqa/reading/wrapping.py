"""What margins divided is put together: words, addresses, access notes, abbreviations, paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefqa.reading.access_notes import is_access_note, split_access_note
from briefqa.reading.line_parts import last_part
from briefqa.reading.lines import LIKELY_BREAK, Line, join
from briefqa.reading.source_match import SourceMatch
from briefqa.reading.sources import at_start

_LONGEST_PART = 61
_DIVIDED = re.compile(r"(?P<left>[^\W_]{1,60})-$")
_CONTINUED = re.compile(r"(?P<right>[^\W\d_]+)")
# "pp. 401-" before "419", "Covid-" before "19".
_RANGE = re.compile(r"\w-$|\d–$")
# "pre- and post-": the hyphen stands for a word that is to come.
_SUSPENDED = re.compile(r"(?:and|or|to|nor|&|und)\b(?!-)")
# What words are never divided behind, but compounds are parted: "self-funded".
_HYPHENED = frozenset({"ex", "half", "non", "self"})
_LONGEST_NOTE = 40
_LONGEST_ADDRESS = 2_000
_ADDRESS = re.compile(r"(?:https?://|www\.|doi:\s?10\.|10\.\d{4,9}/)\S*$")
_ADDRESS_REST = re.compile(r"\S*[\d/._%=&?#-]\S*$|\S+/\S*$")


def with_abbreviations_back(lines: Sequence[Line]) -> list[Line]:
    """Put an abbreviation that ends a title, but stands before the source on the next line, back behind its "the"."""
    result: list[Line] = []
    for line in lines:
        word, _, rest = line.text.partition(" ")
        if result and not line.gap and _lacks(result[-1], word) and _is_told(at_start(line.text), at_start(rest)):
            before = result.pop()
            result.append(replace(before, text=f"{before.text} {word}"))
            apart = last_part(line, len(word) + 1)
            line = replace(apart, gap=line.gap, page_break=line.page_break, fresh=line.fresh)
        result.append(line)
    return result


def _lacks(before: Line, word: str) -> bool:
    """Whether a line that is neither sentence nor source ends in an article that an abbreviation belongs to."""
    return word.isalpha() and word.isupper() and before.text.endswith(" the") and at_start(before.text) is None


def _is_told(whole: SourceMatch | None, rest: SourceMatch | None) -> bool:
    """Whether a dated source with volume or pages stays one without its first word."""
    told = rest is not None and rest.sure and rest.date is not None and rest.name != rest.text
    return told and whole is not None and whole.start == 0


def rejoined(lines: Sequence[Line]) -> list[Line]:
    """Join what margins parted: words divided by a hyphen, compounds parted behind theirs, addresses.

    A divided word loses its hyphen where the word stands whole elsewhere in the brief, or where the brief divides
    words throughout; else the hyphen is the word's own, as it is behind "self" and the like.
    """
    words = Counter(word.lower() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text))
    divides = _divides_words(lines, words)
    result: list[Line] = []
    for line in lines:
        before = result[-1] if result else None
        if before is None or not _goes_on(line):
            result.append(line)
            continue
        if _is_divided_address(before, line):
            result[-1] = replace(before, text=before.text + line.text)
            continue
        note = _divided_note(before, line)
        if note is not None:
            result[-1:] = note
            continue
        if _RANGE.search(before.text) and line.text[0].isdigit():
            line = replace(line, joint="")
        parts = _parts(before, line)
        if parts is not None and _SUSPENDED.match(line.text) is None:
            whole, compound = words["".join(parts)], words["-".join(parts)]
            drop = whole > compound or (whole == compound and divides and parts[0] not in _HYPHENED)
            if drop and _one_case(before, line):
                result[-1] = _shortened(before)
            line = replace(line, joint="")
        result.append(line)
    return result


def _is_divided_address(before: Line, line: Line) -> bool:
    """Whether a line starts with the rest of the address that the line before ends with."""
    if len(before.text) > _LONGEST_ADDRESS or _ADDRESS_REST.fullmatch(line.text) is None:
        return False
    return _ADDRESS.search(before.text) is not None and _ADDRESS.match(line.text) is None


def _divided_note(before: Line, line: Line) -> tuple[Line, Line] | None:
    """A line without the beginning of an access note at its end, and the whole note in the place of the next line."""
    if len(line.text) > _LONGEST_NOTE:
        return None
    title, note = split_access_note(f"{before.text} {line.text}")
    if note is None or not title or len(note) <= len(line.text) or not is_access_note(note):
        return None
    links = tuple(replace(link, end=min(link.end, len(title))) for link in before.links if link.start < len(title))
    shortened = replace(before, text=title, links=links, turns=(), looks=())
    return shortened, replace(line, text=note, links=(), turns=(), looks=(), gap=False, page_break=False, fresh=1.0)


def _goes_on(line: Line) -> bool:
    return (not line.gap or line.page_break) and not (line.fresh is not None and line.fresh >= 1.0)


def _parts(before: Line, line: Line) -> tuple[str, str] | None:
    left, right = _DIVIDED.search(before.text[-_LONGEST_PART:]), _CONTINUED.match(line.text)
    return (left["left"].lower(), right["right"].lower()) if left and right else None


def _divides_words(lines: Sequence[Line], words: Counter[str]) -> bool:
    """Whether a file divides words at its margins: more often than compounds happen to stand there."""
    whole = compound = ends = wrapped = 0
    for before, line in pairwise(lines):
        if not _goes_on(line):
            continue
        wrapped += 1
        parts = _parts(before, line)
        if parts is not None and _one_case(before, line):
            ends += 1
            whole += words["".join(parts)] > 0
            compound += words["-".join(parts)] > 0
    return ends >= 3 and (whole > compound or (whole == compound and ends > 0.05 * wrapped))


def _one_case(before: Line, line: Line) -> bool:
    """Whether two parts can be of one word: the second is in small letters, or both are in capitals."""
    return line.text[0].islower() or (
        before.text[-2:-1].isupper() and line.text[:2].isupper() and line.text[1:2].isalpha()
    )


def _shortened(line: Line) -> Line:
    end = len(line.text) - 1
    links = tuple(replace(link, end=min(link.end, end)) for link in line.links)
    return replace(line, text=line.text[:end], links=links)


def paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Text that belongs to no entry, paragraph by paragraph."""
    block: list[Line] = []
    for line in lines:
        if block and (line.gap or (line.fresh or 0.0) >= LIKELY_BREAK):
            yield join(block)
            block = []
        block.append(line)
    if block:
        yield join(block)
