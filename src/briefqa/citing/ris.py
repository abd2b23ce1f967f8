"""RIS, as reference managers import it (knows rispy)."""

from __future__ import annotations

from typing import Any

from briefqa.brief import PartialDate
from briefqa.citing.people import Person
from briefqa.citing.plain import one_line, paragraphs
from briefqa.citing.references import Kind, Reference, References
from briefqa.extras import require

_TYPES = {Kind.ARTICLE: "JOUR", Kind.REPORT: "RPRT", Kind.OTHER: "GEN"}


def to_ris(references: References) -> str:
    """RIS records; "" where there are no references.

    Paragraphs of an abstract stand on lines of their own, as EndNote and Zotero write them.

    Raises:
        MissingExtra: the extra `cite` is not installed.
    """
    require("cite", needed_for="the export to RIS")
    from rispy import RisWriter

    writer = RisWriter()
    # A number in front of each record is no part of RIS, only a habit of the library's.
    writer.set_header = lambda _count: ""
    return str(writer.formats([_record(item) for item in references.items]))


def _record(item: Reference) -> dict[str, Any]:
    entry, parts = item.entry, item.parts
    first, last = parts.page_range or ("", None)
    article = item.kind is Kind.ARTICLE
    record: dict[str, Any] = {
        "type_of_reference": _TYPES[item.kind],
        "id": item.key,
        "title": one_line(entry.title),
        "authors": _authors(item),
        "secondary_title": parts.name if article else "",
        "publisher": "" if article else parts.name,
        "volume": parts.volume,
        "number": parts.issue,
        "start_page": first,
        "end_page": last,
        "issn": parts.issn,
        "year": f"{entry.date.year:04d}" if entry.date else "",
        "date": _date(entry.date) if entry.date else "",
        "abstract": "\n".join(paragraphs(entry.abstract)),
        "doi": one_line(entry.doi or ""),
        "urls": [one_line(entry.url)] if entry.url else [],
        "keywords": [one_line(heading) for heading in entry.section],
        "notes": item.notes,
        "name_of_database": item.edition,
    }
    return {name: value for name, value in record.items() if value}


def _authors(item: Reference) -> list[str]:
    """One author a line; authors that cannot be parted stay whole, and only in the notes where a comma is in them.

    What stands before a comma is taken for a surname: "Jane Smith, Ravi Patel" would become somebody else.
    """
    people = item.people
    if people.named:
        return [_name(person) for person in people.named]
    return [people.printed] if people.printed and "," not in people.printed else []


def _name(person: Person) -> str:
    return f"{person.family}, {person.given}" if person.given else person.family


def _date(date: PartialDate) -> str:
    """`2025/11//` or `2025///`: year, month, day and other information, as the format has it."""
    return f"{date.year:04d}/{date.month:02d}//" if date.month else f"{date.year:04d}///"
