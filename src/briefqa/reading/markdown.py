"""Markdown files → lines, by way of markdown-it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefqa.reading.lines import Document, Line, Piece, Style, compose
from briefqa.reading.text import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
# A heading of so many characters is a paragraph that a rule was drawn under.
_MAX_HEADING = 200


@dataclass(slots=True)
class _Inline:
    """How inline text is set at one point."""

    bold: int = 0
    italic: int = 0
    underlined: bool = False
    target: str = ""

    def style(self, level: int) -> Style:
        return Style(level=level, bold=self.bold > 0, italic=self.italic > 0, underlined=self.underlined)


def read_markdown(data: bytes, file: Path) -> Document:
    """The lines of a Markdown file.

    Raises:
        ReadError: see `briefqa.reading.text.decode`.
    """
    from markdown_it import MarkdownIt

    # A form feed parts pages in text, and would be text here.
    text = "\n".join(_LINE_END.split(decode(data, file).replace("\f", "\n")))
    # Text that is merely indented is no code in a brief.
    parser = MarkdownIt("commonmark", {"maxNesting": 30}).enable("table").disable("code")
    lines: list[Line] = []
    end = 0
    for line in _blocks(parser.parse(text)):
        gap = line.gap or line.number > end + 1
        lines.append(replace(line, gap=gap))
        end = line.number
    return Document(tuple(_marked_contents(lines)))


def _blocks(tokens: Sequence[Token]) -> Iterator[Line]:
    level = 0
    marker = ""
    number = 0
    cells: list[Piece] = []
    for token in tokens:
        number = token.map[0] + 1 if token.map else number
        match token.type:
            case "heading_open":
                level = int(token.tag[1:])
            case "heading_close":
                level = 0
            case "list_item_open":
                marker = f"{token.info}{token.markup} " if token.info else "• "
            case "inline" if token.children is not None and cells is not None:
                long = len(token.content) > _MAX_HEADING
                yield from _inline(token.children, number, 0 if long else level, marker)
                marker = ""
            case "fence" | "code_block" | "html_block":
                for turn, raw in enumerate(token.content.splitlines()):
                    first = number + (token.type == "fence")
                    line = compose([Piece(re.sub(r"<[^<>]*>", "", raw))], Line(first + turn, "", gap=turn == 0))
                    if line is not None:
                        yield line
            case _:
                pass


def _inline(children: Sequence[Token], number: int, level: int, marker: str) -> Iterator[Line]:
    state = _Inline()
    pieces = [Piece(marker, state.style(level))] if marker else []
    fresh: float | None = 1.0
    for child in children:
        if child.type in ("softbreak", "hardbreak") or (child.type == "html_inline" and _BREAK.match(child.content)):
            yield from _finish(pieces, number, fresh)
            number += child.type != "html_inline"
            pieces, fresh = [], None if child.type == "softbreak" else 1.0
        elif child.type == "html_inline":
            state.underlined = child.content.lower() == "<u>" or (state.underlined and child.content.lower() != "</u>")
        elif child.type.endswith(("_open", "_close")):
            _turn(state, child)
        elif child.content:
            pieces.append(Piece(child.content, state.style(level), state.target))
    yield from _finish(pieces, number, fresh)


def _finish(pieces: Sequence[Piece], number: int, fresh: float | None) -> Iterator[Line]:
    line = compose(pieces, Line(number, "", fresh=fresh))
    if line is not None:
        yield line


def _turn(state: _Inline, token: Token) -> None:
    step = 1 if token.type.endswith("_open") else -1
    match token.tag:
        case "strong":
            state.bold += step
        case "em":
            state.italic += step
        case "a":
            state.target = str(token.attrs.get("href", "")) if step == 1 else ""
        case _:
            pass


def _marked_contents(lines: Sequence[Line]) -> Iterator[Line]:
    """Links to places in the file itself make contents, and lead nowhere else."""
    for line in lines:
        local = [link for link in line.links if link.target.startswith("#")]
        if local:
            kept = tuple(link for link in line.links if not link.target.startswith("#"))
            yield replace(line, contents=not kept, links=kept)
        else:
            yield line
