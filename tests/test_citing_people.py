from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.citing.people import Person, people_of


@pytest.mark.parametrize(
    ("printed", "named"),
    [
        ("Haddad L, Brandt M, O’Shea P", [("Haddad", "L"), ("Brandt", "M"), ("O’Shea", "P")]),
        ("Nwosu C, Müller-Haas K", [("Nwosu", "C"), ("Müller-Haas", "K")]),
        ("van der Berg J.A. and Smith JR", [("van der Berg", "J.A."), ("Smith", "JR")]),
        ("Smith J A", [("Smith", "J A")]),
        ("Smith, Jane; Patel, Ravi", [("Smith", "Jane"), ("Patel", "Ravi")]),
        ("Smith, Jane and Patel, Ravi", [("Smith", "Jane"), ("Patel", "Ravi")]),
        ("Smith, Jane", [("Smith", "Jane")]),
        ("Smith, J.A., Patel, R.", [("Smith", "J.A."), ("Patel", "R.")]),
        ("Smith, J., Jones, K. and Brown, L.", [("Smith", "J."), ("Jones", "K."), ("Brown", "L.")]),
        ("Smith, J., van der Berg, K. A., & Brown, L.", [("Smith", "J."), ("van der Berg", "K. A."), ("Brown", "L.")]),
        ("Smith, MA", [("Smith", "MA")]),
        ("Nursing and Midwifery Council", [("Nursing and Midwifery Council", "")]),
        ("van der Berg, K., Smith, MA", [("van der Berg", "K."), ("Smith", "MA")]),
        ("Board A, Trust B", [("Board", "A"), ("Trust", "B")]),
        # Organisations are one each.
        ("Department of Health and Social Care", [("Department of Health and Social Care", "")]),
        ("Royal College of Obstetricians & Gynaecologists", [("Royal College of Obstetricians & Gynaecologists", "")]),
        ("Royal College of Nursing UK", [("Royal College of Nursing UK", "")]),
        ("NHS England; Department for Education", [("NHS England", ""), ("Department for Education", "")]),
        # Which of several words are the surname is not told.
        ("Jane Smith", [("Jane Smith", "")]),
        ("Jane Smith, Ravi Patel and Ann van Jones", [("Jane Smith", ""), ("Ravi Patel", ""), ("Ann van Jones", "")]),
    ],
)
def test_authors_that_can_be_parted(printed: str, named: list[tuple[str, str]]) -> None:
    people = people_of(printed)
    assert people.named == tuple(Person(*name) for name in named)
    assert people.whole


@pytest.mark.parametrize(
    "printed",
    [
        "Garcia Lopez, Maria Jose",  # one person or two
        "Jane Smith and NHS England",
        "Department of Health, Social Care and Public Safety",
        "Smith & Sons",
        "Smith, Jane, Patel",
        "Department for Health, 2020",
        "NHS",
        "Smith",
        "",
    ],
)
def test_authors_that_cannot(printed: str) -> None:
    assert people_of(printed).named == ()
    assert people_of(printed).printed == printed


@pytest.mark.parametrize(
    ("printed", "named"),
    [
        ("Smith, Jane, RN, PhD, MBA", [("Smith", "Jane")]),
        ("Smith, Jane, RN; Patel, Ravi, BSc (Hons), MSc", [("Smith", "Jane"), ("Patel", "Ravi")]),
        (
            "Jane Smith, RN, PhD, Ravi Patel, MD and Ann Jones",
            [("Jane Smith", ""), ("Ravi Patel", ""), ("Ann Jones", "")],
        ),
        ("Jane Smith PhD", [("Jane Smith", "")]),
        ("Smith J PhD, Patel R", [("Smith", "J"), ("Patel", "R")]),
    ],
)
def test_letters_behind_names_are_left_out_and_said_to_be(printed: str, named: list[tuple[str, str]]) -> None:
    people = people_of(printed)
    assert people.named == tuple(Person(*name) for name in named)
    assert people.degrees
    assert not people.whole


_SURNAMES = st.lists(
    st.sampled_from(["Smith", "van der Berg", "O’Shea", "Müller-Haas", "Trust"]), min_size=1, max_size=6
)


@given(
    _SURNAMES,
    st.sampled_from([", ", " and ", " & ", ", and "]),
    st.sampled_from(["{} J", "{}, J.", "{} J.K.", "{}, J. K."]),
)
def test_as_many_people_are_named_as_there_are(surnames: list[str], last: str, form: str) -> None:
    *first, end = (form.format(surname) for surname in surnames)
    printed = f"{', '.join(first)}{last}{end}" if first else end
    assert [person.family for person in people_of(printed).named] == surnames


def test_that_there_are_more_is_kept() -> None:
    people = people_of("Desrosiers É et al.")
    assert people.named == (Person("Desrosiers", "É"),)
    assert people.others
    assert not people.whole


@given(st.text() | st.lists(st.sampled_from(["Smith J", "Jane Roe", "Roe, J", "and", "et al."])).map(", ".join))
def test_no_name_is_invented(printed: str) -> None:
    for person in people_of(printed).named:
        assert person.family in printed
        assert person.given in printed
