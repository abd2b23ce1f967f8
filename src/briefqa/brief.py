"""The domain: a brief, its entries, and what a brief says about getting hold of them.

Nothing here knows about files, vectors or pages on the web. All objects are frozen; `to_dict` gives the
documented JSON and `from_dict` takes it back without loss.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_SLUG_LENGTH = 80


class Access(StrEnum):
    """How a reader can get at the full text, as far as the brief says."""

    FREE = "free"
    ABSTRACT_ONLY = "abstract_only"
    OPENATHENS = "openathens"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, and the month where one is printed.

    Attributes:
        year: four digits.
        month: 1 to 12, or None where only a year is printed.

    Raises:
        ValueError: the month is out of range.
    """

    year: int
    month: int | None = None

    def __post_init__(self) -> None:
        if self.month is not None and not 1 <= self.month <= len(MONTHS):
            raise ValueError(f"month {self.month} is not from 1 to 12")

    def __lt__(self, other: PartialDate) -> bool:
        """Earlier; a year alone comes before its months."""
        return (self.year, self.month or 0) < (other.year, other.month or 0)

    def __str__(self) -> str:
        """ISO 8601, reduced precision: `2025-11` or `2025`."""
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"

    @property
    def words(self) -> str:
        """As people write it: `November 2025` or `2025`."""
        return str(self.year) if self.month is None else f"{MONTHS[self.month - 1]} {self.year}"

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Take back what `str` gives.

        Raises:
            ValueError: `text` is neither `YYYY` nor `YYYY-MM`.
        """
        match = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", text)
        if match is None:
            raise ValueError(f"not a year or a year and month: {text!r}")
        return cls(int(match[1]), int(match[2]) if match[2] else None)


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in its file an entry's title starts: 1-based line, and page where the format has pages."""

    line: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One bibliographic entry of a brief.

    Attributes:
        id: `<brief-slug>/<title-slug>`; stable as long as the title is.
        brief_id: the slug of the brief it stands in.
        section: headings from the outermost to the nearest one; never empty strings.
        title: as printed, on one line, without its access note.
        source: the publication as printed, without its date; "" where none is printed.
        date: when it was published, or None where no year is printed.
        abstract: as printed; paragraphs and list items are separated by a newline. "" where there is none.
        access: what the brief says about getting the full text.
        access_note: the brief's own words for that, or None where the entry carries no note.
        note: words printed before the source, such as which part of a document to read, or None.
        authors: names as printed on the line of the source, or None.
        url: the link of the title, or None.
        doi: without a resolver in front, or None.
        locator: where the entry stands in its file.
    """

    id: str
    brief_id: str
    section: tuple[str, ...]
    title: str
    source: str
    date: PartialDate | None
    abstract: str
    access: Access
    access_note: str | None
    locator: Locator
    note: str | None = None
    authors: str | None = None
    url: str | None = None
    doi: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON object of an entry; `section` is the nearest heading."""
        return {
            "id": self.id,
            "brief_id": self.brief_id,
            "section": self.section[-1] if self.section else "",
            "section_path": list(self.section),
            "title": self.title,
            "source": self.source,
            "year": self.date.year if self.date else None,
            "month": self.date.month if self.date else None,
            "access": self.access.value,
            "access_note": self.access_note,
            "abstract": self.abstract,
            "note": self.note,
            "authors": self.authors,
            "url": self.url,
            "doi": self.doi,
            "line": self.locator.line,
            "page": self.locator.page,
        }

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Entry:
        """Take back what `to_dict` gives.

        Raises:
            KeyError, ValueError: the record lacks a field or holds a value out of range.
        """
        return cls(
            id=record["id"],
            brief_id=record["brief_id"],
            section=tuple(record["section_path"]),
            title=record["title"],
            source=record["source"],
            date=PartialDate(record["year"], record["month"]) if record["year"] is not None else None,
            abstract=record["abstract"],
            access=Access(record["access"]),
            access_note=record["access_note"],
            locator=Locator(record["line"], record["page"]),
            note=record["note"],
            authors=record["authors"],
            url=record["url"],
            doi=record["doi"],
        )


@dataclass(frozen=True, slots=True)
class Brief:
    """An evidence brief without its entries' vectors or any other derived thing.

    Attributes:
        id: slug of the title; editions of one brief share it.
        title: without the words "Evidence Brief".
        published: month of publication, or None where the brief does not say.
        authors: names as printed.
        citation: the acknowledgement the brief asks for, as printed, or None.
        contact: the e-mail address the brief gives for help, or None.
        access_policy: what the brief says its access notes mean, as printed, or None.
        entries: in the order of the file: a tuple, or what reads them from an index when they are asked for.
        file: name of the file, without folders.
        sha256: hex digest of the file's bytes.
    """

    id: str
    title: str
    published: PartialDate | None
    authors: tuple[str, ...]
    citation: str | None
    contact: str | None
    access_policy: str | None
    entries: Sequence[Entry]
    file: str
    sha256: str

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON object of a brief, without its entries."""
        return {
            "id": self.id,
            "title": self.title,
            "published": str(self.published) if self.published else None,
            "authors": list(self.authors),
            "citation": self.citation,
            "contact": self.contact,
            "access_policy": self.access_policy,
            "file": self.file,
            "sha256": self.sha256,
        }

    @classmethod
    def from_dict(cls, record: dict[str, Any], entries: Iterable[Entry]) -> Brief:
        """Take back what `to_dict` gives.

        Raises:
            KeyError, ValueError: the record lacks a field or holds a value out of range.
        """
        return cls(
            id=record["id"],
            title=record["title"],
            published=PartialDate.parse(record["published"]) if record["published"] else None,
            authors=tuple(record["authors"]),
            citation=record["citation"],
            contact=record["contact"],
            access_policy=record["access_policy"],
            entries=tuple(entries),
            file=record["file"],
            sha256=record["sha256"],
        )


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, at most 80 characters, never empty.

    A text too long to be told apart by its first 80 characters ends in a digest of the whole.
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", ascii_text.lower()))
    full = "-".join(words)
    if not full:
        return _digest(text)
    if len(full) <= _SLUG_LENGTH:
        return full
    cut = full[: _SLUG_LENGTH - 7].rsplit("-", 1)[0]
    return f"{cut}-{_digest(full)}"


def with_unique_ids(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The same entries with ids that differ, whatever order they come in.

    Entries that share an id get a digest of all that they print as a suffix; only true doubles, alike in all but
    where they stand, are numbered.
    """
    listed = list(entries)
    shared = {key for key, count in Counter(entry.id for entry in listed).items() if count > 1}
    seen: Counter[str] = Counter()
    result = []
    for entry in listed:
        if entry.id in shared:
            rest = json.dumps({**entry.to_dict(), "id": None, "line": None, "page": None}, sort_keys=True)
            candidate = f"{entry.id}-{_digest(rest)}"
            seen[candidate] += 1
            if seen[candidate] > 1:
                candidate = f"{candidate}-{seen[candidate]}"
            entry = replace(entry, id=candidate)
        result.append(entry)
    return tuple(result)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
