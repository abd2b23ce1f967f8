"""Names of publications: known ones, and how they are worded."""

from __future__ import annotations

import pytest

from briefqa.reading.names import (
    JOURNAL,
    NO_NAMES,
    PUBLISHERS,
    Names,
    capitalised_share,
    goes_on,
    is_worded_as_name,
    mentions_name_words,
)

MET = Names(frozenset({"Annals of Porters", "Annals", "Porters Weekly"}))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NHS England May 2023", "NHS England"),
        ("NHS England eLearning for Healthcare Modules", "NHS England eLearning for Healthcare"),
        ("NHS staff survey", None),
        ("Annals of Porters 3, 2020", "Annals of Porters"),
        ("Annals and more", "Annals"),
        ("Porters Weekly Porters carry", "Porters Weekly"),
        ("Annals of Portersville", "Annals"),
        ("Porters Weekly", None),
        ("The Porters Weekly 3", None),
        ("porters weekly 3", None),
        ("NHS", None),
        ("", None),
    ],
)
def test_a_text_may_start_with_a_known_name_and_more(text: str, name: str | None) -> None:
    assert MET.leading(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A framework NHS England", "NHS England"),
        ("A framework by The King's Fund", "The King's Fund"),
        ("A framework by The King’s Fund", "The King’s Fund"),
        ("Read in the Annals of Porters", "Annals of Porters"),
        ("Read the Annals", "Annals"),
        ("In some NHS", "NHS"),
        ("In a pre-NHS England", None),
        ("NHS England", None),
        ("A framework nhs england", None),
        ("", None),
    ],
)
def test_a_text_may_end_with_a_known_name_and_more_before_it(text: str, name: str | None) -> None:
    assert MET.ending(text) == name


def test_names_met_in_the_brief_and_publishers_are_known() -> None:
    assert "Annals of Porters" in MET
    assert "Nuffield Trust" in MET
    assert "Annals of Porters" not in NO_NAMES
    assert "Nuffield" not in MET
    assert None not in MET


def test_names_of_two_briefs_are_kept_apart() -> None:
    assert Names(frozenset({"Porters Weekly"})).leading("Porters Weekly 3") == "Porters Weekly"
    assert NO_NAMES.leading("Porters Weekly 3") is None


@pytest.mark.parametrize("name", sorted(PUBLISHERS))
def test_every_publisher_is_found_at_both_ends(name: str) -> None:
    assert NO_NAMES.leading(f"{name} 2024") == name
    assert NO_NAMES.ending(f"Rotas, {name}") == name


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("BMC Medicine", 1.0),
        ("Journal of the Royal College of Nursing", 1.0),
        ("Journal of evaluation in clinical practice", 0.25),
        ("eLife", 1.0),
        ("Peer support", 0.5),
        ("peer support", 0.0),
        ("of and the", 0.0),
        ("12(3)", 0.0),
        ("Ärzte über alles", 1 / 3),
        ("King's Fund", 1.0),
        ("", 0.0),
    ],
)
def test_connecting_words_do_not_count_against_capitals(text: str, share: float) -> None:
    assert capitalised_share(text) == pytest.approx(share)


@pytest.mark.parametrize(
    "name",
    [
        "Journal of Nursing Management",
        "The Journal of Physiology",
        "International Journal of Nursing Studies",
        "British Journal of Nursing",
        "British Medical Journal",
        "European Review",
        "Archives of Disease in Childhood",
        "Annals of Surgery",
        "BMJ Open",
        "BMC Medicine",
        "BMJ",
        "BJGP Open",
        "The Lancet",
        "PLoS One",
        "PLOS Medicine",
        "Frontiers in Psychology",
        "Advances in Nursing Science",
        "Nursing Times",
        "JMIR Formative Research",
        "JAMA",
        "Cochrane Database of Systematic Reviews",
        "Health Service Journal",
        "Human Resources for Health",
        "Open Journal of Nursing",
    ],
)
def test_what_journals_names_begin_with(name: str) -> None:
    match = JOURNAL.search(f"Peer support: a review {name}")
    assert match is not None
    assert match.start() == len("Peer support: a review ")
    assert is_worded_as_name(name)


@pytest.mark.parametrize("text", ["Peer support in wards", "journal of a nurse", "A Journalist", "Lancets", "PLoSOne"])
def test_what_no_journals_name_begins_with(text: str) -> None:
    assert JOURNAL.search(text) is None


@pytest.mark.parametrize(
    "name", ["Royal Free Hospital", "Leeds University", "Health Education Network", "Ward Trust", "Care UK", "A Group"]
)
def test_organisations_are_told_by_their_words(name: str) -> None:
    assert is_worded_as_name(name)
    assert mentions_name_words(name)


@pytest.mark.parametrize("name", ["Midwifery", "Age and Ageing", "Sleep", "Trusted Voices", "a research group"])
def test_other_names_are_not(name: str) -> None:
    assert not is_worded_as_name(name)
    assert not mentions_name_words(name)


def test_a_journal_may_be_mentioned_further_on() -> None:
    assert mentions_name_words("Peer support Annals of Porters")
    assert not is_worded_as_name("Peer support Annals of Porters")


def test_curly_and_straight_apostrophes_are_alike() -> None:
    met = Names(frozenset({"Porters’ Trust"}))
    for mark in "’'":
        institute = f"Queen{mark}s Nursing Institute"
        assert institute in NO_NAMES
        assert NO_NAMES.leading(f"{institute} A framework") == institute
        assert NO_NAMES.ending(f"A framework {institute}") == institute
        assert f"Porters{mark} Trust" in met
        assert met.leading(f"Porters{mark} Trust 2024") == f"Porters{mark} Trust"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Workforce plans of", True),
        ("What we think on", True),
        ("Workforce plans", False),
        ("Better Births four years on", False),
        ("One Year on", False),
        ("", False),
    ],
)
def test_a_word_that_joins_is_told_from_one_that_ends_a_title(before: str, expected: bool) -> None:
    assert goes_on(before) is expected
