"""What running headers say: what comes back and breaks into text, or what the citation calls the brief."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, takewhile

from briefqa.reading.access_notes import is_access_note
from briefqa.reading.authors import is_authors
from briefqa.reading.front import is_citation
from briefqa.reading.lines import Line, is_list_item, join
from briefqa.reading.links import is_address
from briefqa.reading.names import goes_on
from briefqa.reading.page_numbers import (
    BESIDE,
    FAR,
    MAX_HEADER,
    REPEATS,
    TERMINAL,
    breaks_in,
    counted_beside,
    stands_apart,
    without_page_number,
)
from briefqa.reading.sources import at_start
from briefqa.reading.undated_sources import is_undated

RUNNING_HEADER = re.compile(r"^evidence brief\s*[:–-]\s*\S", re.IGNORECASE)
_CITED = re.compile(r"as:? Evidence Brief: (?P<title>[^.]{3,150}?)\. ", re.IGNORECASE)
_BARELY_CITED = re.compile(r"Evidence Brief\s*[:–-]\s*(?P<title>[^.]{3,150}?)\. ", re.IGNORECASE)
# A citation takes so many lines at most.
_CITATION = 4
# And a source.
_SOURCE = 3
# A line of text that wraps has so many characters.
_FULL = 50


def headers_like_title(lines: Sequence[Line], title: str | None) -> frozenset[str]:
    """What stands apart more than once and names the brief as its citation does, with a little beside it."""
    if title is None:
        return frozenset()
    # Only plain text has headers among its text; a sentence that names the subject is none.
    apart = [line for position, line in enumerate(lines) if stands_apart(line, position) and line.fresh is None]
    counts = Counter(without_page_number(line) for line in apart if not line.text.endswith("."))
    return frozenset(
        key
        for key, count in counts.items()
        if count > 1 and title in key.casefold() and len(key) <= len(title) + BESIDE and key.casefold() != title
    )


def titles_alone(lines: Sequence[Line], title: str | None, start: int) -> frozenset[str]:
    """The brief's title where it stands apart by itself so often that it is no heading.

    The title on top is not counted, nor is what stands above the citation; the title's line in the contents, and a
    heading named like the brief, are not enough.
    """
    if title is None:
        return frozenset()
    below = [
        without_page_number(line)
        for position, line in enumerate(lines[start:], start=start)
        if line.fresh is None and stands_apart(line, position) and without_page_number(line).casefold() == title
    ]
    return frozenset(below) if len(below) >= REPEATS else frozenset()


def cited_title(lines: Sequence[Line]) -> tuple[str | None, int]:
    """The brief's title as its citation gives it, in lower case, and the position of the line that holds it."""
    opening = lines[:FAR]
    cited = _CITED.search(" ".join(line.text for line in opening))
    if cited is None:
        return _barely_cited_title(opening)
    ends = accumulate(len(line.text) + 1 for line in opening)
    return cited["title"].casefold(), sum(end <= cited.start("title") for end in ends)


def _barely_cited_title(lines: Sequence[Line]) -> tuple[str | None, int]:
    """The title in a citation that nothing asks for, in lower case, and the position of the citation's first line."""
    for position, line in enumerate(lines):
        if not RUNNING_HEADER.match(line.text):
            continue
        paragraph = _paragraph(lines, position)
        cited = _BARELY_CITED.match(paragraph)
        if cited is not None and is_citation(paragraph):
            return cited["title"].casefold(), position
    return None, 0


def _paragraph(lines: Sequence[Line], position: int) -> str:
    """A line with what follows it up to a blank line, as far as a citation goes."""
    following = lines[position + 1 : position + _CITATION]
    return join([lines[position], *takewhile(lambda other: not other.gap, following)])


def first_title(lines: Sequence[Line]) -> str | None:
    """The title that the first line gives behind "Evidence Brief:", in lower case."""
    named = running_title(lines[:1])
    return named.casefold() if named else None


def running_title(furniture: Sequence[Line]) -> str | None:
    """The brief's title as its running headers give it, or None."""
    for line in furniture:
        if RUNNING_HEADER.match(without_page_number(line)):
            return re.split(r"[:–-]\s*", without_page_number(line), maxsplit=1)[1]
    return None


def headers(lines: Sequence[Line]) -> frozenset[str]:
    """What running headers that stand apart say, page numbers aside."""
    counts: Counter[str] = Counter()
    interrupting: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    behind: defaultdict[str, set[str]] = defaultdict(set)
    citing: set[str] = set()
    on_top = _on_top(lines)
    for position, line in enumerate(lines):
        # Only in plain text are headers part of the text; other formats say what is one, or have no pages.
        if stands_apart(line, position) and line.fresh is None and not is_list_item(line.text):
            key = without_page_number(line)
            counts[key] += 1
            opens = _opens_text(lines, position) or _is_full(lines, position)
            opening[key] += opens
            interrupting[key] += not opens and breaks_in(lines, position)
            behind[key].add(_next_word(lines, position))
            if RUNNING_HEADER.match(key) and is_citation(_paragraph(lines, position)):
                citing.add(key)
    return frozenset(
        key
        for key, count in counts.items()
        if (RUNNING_HEADER.match(key) and (count > 1 or key not in citing))
        or key in on_top
        or (
            count >= REPEATS
            and len(key) <= MAX_HEADER
            and not (key.endswith(".") or goes_on(key))
            # The same words may wrap in several abstracts, but then go on, and with the same word.
            and (len(behind[key]) > 1 or "" in behind[key])
            and interrupting[key] > opening[key]
            and (interrupting[key] > 1 or (interrupting[key] and at_start(key) is None))
        )
    )


def beside_numbers(lines: Sequence[Line], numbers: AbstractSet[int]) -> frozenset[int]:
    """Where headers stand that come back next to a page's number, always on the same side of it, parted from all else.

    Whether they break into a sentence does not matter then: pages may all end where entries do.

    Args:
        lines: of plain text.
        numbers: which of them are nothing but a page's number.
    """
    groups = counted_beside(lines, numbers, lambda number, other: _is_alone(lines, number, other))
    return frozenset(header for pairs in groups if _may_be_header(lines[pairs[0][1]].text) for _, header in pairs)


def _is_alone(lines: Sequence[Line], number: int, header: int) -> bool:
    """Whether a page's number and what stands next to it are parted from the lines around the two."""
    first, last = sorted((number, header))
    parted = stands_apart(lines[first], first) and (last + 1 == len(lines) or stands_apart(lines[last + 1], last + 1))
    return parted and lines[header].fresh is None and header not in (0, len(lines) - 1)


def _on_top(lines: Sequence[Line]) -> frozenset[str]:
    """What stands on top of several pages, and nowhere else; a note, a source or a link may do so by chance, too."""
    first, elsewhere = Counter[str](), set[str]()
    for position, line in enumerate(lines):
        if line.page is None or line.fresh is not None:
            return frozenset()
        key = without_page_number(line)
        if position and line.page != lines[position - 1].page:
            first[key] += 1
        elif position:
            # The first page may have the header, or the title that is one on the pages behind it.
            elsewhere.add(key)
    return frozenset(
        key for key, count in first.items() if count >= REPEATS and key not in elsewhere and _may_be_header(key)
    )


def _may_be_header(text: str) -> bool:
    """Whether a line can be a header by what it says: no sentence, note, item, address, names or dated source."""
    if len(text) > MAX_HEADER or TERMINAL.search(text) or goes_on(text) or is_access_note(text) or is_list_item(text):
        return False
    source = at_start(text)
    dated = source is not None and source.end >= len(text) and (source.date is not None or source.name != source.text)
    return not (dated or is_authors(text) or is_address(Line(0, text)) or "://" in text or "@" in text)


def _opens_text(lines: Sequence[Line], position: int) -> bool:
    """Whether a line may begin the abstract that goes on right below it: a source, not a sentence, stands above it.

    Many abstracts may begin with the same words, and wrap behind them.
    """
    if position == 0 or not _next_word(lines, position):
        return False
    before = lines[position - 1]
    if before.linked or is_access_note(before.text) or is_address(before) or is_authors(before.text):
        return True
    text = join(_end_of_paragraph(lines, position))
    source = at_start(text)
    return is_undated(text) if source is None else source.end >= len(text)


def _is_full(lines: Sequence[Line], position: int) -> bool:
    """Whether a long line goes on below for want of room, as none of the lines that follow it is longer."""
    behind = list(takewhile(lambda other: not other.gap, lines[position + 1 : position + 1 + _CITATION]))
    needed = len(lines[position].text) + 1 + len(_next_word(lines, position))
    return len(lines[position].text) >= _FULL and bool(behind) and needed > max(len(other.text) for other in behind)


def _end_of_paragraph(lines: Sequence[Line], position: int) -> Sequence[Line]:
    """The line before a position and those it goes on from, as many as a source takes."""
    start = position - 1
    while start > max(0, position - _SOURCE) and not lines[start].gap:
        start -= 1
    return lines[start:position]


def _next_word(lines: Sequence[Line], position: int) -> str:
    """The word that a line may go on with on the next one, or ""."""
    following = lines[position + 1] if position + 1 < len(lines) else None
    return "" if following is None or following.gap else following.text.split(" ", 1)[0]
