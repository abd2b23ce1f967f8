from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.sentences import sentence_spans

if TYPE_CHECKING:
    from briefqa.reading import Reading

PIECES = st.sampled_from(
    [
        "a",
        "Dr. ",
        "e.g. ",
        "1. ",
        "METHODS: ",
        "., ",
        ". ",
        "? ",
        "\n",
        " ",
        ",",
        "é",
        "日本語。",
        "𝒜",
        "5",
        "Tea",
        "(ii) ",
    ]
)
ABSTRACTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@given(ABSTRACTS)
def test_spans_lie_in_order_inside_the_text_without_overlap(text: str) -> None:
    edges = [edge for span in sentence_spans(text) for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in sentence_spans(text))
    assert all(0 <= edge <= len(text) for edge in edges)


@given(ABSTRACTS)
def test_every_letter_and_digit_is_inside_a_sentence(text: str) -> None:
    covered = {position for start, end in sentence_spans(text) for position in range(start, end)}
    assert [character for i, character in enumerate(text) if character.isalnum() and i not in covered] == []


@given(ABSTRACTS)
def test_no_sentence_crosses_a_newline(text: str) -> None:
    assert not any("\n" in sentence for sentence in sentences(text))


@given(ABSTRACTS)
def test_no_sentence_has_a_blank_or_a_comma_at_its_edges(text: str) -> None:
    assert all(sentence == sentence.strip(" \t,") for sentence in sentences(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n , \n", []),
        ("One.", ["One."]),
        ("No full stop", ["No full stop"]),
        ("Tea is drunk. It helps! Does it?", ["Tea is drunk.", "It helps!", "Does it?"]),
        ("  Tea is drunk.   It helps.  ", ["Tea is drunk.", "It helps."]),
        ("Tea is drunk\nIt helps", ["Tea is drunk", "It helps"]),
        ("Über Tee. Später mehr.", ["Über Tee.", "Später mehr."]),
        ("𝒜 𝒜 𝒜 tea. Coffee came.", ["𝒜 𝒜 𝒜 tea.", "Coffee came."]),
    ],
)
def test_plain_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is care., METHODS: We asked.", ["It is care.", "METHODS: We asked."]),
        ("Is it care?, RESULTS: Yes., CONCLUSION: Fine.", ["Is it care?", "RESULTS: Yes.", "CONCLUSION: Fine."]),
        ("It is care., Aim(s) & methods: We asked.", ["It is care.", "Aim(s) & methods: We asked."]),
        ("METHODS: We asked nurses, RESULTS: few.", ["METHODS: We asked nurses, RESULTS: few."]),
    ],
)
def test_parts_joined_by_a_comma_are_cut_after_a_full_stop(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Walk far. 2. Run fast.", ["1. Walk far.", "2. Run fast."]),
        ("1. Walk far\n2. Run fast", ["1. Walk far", "2. Run fast"]),
        ("a. Walk far. b. Run fast.", ["a. Walk far.", "b. Run fast."]),
    ],
)
def test_the_number_of_a_list_item_stays_with_its_item(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They drank hot drinks, e.g. tea and milk.",
        "They drank hot drinks, i.e. tea and milk.",
        "This follows Smith et al. (2020) in part.",
        "The study by Smith et al. found little.",
        "Dr. Brown came to the ward.",
        "We met Dr. Brown on the ward.",
        "The rate was 3.5 per cent (p = 0.05) at www.nhs.uk today.",
    ],
)
def test_an_abbreviation_or_a_number_does_not_end_a_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_every_abstract_of_the_real_brief_is_cut_into_proper_sentences(reading: Reading) -> None:
    for entry in reading.brief.entries:
        found = sentences(entry.abstract)
        letters = "".join(filter(str.isalnum, entry.abstract))
        assert "".join(filter(str.isalnum, "".join(found))) == letters
        assert all(sum(map(str.isalpha, sentence)) >= 4 for sentence in found)
