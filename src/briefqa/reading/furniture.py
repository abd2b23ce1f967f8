"""What a page carries besides its text: running headers and page numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from briefqa.reading.lines import Line
from briefqa.reading.page_numbers import REPEATS, TERMINAL, counting, page_numbers, stands_apart, without_page_number
from briefqa.reading.running_headers import (
    RUNNING_HEADER,
    beside_numbers,
    cited_title,
    first_title,
    headers,
    headers_like_title,
    titles_alone,
)
from briefqa.reading.sources import at_start


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part the lines into text and furniture; the line after furniture is marked `page_break`.

    Furniture is what the file marks as such. In text, a running header says "Evidence Brief: …", or comes back at
    least three times, page numbers aside, always set apart by blank lines, and breaks into a sentence at least once:
    entries may share a line ("Key findings"), but only a page does not care where it ends.
    """
    # A copy without blank lines still has its headers, on every page.
    titled = Counter(
        without_page_number(line)
        for line in lines
        if RUNNING_HEADER.match(without_page_number(line)) and not line.furniture
    )
    marked = {without_page_number(line) for line in lines if line.furniture}
    anywhere = {key for key, count in titled.items() if count >= REPEATS}
    title, cited = cited_title(lines)
    alone = titles_alone(lines, title or first_title(lines), cited)
    apart = headers(lines) | headers_like_title(lines, title) | alone
    numbers = counting(lines) | page_numbers(lines)
    beside = beside_numbers(lines, numbers)
    with_number = _with_numbers(lines)
    numbered = _numbered(lines, numbers)
    text: list[Line] = []
    furniture: list[Line] = []
    page_break = False
    for position, line in enumerate(lines):
        key = without_page_number(line)
        header = key in anywhere or (key in apart and stands_apart(line, position))
        if (
            line.furniture
            or position in numbers
            or position in beside
            or (
                header
                and not marked
                and not (key in with_number and line.text == key and not _has_number_beside(lines, position, numbers))
                and not _is_title(lines, position, text, title, numbers, alone)
                and not (key in alone and key in numbered and _is_sourced(lines, position, numbers))
            )
        ):
            furniture.append(line)
            page_break = True
        else:
            text.append(replace(line, gap=True, page_break=True) if page_break and line.height is None else line)
            page_break = False
    return text, furniture


def _with_numbers(lines: Sequence[Line]) -> frozenset[str]:
    """What headers say that have the page's number on their line; without one, such a line is none."""
    counts = Counter(
        without_page_number(line) for line in lines if without_page_number(line) != line.text and not line.contents
    )
    bare = Counter(line.text for line in lines)
    return frozenset(key for key, count in counts.items() if count >= REPEATS and bare[key] * 2 <= count)


def _has_number_beside(lines: Sequence[Line], position: int, numbers: AbstractSet[int]) -> bool:
    """Whether the line above or below is a page's number, and not a header of the same words with its own."""
    return any(
        without_page_number(lines[i]) != without_page_number(lines[position])
        for i in (position - 1, position + 1)
        if i in numbers
    )


def _numbered(lines: Sequence[Line], numbers: AbstractSet[int]) -> frozenset[str]:
    """What headers say that have the page's number on the line above or below; without one, such a line is none."""
    paged = Counter(
        without_page_number(line) for position, line in enumerate(lines) if numbers & {position - 1, position + 1}
    )
    counts = Counter(without_page_number(line) for line in lines)
    return frozenset(key for key, count in paged.items() if count >= REPEATS and 2 * count > counts[key])


def _is_sourced(lines: Sequence[Line], position: int, numbers: AbstractSet[int]) -> bool:
    """Whether a line with no page's number next to it stands right above what is nothing but a source."""
    return not numbers & {position - 1, position + 1} and _source_follows(lines, position)


def _source_follows(lines: Sequence[Line], position: int) -> bool:
    """Whether the next line is a source and nothing else."""
    following = lines[position + 1].text if position + 1 < len(lines) else ""
    source = at_start(following)
    return source is not None and source.end == len(following)


def _is_title(
    lines: Sequence[Line],
    position: int,
    text: Sequence[Line],
    title: str | None,
    numbers: AbstractSet[int],
    alone: AbstractSet[str],
) -> bool:
    """Whether a line that reads like the running header is an entry's title: a source follows, a sentence has ended."""
    key = without_page_number(lines[position])
    if RUNNING_HEADER.match(key):
        return False
    if title is not None and key.casefold() != title:
        # Only a header that is the brief's title alone can be an entry's title as well.
        return False
    if position - 1 in numbers or position + 1 in numbers:
        return False
    # A page may end between a title and its source as well, also where the title asks.
    if key in alone and text and text[-1].gap and text[-1].text.endswith("?"):
        return False
    return _source_follows(lines, position) and _has_ended(lines, text, 0 if key in alone else 60)


def _has_ended(lines: Sequence[Line], text: Sequence[Line], short: int) -> bool:
    """Whether a sentence or a heading has ended: by its stop, its length, or as the contents say it, too."""
    if not text or TERMINAL.search(text[-1].text) or len(text[-1].text) <= short:
        return True
    return text[-1].gap and any(
        without_page_number(line) == text[-1].text for line in lines if line.number < text[-1].number
    )
