"""Lines that end in a date and stand between a title and its abstract: sources, however their names are spelled.

"Centre for ageing better, March 2021" has the small letters of a title, and shows what it is by its place alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefqa.reading.clues import Clues
from briefqa.reading.dates import DATED, date_of, is_label
from briefqa.reading.lines import LIKELY_BREAK, Line
from briefqa.reading.source_match import SourceMatch
from briefqa.reading.source_names import TITLE_WORDS
from briefqa.reading.undated_sources import undated

_LONGEST, _MOST_WORDS = 100, 12
# A title is more than so many words.
_FEW_WORDS = 2
# Parts of the kingdom publish nothing: in front of a date they end the name of a body.
_COUNTRIES = frozenset({"England", "Wales", "Scotland", "Northern Ireland", "Ireland", "UK"})
# What titles have, and names do not.
_TITLED = re.compile(r"[:?]|\s[–—-]\s")


def dated_line(text: str) -> SourceMatch | None:
    """A whole line as a source with a date behind a comma, however its name is spelled; None where no date ends it."""
    end = len(text.rstrip("."))
    last = next((found for found in DATED.finditer(text) if found.end() == end), None)
    if last is None or last[0].lstrip()[0] != "," or last.start() == 0:
        return None
    return replace(undated(text[: last.start()]), end=len(text), date=date_of(last))


def dated_below_titles(clues: Sequence[Clues]) -> set[int]:
    """Positions of the lines that are sources by their date and by the title and the text around them."""
    return {i for i in range(1, len(clues) - 1) if clues[i].at_start is None and _is_below_title(clues, i)}


def _is_below_title(clues: Sequence[Clues], position: int) -> bool:
    before, here, after = clues[position - 1 : position + 2]
    if not (_starts(here.line) and _starts(after.line)) or here.line.small or not _is_named(here):
        return False
    if after.whole_source or after.line.small or not _ends_title(before):
        return False
    return dated_line(here.line.text) is not None and _holds_no_other(here)


def _starts(line: Line) -> bool:
    return line.gap or (line.fresh or 0.0) >= LIKELY_BREAK


def _ends_title(before: Clues) -> bool:
    return before.bare_last or before.title_shaped or before.linked_throughout


def _is_named(here: Clues) -> bool:
    """Whether a line is as short as names are, and is none of an entry's or a brief's other parts."""
    text = here.line.text
    if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or is_label(text) or TITLE_WORDS.search(text):
        return False
    other = here.item or here.label or here.access_note or here.address or here.front or here.linked or here.broken
    return not (other or _TITLED.search(text))


def _holds_no_other(here: Clues) -> bool:
    """Whether no title with its source behind it takes up the line."""
    found = here.in_title
    if found is None:
        return True
    before = here.line.text[: found.start]
    return found.name in _COUNTRIES or len(before.split()) <= _FEW_WORDS
