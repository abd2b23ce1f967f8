"""A reading list as a Word file (knows python-docx)."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from briefqa.citing.layout import Heading, Listed, Remark, laid_out
from briefqa.citing.references import References
from briefqa.extras import require

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_DEEPEST = 9
_BLUE = "0563C1"
TITLE, SOURCE, ABSTRACT = "Entry Title", "Entry Source", "Entry Abstract"


def to_docx(references: References) -> bytes:
    """A .docx file: headings for sections, titles as links where the brief links them, the brief's citation at the end.

    The same references give the same bytes.

    Raises:
        MissingExtra: the extra `cite` is not installed.
    """
    require("cite", needed_for="the export to Word")
    from docx import Document

    document = Document()
    _prepare(document, references.title)
    for block in laid_out(references):
        match block:
            case Heading(text, 1):
                document.add_paragraph(text, style="Title")
            case Heading(text, level):
                document.add_heading(text, min(level - 1, _DEEPEST))
            case Remark(name, text):
                document.add_paragraph(f"{name}: {text}")
            case Listed():
                _add_entry(document, block)
    saved = io.BytesIO()
    document.save(saved)
    return _without_clock(saved.getvalue())


def _prepare(document: Document, title: str) -> None:
    """Styles that entries have, and properties without the traces of the template."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    for name, bold, behind in ((TITLE, True, 0), (SOURCE, False, 4), (ABSTRACT, False, 10)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.bold = bold
        style.font.italic = name == SOURCE
        style.paragraph_format.space_after = Pt(behind)
        style.paragraph_format.keep_with_next = name != ABSTRACT
    properties = document.core_properties
    # Word allows 255 characters here.
    properties.title = title[:255]
    properties.author = "briefqa"
    properties.comments = ""


def _add_entry(document: Document, entry: Listed) -> None:
    title = document.add_paragraph(style=TITLE)
    if entry.rank:
        title.add_run(f"{entry.rank}. ")
    if entry.url:
        _add_link(title, entry.title, entry.url)
    else:
        title.add_run(entry.title)
    if entry.access_note:
        title.add_run(f" {entry.access_note}").bold = False
    for line in entry.lines:
        document.add_paragraph(line, style=SOURCE)
    for paragraph in entry.abstract:
        document.add_paragraph(paragraph, style=ABSTRACT)


def _add_link(paragraph: Paragraph, text: str, url: str) -> None:
    """A hyperlink, which python-docx reads but has no method to make (ECMA-376, part 1, 17.16.22)."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = RGBColor.from_string(_BLUE)
    paragraph._p.append(link)
    link.append(run._r)


def _without_clock(package: bytes) -> bytes:
    """The same package with all its parts dated alike, as zip files date them when they are written."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(part, before.read(name))
    return packed.getvalue()
