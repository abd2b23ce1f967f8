"""CSL-JSON 1.0.2, as citation processors, Zotero and pandoc take it."""

from __future__ import annotations

import json
from typing import Any

from briefqa.brief import PartialDate
from briefqa.citing.people import People, Person
from briefqa.citing.plain import one_line, paragraphs
from briefqa.citing.references import Kind, Reference, References

_TYPES = {Kind.ARTICLE: "article-journal", Kind.REPORT: "report", Kind.OTHER: "document"}


def to_csl(references: References) -> str:
    """A JSON array of items, ending in a newline."""
    return json.dumps([_item(item) for item in references.items], ensure_ascii=False, indent=2) + "\n"


def _item(item: Reference) -> dict[str, Any]:
    entry, parts = item.entry, item.parts
    article = item.kind is Kind.ARTICLE
    record = {
        "id": item.key,
        "type": _TYPES[item.kind],
        "title": one_line(entry.title),
        "author": _authors(item.people),
        "container-title": parts.name if article else "",
        "publisher": "" if article else parts.name,
        "volume": parts.volume,
        "issue": parts.issue,
        "page": parts.pages,
        "ISSN": parts.issn,
        "issued": _issued(entry.date) if entry.date else None,
        "abstract": "\n".join(paragraphs(entry.abstract)),
        "DOI": one_line(entry.doi or ""),
        "URL": one_line(entry.url or ""),
        "keyword": ", ".join(map(one_line, entry.section)),
        "source": item.edition,
        "note": "\n".join(item.notes),
        "custom": {
            "entry": one_line(entry.id),
            "access": entry.access.value,
            "access-note": one_line(entry.access_note or "") or None,
            "section": [one_line(heading) for heading in entry.section],
            "brief": one_line(item.brief.title),
            "brief-published": str(item.brief.published) if item.brief.published else None,
            "acknowledge-as": item.acknowledgement,
        },
    }
    return {name: value for name, value in record.items() if value}


def _authors(people: People) -> list[dict[str, str]]:
    if people.named:
        return [_name(person) for person in people.named]
    return [{"literal": people.printed}] if people.printed else []


def _name(person: Person) -> dict[str, str]:
    return {"family": person.family, "given": person.given} if person.given else {"literal": person.family}


def _issued(date: PartialDate) -> dict[str, list[list[int]]]:
    return {"date-parts": [[date.year, date.month] if date.month else [date.year]]}
