"""Word files → lines, by way of python-docx.

python-docx opens the package and knows its styles; the text is taken from the XML itself, as hyperlinks made of
field codes, content controls, text boxes, inserted text and automatic numbers do not come through its paragraphs.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from briefqa.errors import ReadError
from briefqa.reading.lines import Document, Line, Piece, Style, compose, with_local_links_as_contents
from briefqa.reading.word_numbers import Numbering
from briefqa.reading.word_oddities import oddities_of
from briefqa.reading.word_package import DAMAGED, check_package, refuse_many_paragraphs
from briefqa.reading.word_styles import ParagraphStyle, Styles

# python-docx gives XML elements of its own classes, without types.
_Element: TypeAlias = Any
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Switches may stand before the target; `\\l "place"` alone leads to a place in the file itself.
_FIELD_LINK = re.compile(
    r'^\s*HYPERLINK\b(?:\s+\\[a-z](?:\s+"[^"]*")?+)*+\s+(?:"(?P<quoted>[^"]+)"|(?P<bare>[^\s"\\]\S*))', re.IGNORECASE
)
_FIELD_PLACE = re.compile(r"^\s*HYPERLINK\b.*\\l\b", re.IGNORECASE)
_CODES = 0x110000
# What Python raises where a package is not what it says it is.
_DAMAGE = (ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError, ValueError)
# Text that is not printed: deleted, moved away, the instructions of fields.
_UNPRINTED = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "sdtPr"))


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shown: bool = False


@dataclass(slots=True)
class _State:
    """What reading goes through a file with."""

    fields: list[_Field] = field(default_factory=list)
    number: int = 0
    page: int = 1
    paged: bool = False

    @property
    def target(self) -> str:
        for found in reversed(self.fields):
            target = _field_target(found.instruction)
            if target and found.shown:
                return target
        return ""

    @property
    def in_contents(self) -> bool:
        return any(found.instruction.split()[:1] == ["TOC"] for found in self.fields)


def read_docx(path: Path) -> Document:
    """The lines of a Word file: its paragraphs, parted at line breaks.

    Raises:
        ReadError: it is damaged, locked, in the old `.doc` format, or unpacks to far more than a brief.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    data = path.read_bytes()
    check_package(data, path)
    try:
        package = docx.Document(BytesIO(data))
        refuse_many_paragraphs(package.element.body, path)
        return _read(package)
    except (OpcError, LxmlError, zipfile.BadZipFile, zlib.error, *_DAMAGE) as error:
        raise ReadError(DAMAGED, file=path) from error


def _read(package: _Element) -> Document:
    state = _State()
    reader = _Reader(package, state)
    lines = list(reader.read(package.element.body))
    furniture = list(reader.furniture())
    if not state.paged:
        lines = [replace(line, page=None) for line in lines]
        furniture = [replace(line, page=None) for line in furniture]
    return Document((*lines, *furniture), tuple(oddities_of(package)))


class _Reader:
    """Goes through the body of one file."""

    def __init__(self, package: _Element, state: _State) -> None:
        self._package = package
        self._state = state
        self._styles = Styles(package)
        self._numbering = Numbering(package)

    def read(self, body: _Element) -> Iterator[Line]:
        for block in _blocks(body):
            yield from self._row(block) if block.tag == f"{_W}tr" else self._paragraph(block, self._package.part)
            # What floats beside a paragraph comes after it.
            for box in block.iter(f"{_W}txbxContent"):
                if not _under_fallback(box):
                    yield from self.read(box)

    def furniture(self) -> Iterator[Line]:
        """The running headers and footers, each once."""
        seen = set()
        for section in self._package.sections:
            for name in (
                "header",
                "first_page_header",
                "even_page_header",
                "footer",
                "first_page_footer",
                "even_page_footer",
            ):
                part = getattr(section, name)
                if part.is_linked_to_previous:
                    continue
                for paragraph in part._element.iter(f"{_W}p"):
                    for line in self._paragraph(paragraph, part.part):
                        if line.text not in seen:
                            seen.add(line.text)
                            yield replace(line, furniture=True, gap=True)

    def _row(self, row: _Element) -> Iterator[Line]:
        """A row of a table: one line where its cells hold a paragraph each, as of a list; else all their lines."""
        read = [list(self._cell(cell)) for cell in _cells(row)]
        short = [cell[0] for cell in read if cell]
        if len(short) > 1 and all(len(cell) <= 1 for cell in read) and sum(len(line.text) for line in short) <= 200:
            pieces = [piece for line in short for piece in (*_as_pieces(line), Piece("\t"))]
            joined = compose(pieces, replace(short[0], links=(), turns=()))
            if joined is not None:
                yield joined
        else:
            for cell in read:
                yield from cell

    def _cell(self, cell: _Element) -> Iterator[Line]:
        for block in _blocks(cell):
            yield from self._row(block) if block.tag == f"{_W}tr" else self._paragraph(block, self._package.part)

    def _paragraph(self, paragraph: _Element, part: _Element) -> Iterator[Line]:
        state = self._state
        style = self._styles.of_paragraph(paragraph)
        label = self._numbering.label(paragraph, style.name)
        contents = style.contents or state.in_contents
        pieces: list[Piece] = [Piece(f"{label} ", style.look)] if label else []
        start = True
        for item in self._pieces(paragraph, part, style, ""):
            if isinstance(item, Piece):
                pieces.append(item)
                continue
            yield from self._line(pieces, start=start, contents=contents or state.in_contents, label=label)
            start, pieces = False, []
        yield from self._line(pieces, start=start, contents=contents or state.in_contents, label=label)

    def _line(self, pieces: list[Piece], *, start: bool, contents: bool, label: str) -> Iterator[Line]:
        state = self._state
        state.number += 1
        place = Line(state.number, "", gap=start, page=state.page, fresh=1.0, contents=contents)
        line = compose(pieces, place)
        if line is not None and not (start and label and line.text == label):
            yield with_local_links_as_contents(line)

    def _pieces(self, node: _Element, part: _Element, style: ParagraphStyle, target: str) -> Iterator[Piece | None]:
        """Text in order; None for a line break."""
        for child in node:
            tag = child.tag
            if tag == f"{_W}r":
                yield from self._run(child, style, target)
            elif tag == f"{_W}hyperlink":
                relation = part.rels.get(child.get(_R_ID)) if child.get(_R_ID) else None
                linked = relation.target_ref if relation is not None and relation.is_external else "#"
                yield from self._pieces(child, part, style, linked)
            elif tag == f"{_W}fldSimple":
                linked = _field_target(child.get(f"{_W}instr") or "")
                yield from self._pieces(child, part, style, linked or target)
            elif tag == _MATH_TEXT:
                yield Piece(child.text or "", style.look, target or self._state.target)
            elif tag not in _UNPRINTED and tag != _FALLBACK and isinstance(tag, str):
                yield from self._pieces(child, part, style, target)

    def _run(self, run: _Element, style: ParagraphStyle, target: str) -> Iterator[Piece | None]:
        look, hidden = self._styles.of_run(run, style)
        yield from self._run_parts(run, look, hidden, target)

    def _run_parts(self, node: _Element, look: Style, hidden: bool, target: str) -> Iterator[Piece | None]:
        state = self._state
        for child in node:
            name = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
            if name == "lastRenderedPageBreak":
                state.page += 1
                state.paged = True
            elif name == "fldChar":
                self._field(child.get(f"{_W}fldCharType"))
            elif name == "instrText" and state.fields:
                state.fields[-1].instruction += child.text or ""
            elif name in ("br", "cr"):
                yield None
            elif child.tag in (_ALTERNATIVES, _CHOICE):
                yield from self._run_parts(child, look, hidden, target)
            elif not hidden and (text := _printed(name, child)):
                yield Piece(text, look, target or state.target)

    def _field(self, kind: str | None) -> None:
        fields = self._state.fields
        if kind == "begin":
            fields.append(_Field())
        elif kind == "separate" and fields:
            fields[-1].shown = True
        elif kind == "end" and fields:
            fields.pop()


def _field_target(instruction: str) -> str:
    """Where a HYPERLINK field leads; "#" for a place in the file itself, "" where it is another field."""
    link = _FIELD_LINK.match(instruction)
    if link:
        return link["quoted"] or link["bare"]
    return "#" if _FIELD_PLACE.match(instruction) else ""


def _blocks(node: _Element) -> Iterator[_Element]:
    """Paragraphs and rows of tables in order, through content controls and the like."""
    for child in node:
        if child.tag in (f"{_W}p", f"{_W}tr"):
            yield child
        elif child.tag not in _UNPRINTED and child.tag != _FALLBACK and isinstance(child.tag, str):
            yield from _blocks(child)


def _printed(name: str, child: _Element) -> str:
    """What a part of a run prints."""
    match name:
        case "t":
            return child.text or ""
        case "tab" | "ptab":
            return "\t"
        case "noBreakHyphen":
            return "-"
        case "sym":
            return chr(int(child.get(f"{_W}char") or "20", 16) % _CODES)
        case _:
            return ""


def _cells(row: _Element) -> Iterator[_Element]:
    """The cells of a row, through content controls and the like."""
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag not in _UNPRINTED and isinstance(child.tag, str):
            yield from _cells(child)


def _under_fallback(node: _Element) -> bool:
    return any(parent.tag == _FALLBACK for parent in node.iterancestors())


def _as_pieces(line: Line) -> Iterable[Piece]:
    edges = sorted({0, len(line.text), *(link.start for link in line.links), *(link.end for link in line.links)})
    for start, end in pairwise(edges):
        target = next((link.target for link in line.links if link.start <= start < link.end), "")
        yield Piece(line.text[start:end], line.style, target)
