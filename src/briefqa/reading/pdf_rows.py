"""Words on a page → rows, in the order they are read, and as lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, product, takewhile

from briefqa.reading.lines import Line, Piece, Style, compose, is_list_item

# What two positions, in points, may differ by and still be meant to be the same.
SLACK = 3.0
# A running header stands so many lines from the text at least; paragraphs mostly stand closer.
_APART, _SAME, _WIDEST_LEADING = 1.7, 0.001, 0.02
# So many lines at a page's head or foot may be furniture.
_EDGE = 4
# Words so far apart, in points, are parts of a line: a page number in contents, a column.
GUTTER = 16.0
# A character raised or lowered by less, in points, is a superscript or the like.
RAISED = 6.0
# From a paragraph to a heading, type grows or shrinks by more than this share.
_RESIZED = 0.12
# Too few lines to tell a margin from what one line reaches.
_FEW_LINES = 60
_DIGITS = re.compile(r"\d+")
# So many numbers of a running header may count pages.
_NUMBERS = 3
# Years that go up with the pages are those of yearly reports.
_YEARS = 1900
# No running header stands so far from the edges of its page, as shares of its height.
_INNER = (0.14, 0.86)


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in points, y upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    style: Style
    target: str = ""
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What stands at one height of a page.

    Attributes:
        words: from left to right.
        main: the widest word, which says how high the row stands and how large it is set.
        page: 1-based.
        number: 1-based, in reading order on the page; 0 before that is known.
        height: where it stands on its page, from 0 (top) to 1.
        furniture: whether it is a running header or footer.
    """

    words: tuple[Word, ...]
    main: Word
    page: int
    number: int = 0
    height: float = 0.0
    furniture: bool = False

    @property
    def left(self) -> float:
        """Of its first word, in points from the page's left edge."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Of its last word, in points from the page's left edge."""
        return self.words[-1].right

    @property
    def bottom(self) -> float:
        """Of its main word, in points from the page's foot."""
        return self.main.bottom

    @property
    def top(self) -> float:
        """Of its main word, in points from the page's foot."""
        return self.main.top

    @property
    def size(self) -> float:
        """Of its main word's font, in points."""
        return self.main.style.size

    @property
    def text(self) -> str:
        """Its words, with a space between them."""
        return " ".join(word.text for word in self.words)


def row_of(words: Sequence[Word], page: int) -> Row:
    """A row; its widest word says how high it stands and how large it is set."""
    main = words[0]
    for word in words:
        if word.right - word.left > main.right - main.left:
            main = word
    return Row(tuple(words), main, page)


def rows_of(words: Sequence[Word], page: int) -> list[Row]:
    """Words drawn one after the other at one height, from left to right, parted at wide gaps."""
    rows: list[list[Word]] = []
    for word in words:
        last = rows[-1][-1] if rows else None
        near = last is not None and word.left - last.left >= -SLACK and word.left - last.right < GUTTER
        if last is not None and near and is_level(last, word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [row_of(row, page) for row in rows]


def is_level(one: Word | Row, other: Word | Row) -> bool:
    """Whether two boxes stand at one height: half of the lower one's height is common."""
    common = min(one.top, other.top) - max(one.bottom, other.bottom)
    return common > 0.5 * min(one.top - one.bottom, other.top - other.bottom)


def with_furniture_marked(pages: Sequence[Sequence[Row]]) -> list[Row]:
    """Mark what stands at the head or foot of several pages, at one height, with the same words but for numbers."""
    places: defaultdict[tuple[tuple[str, ...], int], set[int]] = defaultdict(set)
    for page in pages:
        for row in _edges(page):
            if is_list_item(row.text):
                continue
            for said, height in product(_said(row), _heights(row)):
                places[said, height].add(row.page)
    with_text = sum(1 for page in pages if page)
    need = 2 if with_text <= 5 else 3
    leading = _leading(pages)
    marked = []
    for page in pages:
        often = {
            row.number
            for row in _edges(page)
            if any(len(places[said, height]) >= need for said, height in product(_said(row), _heights(row)))
        }
        apart = _outermost(page, often, leading, side=1) | _outermost(page, often, leading, side=-1)
        marked += [replace(row, furniture=True) if row.number in apart else row for row in page]
    return marked


def _outermost(page: Sequence[Row], often: AbstractSet[int], leading: float, *, side: int) -> set[int]:
    """Of the rows that come back, those that no other stands outside of, down to a space that parts them from the text.

    Two pages may begin with the same note, or title.
    """
    # Two parts of a header stand at one height, of which one may be new on each page.
    rows = sorted(page, key=lambda row: (side * round(row.height, 3), row.number not in often))
    found = list(takewhile(lambda row: row.number in often, rows))
    while found:
        space = next(
            (
                side * (row.height - found[-1].height)
                for row in rows
                if side * row.height > side * found[-1].height + _SAME
            ),
            None,
        )
        if space is None or space >= _APART * leading:
            break
        found.pop()
    return {row.number for row in found}


def _leading(pages: Sequence[Sequence[Row]]) -> float:
    """How far apart most lines stand, as a share of the page's height, of which a nearly empty page tells little."""
    steps = sorted(step for page in pages for one, other in pairwise(page) if (step := other.height - one.height) > 0.0)
    return min(steps[len(steps) // 2], _WIDEST_LEADING) if steps else 0.0


def _said(row: Row) -> list[tuple[str, ...]]:
    """What a row says, and where its links lead: titles at the head of several pages lead to several places.

    A number is the same on every page, or counts the pages; so each is taken both ways.
    """
    parts = _DIGITS.split(row.text)
    numbers = [int(digits[:9]) for digits in _DIGITS.findall(row.text)]
    counting = numbers[:_NUMBERS]
    targets = dict.fromkeys(word.target for word in row.words if word.target)
    ways = product(
        *((f"={number}", f"+{number - row.page}") if number < _YEARS else (f"={number}",) for number in counting)
    )
    return [(*parts, *way, *map(str, numbers[_NUMBERS:]), *targets) for way in ways]


def _edges(page: Sequence[Row]) -> Sequence[Row]:
    """The first and last lines of a page that stand in its outer parts, where running headers do."""
    outer = [row for row in page if not _INNER[0] < row.height < _INNER[1]]
    return [row for row in (page if len(page) <= 2 * _EDGE else [*page[:_EDGE], *page[-_EDGE:]]) if row in outer]


def _heights(row: Row) -> tuple[int, int]:
    """Two overlapping classes of height, so that no two heights that are nearly the same are always apart."""
    return int(row.height * 100), int(row.height * 100 + 0.5) + 1_000


def lines_of(rows: Sequence[Row]) -> Iterator[Line]:
    """Rows as lines, with the gaps between them and how sure each break is their writer's."""
    body = [row for row in rows if not row.furniture]
    pitch = _pitch(body)
    margins = _margins(body)
    before: Row | None = None
    for row in rows:
        gap = turned = False
        fresh: float | None = None
        if not row.furniture:
            if before is not None:
                turned = before.page != row.page
                drop = before.bottom - row.bottom
                gap = turned or drop > pitch * max(before.size, row.size) * 1.2 + 0.5 or drop < 0
                fresh = _fresh(before, row, margins)
            before = row
        place = Line(
            number=row.number,
            text="",
            gap=gap,
            page=row.page,
            page_break=turned,
            fresh=fresh,
            contents=all(word.internal for word in row.words),
            furniture=row.furniture,
            height=round(row.height, 3),
        )
        line = compose(_pieces(row), place)
        if line is not None:
            yield line


def _pieces(row: Row) -> Iterator[Piece]:
    """The words of a row, those that look alike and lead to one place together."""
    for (style, target), words in groupby(row.words, key=lambda word: (word.style, word.target)):
        yield Piece(" ".join(word.text for word in words), style, target)
        yield Piece(" ", style)


def _pitch(rows: Sequence[Row]) -> float:
    """The commonest distance from line to line of one size, as a multiple of that size."""
    counts: Counter[float] = Counter()
    for one, other in pairwise(rows):
        drop = one.bottom - other.bottom
        if one.page == other.page and one.size == other.size and one.size and 0 < drop < 3 * one.size:
            counts[round(drop / one.size, 1)] += 1
    if not counts:
        return 1.3
    # Where most paragraphs are a line each, the space between them is the commonest, and not what is meant.
    return min(ratio for ratio, count in counts.items() if count >= 0.2 * max(counts.values()))


def _margins(rows: Sequence[Row]) -> dict[int, float]:
    """The right margin, by where lines start: as far as at least two lines in fifty reach."""
    rights: defaultdict[int, list[float]] = defaultdict(list)
    for row in rows:
        rights[round(row.left / SLACK)].append(row.right)
    everywhere = _reach([right for found in rights.values() for right in found])
    return {left: _reach(found) if len(found) >= 12 else everywhere for left, found in rights.items()}


def _reach(rights: Sequence[float]) -> float:
    ordered = sorted(rights, reverse=True)
    if len(ordered) < _FEW_LINES:
        return ordered[0] if ordered else 0.0
    for position, right in enumerate(ordered):
        if sum(other > right - 2 * SLACK for other in ordered[position : position + 50]) >= min(3, len(ordered)):
            return right
    return ordered[0] if ordered else 0.0


def _fresh(before: Row, row: Row, margins: dict[int, float]) -> float:
    """1 where the first word of a line would have fitted behind the line before, or is set in another size, else 0."""
    if abs(row.size - before.size) > _RESIZED * before.size:
        return 1.0
    first = row.words[0]
    space = 0.25 * before.size
    room = margins[round(before.left / SLACK)] - before.right - space - (first.right - first.left)
    return 1.0 if room > SLACK else 0.0
