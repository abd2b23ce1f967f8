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
        "Smith, J.A., Patel, R.",
        "Department for Health, 2020",
        "NHS",
        "Smith",
        "",
    ],
)
def test_authors_that_cannot(printed: str) -> None:
    assert people_of(printed).named == ()
    assert people_of(printed).printed == printed


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
