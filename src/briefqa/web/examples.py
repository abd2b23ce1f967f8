"""Example questions for the page, drawn from the briefs in the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefqa.brief import Brief, Entry
from briefqa.terms import stems

_SHORT = 70
_QUOTES = set('"“”‘')
# Headings of nothing but these words say what kind of publication stands below them, not what it is about.
_KINDS = frozenset(
    stems(
        "article blog book case conference data event evidence framework grey guidance guideline journal key "
        "literature network news other paper peer policy practice publication published qualitative quantitative "
        "report research resource review reviewed standard statistics strategy study survey systematic toolkit trial"
    )
)


def example_questions(briefs: Sequence[Brief], count: int = 5) -> list[str]:
    """Up to `count` questions that the briefs answer.

    The briefs take turns, the newest first. Each gives first a short title that is itself a question; then the topics
    of its sections, of those inside others first, and of these first those whose heading the section's own entries
    speak of most often, so that asking about it leads there. A brief that has neither gives short titles.
    """
    entries = [entry for brief in briefs for entry in brief.entries]
    newest_first = sorted(briefs, key=lambda brief: brief.id)
    newest_first.sort(key=lambda brief: str(brief.published or ""), reverse=True)
    return _by_turns([_questions_of(brief, entries) for brief in newest_first])[:count]


def _by_turns(questions: Sequence[Sequence[str]]) -> list[str]:
    """All questions, one of each list at a time: the next that no list has given yet."""
    drawn: dict[str, None] = {}
    left = [iter(of_one) for of_one in questions]
    while left:
        before, left = left, []
        for of_one in before:
            new = next((question for question in of_one if question not in drawn), None)
            if new is not None:
                drawn[new] = None
                left.append(of_one)
    return list(drawn)


def _questions_of(brief: Brief, entries: Sequence[Entry]) -> list[str]:
    """Questions that one brief answers, the best first."""
    titles = [entry.title for entry in brief.entries if len(entry.title) <= _SHORT]
    inside = [entry for entry in brief.entries if len(entry.section) > 1]
    beside = [entry for entry in brief.entries if len(entry.section) == 1]
    topics = [*_topics(inside, entries), *_topics(beside, entries)]
    asking = [title for title in titles if title.endswith("?")]
    return [*asking[:1], *(f"{topic}: what is known?" for topic in topics), *asking[1:]] or titles


def _topics(among: Sequence[Entry], entries: Sequence[Entry]) -> list[str]:
    """Headings of sections that their entries speak of, more than `entries` do."""
    by_heading: dict[str, list[Entry]] = {}
    for entry in among:
        by_heading.setdefault(entry.section[-1], []).append(entry)
    spoken = Counter({heading: _spoken_of(heading, listed, entries) for heading, listed in by_heading.items()})
    return [heading for heading, weight in spoken.most_common() if weight > 0 and _is_topic(heading)]


def _is_topic(heading: str) -> bool:
    # One in quotes is a word that its entries use in a sense of their own.
    return not set(heading) & _QUOTES and not _KINDS.issuperset(stems(heading))


def _spoken_of(heading: str, inside: Sequence[Entry], entries: Sequence[Entry]) -> float:
    """Share of a section's entries whose title has a word of its heading, less that of all entries."""
    words = set(stems(heading))

    def share(among: Sequence[Entry]) -> float:
        return sum(not words.isdisjoint(stems(entry.title)) for entry in among) / len(among)

    return share(inside) - share(entries)
