"""Whole lines that are sources without a date."""

from __future__ import annotations

import pytest

from briefqa.brief import PartialDate
from briefqa.reading.names import Names
from briefqa.reading.undated_sources import is_undated, is_undated_journal, looks_like_name, undated


@pytest.mark.parametrize(
    "line",
    [
        "British Journal of Nursing 12(3)",
        "British Journal of Nursing, Volume: 12, Issue: 3",
        "British Journal of Nursing (Mark Allen Publishing)",
        "Smith J. British Journal of Nursing",
    ],
)
def test_a_journal_may_have_more_than_its_name_and_no_date(line: str) -> None:
    assert is_undated_journal(line, Names())


@pytest.mark.parametrize(
    "line",
    [
        "British Journal of Nursing",  # nothing but the name
        "NHS England",
        "Smith J. NHS England",  # no journal
        "Porters Weekly 12(3)",
        "Rotas British Journal of Nursing 12(3)",  # a title before it
        "The British Journal of Nursing says that naps help.",
    ],
)
def test_other_lines_are_no_such_journals(line: str) -> None:
    assert not is_undated_journal(line, Names())


@pytest.mark.parametrize(
    "line", ["NHS England", "South West Nursing Network Trust", "Canadian Institute for Social Prescribing"]
)
def test_a_source_without_a_date(line: str) -> None:
    assert is_undated(line)


@pytest.mark.parametrize(
    "line", ["Heritage Social Prescribing Stories", "The NHS is here.", "in a university hospital"]
)
def test_a_line_that_is_no_undated_source(line: str) -> None:
    assert not is_undated(line)


@pytest.mark.parametrize(
    ("line", "text", "authors", "url", "doi"),
    [
        ("NHS England", "NHS England", None, None, None),
        ("NHS England, n.d.", "NHS England", None, None, None),
        ("NHS England (no date)", "NHS England", None, None, None),
        ("NHS England [undated]", "NHS England", None, None, None),
        ("Nursing Times https://a.uk/x", "Nursing Times", None, "https://a.uk/x", None),
        ("Smith J. Nursing Times", "Nursing Times", "Smith J", None, None),
        ("BMJ Open. doi:10.1136/abc", "BMJ Open", None, None, "10.1136/abc"),
        ("Smith J. asked nurses", "Smith J. asked nurses", None, None, None),
    ],
)
def test_a_source_without_a_date_is_taken_apart(
    line: str, text: str, authors: str | None, url: str | None, doi: str | None
) -> None:
    found = undated(line)
    assert (found.end, found.text, found.date) == (len(line), text, None)
    assert (found.authors, found.url, found.doi) == (authors, url, doi)


def test_a_year_alone_behind_a_name_is_its_date() -> None:
    found = undated("Smith J. Health Policy 2021")
    assert (found.text, found.authors, found.date) == ("Health Policy", "Smith J", PartialDate(2021))
    assert undated("Medline, from January 2014").date is None


@pytest.mark.parametrize(
    "line",
    ["NHS England, n.d.", "Nursing Times https://a.uk/x", "Smith J. Nursing Times 12(3)", "BMJ Open. doi:10.1136/abc"],
)
def test_what_else_a_source_without_a_date_may_say(line: str) -> None:
    assert is_undated(line)


@pytest.mark.parametrize(
    "line", ["Abstract only*", "NHS OpenAthens account required", "NHS England " * 20, "Midwifery"]
)
def test_a_note_or_too_long_or_too_plain_a_line_is_no_undated_source(line: str) -> None:
    assert not is_undated(line.strip())


def test_a_name_met_in_the_brief_is_a_source_without_a_date() -> None:
    assert is_undated("Midwifery", Names(frozenset({"Midwifery"})))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Midwifery", True),
        ("Annals of Porters", True),
        ("Annals of porters", False),
        ("NHS is here.", False),
        ("May 2024", False),
        ("What Works?", False),
        ("Long Name " * 8, False),
    ],
)
def test_a_name_is_short_and_in_capitals(line: str, *, name: bool) -> None:
    assert looks_like_name(line.strip()) is name


@pytest.mark.parametrize(
    ("text", "undated"),
    [
        ("North Ward Hospitals, internal evaluation", True),
        ("Porters Trust, unpublished report", True),
        ("Porters on small wards, an evaluation", False),
        ("Naps, rest and sleep", False),
    ],
)
def test_a_name_may_say_what_kind_of_publication_it_is(text: str, *, undated: bool) -> None:
    assert is_undated(text) is undated


@pytest.mark.parametrize(
    "text",
    [
        "CIPD factsheet",
        "ACAS Advice",
        "ACAS Advice and Guidance",
        "ACAS Advice, n.d.",
        "RCN toolkit",
        "Kind Wards Ltd (n.d.)",
    ],
)
def test_initials_and_what_their_body_puts_out_are_a_source(text: str) -> None:
    assert is_undated(text)


@pytest.mark.parametrize("text", ["RCOG guide to shifts", "Ward factsheet", "RCOG on leave", "how wards work, n.d."])
def test_other_words_in_capitals_are_none(text: str) -> None:
    assert not is_undated(text)
