from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.brief import Access
from briefqa.fields import fields_in, publication_name

NAMES = frozenset({"lancet", "nursing times", "kings fund", "midwifery", "british journal of midwifery"})


@pytest.mark.parametrize(
    ("question", "years", "rest"),
    [
        ("sleep in 2022", (2022, 2022), "sleep"),
        ("2022", (2022, 2022), "2022"),
        ("2023 reports on sleep", (2023, 2023), "reports on sleep"),
        ("papers from before 2015", (0, 2014), "papers from"),
        ("prior to 2015", (0, 2014), "prior to 2015"),
        ("sleep until 2015", (0, 2015), "sleep"),
        ("sleep since 2022", (2022, 9999), "sleep"),
        ("sleep from 2022 onwards", (2022, 9999), "sleep"),
        ("2022 or later: sleep", (2022, 9999), ": sleep"),
        ("sleep after 2022", (2023, 9999), "sleep"),
        ("between 2018 and 2020, sleep", (2018, 2020), ", sleep"),
        ("sleep 2018-2020", (2018, 2020), "sleep"),
        ("sleep 2018–2020", (2018, 2020), "sleep"),
        ("from 2018 to 2020", (2018, 2020), "from 2018 to 2020"),
        ("sleep published in 2019", (2019, 2019), "sleep"),
    ],
)
def test_years_are_a_range_and_not_searched_for_as_words(question: str, years: tuple[int, int], rest: str) -> None:
    found = fields_in(question, NAMES)
    assert (found.years, found.rest) == (years, rest)
    assert found.named


@pytest.mark.parametrize(
    "question", ["24/7 cover", "band 2 to 3", "1948 beds", "2050 vision", "12022", "x2022", "sleep"]
)
def test_other_numbers_are_no_years(question: str) -> None:
    found = fields_in(question, NAMES)
    assert (found.years, found.rest, found.named) == (None, question, False)


@pytest.mark.parametrize(
    ("question", "access", "rest"),
    [
        ("which ones are abstract only", Access.ABSTRACT_ONLY, "which ones are"),
        ("Abstracts only on sleep", Access.ABSTRACT_ONLY, "on sleep"),
        ("needs NHS OpenAthens account", Access.OPENATHENS, "needs"),
        ("athens login", Access.OPENATHENS, "athens login"),
        ("open access papers on sleep", Access.FREE, "papers on sleep"),
        ("sleep, free to read", Access.FREE, "sleep,"),
        ("freely available guides", Access.FREE, "guides"),
        ("free full text on sleep", Access.FREE, "on sleep"),
        ("free articles", Access.FREE, "free articles"),
        ("free school meals", None, "free school meals"),
        ("access to care", None, "access to care"),
    ],
)
def test_access_is_told_from_other_words(question: str, access: Access | None, rest: str) -> None:
    found = fields_in(question, NAMES)
    assert (found.access, found.rest, found.named) == (access, rest, access is not None)


@pytest.mark.parametrize(
    ("question", "publication"),
    [
        ("anything in The Lancet", "lancet"),
        ("what did Nursing Times publish", "nursing times"),
        ("reports by the King’s Fund", "kings fund"),
        ("King's Fund on pay", "kings fund"),
        ("papers in the British Journal of Midwifery", "british journal of midwifery"),
        ("from midwifery", "midwifery"),
        ("midwifery staffing", None),
        ("careers in nursing", None),
        ("times of nursing", None),
    ],
)
def test_publications_are_known_by_their_names(question: str, publication: str | None) -> None:
    found = fields_in(question, NAMES)
    assert (found.publication, found.rest) == (publication, question)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The Lancet 4(2)", "lancet"),
        ("The King's Fund", "kings fund"),
        ("King’s Fund", "kings fund"),
        ("BMC Medicine 22(1)", "bmc medicine"),
        ("Physiotherapy 115 (ISSN 0031-9406)", "physiotherapy"),
        ("BMJ Quality & Safety (online)", "bmj quality safety"),
        ("", ""),
    ],
)
def test_the_name_of_a_publication_ends_before_its_volume(source: str, name: str) -> None:
    assert publication_name(source) == name


def test_years_access_and_publication_may_come_together() -> None:
    found = fields_in("open access papers on sleep in The Lancet since 2020", NAMES)
    assert (found.years, found.access, found.publication) == ((2020, 9999), Access.FREE, "lancet")
    assert found.rest == "papers on sleep in The Lancet"


@given(st.text(), st.frozensets(st.text(max_size=8), max_size=5))
def test_any_text_may_be_asked(question: str, names: frozenset[str]) -> None:
    found = fields_in(question, names)
    assert found.years is None or found.years[0] <= found.years[1] + 1
    assert found.publication is None or found.publication in names
    assert found.rest.strip() or not question.strip()
