"""A brief as plain text, the way conversions from PDF leave it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from typeset.parts import ends_sentence, parts, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typeset.habits import EntryHabits, Habits
    from typeset.manuscript import Manuscript
    from typeset.parts import Part

_HABIT = 5  # pages whose headers need no words of their own: the first may stand above the citation
_PAGE_COLUMNS = 90  # of the pages that a text without wraps was converted from


@dataclass(slots=True)
class _Paragraph:
    """Text and whether it is set apart, how much of it stays on one page, and whether it may start one."""

    text: str
    gap: bool = True
    whole: int = 0
    may_start_page: bool = True


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    paragraph: int
    gap: bool
    may_start_page: bool


def to_text(manuscript: Manuscript, habits: Habits, entry_habits: Sequence[EntryHabits]) -> bytes:
    """The bytes of a .txt file."""
    lines = list(_lines(_paragraphs(manuscript, habits, entry_habits), habits))
    pages = _pages(lines, habits.lines_per_page) if habits.lines_per_page else [lines]
    header = habits.header_of(manuscript) if habits.lines_per_page else None
    if header == manuscript.title and len(pages) < _HABIT:
        header = None  # the title alone on two pages could as well be a heading of each
    if not _names_brief(habits) and not (habits.form_feeds and len(pages) >= _HABIT):
        header = None  # only the tops of pages show that a line which does not name the brief is none of its text
    printed: list[str] = []
    for number, page in enumerate(pages, 1):
        first = len(printed) + bool(printed)
        printed += [""] if printed else []
        numbered = habits.header_numbers and len(pages) >= _HABIT
        printed += [f"{header}    {number}" if numbered else header, ""] if header else []
        printed += _printed(page, habits)
        printed += ["", str(number)] if habits.page_numbers and habits.lines_per_page else []
        if habits.form_feeds and first:
            printed[first] = f"\f{printed[first]}"
    return encoded("\n".join([*printed, ""]), habits)


def encoded(text: str, habits: Habits) -> bytes:
    """Text with the line ends and encoding of a document."""
    text = text.replace("\n", habits.newline)
    if habits.encoding == "utf-16":  # Python's own takes the byte order of the machine
        return codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    return text.encode(habits.encoding)


def _paragraphs(manuscript: Manuscript, habits: Habits, entry_habits: Sequence[EntryHabits]) -> list[_Paragraph]:
    made: list[_Paragraph] = []
    last = ""
    for part in parts(manuscript, habits, entry_habits):
        first = len(made)
        if part.kind == "entry":
            made += _entry(part, habits)
        elif part.kind == "contents":
            line = _contents_line(part, habits)
            made.append(_Paragraph(line, gap=last != "contents", whole=len(line)))
        else:
            made.append(_Paragraph(part.text, whole=len(part.text)))
        made[first].may_start_page = last != "heading"
        last = part.kind
    return made


def _contents_line(part: Part, habits: Habits) -> str:
    if habits.contents == "tabs":
        return f"{part.text}\t{part.page}"
    return part.text if habits.contents == "plain" else f"{part.text} {'.' * max(3, 60 - len(part.text))} {part.page}"


def _entry(part: Part, habits: Habits) -> list[_Paragraph]:
    made: list[_Paragraph] = []
    last = ""
    for piece in part.pieces:
        text = f"<u>{piece.text}</u>" if piece.url and habits.underline_marks else piece.printed
        if piece.join == "space":
            made[-1].text += f" {text}"
        else:
            # A new page in front of a second paragraph would hide that it is one.
            hidden = (piece.kind == "abstract" and last in {"abstract", "item"}) or last == "label"
            apart = piece.kind == "title" or (piece.join == "blank" and habits.blank_lines)
            made.append(_Paragraph(text, gap=apart, may_start_page=not hidden))
        if piece.kind not in {"abstract", "item"} and not (piece.kind == "source" and _pages_show(habits)):
            made[-1].whole = len(made[-1].text)
        last = piece.kind
    return made


def _pages_show(habits: Habits) -> bool:
    """Whether a header or a number stands between pages, so that one sees that a source goes on behind it."""
    # The title alone is no header of a few pages, nor are words without it; and how many there are is not known yet.
    return (habits.running_header != "{title}" and _names_brief(habits)) or habits.page_numbers


def _names_brief(habits: Habits) -> bool:
    """Whether a running header says which brief it is."""
    return habits.running_header is not None and "{title}" in habits.running_header


def _lines(paragraphs: list[_Paragraph], habits: Habits) -> Iterator[_Line]:
    for number, paragraph in enumerate(paragraphs):
        # Tabs and dots of the contents are no places to break a line at.
        keeps_line = "\t" in paragraph.text or "....." in paragraph.text
        texts = [paragraph.text] if keeps_line else wrapped(paragraph.text, habits.wrap or _PAGE_COLUMNS)
        shown = _closed(texts)
        yield _Line(shown[0], number, paragraph.gap, paragraph.may_start_page)
        before = 0
        for last, line in zip(texts, shown[1:], strict=False):
            before += len(last) + 1
            # A volume by itself on top of a page would be the page's number.
            parts_well = not ends_sentence(last) and not line.isdigit()
            yield _Line(line, number, gap=False, may_start_page=before > paragraph.whole and parts_well)


def _closed(lines: list[str]) -> list[str]:
    """Underlines that go over several lines, closed and opened again on each."""
    closed = []
    open_mark = ""
    for line in lines:
        line = open_mark + line
        open_mark = "<u>" if line.rfind("<u>") > line.rfind("</u>") else ""
        closed.append(line + "</u>" if open_mark else line)
    return closed


def _pages(lines: list[_Line], length: int) -> list[list[_Line]]:
    """Pages of about `length` lines; a page shrinks, or else grows, to end where it may."""
    pages = []
    start = 0
    while start < len(lines):
        end, used = start, 0
        while end < len(lines) and used < length:
            used += 1 + lines[end].gap
            end += 1
        while start < end < len(lines) and not lines[end].may_start_page:
            end -= 1
        if end == start:
            end = next((n for n in range(start + 1, len(lines)) if lines[n].may_start_page), len(lines))
        pages.append(lines[start:end])
        start = end
    return pages


def _printed(page: list[_Line], habits: Habits) -> Iterator[str]:
    for number, (_, group) in enumerate(groupby(page, key=lambda line: line.paragraph)):
        lines = list(group)
        if lines[0].gap and number:
            yield ""
        texts = [line.text for line in lines]
        yield from texts if habits.wrap else [" ".join(texts)]
