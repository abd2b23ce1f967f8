"""Points against titles, more of them, and those with their source behind them."""

from __future__ import annotations

import pytest

from briefqa.reading.lines import Line, Style
from weighed import cost, linked


class TestTitles:
    PLAIN = "Rotas in small wards"

    @pytest.mark.parametrize(
        "worse",
        [
            "rotas in small wards",
            "Rotas",
            "Background: Rotas in small wards",
            "• Rotas in small wards",
            "Rotas in small wards. They help",
            "Rotas in small wards " * 16,
            "BMC Medicine 2(1), 2020",
            "Sleepers, 2020",
            "https://a.uk",
            "Abstract only*",
            "Please acknowledge this work as: Ward Life",
            "Help accessing articles",
            "Source: BMC Medicine 2(1), 2020",
        ],
    )
    def test_what_speaks_against_one(self, worse: str) -> None:
        assert cost("TITLE", worse.strip()) > cost("TITLE", self.PLAIN)

    @pytest.mark.parametrize("better", [linked(PLAIN), f"{PLAIN} Abstract only*"])
    def test_what_speaks_for_one(self, better: str | Line) -> None:
        assert cost("TITLE", better) < cost("TITLE", self.PLAIN)

    def test_underlines_speak_less_for_one_than_links(self) -> None:
        underlined = Line(1, self.PLAIN, gap=True, style=Style(underlined=True))
        assert cost("TITLE", linked(self.PLAIN)) < cost("TITLE", underlined) < cost("TITLE", self.PLAIN)

    def test_a_name_with_a_small_letter_first_is_no_torn_title(self) -> None:
        assert cost("TITLE", "eLearning in wards") == cost("TITLE", self.PLAIN)

    @pytest.mark.parametrize("worse", ["BMC Medicine 2(1), 2020", "https://a.uk", "Abstract only*", "Methods: x"])
    def test_what_speaks_against_the_rest_of_one(self, worse: str) -> None:
        assert cost("TITLE_MORE", worse) > cost("TITLE_MORE", "and in large hospitals")


def test_what_follows_a_source_on_the_line_says_nothing_of_the_title() -> None:
    line = "Night shifts among porters: a review Porters Weekly 9(1), pp. 2-9 Naps help nurses. Porters nap."
    title, sentence = "TITLE_SOURCE_ABSTRACT", "Porters nap more. "
    assert cost(title, sentence + line) == cost(title, line) + 4.0


@pytest.mark.parametrize("name", ["Further resources", "Useful links", "Key reports", "Useful websites"])
def test_what_sections_are_called_is_hardly_a_title(name: str) -> None:
    assert cost("TITLE", name) == cost("TITLE", "Rotas in wards") + 3.0
    assert cost("TITLE", linked(name)) == cost("TITLE", linked("Rotas in wards"))
    assert cost("TITLE", f"{name} in wards") == cost("TITLE", "Rotas in wards")
