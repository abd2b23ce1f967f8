"""CSV for spreadsheets: one row an entry."""

from __future__ import annotations

import csv
import io
import re

from briefqa.citing.plain import one_line, paragraphs
from briefqa.citing.references import Reference, References

COLUMNS = (
    *("key", "type", "title", "authors", "source", "journal", "volume", "issue", "pages", "issn", "year", "month"),
    *("access", "access_note", "access_in_words", "access_help", "section", "note", "abstract", "doi", "url"),
    *("brief", "brief_published", "acknowledge_as", "relevance", "remarks"),
)
# What a spreadsheet takes for a formula, or strips to get at one; quotes in front of it, so that one can be added to
# every such cell and taken off again.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def to_csv(references: References) -> bytes:
    """UTF-8 with a byte order mark, which tells Excel that it is UTF-8; the first row names the columns.

    A cell that a spreadsheet would take for a formula is given a single quote in front.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in _cells(item)] for item in references.items)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _cells(item: Reference) -> list[str]:
    entry, parts = item.entry, item.parts
    row: dict[str, object] = {
        "key": item.key,
        "type": item.kind.value,
        "title": one_line(entry.title),
        "authors": item.people.printed,
        "source": one_line(entry.source),
        "journal": parts.name if item.kind == "article" else None,
        "volume": parts.volume,
        "issue": parts.issue,
        "pages": parts.pages,
        "issn": parts.issn,
        "year": entry.date.year if entry.date else None,
        "month": entry.date.month if entry.date else None,
        "access": entry.access.value,
        "access_note": one_line(entry.access_note or ""),
        "access_in_words": item.access_in_words,
        "access_help": item.help,
        "section": item.section,
        "note": one_line(entry.note or ""),
        "abstract": "\n".join(paragraphs(entry.abstract)),
        "doi": one_line(entry.doi or ""),
        "url": one_line(entry.url or ""),
        "brief": one_line(item.brief.title),
        "brief_published": item.brief.published,
        "acknowledge_as": item.acknowledgement,
        "relevance": item.relevance,
        "remarks": "\n".join(item.remarks),
    }
    return ["" if row[name] is None else str(row[name]) for name in COLUMNS]
