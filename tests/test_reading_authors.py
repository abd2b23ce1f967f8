"""Names of authors are told from names of publications, in every form that sources print them."""

from __future__ import annotations

import pytest

from briefqa.reading.authors import authors_before, is_authors, split_authors, split_trailing_authors

# What is printed in front of "BMJ Open 12(3), 2024", and the authors in it.
IN_FRONT = [
    ("Smith J. ", "Smith J"),
    ("Smith JA, Patel RB and Jones C. ", "Smith JA, Patel RB and Jones C"),
    ("Smith J, Patel R: ", "Smith J, Patel R"),
    ("Smith J; Patel R. ", "Smith J; Patel R"),
    ("Smith J, Patel R, ", "Smith J, Patel R"),
    ("Smith, J., Patel, R. ", "Smith, J., Patel, R."),
    ("Smith, J.A., Patel, R.B. & Jones, C. ", "Smith, J.A., Patel, R.B. & Jones, C."),
    ("J. A. Smith, R. Patel: ", "J. A. Smith, R. Patel"),
    ("J Smith and R Patel. ", "J Smith and R Patel"),
    ("Smith J et al. ", "Smith J et al."),
    ("Smith J, Patel R, et al. ", "Smith J, Patel R, et al."),
    ("Smith et al. ", "Smith et al."),
    ("Smith et al ", "Smith et al"),
    ("Smith J and colleagues. ", "Smith J and colleagues"),
    ("Smith and others. ", "Smith and others"),
    ("By Jane Smith. ", "Jane Smith"),
    ("by Jane Smith – ", "Jane Smith"),
    ("Authors: Jane Smith, Ravi Patel. ", "Jane Smith, Ravi Patel"),
    ("Author: Smith J. ", "Smith J"),
    ("Dr Jane Smith and Prof. Ravi Patel. ", "Dr Jane Smith and Prof. Ravi Patel"),
    ("Jane Smith et al. ", "Jane Smith et al."),
    ("Jane Smith. ", "Jane Smith"),
    ("Smith, Patel and Jones; ", "Smith, Patel and Jones"),
    (
        "O'Connor M, van der Berg A, Müller-Schmidt K. ",
        "O'Connor M, van der Berg A, Müller-Schmidt K",
    ),
    ("MacDonald A, McGregor B. ", "MacDonald A, McGregor B"),
    ("Ng K-W, Li X. ", "Ng K-W, Li X"),
    ("D'Souza R, O’Brien T. ", "D'Souza R, O’Brien T"),
    ("Østergaard Ø, Žižek S. ", "Østergaard Ø, Žižek S"),
    ("García López M, Núñez P. ", "García López M, Núñez P"),
    ("Smith, J. A. B., Lee K. ", "Smith, J. A. B., Lee K."),
    ("Smith J-P, Jones A B. ", "Smith J-P, Jones A B"),
]


@pytest.mark.parametrize(("printed", "authors"), IN_FRONT)
def test_authors_stand_in_front_of_a_source(printed: str, authors: str) -> None:
    line = f"{printed}BMJ Open 12(3), 2024"
    found = split_authors(line)
    assert found is not None
    assert (found[0], line[found[1] :].lstrip()) == (authors, "BMJ Open 12(3), 2024")


def test_a_journal_in_capitals_is_no_more_initials() -> None:
    assert split_authors("Smith J. BMJ, 12 May 2024") == ("Smith J", 9)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Smith, J. and Patel, R. (2024) BMJ Open", "Smith, J. and Patel, R."),
        ("Smith J, Patel R (2024a) BMJ Open", "Smith J, Patel R"),
        ("Smith & Jones (2024) BMJ Open", "Smith & Jones"),
        ("Smith et al (2024) BMJ Open", "Smith et al"),
    ],
)
def test_authors_end_before_a_year_in_brackets(line: str, authors: str) -> None:
    found = split_authors(line)
    assert found is not None
    assert (found[0], line[found[1] :].lstrip()) == (authors, line[line.index("(") :])


@pytest.mark.parametrize(
    "line",
    [
        "Nursing Standard, May 2024",
        "Nursing Times. May 2024",
        "BMJ Open, 2024",
        "Health Education England. 2024",
        "Royal College of Nursing. 2024",
        "Nuffield Trust. 2024",
        "NHS England and NHS Improvement. 2024",
        "Scottish Government, May 2020",
        "Sleep Medicine. 2024",
        "Age UK, London, May 2024",
        "Parkinson's UK. May 2024",
        "Ipsos MORI, Institute of Health. May 2024",
        "U.S. Department of Health, May 2024",
        "U.K. Health Security Agency. May 2024",
        "Better Security, Better Care, May 2024",
        "Turning Point, Change Grow Live, May 2024",
        "Critical Care, 2024",
        "Public Health. 2024",
        "Young People and Families. 2024",
        "Background: Smith J",
        "We asked nurses. They said",
        "smith j. BMJ",
        "",
        "Smith J.",
    ],
)
def test_a_publication_is_no_author(line: str) -> None:
    assert split_authors(line) is None


def test_authors_may_be_very_many() -> None:
    people = ", ".join(["Smith J"] * 40)
    assert split_authors(f"{people}. BMJ Open 12(3), 2024") == (people, len(people) + 2)


@pytest.mark.parametrize(
    ("tail", "authors"),
    [
        (" - Smith J, Patel R", "Smith J, Patel R"),
        (" – Smith J", "Smith J"),
        (". Smith J et al.", "Smith J et al."),
        ("; Smith J, Patel R", "Smith J, Patel R"),
        (" by Jane Smith", "Jane Smith"),
        (", by Jane Smith and Ravi Patel", "Jane Smith and Ravi Patel"),
        (" | Smith et al", "Smith et al"),
    ],
)
def test_authors_may_stand_behind_a_source(tail: str, authors: str) -> None:
    line = f"BMJ Open, 2024{tail}"
    assert split_trailing_authors(line, len("BMJ Open, 2024")) == (authors, len(line))


@pytest.mark.parametrize(
    "tail", ["", " - Royal College", " – Health Education", ". Nurses stayed.", " - Smith J asked nurses", ", 2023"]
)
def test_what_stands_behind_a_source_may_be_no_authors(tail: str) -> None:
    assert split_trailing_authors(f"BMJ Open, 2024{tail}", len("BMJ Open, 2024")) is None


@pytest.mark.parametrize(
    ("before", "authors"),
    [
        ("Do rotas work? Smith J, Patel R. ", "Smith J, Patel R"),
        ("Rotas: a review. Smith J. ", "Smith J"),
        ("Rotas! Smith, J. ", "Smith, J."),
        ("Rotas help. Smith J et al. ", "Smith J et al."),
    ],
)
def test_authors_may_stand_between_title_and_source(before: str, authors: str) -> None:
    line = f"{before}BMJ Open 12(3), 2024"
    assert authors_before(line, len(before)) == (authors, line.index("Smith"))


@pytest.mark.parametrize("before", ["Rotas in wards Smith J ", "Rotas. Health B. ", "Rotas? ", "Smith J. ", ""])
def test_authors_between_title_and_source_follow_a_sentence(before: str) -> None:
    assert authors_before(f"{before}BMJ Open 12(3), 2024", len(before)) is None


@pytest.mark.parametrize(
    "line",
    [
        "Smith J",
        "Smith J, Patel R",
        "Smith J, Patel R.",
        "Smith, J.A., Patel, R.B.",
        "By Jane Smith and Ravi Patel",
        "By: Smith J",
        "Authors: Smith J",
        "Smith et al.",
        "Jane Smith et al",
        "Jane Smith, Ravi Patel, Ann Jones",
        "Jane Smith, Ravi Patel and others",
    ],
)
def test_a_line_may_be_authors_and_nothing_else(line: str) -> None:
    assert is_authors(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Jane Smith",
        "Peer support and rest",
        "Royal College, Nursing Board",
        "Coastal Observatory, Rural Unit",
        "Smith J, Patel R. BMJ Open",
        "Smith J said that rotas help",
        "Health Service and Nursing Board",
        "Smith J, " * 80 + "Patel R",
    ],
)
def test_a_line_may_be_no_authors(line: str) -> None:
    assert not is_authors(line)


@pytest.mark.parametrize("unit", ["Coastal Observatory", "Rotas Collaborative", "Ward Consortium"])
def test_part_of_an_organisation_is_nobody(unit: str) -> None:
    assert split_authors(f"{unit}, University of Averdale") is None


@pytest.mark.parametrize(
    ("authors", "printed"),
    [("Smith J, Patel R", "Smith J, Patel R."), ("Smith J et al.", "Smith J et al."), ("Smith, J.", "Smith, J.")],
)
def test_authors_may_follow_a_title_that_no_stop_ends(authors: str, printed: str) -> None:
    line = f"Rotas and the kitchen {printed} Porter Practice 12(3), 2024"
    assert authors_before(line, line.index("Porter"), authored=True) == (authors, line.index("Smith"))


def test_one_of_them_alone_needs_a_brief_whose_sources_have_authors() -> None:
    line = "Rotas and the kitchen Smith J. "
    assert authors_before(line, len(line), authored=True) == ("Smith J", line.index("Smith"))
    assert authors_before(line, len(line)) is None


@pytest.mark.parametrize(
    "title", ["Porters with Hepatitis B.", "Rotas by Smith J.", "Rotas In Ward B.", "What porters know of Vitamin D."]
)
def test_a_letter_that_ends_a_title_is_no_initial(title: str) -> None:
    assert authors_before(f"{title} ", len(title) + 1, authored=True) is None
