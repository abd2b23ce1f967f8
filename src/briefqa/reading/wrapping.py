"""What margins divided is put together, and what stands on one line is parted: words, addresses, notes, titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefqa.reading.access import is_access_note, split_access_note
from briefqa.reading.line_parts import first_part, last_part
from briefqa.reading.lines import LIKELY_BREAK, Line, join
from briefqa.reading.names import capitalised_share
from briefqa.reading.source_match import SourceMatch
from briefqa.reading.sources import at_start
from briefqa.reading.undated_sources import is_undated

# A link of so many characters at the start of a line can be a title.
_LINKED_TITLE = 25
# A link of so many characters can name what a sentence with so many spaces behind it describes.
_NAMED, _SENTENCE = 12, 4
# What may part a title from the source behind it.
_APART = " ,;|–—-"
_WORD = re.compile(r"[^\W\d_]{2}")
_LONGEST_PART = 61
_DIVIDED = re.compile(r"(?P<left>[^\W_]{1,60})-$")
_CONTINUED = re.compile(r"(?P<right>[^\W\d_]+)")
# "pp. 401-" before "419", "Covid-" before "19".
_RANGE = re.compile(r"\w-$|\d–$")
# "pre- and post-": the hyphen stands for a word that is to come.
_SUSPENDED = re.compile(r"(?:and|or|to|nor|&|und)\b(?!-)")
_LONGEST_NOTE = 40
_ADDRESS = re.compile(r"(?:https?://|www\.|doi:\s?10\.|10\.\d{4,9}/)\S*$")
# How text shows what a link leads to, behind the words that it stood on.
_SHOWN_ADDRESS = re.compile(r"\s<(?:https?://|www\.)[^\s<>]+>$")
_ADDRESS_REST = re.compile(r"\S*[\d/._%=&?#-]\S*$|\S+/\S*$")


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


def with_addresses_apart(lines: Sequence[Line]) -> list[Line]:
    """Part a title from the address in pointed brackets behind it, where the next line is its source."""
    result: list[Line] = []
    for position, line in enumerate(lines):
        match = _SHOWN_ADDRESS.search(line.text)
        if match is None or not (
            position + 1 < len(lines) and _is_title_above(line.text[: match.start()], lines[position + 1])
        ):
            result.append(line)
            continue
        address = last_part(line, match.start() + 1)
        result += [first_part(line, match.start()), replace(address, gap=False, page_break=False, fresh=1.0)]
    return result


def _is_title_above(text: str, following: Line) -> bool:
    """Whether a text has a source below it, and is none by itself."""
    own, found = at_start(text), at_start(following.text)
    if own is not None and own.date is not None and own.likely:
        return False
    return is_undated(following.text) or (found is not None and found.date is not None)


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


def rejoined(lines: Sequence[Line]) -> list[Line]:
    """Join what margins parted: words divided by a hyphen, compounds parted behind theirs, addresses.

    A divided word loses its hyphen where the word stands whole elsewhere in the brief, or where the brief divides
    words throughout; else the hyphen is the word's own.
    """
    words = Counter(word.lower() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text))
    divides = _divides_words(lines, words)
    result: list[Line] = []
    for line in lines:
        before = result[-1] if result else None
        if before is None or not _goes_on(line):
            result.append(line)
            continue
        if _ADDRESS.search(before.text) and _ADDRESS_REST.fullmatch(line.text) and not _ADDRESS.match(line.text):
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
            drop = whole > compound or (whole == compound and divides)
            if drop and _one_case(before, line):
                result[-1] = _shortened(before)
            line = replace(line, joint="")
        result.append(line)
    return result


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
