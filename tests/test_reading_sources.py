"""Sources: the shapes of the real brief, its traps, and what only looks like one."""

from __future__ import annotations

import pytest

from briefqa.brief import PartialDate
from briefqa.reading.names import Names
from briefqa.reading.source_match import SourceMatch
from briefqa.reading.sources import at_end_of_title, at_start, is_clearly_named, split_note
from briefqa.reading.undated_sources import is_undated

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
    ("Health and Social Care in the Community 2024", ", 22 January 2024", PartialDate(2024, 1)),
    ("Journal of Long-Term Care 2023", ", 3rd Sept 2023", PartialDate(2023, 9)),
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

# A line, what is printed of the publication, the year and month, and what else is said by name.
PRINTED: list[tuple[str, str, int | None, int | None, dict[str, str]]] = [
    ("BMJ 2024;12(3):45-67", "BMJ 12(3):45-67", 2024, None, {}),
    ("BMJ. 2024;12(3):45-67", "BMJ 12(3):45-67", 2024, None, {}),
    ("BMJ 2024;384:e077764", "BMJ 384:e077764", 2024, None, {}),
    ("J Adv Nurs. 2023;79(4):1234-1245", "J Adv Nurs 79(4):1234-1245", 2023, None, {}),
    (
        "J Adv Nurs. 2023 Apr;79(4):1234-1245. doi: 10.1111/jan.15555.",
        "J Adv Nurs 79(4):1234-1245",
        2023,
        4,
        {"doi": "10.1111/jan.15555"},
    ),
    ("BMJ Open, 2024 Mar;12(3):e01", "BMJ Open 12(3):e01", 2024, 3, {}),
    ("The Lancet 2023; 401: 1234-45", "The Lancet 401: 1234-45", 2023, None, {}),
    ("Nursing Times 2023; 119(6)", "Nursing Times 119(6)", 2023, None, {}),
    ("Nursing Standard, Spring 2023", "Nursing Standard", 2023, None, {}),
    ("Health Foundation, Winter 2019/20", "Health Foundation", 2019, None, {}),
    ("Nursing Times, Published online: 12 May 2024", "Nursing Times", 2024, 5, {}),
    ("BMJ Quality & Safety, First published 12 May 2024", "BMJ Quality & Safety", 2024, 5, {}),
    ("Emergency Nurse, Online 12 May 2024", "Emergency Nurse", 2024, 5, {}),
    ("NHS England, updated March 2024", "NHS England", 2024, 3, {}),
    ("The King's Fund, 2024-05-12", "The King's Fund", 2024, 5, {}),
    ("King's Fund, 12/05/2024", "King's Fund", 2024, 5, {}),
    ("NHS Employers (2023)", "NHS Employers", 2023, None, {}),
    ("The Health Foundation (May 2023)", "The Health Foundation", 2023, 5, {}),
    ("The Health Foundation [2023]", "The Health Foundation", 2023, None, {}),
    ("Age UK 2020", "Age UK", 2020, None, {}),
    ("BMJ Open, 2021 (May)", "BMJ Open", 2021, 5, {}),
    ("Age and Ageing 53(Suppl 4), October 2024", "Age and Ageing 53(Suppl 4)", 2024, 10, {}),
    (
        "European Journal of Public Health 31(Supplement_3), October 2021",
        "European Journal of Public Health 31(Supplement_3)",
        2021,
        10,
        {},
    ),
    (
        "International Journal of Integrated Care 21(S2), 2021",
        "International Journal of Integrated Care 21(S2)",
        2021,
        None,
        {},
    ),
    (
        "Journal of Nursing Management Volume 12, Issue 3, 2024, pages 45-67",
        "Journal of Nursing Management Volume 12, Issue 3, pages 45-67",
        2024,
        None,
        {},
    ),
    (
        "Journal of Nursing Management, vol. 12, no. 3, May 2024, pp. 45-67",
        "Journal of Nursing Management, vol. 12, no. 3, pp. 45-67",
        2024,
        5,
        {},
    ),
    (
        "Journal of Nursing Management (ISSN: 0966-0429) 12(3), 2024",
        "Journal of Nursing Management (ISSN: 0966-0429) 12(3)",
        2024,
        None,
        {},
    ),
    (
        "Journal of Advanced Nursing [e-ISSN 1365-2648] 80(1), January 2024",
        "Journal of Advanced Nursing [e-ISSN 1365-2648] 80(1)",
        2024,
        1,
        {},
    ),
    (
        "International Journal of Nursing Studies 102, article no. 103456, 2020",
        "International Journal of Nursing Studies 102, article no. 103456",
        2020,
        None,
        {},
    ),
    ("BMJ (Clinical research ed.) 380, e071234, 2023", "BMJ (Clinical research ed.) 380, e071234", 2023, None, {}),
    ("Health Affairs 39(2), Feb 2020, pp. 297-304", "Health Affairs 39(2), pp. 297-304", 2020, 2, {}),
    (
        "Journal of Clinical Nursing, 30 (5-6): 789-802, March 2021",
        "Journal of Clinical Nursing, 30 (5-6): 789-802",
        2021,
        3,
        {},
    ),
    ("Nurse Researcher 31(1) (2023) pp. 1-10", "Nurse Researcher 31(1) pp. 1-10", 2023, None, {}),
    ("Midwifery, 2022, 105, 103234", "Midwifery, 105, 103234", 2022, None, {}),
    (
        "BMJ Open 12(3), 2024, https://doi.org/10.1136/bmjopen-2023-045678",
        "BMJ Open 12(3)",
        2024,
        None,
        {"doi": "10.1136/bmjopen-2023-045678", "url": "https://doi.org/10.1136/bmjopen-2023-045678"},
    ),
    ("BMJ Open 12(3), doi:10.1136/abc, 2024", "BMJ Open 12(3)", 2024, None, {"doi": "10.1136/abc"}),
    (
        "NHS England, May 2023. Available at: https://www.england.nhs.uk/x",
        "NHS England",
        2023,
        5,
        {"url": "https://www.england.nhs.uk/x"},
    ),
    (
        "The Health Foundation. May 2023. www.health.org.uk/x",
        "The Health Foundation",
        2023,
        5,
        {"url": "www.health.org.uk/x"},
    ),
    ("BMC Medicine 22(1), 2024. [Abstract only]", "BMC Medicine 22(1)", 2024, None, {"access_note": "[Abstract only]"}),
    (
        "[Abstract only] BMC Medicine 22(1), 2024",
        "BMC Medicine 22(1)",
        2024,
        None,
        {"access_note": "[Abstract only]"},
    ),
    (
        "BMC Medicine 22(1), 2024. doi:10.1186/abc. NHS OpenAthens account required",
        "BMC Medicine 22(1)",
        2024,
        None,
        {"doi": "10.1186/abc", "access_note": "NHS OpenAthens account required"},
    ),
    ("Smith J, Patel R. BMJ Open 12(3), 2024", "BMJ Open 12(3)", 2024, None, {"authors": "Smith J, Patel R"}),
    (
        "Smith, J., Patel, R. (2024). BMJ Open, 12(3), pp. 4-5",
        "BMJ Open, 12(3), pp. 4-5",
        2024,
        None,
        {"authors": "Smith, J., Patel, R."},
    ),
    (
        "Jane Smith and Ravi Patel. Nursing Times, May 2024",
        "Nursing Times",
        2024,
        5,
        {"authors": "Jane Smith and Ravi Patel"},
    ),
    ("Smith J et al. BMJ Open 12(3), 2024", "BMJ Open 12(3)", 2024, None, {"authors": "Smith J et al."}),
    ("BMJ Leader, 12 May 2024 - Smith J, Patel R", "BMJ Leader", 2024, 5, {"authors": "Smith J, Patel R"}),
    ("Marie Curie, May 2024", "Marie Curie", 2024, 5, {}),
    ("BMJ Open 12(3), pp. 45-67", "BMJ Open 12(3), pp. 45-67", None, None, {}),
    ("BMJ Open 12(3), pp. 45-67. Smith J", "BMJ Open 12(3), pp. 45-67", None, None, {"authors": "Smith J"}),
    # A year in brackets is the date, whatever it stands behind.
    ("Nurse Education Today 120 (2023) 105632", "Nurse Education Today 120 105632", 2023, None, {}),
    ("Nurse Education Today 120 (May 2023) 105632", "Nurse Education Today 120 105632", 2023, 5, {}),
    (
        "European Journal of Oncology Nursing 50 (2021) e101",
        "European Journal of Oncology Nursing 50 e101",
        2021,
        None,
        {},
    ),
    (
        "Nurse Education Today 120 (2023) 105632. doi:10.1016/j.nedt.2022.105632",
        "Nurse Education Today 120 105632",
        2023,
        None,
        {"doi": "10.1016/j.nedt.2022.105632"},
    ),
    (
        "British Journal of Nursing, 28 (2019), pp. 12-15",
        "British Journal of Nursing, 28, pp. 12-15",
        2019,
        None,
        {},
    ),
    ("Human Resources for Health 19, 95 (2021)", "Human Resources for Health 19, 95", 2021, None, {}),
    # As PubMed prints them: the date, then volume and pages.
    ("Midwifery 2023;116:103543", "Midwifery 116:103543", 2023, None, {}),
    ("Menopause 2023 30(1): 5-9", "Menopause 30(1): 5-9", 2023, None, {}),
    ("Menopause 2023 30: 5-9", "Menopause 30: 5-9", 2023, None, {}),
    ("BMC Medicine 2023 21, pp. 5-9", "BMC Medicine 21, pp. 5-9", 2023, None, {}),
    ("Sleep 2023 30(Suppl 1): 5-9. doi: 10.1000/a", "Sleep 30(Suppl 1): 5-9", 2023, None, {"doi": "10.1000/a"}),
    ("J Nurs Manag 2021 Jul;29(5):1439-1449", "J Nurs Manag 29(5):1439-1449", 2021, 7, {}),
    ("Age Ageing. 2023 May 1;52(5):afad078.", "Age Ageing 52(5):afad078", 2023, 5, {}),
    ("BJGP Open 2022; 6 (1): BJGPO.2021.0112", "BJGP Open 6 (1): BJGPO.2021.0112", 2022, None, {}),
    (
        "Br J Gen Pract 2022; 72 (715): e148-e160. DOI: https://doi.org/10.3399/BJGP.2021.0340",
        "Br J Gen Pract 72 (715): e148-e160",
        2022,
        None,
        {"doi": "10.3399/BJGP.2021.0340", "url": "https://doi.org/10.3399/BJGP.2021.0340"},
    ),
    ("Int J Ment Health Nurs. 2021;30 Suppl 1:1234-45.", "Int J Ment Health Nurs 30 Suppl 1:1234-45", 2021, None, {}),
    (
        "Int. J. Environ. Res. Public Health 2021, 18(4), 1234",
        "Int. J. Environ. Res. Public Health, 18(4), 1234",
        2021,
        None,
        {},
    ),
    (
        "Journal of Nursing Management, Volume: 12, Issue: 3, May 2024, pp. 4-5",
        "Journal of Nursing Management, Volume: 12, Issue: 3, pp. 4-5",
        2024,
        5,
        {},
    ),
    # The date stands behind the authors.
    (
        "Adeyemi, T., Fforde-Jones, R. (2024) Social Science & Medicine, 345, 116702",
        "Social Science & Medicine, 345, 116702",
        2024,
        None,
        {"authors": "Adeyemi, T., Fforde-Jones, R."},
    ),
    (
        "Adeyemi, T. (July 2024) Social Science & Medicine, 345, 116702",
        "Social Science & Medicine, 345, 116702",
        2024,
        7,
        {"authors": "Adeyemi, T."},
    ),
    (
        "Adeyemi, T., Fforde-Jones, R. (Winter 2021). British Journal of Nursing, 33(2), pp. 4-9",
        "British Journal of Nursing, 33(2), pp. 4-9",
        2021,
        None,
        {"authors": "Adeyemi, T., Fforde-Jones, R."},
    ),
    # Names in full, and lists that nothing ends.
    (
        "Jane A. Smith, Ravi Patel and Ann Jones. Nursing Times, May 2024",
        "Nursing Times",
        2024,
        5,
        {"authors": "Jane A. Smith, Ravi Patel and Ann Jones"},
    ),
    (
        "Varghese, Anu and O’Neill, Bríd. Nursing Management 31(2), 2024",
        "Nursing Management 31(2)",
        2024,
        None,
        {"authors": "Varghese, Anu and O’Neill, Bríd"},
    ),
    (
        "Varghese, Anu; O’Neill, Bríd. Nursing Management 31(2), 2024",
        "Nursing Management 31(2)",
        2024,
        None,
        {"authors": "Varghese, Anu; O’Neill, Bríd"},
    ),
    (
        "J. Santos, P. Okonkwo British Journal of Healthcare Management (13580574) 29(11), 2023",
        "British Journal of Healthcare Management (13580574) 29(11)",
        2023,
        None,
        {"authors": "J. Santos, P. Okonkwo"},
    ),
    (
        "Thomas P Health Policy 124(11), pp. 1240-1247, 2020",
        "Health Policy 124(11), pp. 1240-1247",
        2020,
        None,
        {"authors": "Thomas P"},
    ),
    ("Patel R, Thorne S BMJ Open 12(3), 2024", "BMJ Open 12(3)", 2024, None, {"authors": "Patel R, Thorne S"}),
    ("Smith J et al Br J Nurs 12(3), 2023", "Br J Nurs 12(3)", 2023, None, {"authors": "Smith J et al"}),
    # Journals that begin as names of authors do.
    ("Br J Nurs 12(3), 2023", "Br J Nurs 12(3)", 2023, None, {}),
    ("Proc R Soc B 12(3), 2020", "Proc R Soc B 12(3)", 2020, None, {}),
    ("Mbeki L. J R Soc Med 12(3), 2023", "J R Soc Med 12(3)", 2023, None, {"authors": "Mbeki L"}),
]


@pytest.mark.parametrize(("line", "text", "year", "month", "extras"), PRINTED)
def test_a_printed_source_is_taken_apart(
    line: str, text: str, year: int | None, month: int | None, extras: dict[str, str]
) -> None:
    found = at_start(line)
    assert found is not None
    assert (found.start, found.end, found.text) == (0, len(line), text)
    assert found.date == (PartialDate(year, month) if year else None)
    names = ("authors", "doi", "url", "access_note")
    assert {name: value for name in names if (value := getattr(found, name)) is not None} == extras


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("BMJ 2024;12(3):45-67", "BMJ"),
        ("Age and Ageing 53(Suppl 4), October 2024", "Age and Ageing"),
        ("Journal of Nursing Management, vol. 12, no. 3, May 2024", "Journal of Nursing Management"),
        ("BMJ (Clinical research ed.) 380, 2023", "BMJ (Clinical research ed.)"),
        ("Public Health Research (Southampton, England) 11(2), 2023", "Public Health Research (Southampton, England)"),
        ("NHS England, May 2023", "NHS England"),
    ],
)
def test_a_name_is_what_stands_before_volume_and_date(line: str, name: str) -> None:
    found = at_start(line)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("line", "sure", "likely"),
    [
        ("Sleepers 12(3), 2024", True, True),  # an issue
        ("NHS England, 2024", True, True),  # a publisher
        ("Nursing Times, 2024", False, True),  # worded as journals are
        ("Sleepers, May 2024", False, True),  # a month
        ("Sleepers, 2024", False, False),  # nothing but a capital
    ],
)
def test_how_sure_a_source_is_depends_on_what_speaks_for_it(line: str, *, sure: bool, likely: bool) -> None:
    found = at_start(line)
    assert found is not None
    assert (found.sure, found.likely) == (sure, likely)


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
        "In May 2019, nurses said so (NHS England, 2020)",
        "The Care Act, 2014 changed wards.",
        "Methods: In 2020, 12(3) nurses",
        "Searches of MEDLINE, CINAHL, 2010 to 2020, were run.",
        "A total of 12 (2020) nurses",
        "Smith et al (2019) found that",
        "According to the Royal College of Nursing, 2020, nurses leave.",
        "Results: 34 nurses (61%) in 2019; 2020.",
        "Background: The NHS Long Term Plan (2019) promised link workers.",
        "WHO, 2020 said that",
        "We asked 15 nurses, aged 45-67, in 2024.",
        "Published, May 2024",
        "",
    ],
)
def test_what_is_no_source(line: str) -> None:
    assert at_start(line) is None


def test_a_publisher_is_known_in_front_of_a_sentence() -> None:
    found = at_start(
        "NHS England eLearning for Healthcare Social prescribing enables all staff to refer people to them."
    )
    assert found is not None
    assert (found.text, found.date, found.sure) == ("NHS England eLearning for Healthcare", None, True)
    assert at_start("NHS England enables all staff to refer people to link workers in their own wards.") is None


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
        (
            "What do nurses say? Nursing Times 12(3), 2024 We asked.",
            "What do nurses say?",
            "Nursing Times 12(3)",
            "We asked.",
        ),
        ("Rotas in wards King's Fund", "Rotas in wards", "King's Fund", ""),
        (
            "Rotas in wards: a survey in 2021 BMJ Open 12(3), 2022",
            "Rotas in wards: a survey in 2021",
            "BMJ Open 12(3)",
            "",
        ),
        ("Rotas in wards since 2021 NHS England, May 2024", "Rotas in wards since 2021", "NHS England", ""),
    ],
)
def test_a_source_behind_a_title(line: str, title: str, source: str, rest: str) -> None:
    found = at_end_of_title(line)
    assert found is not None
    assert (line[: found.start].strip(), found.text, line[found.end :].strip()) == (title, source, rest)


@pytest.mark.parametrize(
    ("source", "text", "date"),
    [
        ("Nurse Education Today 120 (2023) 105632", "Nurse Education Today 120 105632", PartialDate(2023)),
        (
            "British Journal of Nursing, 28 (2019), pp. 12-15",
            "British Journal of Nursing, 28, pp. 12-15",
            PartialDate(2019),
        ),
        ("Human Resources for Health 19, 95 (2021)", "Human Resources for Health 19, 95", PartialDate(2021)),
        ("Midwifery 2023;116:103543", "Midwifery 116:103543", PartialDate(2023)),
    ],
)
@pytest.mark.parametrize("abstract", ["", " We asked nurses."])
def test_a_year_in_brackets_or_before_the_volume_behind_a_title(
    source: str, text: str, date: PartialDate, abstract: str
) -> None:
    line = f"Rotas in small wards {source}{abstract}"
    found = at_end_of_title(line)
    assert found is not None
    assert (line[: found.start].strip(), found.text, found.date) == ("Rotas in small wards", text, date)
    assert line[found.end :] == abstract


@pytest.mark.parametrize(
    ("line", "name", "authors"),
    [
        (
            "Alder Hey Children’s NHS Foundation Trust Our virtual ward opened in the spring, and parents like it.",
            "Alder Hey Children’s NHS Foundation Trust",
            None,
        ),
        (
            "Journal of Women & Aging The adult children of migrants care for their parents from afar.",
            "Journal of Women & Aging",
            None,
        ),
        (
            "Smith J. Journal of Women & Aging The adult children of migrants care for their parents.",
            "Journal of Women & Aging",
            "Smith J",
        ),
    ],
)
def test_a_name_without_a_date_ends_where_a_sentence_begins(line: str, name: str, authors: str | None) -> None:
    found = at_start(line)
    assert found is not None
    assert (found.text, found.date, found.authors) == (name, None, authors)
    assert (found.start, found.sure, found.likely) == (0, False, True)
    assert line[: found.end].endswith(name)


def test_a_name_without_a_date_that_no_word_tells_is_less_likely() -> None:
    found = at_start("Capital Nurse A shared offer was developed by seven London trusts for their new nurses.")
    assert found is not None
    assert (found.text, found.date, found.sure, found.likely) == ("Capital Nurse", None, False, False)


@pytest.mark.parametrize(
    "call",
    [
        "Read how",
        "See the",
        "Find out",
        "Watch our",
        "Explore this",
        "Learn about",
        "Discover why",
        "Join the",
        "Use a",
    ],
)
def test_a_call_to_the_reader_may_follow_a_name_without_a_date(call: str) -> None:
    rest = "teams in eight health boards have been built around older people."
    found = at_start(f"Healthcare Improvement Scotland {call} {rest}")
    assert found is not None
    assert (found.text, found.date, found.sure, found.likely) == ("Healthcare Improvement Scotland", None, False, False)
    # A title may hold the same words.
    verb = call.split()[0]
    assert at_start(f"Improving {verb} in general practice for the nurses of eight health boards") is None
    assert at_start(f"Healthcare Improvement {verb} {rest}") is None


@pytest.mark.parametrize(
    "line",
    [
        "All nurses of the Royal Ward Trust Our virtual ward opened.",  # a sentence's words before it
        "Sleepers And Wards Our virtual ward opened.",  # no organisation's words, and little of a sentence
        "Alder Hey Children’s NHS Foundation Trust opened its ward.",  # the sentence goes on
    ],
)
def test_other_words_before_a_sentence_are_no_name(line: str) -> None:
    assert at_start(line) is None


def test_names_met_elsewhere_part_title_and_source() -> None:
    line = "Link Workers in Wards Porter Matters 3, 2020"
    found = at_end_of_title(line, Names(frozenset({"Porter Matters"})))
    assert found is not None
    assert found.text == "Porter Matters 3"
    assert at_end_of_title(line) is None
    start = at_start(
        "Porter Matters Porters carry what there is to be carried in a hospital.",
        Names(frozenset({"Porter Matters"})),
    )
    assert start is not None
    assert (start.text, start.date) == ("Porter Matters", None)


def test_a_note_before_a_publisher() -> None:
    assert split_note("See Section 9 and Annex A NHS England") == ("See Section 9 and Annex A", "NHS England")
    assert split_note("See Section 9") == (None, "See Section 9")
    assert split_note("NHS England") == (None, "NHS England")


@pytest.mark.parametrize(
    ("line", "title", "text", "date"),
    [
        ("Title. (Journal, 2024, 12(3) p. 4-5)", "Title.", "Journal, 12(3) p. 4-5", PartialDate(2024)),
        ("Do rotas help? (BMJ Open 12(3), May 2024)", "Do rotas help?", "BMJ Open 12(3)", PartialDate(2024, 5)),
        ("Rotas help (Nursing Times, 2024).", "Rotas help", "Nursing Times", PartialDate(2024)),
    ],
)
def test_a_source_in_brackets_ends_a_line(line: str, title: str, text: str, date: PartialDate) -> None:
    found = at_end_of_title(line)
    assert found is not None
    assert (line[: found.start].strip(), found.end, found.text, found.date) == (title, len(line), text, date)
    assert found.sure


@pytest.mark.parametrize(
    ("line", "title", "authors"),
    [
        ("Rotas in wards. Smith J, Patel R. BMJ Open 12(3), 2024", "Rotas in wards.", "Smith J, Patel R"),
        ("Do rotas work? Smith J. BMJ 2024;12(3):45-67", "Do rotas work?", "Smith J"),
    ],
)
def test_authors_stand_between_title_and_source(line: str, title: str, authors: str) -> None:
    found = at_end_of_title(line)
    assert found is not None
    assert (line[: found.start].strip(), found.authors) == (title, authors)


def test_what_follows_a_title_goes_with_its_source() -> None:
    line = "Rotas in wards BMC Medicine 22(1), 2024. doi:10.1186/abc. [Abstract only] We asked."
    found = at_end_of_title(line)
    assert found is not None
    assert (found.doi, found.access_note, line[found.end :].strip()) == ("10.1186/abc", "[Abstract only]", "We asked.")


@pytest.mark.parametrize(
    "line",
    [
        "Rotas and rest",
        "Workforce plans of NHS England",
        "Rotas and rest: a review (2019)",
        "Care after 2020",
        "The year 2020: Nurses in England",
        "Smith J, Patel R BMJ Open",
        "Two words NHS",
        "",
    ],
)
def test_a_title_may_have_no_source_behind_it(line: str) -> None:
    assert at_end_of_title(line) is None


class TestTurns:
    """Where the file says that a link or a font ends, nothing has to be guessed."""

    def test_a_turn_parts_title_and_source(self) -> None:
        line = "Rotas And Rest Sleeping Nurses, 2024 We asked."
        turn = line.index("Sleeping")
        found = at_end_of_title(line, turns=(turn,))
        assert found is not None
        assert (found.start, found.text, found.sure) == (turn, "Sleeping Nurses", True)
        assert line[found.end :].strip() == "We asked."

    def test_a_turn_parts_a_title_and_a_source_without_a_date(self) -> None:
        line = "Rotas And Rest Royal Ward Trust"
        found = at_end_of_title(line, turns=(15,))
        assert found is not None
        assert (found.start, found.text, found.date) == (15, "Royal Ward Trust", None)

    def test_an_access_note_in_another_look_is_no_source(self) -> None:
        assert at_end_of_title("Rotas and rest Abstract only*", turns=(15,)) is None

    def test_a_turn_ends_a_source(self) -> None:
        line = "Sleeping Nurses, 2024 nurses were asked"
        assert at_start(line) is None
        found = at_start(line, turns=(22,))
        assert found is not None
        assert (found.end, found.text) == (21, "Sleeping Nurses")

    def test_a_turn_ends_a_known_name(self) -> None:
        line = "Nuffield Trust nurses were asked"
        assert at_start(line) is None
        found = at_start(line, turns=(15,))
        assert found is not None
        assert (found.end, found.text) == (14, "Nuffield Trust")


def _found(name: str, *, sure: bool = True) -> SourceMatch:
    return SourceMatch(0, len(name), name, name, None, sure=sure)


@pytest.mark.parametrize(
    ("found", "after", "clearly"),
    [
        (_found("Journal of Nursing"), "Rotas", True),
        (_found("Nuffield Trust"), "Rotas", True),
        (_found("Sleepers"), "Do they help?", True),
        (_found("Sleepers", sure=False), "Do they help?", False),
        (_found("A Review"), "Do they help?", False),
        (_found("Sleepers"), "Rotas", False),
    ],
)
def test_some_sources_start_as_nothing_else_does(found: SourceMatch, after: str, *, clearly: bool) -> None:
    assert is_clearly_named(found, Names(), after=after) is clearly


def test_a_pointer_is_parted_from_a_publisher_only() -> None:
    assert split_note("See NHS England") == ("See", "NHS England")
    assert split_note("See Section 9: Porters Weekly") == (None, "See Section 9: Porters Weekly")
    known = Names(frozenset({"Porters Weekly"}))
    assert split_note("See Section 9: Porters Weekly", known) == ("See Section 9", "Porters Weekly")


# Nothing is said of time: a pattern that blew up would not come to an end at all.
REPEATED = [
    "1",
    "A",
    "Ab ",
    "a ",
    ". ",
    "((1)",
    "[*(",
    "Smith J, ",
    "Smith, J., ",
    "J. A. Smith, ",
    "Jane Smith, ",
    "Jane Smith and ",
    "van de ",
    "A'a-",
    "May 2020 ",
    "Published online: ",
    "doi:10.1000/a ",
    "https://a.uk ",
    "www.",
    "Abstract only ",
    "Journal of ",
    "ISSN 1234-5678 ",
    "NHS England ",
    "et al. ",
    "? A",
    ".",
    "(",
    "1(2) ",
    "2020;12(3):",
    "pp. 1-2, ",
    "12,",
    "12, ",
    "12–13, ",
    "2020, ",
    "Suppl 1 ",
]


@pytest.mark.parametrize("unit", REPEATED)
@pytest.mark.parametrize("tail", ["", ", 2024 we"])
def test_a_long_line_of_one_thing_again_and_again_is_read(unit: str, tail: str) -> None:
    line = (unit * (20_000 // len(unit) + 1))[:20_000].strip() + tail
    for found in (at_start(line), at_end_of_title(line)):
        assert found is None or 0 <= found.start < found.end <= len(line)
    assert isinstance(is_undated(line), bool)


@pytest.mark.parametrize(
    ("printed", "authors", "text", "date"),
    [
        ("Adeyemi T, Patel R (Winter 2021) Nursing Times 33(2)", "Adeyemi T, Patel R", "Nursing Times 33(2)", "2021"),
        ("Smith, Jane (July 2024). Nursing Times 33(2)", "Smith, Jane", "Nursing Times 33(2)", "2024-07"),
        ("Adeyemi, T. (2024) Nursing Times", "Adeyemi, T.", "Nursing Times", "2024"),
        ("Smith J, Patel R, J Adv Nurs 12(3), 2024", "Smith J, Patel R", "J Adv Nurs 12(3)", "2024"),
        ("npj Digital Medicine, 2024", None, "npj Digital Medicine", "2024"),
        ("Midwifery (2022) 130, 104250", None, "Midwifery 130, 104250", "2022"),
        ("BMJ Open (2022) 130 104250", None, "BMJ Open 130 104250", "2022"),
        (
            "Health and Social Care in the Community 2024, 2024",
            None,
            "Health and Social Care in the Community 2024",
            "2024",
        ),
    ],
)
def test_people_dates_and_numbers_find_their_places(printed: str, authors: str | None, text: str, date: str) -> None:
    found = at_start(printed)
    assert found is not None
    assert (found.authors, found.text, str(found.date), found.end) == (authors, text, date, len(printed))


@pytest.mark.parametrize("study", ["RCT", "RCTs"])
def test_a_title_may_end_in_a_kind_of_study(study: str) -> None:
    found = at_end_of_title(f"Naps at night: a pilot {study} Ward Practice Today 118, 2022")
    assert found is not None
    assert found.text == "Ward Practice Today 118"


def test_a_title_may_end_in_years_on() -> None:
    line = "Better Births four years on NHS England, March 2020 A review of progress since the national review."
    found = at_end_of_title(line)
    assert found is not None
    assert (line[: found.start].strip(), found.name, str(found.date)) == (
        "Better Births four years on",
        "NHS England",
        "2020-03",
    )


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Flexible rotas: new standards for the NHS Porterwise, 2022", "Porterwise"),
        ("Flexible rotas: new standards for the NHS BMJ Open 3(1), 2022", "BMJ Open 3(1)"),
    ],
)
def test_a_title_ends_in_the_short_form_that_its_last_words_need(text: str, source: str) -> None:
    found = at_end_of_title(text)
    assert found is not None
    assert found.text == source


@pytest.mark.parametrize(
    ("text", "source", "rest"),
    [
        ("Maturitas (2024) 181", "Maturitas 181", ""),
        ("ACAS Advice for employers and staff on how to talk about rest.", "ACAS", " Advice for employers"),
        (
            "ACAS Advice and Guidance. This guide tells employers how to talk.",
            "ACAS Advice and Guidance",
            " This guide",
        ),
        ("CIPD factsheet This guide tells employers how to talk about rest.", "CIPD factsheet", " This guide"),
    ],
)
def test_a_bodys_initials_and_a_journals_one_word_are_names(text: str, source: str, rest: str) -> None:
    found = at_start(text)
    assert found is not None
    assert found.text == source
    assert text[found.end :].startswith(rest)


def test_a_number_behind_a_titles_year_is_no_volume() -> None:
    assert at_start("A survey of nurses (2019) 12") is None


@pytest.mark.parametrize("name", ["ACAS Advice", "CIPD factsheet", "ACAS Advice and Guidance"])
def test_what_a_known_publisher_puts_out_may_have_a_space_before_the_year(name: str) -> None:
    whole = at_start(f"{name} 2022")
    assert whole is not None
    assert (whole.text, whole.date, whole.end) == (name, PartialDate(2022), len(name) + 5)


def test_so_it_may_behind_a_title() -> None:
    behind = at_end_of_title("Talking about rest on the wards ACAS Advice 2022")
    assert behind is not None
    assert (behind.text, behind.date) == ("ACAS Advice", PartialDate(2022))


@pytest.mark.parametrize("title", ["RNIB Rotas Report 2022", "ACAS Awards 2022"])
def test_what_others_put_out_in_a_year_is_rather_a_title(title: str) -> None:
    assert at_start(title) is None
