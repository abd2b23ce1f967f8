"""Example questions for the page, drawn from the briefs in the index."""

from __future__ import annotations

from collections import Counter

from briefqa.brief import Brief, Entry
from briefqa.terms import stems

_SHORT = 70
_QUOTES = set('"“”‘')


def example_questions(briefs: tuple[Brief, ...], count: int = 5) -> list[str]:
    """Up to `count` questions that the briefs answer.

    First a short title that is itself a question; then the topics of sections, those first whose heading
    the section's own entries speak of most often, so that asking about it leads there.
    """
    entries = [entry for brief in briefs for entry in brief.entries]
    titles = [entry.title for entry in entries if entry.title.endswith("?") and len(entry.title) <= _SHORT]
    by_section: dict[str, list[Entry]] = {}
    for entry in entries:
        # A heading in quotes is a word that its entries use in a sense of their own.
        if len(entry.section) > 1 and not set(entry.section[-1]) & _QUOTES:
            by_section.setdefault(entry.section[-1], []).append(entry)
    spoken = Counter({heading: _spoken_of(heading, listed, entries) for heading, listed in by_section.items()})
    topics = [heading for heading, weight in spoken.most_common() if weight > 0]
    questions = [*titles[:1], *(f"{topic}: what is known?" for topic in topics)]
    return questions[:count]


def _spoken_of(heading: str, inside: list[Entry], entries: list[Entry]) -> float:
    """Share of a section's entries whose title has a word of its heading, less that of all entries."""
    words = set(stems(heading))

    def share(among: list[Entry]) -> float:
        return sum(not words.isdisjoint(stems(entry.title)) for entry in among) / len(among)

    return share(inside) - share(entries)
