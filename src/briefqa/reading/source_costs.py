"""Points against a line's being a source, or the beginning of one, by what can be seen on the line itself."""

from __future__ import annotations

import re

from briefqa.brief import MONTHS
from briefqa.reading.clues import Clues
from briefqa.reading.dates import is_date
from briefqa.reading.roles import IMPOSSIBLE, Role
from briefqa.reading.setting import Setting

# What a source breaks off after where it wraps: a word that joins, a month, a comma, "pp.".
UNFINISHED = re.compile(
    rf"\b(?:of|and|in|the|for|on|&|pp?\.?|vol\.?|no\.?|{'|'.join(MONTHS)}|Spring|Summer|Autumn|Winter|Published|online:?)$|[,:(]$"
    r"|[,.;] \d{1,2}(?:st|nd|rd|th)?$"
)


def cost_of_source_head(_: Role, here: Clues, __: Setting) -> float:
    """Points against a source that begins on a line and goes on in the next."""
    if here.joined is None or here.noted or here.access_note or here.address:
        return IMPOSSIBLE
    known = here.joined.sure and (here.joined.date is not None or here.joined.name != here.joined.text)
    cost = 3.0 - (1.0 if known else 0.0)
    words = here.line.text.split()
    if here.at_start is not None:
        # It is a source already, and the next line adds to it.
        return 0.3 if here.joined.name == here.at_start.name and here.joined.start == here.at_start.start else 3.0
    open_bracket = here.line.text.count("(") > here.line.text.count(")")
    if open_bracket or UNFINISHED.search(here.line.text) or here.line.text.startswith(here.joined.name):
        cost -= 3.0
    if here.joined.authors is not None or here.joined.doi is not None:
        cost -= 2.0
    if here.joined.date is None and here.joined.name == here.joined.text:
        cost -= 1.5
    small = words[0].islower() and here.joined.authors is None
    return cost + (4.0 if here.linked else 0.0) + (4.0 if small else 0.0)


def cost_of_source(role: Role, here: Clues, _: Setting) -> float:
    """Points against a source that takes up a line, or begins one that goes on with the abstract."""
    if role is Role.SOURCE and not here.whole_source:
        return _cost_of_undated_source(here)
    if here.at_start is None or here.whole_source != (role is Role.SOURCE):
        return IMPOSSIBLE
    if not here.at_start.likely and here.in_title is not None and here.in_title.likely:
        # The title's words before a source that is one make no better source.
        return 5.0
    if here.joined is not None and here.joined.name == here.at_start.name and _date_follows(here):
        return 3.5
    goes_on = 3.0 if role is Role.SOURCE and here.line.text.endswith(",") else 0.0
    linked = 3.0 if here.linked and here.at_start.doi is None and here.at_start.url is None else 0.0
    unsure = 0.0 if here.at_start.likely or here.at_start.sure else 0.7
    return goes_on + linked + unsure + (0.0 if here.at_start.date else 1.5)


def _cost_of_undated_source(here: Clues) -> float:
    if is_date(here.line.text):
        return 1.5
    if here.undated:
        return 4.5 if here.linked else 3.5 if _date_follows(here) else 1.5
    if here.dated_below:
        return 3.0
    # A mere name is told from a title or a sentence only where the file keeps source lines apart, or the title's case.
    apart = here.line.gap or here.line.fresh is not None or here.named_below
    other = here.terminal or here.item or here.label or here.access_note or here.torn
    if here.linked or here.line.linked or not apart or other:
        return IMPOSSIBLE
    if here.nameable:
        return 3.0
    sentence = here.broken or here.wraps
    return 4.0 if here.line.fresh == 1.0 and len(here.line.text) <= 100 and not sentence else IMPOSSIBLE


def _date_follows(here: Clues) -> bool:
    """Whether the date that a source lacks stands on the next line."""
    return here.joined is not None and here.joined.date is not None and not (here.at_start and here.at_start.date)
