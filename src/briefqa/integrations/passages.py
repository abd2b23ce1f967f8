"""A hit as a passage of text with metadata, the same for every library."""

from __future__ import annotations

from typing import Any

from briefqa.answer import Answer, Hit
from briefqa.brief import Entry
from briefqa.ranking import in_words
from briefqa.showing import access_in_words

# Of the metadata, what a language model needs beside the text to cite it, and to tell silence from evidence.
FOR_MODELS = ("covered", "source", "date", "section", "brief", "brief_date", "access", "access_note", "also_in")


def text_of(entry: Entry) -> str:
    """Title and abstract as printed, a blank line between them; the title alone where there is no abstract."""
    return f"{entry.title}\n\n{entry.abstract}" if entry.abstract else entry.title


def metadata_of(answer: Answer, hit: Hit) -> dict[str, Any]:
    """What stands beside the text of a hit; only strings, numbers, booleans, None, and lists and objects of these.

    docs/integrations.md tables the fields.
    """
    entry, brief = hit.entry, answer.brief_of(hit)
    return {
        "covered": answer.covered,
        "entry_id": entry.id,
        "title": entry.title,
        "source": entry.source,
        "date": str(entry.date) if entry.date else None,
        "authors": entry.authors,
        "section": entry.section[-1] if entry.section else "",
        "section_path": list(entry.section),
        "brief": brief.title,
        "brief_id": brief.id,
        "brief_date": str(brief.published) if brief.published else None,
        "brief_citation": brief.citation,
        "access": entry.access.value,
        "access_note": entry.access_note,
        "access_in_words": access_in_words(entry, brief),
        "note": entry.note,
        "url": entry.url,
        "doi": entry.doi,
        "rank": hit.rank,
        "score": round(hit.score, 4),
        # Of the nearest entries to a question that is not covered, none is relevant.
        "relevance": in_words(hit.score) if answer.covered else None,
        "quote": hit.quote.text,
        "quote_field": hit.quote.field,
        "also_in": [_double(other) for other in hit.also_in],
    }


def _double(entry: Entry) -> dict[str, Any]:
    return {
        "entry_id": entry.id,
        "brief_id": entry.brief_id,
        "section": entry.section[-1] if entry.section else "",
        "access": entry.access.value,
        "access_note": entry.access_note,
    }
