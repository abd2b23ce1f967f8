"""Facets and filters as HTML: groups with names, and nothing in force out of sight."""

from __future__ import annotations

from briefqa.brief import Access
from briefqa.web.facets import Choice, Facet
from briefqa.web.render_facets import render_clear, render_facets, render_filters
from briefqa.web.state import State
from markup import HOSTILE, Parsed, assert_inert
from tiny import brief, entry

BRIEF = brief([entry("A"), entry("B")])


def test_without_filters_everything_is_searched() -> None:
    assert render_filters(State("sleep"), [BRIEF], 2) == '<p class="filters">Searched: all 2 entries.</p>'


def test_each_filter_in_force_is_named_and_can_be_taken_away() -> None:
    state = State("sleep", ("tiny", "gone"), ("Sleep",), (Access.FREE,), (2019, 9999))
    page = Parsed(render_filters(state, [BRIEF], 1))
    assert "Searched: 1 of 2 entries, narrowed to" in page.text
    for words in (
        "Brief: Tiny (November 2025)",
        "Brief: gone",
        "Section: Sleep",
        "Published: since 2019",
        "Access: Free",
    ):
        assert f"{words} Remove {words}" in page.text
    removed = [State.of_query(link) for link in page.links()]
    assert removed[0].briefs == ("gone",)
    assert removed[2].sections == ()
    assert removed[3].years is None
    assert removed[4].access == ()
    assert removed[5] == State("sleep")
    assert all(one.question == "sleep" for one in removed)


def test_filters_are_cleared_in_one_way() -> None:
    state = State("sleep & rest", ("tiny",), show=20)
    assert render_clear(state) == '<a href="?q=sleep+%26+rest">Clear all filters</a>'
    assert render_clear(state, "clear all filters") in render_clear(state).lower()
    assert render_clear(state) in render_filters(state, [BRIEF], 1)


def test_a_facet_is_a_named_group_of_choices() -> None:
    few = Facet("access", "Access", (Choice("free", "Free", 1, True), Choice("unknown", "Not stated", 2, False)))
    years = Facet(
        "years", "Published", (Choice("", "Any year", 3, True), Choice("2024-", "Since 2024", 1, False)), True
    )
    page = Parsed(render_facets([few, years], State("sleep")))
    assert [tag for tag, _ in page.tags if tag in {"fieldset", "legend"}] == ["fieldset", "legend"] * 2
    assert page.all("input") == [
        {"type": "hidden", "name": "q", "value": "sleep"},
        {"type": "checkbox", "name": "access", "value": "free", "checked": None},
        {"type": "checkbox", "name": "access", "value": "unknown"},
        {"type": "radio", "name": "years", "value": "", "checked": None},
        {"type": "radio", "name": "years", "value": "2024-"},
    ]
    assert "Free 1 entry" in page.text
    assert "Not stated 2 entries" in page.text
    assert render_facets([], State("sleep")) == ""


def test_many_choices_are_folded_unless_one_is_in_force() -> None:
    choices = tuple(Choice(str(n), str(n), n, False) for n in range(9))
    page = Parsed(render_facets([Facet("section", "Section", choices)], State("sleep")))
    assert "9 to choose from: Section" in page.text
    assert page.all("details")[1] == {"data-keep": "section"}
    chosen = (*choices[:8], Choice("8", "8", 8, True))
    assert "open" in Parsed(render_facets([Facet("section", "Section", chosen)], State("sleep"))).all("details")[1]


def test_everything_is_text() -> None:
    state = State(HOSTILE, (HOSTILE,), (HOSTILE,))
    facet = Facet("section", "Section", (Choice(HOSTILE, HOSTILE, 1, False),))
    assert HOSTILE in assert_inert(render_facets([facet], state)).text
    assert HOSTILE in assert_inert(render_filters(state, [brief([entry("A")], title=HOSTILE)], 0)).text
