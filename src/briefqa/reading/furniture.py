"""What a page carries besides its text: running headers and page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, pairwise, takewhile

from briefqa.reading.access import is_access_note
from briefqa.reading.authors import is_authors
from briefqa.reading.front import is_citation
from briefqa.reading.lines import Line, is_list_item, join
from briefqa.reading.links import is_address
from briefqa.reading.sources import at_start, is_undated

_RUNNING_HEADER = re.compile(r"^evidence brief\s*[:–-]\s*\S", re.IGNORECASE)
_SAYS_PAGE = re.compile(r"\bpage\b|\bevidence brief\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—|]\s*)?(?:page\s+|p\.\s?)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*[-–—|])?$", re.IGNORECASE
)
_PAGE_OF = re.compile(r"\s*[|–—-]?\s*\bpage\s+\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\s*[|–—-]?\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
# Lists of several entries may say the same: "2. who may delegate what, to whom".
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
_CITED = re.compile(r"as:? Evidence Brief: (?P<title>[^.]{3,150}?)\. ", re.IGNORECASE)
_BARELY_CITED = re.compile(r"Evidence Brief\s*[:–-]\s*(?P<title>[^.]{3,150}?)\. ", re.IGNORECASE)
# A citation takes so many lines at most.
_CITATION = 4
# And a source.
_SOURCE = 3
# A citation stands so far from the start at most; a header has so many characters beside the title.
_FAR, _BESIDE = 150, 50
_REPEATS = 3
# From a page's number to the next one's that has a header, too.
_LEFT_OUT = 2
_MAX_HEADER = 120
_TERMINAL = re.compile(r"[.?!:;][\"'”’)\]*\s]*$")


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part the lines into text and furniture; the line after furniture is marked `page_break`.

    Furniture is what the file marks as such. In text, a running header says "Evidence Brief: …", or comes back at
    least three times, page numbers aside, always set apart by blank lines, and breaks into a sentence at least once:
    entries may share a line ("Key findings"), but only a page does not care where it ends.
    """
    # A copy without blank lines still has its headers, on every page.
    titled = Counter(_key(line) for line in lines if _RUNNING_HEADER.match(_key(line)) and not line.furniture)
    marked = {_key(line) for line in lines if line.furniture}
    anywhere = {key for key, count in titled.items() if count >= _REPEATS}
    title, cited = _cited_title(lines)
    alone = _alone(lines, title or _first_title(lines), cited)
    apart = _headers(lines) | _titled(lines, title) | alone
    numbers = _counting(lines) | _page_numbers(lines)
    with_number = _with_numbers(lines)
    numbered = _numbered(lines, numbers)
    text: list[Line] = []
    furniture: list[Line] = []
    page_break = False
    for position, line in enumerate(lines):
        key = _key(line)
        header = key in anywhere or (key in apart and _stands_apart(line, position))
        if (
            line.furniture
            or position in numbers
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
    counts = Counter(_key(line) for line in lines if _key(line) != line.text and not line.contents)
    bare = Counter(line.text for line in lines)
    return frozenset(key for key, count in counts.items() if count >= _REPEATS and bare[key] * 2 <= count)


def _has_number_beside(lines: Sequence[Line], position: int, numbers: AbstractSet[int]) -> bool:
    """Whether the line above or below is a page's number, and not a header of the same words with its own."""
    return any(_key(lines[i]) != _key(lines[position]) for i in (position - 1, position + 1) if i in numbers)


def _numbered(lines: Sequence[Line], numbers: AbstractSet[int]) -> frozenset[str]:
    """What headers say that have the page's number on the line above or below; without one, such a line is none."""
    paged = Counter(_key(line) for position, line in enumerate(lines) if numbers & {position - 1, position + 1})
    counts = Counter(_key(line) for line in lines)
    return frozenset(key for key, count in paged.items() if count >= _REPEATS and 2 * count > counts[key])


def _is_sourced(lines: Sequence[Line], position: int, numbers: AbstractSet[int]) -> bool:
    """Whether a line with no page's number next to it stands right above what is nothing but a source."""
    return not numbers & {position - 1, position + 1} and _source_follows(lines, position)


def _source_follows(lines: Sequence[Line], position: int) -> bool:
    """Whether the next line is a source and nothing else."""
    following = lines[position + 1].text if position + 1 < len(lines) else ""
    source = at_start(following)
    return source is not None and source.end == len(following)


def _page_numbers(lines: Sequence[Line]) -> frozenset[int]:
    """Lines that are nothing but a page number.

    A bare number inside a paragraph is a volume where others stand apart, or where none comes before or after it;
    but not where it stands next to a running header.
    """
    numbers = frozenset(i for i, line in enumerate(lines) if _is_number(line) and not line.contents)
    last = len(lines) - 1
    inside = frozenset(i for i in numbers - {last} if lines[i].text.isdigit() and not _stands_apart(lines[i], i))
    inside -= _beside_header(lines, numbers)
    if inside != numbers:
        return numbers - inside
    values = {int(lines[i].text) for i in inside}
    return frozenset(i for i in inside if values & {int(lines[i].text) - 1, int(lines[i].text) + 1})


def _beside_header(lines: Sequence[Line], numbers: AbstractSet[int]) -> frozenset[int]:
    """Bare numbers above, or below, what comes back with one that grows each time, by no more than a page left out.

    A cut into the middle of a paragraph leaves no blank line around them.
    """
    beside: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for position in sorted(numbers):
        for step in (-1, 1):
            if lines[position].text.isdigit() and 0 <= position + step < len(lines):
                beside[lines[position + step].text, step].append(position)
    found: set[int] = set()
    for (_, step), positions in beside.items():
        pages = [int(lines[position].text) for position in positions]
        counting = all(0 < after - before <= _LEFT_OUT for before, after in pairwise(pages))
        # A journal's volumes may count on as well, but cut into no sentence.
        if len(pages) >= _REPEATS and counting and any(_breaks_in(lines, position + step) for position in positions):
            found.update(positions)
    return frozenset(found)


def _titled(lines: Sequence[Line], title: str | None) -> frozenset[str]:
    """What stands apart more than once and names the brief as its citation does, with a little beside it."""
    if title is None:
        return frozenset()
    # Only plain text has headers among its text; a sentence that names the subject is none.
    apart = [line for position, line in enumerate(lines) if _stands_apart(line, position) and line.fresh is None]
    counts = Counter(_key(line) for line in apart if not line.text.endswith("."))
    return frozenset(
        key
        for key, count in counts.items()
        if count > 1 and title in key.casefold() and len(key) <= len(title) + _BESIDE and key.casefold() != title
    )


def _alone(lines: Sequence[Line], title: str | None, start: int) -> frozenset[str]:
    """The brief's title where it stands apart by itself so often that it is no heading.

    The title on top is not counted, nor is what stands above the citation; the title's line in the contents, and a
    heading named like the brief, are not enough.
    """
    if title is None:
        return frozenset()
    below = [
        _key(line)
        for position, line in enumerate(lines[start:], start=start)
        if line.fresh is None and _stands_apart(line, position) and _key(line).casefold() == title
    ]
    return frozenset(below) if len(below) >= _REPEATS else frozenset()


def _cited_title(lines: Sequence[Line]) -> tuple[str | None, int]:
    """The brief's title as its citation gives it, in lower case, and the position of the line that holds it."""
    opening = lines[:_FAR]
    cited = _CITED.search(" ".join(line.text for line in opening))
    if cited is None:
        return _barely_cited_title(opening)
    ends = accumulate(len(line.text) + 1 for line in opening)
    return cited["title"].casefold(), sum(end <= cited.start("title") for end in ends)


def _barely_cited_title(lines: Sequence[Line]) -> tuple[str | None, int]:
    """The title in a citation that nothing asks for, in lower case, and the position of the citation's first line."""
    for position, line in enumerate(lines):
        if not _RUNNING_HEADER.match(line.text):
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


def _first_title(lines: Sequence[Line]) -> str | None:
    """The title that the first line gives behind "Evidence Brief:", in lower case."""
    named = running_title(lines[:1])
    return named.casefold() if named else None


def _counting(lines: Sequence[Line]) -> frozenset[int]:
    """Lines that say the same but for a number that goes up by one each time, as a page's does.

    Lessons and chapters count, too: so they must say "page" or "Evidence Brief", end a page, break into a sentence, or
    say what stands by itself in the brief's opening, as its title does.
    """
    alike: dict[str, list[int]] = {}
    for position, line in enumerate(lines):
        if is_list_item(line.text) or _NUMBERED.match(line.text) or line.fresh is not None:
            continue
        if len(line.text) <= _MAX_HEADER and re.search(r"[^\W\d]{3}", line.text) and _NUMBER.search(line.text):
            alike.setdefault(_NUMBER.sub("#", line.text), []).append(position)
    found: set[int] = set()
    for positions in alike.values():
        if len(positions) < _REPEATS or at_start(lines[positions[0]].text) is not None:
            continue
        if not (
            _SAYS_PAGE.search(lines[positions[0]].text)
            or any(_breaks_in(lines, position) or _ends_page(lines, position) for position in positions)
            or _names_opening(lines, lines[positions[0]])
        ):
            continue
        numbers = [[int(number) for number in _NUMBER.findall(lines[position].text)] for position in positions]
        steps = [[b - a for a, b in zip(one, other, strict=True)] for one, other in pairwise(numbers)]
        if all(sorted(step)[-1] == 1 and min(step) >= 0 for step in steps) and not lines[positions[0]].contents:
            found.update(positions)
    return frozenset(found)


def _names_opening(lines: Sequence[Line], header: Line) -> bool:
    """Whether a line of the opening says what `header` says without its page number: several words, in any case."""
    text = _key(header)
    return text != header.text and " " in text and any(line.text.casefold() == text.casefold() for line in lines[:_FAR])


def _ends_page(lines: Sequence[Line], position: int) -> bool:
    return position + 1 < len(lines) and lines[position + 1].page != lines[position].page


def _breaks_in(lines: Sequence[Line], position: int) -> bool:
    """Whether a line stands in the middle of a sentence: no stop before it, and a small letter behind it."""
    before = next((other for other in reversed(lines[max(0, position - 3) : position]) if not _is_number(other)), None)
    if before is None or _TERMINAL.search(before.text):
        return False
    following = next((other for other in lines[position + 1 : position + 4] if not _is_number(other)), None)
    return following is not None and following.small and _key(following) != _key(lines[position])


def running_title(furniture: Sequence[Line]) -> str | None:
    """The brief's title as its running headers give it, or None."""
    for line in furniture:
        if _RUNNING_HEADER.match(_key(line)):
            return re.split(r"[:–-]\s*", _key(line), maxsplit=1)[1]
    return None


def _headers(lines: Sequence[Line]) -> frozenset[str]:
    """What running headers that stand apart say, page numbers aside."""
    counts: Counter[str] = Counter()
    interrupting: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    behind: defaultdict[str, set[str]] = defaultdict(set)
    citing: set[str] = set()
    for position, line in enumerate(lines):
        # Only in plain text are headers part of the text; other formats say what is one, or have no pages.
        if _stands_apart(line, position) and line.fresh is None and not is_list_item(line.text):
            key = _key(line)
            counts[key] += 1
            opens = _opens_text(lines, position)
            opening[key] += opens
            interrupting[key] += not opens and _breaks_in(lines, position)
            behind[key].add(_next_word(lines, position))
            if _RUNNING_HEADER.match(key) and is_citation(_paragraph(lines, position)):
                citing.add(key)
    return frozenset(
        key
        for key, count in counts.items()
        if (_RUNNING_HEADER.match(key) and (count > 1 or key not in citing))
        or (
            count >= _REPEATS
            and len(key) <= _MAX_HEADER
            and not key.endswith(".")
            # The same words may wrap in several abstracts, but then go on, and with the same word.
            and (len(behind[key]) > 1 or "" in behind[key])
            and interrupting[key] > opening[key]
            and (interrupting[key] > 1 or (interrupting[key] and at_start(key) is None))
        )
    )


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


def _is_number(line: Line) -> bool:
    return _PAGE_NUMBER.match(line.text) is not None


def _is_title(
    lines: Sequence[Line],
    position: int,
    text: Sequence[Line],
    title: str | None,
    numbers: AbstractSet[int],
    alone: AbstractSet[str],
) -> bool:
    """Whether a line that reads like the running header is an entry's title: a source follows, a sentence has ended."""
    key = _key(lines[position])
    if _RUNNING_HEADER.match(key):
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
    if not text or _TERMINAL.search(text[-1].text) or len(text[-1].text) <= short:
        return True
    return text[-1].gap and any(_key(line) == text[-1].text for line in lines if line.number < text[-1].number)


def _stands_apart(line: Line, position: int) -> bool:
    return line.gap or line.page_break or position == 0


def _key(line: Line) -> str:
    """A line without its page number."""
    return _without_page(line.text)


@lru_cache(maxsize=1024)
def _without_page(text: str) -> str:
    if not any(digit in text[:4] or digit in text[-4:] for digit in "0123456789") and "page" not in text.lower():
        return text
    return re.sub(r"^\d{1,3}\s+|\s+\d{1,3}$", "", _PAGE_OF.sub(" ", text).strip())
