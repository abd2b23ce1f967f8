"""NHS numbers are told from other digits by their check digit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.nhs_numbers import has_nhs_number


@pytest.mark.parametrize(
    "text",
    [
        "9434765919",
        "943 476 5919",
        "943-476-5919",
        "943–476–5919",
        "943\u00a0476\u00a05919",
        "943.476.5919",
        "what of patient 943 476 5919?",
        "(NHS no. 9434765919)",
        "in 2024 943 476 5919",
        "94 34 76 59 19",
        "943/476/5919",
        "943_476_5919",
        "943\u2009476\u20095919",
        "９４３４７６５９１９",
        "4010232137 and link workers",
    ],
)
def test_an_nhs_number_is_found(text: str) -> None:
    assert has_nhs_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "training needs of link workers",
        "9434765918",  # the check digit is 9
        "943476591",
        "94347659190",
        "07700 900123",
        "papers of 2019-2025",
        "943 476  5919",  # two spaces part two numbers
        "٩٤٣٤٧٦٥٩١٩",
    ],
)
def test_other_digits_are_none(text: str) -> None:
    assert not has_nhs_number(text)


@given(st.integers(0, 10**9 - 1))
def test_one_check_digit_at_most_is_right(first_nine: int) -> None:
    right = [digit for digit in range(10) if has_nhs_number(f"{first_nine:09}{digit}")]

    weighted = sum(int(figure) * (10 - place) for place, figure in enumerate(f"{first_nine:09}"))
    # With its check digit at weight 1, an NHS number is a multiple of 11.
    assert right == [digit for digit in range(10) if (weighted + digit) % 11 == 0]
    assert len(right) <= 1
