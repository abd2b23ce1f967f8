"""Points against a line's playing a role: what counts for one role counts against another."""

from __future__ import annotations

import pytest

from briefqa.reading.lines import Line, Style
from briefqa.reading.looking import look
from briefqa.reading.names import NO_NAMES
from briefqa.reading.role_costs import cost_of
from briefqa.reading.roles import IMPOSSIBLE, Field, Role
from briefqa.reading.setting import Setting
from weighed import LINK, LISTED, OPEN, cost, linked, seen


def best(line: str | Line, setting: Setting = OPEN) -> set[str]:
    """The cheapest of the roles that lines most often play."""
    roles = ("HEADING", "TITLE", "SOURCE", "SOURCE_ABSTRACT", "TITLE_SOURCE", "ABSTRACT", "FRONT")
    costs = {role: cost(role, line, setting) for role in roles}
    return {role for role in roles if costs[role] == min(costs.values())}


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("BMC Medicine 2(1), 2020", "SOURCE"),
        ("NHS England, May 2020", "SOURCE"),
        ("BMC Medicine 2(1), 2020 We asked nurses.", "SOURCE_ABSTRACT"),
        (Line(1, "Rotas in small wards BMC Medicine 2(1), 2020", gap=True, turns=(21,)), "TITLE_SOURCE"),
        ("Background: Porters who work at night sleep less than five hours.", "ABSTRACT"),
        ("Please acknowledge this work as: Evidence Brief: Ward Life", "FRONT"),
        (Line(1, "Networks", gap=True, style=Style(level=1)), "HEADING"),
        (linked("Rotas in small wards: a scoping review of the literature"), "TITLE"),
    ],
)
def test_a_line_costs_least_in_its_own_role(line: str | Line, role: str) -> None:
    assert best(line) == {role}


@pytest.mark.parametrize(
    ("role", "line"),
    [
        ("TITLE_NOTE", "Rotas"),
        ("SOURCE_NOTE", "Rotas"),
        ("ABSTRACT_NOTE", "Rotas"),
        ("TITLE_LINK", "Rotas"),
        ("SOURCE_LINK", "Rotas"),
        ("ABSTRACT_LINK", "Rotas"),
        ("AUTHORS", "Rotas"),
        ("SOURCE_LAST", "BMC Medicine 2(1), 2020"),
        ("SOURCE_HEAD", "Rotas"),
        ("SOURCE_ABSTRACT", "BMC Medicine 2(1), 2020"),
        ("SOURCE_ABSTRACT", "Rotas"),
        ("SOURCE", "BMC Medicine 2(1), 2020 We asked."),
        ("SOURCE", "We asked nurses about rotas."),
        ("SOURCE", "• Rotas And Rest"),
        ("SOURCE", "Abstract only*"),
        ("TITLE_SOURCE", "Rotas"),
        ("TITLE_SOURCE", "Rotas in small wards BMC Medicine 2(1), 2020 We asked."),
        ("TITLE_SOURCE_ABSTRACT", "Rotas in small wards BMC Medicine 2(1), 2020"),
        ("MORE_SOURCE", "Rotas"),
        ("TITLE_SOURCE_HEAD", "Rotas"),
        ("HEADING", "Rotas and rest."),
        ("HEADING", "Rotas and rest,"),
        ("HEADING", "Rotas; rest;"),
        ("HEADING", "Rotas and rest " * 8 + "x"),
        ("HEADING", "• Rotas"),
        ("HEADING", "https://a.uk"),
        ("HEADING", "Abstract only*"),
        ("HEADING", "Rotas Abstract only*"),
    ],
)
def test_some_roles_are_impossible(role: str, line: str) -> None:
    assert cost(role, line) == IMPOSSIBLE


@pytest.mark.parametrize(
    ("role", "line"),
    [
        ("TITLE_NOTE", "Abstract only*"),
        ("TITLE_LINK", "https://a.uk"),
        ("AUTHORS", "Smith J, Patel R"),
        ("SOURCE_LAST", "Source: BMC Medicine 2(1), 2020"),
        ("HEADING", "1. Rotas And Rest"),
        ("SOURCE", "Nuffield Trust"),
        ("SOURCE", "Sleeping Nurses"),
    ],
)
def test_others_are_possible(role: str, line: str) -> None:
    assert cost(role, line) < 4.0


@pytest.mark.parametrize(
    "role", [role for role in Role if role is not Role.SOURCE_REST and role is not Role.SOURCE_REST_ABSTRACT]
)
def test_every_role_has_a_cost_for_every_line(role: Role) -> None:
    lines = [
        "Rotas",
        "BMC Medicine 2(1), 2020",
        "Abstract only*",
        "https://a.uk",
        "• x",
        "of",
        "Source: BMJ 1(2), 2020",
    ]
    assert all(-10.0 < cost_of(role, seen(line), OPEN) <= IMPOSSIBLE for line in lines)


class TestHeadings:
    @pytest.mark.parametrize(
        "worse",
        [
            "Networks?",
            "networks",
            "Sleepers, 2020",
            "Porters Weekly",
            "Smith J, Patel R",
            "Networks of nurses and of porters who work at night in large wards",
            linked("Networks"),
        ],
    )
    def test_what_speaks_against_one(self, worse: str | Line) -> None:
        assert cost("HEADING", worse) > cost("HEADING", "Networks")

    def test_a_source_speaks_against_one_most_where_it_ends_the_line(self) -> None:
        ended = cost("HEADING", "The cost of resting on the wards NHS Employers, 2021")
        held = cost("HEADING", "The cost of resting on the wards NHS Employers, 2021 Report")
        assert cost("HEADING", "The cost of resting on the wards") < held < ended

    def test_styles_speak_for_one(self) -> None:
        assert cost("HEADING", Line(1, "Networks", gap=True, style=Style(level=2))) < cost("HEADING", "Networks")

    def test_contents_speak_against_those_that_they_do_not_list(self) -> None:
        assert cost("HEADING", "Networks", LISTED) > cost("HEADING", "Networks")

    def test_the_briefs_title_is_none(self) -> None:
        titled = Setting(frozenset(), has_contents=False, title="ward life")
        assert cost("HEADING", "Ward Life", titled) > cost("HEADING", "Ward Life")
        assert cost("FRONT", "Ward Life", titled) < cost("FRONT", "Ward Life")

    def test_a_bold_number_is_a_headings(self) -> None:
        bold = Line(1, "1. Networks", gap=True, style=Style(bold=True))
        assert cost("HEADING", bold) < cost("HEADING", "1. Networks")


class TestAbstracts:
    PLAIN = "Porters who work at night sleep less than five hours."

    @pytest.mark.parametrize(
        "worse",
        [
            linked(PLAIN),
            "Porters Weekly",
            "Rotas Abstract only*",
            "Royal Ward Trust",
            "Abstract only*",
            "https://a.uk",
            "Source: BMC Medicine 2(1), 2020",
            "BMC Medicine 2(1), 2020",
            "Sleepers, 2020",
            "BMC Medicine 2(1), 2020 We asked nurses.",
            "Rotas in small wards",
            Line(1, PLAIN, gap=True, style=Style(level=1)),
        ],
    )
    def test_what_speaks_against_one(self, worse: str | Line) -> None:
        assert cost("ABSTRACT", worse) > cost("ABSTRACT", self.PLAIN)

    def test_it_does_not_start_in_the_middle_of_a_sentence(self) -> None:
        assert cost("ABSTRACT", "of porters sleep less than five hours.") == 4.0
        assert cost("ABSTRACT_MORE", "of porters sleep less than five hours.") == 0.0


class TestOutside:
    def test_front_and_back_matter_is_told_by_its_words(self) -> None:
        said, other = "Please cite this brief as Ward Life", "Rotas in small wards"
        for role in ("FRONT", "BACK", "POINTER"):
            assert cost(role, said) < cost(role, other)

    def test_a_source_or_link_is_seldom_outside(self) -> None:
        for role in ("FRONT", "BACK", "POINTER"):
            assert cost(role, "BMC Medicine 2(1), 2020") >= cost(role, "Rotas in small wards") + 5.0
        for role in ("FRONT", "BACK"):
            assert cost(role, linked("Rotas in small wards")) > cost(role, "Rotas in small wards")


def test_where_headings_have_numbers_another_line_is_seldom_one() -> None:
    counted = Setting(frozenset(), has_contents=False, numbered=True)
    assert (
        cost("HEADING", "Networks", OPEN) < cost("HEADING", "Networks", counted) < cost("HEADING", "Networks", LISTED)
    )
    assert cost("HEADING", "3. Networks", counted) == cost("HEADING", "3. Networks", OPEN)


def test_a_paragraph_that_only_asks_is_rather_a_title() -> None:
    question = "What do porters say about rest?"
    assert cost("ABSTRACT", question) - cost("ABSTRACT", "They say much about rest.") == 3.0
    assert cost("ABSTRACT", f"They say much. {question}") == cost("ABSTRACT", "They say much about rest.")
    assert cost("ABSTRACT", Line(1, question)) == 0.0


def test_a_short_line_in_capitals_is_hardly_an_abstract() -> None:
    heading, short = "Experiences of International Care Workers", "Naps"
    assert cost("ABSTRACT", heading) == cost("ABSTRACT", short) > cost("ABSTRACT", heading.lower().capitalize())
    assert cost("ABSTRACT", f"{heading}.") < cost("ABSTRACT", heading)


def test_an_abstract_seldom_starts_by_pointing_elsewhere() -> None:
    assert cost("ABSTRACT", "You can find figures elsewhere.") > cost("ABSTRACT", "Figures are found elsewhere.")
    assert cost("PARAGRAPH", "You can find figures elsewhere.") == cost("PARAGRAPH", "Figures are found elsewhere.")


def test_an_address_stands_below_a_title_rather_than_behind_an_abstract() -> None:
    assert cost("ABSTRACT_LINK", LINK) > cost("TITLE_LINK", LINK) == cost("SOURCE_LINK", LINK)


def test_a_paragraph_that_starts_with_volume_and_pages_is_hardly_an_abstracts() -> None:
    paged = "BMC Medicine 140(20), pp. 1380-1389 This report looks at wards."
    assert cost("ABSTRACT", paged) == 5.0
    assert cost("ABSTRACT_MORE", Line(1, paged)) < 5.0


def test_a_label_tells_what_else_could_not_be_told() -> None:
    line = Line(1, "What we found.", gap=True, field=Field.SOURCE)
    assert cost("SOURCE", line) <= 1.0
    assert cost("ABSTRACT", line) > 10.0
    assert cost("AUTHORS_LAST", line) == cost("AUTHORS", line) == IMPOSSIBLE
    assert cost("AUTHORS_LAST", Line(1, "The Nap Group", gap=True, field=Field.AUTHORS)) <= 3.0


def test_a_label_leaves_open_what_follows_on_its_line() -> None:
    text = "BMC Medicine 2(1), 2020 We asked nurses."
    assert cost("SOURCE_ABSTRACT", Line(1, text, gap=True, field=Field.SOURCE)) == cost("SOURCE_ABSTRACT", text)
    unsure = Line(1, "Night Practice, 23 May 2010 Aim(s): To nap.", gap=True, field=Field.BEHIND_DASH)
    assert cost("SOURCE_ABSTRACT", unsure) < cost("SOURCE", unsure)


def test_a_dash_tells_less_than_a_label() -> None:
    plain, dashed, labelled = (
        cost("ABSTRACT", Line(1, "Naps help.", gap=True, field=field))
        for field in (None, Field.BEHIND_DASH, Field.SOURCE)
    )
    assert plain < dashed < labelled


def test_an_address_alone_is_no_section_that_points_elsewhere() -> None:
    assert cost("POINTER", "https://www.a.uk/x") > cost("POINTER", "You can find more there.")


def test_a_paragraph_that_asks_and_goes_on_is_more_surely_a_title() -> None:
    asked = Line(1, "How do porters who work at night rest?", gap=True)
    alone, going_on = (look(lines, NO_NAMES)[0] for lines in ([asked], [asked, Line(2, "a study")]))
    assert cost_of(Role.ABSTRACT, going_on, OPEN) == cost_of(Role.ABSTRACT, alone, OPEN) + 1.5
