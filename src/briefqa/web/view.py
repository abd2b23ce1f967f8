"""An address of the page → all that the page shows for it."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from briefqa.answer import Answer
from briefqa.brief import Brief
from briefqa.catalogue import find_entry
from briefqa.errors import BriefqaError, EntryMissing, LogError, QuestionError
from briefqa.filters import checked_question
from briefqa.nhs_numbers import has_nhs_number, without_nhs_numbers
from briefqa.question_log import QuestionLog
from briefqa.retriever import Retriever
from briefqa.web.examples import example_questions
from briefqa.web.facets import searched_of
from briefqa.web.links import Outside, here
from briefqa.web.plain import SITE
from briefqa.web.render import (
    WayOut,
    render_answer,
    render_entry,
    render_masthead,
    render_printed,
    render_problem,
    render_reminder,
    render_start,
    render_summary,
    render_updated,
    render_whole_question,
    shortened,
)
from briefqa.web.state import AddressError, State, check_address


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows.

    Attributes:
        question: for the box.
        masthead: title of the page and what is searched, as HTML.
        results: what stands below the box, as HTML. Its outermost element says, for the script, which title the window
            gets, what is read out, which state of the index this is, and whether the browser is to keep nothing of it:
            then also which address takes the place of the one that was asked for.
    """

    question: str
    masthead: str
    results: str


@dataclass(frozen=True, slots=True)
class _Shown:
    summary: str
    html: str
    briefs: Sequence[Brief]
    title: str = ""
    problem: bool = False


def view_of(
    retriever: Retriever, query: str, outside: Outside, known: str = "", log: QuestionLog | None = None
) -> View:
    """What the page shows for an address; errors that a person can cause are shown, not raised.

    Args:
        retriever: what is asked.
        query: the address's query string, with or without `?`.
        outside: where links may lead.
        known: the state of the index that the page showed before, "" where it showed none.
        log: where the question and what became of it are kept, or None.
    """
    state, shown = _read(retriever, query, outside, log)
    mark = index_mark(shown.briefs)
    updated = known not in ("", mark)
    title = f"{shown.title} – {SITE}" if shown.title else SITE
    marks = [" data-problem"] if shown.problem else []
    if has_nhs_number(state.question or ""):
        marks.append(f' data-private="{escape(here(state.anonymous))}"')
    summary = f"The briefs were updated. {shown.summary}" if updated else shown.summary
    results = (
        f'<div class="view" data-title="{escape(title)}" data-summary="{escape(summary)}" data-index="{mark}"'
        f"{''.join(marks)}>{render_updated() if updated else ''}{shown.html}</div>"
    )
    return View(state.question or "", render_masthead(shown.briefs), results)


def _read(retriever: Retriever, query: str, outside: Outside, log: QuestionLog | None) -> tuple[State, _Shown]:
    """What an address says, as far as it can be read, and what is shown for it."""
    try:
        check_address(query)
        state = State.of_query(query)
    except AddressError as error:
        problems = [*error.problems, *_wrong_besides(retriever, error.rest)]
        return error.rest, _problem(problems, _way_out_of(error), retriever.briefs)
    except QuestionError as error:
        state = State.of_question(query)
        words = "Ask this question again" if state.question else "Back to the start"
        plain = state.anonymous if state.question else State()
        return state, _problem([str(error)], WayOut(words, plain), retriever.briefs)
    try:
        return state, _shown(retriever, state, outside, log)
    except BriefqaError as error:
        filters = state.filtered and _can_be_asked(state.question)
        return state, _problem([str(error)], _without_filters(state) if filters else None, retriever.briefs)


def _wrong_besides(retriever: Retriever, state: State) -> list[str]:
    """What else stands against an answer, so that it is all said at once."""
    if state.question is None or state.entry is not None:
        return []
    try:
        retriever.ask(state.question, 1, **state.filters)
    except QuestionError as error:
        return [str(error)]
    return []


def _way_out_of(error: AddressError) -> WayOut:
    if error.only_show:
        return WayOut("Show the entries that fit best", error.rest.anonymous)
    return _without_filters(error.rest)


def _without_filters(state: State) -> WayOut:
    return WayOut("Clear all filters", state.cleared().anonymous)


def _can_be_asked(question: str | None) -> bool:
    try:
        checked_question(question)
    except QuestionError:
        return False
    return True


def index_mark(briefs: Sequence[Brief]) -> str:
    """A digest that is another when the briefs are others."""
    named = "\n".join(f"{brief.id} {brief.sha256}" for brief in briefs)
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _problem(messages: Sequence[str], way: WayOut | None, briefs: Sequence[Brief]) -> _Shown:
    problem = render_problem(messages, way)
    return _Shown("There is a problem with your question.", problem, briefs, "Problem", problem=True)


def _shown(retriever: Retriever, state: State, outside: Outside, log: QuestionLog | None) -> _Shown:
    if state.entry is not None:
        return _entry(retriever.briefs, state.entry, outside)
    if state.question is None:
        briefs = retriever.briefs
        return _Shown("", render_start(example_questions(briefs), briefs, state), briefs)
    answer = retriever.ask(state.question, state.show, **state.filters)
    if log is not None:
        # Of a question within filters, too, it is kept whether the briefs answer it, not those that are left.
        _keep(log, retriever.ask(state.question) if state.filtered else answer)
    private = has_nhs_number(state.question)
    if private:
        # Beyond the box it is not shown, and not in any link.
        answer, state = replace(answer, question=without_nhs_numbers(answer.question)), state.anonymous
    searched = searched_of(answer.briefs, state)
    html = f"{render_whole_question(answer)}{render_answer(answer, state, outside)}"
    summary, printed = render_summary(answer, searched), render_summary(answer, searched, whole=True)
    title = shortened(answer.question)
    if private:
        summary, printed = (f"Do not enter patient data. {text}" for text in (summary, printed))
        html, title = f"{render_reminder()}{html}", "Do not enter patient data"
    return _Shown(summary, f"{render_printed(printed)}{html}", answer.briefs, title)


def _keep(log: QuestionLog, answer: Answer) -> None:
    """Add a question to the log; who asks gets the answer also where that cannot be done, as on a full disk."""
    try:
        log.record(answer)
    except LogError as error:
        warnings.warn(f"a question was not kept: {error}", stacklevel=2)


def _entry(briefs: Sequence[Brief], id: str, outside: Outside) -> _Shown:  # noqa: A002 - as it is called
    try:
        entry, brief = find_entry(briefs, id)
    except EntryMissing:
        message = "this entry is not in the briefs; it may have left them with an update. Ask for its title instead"
        return _Shown("Entry not found.", render_problem([message]), briefs, "Entry not found")
    return _Shown("One entry.", render_entry(entry, brief, outside), briefs, entry.title)
