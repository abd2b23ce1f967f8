"""Answers as plain text for a language model: whether the briefs answer comes first, then each entry with its citation.

Structured results may never reach the model; this text does, so it must not be possible to read it as evidence where
there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefqa.answer import Answer, Hit
from briefqa.brief import Brief, Entry
from briefqa.catalogue import sections_of
from briefqa.nhs_numbers import REMINDER, has_nhs_number, without_nhs_numbers
from briefqa.ranking import in_words
from briefqa.showing import access_in_words, citation_line, contacts, counted, edition, places_of_doubles

NOT_COVERED = "NOT COVERED"
COVERED = "COVERED"


def text_of_answer(answer: Answer) -> str:
    """A whole answer."""
    reminder = [f"{REMINDER} Tell the person so."] if has_nhs_number(answer.question) else []
    return "\n\n".join(["\n".join([*_head(answer), *reminder]), *(_hit(answer, hit) for hit in answer.hits)])


def text_of_briefs(briefs: Sequence[Brief]) -> str:
    """Which briefs are searched, and which sections they have."""
    listed = [
        "\n".join(
            [
                edition(brief),
                f"  Brief id: {brief.id}",
                f"  Holds: {counted(len(brief.entries), 'entry')}",
                *_facts({"Cite as": brief.citation, "Help": brief.contact}),
                *(f"  Section: {name} ({counted(count, 'entry')})" for name, count in sections_of(brief).items()),
            ]
        )
        for brief in briefs
    ]
    head = f"{counted(len(briefs), 'brief')} can be asked. What is not in them cannot be answered from them."
    return "\n\n".join([head, *listed])


def text_of_entry(entry: Entry, brief: Brief) -> str:
    """One entry, whole."""
    return "\n".join(
        [
            entry.title,
            *_citation(entry, brief),
            f"  Abstract, word for word: {entry.abstract or '(the brief gives none)'}",
        ]
    )


def _head(answer: Answer) -> list[str]:
    asked = without_nhs_numbers(answer.question)
    searched = _facts({"Searched for": answer.searched if answer.searched != asked else None}, "")
    names = "; ".join(edition(brief) for brief in answer.briefs) or "(none)"
    if answer.covered:
        return [
            f"{COVERED}: entries of the briefs come near “{asked}”; judge by their quotes what they answer.",
            *searched,
            "Say only what is quoted here, cite each entry you use with its brief, and pass on its access note.",
        ]
    if not answer.hits:
        return [
            f"{NOT_COVERED}: no entry of the briefs passes the filters given for “{asked}”.",
            "This is no evidence for any answer. Ask again with fewer filters, or say that nothing was found.",
            f"Briefs: {names}",
        ]
    nearest = {"Help": ", ".join(contacts(answer.briefs)), "Nearest sections": "; ".join(answer.nearest_sections)}
    return [
        f"{NOT_COVERED}: the briefs do not answer “{asked}”.",
        *searched,
        "Say that the briefs do not cover it. The entries below are merely the nearest ones: they are no evidence for "
        "an answer, and none may be cited for one.",
        f"Briefs: {names}",
        *_facts(nearest, ""),
    ]


def _hit(answer: Answer, hit: Hit) -> str:
    entry, brief = hit.entry, answer.brief_of(hit)
    # Each stands for itself: a model may be shown a part of the text only.
    lead = f"[{hit.rank}]" if answer.covered else f"[{hit.rank}, nearest only, does not answer the question]"
    quote = hit.quote.text if hit.quote.field == "abstract" else None
    return "\n".join(
        [
            f"{lead} {entry.title}",
            *_facts({"Quote, word for word": f"“{quote}”" if quote else None}),
            *_citation(entry, brief),
            *(f"  Also in: {place}" for place in places_of_doubles(hit, answer.briefs)),
            *_facts({"Relevance": f"{in_words(hit.score)} ({hit.score:.2f})" if answer.covered else None}),
        ]
    )


def _citation(entry: Entry, brief: Brief) -> Iterable[str]:
    return _facts(
        {
            "Source": citation_line(entry),
            "Authors": entry.authors,
            "Note": entry.note,
            "Brief": edition(brief),
            "Section": " › ".join(entry.section),
            "Access": access_in_words(entry, brief),
            "Link": entry.url,
            "DOI": entry.doi,
            "Entry id": entry.id,
        }
    )


def _facts(facts: Mapping[str, str | None], indent: str = "  ") -> list[str]:
    return [f"{indent}{name}: {value}" for name, value in facts.items() if value]
