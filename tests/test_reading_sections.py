"""Headings are nested by what the file says of them, else by what follows them."""

from __future__ import annotations

import pytest

from briefqa.reading.lines import Line, Style
from briefqa.reading.sections import SectionPath, depths, heading_name


def headings(*texts: str) -> list[Line]:
    return [Line(n, text) for n, text in enumerate(texts, start=1)]


class TestDepths:
    def test_levels_of_styles_say_it(self) -> None:
        levels = (1, 2, 2, 1, 3)
        assert depths([Line(n, "Ward", style=Style(level=n)) for n in levels]) == list(levels)

    def test_one_level_says_nothing(self) -> None:
        assert depths([Line(n, "Ward", style=Style(level=1)) for n in range(3)]) is None

    def test_numbers_say_it(self) -> None:
        lines = headings("1. Research", "1.1 Reviews", "1.1.1 Wards", "2. Networks", "Section 3: Costs", "Help")
        assert depths(lines) == [1, 2, 3, 1, 1, 1]

    def test_numbers_of_one_level_say_nothing(self) -> None:
        assert depths(headings("1. Research", "2. Networks")) is None

    def test_numbers_go_before_looks(self) -> None:
        lines = headings("1. Research", "1.1 Reviews")
        assert depths([Line(1, lines[0].text, style=Style(size=10)), Line(2, lines[1].text, style=Style(size=20))]) == [
            1,
            2,
        ]

    @pytest.mark.parametrize(
        ("outer", "inner"),
        [
            (Style(size=16), Style(size=12)),
            (Style(size=12, bold=True), Style(size=12)),
            (Style(size=16), Style(size=12, bold=True)),
        ],
    )
    def test_larger_and_bolder_headings_contain_others(self, outer: Style, inner: Style) -> None:
        lines = [Line(1, "Research", style=outer), Line(2, "Reviews", style=inner), Line(3, "Networks", style=outer)]
        assert depths(lines) == [1, 2, 1]

    def test_headings_in_capitals_contain_others(self) -> None:
        assert depths(headings("RESEARCH", "Reviews", "Ethics", "NETWORKS")) == [1, 2, 2, 1]

    def test_too_many_looks_say_nothing(self) -> None:
        assert depths([Line(n, "Ward", style=Style(size=10.0 + n)) for n in range(4)]) is None

    @pytest.mark.parametrize("lines", [[], headings("Reviews"), headings("Reviews", "Ethics")])
    def test_headings_that_look_alike_say_nothing(self, lines: list[Line]) -> None:
        assert depths(lines) is None


@pytest.mark.parametrize(("text", "name"), [("*Help", "Help"), ("** Help", "Help"), ("1. Help", "1. Help")])
def test_a_heading_is_named_as_printed_without_asterisk(text: str, name: str) -> None:
    assert heading_name(Line(1, text)) == name


def walk(*names: str) -> list[tuple[str, ...]]:
    """The paths of entries: one under each name that does not end in a colon."""
    path = SectionPath()
    paths = []
    for name in names:
        path.enter(name.removesuffix(":"), None)
        if not name.endswith(":"):
            path.filled = True
            paths.append(path.names)
    return paths


class TestSectionPath:
    def test_starts_outside_all(self) -> None:
        assert SectionPath().names == ()

    def test_a_heading_with_entries_contains_no_other(self) -> None:
        assert walk("Cases", "Reviews") == [("Cases",), ("Reviews",)]

    def test_a_heading_followed_by_another_contains_it(self) -> None:
        assert walk("Research:", "Ethics", "Retention") == [("Research", "Ethics"), ("Research", "Retention")]

    def test_a_general_one_may_lead_out_of_order(self) -> None:
        assert walk("Research:", "Reviews", "Ethics", "Workforce") == [
            ("Research", "Reviews"),
            ("Research", "Ethics"),
            ("Research", "Workforce"),
        ]

    def test_the_first_out_of_order_stands_alone_again(self) -> None:
        assert walk("Research:", "Ethics", "Retention", "Cases", "Wards") == [
            ("Research", "Ethics"),
            ("Research", "Retention"),
            ("Cases",),
            ("Wards",),
        ]

    @pytest.mark.parametrize("closing", ["Networks", "Toolkits", "eLearning", "Competency Frameworks", "Websites"])
    def test_what_closes_most_briefs_stands_alone(self, closing: str) -> None:
        assert walk("Research:", "Age", "Care", closing)[-1] == (closing,)

    def test_order_does_not_depend_on_capitals(self) -> None:
        assert walk("Research:", "ageing", "Costs", "ethics")[-1] == ("Research", "ethics")

    def test_two_containers_may_follow_each_other(self) -> None:
        assert walk("Research:", "Ethics", "Retention", "Cases:", "Homes", "Wards") == [
            ("Research", "Ethics"),
            ("Research", "Retention"),
            ("Cases", "Homes"),
            ("Cases", "Wards"),
        ]

    def test_depths_go_before_order(self) -> None:
        path = SectionPath()
        seen = []
        for name, depth in (("A", 1), ("Z", 2), ("B", 2), ("Y", 3), ("C", 2), ("X", 1), ("D", 3)):
            path.enter(name, depth)
            seen.append(path.names)
        assert seen == [("A",), ("A", "Z"), ("A", "B"), ("A", "B", "Y"), ("A", "C"), ("X",), ("X", "D")]


class TestDepthsOfContents:
    def test_say_it_where_all_are_listed(self) -> None:
        listed = {"research": 1, "wards": 2, "networks": 1}
        assert depths(headings("Research", "Wards", "Networks"), listed) == [1, 2, 1]
        assert depths(headings("Research", "Wards", "Costs"), listed) is None
        assert depths(headings("Research", "Networks"), listed) is None

    def test_go_behind_numbers(self) -> None:
        listed = {"research": 2, "wards": 1}
        assert depths(headings("1. Research", "1.1 Wards"), listed) == [1, 2]
