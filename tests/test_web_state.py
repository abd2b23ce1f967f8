"""Addresses of the page: what they say, and that nothing is lost on the way."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.brief import Access
from briefqa.errors import QuestionError
from briefqa.filters import years_of
from briefqa.web.state import State, years_as_typed

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip).filter(bool)
_MANY = st.lists(_WORDS, max_size=3, unique=True).map(tuple)
_YEAR = st.integers(1, 9999)
_STATES = st.builds(
    State,
    question=st.none() | st.just("") | _WORDS,
    briefs=_MANY,
    sections=_MANY,
    access=st.lists(st.sampled_from(Access), unique=True).map(tuple),
    years=st.none()
    | st.tuples(_YEAR, _YEAR).map(lambda two: (min(two), max(two))).filter(lambda two: two != (1, 9999)),
    show=st.integers(1, 100),
)


@given(_STATES)
def test_an_address_says_all_of_a_state(state: State) -> None:
    assert State.of_query(state.query) == state
    assert State.of_query(f"?{state.query}") == state


@given(_WORDS)
def test_the_address_of_an_entry_is_its_id_alone(id: str) -> None:  # noqa: A002
    state = State(entry=id)
    assert parse_qs(state.query) == {"entry": [id]}
    assert State.of_query(state.query) == state


def test_a_person_can_write_it() -> None:
    state = State.of_query("?q=night+shifts&brief=a&brief=b&section=Sleep&years=2019-2025&access=free&utm=x")
    assert state == State("night shifts", ("a", "b"), ("Sleep",), (Access.FREE,), (2019, 2025))
    assert state.query == "q=night+shifts&brief=a&brief=b&section=Sleep&years=2019-2025&access=free"
    assert State.of_query("").question is None
    assert State.of_query("q=").question == ""
    assert State.of_query("show=100").show == 100


@pytest.mark.parametrize("text", ["2024", "2019-2025", "2022-", "-2020"])
def test_years_are_shown_as_people_write_them(text: str) -> None:
    assert years_as_typed(years_of(text)) == text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("years=soon", "'soon' is no year"),
        ("years=-", "'-' is no year"),
        ("access=paid", "there is no access 'paid'; choose from: free"),
        ("show=0", "'0' is no number of entries"),
        ("show=101", "'101' is no number of entries; write a number from 1 to 100"),
        ("show=100000", "'100000' is no number of entries"),
        ("show=many", "'many' is no number of entries"),
        ("show=²", "'²' is no number"),
        ("&".join(["brief=x"] * 1001), "more than 1,000 parts"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(query: str, said: str) -> None:
    with pytest.raises(QuestionError, match=said.replace("²", ".")):
        State.of_query(query)


def test_filters_are_taken_away_one_by_one_and_together() -> None:
    state = State("sleep", ("a", "b"), ("Sleep",), (Access.FREE,), (2019, 2025), show=20)
    assert state.filtered
    assert state.without(briefs="a").briefs == ("b",)
    assert state.without(briefs="a").show == 5
    assert state.without(years=None).years is None
    assert state.without(access=Access.FREE).access == ()
    assert state.cleared() == State("sleep")
    assert not state.cleared().filtered
    assert state.cleared().filters == {"briefs": None, "sections": None, "access": None, "years": None}
