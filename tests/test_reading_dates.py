"""Dates are read as printed; what only resembles one is none."""

from __future__ import annotations

import pytest

from briefqa.brief import MONTHS, PartialDate
from briefqa.reading.dates import (
    DATED,
    YEAR_AT_END,
    date_of,
    ends_in_month,
    find_date,
    is_date,
    is_label,
    is_labelled,
    parse_date,
    starts_with_year,
)

# What is printed, and the year and month it means; a season has no month.
PRINTED = [
    ("2024", 2024, None),
    ("1998", 1998, None),
    ("May 2024", 2024, 5),
    ("Sept 2021", 2021, 9),
    ("Sep 2021", 2021, 9),
    ("Sept. 2021", 2021, 9),
    ("Dec. 2021", 2021, 12),
    ("December, 2021", 2021, 12),
    ("12 May 2024", 2024, 5),
    ("1st March 2020", 2020, 3),
    ("22nd June 2020", 2020, 6),
    ("3rd July 2020", 2020, 7),
    ("12-14 May 2024", 2024, 5),
    ("12 – 14 May 2024", 2024, 5),
    ("May 12, 2024", 2024, 5),
    ("May 12 2024", 2024, 5),
    ("2024 May", 2024, 5),
    ("2024 May 12", 2024, 5),
    ("2024 Mar", 2024, 3),
    ("2021 (May)", 2021, 5),
    ("2021 (Spring)", 2021, None),
    ("2024-05", 2024, 5),
    ("2024-05-12", 2024, 5),
    ("2024-12-01", 2024, 12),
    ("12/05/2024", 2024, 5),
    ("12.05.2024", 2024, 5),
    ("1/5/2024", 2024, 5),
    ("31/12/2024", 2024, 12),
    ("05/2024", 2024, 5),
    ("Spring 2023", 2023, None),
    ("Autumn 2023", 2023, None),
    ("Fall 2023", 2023, None),
    ("Winter 2019/20", 2019, None),
    ("Early 2023", 2023, None),
    ("Michaelmas 2023", 2023, None),
    ("Summer/Autumn 2023", 2023, None),
    ("May/June 2024", 2024, 5),
    ("May-June 2024", 2024, 5),
    ("May & June 2024", 2024, 5),
    ("May to June 2024", 2024, 5),
    ("January and February 2024", 2024, 1),
    ("2019-20", 2019, None),
    ("2019/2020", 2019, None),
    ("2019–2020", 2019, None),
    ("Published online: 12 May 2024", 2024, 5),
    ("Published 2024", 2024, None),
    ("First published 12 May 2024", 2024, 5),
    ("First published online: May 2024", 2024, 5),
    ("Publication date: January 2023", 2023, 1),
    ("Date of publication: January 2023", 2023, 1),
    ("Online first May 2024", 2024, 5),
    ("Epub ahead of print 2024 May 12", 2024, 5),
    ("E-pub 2024", 2024, None),
    ("Last updated: 3 March 2022", 2022, 3),
    ("Updated 2022", 2022, None),
    ("Revised March 2022", 2022, 3),
    ("Accepted 12 May 2024", 2024, 5),
]
NO_DATES = [
    "",
    "12",
    "1854",
    "2124",
    "20245",
    "202",
    "May",
    "Spring",
    "Maybe 2024",
    "Marching 2024",
    "May 20244",
    "15/2024",
    "2024 patients",
    "pages 2024",
    "Mayor 2024",
    "NHS England, 2024",
]


@pytest.mark.parametrize(("printed", "year", "month"), PRINTED)
def test_a_printed_date_means_a_year_and_perhaps_a_month(printed: str, year: int, month: int | None) -> None:
    assert is_date(printed)
    assert find_date(printed) == PartialDate(year, month)


@pytest.mark.parametrize(("printed", "year", "month"), PRINTED)
@pytest.mark.parametrize(("before", "after"), [("A Team, ", ""), ("A Team (", ")"), ("A Team: ", " and so on")])
def test_a_date_is_found_inside_a_text(printed: str, year: int, month: int | None, before: str, after: str) -> None:
    assert find_date(f"{before}{printed}{after}") == PartialDate(year, month)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_resembles_a_date_is_none(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize("text", ["", "no date", "1854", "2124", "12 patients in 3 wards", "ward 20245"])
def test_a_text_without_a_date_has_none(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_is_known_in_full_and_cut_to_three_letters(number: int) -> None:
    name = MONTHS[number - 1]
    assert find_date(f"{name} 2020") == PartialDate(2020, number)
    assert find_date(f"3 {name[:3]} 2020") == PartialDate(2020, number)
    assert find_date(f"2020 {name[:3]}") == PartialDate(2020, number)
    assert find_date(f"2020-{number:02d}") == PartialDate(2020, number)
    assert find_date(f"01/{number:02d}/2020") == PartialDate(2020, number)


def test_the_first_of_two_dates_is_found() -> None:
    assert find_date("from May 2019 to June 2020") == PartialDate(2019, 5)


@pytest.mark.parametrize(
    ("month", "expected"), [("March", 3), ("Sept", 9), ("Dec", 12), ("Summer", None), (None, None), ("May", 5)]
)
def test_a_month_and_a_year_make_a_date(month: str | None, expected: int | None) -> None:
    assert parse_date(month, "2020") == PartialDate(2020, expected)


@pytest.mark.parametrize(
    ("text", "begins", "date"),
    [
        ("BMC Medicine, 2024", "BMC Medicine", PartialDate(2024)),
        ("BMC Medicine; May 2024", "BMC Medicine", PartialDate(2024, 5)),
        ("NHS. 2022", "NHS", PartialDate(2022)),
        ("NHS (2022)", "NHS", PartialDate(2022)),
        ("NHS [May 2022]", "NHS", PartialDate(2022, 5)),
        ("NHS, (May 2022)", "NHS", PartialDate(2022, 5)),
        ("NHS – May 2022", "NHS", PartialDate(2022, 5)),
        ("NHS - May 2022", "NHS", PartialDate(2022, 5)),
        ("NHS | 2022", "NHS", PartialDate(2022)),
        ("NHS Published online 2022", "NHS", PartialDate(2022)),
        ("BMJ 2024;12(3):45-67", "BMJ", PartialDate(2024)),
    ],
)
def test_a_date_begins_behind_what_parts_it_from_a_name(text: str, begins: str, date: PartialDate) -> None:
    match = DATED.search(text)
    assert match is not None
    assert (text[: match.start()], date_of(match)) == (begins, date)


@pytest.mark.parametrize("text", ["Care after 2020 was better", "In 2020 nurses", "of 2020: a review", "ward-2020"])
def test_a_year_that_nothing_parts_from_what_is_before_it_is_no_date_of_a_source(text: str) -> None:
    assert DATED.search(text) is None


def test_a_year_at_the_end_needs_no_comma() -> None:
    match = YEAR_AT_END.search("Nursing Times May 2024.")
    assert match is not None
    assert (match.start(), date_of(match)) == (len("Nursing Times"), PartialDate(2024, 5))
    assert YEAR_AT_END.search("Nursing Times 2024 and more") is None


@pytest.mark.parametrize(
    "text", [", Published online: 12 May 2024", "Publication date 2024", "Epub 2024", "Updated 2020"]
)
def test_a_label_stands_before_a_date(text: str) -> None:
    assert is_labelled(text)


def test_a_date_alone_has_no_label() -> None:
    assert not is_labelled(", 12 May 2024")


@pytest.mark.parametrize(
    "text",
    ["Date of publication", "Published", "Produced by a team", "Version 2", "Copyright A Team", "Searched", "Search"],
)
def test_front_matter_labels_its_dates(text: str) -> None:
    assert is_label(text)


@pytest.mark.parametrize("text", ["Nursing Times", "Dates and figs", "Onlinepress", "Versions of care", "Searchlight"])
def test_a_name_is_no_label(text: str) -> None:
    assert not is_label(text)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("NHS England, November", True),
        ("NHS England. 14 November", True),
        ("NHS England (Spring", True),
        ("NHS England, Sept.", True),
        ("Rotas in November", False),
        ("NHS England, November 2022", False),
        ("NHS England, Novembers", False),
    ],
)
def test_a_month_that_a_year_may_follow(text: str, *, ends: bool) -> None:
    assert ends_in_month(text) is ends


@pytest.mark.parametrize(
    ("text", "starts"), [("2022", True), ("2022. Naps", True), ("20221", False), ("in 2022", False)]
)
def test_a_year_that_may_follow_a_month(text: str, *, starts: bool) -> None:
    assert starts_with_year(text) is starts
