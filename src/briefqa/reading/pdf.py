"""PDF files → lines, by way of pdfium.

pdfium gives characters with their boxes, in the order they were drawn; how the page looks says the rest. What stands
at one height is one line; a line that ends where the next one's first word would still have fitted ends a paragraph;
more white than between most lines is a gap; what comes back at one height of several pages is a running header; what
lies under a link's rectangle is linked.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, TypeAlias

from briefqa.errors import ReadError
from briefqa.reading.lines import Document, Line, Oddity, Piece, Style, compose

MAX_PAGES = 1_000
# What two positions, in points, may differ by and still be meant to be the same.
_SLACK = 3.0
# A line's end that pdfium takes for a divided word; whether it is one is decided where the words are known.
_LINE_END_HYPHENS = frozenset((0x02, 0xFFFE, 0xAD))
_BLANK = frozenset((0, 9, 10, 13, 32, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000))
_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_FIRST_SURROGATE = 0xD800
# So many lines at a page's head or foot may be furniture.
_EDGE = 4
# Words so far apart, in points, are parts of a line: a page number in contents, a column.
_GUTTER = 16.0
# A character raised or lowered by less, in points, is a superscript or the like.
_RAISED = 6.0
# Too few lines to tell a margin from what one line reaches.
_FEW_LINES = 60
# No running header stands so far from the edges of its page, as shares of its height.
_INNER = (0.14, 0.86)
_Box = tuple[float, float, float, float]
# A pointer into pdfium, which has no types.
_Handle: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class _Word:
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
class _Row:
    """What stands at one height of a page."""

    words: tuple[_Word, ...]
    main: _Word
    page: int
    number: int = 0
    height: float = 0.0
    furniture: bool = False

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def bottom(self) -> float:
        return self.main.bottom

    @property
    def top(self) -> float:
        return self.main.top

    @property
    def size(self) -> float:
        return self.main.style.size

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def _row(words: Sequence[_Word], page: int) -> _Row:
    """A row; its widest word says how high it stands and how large it is set."""
    main = words[0]
    for word in words:
        if word.right - word.left > main.right - main.left:
            main = word
    return _Row(tuple(words), main, page)


def read_pdf(path: Path) -> Document:
    """The lines of a PDF file, page by page.

    Raises:
        ReadError: it is damaged, locked with a password, holds no text, or has more pages than a brief ever has.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(
                "is locked with a password; open it, save a copy without the password, and use that", file=path
            ) from None
        raise ReadError(
            "is damaged, or no PDF; open it in a PDF reader, save a new copy, and use that", file=path
        ) from None
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise ReadError(
                f"has {count:,} pages, more than the {MAX_PAGES:,} that are read; "
                "save the pages of the brief as a file of their own",
                file=path,
            )
        pages = [_read_page(document, number) for number in range(1, count + 1)]
    except pypdfium2.PdfiumError as error:
        raise ReadError(
            f"is damaged ({error}); open it in a PDF reader, save a new copy, and use that", file=path
        ) from (error)
    finally:
        document.close()
    if not any(pages):
        raise ReadError(
            "holds no text, so its pages are probably scanned pictures; "
            "use the Word version, or a copy with recognised text (OCR)",
            file=path,
        )
    oddities = tuple(
        Oddity("page-without-text", "this page holds no text; if it is a picture, it was not read", number)
        for number, page in enumerate(pages, start=1)
        if not page
    )
    return Document(tuple(_lines(_mark_furniture(pages))), oddities)


def _read_page(document: _Handle, number: int) -> list[_Row]:
    page = document[number - 1]
    try:
        links, internal = _rectangles(document, page)
        textpage = page.get_textpage()
        try:
            words = list(_words(textpage.raw, links, internal))
        finally:
            textpage.close()
        height = page.get_height() or 1.0
    finally:
        page.close()
    rows = _in_reading_order(_rows(words, number))
    return [
        replace(row, number=place, height=min(1.0, max(0.0, 1 - row.bottom / height)))
        for place, row in enumerate(rows, start=1)
    ]


def _rectangles(document: _Handle, page: _Handle) -> tuple[list[tuple[_Box, str]], list[tuple[_Box, str]]]:
    """The rectangles that lead out of the document, with their targets, and those that lead within it."""
    import pypdfium2.raw as pdfium

    outer: list[tuple[_Box, str]] = []
    inner: list[tuple[_Box, str]] = []
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    rectangle = pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        if not pdfium.FPDFLink_GetAnnotRect(link, rectangle):
            continue
        left, right = sorted((rectangle.left, rectangle.right))
        bottom, top = sorted((rectangle.bottom, rectangle.top))
        action = pdfium.FPDFLink_GetAction(link)
        target = _target(document, action) if action else ""
        (outer if target else inner).append(((left, bottom, right, top), target))
    return outer, inner


def _target(document: _Handle, action: _Handle) -> str:
    import pypdfium2.raw as pdfium

    if pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI:
        size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
        return buffer.value.decode("utf-8", "replace").strip()
    if pdfium.FPDFAction_GetType(action) in (pdfium.PDFACTION_LAUNCH, pdfium.PDFACTION_REMOTEGOTO):
        size = pdfium.FPDFAction_GetFilePath(action, None, 0)
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFAction_GetFilePath(action, buffer, size)
        return f"file:{buffer.value.decode('utf-8', 'replace')}"
    return ""


def _words(raw: _Handle, links: Sequence[tuple[_Box, str]], internal: Sequence[tuple[_Box, str]]) -> Iterator[_Word]:
    """The words in the order they were drawn, parted by white space (pdfium infers it from positions)."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(raw)
    get = pdfium.FPDFText_GetUnicode
    codes = [get(raw, index) for index in range(count)]
    looks = _Looks(raw)
    start = 0
    for index, code in enumerate([*codes, 0]):
        divides = code in _LINE_END_HYPHENS
        if code not in _BLANK and not divides:
            continue
        if index + divides > start:
            stretches = looks.on_one_line(start, max(index, start + 1))
            for first, last in stretches:
                box = looks.box(first, last - 1)
                x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
                target = _under(x, y, links)
                yield _Word(
                    _decoded(codes[first : min(last, index)]) + ("-" if divides and last >= index else ""),
                    *box,
                    looks.style(first),
                    target or "",
                    target is None and _under(x, y, internal) is not None,
                )
        start = index + 1


def _decoded(codes: Sequence[int]) -> str:
    """The text of UTF-16 code units; a half of a pair without its other half is no character, and left out."""
    if max(codes, default=0) < _FIRST_SURROGATE:
        return "".join(map(chr, codes))
    units = b"".join(code.to_bytes(2, "little") if code < 2**16 else chr(code).encode("utf-16-le") for code in codes)
    return units.decode("utf-16-le", "ignore")


class _Looks:
    """Where the characters of a page stand and what they look like; each text object's look is worked out once."""

    def __init__(self, raw: _Handle) -> None:
        import pypdfium2.raw as pdfium

        self._raw = raw
        self._pdfium = pdfium
        self._rectangle = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._styles: dict[int | None, Style] = {}

    def on_one_line(self, start: int, end: int) -> list[tuple[int, int]]:
        """Characters parted where they go on at another height, as in a column of digits, where no line end is seen."""
        if end - start < 2 or abs(self._baseline(start) - self._baseline(end - 1)) < _RAISED:
            return [(start, end)]
        lines = [self._baseline(index) for index in range(start, end)]
        cuts = (start + place for place, (one, other) in enumerate(pairwise(lines), 1) if abs(one - other) >= _RAISED)
        return [*pairwise([start, *cuts, end])]

    def _baseline(self, index: int) -> float:
        self._pdfium.FPDFText_GetCharOrigin(self._raw, index, self._x, self._y)
        return self._y.value

    def box(self, first: int, last: int) -> _Box:
        """The box around characters that stand on one line."""
        rectangle, get = self._rectangle, self._pdfium.FPDFText_GetLooseCharBox
        get(self._raw, first, rectangle)
        left, bottom, right, top = rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
        if last > first:
            get(self._raw, last, rectangle)
            right = max(right, rectangle.right)
        return left, bottom, right, top

    def style(self, index: int) -> Style:
        """How a character looks."""
        drawn = ctypes.cast(self._pdfium.FPDFText_GetTextObject(self._raw, index), ctypes.c_void_p).value
        if drawn is None or drawn not in self._styles:
            self._styles[drawn] = self._look(index)
        return self._styles[drawn]

    def _look(self, index: int) -> Style:
        pdfium, raw = self._pdfium, self._raw
        name = ctypes.create_string_buffer(128)
        pdfium.FPDFText_GetFontInfo(raw, index, name, 128, ctypes.c_int())
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(raw, index, matrix)
        scale = abs(matrix.d) or abs(matrix.b) or 1.0
        parts = [ctypes.c_uint() for _ in range(4)]
        pdfium.FPDFText_GetFillColor(raw, index, *parts)
        color = [part.value for part in parts[:3]]
        font = name.value.decode("utf-8", "replace")
        return Style(
            size=round(pdfium.FPDFText_GetFontSize(raw, index) * scale * 2) / 2,
            bold=_BOLD.search(font) is not None,
            italic=_ITALIC.search(font) is not None,
            color="".join(f"{part:02x}" for part in color) if any(color) else "",
        )


def _under(x: float, y: float, rectangles: Sequence[tuple[_Box, str]]) -> str | None:
    for (left, bottom, right, top), target in rectangles:
        if left <= x <= right and bottom <= y <= top:
            return target
    return None


def _rows(words: Sequence[_Word], page: int) -> list[_Row]:
    """Words drawn one after the other at one height, from left to right, parted at wide gaps."""
    rows: list[list[_Word]] = []
    for word in words:
        last = rows[-1][-1] if rows else None
        near = last is not None and word.left - last.left >= -_SLACK and word.left - last.right < _GUTTER
        if last is not None and near and _level(last, word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_row(row, page) for row in rows]


def _level(one: _Word | _Row, other: _Word | _Row) -> bool:
    """Whether two boxes stand at one height: half of the lower one's height is common."""
    common = min(one.top, other.top) - max(one.bottom, other.bottom)
    return common > 0.5 * min(one.top - one.bottom, other.top - other.bottom)


def _in_reading_order(rows: list[_Row]) -> list[_Row]:
    """From top to bottom, parts of one height together; column by column where a page has columns."""
    ordered = sorted(rows, key=lambda row: -row.bottom)
    heights: list[list[_Row]] = []
    for row in ordered:
        if heights and _level(heights[-1][0], row):
            heights[-1].append(row)
        else:
            heights.append([row])
    beside = [parts for parts in heights if sum(len(part.words) >= 3 for part in parts) >= 2]
    if len(beside) >= 6 and len(beside) > 0.3 * len(heights):
        return _by_columns(heights, min(part.left for parts in beside for part in sorted(parts, key=_left)[1:]))
    return [
        _row([word for part in sorted(parts, key=_left) for word in part.words], parts[0].page) for parts in heights
    ]


def _left(row: _Row) -> float:
    return row.left


def _by_columns(heights: Sequence[Sequence[_Row]], second: float) -> list[_Row]:
    """The left column before the right one, which starts at `second`, between lines that go across both."""
    result: list[_Row] = []
    right: list[_Row] = []
    for parts in heights:
        for part in sorted(parts, key=_left):
            across = part.left < second - _SLACK and part.right > second + _SLACK
            if across:
                result += right
                right = []
            (right if part.left >= second - _SLACK else result).append(part)
    return result + right


def _mark_furniture(pages: Sequence[Sequence[_Row]]) -> list[_Row]:
    """Mark what stands at the head or foot of several pages, at one height, with the same words but for numbers."""
    places: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for page in pages:
        for row in _edges(page):
            for height in _heights(row):
                places[_key(row), height].add(row.page)
    with_text = sum(1 for page in pages if page)
    need = 2 if with_text <= 5 else 3
    marked = []
    for page in pages:
        edges = {row.number for row in _edges(page)}
        for row in page:
            often = row.number in edges and any(len(places[_key(row), height]) >= need for height in _heights(row))
            marked.append(replace(row, furniture=True) if often else row)
    return marked


def _edges(page: Sequence[_Row]) -> Sequence[_Row]:
    """The first and last lines of a page that stand in its outer parts, where running headers do."""
    outer = [row for row in page if not _INNER[0] < row.height < _INNER[1]]
    return [row for row in (page if len(page) <= 2 * _EDGE else [*page[:_EDGE], *page[-_EDGE:]]) if row in outer]


def _heights(row: _Row) -> tuple[int, int]:
    """Two overlapping classes of height, so that no two heights that are nearly the same are always apart."""
    return int(row.height * 100), int(row.height * 100 + 0.5) + 1_000


def _key(row: _Row) -> str:
    return re.sub(r"\d+", "#", row.text)


def _lines(rows: Sequence[_Row]) -> Iterator[Line]:
    body = [row for row in rows if not row.furniture]
    pitch = _pitch(body)
    margins = _margins(body)
    before: _Row | None = None
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


def _pieces(row: _Row) -> Iterator[Piece]:
    """The words of a row, those that look alike and lead to one place together."""
    for (style, target), words in groupby(row.words, key=lambda word: (word.style, word.target)):
        yield Piece(" ".join(word.text for word in words), style, target)
        yield Piece(" ", style)


def _pitch(rows: Sequence[_Row]) -> float:
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


def _margins(rows: Sequence[_Row]) -> dict[int, float]:
    """The right margin, by where lines start: as far as at least two lines in fifty reach."""
    rights: defaultdict[int, list[float]] = defaultdict(list)
    for row in rows:
        rights[round(row.left / _SLACK)].append(row.right)
    everywhere = _reach([right for found in rights.values() for right in found])
    return {left: _reach(found) if len(found) >= 12 else everywhere for left, found in rights.items()}


def _reach(rights: Sequence[float]) -> float:
    ordered = sorted(rights, reverse=True)
    if len(ordered) < _FEW_LINES:
        return ordered[0] if ordered else 0.0
    for position, right in enumerate(ordered):
        if sum(other > right - 2 * _SLACK for other in ordered[position : position + 50]) >= min(3, len(ordered)):
            return right
    return ordered[0] if ordered else 0.0


def _fresh(before: _Row, row: _Row, margins: dict[int, float]) -> float:
    """1 where the first word of a line would have fitted behind the line before, else 0."""
    first = row.words[0]
    space = 0.25 * before.size
    room = margins[round(before.left / _SLACK)] - before.right - space - (first.right - first.left)
    return 1.0 if room > _SLACK else 0.0
