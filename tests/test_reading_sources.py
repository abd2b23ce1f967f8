"""Sources: the shapes of the real brief, its traps, and what only looks like one."""

from __future__ import annotations

import pytest

from briefqa.brief import PartialDate
from briefqa.reading.sources import at_end_of_title, at_start, is_undated, parse_date, split_note, wraps_in_name

GP_JOURNAL = "The British Journal of General Practice: The Journal of the Royal College of General Practitioners"
# What is printed of the publication, what stands between it and the date, and the date.
WHOLE = [
    ("BMC Medicine 22(1)", ", 2024", PartialDate(2024)),
    ("Journal of Psychiatric and Mental Health Nursing 15(8)", ", October 2008", PartialDate(2008, 10)),
    ("Frontiers in Psychology 13", ", 2022", PartialDate(2022)),
    ("BJGP Open", ", 2025", PartialDate(2025)),
    ("The Lancet", ", November 2022", PartialDate(2022, 11)),
    ("Healthwatch Hammersmith and Fulham", ", August 2025", PartialDate(2025, 8)),
    ("London Journal of Primary Care 6 pp. 23-28", ", 2014", PartialDate(2014)),
    ("Lifestyle Medicine (26883740) 5(1)", ", 2024", PartialDate(2024)),
    ("Age and Ageing 53(Supplement 4)", ", 2024", PartialDate(2024)),
    ("Health and Social Care in the Community 2025(1)", ", 2025", PartialDate(2025)),
    ("Health and Social Care in the Community 2024", ", 2024", PartialDate(2024)),
    ("BMC Public Health 19(98)", ", 2019", PartialDate(2019)),
    ("Public Health Research (Southampton, England) 11(2)", ", 2023", PartialDate(2023)),
    (GP_JOURNAL, ", 2024", PartialDate(2024)),
    (f"{GP_JOURNAL} 75(752)", ", 2025", PartialDate(2025)),
    ("NHS", ". 2022", PartialDate(2022)),
    ("NHS England", ", Publication date: January 2023", PartialDate(2023, 1)),
    ("Nursing Times", ", Published online: 12 May 2024", PartialDate(2024, 5)),
    ("Health Expectations 3(2)", ", Summer 2023", PartialDate(2023)),
    ("Journal of evaluation in clinical practice 25(3)", ", 2019", PartialDate(2019)),
    ("JMIR 12(3), e1234", ", 2024", PartialDate(2024)),
    ("PLoS ONE 12(3): e0123", ", 2021", PartialDate(2021)),
    ("eLife 12", ", 2023", PartialDate(2023)),
    ("medRxiv", ", March 2021", PartialDate(2021, 3)),
]


@pytest.mark.parametrize(("text", "tail", "date"), WHOLE)
def test_a_line_that_is_a_source(text: str, tail: str, date: PartialDate) -> None:
    found = at_start(text + tail)
    assert found is not None
    assert (found.start, found.end, found.text, found.date) == (0, len(text + tail), text, date)


@pytest.mark.parametrize(("text", "tail", "date"), WHOLE)
@pytest.mark.parametrize(
    "abstract", ["BACKGROUND: We asked.", "We asked in May 2019, 2020 and 2021.", '"Yes", they said.']
)
def test_a_source_that_goes_on_with_the_abstract(text: str, tail: str, date: PartialDate, abstract: str) -> None:
    found = at_start(f"{text}{tail} {abstract}")
    assert found is not None
    assert (found.end, found.text, found.date) == (len(text + tail), text, date)


@pytest.mark.parametrize(
    ("first", "second", "wraps"),
    [
        (
            "The British Journal of General Practice: The Journal of the",
            "Royal College of Practitioners 75(7), 2025",
            True,
        ),
        ("International Journal of Environmental Research", "and Public Health 20(16), 2023", True),
        ("Peer support in maternity wards", "BMC Medicine 22(1), 2024", False),
        ("BMC Medicine 22(1), 2024", "and then some, 2020", False),
        ("", "BMC Medicine 22(1), 2024", False),
    ],
)
def test_a_source_that_wraps_in_its_name(first: str, second: str, wraps: bool) -> None:
    assert wraps_in_name(first, second) is wraps


def test_pages_without_a_year() -> None:
    line = "Health & Social Care in the Community 29(5), pp. 1439-1449"
    found = at_start(f"{line} Loneliness is considered a concern.")
    assert found is not None
    assert (found.text, found.date, found.end) == (line, None, len(line))


@pytest.mark.parametrize(
    "line",
    [
        "Partnership was allocated 45 million over 10 years from April 2015 onwards.",
        "of goals of green social prescribing, March 2020 and January 2022.",
        "Since 2007, the programme has made it easier.",
        "Web of Science and grey literature were searched up to 31 July 2021.",
        "Around one in five visits. The King's Fund, 2020",
        "A title with a year in brackets of its own that is far too long to be the name of any journal that was ever "
        "printed, and so on and on, until the very end (2020)",
        "What is social prescribing?",
        "NHS England eLearning for Healthcare Social prescribing enables all staff to refer people to a link worker.",
        "",
    ],
)
def test_what_is_no_source(line: str) -> None:
    assert at_start(line) is None


@pytest.mark.parametrize(
    ("line", "title", "source", "rest"),
    [
        (
            "The role of link workers: a realist evaluation Health and Social Care Delivery Research 13(27), 2024 "
            "Background: Link workers help.",
            "The role of link workers: a realist evaluation",
            "Health and Social Care Delivery Research 13(27)",
            "Background: Link workers help.",
        ),
        ("Link Worker Competency Framework NHS. 2022", "Link Worker Competency Framework", "NHS", ""),
        (
            "Link workers in wards Lifestyle Medicine (26883740) 5(1), 2024",
            "Link workers in wards",
            "Lifestyle Medicine (26883740) 5(1)",
            "",
        ),
    ],
)
def test_a_source_behind_a_title(line: str, title: str, source: str, rest: str) -> None:
    found = at_end_of_title(line)
    assert found is not None
    assert (line[: found.start].strip(), found.text, line[found.end :].strip()) == (title, source, rest)


def test_names_met_elsewhere_part_title_and_source() -> None:
    line = "Link Workers in Wards Annals of Porters 3, 2020"
    found = at_end_of_title(line, {"Annals of Porters"})
    assert found is not None
    assert found.text == "Annals of Porters 3"
    assert at_end_of_title(line) is None
    start = at_start(
        "Annals of Porters Porters carry what there is to be carried in a hospital.", {"Annals of Porters"}
    )
    assert start is not None
    assert (start.text, start.date) == ("Annals of Porters", None)


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


def test_a_note_before_a_publisher() -> None:
    assert split_note("See Section 9 and Annex A NHS England") == ("See Section 9 and Annex A", "NHS England")
    assert split_note("See Section 9") == (None, "See Section 9")
    assert split_note("NHS England") == (None, "NHS England")


@pytest.mark.parametrize(
    ("month", "expected"), [("March", 3), ("Sept", 9), ("Dec", 12), ("Summer", None), (None, None), ("May", 5)]
)
def test_dates(month: str | None, expected: int | None) -> None:
    assert parse_date(month, "2020") == PartialDate(2020, expected)
