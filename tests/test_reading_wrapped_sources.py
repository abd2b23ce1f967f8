"""Sources that go on in the next line or two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefqa.brief import PartialDate
from briefqa.reading.clues import Clues
from briefqa.reading.lines import Line
from briefqa.reading.looking import look
from briefqa.reading.names import NO_NAMES
from briefqa.reading.roles import Role


def clues(*texts: str) -> list[Clues]:
    return look([Line(n, text) for n, text in enumerate(texts, start=1)], NO_NAMES)


class TestSeveralLines:
    def test_a_source_may_go_on_in_the_next_line(self) -> None:
        first = clues("International Journal of Environmental Research", "and Public Health 20(16), 2023")[0]
        assert first.joined is not None
        assert first.joined.text == "International Journal of Environmental Research and Public Health 20(16)"
        assert first.joined.date == PartialDate(2023)

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (
                "The British Journal of General Practice: The Journal of the",
                "Royal College of Practitioners 75(7), 2025",
            ),
            ("BMC Medicine 22(1),", "May 2024"),
            ("BMC Medicine 22(1), May", "2024"),
            ("Smith J, Patel R.", "BMC Medicine 22(1), 2024"),
            ("BMC Medicine 22(1), pp. 401-", "419, 2024"),
        ],
    )
    def test_wherever_it_wraps(self, first: str, second: str) -> None:
        here = clues(first, second)[0]
        assert here.joined is not None
        assert here.joined.end == len(f"{first} {second}")

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("Peer support in maternity wards", "BMC Medicine 22(1), 2024"),
            ("BMC Medicine 22(1), 2024", "and then some, 2020"),
            ("We asked nurses.", "BMC Medicine 22(1), 2024"),
            ("Nurses " * 40, "of wards, May 2024"),
        ],
    )
    def test_what_makes_no_source_with_the_next_line(self, first: str, second: str) -> None:
        here = clues(first.strip(), second)[0]
        assert here.joined is None

    def test_a_gap_or_a_writers_break_parts_them(self) -> None:
        lines = [Line(1, "BMC Medicine 22(1),"), Line(2, "May 2024")]
        assert look(lines, NO_NAMES)[0].joined is not None
        assert look([lines[0], replace(lines[1], gap=True)], NO_NAMES)[0].joined is None
        assert look([lines[0], replace(lines[1], fresh=1.0)], NO_NAMES)[0].joined is None
        assert look([lines[0], replace(lines[1], gap=True, page_break=True)], NO_NAMES)[0].joined is not None

    @pytest.mark.parametrize("source", ["Emergency Radiology 27", "Emergency Nursing 27(3)"])
    def test_no_name_goes_on_behind_a_volume(self, source: str) -> None:
        last = Line(2, "Education of Nurses", gap=True, page_break=True)
        assert look([Line(1, f"Snaith B, Lee A. {source}"), last], NO_NAMES)[0].joined is None
        parted = [Line(1, "Snaith B, Lee A. Emergency Radiology and the"), last]
        assert look(parted, NO_NAMES)[0].joined is not None

    def test_a_source_may_start_behind_a_title_and_wrap(self) -> None:
        here = clues("Rotas in wards: a survey BMC", "Medicine 22(1), 2024")[0]
        assert here.joined_in_title is not None
        assert (here.joined_in_title.start, here.joined_in_title.text) == (25, "BMC Medicine 22(1)")
        assert clues("Do porters sleep? International Journal of", "Rest 22(1), 2024")[0].clearly_in_title

    @pytest.mark.parametrize(
        ("begun", "rest"),
        [
            ("Institute for Apprenticeships", "and Technical Education"),
            ("Institute for Apprenticeships and", "Technical Education"),
            ("Institute for", "Apprenticeships and Technical Education"),
            ("Queen’s", "Nursing Institute"),
            ("Queen's Nursing", "Institute"),
            ("Nurses’ Benevolent", "Fund"),
            ("Centre for Better", "Ageing"),
        ],
    )
    def test_a_name_may_be_divided_where_neither_half_is_one(self, begun: str, rest: str) -> None:
        for behind in ("", " The standard lists what porters do."):
            here = clues(f"Rotas for porters in small wards {begun}", f"{rest}. 2024{behind}")[0]
            assert here.joined_in_title is not None
            assert here.joined_in_title.text == f"{begun} {rest}"
            assert here.divided

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("Rotas for porters in North Wales", "Timewise, 2024"),
            ("Rotas for porters in North Wales", "NHS England, 2024"),
            ("Rotas for porters in small wards", "Nursing Institute, 2024"),
        ],
    )
    def test_a_name_of_its_own_on_the_next_line_is_none(self, first: str, second: str) -> None:
        assert not clues(first, second)[0].divided

    def test_a_source_that_starts_on_the_next_line_does_not(self) -> None:
        here = clues("Rotas in wards: a survey", "BMC Medicine 22(1), 2024")[0]
        assert here.joined_in_title is None
        assert not here.clearly_in_title

    def test_a_source_may_go_on_over_three_lines(self) -> None:
        here, middle, last = clues(
            "International Journal of Environmental", "Research and Public", "Health 20(16), 2023"
        )
        assert here.joined is not None
        assert here.joined.text == "International Journal of Environmental Research and Public Health 20(16)"
        assert here.joined.date == PartialDate(2023)
        assert (here.rests, middle.rests, last.rests) == (
            frozenset(),
            frozenset({Role.SOURCE_MORE}),
            frozenset({Role.SOURCE_REST}),
        )

    def test_authors_may_take_the_first_of_them(self) -> None:
        found = clues(
            "Smith J, Patel R, Jones A, Ahmed S.",
            "International Journal of Environmental Research",
            "and Public Health 20(16), 2023",
        )
        assert found[0].joined is not None
        assert found[0].joined.authors == "Smith J, Patel R, Jones A, Ahmed S"
        assert [here.rests for here in found] == [
            frozenset(),
            frozenset({Role.SOURCE_MORE}),
            frozenset({Role.SOURCE_REST}),
        ]

    def test_the_abstract_may_begin_on_the_last(self) -> None:
        found = clues(
            "International Journal of Environmental", "Research and Public", "Health 20(16), 2023 We asked nurses."
        )
        assert found[2].rests == frozenset({Role.SOURCE_REST_ABSTRACT})

    def test_a_source_of_three_lines_may_start_behind_a_title(self) -> None:
        found = clues(
            "Do porters sleep? International Journal of", "Environmental Research and Public", "Health 20(16), 2023"
        )
        assert found[0].joined_in_title is not None
        assert (
            found[0].joined_in_title.text == "International Journal of Environmental Research and Public Health 20(16)"
        )
        assert Role.SOURCE_MORE in found[1].rests
        assert Role.SOURCE_REST in found[2].rests

    def test_a_source_of_two_lines_has_no_middle(self) -> None:
        found = clues(
            "International Journal of Environmental Research", "and Public Health 20(16), 2023", "We asked nurses."
        )
        assert [here.rests for here in found] == [frozenset(), frozenset({Role.SOURCE_REST}), frozenset()]

    def test_a_gap_before_the_last_line_ends_it(self) -> None:
        lines = [Line(1, "International Journal of Environmental"), Line(2, "Research and Public")]
        for last in (Line(3, "Health 20(16), 2023", gap=True), Line(3, "Health 20(16), 2023", fresh=1.0)):
            assert look([*lines, last], NO_NAMES)[0].joined is None
        page = Line(3, "Health 20(16), 2023", gap=True, page_break=True)
        assert look([*lines, page], NO_NAMES)[0].joined is not None

    def test_a_journal_without_a_date_may_wrap_too(self) -> None:
        found = clues("Smith J. British Journal of", "Nursing (Mark Allen)")
        assert found[0].joined is not None
        assert (found[0].joined.text, found[0].joined.date) == ("British Journal of Nursing (Mark Allen)", None)
        assert found[1].rests == frozenset({Role.SOURCE_REST})


def test_a_date_goes_on_over_the_end_of_a_long_sources_line() -> None:
    name = "NHS England, NHS Confederation and Nursing and Midwifery Council"
    for break_off in (", November", ". 4 November", " (November"):
        end = "2022)" if "(" in break_off else "2022"
        here = clues(f"{name}{break_off}", end)[0]
        assert here.joined is not None
        assert (here.joined.text, here.joined.date) == (name, PartialDate(2022, 11))
        assert clues(f"{name}{break_off}", "Naps help 2022")[0].joined is None


def test_no_source_goes_on_behind_an_access_note() -> None:
    first, *_ = clues("Bartholomew’s and Hôpital Européen", "Abstract only*", "Sleep Medicine 9(1), June 2022")
    assert first.joined is None


def test_a_month_that_ends_a_line_has_its_year_on_the_next() -> None:
    assert clues("NHS England, November", "2022")[0].joined is not None
    assert clues("NHS England, November", "Naps help 2022")[0].joined is None


def test_a_title_of_two_lines_with_its_source_below_is_none() -> None:
    first, *_ = clues(
        "Naps in practice: a mixed-methods evaluation of",
        "implementation in English health and social care organisations",
        "BMJ Open 12(Suppl 2), 2022",
    )
    assert first.joined is None


def test_authors_go_on_behind_a_comma_that_ends_a_line() -> None:
    first, *_ = clues("Ng W, Patel R,", "Stephenson J. Sleep Medicine 9(1), 2022")
    assert first.joined is not None
    assert first.joined.authors == "Ng W, Patel R, Stephenson J"


def test_a_title_whose_last_words_stand_before_its_source_is_no_name() -> None:
    first, *_ = clues("“Naps in hand”: rest schemes for new staff on", "the wards The Porter Journal 9(1), May 2022")
    assert first.joined is None


def test_a_possessive_begins_a_name_that_goes_on() -> None:
    for name in ("Queen’s", "King's", "Nurses’"):
        here = clues(f"Naps of porters on small wards {name}", "Nursing Institute, May 2020")[0]
        assert here.joined_in_title is not None
        assert here.joined_in_title.text == f"{name} Nursing Institute"
    assert clues("Naps of porters on small wards", "Nursing Institute, May 2020")[0].joined_in_title is None
