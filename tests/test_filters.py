from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.brief import Access
from briefqa.errors import QuestionError
from briefqa.filters import (
    access_named,
    access_of,
    checked_k,
    checked_question,
    checked_share,
    k_as_written,
    names_of,
    years_of,
)


@given(st.integers(1000, 9999), st.integers(1000, 9999))
def test_years_are_read_as_written(one: int, other: int) -> None:
    first, last = sorted((one, other))
    assert years_of((first, last)) == years_of([first, last]) == (first, last)
    assert years_of(str(first)) == (first, first)
    assert years_of(f" {first} - {last}") == (first, last)
    assert years_of(f"{first}-") == (first, 9999)
    assert years_of(f"-{last}") == (1, last)


@pytest.mark.parametrize("text", ["-", "20", "2020-21", "2020 2021", "since 2020"])
def test_what_is_no_year_is_told(text: str) -> None:
    with pytest.raises(QuestionError, match="is no year or range of years; write 2024, 2019-2025, 2022- or -2020"):
        years_of(text)


@pytest.mark.parametrize("access", Access)
def test_access_is_named_as_in_json_or_with_a_hyphen(access: Access) -> None:
    assert access_named(access.value) is access
    assert access_named(access.value.upper().replace("_", "-")) is access


def test_another_access_is_told() -> None:
    with pytest.raises(QuestionError, match="no access 'open'; choose from: free, abstract_only, openathens, unknown"):
        access_named("open")


@pytest.mark.parametrize("given", [None, "", "  ", [], (), set(), [""], ["", " "], iter(())])
def test_what_is_empty_filters_nothing(given: object) -> None:
    assert names_of(given, "briefs") is None


@given(st.integers(1, 100))
def test_k_is_read_as_written(k: int) -> None:
    assert k_as_written(str(k)) == k_as_written(f"0{k}") == k_as_written(k) == k


@pytest.mark.parametrize(
    ("check", "given", "told"),
    [
        (years_of, [2019, None], "years is [2019, null]; give the first and the last, such as [2019, 2025], or write"),
        (checked_k, True, "k is true; ask for 1 to 100 hits"),
        (checked_k, [["x" * 100]], f'k is [["{"x" * 57}…; ask for 1 to 100 hits'),
        (checked_question, "", "the question is empty; type what you want to know"),
        (years_of, {2019, 2025}, "years is {2019, 2025}; give the first and the last"),
    ],
)
def test_who_sent_json_is_told_in_json(check: Callable[[object], object], given: object, told: str) -> None:
    with pytest.raises(QuestionError) as caught:
        check(given)
    assert caught.value.for_json.startswith(told)


@pytest.mark.parametrize("given", [None, "", " \t", [], ()])
def test_empty_years_filter_nothing(given: object) -> None:
    assert years_of(given) is None
    assert access_of(given) is None


def test_names_may_be_one_or_several_and_blank_ones_do_not_count() -> None:
    assert names_of("ward-life", "briefs") == ("ward-life",)
    assert names_of(["ward-life", "", " home-life "], "briefs") == ("ward-life", "home-life")
    assert access_of({Access.FREE}) == access_of("free") == access_of(["", "FREE"]) == (Access.FREE,)
    assert access_of(name for name in ("abstract-only", "unknown")) == (Access.ABSTRACT_ONLY, Access.UNKNOWN)


def test_numbers_of_numpy_are_numbers() -> None:
    assert checked_k(np.int64(3)) == 3
    assert years_of((np.int16(2019), np.int64(2025))) == (2019, 2025)
    assert checked_share(np.float32(0.5)) == 0.5


@pytest.mark.parametrize(
    ("check", "given", "told"),
    [
        (checked_question, None, "question is None; give a text"),
        (checked_question, b"pay", "question is b'pay'; give a text"),
        (checked_question, ["pay"], "question is ['pay']; give a text"),
        (checked_k, 2.5, "k is 2.5; ask for 1 to 100 hits"),
        (checked_k, "5", "k is '5'; ask for 1 to 100 hits"),
        (checked_k, None, "k is None; ask for 1 to 100 hits"),
        (checked_k, True, "k is True; ask for 1 to 100 hits"),
        (checked_k, 101, "k is 101; ask for 1 to 100 hits"),
        (checked_share, "high", "covered_at is 'high'; give a relevance from 0 to 1"),
        (checked_share, None, "covered_at is None; give a relevance from 0 to 1"),
        (checked_share, float("nan"), "covered_at is nan; give a relevance from 0 to 1"),
        (checked_share, 2, "covered_at is 2; give a relevance from 0 to 1"),
        (years_of, 2024, "years is 2024; give the first and the last, such as (2019, 2025), or write 2024, 2019-2025,"),
        (years_of, (2024,), "years is (2024,); give the first and the last"),
        (years_of, (2019, 2020, 2021), "years is (2019, 2020, 2021); give the first and the last"),
        (years_of, ("2019", "2020"), "years is ('2019', '2020'); give the first and the last"),
        (years_of, (2019, None), "years is (2019, None); give the first and the last"),
        (years_of, (2019, 10**9), "years is (2019, 1000000000); give the first and the last"),
        (years_of, {2019, 2025}, "years is {2019, 2025}; give the first and the last"),
        (years_of, "2025-2019", "the years 2025 to 2019 are in the wrong order; put the earlier first"),
        (access_of, 1, "access is 1; give a name or a list of names"),
        (access_of, {"free": 1}, "access is {'free': 1}; give a name or a list of names"),
        (access_of, [None], "access has None in it; give a name or a list of names"),
        (access_of, ["\udcff"], "access holds bytes that are no text; write it in UTF-8"),
        (k_as_written, "1_0", "k is '1_0'; ask for 1 to 100 hits"),
        (k_as_written, "٣", "k is '٣'; ask for 1 to 100 hits"),
        (k_as_written, "9" * 5000, "k is '999"),
        (k_as_written, "0", "k is 0; ask for 1 to 100 hits"),
        (access_of, "open", "there is no access 'open'; choose from: free"),
    ],
)
def test_whatever_else_is_wrong_is_one_line_that_names_the_argument(
    check: Callable[[object], object], given: object, told: str
) -> None:
    with pytest.raises(QuestionError) as caught:
        check(given)
    assert str(caught.value).startswith(told)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.binary(),
    lambda some: st.lists(some) | st.tuples(some, some) | st.dictionaries(st.text(), some),
    max_leaves=5,
)


@given(ANYTHING)
def test_nothing_else_is_raised(anything: object) -> None:
    checks = (
        checked_question,
        checked_k,
        k_as_written,
        checked_share,
        years_of,
        access_of,
        lambda one: names_of(one, "briefs"),
    )
    for check in checks:
        told = _told(check, anything)
        assert "\n" not in told
        assert len(told) < 1500


def _told(check: Callable[[object], object], given: object) -> str:
    """What is wrong, or nothing."""
    try:
        check(given)
    except QuestionError as error:
        return str(error)
    return ""
