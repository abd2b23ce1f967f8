"""Markdown files → lines, by way of markdown-it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from briefqa.reading.lines import Document, Line, Piece, Style, compose, with_local_links_as_contents
from briefqa.reading.text import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_ANCHOR = re.compile(
    r"""<a\s(?:[^<>]*?\s)?href\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'<>]+))""", re.IGNORECASE
)
_PARTS = re.compile(r"(<[^<>]*>)")
_LINE_END = re.compile(r"\r\n|\r|\n")
# A heading of so many characters is a paragraph that a rule was drawn under.
_MAX_HEADING = 200
# A line end inside a paragraph says little: it may be a wrap, or where a title ends.
_SOFT = 0.25


_SPACED_ADDRESS = re.compile(
    r"\]\((?P<address>(?:https?://|www\.)[^\s()<>\"']+(?:[ \t]+[^\s()<>\"']+)+)\)", re.IGNORECASE
)


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
    # Markdown takes no link for one whose address has a space in it; editors write them all the same.
    text = _SPACED_ADDRESS.sub(r"](<\g<address>>)", text)
    # Text that is merely indented is no code in a brief.
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").disable("code")
    # What leads to no web address is named as a doubt, so its text must be parted from it.
    parser.validateLink = _is_parted  # type: ignore[method-assign]
    lines: list[Line] = []
    end = 0
    for line in _blocks(parser.parse(text)):
        gap = line.gap or line.number > end + 1
        lines.append(replace(line, gap=gap))
        end = line.number
    shown = {line.number for line in lines}
    printed = (number for number, line in enumerate(text.split("\n"), start=1) if line.strip())
    return Document(
        tuple(map(with_local_links_as_contents, lines)),
        markup=tuple(number for number in printed if number not in shown),
    )


def _is_parted(url: str) -> bool:  # noqa: ARG001
    """Whether a link's text is parted from where it leads: always."""
    return True


def _blocks(tokens: Sequence[Token]) -> Iterator[Line]:
    level = 0
    marker = ""
    number = 0
    row: list[Piece] | None = None
    for token in tokens:
        number = token.map[0] + 1 if token.map else number
        match token.type:
            case "heading_open" | "heading_close":
                level = int(token.tag[1:]) if token.nesting > 0 else 0
            case "list_item_open":
                marker = f"{token.info}{token.markup} " if token.info else "• "
            case "list_item_close":
                marker = ""
            case "tr_open":
                row = []
            case "tr_close" if row is not None:
                yield from _finish(row, number, 1.0)
                row = None
            case "inline" if row is not None:
                row += [*_pieces(token.children or ()), Piece("\t")]
            case "inline":
                long = len(token.content) > _MAX_HEADING
                found = _inline(token.children or (), number, 0 if long else level, marker)
                yield from (replace(line, indent=token.level) for line in found)
                marker = ""
            case "fence" | "html_block":
                yield from _raw(token, number)
            case _:
                pass


def _raw(token: Token, number: int) -> Iterator[Line]:
    """Code and HTML: their lines as they are, without tags."""
    first = number + (token.type == "fence")
    for turn, raw in enumerate(token.content.splitlines()):
        line = compose(_raw_pieces(raw), Line(first + turn, "", gap=turn == 0))
        if line is not None:
            yield line


def _raw_pieces(raw: str) -> Iterator[Piece]:
    """The text of a line of HTML, with its links."""
    target = ""
    for part in _PARTS.split(raw):
        if _TAG.fullmatch(part):
            target = _target(part, target)
        else:
            yield Piece(unescape(part), target=target)


def _target(tag: str, current: str) -> str:
    """Where text behind a tag of HTML leads, or ""."""
    anchor = _ANCHOR.match(tag)
    if anchor is not None:
        return unescape(anchor["double"] or anchor["single"] or anchor["bare"] or "")
    return "" if tag.lower().startswith("</a") else current


def _pieces(children: Sequence[Token]) -> Iterator[Piece]:
    """The text of a table's cell, on one line."""
    state = _Inline()
    for child in children:
        if child.type.endswith(("_open", "_close")):
            _turn(state, child)
        elif child.content:
            yield Piece(child.content, state.style(0), state.target)
        else:
            yield Piece(" ")


def _inline(children: Sequence[Token], number: int, level: int, marker: str) -> Iterator[Line]:
    state = _Inline()
    pieces = [Piece(marker, state.style(level))] if marker else []
    fresh: float = 1.0
    for child in children:
        if child.type in ("softbreak", "hardbreak") or (child.type == "html_inline" and _BREAK.match(child.content)):
            # A line end behind `<br>` adds nothing to it.
            if pieces:
                yield from _finish(pieces, number, fresh)
                pieces, fresh = [], _SOFT if child.type == "softbreak" else 1.0
            number += child.type != "html_inline"
        elif child.type == "html_inline":
            state.target = _target(child.content, state.target)
            state.underlined = child.content.lower() == "<u>" or (state.underlined and child.content.lower() != "</u>")
        elif child.type.endswith(("_open", "_close")):
            _turn(state, child)
        elif child.content:
            pieces.append(Piece(child.content, state.style(level), state.target))
    yield from _finish(pieces, number, fresh)


def _finish(pieces: Sequence[Piece], number: int, fresh: float) -> Iterator[Line]:
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
