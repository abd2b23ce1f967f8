"""Points against sources, whole, begun, or without a date."""

from __future__ import annotations

import pytest

from briefqa.reading.lines import Line
from briefqa.reading.looking import look
from briefqa.reading.role_costs import cost_of
from briefqa.reading.roles import IMPOSSIBLE, Role
from weighed import MET, OPEN, cost, linked


class TestSources:
    @pytest.mark.parametrize(
        ("better", "worse"),
        [
            ("BMC Medicine 2(1), 2020", "Sleepers, 2020"),
            ("BMC Medicine 2(1), 2020", "BMC Medicine 2(1), pp. 2-3"),
            ("BMC Medicine 2(1), 2020", linked("BMC Medicine 2(1), 2020")),
            ("Royal Ward Trust", "Sleeping Nurses"),
        ],
    )
    def test_some_are_better_than_others(self, better: str, worse: str | Line) -> None:
        assert cost("SOURCE", better) < cost("SOURCE", worse)

    def test_a_mere_name_must_stand_apart(self) -> None:
        assert cost("SOURCE", Line(1, "Sleeping Nurses")) == IMPOSSIBLE
        assert cost("SOURCE", Line(1, "Sleeping Nurses", fresh=1.0)) < IMPOSSIBLE
        assert cost("SOURCE", Line(1, "Sleeping nurses and porters", fresh=1.0)) == 4.0
        assert cost("SOURCE", Line(1, "Sleeping nurses and porters", gap=True)) == IMPOSSIBLE

    def test_a_wrapped_name_breaks_off_visibly(self) -> None:
        def head(first: str, second: str) -> float:
            return cost_of(Role.SOURCE_HEAD, look([Line(1, first), Line(2, second)], MET)[0], OPEN)

        assert head("International Journal of", "Rest 2(1), 2020") < head("Sleeping", "Nurses Weekly 2(1), 2020")
        assert head("Smith J, Patel R.", "BMC Medicine 2(1), 2020") < head("Sleeping", "Nurses Weekly 2(1), 2020")

    def test_a_turn_shows_where_a_title_ends(self) -> None:
        line = "Rotas in small wards BMC Medicine 2(1), 2020"
        assert cost("TITLE_SOURCE", Line(1, line, gap=True, turns=(21,))) < cost("TITLE_SOURCE", line)

    def test_capitals_alone_are_weaker_than_a_volume(self) -> None:
        assert cost("TITLE_SOURCE", "Naps that porters take Sleeping Nurses, 2020") > cost(
            "TITLE_SOURCE", "Naps that porters take Sleeping Nurses 2(1), 2020"
        )


def test_a_source_without_its_date_is_none_where_the_date_follows() -> None:
    first, last = Line(1, "Royal Ward Trust,", gap=True), Line(2, "Summer 2020")
    broken, whole = look([first, last], MET)[0], look([Line(1, "Royal Ward Trust", gap=True)], MET)[0]
    assert cost_of(Role.SOURCE_HEAD, broken, OPEN) < cost_of(Role.SOURCE, broken, OPEN)
    assert cost_of(Role.SOURCE, whole, OPEN) < cost_of(Role.SOURCE_HEAD, whole, OPEN)


def test_a_name_in_small_letters_with_a_date_is_a_source_between_title_and_abstract() -> None:
    texts = ("Naps for porters on night shifts", "Centre for ageing better, May 2020", "Porters nap. They rest.")
    lines = [Line(number, text, gap=True) for number, text in enumerate(texts, 1)]
    assert cost_of(Role.SOURCE, look(lines, MET)[1], OPEN) == 3.0
    assert cost_of(Role.SOURCE, look(lines[1:], MET)[0], OPEN) == IMPOSSIBLE
