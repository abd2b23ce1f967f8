"""Which lines say what page it is: bare numbers, and words that come back with a number that grows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise

from briefqa.reading.lines import Line, is_list_item
from briefqa.reading.sources import at_start

_SAYS_PAGE = re.compile(r"\bpage\b|\bevidence brief\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—|]\s*)?(?:page\s+|p\.\s?)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*[-–—|])?$", re.IGNORECASE
)
_PAGE_OF = re.compile(r"\s*[|–—-]?\s*\bpage\s+\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\s*[|–—-]?\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
# Lists of several entries may say the same: "2. who may delegate what, to whom".
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
# A citation stands so far from the start at most; a header has so many characters beside the title.
FAR, BESIDE = 150, 50
REPEATS = 3
# From a page's number to the next one's that has a header, too.
_LEFT_OUT = 2
MAX_HEADER = 120
TERMINAL = re.compile(r"[.?!:;][\"'”’)\]*\s]*$")


def page_numbers(lines: Sequence[Line]) -> frozenset[int]:
    """Lines that are nothing but a page number.

    A bare number inside a paragraph is a volume where others stand apart, or where none comes before or after it;
    but not where it stands next to a running header.
    """
    numbers = frozenset(i for i, line in enumerate(lines) if _is_number(line) and not line.contents)
    last = len(lines) - 1
    inside = frozenset(i for i in numbers - {last} if lines[i].text.isdigit() and not stands_apart(lines[i], i))
    inside -= _beside_header(lines, numbers)
    if inside != numbers:
        return numbers - inside
    values = {int(lines[i].text) for i in inside}
    return frozenset(i for i in inside if values & {int(lines[i].text) - 1, int(lines[i].text) + 1})


def _beside_header(lines: Sequence[Line], numbers: AbstractSet[int]) -> frozenset[int]:
    """Bare numbers above, or below, what comes back with one that grows each time, by no more than a page left out.

    A cut into the middle of a paragraph leaves no blank line around them.
    """
    return frozenset(
        number
        for pairs in counted_beside(lines, numbers)
        # A journal's volumes may count on as well, but cut into no sentence.
        if any(breaks_in(lines, header) for _, header in pairs)
        for number, _ in pairs
    )


def counted_beside(
    lines: Sequence[Line], numbers: AbstractSet[int], may: Callable[[int, int], bool] = lambda *_: True
) -> Iterator[list[tuple[int, int]]]:
    """What comes back next to a bare number that grows each time, by no more than a page left out, on one side of it.

    Args:
        lines: of a text.
        numbers: which of them are nothing but a page's number.
        may: whether a number and the line next to it count, given the positions of both.

    Yields:
        For each such text the positions of the numbers with those of the lines next to them, `REPEATS` or more.
    """
    beside: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for number in sorted(numbers):
        for step in (-1, 1):
            other = number + step
            if lines[number].text.isdigit() and 0 <= other < len(lines) and may(number, other):
                beside[lines[other].text, step].append((number, other))
    for pairs in beside.values():
        pages = [int(lines[number].text) for number, _ in pairs]
        if len(pairs) >= REPEATS and all(0 < after - before <= _LEFT_OUT for before, after in pairwise(pages)):
            yield pairs


def counting(lines: Sequence[Line]) -> frozenset[int]:
    """Lines that say the same but for a number that goes up by one each time, as a page's does.

    Lessons and chapters count, too: so they must say "page" or "Evidence Brief", end a page, break into a sentence, or
    say what stands by itself in the brief's opening, as its title does.
    """
    alike: dict[str, list[int]] = {}
    for position, line in enumerate(lines):
        if is_list_item(line.text) or _NUMBERED.match(line.text) or line.fresh is not None:
            continue
        if len(line.text) <= MAX_HEADER and re.search(r"[^\W\d]{3}", line.text) and _NUMBER.search(line.text):
            alike.setdefault(_NUMBER.sub("#", line.text), []).append(position)
    found: set[int] = set()
    for positions in alike.values():
        if len(positions) < REPEATS or at_start(lines[positions[0]].text) is not None:
            continue
        if not (
            _SAYS_PAGE.search(lines[positions[0]].text)
            or any(breaks_in(lines, position) or _ends_page(lines, position) for position in positions)
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
    text = without_page_number(header)
    return text != header.text and " " in text and any(line.text.casefold() == text.casefold() for line in lines[:FAR])


def _ends_page(lines: Sequence[Line], position: int) -> bool:
    return position + 1 < len(lines) and lines[position + 1].page != lines[position].page


def breaks_in(lines: Sequence[Line], position: int) -> bool:
    """Whether a line stands in the middle of a sentence: no stop before it, and a small letter behind it."""
    before = next((other for other in reversed(lines[max(0, position - 3) : position]) if not _is_number(other)), None)
    if before is None or TERMINAL.search(before.text):
        return False
    following = next((other for other in lines[position + 1 : position + 4] if not _is_number(other)), None)
    return (
        following is not None
        and following.small
        and without_page_number(following) != without_page_number(lines[position])
    )


def _is_number(line: Line) -> bool:
    return _PAGE_NUMBER.match(line.text) is not None


def stands_apart(line: Line, position: int) -> bool:
    """Whether something parts a line from what stands before it."""
    return line.gap or line.page_break or position == 0


def without_page_number(line: Line) -> str:
    """A line without its page number."""
    return _without_page(line.text)


@lru_cache(maxsize=1024)
def _without_page(text: str) -> str:
    if not any(digit in text[:4] or digit in text[-4:] for digit in "0123456789") and "page" not in text.lower():
        return text
    return re.sub(r"^\d{1,3}\s+|\s+\d{1,3}$", "", _PAGE_OF.sub(" ", text).strip())
