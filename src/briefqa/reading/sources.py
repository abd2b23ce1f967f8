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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefqa.brief import PartialDate
from briefqa.reading.access import NOTE, is_access_note
from briefqa.reading.authors import (
    authors_before,
    is_authors,
    is_inverted,
    split_authors,
    split_open_authors,
    split_trailing_authors,
)
from briefqa.reading.dates import (
    BRACKETED_DATE,
    YEAR,
    date_of,
    is_date,
)
from briefqa.reading.names import (
    JOURNAL,
    NO_NAMES,
    Names,
    capitalised_share,
    goes_on,
    mentions_name_words,
)
from briefqa.reading.source_details import (
    DETAILS,
    DIGIT,
    MAX_DETAILS,
    SURE_DETAIL,
    Anchor,
    anchors_in,
    closely_dated,
    details_start,
    is_bracketed,
    is_spaced_year,
    numbers_behind,
    tail_of,
)
from briefqa.reading.source_extras import DOI_BEFORE, EXTRA, extras_behind
from briefqa.reading.source_names import (
    ABBREVIATED,
    MAX_NAME,
    SENTENCE_BREAK,
    STOPPED_ORGANISATION,
    TITLE_WORDS,
    holds_title,
    is_named,
    is_only_a_name,
    name_start,
    plausible,
    runs_into_sentence,
    stands_alone,
    starts_sentence,
)

# Several, or one whose name is long enough to be none of a journal's short words: "Thomas P".
_PEOPLE = re.compile(r"[,;]\s|\s(?:and|&)\s|^[A-Z][a-z]{3,}(?:-[A-Z][a-z]+)? [A-Z]{1,3}$")
_YEAR = re.compile(YEAR)
_YEAR_BEHIND = re.compile(rf"\({YEAR}\)$")
_NO_DATE = re.compile(r",?\s*[\[(]?(?:n\.\s?d\.?|[Nn]o date|[Uu]ndated|[Dd]ate unknown)[\])]?$")
_NOTE_BEGINS = re.compile(rf"(?i:{NOTE})")
_NOTE_FIRST = re.compile(rf"(?P<note>(?=[\[(])(?i:{NOTE}))\s+(?=\S)")
_ENDING = re.compile(r"[.,;]?(?=$|\s+[\"'“‘(\[£]*[A-Z0-9•–-])")
# What kind of publication it is, behind the name of who published it: "East Wards Trust, internal evaluation".
_KIND = re.compile(
    r"(?<=\w), (?:[a-z-]+ ){0,2}(?:blog|briefing|bulletin|evaluation|factsheet|guidance|guide|leaflet|newsletter|paper|"
    r"podcast|policy|poster|report|slides|statement|strategy|survey|thesis|toolkit|video|web ?pages?|web ?site)$"
)
_POINTER = re.compile(r"^(?:See|Available|Part of|Chapter|Section|Pages?)\b")


@dataclass(frozen=True, slots=True)
class SourceMatch:
    """A source found in a line.

    Attributes:
        start, end: span in the line, all that belongs to it included.
        text: the publication as printed, without authors, date, DOI, address and access note.
        name: `text` without volume, issue and pages.
        date: None where none is printed.
        sure: whether something beside capitals speaks for it: a volume, pages, or a known name.
        likely: whether it is sure, or named with words that organisations and journals are named with.
        authors: as printed, or None.
        doi: without a resolver, or None.
        url: an address printed behind the source, or None.
        access_note: printed behind the source, or None.
    """

    start: int
    end: int
    text: str
    name: str
    date: PartialDate | None
    sure: bool
    likely: bool = False
    authors: str | None = None
    doi: str | None = None
    url: str | None = None
    access_note: str | None = None


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
            found = _source(text, skip, anchor, known, turns)
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
    name = known.leading(text)
    if name is not None and not _NOTE_BEGINS.match(text) and starts_sentence(text, name, turns):
        return SourceMatch(0, len(name), name, name, None, sure=True)
    split = split_authors(text)
    authors, start = split if split is not None else (None, 0)
    run = runs_into_sentence(text, start)
    if run is None:
        return None
    name, worded = run
    return SourceMatch(0, start + len(name), name, name, None, sure=False, likely=worded, authors=authors)


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
            found = _source(text, start, anchor, known, turns)
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


def is_undated(text: str, known: Names = NO_NAMES) -> bool:
    """Whether a whole line can be a source without a date: a known name, or what is named like an organisation."""
    if len(text) > 220 or is_access_note(text) or is_date(text) or text.count(")") > text.count("("):
        return False
    if _YEAR_BEHIND.search(text) or text[-1] in ":," or TITLE_WORDS.search(text):
        # Titles end so; a source with a year in brackets is a dated one.
        return False
    named = text in known or known.leading(text) is not None or _NO_DATE.search(text) is not None
    if (text[-1] in ".?!:;" or text[0].islower()) and EXTRA.search(text) is None and not named:
        return STOPPED_ORGANISATION.fullmatch(text) is not None
    found = undated(text)
    kind = _KIND.search(found.text)
    if kind is not None:
        return is_only_a_name(found.text[: kind.start()])
    text = DETAILS.sub("", found.text)
    if SENTENCE_BREAK.search(text) or holds_title(text, known):
        return False
    if found.doi or found.url or found.authors or text != found.text:
        return bool(text) and capitalised_share(text) >= (0.7 if text != found.text else 0.5)
    if known.leading(text) is not None and len(text) <= 60 and text[-1] not in ".?!:;":
        return True
    return text in known or bool(
        len(text) <= 100
        and not text.endswith((".", "?", "!", ":", ";"))
        and capitalised_share(text) >= 0.7
        and " " in text
        and mentions_name_words(text)
    )


def is_undated_journal(text: str, known: Names) -> bool:
    """Whether a text is a journal's name without a date, and more than that: authors, a volume, brackets."""
    if JOURNAL.search(text) is None or not is_undated(text, known):
        return False
    found = undated(text)
    more = found.authors or found.text.endswith(")") or DETAILS.search(found.text[-MAX_DETAILS:])
    return bool(more) and (JOURNAL.match(found.text) is not None or found.authors is not None)


def looks_like_name(text: str) -> bool:
    """Whether a whole line could be somebody's name: short, in capitals, no sentence."""
    if len(text) > 160 or text[-1] == "," or (text[-1] in ".?!:;" and EXTRA.search(text) is None):
        return False
    text = undated(text).text
    if is_date(text) or _YEAR_BEHIND.search(text):
        return False
    return (
        bool(text)
        and len(text) <= 60
        and not text.endswith((".", "?", "!", ":", ";"))
        and capitalised_share(text) >= 0.9
    )


def is_clearly_named(found: SourceMatch, known: Names, *, after: str) -> bool:
    """Whether a source behind a title starts as nothing else does: with a journal's words, or behind a question."""
    if found.name in known or JOURNAL.search(found.name):
        return True
    return after.endswith(("?", "!")) and found.sure and found.name.split()[0] not in ("A", "An")


def undated(text: str) -> SourceMatch:
    """A whole line as a source without a date."""
    authors, start = split_authors(text) or (None, 0)
    name_end, extras = extras_behind(text, start)
    name = _NO_DATE.sub("", text[start:name_end]).strip(" ,;.")
    if authors is not None and not (name and capitalised_share(name) >= 0.7):
        authors, name = None, text[:name_end].strip(" ,;")
    found = SourceMatch(0, len(text), name, name, None, sure=False, authors=authors)
    return _with_extras(found, extras if authors is None else {**extras, "authors": authors})


def _with_extras(found: SourceMatch, extras: Mapping[str, str]) -> SourceMatch:
    return replace(
        found,
        authors=extras.get("authors", found.authors),
        doi=extras.get("doi", found.doi),
        url=extras.get("url", found.url),
        access_note=extras.get("access_note", found.access_note),
    )


def split_note(source: str, known: Names = NO_NAMES) -> tuple[str | None, str]:
    """Part a pointer in front of a publisher ("See Section 9 … NHS England") from its name."""
    if not _POINTER.match(source):
        return None, source
    name = known.ending(source)
    if name is None or _POINTER.match(name):
        return None, source
    return source[: -len(name)].rstrip(" ,;:-–"), name


def _source(text: str, start: int, anchor: Anchor, known: Names, turns: Sequence[int]) -> SourceMatch | None:
    early = DOI_BEFORE.search(text, start, anchor.begin)
    if early is not None:
        shorter = f"{text[: early.start()]}{text[anchor.begin :]}"
        cut = anchor.begin - early.start()
        moved = Anchor(early.start(), anchor.stop - cut, anchor.date)
        found = _source(shorter, start, moved, known, ())
        return replace(found, end=found.end + cut, doi=found.doi or early["doi"]) if found else None
    name_end = details_start(text, anchor.begin)
    if name_end <= start:
        return None
    name = text[start:name_end].strip(" ,;")
    name_end = start + len(text[start:name_end].rstrip(" ,;"))
    end, after, date, extras = tail_of(text, anchor)
    before = text[name_end : anchor.begin]
    details = before + (after if anchor.date else text[anchor.begin : anchor.stop] + after)
    listed = name in known
    bracketed = anchor.date is not None and text[anchor.begin :].lstrip(" .,")[:1] in ("(", "[")
    if bracketed and (is_authors(name) or is_inverted(name)):
        # "Patel, N. (2023)" has the publication behind it.
        return None
    detailed = bool(SURE_DETAIL.search(details)) or bool(before.strip(" ,;"))
    named = known.leading(name) is not None and capitalised_share(name) >= 0.4
    if not listed and not plausible(name, detailed=detailed or named):
        return None
    if anchor.date is not None and not detailed and is_bracketed(text, anchor) and not (listed or is_only_a_name(name)):
        # "… a survey (2019)" is how titles end.
        return None
    if anchor.date is not None and not detailed and is_spaced_year(text, anchor):
        # "State of the Workforce Services 2023" is a title's name where the brief's sources have a comma there.
        yearly = known.parted and anchor.date.month is None and not listed
        if yearly or not is_named(name, known):
            return None
    ending = _ENDING.match(text, end)
    if ending is None and not any(abs(turn - end) <= 1 for turn in turns):
        return None
    end = ending.end() if ending else end
    trailing = split_trailing_authors(text, end)
    if trailing is not None and "authors" not in extras:
        extras["authors"], end = trailing
    core = f"{name}{before}" if anchor.date else f"{name}{before}{text[anchor.begin : anchor.stop]}"
    return _with_extras(
        SourceMatch(
            start=start,
            end=end,
            text=_joined(core, after),
            name=name,
            date=_finer(anchor.date, date),
            sure=listed or detailed,
            likely=listed or detailed or is_named(name, known) or closely_dated(text, anchor) or "doi" in extras,
        ),
        extras,
    )


def _finer(date: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    """The date itself, or the one behind it, "Published online: 6 February 2025", that knows its month."""
    finer = date is not None and other is not None and date.month is None and date.year == other.year
    return other if date is None or finer else date


def _joined(core: str, after: str) -> str:
    """The publication without what stood between its parts: the date."""
    after = after.strip()
    if not after:
        return core.strip(" ,;.")
    core = core.strip(" ,;")
    after = after.rstrip(" ,;.")
    if after[0] in ",:":
        return f"{core}{after}"
    return f"{core} {after.lstrip(' ;.')}"


def _bracketed(text: str, known: Names) -> SourceMatch | None:
    """`Title. (Journal, 2024, 12(3) pp. 4-5)`: a source in brackets at the end of the line."""
    match = re.search(r"[.?!]?\s+\((?P<source>[A-Z].*)\)\.?$", text)
    if match is None or match.start() == 0:
        return None
    found = at_start(match["source"], known)
    if found is None or found.date is None or found.end < len(match["source"]):
        return None
    return replace(found, start=match.start("source") - 1, end=len(text), sure=True)
