"""PDF files → lines, by way of pdfium.

pdfium gives characters with their boxes, in the order they were drawn; how the page looks says the rest. What stands
at one height is one line; a line that ends where the next one's first word would still have fitted ends a paragraph;
more white than between most lines is a gap; what comes back at one height of several pages is a running header; what
lies under a link's rectangle is linked.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from briefqa.errors import ReadError
from briefqa.reading.lines import Document, Oddity, Style
from briefqa.reading.pdf_columns import holds_columns, in_reading_order
from briefqa.reading.pdf_damage import is_damaged
from briefqa.reading.pdf_rows import RAISED, Row, Word, lines_of, rows_of, with_furniture_marked

MAX_PAGES = 1_000
_DAMAGED = "parts of the file cannot be unpacked, so text may be missing; open it in a PDF reader, and save a new copy"
# A line's end that pdfium takes for a divided word; whether it is one is decided where the words are known.
_LINE_END_HYPHENS = frozenset((0x02, 0xFFFE, 0xAD))
_BLANK = frozenset((0, 9, 10, 13, 32, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000))
_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_FIRST_SURROGATE = 0xD800
_Box = tuple[float, float, float, float]
# A pointer into pdfium, which has no types.
_Handle: TypeAlias = Any


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
    oddities = [*_oddities(pages), *([Oddity("damaged", _DAMAGED)] if is_damaged(path) else [])]
    return Document(tuple(lines_of(with_furniture_marked(pages))), tuple(oddities))


def _oddities(pages: Sequence[Sequence[Row]]) -> Iterator[Oddity]:
    for number, page in enumerate(pages, start=1):
        if not page:
            yield Oddity("page-without-text", "this page holds no text; if it is a picture, it was not read", number)
        elif holds_columns(page):
            message = "text stands side by side on this page, as in a table or in columns, and was read line by line"
            yield Oddity("side-by-side", message, number)


def _read_page(document: _Handle, number: int) -> list[Row]:
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
    rows = in_reading_order(rows_of(words, number))
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


def _words(raw: _Handle, links: Sequence[tuple[_Box, str]], internal: Sequence[tuple[_Box, str]]) -> Iterator[Word]:
    """The words in the order they were drawn, parted by white space (pdfium infers it from positions)."""
    codes = _codes(raw)
    looks = _Looks(raw)
    start = 0
    for index, code in enumerate([*codes, 0]):
        divides = code in _LINE_END_HYPHENS
        if code not in _BLANK and not divides:
            continue
        if index + divides > start:
            for first, last, box in looks.on_one_line(start, max(index, start + 1)):
                x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
                target = _under(x, y, links)
                yield Word(
                    _decoded(codes[first : min(last, index)]) + ("-" if divides and last >= index else ""),
                    *box,
                    looks.style(first),
                    target or "",
                    target is None and _under(x, y, internal) is not None,
                )
        start = index + 1


def _codes(raw: _Handle) -> Sequence[int]:
    """The characters of a page as UTF-16 code units, at once where pdfium leaves none of them out of its text."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(raw)
    buffer = (ctypes.c_ushort * (count + 1))()
    # With the zero at its end.
    if count > 0 and pdfium.FPDFText_GetText(raw, 0, count, buffer) == count + 1:
        codes: list[int] = buffer[:count]
        return codes
    get = pdfium.FPDFText_GetUnicode
    return [get(raw, index) for index in range(count)]


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

    def on_one_line(self, start: int, end: int) -> list[tuple[int, int, _Box]]:
        """Characters parted where they go on at another height, as in a column of digits, where no line end is seen.

        Returns:
            Where each run of them begins and ends, and the box around it.
        """
        first, last = self._box(start), self._box(end - 1)
        # As characters of one font on one line have it.
        level = first[1] == last[1] and first[3] == last[3]
        if level or abs(self._baseline(start) - self._baseline(end - 1)) < RAISED:
            return [(start, end, _around(first, last))]
        lines = [self._baseline(index) for index in range(start, end)]
        cuts = (start + place for place, (one, other) in enumerate(pairwise(lines), 1) if abs(one - other) >= RAISED)
        return [
            (begin, stop, _around(self._box(begin), self._box(stop - 1)))
            for begin, stop in pairwise([start, *cuts, end])
        ]

    def _baseline(self, index: int) -> float:
        self._pdfium.FPDFText_GetCharOrigin(self._raw, index, self._x, self._y)
        return self._y.value

    def _box(self, index: int) -> _Box:
        rectangle = self._rectangle
        self._pdfium.FPDFText_GetLooseCharBox(self._raw, index, rectangle)
        return rectangle.left, rectangle.bottom, rectangle.right, rectangle.top

    def style(self, index: int) -> Style:
        """How a character looks."""
        found = self._pdfium.FPDFText_GetTextObject(self._raw, index)
        drawn = ctypes.addressof(found.contents) if found else None
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


def _around(first: _Box, last: _Box) -> _Box:
    """The box around characters that stand on one line, by its first and last."""
    left, bottom, right, top = first
    return left, bottom, max(right, last[2]), top


def _under(x: float, y: float, rectangles: Sequence[tuple[_Box, str]]) -> str | None:
    for (left, bottom, right, top), target in rectangles:
        if left <= x <= right and bottom <= y <= top:
            return target
    return None
