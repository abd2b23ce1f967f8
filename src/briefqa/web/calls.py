"""What programs ask of the server, whichever way they call it: the JSON of docs/json.md, and files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, cast

from pydantic import Field, SkipValidation

from briefqa.answer import Answer
from briefqa.catalogue import briefs_record, entry_record, find_entry
from briefqa.citing import export, of_answer, of_briefs
from briefqa.citing.formats import FILES, format_named
from briefqa.errors import QuestionError
from briefqa.filters import MAX_HITS, MAX_QUESTION, access_of, years_of
from briefqa.retriever import Retriever

# What programs may give. Pydantic only describes it: `briefqa.filters` checks it, as it does whichever way one asks.
Question = Annotated[str, Field(max_length=MAX_QUESTION), SkipValidation]
K = Annotated[int, Field(ge=1, le=MAX_HITS), SkipValidation]
Names = Annotated[str | list[str] | None, SkipValidation]
Years = Annotated[str | Annotated[list[int], Field(max_length=2)] | None, SkipValidation]
_K = 5
_ONLY_LIMITS = "whole briefs can be limited by brief and section alone; ask a question with other filters"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its filters as written; see `briefqa.Retriever.ask` and `briefqa.filters`.

    Attributes:
        k: None where it is not given, which only exports allow.
    """

    question: str
    k: int | None = _K
    briefs: str | list[str] | None = None
    sections: str | list[str] | None = None
    years: Years = None
    access: str | list[str] | None = None


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
        cast("int", asked.k),
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
    if whole and (asked.k is not None or years_of(asked.years) or access_of(asked.access)):
        # Passed over, more would come than was asked for.
        raise QuestionError(_ONLY_LIMITS)
    chosen = format_named(form)
    if whole:
        references = of_briefs(retriever.briefs, asked.briefs, asked.sections)
    else:
        references = of_answer(answer_to(retriever, replace(asked, k=_K) if asked.k is None else asked))
    suffix, media_type = FILES[chosen]
    return File(export(references, chosen), media_type, f"{'briefs' if whole else 'answer'}.{suffix}")
