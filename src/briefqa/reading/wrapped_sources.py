"""Sources that a margin parts: on a line and the one or two that follow it, by themselves or behind a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefqa.reading.access_notes import is_access_note
from briefqa.reading.authors import is_authors
from briefqa.reading.dates import ends_in_month, starts_with_year
from briefqa.reading.lines import LIKELY_BREAK, Line, join
from briefqa.reading.links import is_address
from briefqa.reading.names import CONNECTORS, Names
from briefqa.reading.source_details import details_start
from briefqa.reading.source_match import SourceMatch
from briefqa.reading.source_names import BODY_WORDS, OPENS_ORGANISATION
from briefqa.reading.sources import at_end_of_title, at_start
from briefqa.reading.undated_sources import is_undated, is_undated_journal, undated

# A source that takes two lines has a date, or volume and pages.
_DIGIT = re.compile(r"\d")
_VOLUME_LAST = re.compile(r"\s\d{1,4}(?:\s?\([^()]{1,40}\))?[.,;]?$")
# Neither a title nor a name ends in it.
_POSSESSIVE = re.compile(r"[A-Z][\w-]*(?:['’]s|s['’])")
# So many characters behind a source may be the beginning of a date or address that goes on in the next line.
_LOOSE_END = 50
# A line of a source that goes on in the next is no longer, and a source takes no more lines.
_LONGEST_SOURCE, _MOST_LINES = 200, 3


def runs_on(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """A line with the one, and the two, that a source on it may go on in; the longer first. A note ends it."""
    runs: list[Sequence[Line]] = []
    for count, line in enumerate(lines[1:_MOST_LINES], start=2):
        before = lines[count - 2].text
        parted = (line.gap and not line.page_break) or line.fresh == 1.0
        if parted or len(before) > _LONGEST_SOURCE or is_access_note(before):
            break
        runs.insert(0, lines[:count])
    return runs


def wrapped(runs: Sequence[Sequence[Line]], started: SourceMatch | None, known: Names) -> SourceMatch | None:
    """The source that a line and the next ones make together, where the last one's start belongs to it."""
    for lines in runs:
        text = lines[0].text
        # A month that ends a line is a date's, whose year is to follow at once.
        if ends_in_month(text) and not starts_with_year(lines[1].text):
            return None
        if started is not None and len(text) - started.end > _LOOSE_END and not _date_goes_on(lines):
            return None
        if not any(_DIGIT.search(line.text) for line in lines):
            continue
        found = at_start(join(lines), known)
        if found is None or not _is_told(found, lines) or not _ends_on_last(found, lines):
            continue
        if started is not None and started.date is not None and found.name != started.name:
            continue
        if _stands_alone(lines, known, numbered=_DIGIT.search(lines[0].text) is not None):
            continue
        if not found.likely and (_is_source(lines[-1], known) or _ends_title(lines, known)):
            # A title on the lines before, and below it the source by itself, or behind its last words.
            continue
        return found
    return None


def _is_source(line: Line, known: Names) -> bool:
    """Whether a line is nothing but a source with a date, and told by more than capitals."""
    alone = at_start(line.text, known)
    return alone is not None and alone.likely and alone.date is not None and alone.end >= len(line.text)


def _ends_title(lines: Sequence[Line], known: Names) -> bool:
    """Whether a title ends on the last of the lines, with a source behind it that is told by more than capitals."""
    behind = at_end_of_title(join(lines), known)
    return behind is not None and behind.sure and behind.start > len(join(lines[:-1])) + 1


def _stands_alone(lines: Sequence[Line], known: Names, *, numbered: bool) -> bool:
    """Whether the second line is a source by itself; then what stands on the first is the title's.

    No name holds a number, and none is parted where its writer ended a line.
    """
    alone = at_start(lines[1].text, known)
    if alone is None or not alone.likely or alone.name in BODY_WORDS:
        return False
    fresh = (lines[1].fresh or 0.0) >= LIKELY_BREAK and not lines[1].page_break
    parted = fresh and not name_goes_on(lines)
    return parted or numbered or (alone.authors is not None and not _is_open_list(lines[0].text))


def _is_open_list(text: str) -> bool:
    """Whether a text is names of authors with a comma behind them, so that more are to come."""
    return text.endswith(",") and is_authors(text[:-1])


def _is_told(found: SourceMatch, lines: Sequence[Line]) -> bool:
    """Whether more than capitals tell a source that goes over several lines."""
    dated = found.authors is not None or lines[0].text.startswith(f"{found.name},") or name_goes_on(lines)
    if found.date is not None and dated:
        return True
    if found.date is None and not found.sure:
        # "Workforce Plans and Trends", and below it nothing but a DOI, is a title.
        alone = is_address(lines[-1]) and not lines[-2].text.endswith(".")
        return found.doi is not None and not alone and is_undated(join(lines))
    return found.likely


def name_goes_on(lines: Sequence[Line]) -> bool:
    """Whether a name goes on from the first line on the second: "Sociology of", "Work,", "Queen's"; or "of Health"."""
    last, first = lines[0].text.rsplit(" ", 1)[-1], lines[1].text.split(" ", 1)[0]
    return last.endswith(",") or last in CONNECTORS or first in CONNECTORS or _POSSESSIVE.fullmatch(last) is not None


def is_divided(lines: Sequence[Line], found: SourceMatch, known: Names) -> bool:
    """Whether the name of a source behind a title surely goes on in the next line: neither half of it is one.

    "Institute for Apprenticeships / and Technical Education", "Queen's / Nursing Institute", "Centre for Better /
    Ageing", "Children's Hospices / Association".
    """
    begun = lines[0].text[found.start :]
    rest = found.name[len(begun) :].lstrip()
    if not rest or not found.name.startswith(begun) or rest in known or begun in known or begun[0] in "([":
        return False
    opened = " " not in rest and OPENS_ORGANISATION.match(begun) is not None
    return opened or rest in BODY_WORDS or name_goes_on(lines)


def _date_goes_on(lines: Sequence[Line]) -> bool:
    """Whether a margin parted the month, at the end of the first line, from its year."""
    return ends_in_month(lines[0].text) and starts_with_year(lines[1].text)


def wrapped_undated(
    runs: Sequence[Sequence[Line]], started: SourceMatch | None, lines: Sequence[Line], known: Names
) -> SourceMatch | None:
    """The source without a date that a line and the next ones make: a journal's, or all of a paragraph by authors."""
    if started is not None and started.date is not None:
        return None
    for run in runs:
        text = join(run)
        if _numbered_inside(run):
            continue
        behind = lines[len(run)] if len(run) < len(lines) else None
        closed = behind is None or behind.gap or (behind.fresh or 0.0) >= LIKELY_BREAK
        if is_undated_journal(text, known) or (closed and is_undated(text, known) and undated(text).authors):
            return undated(text)
    return None


def _numbered_inside(lines: Sequence[Line]) -> bool:
    """Whether the name of a source would hold a number that ends a line: behind a volume no name goes on."""
    name = undated(join(lines)).text
    name = name[: details_start(name, len(name))]
    return any(_VOLUME_LAST.search(before.text) and name.endswith(line.text) for before, line in pairwise(lines))


def _ends_on_last(found: SourceMatch, lines: Sequence[Line]) -> bool:
    """Whether a source ends on the last of the lines it is read from."""
    return found.end > len(join(lines[:-1])) + len(lines[-1].joint)


def outside_link(line: Line, found: SourceMatch | None) -> SourceMatch | None:
    """A source behind a title, unless the title's link, or its underline, goes on over it."""
    if found is None or (line.style.underlined and not line.turns):
        return None
    return None if any(link.start <= found.start + 1 < link.end for link in line.links) else found


def wrapped_behind_title(runs: Sequence[Sequence[Line]], known: Names) -> SourceMatch | None:
    """The source that starts behind a title and goes on in the next line or two."""
    for lines in runs:
        if not any(_DIGIT.search(line.text) for line in lines):
            continue
        found = at_end_of_title(join(lines), known, lines[0].turns)
        # A name must have begun on the line; what starts on the next one is a source by itself.
        if found is None or not found.likely or not 0 < found.start < len(lines[0].text):
            continue
        if _stands_alone(lines, known, numbered=False):
            continue
        if _ends_on_last(found, lines) and (found.date is not None or found.sure):
            return found
    return None
