"""Volume, issue, supplement, ISSN and pages of a source, and the date or pages that it is recognised by."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefqa.brief import PartialDate
from briefqa.reading.dates import (
    DATED,
    YEAR,
    YEAR_AT_END,
    date_of,
    is_labelled,
    is_seasonal,
)
from briefqa.reading.source_extras import DOI, extras_at

DIGIT = re.compile(r"\d")
_RANGE = r"[A-Za-z]{0,4}\d+(?:\s?[-–]\s?[A-Za-z]{0,2}\d+)?"
# A year in brackets is the date, whatever it stands behind: "Nurse Education Today 120 (2023) 105632".
_BRACKETED = rf"\((?!(?:[A-Z][a-z]+\.?\s)?{YEAR}\))"
_SUPPLEMENT = (
    r"(?:Suppl(?:ement(?:ary)?)?|Special\ [Ii]ssue|Spec\ Iss|Pt|Part)\b\.?\s?(?:[A-Z]?\d+|[A-Z]\b)?"
    r"(?:\s?\([^()]{1,20}\))?"
)
_VOLUME = r"(?:(?:[Vv]ol(?:ume)?\.?|V):?\s?)?\d{1,4}(?:\s?[-–/]\s?\d{1,4})?(?:\s?" + _BRACKETED + r"[^()]{1,40}\))?"
_ISSUE = r"(?:[Ii]ss(?:ue)?\.?|[Nn]os?\.?|[Nn]umber|N[º°]):?\s?\d+(?:\s?[-–/&]\s?\d+)?"
_PAGES = rf"(?:pp?\.?|[Pp]ages?|[Pp]gs?\.?)\s?{_RANGE}(?:,\s?\d+\s?[-–]\s?\d+)*"
_ARTICLE = (
    r"(?:[Aa]rt(?:icle)?\.?\s?(?:[Nn]o\.?|[Nn]umber|ID)?:?\s?[A-Za-z]?\d+|e\d{2,}(?:\s?[-–]\s?e?\d+)?|"
    r"[A-Z]{2,6}\.\d{4}\.\d{3,5})"
)
_ISSN = r"(?:\[|\()?(?:e-?|p-?)?(?:ISSN|ISBN)(?:-L)?:?\s?[\dX–-]{8,17}(?:\]|\))?|\(\d{4}-?\d{3}[\dXx]\)"
# One part of what may stand between a name and a date, or behind a date, with what parts it from the rest.
_DETAIL = re.compile(
    rf"(?:\s*[,;.]\s?|\s+|\s?:\s?)(?:{_SUPPLEMENT}|{_ISSUE}|{_PAGES}|{_ARTICLE}|{_ISSN})"
    rf"|(?:\s*[,;]\s?|\s+){_VOLUME}(?![\w%])|\s?[:,;]\s?{_RANGE}(?![\w%])|\s?{_BRACKETED}[^()]{{1,12}}\d[^()]{{0,12}}\)"
)
# Atomic: digits and commas can be parted in so many ways that trying them all would take for ever.
_DETAILS = re.compile(rf"(?:(?>{_DETAIL.pattern}))+$")
# "Nurse Education Today 120 (2023) 105632": an article's number, or pages, behind the year in brackets.
_ARTICLE_NUMBER = re.compile(rf"(?<=(?:19|20)\d\d\))\s{_RANGE}(?=[.,;]?(?:$|\s+[A-Z])|[.,;]?\s+(?:doi|https?:))")
_VOLUME_AND_NUMBER = re.compile(rf"(?<=(?:19|20)\d\d\))\s\d{{1,4}}(?:,?\s{_RANGE})?(?=[.;]?$)")
SURE_DETAIL = re.compile(rf"\d\s?\(|{_SUPPLEMENT}|{_ISSUE}|{_PAGES}|{_ISSN}|[\s;]\d{{1,4}}\s?[:,]\s?{_RANGE}")
_PAGES_BEHIND = re.compile(rf"\s?:\s?{_RANGE}|,?\s{_PAGES}")
_PAGED = re.compile(rf"\s{_VOLUME}(?:[,;:]?\s?{_PAGES}|\s?:\s?{_RANGE})(?!\w)")
_NUMBERED = re.compile(rf"\s\d{{1,4}}\s?{_BRACKETED}(?:\d{{1,4}}(?:\s?[-–/]\s?\d{{1,4}})?|{_SUPPLEMENT})\)(?!\w)")
_NUMBERS = re.compile(rf",?\s\d{{1,4}},\s?{_RANGE}(?!\w)")
# A detail has a digit, but for a supplement that is only named.
_ANY_DETAIL = re.compile(r"\d|Suppl|Special|Spec Iss|P(?:ar)?t\b|IS[SB]N")
# What every date, and all volumes with issues or pages, hold: looked for first, as most lines hold neither.
_ANY_YEAR = re.compile(YEAR)
_ANY_PAGES = re.compile(r"\d\s?[(:]|[Pp](?:p|p?\.|ages?|gs?)\.?\s?[A-Za-z]{0,2}\d")
# A title and its source take no more of a line, and hold no more dates and numbers.
_FAR, _MOST_ANCHORS = 1_500, 40
# Details are short; so much of a line is looked through for them.
_MAX_DETAILS = 120


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a source is recognised by: its date, or its volume and pages."""

    begin: int
    stop: int
    date: PartialDate | None


def anchors_in(text: str, skip: int) -> list[Anchor]:
    """Where dates, volumes with pages, and DOIs stand, as far into a line as a title and its source may go."""
    text = text[:_FAR]
    if DIGIT.search(text, skip) is None:
        return []
    found: list[Anchor] = []
    at_end: re.Match[str] | None = None
    if _ANY_YEAR.search(text, skip):
        found = [Anchor(match.start(), match.end(), date_of(match)) for match in DATED.finditer(text, skip)]
        at_end = YEAR_AT_END.search(text, max(skip, len(text) - 60))
    if at_end and not any(anchor.stop >= at_end.end() - 1 for anchor in found):
        found.append(Anchor(at_end.start(), at_end.end(), date_of(at_end)))
    if "10." in text:
        # The DOI belongs to what stands before it, whether that is dated or not.
        found += [Anchor(match.start(), match.start(), None) for match in DOI.finditer(text, skip) if match.start()]
    for pattern in (_PAGED, _NUMBERED) if _ANY_PAGES.search(text, skip) else ():
        found += [Anchor(match.start(), match.end(), None) for match in pattern.finditer(text, skip)]
    return sorted(found, key=lambda anchor: (anchor.begin, anchor.stop))[:_MOST_ANCHORS]


def numbers_behind(text: str, skip: int) -> list[Anchor]:
    """Where nothing but numbers follow a name whose date stood before it: "(2024) Health Policy, 345, 116702"."""
    found = _NUMBERS.search(text[:_FAR], skip)
    return [Anchor(found.start(), found.end(), None)] if found else []


def details_start(text: str, end: int) -> int:
    """Where volume, issue and pages begin that stand directly before position `end`."""
    first = max(0, end - _MAX_DETAILS)
    before = text[first:end]
    details = _DETAILS.search(before) if _ANY_DETAIL.search(before) else None
    return first + details.start() if details else end


def is_bracketed(text: str, anchor: Anchor) -> bool:
    """Whether an anchor is nothing but a year in brackets."""
    return re.fullmatch(rf"\s*[\[(]{YEAR}[\])]", text[anchor.begin : anchor.stop]) is not None


def is_spaced_year(text: str, anchor: Anchor) -> bool:
    """Whether nothing but a space stands before a date."""
    return text[anchor.begin].isspace() and text[anchor.begin :].lstrip()[:1].isalnum()


def closely_dated(text: str, anchor: Anchor) -> bool:
    """Whether a date has a month, a season or a label, as hardly any title ends."""
    printed = text[anchor.begin : anchor.stop]
    seasonal = is_seasonal(printed) and not is_spaced_year(text, anchor)
    return anchor.date is not None and (anchor.date.month is not None or is_labelled(printed) or seasonal)


def tail_of(text: str, anchor: Anchor) -> tuple[int, str, PartialDate | None, dict[str, str]]:
    """Whatever belongs to the source behind its anchor: where it ends, details, a date, and the rest by name."""
    position = anchor.stop
    details = ""
    date: PartialDate | None = None
    extras: dict[str, str] = {}
    while position < len(text):
        after, found = extras_at(text, position)
        if found and not found.keys() & extras.keys():
            extras |= found
            position = after
            continue
        dated = DATED.match(text, position)
        if dated and ((anchor.date is None and date is None) or is_labelled(dated[0])):
            date = date or date_of(dated)
            position = dated.end()
            continue
        detail = _DETAIL.match(text, position)
        if detail is None or not _closes(text, detail):
            detail = _number_behind(text, anchor) if position == anchor.stop else None
        if detail:
            details += detail[0]
            position = detail.end()
            continue
        break
    return position, details, date, extras


def _number_behind(text: str, anchor: Anchor) -> re.Match[str] | None:
    """An article's number behind a year in brackets; where no volume stands before the year, that as well."""
    if text[anchor.begin - 1] in "0123456789)":
        return _ARTICLE_NUMBER.match(text, anchor.stop)
    return _VOLUME_AND_NUMBER.match(text, anchor.stop)


def _closes(text: str, detail: re.Match[str]) -> bool:
    """Whether a number behind a date is the source's: nothing but more of the kind, or a new sentence, follows.

    "… 2024 15 nurses were asked" starts an abstract; "… 2024, pp. 15-19", "… 2024;12(3):4", "… 2024 12: 4" do not.
    """
    paged = _PAGES_BEHIND.match(text, detail.end()) is not None
    if detail[0][0].isspace() and not SURE_DETAIL.search(detail[0]) and not paged:
        return False
    rest = text[detail.end() :]
    goes_on = re.match(r"\s+[a-z]", rest) is not None and _DETAIL.match(rest) is None and not extras_at(rest, 0)[1]
    return re.match(r"$|[.,;:)\s(]", rest) is not None and not goes_on
