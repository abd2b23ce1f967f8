"""Whole lines that are sources without a date: by the words and the spelling of names, or by what stands around one."""

from __future__ import annotations

import re
from functools import lru_cache

from briefqa.brief import PartialDate
from briefqa.reading.access_notes import is_access_note
from briefqa.reading.authors import split_authors
from briefqa.reading.dates import YEAR, is_date
from briefqa.reading.names import JOURNAL, NO_NAMES, Names, capitalised_share, mentions_name_words
from briefqa.reading.source_details import details_start
from briefqa.reading.source_extras import EXTRA, extras_behind
from briefqa.reading.source_match import SourceMatch, with_extras
from briefqa.reading.source_names import (
    INITIALS,
    SENTENCE_BREAK,
    STOPPED_ORGANISATION,
    TITLE_WORDS,
    holds_title,
    is_only_a_name,
)

_YEAR_BEHIND = re.compile(rf"\({YEAR}\)$")
_YEAR_LAST = re.compile(rf"(?<=\w) (?P<year>{YEAR})$")
_NO_DATE = re.compile(r",?\s*[\[(]?(?:n\.\s?d\.?|[Nn]o date|[Uu]ndated|[Dd]ate unknown)[\])]?$")
# What kind of publication it is, behind the name of who published it: "East Wards Trust, internal evaluation".
_KIND = re.compile(
    r"(?<=\w), (?:[a-z-]+ ){0,2}(?:blog|briefing|bulletin|evaluation|factsheet|guidance|guide|leaflet|newsletter|paper|"
    r"podcast|policy|poster|report|slides|statement|strategy|survey|thesis|toolkit|video|web ?pages?|web ?site)$"
)


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
    printed = text
    found = undated(text)
    if INITIALS.fullmatch(found.text):
        return True
    kind = _KIND.search(found.text)
    if kind is not None:
        return is_only_a_name(found.text[: kind.start()])
    text = found.text[: details_start(found.text, len(found.text))]
    if SENTENCE_BREAK.search(text) or holds_title(text, known):
        return False
    if found.doi or found.url or found.authors or text != found.text:
        return bool(text) and capitalised_share(text) >= (0.7 if text != found.text else 0.5)
    if known.leading(text) is not None and len(text) <= 60 and text[-1] not in ".?!:;":
        return True
    if _NO_DATE.search(printed) is not None and len(text) <= 100:
        # "ACAS Advice, n.d.": nothing but a source says that it has no date.
        return capitalised_share(text) >= 0.7
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
    more = found.authors or found.text.endswith(")") or details_start(found.text, len(found.text)) < len(found.text)
    return bool(more) and (JOURNAL.match(found.text) is not None or found.authors is not None)


def looks_like_name(text: str) -> bool:
    """Whether a whole line could be somebody's name: short, in capitals, no sentence."""
    if len(text) > 160 or text[-1] == "," or (text[-1] in ".?!:;" and EXTRA.search(text) is None):
        return False
    if is_date(text):
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


@lru_cache(maxsize=512)
def undated(text: str) -> SourceMatch:
    """A whole line as a source without a date, or with no more than a year behind its name ("Health Policy 2021")."""
    authors, start = split_authors(text) or (None, 0)
    name_end, extras = extras_behind(text, start)
    name = _NO_DATE.sub("", text[start:name_end]).strip(" ,;.")
    if authors is not None and not (name and capitalised_share(name) >= 0.7):
        authors, name = None, text[:name_end].strip(" ,;")
    year = _YEAR_LAST.search(name)
    date = None
    if year is not None and not is_date(" ".join(name.split()[-2:])):
        name, date = name[: year.start()], PartialDate(int(year["year"]))
    found = SourceMatch(0, len(text), name, name, date, sure=False, authors=authors)
    return with_extras(found, extras if authors is None else {**extras, "authors": authors})
