"""NHS numbers are told from other digits by their check digit."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.nhs_numbers import has_nhs_number, without_nhs_numbers


def _with_check_digit(first_nine: int) -> str:
    """A number of ten digits that is a multiple of 11 with weights 10 to 1; "" where no check digit makes it one."""
    digits = f"{first_nine:09}"
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
    return "" if rest == 1 else f"{digits}{(11 - rest) % 11}"


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
        "943 476  5919",
        "943, 476, 5919",
        "(943)4765919",
        "943 (476) 5919",
        "[943][476][5919]",
        "943:476:5919",
        "943·476·5919",
        "943+476+5919",
        "943'476'5919",
        "943|476|5919",
        "943\\476\\5919",
        "943 - 476 - 5919",
        "9\u200b4\u200b3\u200b4765919",
        "943\u00ad476\u00ad5919",
        "943\u20604765919",
        "٩٤٣٤٧٦٥٩١٩",
        "९४३ ४७६ ५९१९",
        "943\n476\n5919",
        "NHS9434765919",
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
        "papers of 2019-2020, 2021",
        "2019-2020, 2021-2022, 2023-2024",
        "943 of 476 in 5919",
        "943x4765919",
        "943 ... 476 ... 5919",
        "943 ① 476 5919",
    ],
)
def test_other_digits_are_none(text: str) -> None:
    assert not has_nhs_number(text)


_ZEROS = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.decimal(chr(code), None) == 0]
_UNSEEN = st.sampled_from(["", "\u200b", "\u00ad", "\u2060", "\ufeff", "\u200e"])
# What is neither letter nor digit, also where it is written out in full; accents stand on a letter.
_SIGN = st.characters(categories=["P", "S", "Z"]).filter(
    lambda sign: len(plain := unicodedata.normalize("NFKC", sign)) == 1 and unicodedata.category(plain)[0] in "PSZ"
)
_APART = st.text(_SIGN, max_size=3)
_NUMBERS = st.integers(0, 10**9 - 1).map(_with_check_digit).filter(bool)


@given(_NUMBERS, st.sampled_from(_ZEROS), st.lists(st.tuples(_APART, _UNSEEN), min_size=9, max_size=9))
def test_an_nhs_number_is_found_in_any_digits_with_any_signs_between(
    number: str, zero: str, between: list[tuple[str, str]]
) -> None:
    digits = [chr(ord(zero) + int(digit)) for digit in number]
    written = digits[0] + "".join(
        f"{apart}{unseen}{digit}" for digit, (apart, unseen) in zip(digits[1:], between, strict=True)
    )
    assert has_nhs_number(f"Is {written} covered?")


@given(_NUMBERS, st.integers(1, 9), st.text(st.characters(categories=["L"]), min_size=1))
def test_words_part_numbers(number: str, place: int, word: str) -> None:
    assert not has_nhs_number(f"{number[:place]} {word} {number[place:]}")


@given(st.integers(0, 10**9 - 1))
def test_one_check_digit_at_most_is_right(first_nine: int) -> None:
    right = [digit for digit in range(10) if has_nhs_number(f"{first_nine:09}{digit}")]

    weighted = sum(int(figure) * (10 - place) for place, figure in enumerate(f"{first_nine:09}"))
    # With its check digit at weight 1, an NHS number is a multiple of 11.
    assert right == [digit for digit in range(10) if (weighted + digit) % 11 == 0]
    assert len(right) <= 1


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("training  needs", "training  needs"),
        ("sleep of 943 476 5919 at night", "sleep of at night"),
        ("9434765919", ""),
        ("NHS9434765919, sleep", "NHS , sleep"),
        ("sleep ٩٤٣٤٧٦٥٩١٩ 2024", "sleep 2024"),
        ("sleep 943\u200b4765919\u0301", "sleep \u0301"),
        # What is left on both sides is another number.
        ("94347 9434765919 65919", ""),
        ("call 07700 900123", "call 07700 900123"),
    ],
)
def test_the_rest_of_a_text_stays(text: str, left: str) -> None:
    assert without_nhs_numbers(text) == left


@given(_NUMBERS, st.lists(_APART, min_size=9, max_size=9), st.text(max_size=20), st.text(max_size=20))
def test_nothing_that_is_left_is_a_number(number: str, between: list[str], before: str, behind: str) -> None:
    written = "".join(f"{apart}{digit}" for apart, digit in zip(["", *between], number, strict=True))
    left = without_nhs_numbers(f"{before} a {written} a {behind}")
    assert not has_nhs_number(left)
    assert all(word in f"{before} a {written} a {behind}" for word in left.split())
