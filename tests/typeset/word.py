"""A brief as a Word document."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from typeset.parts import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as DocxDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from typeset.habits import EntryHabits, Habits
    from typeset.manuscript import Manuscript
    from typeset.parts import Part, Piece

_LINK_COLOUR = RGBColor(0x05, 0x63, 0xC1)
_TYPED = datetime(2024, 1, 1, tzinfo=UTC)


def to_docx(manuscript: Manuscript, habits: Habits, entry_habits: Sequence[EntryHabits]) -> bytes:
    """The bytes of a .docx file, the same each time."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = _TYPED
    _furnish(document, manuscript, habits)
    entries = 0
    for part in parts(manuscript, habits, entry_habits):
        if part.kind == "entry":
            entries += 1
            _Entry(document, habits, by_field=entries % 3 == 0).add(part.pieces)
            if habits.blank_lines:
                document.add_paragraph()
        elif part.kind == "title":
            document.add_paragraph(part.text, style="Title")
        elif part.kind == "contents":
            _add_contents(document, part, habits)
        elif part.kind == "paragraph":
            document.add_paragraph(part.text)
        else:
            _add_heading(document, part, habits)
    saved = BytesIO()
    document.save(saved)
    return _undated(saved.getvalue())


def _furnish(document: DocxDocument, manuscript: Manuscript, habits: Habits) -> None:
    section = document.sections[0]
    header = habits.header_of(manuscript)
    if header:
        section.header.paragraphs[0].text = header
    if habits.page_numbers:
        paragraph = section.footer.paragraphs[0]
        paragraph.add_run("Page ")
        _add_field(paragraph, " PAGE ", "1")


def _add_heading(document: DocxDocument, part: Part, habits: Habits) -> None:
    if habits.heading_look == "styles":
        document.add_heading(part.text, part.level)
        return
    run = document.add_paragraph().add_run(part.text)
    if habits.heading_look == "bold":
        run.bold = True
    else:
        run.font.size = Pt(18 if part.level == 1 else 15)


def _add_contents(document: DocxDocument, part: Part, habits: Habits) -> None:
    if habits.contents == "plain":
        document.add_paragraph(part.text)
        return
    paragraph = document.add_paragraph(f"{part.text}\t{part.page}")
    leader = WD_TAB_LEADER.DOTS if habits.contents == "leaders" else WD_TAB_LEADER.SPACES
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT, leader)


class _Entry:
    """Adds one entry: "blank" starts a paragraph, "newline" a line in it."""

    def __init__(self, document: DocxDocument, habits: Habits, *, by_field: bool) -> None:
        self._document = document
        self._habits = habits
        self._by_field = by_field
        self._numbering: int | None = None

    def add(self, pieces: Sequence[Piece]) -> None:
        paragraph = None
        last = ""
        for piece in pieces:
            if piece.kind == "item":
                paragraph = self._add_item(piece)
            elif piece.kind == "title" or paragraph is None:
                paragraph = self._add_title(piece)
            elif piece.label or piece.kind == "label":
                paragraph = self._add_labelled(piece)
            elif piece.join == "space":
                paragraph.add_run(f" {piece.text}")
            elif piece.join == "newline" and not (last == "title" and self._titled):
                paragraph.add_run().add_break()
                paragraph.add_run(piece.text)
            else:
                if piece.join == "blank" and self._habits.blank_lines and not self._titled:
                    self._document.add_paragraph()
                paragraph = self._document.add_paragraph(piece.text)
            # A note on the line of a title in a heading style is part of that paragraph, what follows is not.
            last = "title" if piece.kind == "note" and piece.join == "space" else piece.kind

    @property
    def _titled(self) -> bool:
        return self._habits.title_look == "heading-link"

    def _add_labelled(self, piece: Piece) -> Paragraph:
        paragraph = self._document.add_paragraph()
        label = piece.label or piece.text
        paragraph.add_run(label).bold = self._habits.bold_labels or None
        paragraph.add_run(piece.printed[len(label) :])
        return paragraph

    def _add_title(self, piece: Piece) -> Paragraph:
        paragraph = self._document.add_paragraph(style="Heading 3" if self._titled else None)
        if piece.url is None:
            runs = [paragraph.add_run(piece.text)]
        elif self._by_field:
            runs = [_add_field(paragraph, f' HYPERLINK "{piece.url}" ', piece.text)]
        else:
            runs = _add_hyperlink(paragraph, piece.url, piece.text)
        for run in runs:
            run.bold = True if self._habits.title_look == "bold-link" else None
            if piece.url is not None:
                run.font.underline = True
                run.font.color.rgb = _LINK_COLOUR
        return paragraph

    def _add_item(self, piece: Piece) -> Paragraph:
        if not self._habits.real_lists:
            return self._document.add_paragraph(piece.text)
        marker, text = re.match(r"(•|\d+\.) (.*)", piece.text, re.DOTALL).groups()  # type: ignore[union-attr]
        if marker == "•":
            return self._document.add_paragraph(text, style="List Bullet")
        paragraph = self._document.add_paragraph(text, style="List Number")
        if self._numbering is None:
            self._numbering = _restarted_numbering(self._document, start=int(marker[:-1]))
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = self._numbering
        return paragraph


def _restarted_numbering(document: DocxDocument, start: int) -> int:
    """The id of a new instance of the numbering of "List Number": all paragraphs of one instance count on."""
    numbering = document.part.numbering_part.element
    style_number = document.styles["List Number"].element.pPr.numPr.numId.val
    abstract_number = numbering.num_having_numId(style_number).abstractNumId.val
    number = numbering.add_num(abstract_number)
    number.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(number.numId)


def _add_hyperlink(paragraph: Paragraph, url: str, text: str) -> list[Run]:
    """A hyperlink by relationship, its text in two runs, as Word leaves them after an edit."""
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    middle = len(text) // 2
    runs = [paragraph.add_run(half) for half in (text[:middle], text[middle:])]
    for run in runs:
        hyperlink.append(run._r)
    paragraph._p.append(hyperlink)
    return runs


def _add_field(paragraph: Paragraph, code: str, shown: str) -> Run:
    """A field: its code is no text; what it shows is."""
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = code
    paragraph.add_run()._r.append(_field_mark("begin"))
    paragraph.add_run()._r.append(instruction)
    paragraph.add_run()._r.append(_field_mark("separate"))
    run = paragraph.add_run(shown)
    paragraph.add_run()._r.append(_field_mark("end"))
    return run


def _field_mark(kind: str) -> BaseOxmlElement:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _undated(archive: bytes) -> bytes:
    """The same archive without the time of its making."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
