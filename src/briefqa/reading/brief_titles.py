"""What a brief is called, by the look and the words of its first lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefqa.brief import PartialDate
from briefqa.reading.dates import DAY_OR_MONTH, LABEL, YEAR, find_date
from briefqa.reading.front import date_line, is_front_matter
from briefqa.reading.lines import LIKELY_BREAK, Line

_TITLED = re.compile(r"^evidence brief\s*[:–—|-]\s*(?P<title>\S.*)$", re.IGNORECASE)
_GENRE = re.compile(r"^(?:an? )?evidence briefs?(?:,? (?:no\.?|number|issue)?\s?\d+)?$", re.IGNORECASE)
# Where a title breaks off at a line's end: "Nurses from Abroad:", "Recruitment of".
_UNFINISHED = re.compile(r"(?:[,:&–—-]|\b(?:of|and|in|the|for|on|to|with|by|at|a|an|from|or))$")
_PHRASE_ENDS = re.compile(r"[^\W\d_]{3}\.\s+[A-Z]")
_MAX_TITLE = 150
# "Menopause at Work Evidence Brief", "Menopause at Work: Evidence Brief".
_TITLED_BEHIND = re.compile(r"^(?P<title>\S.*?)\s*[,:|–—-]?\s+(?:An )?(?:Evidence Brief|EVIDENCE BRIEF)$")
_SPEAKS_OF_BRIEF = re.compile(
    r"^(?:about|how|using|why|what|welcome)\b|\b(?:this|the|our|your|an?|each|every|of|to)$", re.IGNORECASE
)
# So many of the first lines may name the brief so.
_FIRST_LINES = 6
# The date of an edition behind the title.
_DATE_BEHIND = re.compile(
    rf"(?:\s*[,;|–—-]\s+|\s*(?P<open>[\[(])|\s+)(?P<date>(?:{LABEL}\s*:?\s*)?"
    rf"(?P<month>(?:{DAY_OR_MONTH.pattern}(?:\s?[-–/&]\s?{DAY_OR_MONTH.pattern})?,?\s)?){YEAR})[\])]?$"
)
# Who made a brief, which may stand on top of it with the date.
_MAKER = re.compile(r"\b(?:NHS|Hospitals?|Librar(?:y|ies)|Services?|Team|Trust|University)\b")


def without_date(title: str) -> tuple[str, PartialDate | None]:
    """A title without the date of the edition behind it, and that date or None.

    A year alone must be parted from the title: "Workforce 2030" is all title.
    """
    match = _DATE_BEHIND.search(title)
    rest = title[: match.start()].rstrip(" ,;:|–—-") if match else ""
    if match is None or not rest:
        return title, None
    parted = match["open"] or title[match.start() : match.start("date")].strip()
    return (rest, find_date(match["date"])) if match["month"] or parted else (title, None)


def untitled_parts_removed(title: str) -> str:
    """A running header's or first line's title without the date, or the words "Evidence Brief", beside it."""
    parts = [part.strip() for part in title.split("|")]
    kept = [part for part in parts if part and find_date(part) is None and not _GENRE.match(part)]
    return kept[0] if len(parts) > 1 and kept else title


def title_from(lines: Sequence[Line]) -> str | None:
    """The brief's title from the look of its first lines: named as one, or set larger than all others."""
    for position, line in enumerate(lines):
        named = _TITLED.match(line.text)
        if named:
            return named["title"] + _same_heading(lines, position)
    behind = next(filter(None, (_before_genre(line.text) for line in lines[:_FIRST_LINES])), None)
    if behind:
        return behind
    for position, line in enumerate(lines):
        found = _beside_genre(lines, position) if _GENRE.match(without_date(line.text)[0]) else None
        if found:
            return found
    sizes = [line.style.size for line in lines if line.style.size]
    if sizes and max(sizes) > min(sizes):
        largest = next(i for i, line in enumerate(lines) if line.style.size == max(sizes))
        if len(lines[largest].text) <= 150:
            return lines[largest].text + _same_heading(lines, largest)
    return _plain_title(lines, 0) if lines else None


def _before_genre(text: str) -> str | None:
    """The title in front of the words "Evidence Brief", with the date that stands behind them."""
    named = _TITLED_BEHIND.match(without_date(text)[0])
    if (
        named is None
        or len(text) > _MAX_TITLE
        or is_front_matter(named["title"])
        or _SPEAKS_OF_BRIEF.search(named["title"])
    ):
        return None
    return f"{named['title']}{text[named.end() :]}"


def _beside_genre(lines: Sequence[Line], position: int) -> str | None:
    """The title below a line that says "Evidence Brief", or above it where that is larger, or no title stands below."""
    start = position - 1
    while start > 0 and _goes_on(lines[start - 1], lines[start]):
        start -= 1
    above = _plain_title(lines, start) if position else None
    below = _plain_title(lines, position + 1) if position + 1 < len(lines) else None
    if above and below and lines[start].style.size > lines[position + 1].style.size:
        return above
    return below or above


def _plain_title(lines: Sequence[Line], position: int) -> str | None:
    """The title that starts on a line, if it can be one: no sentence, no date, not who made the brief."""
    printed = lines[position].text + _same_heading(lines, position)
    title, _ = without_date(printed)
    if title != printed and _MAKER.search(title):
        title = printed
    parts_of_text = len(title) > _MAX_TITLE or title.endswith((".", ";", ",")) or _PHRASE_ENDS.search(title)
    return None if parts_of_text or is_front_matter(title) or date_line(title) else printed


def _same_heading(lines: Sequence[Line], position: int) -> str:
    """The rest of a title that is set on two lines."""
    rest = ""
    for before, line in pairwise(lines[position : position + 3]):
        if not _goes_on(before, line):
            break
        rest += f" {line.text}"
    return rest


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a title goes on with the next line: in the same size or, where the file has none, in mid-phrase."""
    alike = (line.style.size, line.style.level) == (before.style.size, before.style.level)
    if line.gap or (line.fresh or 0.0) >= 1.0 or not alike:
        return False
    if line.style.size:
        return True
    unfinished = _UNFINISHED.search(before.text) or line.small or (line.fresh is not None and line.fresh < LIKELY_BREAK)
    return bool(unfinished) and not is_front_matter(line.text) and date_line(line.text) is None
