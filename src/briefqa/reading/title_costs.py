"""Points against a line's being a title, more of one, or one with its source behind it, by what is seen on the line."""

from __future__ import annotations

import re

from briefqa.reading.clues import Clues, is_broken
from briefqa.reading.lines import LIKELY_BREAK
from briefqa.reading.roles import HEADS, IMPOSSIBLE, MORE_WITH_SOURCE, Role
from briefqa.reading.setting import Setting
from briefqa.reading.source_costs import UNFINISHED

# What sections are called, and hardly any work.
_SECTION = re.compile(
    r"(?:Additional|Further|Key|More|Other|Related|Useful)\s(?:and\s\w+\s)?(?:articles|contacts|documents|information|links|"
    r"organi[sz]ations|papers|publications|reading|reports|research|resources|support|websites)",
    re.IGNORECASE,
)
_LONG = 300


def cost_of_title(_: Role, here: Clues, __: Setting) -> float:
    """Points against a title, or its first line."""
    return 1.0 + _against_source_behind(here) + _against_title(here.title_text, here) + _for_title(here)


def _against_source_behind(here: Clues) -> float:
    """Points against a title's being all of a line that a source seems to end, or to begin behind it."""
    behind = [found for found in (here.in_title, here.joined_in_title) if found is not None and found.likely]
    # Where the look changes and a source begins, the line is more than a title.
    if any(found.start in here.line.turns for found in behind):
        return 2.0
    ending = [found for found in behind if found.end >= len(here.title_text)]
    return 1.5 if any(found.date is not None or found.name != found.text for found in ending) else 0.0


def cost_of_more_title(_: Role, here: Clues, __: Setting) -> float:
    """Points against what goes on with a title."""
    cost = _against_title_text(here.title_text, here)
    cost += -6.0 if here.item and not here.line.gap and not here.line.text[0].isdigit() else 0.0
    cost += 1.0 if here.access_note else 0.0
    cost += 6.0 if here.likely_source else 2.0 if here.whole_source else 0.0
    cost += 4.0 if here.named else 0.0
    cost += 5.0 if here.address or here.elsewhere else 0.0
    cost += 3.0 if here.label or (here.people and not here.line.linked) else 0.0
    return cost - (1.0 if here.linked else 0.0) - (2.0 if here.noted else 0.0)


def cost_of_title_with_source(role: Role, here: Clues, _: Setting) -> float:
    """Points against a title, or more of one, with its source behind it on the line."""
    head = role in HEADS
    found = here.joined_in_title if head else here.in_title
    whole = (Role.TITLE_SOURCE, Role.MORE_SOURCE)
    if found is None or (not head and (found.end >= len(here.line.text)) != (role in whole)):
        return IMPOSSIBLE
    title = here.line.text[: found.start].rstrip()
    unlikely = here.likely_source or title.endswith((";", ":"))
    stopped = 4.0 if title.endswith(".") and not found.sure else 0.0
    cost = 0.5 if found.start in here.line.turns else 2.5
    cost += 0.0 if found.date or found.name != found.text else 2.0
    cost += (
        (0.0 if found.sure else 0.3 if found.likely else 2.0)
        + (4.0 if unlikely else 0.0)
        + stopped
        + (1.0 if head else 0.0)
    )
    if head and (here.divided or UNFINISHED.search(here.line.text)):
        cost -= 2.0
    if head and here.clearly_in_title:
        cost = 4.0 if unlikely else -1.0
    if role in MORE_WITH_SOURCE:
        return cost + _against_title_text(title, here)
    return cost + _against_title(title, here) + (-2.0 if here.line.linked else 0.0)


def _against_title(text: str, here: Clues) -> float:
    cost = _against_title_text(text, here)
    if text[:1].islower() and text[1:2] != text[1:2].upper():
        cost += 5.0
    if here.label:
        cost += 6.0
    wrapped = not here.line.gap and (here.line.fresh or 0.0) <= LIKELY_BREAK
    if (len(text) < 8 or (" " not in text and wrapped)) and not here.linked:
        cost += 2.0
    if here.address or here.access_note:
        cost += 6.0
    return cost


def _for_title(here: Clues) -> float:
    """Points for a line that is linked, as titles are, or ends in an access note; against one that is a source."""
    cost = 0.0
    if here.at_start is not None and here.whole_source:
        cost = 8.0 if here.at_start.sure else 3.0 if here.at_start.likely else 1.5
        cost -= 4.0 if here.linked else 0.0
    if here.line.linked:
        cost -= 3.0 if here.line.links else 2.0
    cost -= 2.0 if here.noted else 0.0
    if here.surely_front or here.notice or here.elsewhere:
        cost += 8.0
    elif here.front and not here.line.linked:
        cost += 1.0
    return cost


def _against_title_text(text: str, here: Clues) -> float:
    cost = 4.0 if is_broken(text) else 0.0
    if here.item:
        cost += 8.0
    if len(text) > _LONG:
        cost += 4.0
    if _SECTION.fullmatch(text) and not here.linked:
        cost += 3.0
    if here.labelled is not None:
        cost += 6.0
    return cost
