"""Recognising where and when something was published: `BMC Medicine 22(1), 2024`, `NHS England, May 2023`.

A source is a name, perhaps a volume, issue and pages, and nearly always a date. It may fill a line, start
one that goes on with the abstract, or stand behind a title. The date (or, without one, volume and pages)
anchors it; the name is what stands before. Where a name starts in the middle of a line is told by names
met elsewhere in the same brief, then by well-known publishers, then by its capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from briefqa.brief import MONTHS, PartialDate

# Publishers that NHS evidence briefs cite without volume or date often enough to be worth knowing.
PUBLISHERS = frozenset(
    {
        "Care Quality Commission",
        "Department of Health and Social Care",
        "Health Education England",
        "Healthwatch",
        "Local Government Association",
        "NHS",
        "NHS Confederation",
        "NHS Employers",
        "NHS England",
        "NHS Scotland",
        "NHS Wales",
        "NICE",
        "Nuffield Trust",
        "Nursing and Midwifery Council",
        "Public Health England",
        "Royal College of General Practitioners",
        "Royal College of Nursing",
        "Skills for Care",
        "Skills for Health",
        "The Health Foundation",
        "The King's Fund",
        "UK Health Security Agency",
        "World Health Organization",
    }
)

_MONTH = "|".join((*MONTHS, *(f"{month[:3]}" for month in MONTHS if month != "May"), "Sept"))
_SEASON = "Spring|Summer|Autumn|Fall|Winter"
_VOLUME = r"\d{1,4}(?:\s?\([^()]{1,40}\))?"
# Journals without pages number their articles instead: "12(3), e1234", "12(3): e0123".
_ARTICLE = r"[,:]\s?e?\d{2,7}"
_PAGES = r"pp?\.\s?[A-Za-z]?\d+(?:\s?[-–]\s?[A-Za-z]?\d+)?"
_DATE = rf"""
    (?:(?:[Pp]ublication\ date|[Pp]ublished(?:\ online)?|[Uu]pdated|[Dd]ate)\s*:?\s*)?
    (?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?
    (?:(?P<month>{_MONTH}|{_SEASON})\.?(?:\s?[-–/]\s?(?:{_MONTH})\.?)?,?\s+)?
    (?P<year>(?:19|20)\d\d)
"""
# A date closed off by the end of the line, or by what may follow a source: the start of a sentence.
_DATED = re.compile(rf"(?:\s*[,.;]\s*|\s+\()(?:{_DATE})\)?[.,]?(?=$|\s+[\"'“‘(]*[A-Z0-9•–-])", re.VERBOSE)
_PAGED = re.compile(rf"\s{_VOLUME},?\s{_PAGES}(?=$|\s+[\"'“‘(]*[A-Z0-9])")
_DETAILS = re.compile(rf"(?P<details>(?:,?\s{_VOLUME}(?:{_ARTICLE})?)?(?:,?\s{_PAGES})?)$")
_SENTENCE_BREAK = re.compile(r"[a-z)\"'][.?!]\s+[A-Z]")
_ORGANISATION = re.compile(
    r"\b(?:NHS|NICE|BMJ|BMC|Academy|Agency|Association|Authority|Board|Centre|College|Commission|Committee|Council|"
    r"Department|Faculty|Federation|Foundation|Fund|Government|Healthwatch|Hospital|Institute|Journal|Lancet|Ministry|"
    r"Nursing|Office|Organi[sz]ation|Partnership|Society|Trust|Union|University)\b"
)
_CONNECTORS = frozenset(
    {"of", "and", "in", "the", "for", "on", "to", "with", "by", "at", "&", "de", "der", "und", "et"}
)
_POINTER = re.compile(r"^(?:See|Available|Part of|Chapter|Section|Pages?)\b")
_MAX_NAME = 150


@dataclass(frozen=True, slots=True)
class SourceMatch:
    """A source found in a line.

    Attributes:
        start, end: span in the line, the date included.
        text: the publication as printed, without its date.
        name: `text` without volume, issue and pages.
        date: None where none is printed.
        sure: whether something beside capitals speaks for it: a volume, pages, or a known name.
    """

    start: int
    end: int
    text: str
    name: str
    date: PartialDate | None
    sure: bool


def parse_date(month: str | None, year: str) -> PartialDate:
    """A printed month (or season, which has none) and year as a date."""
    number = next((n for n, name in enumerate(MONTHS, start=1) if month and month[:3] == name[:3]), None)
    return PartialDate(int(year), number)


def at_start(text: str, known: Iterable[str] = ()) -> SourceMatch | None:
    """The dated source that `text` starts with, or the longest known name it starts with."""
    for anchor in _anchors(text):
        found = _source(text, 0, anchor, known)
        if found is not None and not _holds_title(found.name, known):
            return found
    name = max((name for name in (*known, *PUBLISHERS) if text.startswith(f"{name} ")), key=len, default=None)
    if name is None or not _starts_sentence(text, name):
        return None
    return SourceMatch(0, len(name), name, name, None, sure=True)


def wraps_in_name(first: str, second: str) -> bool:
    """Whether a source's name goes on from one line to the next: it breaks at a word such as "of" or "the"."""
    if not first or not second or at_start(first) is not None:
        return False
    if first.split()[-1] not in _CONNECTORS and second.split()[0] not in _CONNECTORS:
        return False
    found = at_start(f"{first} {second}")
    return found is not None and found.sure and found.end > len(first) + 1 and _capitalised_share(first) >= 0.7


def at_end_of_title(text: str, known: Iterable[str] = ()) -> SourceMatch | None:
    """The dated source that follows a title on the same line; what comes after its `end` is abstract."""
    for anchor in _anchors(text):
        end = _details_start(text, anchor.start())
        start = _name_start(text, end, known)
        if start:
            found = _source(text, start, anchor, known)
            if found is not None:
                return found
    return None


def is_name(text: str, known: Iterable[str] = ()) -> bool:
    """Whether a text is the name of a publication met elsewhere, or of a well-known publisher."""
    return text in PUBLISHERS or text in known


def is_undated(text: str, known: Iterable[str] = ()) -> bool:
    """Whether a whole line can be a source without a date: a known name, or what is named like an organisation."""
    return is_name(text, known) or bool(
        len(text) <= 90
        and not text.endswith((".", "?", "!", ":"))
        and _capitalised_share(text) >= 0.7
        and _ORGANISATION.search(text)
    )


def undated(text: str) -> SourceMatch:
    """A whole line as a source without a date."""
    return SourceMatch(0, len(text), text, text, None, sure=False)


def split_note(source: str, known: Iterable[str] = ()) -> tuple[str | None, str]:
    """Part a pointer in front of a publisher ("See Section 9 … NHS England") from its name."""
    if not _POINTER.match(source):
        return None, source
    names = [name for name in (*known, *PUBLISHERS) if source.endswith(f" {name}") and not _POINTER.match(name)]
    if not names:
        return None, source
    name = max(names, key=len)
    return source[: -len(name)].rstrip(" ,;:-–"), name


def _anchors(text: str) -> list[re.Match[str]]:
    return sorted((*_DATED.finditer(text), *_PAGED.finditer(text)), key=lambda match: match.start())


def _details_start(text: str, end: int) -> int:
    """Where volume, issue and pages begin that stand directly before position `end`."""
    details = _DETAILS.search(text, 0, end)
    return details.start("details") if details else end


def _source(text: str, start: int, anchor: re.Match[str], known: Iterable[str]) -> SourceMatch | None:
    dated = "year" in anchor.re.groupindex
    stop = anchor.start() if dated else anchor.end()
    name_end = _details_start(text, stop)
    name = text[start:name_end].strip(" ,;")
    listed = is_name(name, known)
    detailed = name_end < stop
    if not listed and not _plausible(name, detailed=detailed):
        return None
    return SourceMatch(
        start=start,
        end=anchor.end(),
        text=text[start:stop].strip(" ,;"),
        name=name,
        date=parse_date(anchor["month"], anchor["year"]) if dated else None,
        sure=listed or detailed,
    )


def _holds_title(name: str, known: Iterable[str]) -> bool:
    """Whether what stands before a date is a title in small letters with a name in capitals behind it."""
    return not is_name(name, known) and _capitalised_share(name) < 0.7 and _name_start(name, len(name), known) > 0


def _plausible(name: str, *, detailed: bool) -> bool:
    if not 2 <= len(name) <= _MAX_NAME or _SENTENCE_BREAK.search(name) or name.endswith(("?", ":", ".")):
        return False
    if name.split()[-1].lower() in _CONNECTORS:
        return False
    return _capitalised_share(name) >= (0.2 if detailed else 0.7)


def _capitalised_share(text: str) -> float:
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if word.lower() not in _CONNECTORS]
    return sum(word != word.lower() for word in words) / len(words) if words else 0.0


def _starts_sentence(text: str, name: str) -> bool:
    """Whether what follows a name is a sentence of its own, not the rest of one the name begins."""
    rest = text[len(name) :].lstrip()
    return bool(re.match(r"[\"'“‘(]*[A-Z]", rest)) and len(rest) > 40


def _name_start(text: str, end: int, known: Iterable[str]) -> int:
    """Where the publication's name begins that ends at `end`; 0 where it cannot be told from the title."""
    before = text[:end].rstrip(" ,;")
    names = [name for name in (*known, *PUBLISHERS) if before.endswith(f" {name}")]
    known_start = len(before) - len(max(names, key=len, default=""))
    # "The Journal of the Royal College of Nursing" ends in a publisher's name, but does not start with it.
    if names and before[:known_start].split()[-1] not in _CONNECTORS:
        return known_start
    start = len(before)
    best = 0
    for word in reversed(list(re.finditer(r"\S+", before))):
        letters = word[0].lstrip("\"'“‘(")
        connector = word[0] in _CONNECTORS or word[0].startswith("(")
        if not connector and not letters[:1].isupper():
            break
        if word.end() < start and word[0].endswith((":", ".", "?", "!")):
            break
        if not connector:
            best = word.start()
        start = word.start()
    return best
