"""A brief as PDF."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from typeset.parts import ends_sentence, parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

    from typeset.habits import EntryHabits, Habits
    from typeset.manuscript import Manuscript
    from typeset.parts import Part, Piece

_MARGIN = 72
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceBefore=8)


def to_pdf(manuscript: Manuscript, habits: Habits, entry_habits: Sequence[EntryHabits]) -> bytes:
    """The bytes of a .pdf file, the same each time; its fonts hold what Windows-1252 does."""
    story: list[Flowable] = []
    for part in parts(manuscript, habits, entry_habits):
        if part.kind == "entry":
            story += _entry(part, habits)
        elif part.kind == "contents":
            story.append(_contents_line(part, habits))
        elif part.kind == "paragraph":
            story.append(_Whole(escape(part.text), _BODY))
        else:
            story.append(_Whole(escape(part.text), _heading_style(part, habits)))
    saved = BytesIO()
    title = f"Evidence Brief: {manuscript.title}"
    document = SimpleDocTemplate(saved, pagesize=A4, invariant=1, title=title)
    furnish = partial(_furnish, header=habits.header_of(manuscript), numbered=habits.page_numbers)
    document.build(story, onFirstPage=furnish, onLaterPages=furnish)
    return saved.getvalue()


class _Running(Paragraph):
    """A paragraph that goes over to the next page only in mid-sentence, so that one can see that it goes on."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 reportlab names them
        while availHeight > 0:
            halves: list[Flowable] = super().split(availWidth, availHeight)
            if len(halves) < 2 or not ends_sentence(_last_word(halves[0])):
                return halves
            availHeight -= self.style.leading  # noqa: N806
        return []


class _Whole(Paragraph):
    """A paragraph that stays on one page."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: ARG002, N803
        return []


def _last_word(paragraph: Paragraph) -> str:
    line = paragraph.blPara.lines[-1]
    # With markup, the words of a line are one object for each font; without, a list behind a width.
    word: str = line.words[-1].text if hasattr(line, "words") else line[1][-1]
    return word.rstrip()


def _furnish(canvas: Canvas, document: SimpleDocTemplate, *, header: str | None, numbered: bool) -> None:
    canvas.setFont("Helvetica", 9)
    if header:
        canvas.drawString(_MARGIN, A4[1] - _MARGIN / 2, header)
    if numbered:
        canvas.drawCentredString(A4[0] / 2, _MARGIN / 2, str(document.page))


def _heading_style(part: Part, habits: Habits) -> ParagraphStyle:
    if part.kind == "title":
        return ParagraphStyle("title", _BODY, fontName="Helvetica-Bold", fontSize=20, leading=24)
    smaller = 3 * (part.level - 1)
    looks: dict[str, dict[str, Any]] = {
        "styles": {"fontName": "Helvetica-Bold", "fontSize": 17 - smaller},
        "bold": {"fontName": "Helvetica-Bold"},
        "large": {"fontSize": 18 - smaller},
    }
    return ParagraphStyle(
        "heading", _BODY, **{"leading": 20, "spaceBefore": 18, "keepWithNext": 1, **looks[habits.heading_look]}
    )


def _contents_line(part: Part, habits: Habits) -> Flowable:
    close = ParagraphStyle("contents", _BODY, spaceBefore=0)
    if habits.contents == "tabs":
        return Table([[Paragraph(escape(part.text), close), str(part.page)]], [400, 40])
    dots = f" {'.' * max(3, 70 - len(part.text))} {part.page}" if habits.contents == "leaders" else ""
    return _Whole(escape(part.text) + dots, close)


def _entry(part: Part, habits: Habits) -> list[Flowable]:
    marked: list[str] = []
    styles: list[ParagraphStyle] = []
    kinds: list[set[str]] = []
    for piece in part.pieces:
        text = _markup(piece, habits)
        if piece.join == "space":
            marked[-1] += f" {text}"
            kinds[-1].add(piece.kind)
            continue
        marked.append(text)
        styles.append(_piece_style(piece, habits))
        kinds.append({piece.kind})
    flowables: list[Flowable] = []
    for number, (text, style) in enumerate(zip(marked, styles, strict=True)):
        running = bool(kinds[number] & {"abstract", "item"})
        # A new page in front of a second paragraph would hide that it is one.
        if running and kinds[number + 1 : number + 2] == [{"abstract"}]:
            style = ParagraphStyle("held", style, keepWithNext=1)
        flowables.append((_Running if running else _Whole)(text, style))
    return flowables


def _piece_style(piece: Piece, habits: Habits) -> ParagraphStyle:
    if piece.kind == "title":
        large = {"fontSize": 13, "leading": 16} if habits.title_look == "heading-link" else {}
        return ParagraphStyle("entry", _BODY, **{"spaceBefore": 14, **large})
    # What is no blank line is still a third of a line: less, behind a full one, is seen with a ruler only.
    gap = 0 if piece.join == "newline" else _BODY.spaceBefore if habits.blank_lines else 5
    return ParagraphStyle(piece.kind, _BODY, spaceBefore=gap)


def _markup(piece: Piece, habits: Habits) -> str:
    text = escape(piece.printed)
    if piece.kind != "title":
        label = piece.label or (piece.text if piece.kind == "label" else "")
        return f"<b>{label}</b>{text[len(label) :]}" if habits.bold_labels and label else text
    if piece.url:
        text = f'<a href={quoteattr(piece.url)} color="blue"><u>{text}</u></a>'
    return text if habits.title_look == "link" else f"<b>{text}</b>"
