"""What a brief shows of its sources: names that stand unmistakably in it, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefqa.reading.dates import YEAR
from briefqa.reading.lines import LIKELY_BREAK, Line
from briefqa.reading.names import Names
from briefqa.reading.source_names import BODY_WORDS
from briefqa.reading.sources import at_start
from briefqa.reading.wrapped_sources import name_goes_on

# So many sources show whether they have authors, or a comma before the year.
_HABIT = 4
# A source that a year ends has so many characters at most.
_SHORT = 120
_YEAR_LAST = re.compile(rf"\b{YEAR}$")
# A year that nothing but a space parts from a name.
_YEAR_ALONE = re.compile(rf" {YEAR}\b")


def names_in(lines: Sequence[Line]) -> Names:
    """Names of publications that stand unmistakably in this brief: dated, and at the start of a line.

    A line that may go on from the one before may start in the middle of a name, and "Institute" is the end of one.
    """
    fresh = [
        line
        for before, line in pairwise((None, *lines))
        if line is not None
        and ((line.gap and not line.page_break) or (line.fresh or 0.0) >= LIKELY_BREAK)
        and (line.gap or line.fresh == 1.0 or before is None or not name_goes_on((before, line)))
    ]
    looked = [(line.text, at_start(line.text, turns=line.turns)) for line in fresh]
    found = [(text, match) for text, match in looked if match is not None and match.date]
    numbered = [match.authors is not None for _, match in found if match.sure and match.name != match.text]
    authored = len(numbered) >= _HABIT and sum(numbered) >= 0.75 * len(numbered)
    dated = [
        (line.text, at_start(line.text)) for line in lines if len(line.text) <= _SHORT and _YEAR_LAST.search(line.text)
    ]
    spaced = [_YEAR_ALONE.match(text, len(match.name)) is not None for text, match in dated if match is not None]
    parted = spaced.count(False) >= _HABIT and sum(spaced) <= 0.25 * len(spaced)
    names = frozenset(match.name for _, match in found if match.likely)
    return Names(names - BODY_WORDS, authored, parted)
