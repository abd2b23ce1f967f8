"""What is searched, and an entry by its id, as the documented JSON (docs/json.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from briefqa.brief import Brief, Entry
from briefqa.errors import EntryMissing


def find_entry(briefs: Sequence[Brief], entry_id: str) -> tuple[Entry, Brief]:
    """An entry and the brief it stands in.

    Raises:
        EntryMissing: there is none with this id.
    """
    for brief in briefs:
        for entry in brief.entries:
            if entry.id == entry_id:
                return entry, brief
    raise EntryMissing(f"there is no entry '{entry_id}'; take the id of an entry from an answer")


def sections_of(brief: Brief) -> dict[str, int]:
    """The nearest headings of a brief's entries, in its order, and how many entries each has."""
    return dict(Counter(entry.section[-1] for entry in brief.entries if entry.section))


def briefs_record(briefs: Sequence[Brief]) -> dict[str, Any]:
    """The briefs that are searched, with the sections that answers can be limited to."""
    return {
        "briefs": [
            {
                **brief.to_dict(),
                "entries": len(brief.entries),
                "sections": [{"section": name, "entries": count} for name, count in sections_of(brief).items()],
            }
            for brief in briefs
        ]
    }


def entry_record(entry: Entry, brief: Brief) -> dict[str, Any]:
    """An entry and the brief it stands in."""
    return {"entry": entry.to_dict(), "brief": brief.to_dict()}
