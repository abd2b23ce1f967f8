"""What a brief says, apart from how it is laid out, and what a reader should find in any file of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typeset.habits import EntryHabits

# Not those of briefqa: what is right should not lean on what is tested.
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

_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/")


@dataclass(frozen=True, slots=True)
class Work:
    """One entry.

    Attributes:
        title: without its access note.
        source: the publication as printed, with volume, issue, ISSN and pages, without authors and date; or "".
        printed_date: as printed: "2024", "May 2024", "12 May 2024", "Spring 2023", "Published online: 12 May 2024".
        year, month: what the printed date means; a season has no month.
        abstract: paragraphs and list items; items start with their marker, "• " or "1. ".
        access_note: as printed; `EntryHabits.note_form` may put other words for the same.
        access: what the note, or its absence, means by the brief's policy.
        url: the link of the title.
        doi: without a resolver.
        authors: "Smith J, Patel R".

    Raises:
        ValueError: the fields contradict each other.
    """

    title: str
    source: str = ""
    printed_date: str | None = None
    year: int | None = None
    month: int | None = None
    abstract: tuple[str, ...] = ()
    access_note: str | None = None
    access: str = "free"
    url: str | None = None
    doi: str | None = None
    authors: str | None = None

    def __post_init__(self) -> None:
        if (self.printed_date is None) != (self.year is None) or (self.month and not self.year):
            raise ValueError(f"printed date and year do not agree: {self.title}")
        if not self.source and (self.printed_date or self.authors or self.doi):
            raise ValueError(f"a date, authors or DOI without a source have no line to stand in: {self.title}")
        if (self.access_note is None) != (self.access in {"free", "unknown"}):
            raise ValueError(f"note and access do not agree: {self.title}")
        if self.url and _RESOLVER.match(self.url) and _RESOLVER.sub("", self.url) != self.doi:
            raise ValueError(f"the link names another DOI: {self.title}")

    @property
    def links_to_doi(self) -> bool:
        """Whether the title's link is itself the DOI."""
        return self.url is not None and _RESOLVER.match(self.url) is not None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with works, with sub-sections (one level deep), or with a pointer: one sentence without works."""

    heading: str
    works: tuple[Work, ...] = ()
    pointer: str | None = None
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A brief; the title stands without the words "Evidence Brief", the policy says what access notes mean."""

    title: str
    year: int
    month: int
    authors: tuple[str, ...]
    contact: str | None
    policy: str | None
    sections: tuple[Section, ...]

    @property
    def date(self) -> str:
        """Month and year in words."""
        return f"{MONTHS[self.month - 1]} {self.year}"

    def all_sections(self) -> Iterator[Section]:
        """Sections and sub-sections in the order of the file."""
        for section in self.sections:
            yield section
            yield from section.sections

    def works(self) -> Iterator[tuple[str, Work]]:
        """Each work with the nearest heading above it, in the order of the file."""
        for section in self.all_sections():
            for work in section.works:
                yield section.heading, work


def is_item(paragraph: str) -> bool:
    """Whether a paragraph of an abstract is a list item."""
    return re.match(r"• |\d{1,2}\. ", paragraph) is not None


def expected(manuscript: Manuscript, entry_habits: Sequence[EntryHabits], *, links: bool) -> dict[str, Any]:
    """What a reader should find in a file laid out with these habits, one for each work.

    `links` tells whether the format keeps the links of titles. Where it does not, only a URL line gives a URL. A DOI
    is known where it is printed or is what the known URL leads to; printed as an address, it is the URL of a title
    that has no other. Authors are None unless printed.
    """
    entries = []
    for (heading, work), habit in zip(manuscript.works(), entry_habits, strict=True):
        url = work.url if links or habit.url_line else None
        doi_known = habit.doi_of(work) is not None or (url is not None and work.links_to_doi)
        if url is None and habit.doi_form == "https://doi.org/":
            url = habit.doi_of(work)
        entries.append(
            {
                "section": heading,
                "title": work.title,
                "source": work.source,
                "year": work.year,
                "month": work.month,
                "access": work.access,
                "access_note": habit.note_of(work),
                "abstract": "\n".join(work.abstract),
                "authors": habit.authors_of(work),
                "url": url,
                "doi": work.doi if doi_known else None,
            }
        )
    brief = {
        "title": manuscript.title,
        "published": f"{manuscript.year:04d}-{manuscript.month:02d}",
        "contact": manuscript.contact,
    }
    return {"brief": brief, "entries": entries}
