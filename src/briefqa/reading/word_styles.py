"""How a Word file's paragraphs and runs look, through its chains of styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from briefqa.reading.lines import Style

# python-docx gives XML elements of its own classes, without types.
_Element: TypeAlias = Any
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading (\d)$", re.IGNORECASE)
_CONTENTS = re.compile(r"toc \d$", re.IGNORECASE)
_NOT = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph's style: its name, how its runs look unless they say otherwise, whether it is for contents."""

    name: str
    look: Style
    contents: bool
    hidden: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of one file, each worked out once."""

    package: _Element
    _elements: dict[str, _Element] = field(default_factory=dict)
    _known: dict[str, ParagraphStyle] = field(default_factory=dict)
    _default: str = ""
    _base: Style = field(default_factory=Style)

    def __post_init__(self) -> None:
        root = self.package.styles.element
        for element in root.iter(f"{_W}style"):
            identifier = element.get(f"{_W}styleId") or ""
            self._elements[identifier] = element
            if element.get(f"{_W}type") == "paragraph" and element.get(f"{_W}default") in ("1", "true", "on"):
                self._default = identifier
        defaults = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self._base = _apply(replace(Style(), size=10.0), defaults)[0]

    def of_paragraph(self, paragraph: _Element) -> ParagraphStyle:
        """The style of a `w:p` element."""
        properties = paragraph.find(f"{_W}pPr")
        chosen = properties.find(f"{_W}pStyle") if properties is not None else None
        style = self._named(chosen.get(f"{_W}val") if chosen is not None else self._default)
        level = _outline(properties)
        return replace(style, look=replace(style.look, level=level)) if level is not None else style

    def of_run(self, run: _Element, paragraph: ParagraphStyle) -> tuple[Style, bool]:
        """How a `w:r` element looks, and whether it is hidden."""
        properties = run.find(f"{_W}rPr")
        if properties is None:
            return paragraph.look, paragraph.hidden
        look, hidden = paragraph.look, paragraph.hidden
        chosen = properties.find(f"{_W}rStyle")
        if chosen is not None:
            for element in reversed(self._chain(chosen.get(f"{_W}val") or "")):
                look, hidden = _apply(look, element.find(f"{_W}rPr"), hidden)
        return _apply(look, properties, hidden)

    def _chain(self, identifier: str) -> list[_Element]:
        """A style and what it is based on, itself first."""
        chain: list[_Element] = []
        seen = set()
        while identifier in self._elements and identifier not in seen:
            seen.add(identifier)
            chain.append(self._elements[identifier])
            base = chain[-1].find(f"{_W}basedOn")
            identifier = base.get(f"{_W}val") if base is not None else ""
        return chain

    def _named(self, identifier: str) -> ParagraphStyle:
        if identifier not in self._known:
            look, hidden, level, contents = self._base, False, 0, False
            chain = self._chain(identifier)
            for element in reversed(chain):
                look, hidden = _apply(look, element.find(f"{_W}rPr"), hidden)
                outline = _outline(element.find(f"{_W}pPr"))
                name = element.find(f"{_W}name")
                words = (name.get(f"{_W}val") or "") if name is not None else ""
                heading = _HEADING.match(words)
                if outline is not None or heading is not None:
                    level = outline if outline is not None else int(heading[1]) if heading else 0
                contents = contents or _CONTENTS.match(words) is not None
            self._known[identifier] = ParagraphStyle(
                name=identifier, look=replace(look, level=level), contents=contents, hidden=hidden
            )
        return self._known[identifier]


def _outline(properties: _Element) -> int | None:
    outline = properties.find(f"{_W}outlineLvl") if properties is not None else None
    if outline is None:
        return None
    value = int(outline.get(f"{_W}val") or 9)
    return value + 1 if value < 9 else 0


def _apply(look: Style, properties: _Element, hidden: bool = False) -> tuple[Style, bool]:
    """A look with the properties of a `w:rPr` element laid over it."""
    if properties is None:
        return look, hidden
    for child in properties:
        value = child.get(f"{_W}val")
        match child.tag.removeprefix(_W) if isinstance(child.tag, str) else "":
            case "b":
                look = replace(look, bold=value not in _NOT)
            case "i":
                look = replace(look, italic=value not in _NOT)
            case "u":
                look = replace(look, underlined=value not in _NOT)
            case "sz" if value is not None and value.replace(".", "", 1).isdigit():
                look = replace(look, size=float(value) / 2)
            case "color":
                look = replace(look, color="" if value in (None, "auto", "000000") else str(value).lower())
            case "vanish":
                hidden = value not in _NOT
            case _:
                pass
    return look, hidden
