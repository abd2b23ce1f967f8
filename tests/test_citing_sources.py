from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.citing.sources import Parts, parts_of, words_as_journal


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("Health Expectations 27(6)", Parts("Health Expectations", "27", "6")),
        ("Lifestyle Medicine (26883740) 5(1)", Parts("Lifestyle Medicine", "5", "1", None, "2688-3740")),
        # Eight digits whose last is not what an ISSN's would be.
        ("Nordic Welfare & Health (18912345) 14(3)", Parts("Nordic Welfare & Health (18912345)", "14", "3")),
        (
            "Public Health Research (Southampton, England) 11(2)",
            Parts("Public Health Research (Southampton, England)", "11", "2"),
        ),
        ("Age and Ageing 53(Supplement 4)", Parts("Age and Ageing", "53", "Supplement 4")),
        (
            "Health & Social Care in the Community 29(5), pp. 1439-1449",
            Parts("Health & Social Care in the Community", "29", "5", "1439-1449"),
        ),
        ("London Journal of Primary Care 6 pp. 23-28", Parts("London Journal of Primary Care", "6", None, "23-28")),
        (
            "Health and Social Care in the Community 2025(1)",
            Parts("Health and Social Care in the Community", "2025", "1"),
        ),
        (
            "Learning Disability Nursing Quarterly 9(3), p. 7",
            Parts("Learning Disability Nursing Quarterly", "9", "3", "7"),
        ),
        ("Br J Community Nurs 27(3):122-9", Parts("Br J Community Nurs", "27", "3", "122-9")),
        ("BMJ Support Palliat Care 14(e1):e88-97", Parts("BMJ Support Palliat Care", "14", "e1", "e88-97")),
        ("Int J Nurs Stud Adv 5:100131", Parts("Int J Nurs Stud Adv", "5", None, "100131")),
        ("Frontiers in Psychology 13", Parts("Frontiers in Psychology", "13")),
        ("Nursing Older People, vol. 12, no. 3", Parts("Nursing Older People", "12", "3")),
        ("The Lancet", Parts("The Lancet")),
        # The year, or a volume named after it: not told apart.
        ("Health and Social Care in the Community 2024", Parts("Health and Social Care in the Community 2024")),
        ("BMC Health Services Research 21(1), 45", Parts("BMC Health Services Research", "21", "1", "45")),
        ("BMC Public Health 21(1), Article 1984", Parts("BMC Public Health", "21", "1", "1984")),
        # The year, or an article.
        ("BMC Public Health 21(1), 1984", Parts("BMC Public Health", "21", "1")),
        ("BMJ 2021;372:n71", Parts("BMJ", "372", None, "n71")),
        ("Br J Gen Pract. 2021 Mar;71(703):e85-e90.", Parts("Br J Gen Pract", "71", "703", "e85-e90")),
        ("J. Adv. Nurs. 12(3): 5", Parts("J. Adv. Nurs.", "12", "3", "5")),
        ("Nursing Times 12, Suppl 2, S5-S9", Parts("Nursing Times", "12", "Suppl 2", "S5-S9")),
        ("Health Policy 139, 45-52", Parts("Health Policy", "139", None, "45-52")),
        # Volume and page, or part of the name.
        ("Health Policy 139, 45", Parts("Health Policy 139, 45")),
        ("Fit for 2030, 5-9", Parts("Fit for 2030, 5-9")),
        ("Nursing Times 117(3): online first", Parts("Nursing Times 117(3): online first")),
        ("NHS England", Parts("NHS England")),
        ("", Parts("")),
    ],
)
def test_what_a_source_tells(source: str, parts: Parts) -> None:
    assert parts_of(source) == parts


@pytest.mark.parametrize(
    ("pages", "first_and_last"),
    [
        ("1439-1449", ("1439", "1449")),
        ("S14–S22", ("S14", "S22")),
        ("7", ("7", None)),
        # "9" is not the last page.
        ("122-9", ("122-9", None)),
        (None, None),
    ],
)
def test_first_and_last_page(pages: str | None, first_and_last: tuple[str, str | None] | None) -> None:
    assert Parts("A", "1", None, pages).page_range == first_and_last


@pytest.mark.parametrize("name", ["British Journal of Pain", "BMC Medicine", "The Lancet", "PloS One", "J Adv Nurs"])
def test_names_of_journals(name: str) -> None:
    assert words_as_journal(name)


@pytest.mark.parametrize("name", ["NHS England", "The Nuffield Trust", "Nursing Journal Club", "Healthwatch", ""])
def test_names_of_others(name: str) -> None:
    assert not words_as_journal(name)


NAMES = ["Nursing Times", "BMC Health Services Research", "Health & Social Care in the Community", "J. Adv. Nurs."]
VOLUMES = ["12", "Vol 12", "Vol. 12", "vol 12", "Volume 12", "vol.12"]
ISSUES = ["(3)", " (3)", ", No 3", ", no. 3", " no 3", ", Issue 3", " Iss. 3", ", Number 3", ""]
PAGES = [", {}", ", pp. {}", ", pp {}", " pp. {}", ":{}", ": {}", "; {}", ", pages {}", ", p. {}", ", pp.{}", ""]


@pytest.mark.parametrize("pages", ["5-9", "5–9", "105-9", "S14–S22", "e88-e97"])
@pytest.mark.parametrize("name", NAMES)
def test_every_usual_form_tells_the_same(name: str, pages: str) -> None:
    for between, volume, issue, behind, end in itertools.product((" ", ", "), VOLUMES, ISSUES, PAGES, ("", ".")):
        if not (issue or behind):
            continue
        source = f"{name}{between}{volume}{issue}{behind.format(pages)}{end}"
        wanted = Parts(name, "12", "3" if issue else None, pages if behind else None)
        assert parts_of(source) == wanted, source


@given(
    st.sampled_from(NAMES),
    st.integers(1, 999).map(str),
    st.integers(1, 99).map(str),
    st.integers(1, 1799).map(str),
    st.sampled_from(["{}({}), {}", "{} ({}) {}", "{}({}):{}", "{}({}), p. {}", "{}, No {}, {}", "{}({}), article {}"]),
)
def test_one_page_or_article_behind_an_issue(name: str, volume: str, issue: str, page: str, form: str) -> None:
    assert parts_of(f"{name} {form.format(volume, issue, page)}") == Parts(name, volume, issue, page)


@given(st.text())
def test_nothing_but_what_is_printed_is_read(source: str) -> None:
    parts = parts_of(source)
    for part in (parts.name, parts.volume, parts.issue, parts.pages):
        assert part is None or part in source


def test_a_long_source_does_not_take_long() -> None:
    started = time.process_time()
    for text in ("1 (" * 200, "a 1-" * 100, "12(" + "x" * 397, " 1" * 200, "1, " * 130, "1 (1) 1-" * 50, "x" * 100_000):
        parts_of(text)
    # Far from what backtracking without an end would take, whatever the machine.
    assert time.process_time() - started < 5
