"""Dates as sources and front matter print them."""

from __future__ import annotations

import re
from functools import lru_cache

from briefqa.brief import MONTHS, PartialDate

_MONTH = "|".join((*MONTHS, *(f"{month[:3]}" for month in MONTHS if month != "May"), "Sept"))
_SEASON = "Early|Mid|Late|Spring|Summer|Autumn|Fall|Winter|Michaelmas|Easter|Christmas"
LABEL = (
    r"(?:[Dd]ate\ of\ publication|[Pp]ublication\ date|(?:[Ff]irst\ )?[Pp]ublished(?:\ (?:online|first|on|in))*|"
    r"[Oo]nline(?:\ first)?|E-?pub(?:\ ahead\ of\ print)?|[Aa]head\ of\ print|[Ll]ast\ updated|[Uu]pdated|[Rr]evised|"
    r"[Rr]eviewed|[Ii]ssued|[Pp]osted|[Dd]ate|[Aa]ccepted)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
_DATE = rf"""
    (?:{LABEL}\s*:?\s*)?
    (?:
        (?:{_DAY}(?:\s?[-–]\s?{_DAY})?\s+)?
        (?P<month>(?:{_MONTH}|{_SEASON})(?![a-z]))\.?
        (?:(?:\s?[-–/&]\s?|\s+(?:to|and)\s+)(?:{_MONTH}|{_SEASON})\.?)?
        (?:\s+{_DAY})?,?\s+(?P<year_of_month>{YEAR})(?:\s?[-/–]\s?\d{{2,4}})?(?!\d)
    |   (?P<year_first>{YEAR})\s+(?P<month_second>(?:{_MONTH})(?![a-z]))\.?(?:\s+{_DAY})?
    |   (?P<year_bracket>{YEAR})\s*\((?P<month_bracket>(?:{_MONTH}|{_SEASON})(?![a-z]))\.?\)
    |   (?P<year_iso>{YEAR})-(?P<month_iso>0[1-9]|1[0-2])(?:-\d\d)?
    |   \d{{1,2}}[/.](?P<month_number>0?[1-9]|1[0-2])[/.](?P<year_of_number>{YEAR})
    |   (?P<month_slash>0[1-9]|1[0-2])/(?P<year_slash>{YEAR})
    |   (?P<year>{YEAR})(?:\s?[-/–]\s?\d{{2,4}})?(?![\d(])
    )
"""
DATE_HERE = re.compile(_DATE, re.VERBOSE)
# What a year is followed by that nothing but a space parts from a journal's name: "2023; 30: 5", "2023 30(1): 5-9".
_VOLUME_BEHIND = (
    rf"\s?[;:,]\s?(?!{YEAR}\b|{_DAY}\s(?:{_MONTH})(?![a-z]))\d{{1,4}}\b"
    r"|\s\d{1,4}(?:\s?\([\w /–-]{1,20}\)|\s?:\s?\w?\d|,?\spp?\.\s?\d)"
)
# Where a date may begin: behind a comma or the like, in brackets, or behind a label.
DATED = re.compile(
    rf"(?:\s*[,.;:–|]\s*[\[(]?|\s+-\s+|\s*[\[(]|\s+(?={LABEL}\b)"
    rf"|\s(?={YEAR}(?:\s(?:{_MONTH})(?:\s{_DAY})?)?(?:{_VOLUME_BEHIND})))(?:{_DATE})[\])]?",
    re.VERBOSE,
)
# A date in brackets behind authors: "Adeyemi T (2024) Social Science & Medicine, 345".
BRACKETED_DATE = re.compile(rf"\s*[\[(](?:{_DATE})[a-z]?[\])][.,:]?\s+", re.VERBOSE)
DAY_OR_MONTH = re.compile(rf"(?:{_DAY}\s)?(?:{_MONTH}|{_SEASON})\.?")
# A date that breaks off before its year, behind what may stand before a date: "…, 14 November".
_MONTH_AT_END = re.compile(rf"[,.;:(–|-]\s?(?:{_DAY}\s)?(?:{_MONTH}|{_SEASON})\.?,?$")
_SEASONAL = re.compile(rf"\b(?:Spring|Summer|Autumn|Winter)(?:\s?[-–/]\s?\w+)?\s{YEAR}(?!\d)")
_YEAR_AT_START = re.compile(rf"{YEAR}(?!\d)")
_LABELLED = re.compile(LABEL.replace("\\ ", " "))
_STARTS_WITH_LABEL = re.compile(rf"(?:{LABEL}|Produced by|Version|Copyright|Search(?:ed)?)\b".replace("\\ ", " "))
YEAR_AT_END = re.compile(rf"\s(?:{_DATE})[.,]?$", re.VERBOSE)


def parse_date(month: str | None, year: str) -> PartialDate:
    """A printed month (or season, which has none) and year as a date."""
    number = next((n for n, name in enumerate(MONTHS, start=1) if month and month[:3] == name[:3]), None)
    return PartialDate(int(year), number)


def find_date(text: str) -> PartialDate | None:
    """The first date in a text."""
    match = DATE_HERE.search(text)
    return date_of(match) if match else None


def date_of(match: re.Match[str]) -> PartialDate:
    """What a match of one of the patterns above means."""
    found = match.groupdict()
    if found["year_iso"]:
        return PartialDate(int(found["year_iso"]), int(found["month_iso"]))
    if found["year_slash"]:
        return PartialDate(int(found["year_slash"]), int(found["month_slash"]))
    if found["year_of_number"]:
        return PartialDate(int(found["year_of_number"]), int(found["month_number"]))
    year = found["year_of_month"] or found["year_first"] or found["year_bracket"] or found["year"]
    return parse_date(found["month"] or found["month_second"] or found["month_bracket"], year)


@lru_cache(maxsize=512)
def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else."""
    return DATE_HERE.fullmatch(text) is not None


def ends_in_month(text: str) -> bool:
    """Whether a text ends in a month or season that a year may follow."""
    return _MONTH_AT_END.search(text) is not None


def starts_with_year(text: str) -> bool:
    """Whether a text starts with a year."""
    return _YEAR_AT_START.match(text) is not None


def is_seasonal(text: str) -> bool:
    """Whether a text holds a season and a year: "Autumn 2023"."""
    return _SEASONAL.search(text) is not None


def is_labelled(text: str) -> bool:
    """Whether a text holds what stands before dates: "Published online"."""
    return _LABELLED.search(text) is not None


def is_label(text: str) -> bool:
    """Whether a text starts with what stands before dates in front matter: "Date of publication"."""
    return _STARTS_WITH_LABEL.match(text) is not None
