from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.brief import Access
from briefqa.errors import QuestionError
from briefqa.filters import access_named, years_of


@given(st.integers(1000, 9999), st.integers(1000, 9999))
def test_years_are_read_as_written(first: int, last: int) -> None:
    assert years_of(str(first)) == (first, first)
    assert years_of(f" {first} - {last}") == (first, last)
    assert years_of(f"{first}-") == (first, 9999)
    assert years_of(f"-{last}") == (1, last)


@pytest.mark.parametrize("text", ["", "-", "20", "2020-21", "2020 2021", "since 2020"])
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
