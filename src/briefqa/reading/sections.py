"""Which headings a line of a brief stands under."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from briefqa.reading.contents import heading_key
from briefqa.reading.lines import Line
from briefqa.reading.roles import Role

# Sections that close a brief and hold no research, whatever their place in the alphabet.
_CLOSING = frozenset(
    {
        "competency frameworks",
        "elearning",
        "guidance",
        "networks",
        "podcasts",
        "toolkits",
        "tools",
        "videos",
        "websites",
    }
)
_NUMBERS = re.compile(
    r"^(?:(?:section|part|chapter)\s+)?(?P<numbers>\d{1,2}(?:\.\d{1,2})*)\s?[.):–-]?\s+\S", re.IGNORECASE
)


def heading_name(line: Line) -> str:
    """A heading as printed, without the asterisk some carry."""
    return line.text.lstrip("*").strip()


def depths(headings: Sequence[Line], listed: Mapping[str, int] = MappingProxyType({})) -> list[int] | None:
    """How deep each heading is nested, from 1, by what the file says; None where all look alike.

    Levels of styles say it, then numbers ("1.1"), then the indents of the contents, then sizes and weights: larger,
    bolder headings contain others.

    Args:
        headings: in order.
        listed: how deep the contents say that headings are nested, by `heading_key`.
    """
    levels = [line.style.level for line in headings]
    if all(levels) and len(set(levels)) > 1:
        return levels
    numbers = [match["numbers"].count(".") + 1 if (match := _NUMBERS.match(line.text)) else 0 for line in headings]
    if len(set(numbers) - {0}) > 1:
        return [number or 1 for number in numbers]
    shown = [listed.get(heading_key(line.text), 0) for line in headings]
    if all(shown) and len(set(shown)) > 1:
        return shown
    looks = [(-line.style.size, not line.text.isupper(), not line.style.bold) for line in headings]
    ranks = {look: rank for rank, look in enumerate(sorted(set(looks)), start=1)}
    return [ranks[look] for look in looks] if 1 < len(ranks) <= 3 else None


def sections_of(roles: Sequence[Role]) -> list[list[int]]:
    """Positions of the lines of each section, its heading first; what stands before the first heading comes first."""
    sections: list[list[int]] = [[]]
    for position, role in enumerate(roles):
        if role is Role.HEADING:
            sections.append([])
        sections[-1].append(position)
    return [section for section in sections if section]


class SectionPath:
    """The headings around a line, outermost first.

    Where headings do not say how deep they are nested, a heading followed by another with nothing between contains
    it. Text alone does not say where such a container ends; in briefs its sub-headings run in alphabetical order (a
    general one such as "Reviews" may lead), so the first heading out of order stands alone again, and so do those
    that close most briefs.
    """

    def __init__(self) -> None:
        self._container: str | None = None
        self._latest: str | None = None
        self._members = 0
        self._open: list[tuple[int, str]] = []
        self.names: tuple[str, ...] = ()
        self.filled = True

    def enter(self, name: str, depth: int | None) -> None:
        """Pass a heading, as deep as the file says, or None."""
        if depth is not None:
            self._open = [(other, heading) for other, heading in self._open if other < depth]
            self._open.append((depth, name))
            self.names = tuple(heading for _, heading in self._open)
            return
        if not self.filled and len(self.names) == 1:
            self._container, self._members, self._latest = self.names[0], 0, None
        elif self._container is not None and (heading_key(name) in _CLOSING or not self._in_order(name)):
            self._container = None
        if self._container is not None:
            self._members += 1
            self._latest = name
        self.names = (self._container, name) if self._container is not None else (name,)
        self.filled = False

    def _in_order(self, name: str) -> bool:
        return self._members == 1 or self._latest is None or heading_key(name) > heading_key(self._latest)
