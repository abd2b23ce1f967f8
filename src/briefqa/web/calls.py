"""What programs ask of the server, whichever way they call it: the JSON of docs/json.md, and files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, SkipValidation

from briefqa.answer import Answer
from briefqa.catalogue import briefs_record, entry_record, find_entry
from briefqa.citing import export, of_answer, of_briefs
from briefqa.citing.formats import FILES, format_named
from briefqa.errors import QuestionError
from briefqa.filters import access_of, years_of
from briefqa.retriever import Retriever

# What programs may give for years. `briefqa.filters.years_of` checks it, whose message is clearer than pydantic's.
Years = Annotated[str | Annotated[list[int], Field(min_length=2, max_length=2)] | None, SkipValidation]
ONLY_LIMITS = "whole briefs can be limited by brief and section alone; ask a question with other filters"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its filters as written; see `briefqa.Retriever.ask` and `briefqa.filters`."""

    question: str
    k: int = 5
    briefs: Collection[str] | None = None
    sections: Collection[str] | None = None
    years: Years = None
    access: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class File:
    """An export: its bytes, what they are, and a name for them."""

    data: bytes
    media_type: str
    name: str


def answer_to(retriever: Retriever, asked: Asked) -> Answer:
    """The answer.

    Raises:
        QuestionError: the question, `k` or a filter is out of range.
    """
    return retriever.ask(
        asked.question,
        asked.k,
        briefs=asked.briefs,
        sections=asked.sections,
        years=years_of(asked.years),
        access=asked.access,
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


def export_of(retriever: Retriever, form: str, asked: Asked, *, whole: bool) -> File:
    """The entries of an answer or, where nothing is asked, of whole briefs, for other programs.

    Args:
        retriever: what is asked.
        form: name of a `Format`.
        asked: the question, and what limits it.
        whole: whether nothing is asked: then only its briefs and sections count.

    Raises:
        QuestionError: there is no such format, the question or a filter is out of range, or a filter wants a question.
        MissingExtra: the extra `cite` is not installed.
    """
    if whole and (years_of(asked.years) or access_of(asked.access)):
        # Passed over, more would come than was asked for.
        raise QuestionError(ONLY_LIMITS)
    chosen = format_named(form)
    if whole:
        references = of_briefs(retriever.briefs, asked.briefs, asked.sections)
    else:
        references = of_answer(answer_to(retriever, asked))
    suffix, media_type = FILES[chosen]
    return File(export(references, chosen), media_type, f"{'briefs' if whole else 'answer'}.{suffix}")
