"""Answers as files to take away: what stands behind the page's address `take-away`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from briefqa.brief import slug
from briefqa.catalogue import find_entry
from briefqa.citing import References, export, of_answer, of_entries
from briefqa.citing.formats import FILES, format_named
from briefqa.errors import EntryMissing, QuestionError
from briefqa.nhs_numbers import has_nhs_number
from briefqa.retriever import Retriever
from briefqa.web.state import State, check_address

_NAME_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Export:
    """A file.

    Attributes:
        name: letters of ASCII, digits, hyphens and a dot only.
        media_type: of the data.
        data: its bytes.
    """

    name: str
    media_type: str
    data: bytes


def export_of(retriever: Retriever, query: str) -> Export:
    """The file for an address.

    Args:
        retriever: what is asked.
        query: what the page's address says, and besides `format`, and `pick` for each entry that is wanted; without
            `pick` all that the page shows.

    Raises:
        QuestionError: nothing is asked for, no such format or entry is there, or the address says something else.
        MissingExtra: the format needs the extra `cite`.
    """
    check_address(query, once=("format",), repeated=("pick",))
    state = State.of_query(query)
    given = parse_qs(query)
    form = format_named(given.get("format", [""])[-1])
    references = _references(retriever, state, given.get("pick", []))
    ending, media_type = FILES[form]
    # A file's name says no more than the file does: see `briefqa.citing.of_answer`.
    asked = state.question or state.entry or ""
    about = "" if has_nhs_number(asked) else slug(asked)[:_NAME_LENGTH].strip("-")
    return Export(f"evidence-{about or 'brief'}.{ending}", media_type, export(references, form))


def _references(retriever: Retriever, state: State, picked: list[str]) -> References:
    if state.entry is not None:
        try:
            return of_entries([find_entry(retriever.briefs, state.entry)])
        except EntryMissing:
            raise QuestionError("this entry is not in the briefs; go back and search for it") from None
    answer = retriever.ask(state.question or "", state.show, **state.filters)
    if not picked:
        return of_answer(answer)
    hits = tuple(hit for hit in answer.hits if hit.entry.id in set(picked))
    if not hits:
        raise QuestionError("none of the selected entries is in the answer any more; go back and search again")
    return of_answer(replace(answer, hits=hits))
