"""A reading list as a Word file (knows python-docx)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefqa.citing.layout import Heading, Listed, Remark, laid_out
from briefqa.citing.references import References
from briefqa.extras import require

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_DEEPEST = 9
_BLUE = "0563C1"
_LANGUAGE = "en-GB"
TITLE, SOURCE, ABSTRACT = "Entry Title", "Entry Source", "Entry Abstract"


def to_docx(references: References) -> bytes:
    """A .docx file: sections and, below them, titles as headings; the brief's citation at the end.

    Headings are Word's own, by which screen readers and the navigation pane step from entry to entry: all titles are on
    one level, below the deepest section. They are links where the brief links them. The same references give the same
    bytes.

    Raises:
        MissingExtra: the extra `cite` is not installed.
    """
    require("cite", needed_for="the export to Word")
    from docx import Document

    document = Document()
    _prepare(document, references.title)
    blocks = list(laid_out(references))
    titles = _level_of_titles(blocks)
    for block in blocks:
        match block:
            case Heading(text, 1):
                document.add_paragraph(text, style="Title")
            case Heading(text, level):
                _add_heading(document, level - 1).add_run(text)
            case Remark(name, text):
                document.add_paragraph(f"{name}: {text}")
            case Listed():
                _add_entry(document, block, titles)
    saved = io.BytesIO()
    document.save(saved)
    return _without_clock(saved.getvalue())


def _level_of_titles(blocks: Sequence[Heading | Listed | Remark]) -> int:
    """The level below that of the deepest heading over an entry."""
    entries = [at for at, block in enumerate(blocks) if isinstance(block, Listed)]
    over = blocks[: entries[-1]] if entries else []
    # The title of the list, of level 1, is none of Word's headings.
    return max((block.level for block in over if isinstance(block, Heading)), default=1)


def _prepare(document: Document, title: str) -> None:
    """Styles that entries have, the language, and properties without the traces of the template."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    # In the list titles are smaller than sections, and look alike whatever their level.
    title_look = document.styles.add_style(TITLE, WD_STYLE_TYPE.CHARACTER).font
    title_look.bold, title_look.size, title_look.color.rgb = True, Pt(11), RGBColor(0, 0, 0)
    for name, behind in ((SOURCE, 4), (ABSTRACT, 10)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.italic = name == SOURCE
        style.paragraph_format.space_after = Pt(behind)
        style.paragraph_format.keep_with_next = name != ABSTRACT
    # What the text is read out and checked in; the template's is American.
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
    properties = document.core_properties
    properties.language = _LANGUAGE
    # Word allows 255 characters here.
    properties.title = title[:255]
    properties.author = "briefqa"
    properties.comments = ""


def _add_heading(document: Document, level: int) -> Paragraph:
    """An empty heading in Word's own style, which has 9 levels."""
    heading: Paragraph = document.add_heading("", min(level, _DEEPEST))
    return heading


def _add_entry(document: Document, entry: Listed, level: int) -> None:
    title = _add_heading(document, level)
    if entry.rank:
        title.add_run(f"{entry.rank}. ", style=TITLE)
    if entry.url:
        _add_link(title, entry.title, entry.url)
    else:
        title.add_run(entry.title, style=TITLE)
    if entry.access_note:
        title.add_run(f" {entry.access_note}", style=TITLE).bold = False
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
    run = paragraph.add_run(text, style=TITLE)
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
