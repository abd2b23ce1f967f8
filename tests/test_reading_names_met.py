"""What a brief shows of its sources."""

from __future__ import annotations

import pytest

from briefqa.reading.lines import Line
from briefqa.reading.names_met import names_in
from briefqa.reading.sources import at_start


def lines(*texts: str) -> list[Line]:
    return [Line(n, text, gap=True) for n, text in enumerate(texts, 1)]


def test_names_that_are_dated_at_the_start_of_a_line() -> None:
    found = names_in(lines("Porters Weekly 3(1), 2020", "Porters at night", "Ward Trust, May 2021", "Night Review"))
    assert found.met == {"Porters Weekly", "Ward Trust"}


def test_a_line_that_goes_on_may_start_in_the_middle_of_a_name() -> None:
    assert names_in([Line(1, "Journal of"), Line(2, "Porters Weekly 3(1), 2020")]).met == frozenset()
    assert names_in([Line(1, "Journal of"), Line(2, "Porters Weekly 3(1), 2020", fresh=1.0)]).met == {"Porters Weekly"}


def test_what_a_margin_cut_off_is_no_name() -> None:
    likely = 0.6
    assert names_in([Line(1, "Naps at night Queen’s"), Line(2, "Nursing Institute. 2024", fresh=likely)]).met == set()
    assert names_in([Line(1, "Naps at night Nursing"), Line(2, "Institute. 2024", fresh=likely)]).met == set()
    assert names_in([Line(1, "Naps at night"), Line(2, "Nursing Institute. 2024", fresh=likely)]).met == {
        "Nursing Institute"
    }


def test_whether_sources_have_authors() -> None:
    authored = [f"Smith J. BMJ Open {n}(2), 2020" for n in range(4)]
    assert names_in(lines(*authored)).authored
    assert not names_in(lines(*authored[:3])).authored
    assert not names_in(lines(*authored, *(f"BMJ Open {n}(2), 2020" for n in range(4)))).authored


@pytest.mark.parametrize("comma", ["", ","])
def test_whether_a_comma_stands_before_the_year(comma: str) -> None:
    sources = [f"{name} Trust{comma} 2020" for name in ("Ward", "Night", "Porter", "Rota")]
    known = names_in(lines(*sources))
    assert known.parted == bool(comma)
    title = "State of the Night Services 2023"
    assert (at_start(title, known) is None) == bool(comma)
    # A name that is known is a source's whatever stands behind it.
    assert at_start("NHS England 2023", known) is not None
    assert at_start("State of the Night Services, 2023", known) is not None
    assert at_start("State of the Night Services May 2023", known) is not None


def test_a_title_that_ends_in_a_year_is_no_habit() -> None:
    sources = [f"{name} Trust, 2020" for name in ("Ward", "Night", "Porter", "Rota")]
    assert names_in(lines(*sources, "State of the Night Services 2023")).parted
    assert not names_in(lines(*sources, *(f"The Night Services {year}" for year in range(2019, 2022)))).parted
