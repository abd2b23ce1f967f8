"""What a Word file holds that its lines cannot give, for a librarian to look at: notes, equations with a layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from briefqa.reading.lines import Oddity, clean

# An element of a tree of XML, or a package, which have no types.
_Element: TypeAlias = Any
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# What an equation of one line is made of; anything else of it, such as a fraction, has a layout.
_ON_ONE_LINE = frozenset(f"{_M}{name}" for name in ("oMath", "r", "rPr", "t", "sty", "nor"))


def oddities_of(package: _Element) -> Iterator[Oddity]:
    """What of a Word file is not read, or not as it stands."""
    yield from _notes(package)
    yield from _equations(package)


def _notes(package: _Element) -> Iterator[Oddity]:
    for relation in package.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in ("footnotes", "endnotes") and not relation.is_external:
            for text in _note_texts(relation.target_part.blob):
                yield Oddity("note-not-read", f"this {kind[:-1]} was not read: “{text}”")


def _equations(package: _Element) -> Iterator[Oddity]:
    """Equations that say something else without their layout: "1/2" would be "12"."""
    for equation in package.element.body.iter(f"{_M}oMath"):
        parts = [part for part in equation.iter() if isinstance(part.tag, str) and part.tag.startswith(_M)]
        if any(part.tag not in _ON_ONE_LINE for part in parts):
            text = _shortened(clean("".join(part.text or "" for part in parts if part.tag == f"{_M}t")))
            yield Oddity("equation", f"of an equation only its signs were read, and not how they stand: “{text}”")


def _note_texts(xml: bytes) -> Iterator[str]:
    from docx.oxml.parser import parse_xml

    for note in parse_xml(xml):
        text = clean(" ".join(node.text or "" for node in note.iter(f"{_W}t")))
        if text:
            yield _shortened(text)


def _shortened(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
