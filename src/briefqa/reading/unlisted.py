"""Lines that stand by themselves where the contents should name them if they were headings: rather titles of entries.

A title without a source and an abstract looks like a heading, or like all that a section says. Contents that name
every other heading speak against the one, and so does a listed heading right below it. Headings that contents leave
out as a level of their own come several to a section, the first of them right below the section's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from briefqa.reading.clues import Clues
from briefqa.reading.names import capitalised_share
from briefqa.reading.roles import ENTRY_ENDS, IN_ABSTRACT, OUTSIDE, STARTS_ENTRY, Role
from briefqa.reading.setting import Setting

_NO_TITLE = OUTSIDE | IN_ABSTRACT | {Role.BACK}
# What one work is, by the last word of its title; sections hold several.
_RESOURCE = re.compile(
    r"\b(?:animation|app|checklist|course|e-?learning|factsheet|film|handbook|infographic|leaflet|podcast|toolkit|video|"
    r"webinar|workbook)$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r",| (?:and|or|&) ")
# Such a title has so many words at least, and so few of them in capitals.
_WORDS, _CAPITALS = 3, 0.5
# So many headings show that the contents name all.
_HABIT = 4
# More headings than these that the contents leave out may be a level of their own.
_FORGOTTEN, _UNLISTED = 2, 6.0


def unlisted_titles(clues: Sequence[Clues], roles: Sequence[Role], setting: Setting) -> frozenset[int]:
    """Positions of lines that were taken for a heading, or for all of a section, and are rather titles."""
    if not setting.has_contents or len(setting.headings) < _HABIT:
        return frozenset()
    found = [i for i, role in enumerate(roles) if i and role is Role.HEADING and i not in setting.headings]
    level = _level(found, setting)
    strays = [i for i in found if i not in level and _over_entry(clues, roles, setting.headings, i)]
    few = len(found) <= _FORGOTTEN and len(setting.headings) >= _HABIT * len(found)
    told = {i for i in strays if few or clues[i].bare or (i + 1 < len(roles) and i + 1 in setting.headings)}
    return frozenset(told | {i for i, role in enumerate(roles) if role is Role.POINTER and _is_all(clues, setting, i)})


def resource_titles(clues: Sequence[Clues], roles: Sequence[Role], setting: Setting) -> frozenset[int]:
    """Positions of what was taken for a heading and is called as one work is: "Menopause awareness e-learning".

    Only between a heading and an entry, where no contents, number or style says what is a heading.
    """
    if setting.has_contents:
        return frozenset()
    nested = [i for i in range(1, len(roles) - 1) if roles[i] is roles[i - 1] is Role.HEADING]
    return frozenset(
        i for i in nested if i not in setting.headings and roles[i + 1] in STARTS_ENTRY and _is_one_work(clues[i])
    )


def _is_one_work(here: Clues) -> bool:
    text = here.line.text
    shaped = len(text.split()) >= _WORDS and capitalised_share(text) <= _CAPITALS and not here.line.style.level
    return shaped and _RESOURCE.search(text) is not None and _SEVERAL.search(text) is None


def with_titles(own: Sequence[Mapping[Role, float]], positions: AbstractSet[int]) -> Sequence[Mapping[Role, float]]:
    """The costs of roles with points against what a line that stands by itself, and is no heading, hardly is."""
    result = list(own)
    for i in positions:
        result[i] = {role: cost + (_UNLISTED if role in _NO_TITLE else 0.0) for role, cost in own[i].items()}
    return result


def _level(found: Sequence[int], setting: Setting) -> frozenset[int]:
    """Headings that the contents leave out as a level: several in a section, the first right below its heading."""
    sections: dict[int, list[int]] = {}
    for i in found:
        sections.setdefault(max((listed for listed in setting.headings if listed < i), default=-1), []).append(i)
    parted = [inner for listed, inner in sections.items() if len(inner) > 1 and (listed < 0 or inner[0] == listed + 1)]
    return frozenset(i for inner in (sections.values() if parted else ()) for i in inner)


def _over_entry(clues: Sequence[Clues], roles: Sequence[Role], headings: AbstractSet[int], position: int) -> bool:
    """Whether a line stands where a title could: between entries, and above another or some text, or last."""
    if roles[position - 1] not in ENTRY_ENDS and roles[position - 1] is not Role.HEADING:
        return False
    if position + 1 == len(roles):
        return clues[position].bare or position - 1 in headings
    below = roles[position + 1]
    return below in STARTS_ENTRY or below in (Role.HEADING, Role.POINTER)


def _is_all(clues: Sequence[Clues], setting: Setting, position: int) -> bool:
    """Whether a line is all that stands between two listed headings, and neither a sentence nor points elsewhere."""
    if position - 1 not in setting.headings or position + 1 not in setting.headings:
        return False
    here = clues[position]
    return not (here.terminal or here.item or here.front or here.points or here.says_nothing_found or here.sourced)
