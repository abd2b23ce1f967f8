"""What a brief is called, and what of that is the date of an edition."""

from __future__ import annotations

import pytest

from briefqa.brief import PartialDate
from briefqa.reading.brief_titles import title_from, untitled_parts_removed, without_date
from briefqa.reading.lines import Line, Style


class TestTitle:
    @pytest.mark.parametrize(
        ("texts", "title"),
        [
            (["A Team", "Evidence Brief: Ward Life", "May 2024"], "Ward Life"),
            (["EVIDENCE BRIEF – Ward Life"], "Ward Life"),
            (["Evidence Brief | Ward Life"], "Ward Life"),
            (["A Team", "Evidence Brief", "Ward Life"], "Ward Life"),
            (["Evidence Brief No. 12", "Ward Life"], "Ward Life"),
            (["Ward Life", "Rotas and rest"], "Ward Life"),
            (["Ward Life ends here.", "Rotas"], None),
            (["Produced by a team", "Rotas"], None),
            (["Ward life " * 20], None),
            (["Evidence Brief"], None),
            ([], None),
        ],
    )
    def test_is_what_the_first_lines_say(self, texts: list[str], title: str | None) -> None:
        assert title_from([Line(n, text, gap=True) for n, text in enumerate(texts, start=1)]) == title

    def test_is_what_is_set_largest(self) -> None:
        small, large = Style(size=11), Style(size=24)
        lines = [
            Line(1, "A Team", style=small),
            Line(2, "Ward Life", gap=True, style=large),
            Line(3, "Rotas", style=small),
        ]
        assert title_from(lines) == "Ward Life"

    def test_may_be_set_on_more_lines_than_one(self) -> None:
        small, large = Style(size=11), Style(size=24)
        lines = [
            Line(1, "A Team", style=small),
            Line(2, "Life on Wards", gap=True, style=large),
            Line(3, "That Rotate", style=large),
            Line(4, "by Night", style=large),
            Line(5, "May 2024", style=small),
        ]
        assert title_from(lines) == "Life on Wards That Rotate by Night"
        named = [Line(1, "Evidence Brief: Life on Wards", style=large), Line(2, "That Rotate", style=large), lines[4]]
        assert title_from(named) == "Life on Wards That Rotate"

    def test_ends_where_its_paragraph_does(self) -> None:
        small, large = Style(size=11), Style(size=24)
        lines = [
            Line(1, "Ward Life", style=large),
            Line(2, "Rotas", gap=True, style=large),
            Line(3, "Rest", style=small),
        ]
        assert title_from(lines) == "Ward Life"
        parted = [lines[0], Line(2, "Rotas", fresh=1.0, style=large), lines[2]]
        assert title_from(parted) == "Ward Life"

    @pytest.mark.parametrize(
        ("first", "second", "title"),
        [
            ("Nurses from Abroad:", "Recruitment and Retention", "Nurses from Abroad: Recruitment and Retention"),
            ("Recruitment and Retention of", "Nurses from Abroad", "Recruitment and Retention of Nurses from Abroad"),
            ("Nurses from Abroad", "in general practice", "Nurses from Abroad in general practice"),
            ("Nurses from Abroad", "Rotas and Rest", "Nurses from Abroad"),
            ("Nurses from Abroad:", "Compiled by a library service", "Nurses from Abroad:"),
            ("Nurses from Abroad,", "May 2024", None),
            ("This page lists what we found on nurses and", "their rotas.", None),
        ],
    )
    def test_may_wrap_in_plain_text_where_its_line_breaks_off(self, first: str, second: str, title: str | None) -> None:
        assert title_from([Line(1, first), Line(2, second, fresh=0.75), Line(4, "Reports", gap=True)]) == title
        assert title_from([Line(1, "Nurses"), Line(2, "Abroad", fresh=0.2)]) == "Nurses Abroad"

    @pytest.mark.parametrize(
        "below",
        [
            "This brief lists reports on nurses. It was put together for the region.",
            "Reports on nurses. They were found in May",
            "May 2024",
            "Compiled by a library service",
        ],
    )
    def test_stands_above_the_genre_where_no_title_stands_below(self, below: str) -> None:
        texts = ["A Team", "Nurses from Abroad:", "Rotas", "Evidence Brief, 2022", below]
        assert title_from([Line(n, text, gap=n != 2) for n, text in enumerate(texts)]) == "Nurses from Abroad: Rotas"
        assert title_from([Line(n, text, gap=True) for n, text in enumerate(texts[3:])]) is None

    def test_stands_above_the_genre_where_that_is_larger(self) -> None:
        small, large = Style(size=11), Style(size=24)
        lines = [
            Line(1, "Ward", style=large),
            Line(2, "Life", style=large),
            Line(3, "Evidence Brief", style=small),
            Line(4, "Rotas", style=small),
        ]
        assert title_from(lines) == "Ward Life"

    @pytest.mark.parametrize(
        ("printed", "title"),
        [
            ("Ward Life", "Ward Life"),
            ("Ward Life | May 2024", "Ward Life"),
            ("Evidence Brief | Ward Life | May 2024", "Ward Life"),
            ("Evidence Brief No. 3 | Ward Life", "Ward Life"),
            ("May 2024 | 2024", "May 2024 | 2024"),
            ("Ward Life 2024", "Ward Life 2024"),
        ],
    )
    def test_loses_date_and_genre_beside_it(self, printed: str, title: str) -> None:
        assert untitled_parts_removed(printed) == title

    @pytest.mark.parametrize(
        ("line", "title"),
        [
            ("Ward Life Evidence Brief", "Ward Life"),
            ("Ward Life: Evidence Brief", "Ward Life"),
            ("Ward Life – An Evidence Brief", "Ward Life"),
            ("WARD LIFE EVIDENCE BRIEF", "WARD LIFE"),
            ("Ward Life: Evidence Brief (July 2022)", "Ward Life (July 2022)"),
            ("Evidence Brief: Ward Life", "Ward Life"),
            ("Evidence Brief (July 2022)", "Ward Notes"),
            ("About this Evidence Brief", None),
            ("How to Use Your Evidence Brief", None),
            ("NHS Library Service, July 2022", None),
            ("July 2022", None),
            ("Ward Life, July 2022", "Ward Life, July 2022"),
        ],
    )
    def test_may_have_the_genre_or_a_date_behind_it(self, line: str, title: str | None) -> None:
        assert title_from([Line(1, line), Line(3, "Ward Notes", gap=True)]) == title

    @pytest.mark.parametrize(
        "date", [" (July 2022)", ", July 2022", " – July 2022", " July 2022", " [1 July 2022]", " (updated July 2022)"]
    )
    def test_is_told_from_its_editions_date(self, date: str) -> None:
        assert without_date(f"Ward Life{date}") == ("Ward Life", PartialDate(2022, 7))

    @pytest.mark.parametrize("date", [" (2022)", ", 2022", " | 2022", " - 2022", " (Spring 2022)", " Winter 2022"])
    def test_an_edition_may_have_a_year_alone(self, date: str) -> None:
        assert without_date(f"Ward Life{date}") == ("Ward Life", PartialDate(2022))

    @pytest.mark.parametrize(
        "title", ["Ward Life", "Workforce 2030", "Plans for 2021-2022", "2022", "July 2022", "Vision: 2030", "In May"]
    )
    def test_a_year_may_be_the_titles_own(self, title: str) -> None:
        assert without_date(title) == (title, None)
