"""Facets: what can be chosen, and counts that are what choosing it searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest

from briefqa.brief import Access, Entry, PartialDate
from briefqa.reading import Reading
from briefqa.retriever import Retriever
from briefqa.web.facets import Facet, facets_of, searched_of, years_in_words
from briefqa.web.state import State
from tiny import brief, entry

BRIEFS = (
    brief(
        [
            entry("Sleep A", section=("Research", "Sleep"), date=PartialDate(2025)),
            entry("Sleep B", section=("Research", "sleep"), date=PartialDate(2020), access=Access.ABSTRACT_ONLY),
            entry("Pay", section=("Research", "Pay"), date=None),
            entry("Nowhere", section=(), date=PartialDate(2010)),
        ]
    ),
    brief([entry("Other", brief_id="other", section=("Pay",), date=PartialDate(2023))], id="other"),
    brief([], id="empty"),
)


def _facet(state: State, name: str) -> Facet:
    return next(facet for facet in facets_of(BRIEFS, state) if facet.name == name)


def _counts(state: State, name: str) -> dict[str, int]:
    return {choice.value: choice.count for choice in _facet(state, name).choices}


def test_all_there_is_to_choose_from() -> None:
    state = State("sleep")
    assert [facet.name for facet in facets_of(BRIEFS, state)] == ["brief", "section", "years", "access"]
    assert _counts(state, "brief") == {"tiny": 4, "other": 1}
    assert _counts(state, "section") == {"Sleep": 2, "Pay": 2}
    assert _counts(state, "years") == {"": 5, "2024-": 1, "2022-": 2, "2020-": 3, "2015-": 3}
    assert _counts(state, "access") == {"free": 4, "abstract_only": 1}
    assert searched_of(BRIEFS, state) == 5


def test_counts_heed_all_filters_but_their_own() -> None:
    state = State("sleep", sections=("Pay",), access=(Access.FREE,))
    assert _counts(state, "section") == {"Sleep": 1, "Pay": 2}
    assert _counts(state, "access") == {"free": 2, "abstract_only": 0}
    assert _counts(state, "brief") == {"tiny": 1, "other": 1}
    assert _counts(state, "years")[""] == 2
    assert searched_of(BRIEFS, state) == 2


def test_what_is_in_force_can_be_seen_and_undone() -> None:
    state = State("sleep", ("tiny",), ("research",), (Access.OPENATHENS,), (2018, 2021))
    chosen = {facet.name: [one.label for one in facet.choices if one.chosen] for facet in facets_of(BRIEFS, state)}
    assert chosen == {
        "brief": ["Tiny (November 2025)"],
        "section": ["Research"],
        "years": ["2018 to 2021"],
        "access": ["NHS OpenAthens"],
    }


def test_what_offers_no_choice_is_left_out() -> None:
    alone = brief([entry("A", section=("Sleep",), date=None)])
    assert facets_of([alone], State("a")) == ()
    assert facets_of([], State("a")) == ()


@pytest.mark.parametrize(
    ("years", "words"),
    [((2024, 2024), "2024"), ((2019, 2025), "2019 to 2025"), ((2022, 9999), "since 2022"), ((1, 2020), "up to 2020")],
)
def test_years_in_words(years: tuple[int, int], words: str) -> None:
    assert years_in_words(years) == words


@pytest.mark.model
def test_counts_are_those_of_the_retriever(retriever: Retriever, reading: Reading) -> None:
    """Each choice, made: as many entries are found as its count says."""
    for facet in facets_of([reading.brief], State("care")):
        for choice in facet.choices:
            made = State.of_query(urlencode({facet.name: choice.value}))
            answer = retriever.ask("care", 100, **made.filters)
            assert len(answer.hits) + sum(len(hit.also_in) for hit in answer.hits) == choice.count, choice


class _Read(Sequence[Entry]):
    """Entries that count how often they are read."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries, self.times = entries, 0

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 - one or some
        self.times += 1
        return self.entries[place]


def test_entries_are_read_for_the_first_question_only_and_again_when_the_briefs_are_others() -> None:
    entries = _Read(BRIEFS[0].entries)
    watched = replace(BRIEFS[0], entries=entries)
    asked = [State("sleep"), State("pay", show=50), State("sleep", years=(2020, 2021)), State(None)]
    first = [(facets_of([watched], state), searched_of([watched], state)) for state in asked]
    before = entries.times
    assert [(facets_of((watched,), state), searched_of((watched,), state)) for state in asked] == first
    assert entries.times == before
    assert [searched for _, searched in first] == [4, 4, 1, 4]
    # The same brief with an entry less, as after an update of the index.
    newer = replace(watched, entries=BRIEFS[0].entries[1:])
    assert searched_of([newer], asked[0]) == 3
    assert searched_of([watched], asked[0]) == 4
