"""A brief's front matter: its contents block, name, date, authors, help section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefqa.brief import PartialDate
from briefqa.reading.lines import Line
from briefqa.reading.sources import parse_date

_CONTENTS = re.compile(r"^(?:table of )?contents:?$", re.IGNORECASE)
_LEADERS = " .…·"
_PAGE = re.compile(r"(?<=[\s.…·])\d{1,3}$")
_ACKNOWLEDGE = re.compile(r"please acknowledge\b.*?\bas:?\s+(?P<citation>\S.*)$", re.IGNORECASE)
_CITATION = re.compile(
    # A title ends in a full stop of the citation's, or in a question mark of its own.
    r"^Evidence Brief:\s*(?P<title>.+?(?:[?!](?=\s)|(?=\.\s)))\.?\s+(?P<authors>[^()]+?)\.?\s*\((?P<date>[^()]*)\)",
    re.IGNORECASE,
)
_AUTHORS_APART = re.compile(r"\s*(?:(?:[,;&]|\band\b)\s*)+")
_PUBLISHED = re.compile(
    r"^(?:(?:date of publication|publication date):?|(?:published|date):)\s+(?P<date>.+)$", re.IGNORECASE
)
_MONTH_YEAR = re.compile(r"(?:(?P<month>[A-Z][a-z]+)\s+)?(?P<year>(?:19|20)\d\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_POLICY = re.compile(r"openathens|freely available|abstract is available", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents block.

    Attributes:
        names: section headings in order, without the leading asterisk some carry.
        end: how many lines of the brief stand up to and including the block.
    """

    names: tuple[str, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Front:
    """What the front matter says of the brief; None where it does not say."""

    title: str | None
    authors: tuple[str, ...]
    published: PartialDate | None
    citation: str | None
    contact: str | None
    access_policy: str | None


def heading_key(text: str) -> str:
    """What two spellings of one heading share: case, quotes, dashes and asterisks aside."""
    plain = re.sub(r"[\"'“”‘’*]", "", text).replace("–", "-").replace("—", "-")
    return " ".join(plain.casefold().split()).rstrip(":")


def read_contents(lines: Sequence[Line]) -> Contents:
    """The contents block: a line "Contents" and the `name page` lines after it; empty where there is none."""
    start = next((i for i, line in enumerate(lines) if _CONTENTS.match(line.text)), None)
    if start is None:
        return Contents((), 0)
    names = []
    end = start + 1
    for i in range(start + 1, len(lines)):
        page = _PAGE.search(lines[i].text[-4:])
        name = lines[i].text[:-4] + lines[i].text[-4:][: page.start()] if page else ""
        if not name.strip(_LEADERS):
            break
        names.append(name.rstrip(_LEADERS).lstrip("*").strip())
        end = i + 1
    return Contents(tuple(names), end)


def read_front(paragraphs: Sequence[str]) -> Front:
    """What the paragraphs outside the entries say of the brief."""
    citation = _first(_ACKNOWLEDGE, paragraphs, "citation")
    cited = _CITATION.match(citation) if citation else None
    printed = [match["date"] for text in paragraphs if (match := _PUBLISHED.search(text))]
    dates = [_MONTH_YEAR.search(text) for text in (*printed, cited["date"] if cited else "")]
    date = next((found for found in dates if found), None)
    contact = next((match[0] for text in paragraphs if (match := _EMAIL.search(text))), None)
    return Front(
        title=cited["title"].strip() if cited else None,
        authors=tuple(_AUTHORS_APART.split(cited["authors"])) if cited else (),
        published=parse_date(date["month"], date["year"]) if date else None,
        citation=citation,
        contact=contact.rstrip(".") if contact else None,
        access_policy=" ".join(text for text in paragraphs if _POLICY.search(text) and "http" not in text) or None,
    )


def _first(pattern: re.Pattern[str], paragraphs: Sequence[str], group: str) -> str | None:
    return next((match[group].strip() for text in paragraphs if (match := pattern.search(text))), None)
