"""A brief as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typeset.parts import parts, wrapped
from typeset.text import encoded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typeset.habits import EntryHabits, Habits
    from typeset.manuscript import Manuscript
    from typeset.parts import Part, Piece

_LINK = r"\*{0,2}\[[^\]]*\]\([^)]*\)\*{0,2}"


def to_markdown(manuscript: Manuscript, habits: Habits, entry_habits: Sequence[EntryHabits]) -> bytes:
    """The bytes of a .md file: sections are # (## below a title line), bullets are "- "."""
    top = 2 if habits.title_line else 1
    written = ""
    last = ""
    for part in parts(manuscript, habits, entry_habits):
        if part.kind == "entry":
            text = _entry(part, habits, top)
        elif part.kind == "contents":
            text = _contents_item(part, habits)
        elif part.kind == "paragraph":
            text = _broken(part.text, habits)
        else:
            text = f"{'#' * (1 if part.kind == 'title' else top + part.level - 1)} {part.text}"
        gap = "\n" if last == part.kind == "contents" else "\n\n"
        written += f"{gap}{text}" if written else text
        last = part.kind
    return encoded(f"{written}\n", habits)


def _contents_item(part: Part, habits: Habits) -> str:
    anchor = re.sub(r"[^\w -]", "", part.text.lower()).replace(" ", "-")
    pages = {"tabs": f"\t{part.page}", "leaders": f" ..... {part.page}"}
    return f"- [{part.text}](#{anchor}){pages.get(habits.contents, '')}"


def _entry(part: Part, habits: Habits, top: int) -> str:
    lines: list[tuple[str, str]] = []  # what stands in front of a line, and the line
    last = ""
    for piece in part.pieces:
        text = piece.printed
        if habits.bold_labels and (piece.label or piece.kind == "label"):
            text = f"**{piece.label or piece.text}**{piece.printed[len(piece.label or piece.text) :]}"
        if piece.kind == "title":
            text = _title(text, piece.url, habits, top)
        elif piece.kind == "item":
            text = re.sub("^• ", "- ", text)
        if piece.join == "space":
            gap, line = lines.pop()
            lines.append((gap, f"{line} {text}"))
        else:
            lines.append((_gap(piece, last, habits) if last else "", text))
        last = piece.kind
    return "".join(gap + _broken(line, habits) for gap, line in lines)


def _gap(piece: Piece, last: str, habits: Habits) -> str:
    if "item" in {piece.kind, last}:  # only blank lines part a list from the text around it
        return "\n" if piece.kind == last else "\n\n"
    return "\n\n" if piece.join == "blank" and habits.blank_lines else "  \n"


def _title(text: str, url: str | None, habits: Habits, top: int) -> str:
    linked = f"[{text}]({url})" if url else text
    if habits.title_look == "heading-link":
        return f"{'#' * (top + 2)} {linked}"
    return f"**{linked}**" if habits.title_look == "bold-link" else linked


def _broken(text: str, habits: Habits) -> str:
    if habits.wrap is None or text.startswith("#"):
        return text
    marker = re.match(r"- |\d{1,2}\. ", text)
    indent = " " * len(marker[0]) if marker else ""
    return f"\n{indent}".join(wrapped(text, habits.wrap, hold=_LINK))
