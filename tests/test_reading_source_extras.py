"""What a source has behind it: DOI, address, access note, authors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.reading.source_extras import DOI, DOI_BEFORE, EXTRA, extras_at, extras_behind

NAME = "BMJ Open"
# What is printed behind a name, and what it says.
EXTRAS = [
    (". doi:10.1136/abc", {"doi": "10.1136/abc"}),
    (", DOI: 10.1136/bmjopen-2023-045678.", {"doi": "10.1136/bmjopen-2023-045678"}),
    (" (doi 10.1136/abc)", {"doi": "10.1136/abc"}),
    (". https://doi.org/10.1136/abc", {"doi": "10.1136/abc", "url": "https://doi.org/10.1136/abc"}),
    (". http://dx.doi.org/10.1136/abc", {"doi": "10.1136/abc", "url": "https://doi.org/10.1136/abc"}),
    (". doi: https://doi.org/10.1136/abc", {"doi": "10.1136/abc", "url": "https://doi.org/10.1136/abc"}),
    (". doi.org/10.1136/abc", {"doi": "10.1136/abc"}),
    (" https://a.uk/x", {"url": "https://a.uk/x"}),
    (" www.a.uk/x.", {"url": "www.a.uk/x"}),
    (". Available at: https://a.uk/x", {"url": "https://a.uk/x"}),
    (". Available online at https://a.uk/x", {"url": "https://a.uk/x"}),
    (". Full text: https://a.uk/x", {"url": "https://a.uk/x"}),
    (". URL: https://a.uk/x", {"url": "https://a.uk/x"}),
    (" [Abstract only]", {"access_note": "[Abstract only]"}),
    (" Abstract only*", {"access_note": "Abstract only*"}),
    (". NHS OpenAthens account required", {"access_note": "NHS OpenAthens account required"}),
    (" - Smith J, Patel R", {"authors": "Smith J, Patel R"}),
    (", by Smith J", {"authors": "Smith J"}),
    (". doi:10.1136/abc. [Abstract only]", {"doi": "10.1136/abc", "access_note": "[Abstract only]"}),
    (" https://a.uk/x doi:10.1136/abc", {"url": "https://a.uk/x", "doi": "10.1136/abc"}),
]


@pytest.mark.parametrize(("printed", "said"), EXTRAS)
def test_what_begins_at_a_place_is_taken_apart(printed: str, said: dict[str, str]) -> None:
    assert extras_at(NAME + printed, len(NAME)) == (len(NAME + printed), said)


@pytest.mark.parametrize(("printed", "said"), EXTRAS)
def test_and_ends_before_the_abstract(printed: str, said: dict[str, str]) -> None:
    text = f"{NAME}{printed} We asked nurses."
    end, found = extras_at(text, len(NAME))
    assert (text[end:].strip(), found) == ("We asked nurses.", said)


@pytest.mark.parametrize(("printed", "said"), EXTRAS)
def test_what_ends_a_line_is_found_from_behind(printed: str, said: dict[str, str]) -> None:
    assert extras_behind(NAME + printed, 0) == (len(NAME), said)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ", 2024",
        " We asked nurses.",
        " abstract only",  # a sentence's words
        " a freely available drug",
        " 10.5 hours a night",
        " doi",
        " https",
    ],
)
def test_other_words_are_nothing_of_the_kind(text: str) -> None:
    assert extras_at(NAME + text, len(NAME)) == (len(NAME), {})


@pytest.mark.parametrize(
    "text", ["BMJ Open", "BMJ Open. doi:10.1136/abc in wards", "https://a.uk/x is new", "Abstract only wards"]
)
def test_nothing_is_behind_a_line_that_ends_otherwise(text: str) -> None:
    assert extras_behind(text, 0) == (len(text), {})


def test_what_stands_before_the_start_is_left_alone() -> None:
    text = "Smith J. https://a.uk/x Nursing Times www.a.uk/y"
    end, found = extras_behind(text, len("Smith J. https://a.uk/x"))
    assert (text[:end], found) == ("Smith J. https://a.uk/x Nursing Times", {"url": "www.a.uk/y"})


def test_only_the_first_of_a_kind_is_taken() -> None:
    text = "BMJ doi:10.1136/abc doi:10.1136/def"
    end, found = extras_at(text, 3)
    assert (text[end:], found) == (" doi:10.1136/def", {"doi": "10.1136/abc"})


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("doi:10.1136/abc.", "10.1136/abc"),
        ("DOI 10.1002/(SICI)1097", "10.1002/(SICI)1097"),
        ("https://doi.org/10.1016/j.nedt.2022.105632", "10.1016/j.nedt.2022.105632"),
        ("(doi: 10.1136/abc)", "10.1136/abc"),
    ],
)
def test_a_doi_ends_before_what_closes_it(text: str, doi: str) -> None:
    match = DOI.fullmatch(text)
    assert match is not None
    assert match["doi"] == doi


@pytest.mark.parametrize("text", ["10.1136/abc", "doi:10.1136", "doi:11.1136/abc", "doi:10.12/abc"])
def test_a_number_alone_is_no_doi(text: str) -> None:
    assert DOI.fullmatch(text) is None


def test_a_doi_may_stand_before_a_date() -> None:
    text = "BMJ Open 12(3), doi:10.1136/abc"
    match = DOI_BEFORE.search(text)
    assert match is not None
    assert (text[: match.start()], match["doi"]) == ("BMJ Open 12(3)", "10.1136/abc")
    assert DOI_BEFORE.search(f"{text}, 2024") is None


@pytest.mark.parametrize(("printed", "said"), EXTRAS)
def test_a_glance_tells_where_there_may_be_any(printed: str, said: dict[str, str]) -> None:
    assert said
    assert EXTRA.search(NAME + printed)
    assert EXTRA.search("Journal of nursing 12(3)") is None


@given(st.text("Aa J.doi:10/ ,[(*]hwtps"), st.integers(0, 5))
def test_whatever_is_found_lies_in_the_text(text: str, start: int) -> None:
    start = min(start, len(text))
    for found in (extras_at(text, start), extras_behind(text, start)):
        assert start <= found[0] <= len(text)
        assert found[1].keys() <= {"doi", "url", "access_note", "authors"}


@pytest.mark.parametrize("unit", ["doi:10.1000/a ", "https://a.uk ", "Abstract only ", "Smith J, ", ". ", "(", "www."])
def test_a_long_line_of_one_thing_again_and_again_is_read(unit: str) -> None:
    # Nothing is said of time: a pattern that blew up would not come to an end at all.
    text = (unit * (20_000 // len(unit))).strip()
    assert 0 <= extras_at(text, 0)[0] <= len(text)
    assert 0 <= extras_behind(text, 0)[0] <= len(text)
