"""The automatic bullets and numbers in front of a Word file's paragraphs, which its text does not hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

# python-docx gives XML elements of its own classes, without types.
_Element: TypeAlias = Any
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Numbers beyond it are a damaged file's.
_MOST = 9_999
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
# Bullets that are letters or private signs of a symbol font.
_PLAIN_BULLETS = frozenset("-–—*•▪●○◦")


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one file, in order."""

    package: _Element
    _levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _styles: dict[str, tuple[str | None, int | None]] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    _used: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        for style in self.package.styles.element.iter(f"{_W}style"):
            based = style.find(f"{_W}basedOn")
            number, level = _number(style.find(f"{_W}pPr"))
            identifier = style.get(f"{_W}styleId") or ""
            self._styles[identifier] = (number, level)
            if number is None and based is not None:
                self._styles[identifier] = (f"style:{based.get(f'{_W}val')}", level)
        for relation in self.package.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                self._load(relation.target_part.element)

    def _load(self, root: _Element) -> None:
        for abstract in root.iter(f"{_W}abstractNum"):
            identifier = abstract.get(f"{_W}abstractNumId") or ""
            for level in abstract.iter(f"{_W}lvl"):
                self._levels[identifier, int(level.get(f"{_W}ilvl") or 0)] = _Level(
                    _value(level, "numFmt", "decimal"), _value(level, "lvlText", ""), int(_value(level, "start", "1"))
                )
        for number in root.iter(f"{_W}num"):
            identifier = number.get(f"{_W}numId") or ""
            self._abstract[identifier] = _value(number, "abstractNumId", "")
            for override in number.iter(f"{_W}lvlOverride"):
                start = _value(override, "startOverride", "")
                if start.isdigit():
                    self._restarts[identifier, int(override.get(f"{_W}ilvl") or 0)] = int(start)

    def label(self, paragraph: _Element, style: str) -> str:
        """What stands in front of a `w:p` element; "" where nothing does. Counts it."""
        number, level = _number(paragraph.find(f"{_W}pPr"))
        inherited, inherited_level = self._of_style(style)
        number = inherited if number is None else number
        level = level if level is not None else inherited_level or 0
        abstract = self._abstract.get(number or "", "")
        found = self._levels.get((abstract, level))
        if found is None or number is None or number == "0" or found.kind == "none":
            return ""
        if found.kind == "bullet":
            return found.text if found.text in _PLAIN_BULLETS else "•"
        self._count(number, abstract, level, found.start)
        return re.sub(r"%(\d)", lambda match: self._shown(abstract, int(match[1]) - 1), found.text)

    def _of_style(self, style: str) -> tuple[str | None, int | None]:
        number, level = self._styles.get(style, (None, None))
        for _ in range(20):
            if number is None or not number.startswith("style:"):
                return number, level
            number, inherited = self._styles.get(number.removeprefix("style:"), (None, None))
            level = inherited if level is None else level
        return None, None

    def _count(self, number: str, abstract: str, level: int, start: int) -> None:
        key = (abstract, level)
        restart = self._restarts.get((number, level))
        if restart is not None and (number, level) not in self._used:
            self._counts[key] = min(restart, _MOST)
        else:
            self._counts[key] = min(self._counts.get(key, start - 1) + 1, _MOST)
        self._used.add((number, level))
        for deeper in [found for found in self._counts if found[0] == abstract and found[1] > level]:
            del self._counts[deeper]

    def _shown(self, abstract: str, level: int) -> str:
        found = self._levels.get((abstract, level))
        if found is None:
            return ""
        count = self._counts.get((abstract, level), found.start)
        match found.kind:
            case "lowerLetter" | "upperLetter":
                letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
                return letters if found.kind == "lowerLetter" else letters.upper()
            case "lowerRoman" | "upperRoman":
                roman = _roman(count)
                return roman if found.kind == "lowerRoman" else roman.upper()
            case "decimalZero":
                return f"{count:02d}"
            case _:
                return str(count)


def _number(properties: _Element) -> tuple[str | None, int | None]:
    found = properties.find(f"{_W}numPr") if properties is not None else None
    if found is None:
        return None, None
    level = _value(found, "ilvl", "")
    return _value(found, "numId", "") or None, int(level) if level.isdigit() else None


def _value(node: _Element, name: str, otherwise: str) -> str:
    child = node.find(f"{_W}{name}")
    return otherwise if child is None else child.get(f"{_W}val") or otherwise


def _roman(number: int) -> str:
    result = ""
    for value, letters in _ROMAN:
        while number >= value:
            result += letters
            number -= value
    return result
