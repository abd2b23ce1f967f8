"""Lines as plain JSON values, to hand them from one process to another."""

from __future__ import annotations

from typing import Any

from briefqa.reading.lines import Document, Line, Link, Oddity, Style


def to_record(document: Document) -> dict[str, Any]:
    """A document as plain JSON values."""
    return {
        "lines": [
            [
                line.number,
                line.text,
                line.gap,
                line.page,
                line.page_break,
                line.fresh,
                _values(line.style),
                line.turns,
                [_values(look) for look in line.looks],
                [[link.start, link.end, link.target] for link in line.links],
                line.contents,
                line.furniture,
                line.height,
                line.joint,
                line.indent,
            ]
            for line in document.lines
        ],
        "oddities": [[oddity.kind, oddity.message, oddity.page] for oddity in document.oddities],
        "markup": document.markup,
    }


def _values(style: Style) -> list[Any]:
    return [getattr(style, name) for name in Style.__slots__]


def from_record(record: dict[str, Any]) -> Document:
    """Take back what `to_record` gives."""
    styles: dict[tuple[Any, ...], Style] = {}

    def shared(values: list[Any]) -> Style:
        return styles.setdefault(tuple(values), Style(*values))

    lines = [
        Line(
            number=number,
            text=text,
            gap=gap,
            page=page,
            page_break=page_break,
            fresh=fresh,
            style=shared(style),
            turns=tuple(turns),
            looks=tuple(map(shared, looks)),
            links=tuple(Link(*link) for link in links),
            contents=contents,
            furniture=furniture,
            height=height,
            joint=joint,
            indent=indent,
        )
        for (
            number,
            text,
            gap,
            page,
            page_break,
            fresh,
            style,
            turns,
            looks,
            links,
            contents,
            furniture,
            height,
            joint,
            indent,
        ) in record["lines"]
    ]
    return Document(tuple(lines), tuple(Oddity(*oddity) for oddity in record["oddities"]), tuple(record["markup"]))
