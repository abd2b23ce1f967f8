"""Sections in front of the first entries, and behind the last, that are matter: key points, how one searched.

Below their headings stand paragraphs, lists or rows of a table that may be shaped as entries are. Nothing in them is
any entry's: no source, link, number or access note, though the brief's other entries have them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from briefqa.reading.clues import Clues
from briefqa.reading.contents import heading_key
from briefqa.reading.roles import ENTRY_ENDS, HEADS, IN_ABSTRACT, IN_TITLE, STARTS_ENTRY, Role
from briefqa.reading.sections import sections_of

# What such sections are called.
_NAMED = re.compile(
    r"(?:(?:the|our) )?(?:(?:key|main) (?:points?|messages?|findings?|facts?|themes?|headlines?)|headlines?|"
    r"(?:executive |plain[- ]language )?summary(?: of (?:the )?(?:evidence|findings))?|at a glance|in brief|"
    r"about (?:(?:this|our) .*|us|the (?:authors?|brief|service|library|team))|(?:how|what) (?:we|you) .*|"
    r"how (?:this|the) (?:brief|list|search|evidence) .*|how to (?:use|cite|get|contact|order|reach) .*|"
    r"what (?:does )?the evidence (?:says?|shows?|tells? us)|(?:literature )?search (?:strategy|methods?|terms|details|"
    r"history|process|approach)|(?:our )?method(?:s|ology)?|(?:sources|databases) (?:searched|used|consulted)|"
    r"disclaimers?|acknowledge?ments?|thanks|glossary|abbreviations|acronyms|limitations|caveats|feedback|copyright|"
    r"contacts?(?: us| details)?|terms of use|(?:need|getting|get|further|more) help|your (?:views|feedback)|"
    r"version (?:history|control)|document (?:control|history))\W*",
    re.IGNORECASE,
)
# So many entries show what a brief's entries have.
_HABIT, _MOST = 5, 0.9
_SOURCED = frozenset(Role) - IN_TITLE - IN_ABSTRACT - {Role.FRONT, Role.HEADING, Role.POINTER, Role.BACK}
_ENTRIES = ENTRY_ENDS | STARTS_ENTRY | HEADS


def matter_headings(clues: Sequence[Clues], roles: Sequence[Role]) -> dict[int, bool]:
    """Positions of the headings of such sections that were taken for entries; whether they are surely such.

    They must be called so, or their lines lack what nearly all of the brief's entries begin with: a link or a number.
    """
    sections = sections_of(roles)
    found: dict[int, bool] = {}
    for ordered in (sections, sections[::-1]):
        for section in ordered:
            if any(_is_entrys(clues[i], roles[i]) for i in section):
                break
            if roles[section[0]] is Role.HEADING and any(roles[i] in _ENTRIES for i in section):
                found[section[0]] = _NAMED.fullmatch(heading_key(clues[section[0]].line.text)) is not None
    inside = {i for section in sections if section[0] in found for i in section}
    titles = [here for i, here in enumerate(clues) if roles[i] in STARTS_ENTRY and i not in inside]
    if not titles:
        return {}
    usual = max(sum(here.line.counted for here in titles), sum(here.line.linked for here in titles))
    told = usual >= max(_HABIT, _MOST * len(titles))
    return {heading: named for heading, named in found.items() if named or told}


def without_matter(roles: Sequence[Role], headings: Container[int]) -> list[Role]:
    """The roles, where all that stands below some headings belongs to no entry."""
    result = list(roles)
    for section in sections_of(roles):
        if section[0] in headings:
            result[section[0] + 1 : section[-1] + 1] = [Role.POINTER] * (len(section) - 1)
    return result


def _is_entrys(here: Clues, role: Role) -> bool:
    """Whether a line has what entries have and other text hardly."""
    # An item of a list may be dated: "1. Medline, from January 2014".
    if role not in _ENTRIES or here.item:
        return False
    return role in _SOURCED or here.line.counted or here.line.linked or here.noted or here.likely_source
