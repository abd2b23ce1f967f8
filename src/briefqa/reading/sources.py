"""Recognising where and when something was published: `BMC Medicine 22(1), 2024`, `NHS England, May 2023`.

A source is perhaps authors, a name, perhaps a volume, issue, supplement, ISSN and pages, nearly always a date, and
perhaps a DOI, an address or an access note behind. It may fill a line, start one that goes on with the abstract, or
stand behind a title. The date (or, without one, volume and pages) anchors it: the name is what stands before, and
whatever of the kinds named follows belongs to it. Where a name starts in the middle of a line is told by what the
file says (a link or a font that ends there), by names met elsewhere in the same brief, by well-known publishers and
the words that journals' names begin with, and last by its capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefqa.brief import PartialDate
from briefqa.reading.access_notes import NOTE
from briefqa.reading.authors import (
    authors_before,
    is_authors,
    split_authors,
    split_open_authors,
)
from briefqa.reading.dates import (
    BRACKETED_DATE,
    YEAR,
    date_of,
)
from briefqa.reading.names import (
    JOURNAL,
    NO_NAMES,
    Names,
    goes_on,
)
from briefqa.reading.source_details import (
    DIGIT,
    anchors_in,
    details_start,
    numbers_behind,
)
from briefqa.reading.source_match import SourceMatch, source_at
from briefqa.reading.source_names import (
    ABBREVIATED,
    INITIALS_RUN,
    MAX_NAME,
    holds_title,
    name_start,
    runs_into_sentence,
    stands_alone,
    starts_sentence,
)
from briefqa.reading.undated_sources import is_undated, undated

# Several, or one whose name is long enough to be none of a journal's short words: "Thomas P".
_PEOPLE = re.compile(r"[,;]\s|\s(?:and|&)\s|^[A-Z][a-z]{3,}(?:-[A-Z][a-z]+)? [A-Z]{1,3}$")
_YEAR = re.compile(YEAR)
_NOTE_BEGINS = re.compile(rf"(?i:{NOTE})")
_NOTE_FIRST = re.compile(rf"(?P<note>(?=[\[(])(?i:{NOTE}))\s+(?=\S)")
_POINTER = re.compile(r"^(?:See|Available|Part of|Chapter|Section|Pages?)\b")


def at_start(text: str, known: Names = NO_NAMES, turns: Sequence[int] = ()) -> SourceMatch | None:
    """The source that `text` starts with: dated, or with volume and pages, or the longest known name it starts with.

    An access note in brackets may stand before it.
    """
    note = _NOTE_FIRST.match(text)
    if note is None:
        return _at_start(text, known, turns)
    cut = note.end()
    found = _at_start(text[cut:], known, [turn - cut for turn in turns if turn > cut])
    return replace(found, end=found.end + cut, access_note=found.access_note or note["note"]) if found else None


def _at_start(text: str, known: Names, turns: Sequence[int]) -> SourceMatch | None:
    if DIGIT.search(text) is None:
        return _named_at_start(text, known, turns)
    for skip, authors, year in _openings(text, known):
        for anchor in [*anchors_in(text, skip), *(numbers_behind(text, skip) if year is not None else ())]:
            found = source_at(text, skip, anchor, known, turns)
            if found is not None and holds_title(found.name, known):
                # A whole line may still be a source that is named in small letters.
                found = replace(found, sure=False, likely=False) if found.date and found.end >= len(text) else None
            if found is not None:
                if authors is not None and not found.likely and found.date is None and year is None:
                    continue
                return replace(found, start=0, authors=authors or found.authors, date=found.date or year)
        if year is not None and is_undated(text[skip:], known):
            # "Adeyemi, T. (2024) Nursing Times": all that follows is the name.
            name = text[skip:].rstrip(" .,;")
            return SourceMatch(0, len(text), name, name, year, sure=False, likely=True, authors=authors)
    return _named_at_start(text, known, turns)


def _named_at_start(text: str, known: Names, turns: Sequence[int]) -> SourceMatch | None:
    name = None if INITIALS_RUN.match(text) else known.leading(text)
    if name is not None and not _NOTE_BEGINS.match(text) and starts_sentence(text, name, turns):
        return SourceMatch(0, len(name), name, name, None, sure=True)
    split = split_authors(text)
    authors, start = split if split is not None else (None, 0)
    run = runs_into_sentence(text, start)
    if run is None:
        return None
    name, worded = run
    end = start + len(name)
    # The full stop behind the name is none of the abstract.
    end += text[end : end + 1] == "."
    return SourceMatch(0, end, name, name, None, sure=False, likely=worded, authors=authors)


def _openings(text: str, known: Names) -> Iterator[tuple[int, str | None, PartialDate | None]]:
    """Where the publication's name may start: behind authors (and a year in brackets), or at once."""
    split = split_authors(text) if ABBREVIATED.match(text) is None else None
    for authors, rest in split_open_authors(text):
        # "Mbeki L. J R Soc Med": a full stop has ended the list.
        if split is not None and (rest <= split[1] or text[len(split[0]) :].lstrip(".")[:1] != ","):
            continue
        if JOURNAL.match(text, rest) or known.leading(text[rest:]) is not None or _PEOPLE.search(authors):
            yield rest, authors, None
    if split is not None:
        authors, rest = split
        year = BRACKETED_DATE.match(text, rest)
        yield (year.end() if year else rest), authors, (date_of(year) if year else None)
    yield 0, None, None


def at_end_of_title(text: str, known: Names = NO_NAMES, turns: Sequence[int] = ()) -> SourceMatch | None:
    """The source that follows a title on the same line; what comes after its `end` is abstract."""
    turned = _at_turn(text, known, turns)
    if turned is not None:
        return turned
    bracketed = _bracketed(text, known)
    if bracketed is not None:
        return bracketed
    for anchor in anchors_in(text, 0):
        end = details_start(text, anchor.begin)
        start = _behind_short_form(text, name_start(text, end, known), end)
        before = text[:start].strip()
        last = before.split()[-1] if before else ""
        # "… 10 | Years on Nursing Times" is cut in the middle of the title; "… in 2021 | BMJ Open" is not.
        named = JOURNAL.match(text, start) or known.ending(text[:end].rstrip(" ,;"))
        parted = not last.isdigit() or (_YEAR.fullmatch(last) and named)
        if last and not goes_on(before) and parted and not is_authors(before):
            found = source_at(text, start, anchor, known, turns)
            if found is not None:
                people = authors_before(text, start, authored=known.authored and found.sure)
                return replace(found, start=people[1], authors=people[0]) if people and people[1] else found
    name = known.ending(text) if len(text) <= 2 * MAX_NAME else None
    if name is not None and name != "NHS" and stands_alone(text[: -len(name)]):
        return SourceMatch(len(text) - len(name), len(text), name, name, None, sure=True, likely=True)
    return None


def _behind_short_form(text: str, start: int, end: int) -> int:
    """Where a name begins whose first word the title's last one needs: "… standards for the NHS | Timewise, 2022"."""
    words = text[start:end].split()
    if len(words) != 2 or not words[0].isupper() or not goes_on(text[:start].rstrip()):
        return start
    return start + len(words[0]) + 1


def _at_turn(text: str, known: Names, turns: Sequence[int]) -> SourceMatch | None:
    """The source that starts where the look changes: the first that is likely, or else the first."""
    first: SourceMatch | None = None
    for turn in turns:
        if _NOTE_BEGINS.match(text, turn) or not text[:turn].strip():
            continue
        found = at_start(text[turn:], known, [other - turn for other in turns if other > turn])
        if found is None and is_undated(text[turn:], known):
            found = undated(text[turn:])
        if found is None:
            continue
        placed = replace(found, start=turn, end=turn + found.end, sure=True)
        if found.likely:
            return placed
        first = first or placed
    return first


def is_clearly_named(found: SourceMatch, known: Names, *, after: str) -> bool:
    """Whether a source behind a title starts as nothing else does: with a journal's words, or behind a question."""
    if found.name in known or JOURNAL.search(found.name):
        return True
    return after.endswith(("?", "!")) and found.sure and found.name.split()[0] not in ("A", "An")


def split_note(source: str, known: Names = NO_NAMES) -> tuple[str | None, str]:
    """Part a pointer in front of a publisher ("See Section 9 … NHS England") from its name."""
    if not _POINTER.match(source):
        return None, source
    name = known.ending(source)
    if name is None or _POINTER.match(name):
        return None, source
    return source[: -len(name)].rstrip(" ,;:-–"), name


def _bracketed(text: str, known: Names) -> SourceMatch | None:
    """`Title. (Journal, 2024, 12(3) pp. 4-5)`: a source in brackets at the end of the line."""
    match = re.search(r"[.?!]?\s+\((?P<source>[A-Z].*)\)\.?$", text)
    if match is None or match.start() == 0:
        return None
    found = at_start(match["source"], known)
    if found is None or found.date is None or found.end < len(match["source"]):
        return None
    return replace(found, start=match.start("source") - 1, end=len(text), sure=True)
