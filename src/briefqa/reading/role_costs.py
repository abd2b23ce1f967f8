"""Points against a line's playing a role, by what can be seen on the line itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from briefqa.reading.clues import Clues
from briefqa.reading.dates import is_date
from briefqa.reading.lines import LIKELY_BREAK
from briefqa.reading.roles import (
    FIELD_ROLES,
    FIELD_ROLES_BESIDES,
    IMPOSSIBLE,
    MORE_WITH_SOURCE,
    STARTS_ENTRY,
    TITLE_WITH_SOURCE,
    Field,
    Role,
)
from briefqa.reading.setting import Setting
from briefqa.reading.source_costs import cost_of_source, cost_of_source_head
from briefqa.reading.source_match import SourceMatch
from briefqa.reading.title_costs import cost_of_more_title, cost_of_title, cost_of_title_with_source

_NUMBERED_HEADING = re.compile(r"(?:section |part )?\d{1,2}(?:\.\d{1,2})*[.):]?\s+[\"'“‘(]*[A-Z]")
_ADDRESS_FIRST = re.compile(r"doi:?\s?10\.|https?://|www\.", re.IGNORECASE)
_POINTS = re.compile(r"(?:You can|See (?:also|our|the)|Please|Visit|For (?:further|more|other))\b")
_SENTENCES = re.compile(r"[.?!]\s")
# Titles go on behind a colon, a question or a dash as hardly a heading does.
_SUBTITLED = re.compile(r"[:?] \S")
_LONG_SUBTITLED = re.compile(r"[:?] \S| [–—-] \S")
_LONG_TITLE, _HEADING_WORDS = 7, 9
_LONG_HEADING = 100
_SHORT = 30
# What a label says holds against nearly everything else that a line looks like; and costs no more than this.
_MISLABELLED, _LABELLED, _LABELLED_WITH_MORE = 12.0, 1.0, 5.0
# A dash may be a sentence's.
_DASHED = 3.0


def cost_of(role: Role, here: Clues, setting: Setting) -> float:
    """Points against a line's playing a role; infinite where it cannot."""
    if role in STARTS_ENTRY:
        unopened = 2.5 if setting.counted and not here.line.counted else 0.0
    else:
        unopened = 6.0 if here.line.counted else 0.0
    cost = _COSTS[role](role, here, setting)
    field = here.line.field
    if field is None:
        return unopened + cost
    if role in FIELD_ROLES[field]:
        # Behind a date the abstract may follow on the line.
        dated = here.at_start is not None and here.at_start.date is not None and not here.whole_source
        return _LABELLED_WITH_MORE if role is Role.SOURCE and dated else min(cost, _LABELLED)
    if role in FIELD_ROLES_BESIDES.get(field, ()):
        return cost
    return cost + (_DASHED if field is Field.BEHIND_DASH else _MISLABELLED)


def _cost_of_note(role: Role, here: Clues, _: Setting) -> float:
    return (1.5 if role is Role.ABSTRACT_NOTE else 0.0) if here.access_note else IMPOSSIBLE


def _cost_of_link(role: Role, here: Clues, _: Setting) -> float:
    # It stands below the title more often than behind the abstract.
    return (1.0 if role is Role.ABSTRACT_LINK else 0.0) if here.address else IMPOSSIBLE


def _cost_of_authors(_: Role, here: Clues, __: Setting) -> float:
    return 0.5 if here.people else IMPOSSIBLE


def _cost_of_last_authors(_: Role, __: Clues, ___: Setting) -> float:
    return IMPOSSIBLE  # but where a label says so


def _cost_of_last_source(_: Role, here: Clues, __: Setting) -> float:
    return -2.0 if here.labelled is not None else IMPOSSIBLE


def _cost_of_rest(role: Role, here: Clues, _: Setting) -> float:
    """What goes with a source that another line begins was weighed there."""
    return 0.0 if role in here.rests else IMPOSSIBLE


def _cost_of_abstract(role: Role, here: Clues, setting: Setting) -> float:
    torn = role is not Role.ABSTRACT_MORE and here.torn
    titled = bool(setting.title) and here.line.gap and here.line.text.casefold().strip() == setting.title
    # A section that only points elsewhere begins so, and an abstract seldom.
    points = role is Role.ABSTRACT and _POINTS.match(here.line.text) is not None
    cost = _against_abstract(here) + _against_source_in_abstract(here)
    cost += 1.5 if role is Role.PARAGRAPH and here.notice else 0.0
    cost += 5.0 if here.elsewhere else 0.0
    return cost + (4.0 if torn else 0.0) + (2.0 if points else 0.0) + (3.0 if titled else 0.0)


def _cost_outside(role: Role, here: Clues, setting: Setting) -> float:
    if here.elsewhere and role in (Role.BACK, Role.POINTER):
        return 0.3
    if role is Role.FRONT:
        own = bool(setting.title) and here.line.text.casefold().strip() == setting.title
        odd = (5.0 if here.sourced else 0.0) + (2.0 if here.linked else 0.0) + (3.0 if here.label else 0.0)
        odd += 1.5 if here.bare_first else 0.0
        return 0.2 if here.front or own else 1.3 + odd
    if role is Role.BACK:
        odd = (5.0 if here.sourced else 0.0) + (3.0 if here.linked else 0.0)
        return 0.5 if here.front or here.notice else 5.0 + odd
    odd = (5.0 if here.sourced and not here.front else 0.0) + (5.0 if here.access_note else 0.0)
    odd += (2.0 if here.undated and not here.terminal else 0.0) + (2.0 if here.line.linked else 0.0)
    # A section that only points elsewhere says so; an address alone stands below a title.
    odd += 2.0 if here.address else 3.0 if here.bare_first else 0.0
    odd += 2.0 if role is Role.POINTER and here.line.gap and here.speechless and not here.bare else 0.0
    return (0.5 if here.front else 3.0) + odd


def _cost_of_heading(_: Role, here: Clues, setting: Setting) -> float:
    text = here.line.text
    numbered = _NUMBERED_HEADING.match(text) is not None
    if len(text) > _LONG_HEADING or text[-1] in ".,;" or (here.item and not numbered) or here.address:
        return IMPOSSIBLE
    if here.access_note or here.noted:
        return IMPOSSIBLE
    cost = 3.0 if setting.has_contents else 2.0 if setting.numbered and not numbered else 0.7
    cost += 8.0 if here.surely_front or here.notice or here.elsewhere else 0.0
    cost += _against_label_as_heading(here)
    cost += 1.0 if here.wraps and here.line.fresh != 1.0 else 0.0
    cost += 3.0 if here.linked or here.line.linked else 0.0
    cost += 2.0 if here.terminal else 0.0
    cost += 3.0 if _SENTENCES.search(text) and not numbered else 0.0
    cost += 2.0 if len(text) > 60 else 0.0
    if here.bare and not numbered:
        words = len(text.split())
        if words >= _LONG_TITLE:
            cost += 3.0 if _LONG_SUBTITLED.search(text) else 0.0
        else:
            cost += 1.5 if _SUBTITLED.search(text) else 0.0
        cost += 2.0 if words > _HEADING_WORDS else 0.0
    # A year can be a heading, but behind a title it is the date of the entry.
    cost += 4.0 if here.whole_source else 3.0 if is_date(text) else 0.0
    cost += 8.0 if text[:2].islower() else 0.0
    cost += 2.0 if here.named or here.people else 1.5 if here.undated else 0.0
    cost += _against_source_in_heading(here)
    if numbered:
        cost += 0.0 if here.line.style.bold or text.isupper() else 2.0
    cost -= 3.0 if here.line.style.level else 0.0
    if setting.title and text.casefold().strip() == setting.title:
        cost += 3.0
    return cost


def _against_label_as_heading(here: Clues) -> float:
    """Points against a heading that says what parts of abstracts are called; a section may be named by one word."""
    return 4.0 if here.label and (":" in here.line.text or here.terminal) else 0.0


def _against_source_in_heading(here: Clues) -> float:
    """Points against a heading that holds a source behind other words; most where that is dated and ends it."""
    found = here.in_title
    if found is None or _against_holding(found) <= 2.0:
        return 0.0
    return 5.0 if found.date is not None and found.end >= len(here.line.text) else 3.0


def _against_abstract(here: Clues) -> float:
    cost = 0.0
    cost += 4.0 if here.linked else 2.0 if here.line.linked else 0.0
    cost += 4.0 if here.named or here.noted else 2.0 if here.undated else 0.0
    cost += 4.0 if here.access_note else 0.0
    # What a source ends in, wrapped, starts a line.
    cost += 3.0 if here.address else 2.0 if _ADDRESS_FIRST.match(here.line.text) else 0.0
    cost += 3.0 if here.labelled is not None or is_date(here.line.text) else 0.0
    apart = here.line.gap or (here.line.fresh or 0.0) >= LIKELY_BREAK
    if here.bare_first:
        # An abstract may ask, but seldom in a paragraph of its own, as titles do.
        cost += 3.0 if here.terminal and here.bare_last else 4.5
    elif apart and not here.terminal and not here.wraps and not here.item and len(here.line.text) <= 160:
        # The shorter, the likelier it is a heading or a title; and in capitals throughout it is hardly anything else.
        short = len(here.line.text) <= _SHORT or here.nameable
        cost += 5.0 if short and not _SENTENCES.search(here.line.text) else 3.0
    elif apart and not here.wraps and here.line.text.endswith("?") and not _SENTENCES.search(here.line.text):
        cost += 1.5
    if here.line.style.level:
        cost += 4.0
    return cost


def _against_source_in_abstract(here: Clues) -> float:
    apart = here.line.gap or (here.line.fresh or 0.0) >= LIKELY_BREAK
    if here.likely_source:
        return 6.0
    held = (_against_holding(found) for found in (here.at_start, here.in_title) if found is not None)
    cost = max(3.0 if here.whole_source else 0.0, *held, 0.0)
    if here.at_start is not None and here.at_start.sure and here.at_start.name != here.at_start.text and apart:
        return 5.0
    wrapped = (here.joined, here.joined_in_title)
    told = (found for found in wrapped if found is not None and (found.sure or found.authors or here.divided))
    broken_off = any(found.date for found in told)
    return max(cost, 5.0) if broken_off and here.line.gap else cost


def _against_holding(found: SourceMatch) -> float:
    if found.date or found.doi or found.authors:
        detailed = found.date is not None and found.name != found.text
        return (6.0 if detailed else 5.0) if found.sure else 2.5 if found.likely else 0.0
    return 2.5 if found.sure and found.name != found.text else 0.0


_COSTS: Mapping[Role, Callable[[Role, Clues, Setting], float]] = {
    **dict.fromkeys((Role.FRONT, Role.POINTER, Role.BACK), _cost_outside),
    Role.HEADING: _cost_of_heading,
    Role.TITLE: cost_of_title,
    Role.TITLE_MORE: cost_of_more_title,
    **dict.fromkeys((Role.TITLE_NOTE, Role.SOURCE_NOTE, Role.ABSTRACT_NOTE), _cost_of_note),
    **dict.fromkeys((Role.TITLE_LINK, Role.SOURCE_LINK, Role.ABSTRACT_LINK), _cost_of_link),
    Role.AUTHORS: _cost_of_authors,
    Role.SOURCE_HEAD: cost_of_source_head,
    **dict.fromkeys((Role.SOURCE_MORE, Role.SOURCE_REST, Role.SOURCE_REST_ABSTRACT), _cost_of_rest),
    **dict.fromkeys((Role.SOURCE, Role.SOURCE_ABSTRACT), cost_of_source),
    **dict.fromkeys(TITLE_WITH_SOURCE | MORE_WITH_SOURCE, cost_of_title_with_source),
    **dict.fromkeys((Role.ABSTRACT, Role.ABSTRACT_MORE, Role.PARAGRAPH), _cost_of_abstract),
    Role.SOURCE_LAST: _cost_of_last_source,
    Role.AUTHORS_LAST: _cost_of_last_authors,
}
