"""What programs ask of the server, whichever way they call it: the JSON of docs/json.md, and files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from briefqa.answer import Answer
from briefqa.catalogue import briefs_record, entry_record, find_entry
from briefqa.citing import export, of_answer, of_briefs
from briefqa.citing.formats import FILES, format_named
from briefqa.errors import QuestionError
from briefqa.filters import access_named, years_of
from briefqa.retriever import Retriever


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its filters as written; see `briefqa.Retriever.ask` and `briefqa.filters`."""

    question: str
    k: int = 5
    briefs: Collection[str] | None = None
    sections: Collection[str] | None = None
    years: str | None = None
    access: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class File:
    """An export: its bytes, what they are, and a name for them."""

    data: bytes
    media_type: str
    name: str


def answer_to(retriever: Retriever, asked: Asked) -> Answer:
    """The answer; empty filters are none.

    Raises:
        QuestionError: the question, `k` or a filter is out of range.
    """
    return retriever.ask(
        asked.question,
        asked.k,
        briefs=asked.briefs or None,
        sections=asked.sections or None,
        years=years_of(asked.years) if asked.years else None,
        access=[access_named(name) for name in asked.access] if asked.access else None,
    )


def briefs_of(retriever: Retriever) -> dict[str, Any]:
    """The briefs that are searched."""
    return briefs_record(retriever.briefs)


def entry_of(retriever: Retriever, entry_id: str) -> dict[str, Any]:
    """An entry with its brief.

    Raises:
        EntryMissing: there is none with this id.
    """
    return entry_record(*find_entry(retriever.briefs, entry_id))


def export_of(
    retriever: Retriever, form: str, asked: Asked | None, *, others: bool, **limits: Collection[str] | None
) -> File:
    """The entries of an answer or, where nothing is asked, of whole briefs, for other programs.

    Args:
        retriever: what is asked.
        form: name of a `Format`.
        asked: the question, or None.
        others: whether there are filters besides `limits`, which only answers have.
        limits: `briefs` and `sections`, where nothing is asked.

    Raises:
        QuestionError: there is no such format, the question or a filter is out of range, or a filter wants a question.
        MissingExtra: the extra `cite` is not installed.
    """
    if asked is None and others:
        # Passed over, more would come than was asked for.
        raise QuestionError("whole briefs can be limited by brief and section alone; ask a question with other filters")
    chosen = format_named(form)
    if asked is not None:
        references = of_answer(answer_to(retriever, asked))
    else:
        references = of_briefs(retriever.briefs, limits.get("briefs") or None, limits.get("sections") or None)
    suffix, media_type = FILES[chosen]
    return File(export(references, chosen), media_type, f"{'answer' if asked else 'briefs'}.{suffix}")
