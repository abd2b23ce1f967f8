"""Points against one role's following another, by what is seen between two lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefqa.reading.lines import Line, Link, Style
from briefqa.reading.looking import look
from briefqa.reading.names import NO_NAMES
from briefqa.reading.neighbours import Pair, pair_of
from briefqa.reading.role_order import follow_end, steps
from briefqa.reading.roles import BEFORE, HEADS, IMPOSSIBLE, IN_ABSTRACT, STARTS_ENTRY, Role


def pair(before: str | Line, line: str | Line, *, compact: bool = False) -> Pair:
    lines = [
        Line(1, before) if isinstance(before, str) else before,
        Line(2, line) if isinstance(line, str) else line,
    ]
    first, second = look(lines, NO_NAMES)
    return pair_of(first, second, compact=compact)


def cost(earlier: str, role: str, between: Pair) -> float:
    return dict(steps(between)[Role[role]]).get(Role[earlier], IMPOSSIBLE)


DONE = pair("Naps help nurses.", Line(2, "Rotas in wards", gap=True))
RUNNING = pair("Naps help nurses who", "work at night")


def test_only_roles_that_may_stand_before_have_points() -> None:
    for between in (DONE, RUNNING):
        for role, earlier in steps(between).items():
            assert {one for one, _ in earlier} <= set(BEFORE[role])
            assert all(points < IMPOSSIBLE for _, points in earlier)


@pytest.mark.parametrize("role", sorted(STARTS_ENTRY, key=lambda role: role.name))
def test_an_entry_rather_starts_behind_a_blank_line(role: Role) -> None:
    close = replace(DONE, gap=False)
    assert cost("ABSTRACT", role.name, DONE) < cost("ABSTRACT", role.name, close)
    assert cost("ABSTRACT", role.name, replace(close, fresh=1.0)) < cost("ABSTRACT", role.name, close)


def test_an_entry_seldom_starts_behind_a_broken_off_sentence() -> None:
    assert cost("ABSTRACT", "TITLE", replace(DONE, cut_short=True)) > cost("ABSTRACT", "TITLE", DONE)


def test_an_entry_hardly_ever_ends_with_its_title() -> None:
    assert cost("TITLE", "TITLE", DONE) >= cost("SOURCE", "TITLE", DONE) + 5.0
    assert cost("SOURCE", "TITLE", DONE) > cost("ABSTRACT", "TITLE", DONE)


def test_the_less_an_entry_has_the_less_it_may_be_over() -> None:
    order = [Role.TITLE, Role.TITLE_NOTE, Role.SOURCE, Role.ABSTRACT]
    points = [follow_end(role) for role in order]
    assert points == sorted(points, reverse=True)
    assert len(set(points)) == len(order)
    assert follow_end(Role.TITLE_MORE) == follow_end(Role.TITLE)
    assert follow_end(Role.AUTHORS) == follow_end(Role.TITLE_LINK) == follow_end(Role.TITLE_NOTE)
    assert follow_end(Role.SOURCE_LINK) == follow_end(Role.SOURCE)
    assert follow_end(Role.HEADING) == follow_end(Role.ABSTRACT) == 0.0


def test_a_source_that_began_is_never_the_end() -> None:
    assert {follow_end(role) for role in HEADS} == {IMPOSSIBLE}


def test_a_title_goes_on_on_the_next_line() -> None:
    wrapped = pair("Rotas in small and in", "large wards")
    assert cost("TITLE", "TITLE_MORE", wrapped) < cost("TITLE", "TITLE_MORE", replace(wrapped, gap=True))
    assert cost("TITLE", "TITLE_MORE", wrapped) < cost("TITLE", "TITLE_MORE", replace(wrapped, fresh=1.0))
    over_page = replace(wrapped, gap=True, page_break=True)
    assert cost("TITLE", "TITLE_MORE", over_page) < cost("TITLE", "TITLE_MORE", replace(wrapped, gap=True))


def test_no_title_ends_in_a_joining_word() -> None:
    wrapped = pair("Rotas in small and in", "BMC Medicine 2(1), 2020")
    assert cost("TITLE", "SOURCE", wrapped) > cost("TITLE", "SOURCE", replace(wrapped, dangling=False))


class TestLinks:
    """A link that goes on over lines is one title."""

    FIRST = Line(1, "Rotas in small wards", links=(Link(0, 20, "https://a.uk/x"),))
    SECOND = Line(2, "Naps in large ones", links=(Link(0, 18, "https://a.uk/x"),))

    def test_is_seen_on_both_lines(self) -> None:
        assert pair(self.FIRST, self.SECOND).same_link
        other = replace(self.SECOND, links=(Link(0, 18, "https://a.uk/y"),))
        inner = replace(self.SECOND, links=(Link(8, 18, "https://a.uk/x"),))
        for second in (other, inner, replace(self.SECOND, links=())):
            assert not pair(self.FIRST, second).same_link
        assert not pair(replace(self.FIRST, links=()), self.SECOND).same_link

    def test_an_address_or_a_note_goes_on_with_none(self) -> None:
        for text in ("https://a.uk/x", "Abstract only*"):
            second = Line(2, text, links=(Link(0, len(text), "https://a.uk/x"),))
            assert not pair(self.FIRST, second).same_link

    @pytest.mark.parametrize(
        "apart", [{}, {"gap": True}, {"fresh": 1.0}, {"gap": True, "page_break": True}, {"style": Style(bold=True)}]
    )
    def test_goes_on_however_its_lines_end(self, apart: dict[str, Any]) -> None:
        linked = pair(self.FIRST, replace(self.SECOND, **apart))
        for role in ("TITLE_MORE", "MORE_SOURCE", "MORE_SOURCE_ABSTRACT"):
            assert cost("TITLE", role, linked) == 0.0
        more = cost("TITLE", "TITLE_MORE", linked)
        assert all(cost("TITLE", role, linked) > more + 4.0 for role in ("SOURCE", "TITLE", "HEADING", "ABSTRACT"))

    def test_another_link_is_another_title(self) -> None:
        linked = replace(pair(self.FIRST, self.SECOND), gap=True)
        assert cost("ABSTRACT", "TITLE", linked) > cost("ABSTRACT", "TITLE", replace(linked, same_link=False))


def test_a_title_may_go_on_behind_a_question_though_less_likely() -> None:
    asked, told = pair("Do porters sleep?", "Policy and Wards"), pair("Do porters sleep", "Policy and Wards")
    assert asked.stopped == "?"
    assert cost("TITLE", "TITLE_MORE", asked) > cost("TITLE", "TITLE_MORE", told)
    assert cost("TITLE", "SOURCE", asked) == cost("TITLE", "SOURCE", told)
    small = replace(asked, small=True)
    assert cost("TITLE", "TITLE_MORE", small) == cost("TITLE", "TITLE_MORE", replace(told, small=True))


def test_a_title_seldom_ends_in_open_brackets() -> None:
    opened, closed = pair("Rotas (in small", "Wards)"), pair("Rotas (in small)", "Wards")
    assert (opened.dangling, closed.dangling) == (True, False)
    assert cost("TITLE", "SOURCE", opened) > cost("TITLE", "SOURCE", closed)


def test_a_small_letter_goes_on_with_a_title_broken_by_force() -> None:
    broken = replace(RUNNING, fresh=1.0)
    assert broken.small
    assert cost("TITLE", "TITLE_MORE", broken) < cost("TITLE", "TITLE_MORE", replace(broken, small=False))


def test_a_sources_middle_follows_its_beginning_only() -> None:
    assert {Role[role] for role in ("SOURCE_HEAD", "TITLE_SOURCE_HEAD", "MORE_SOURCE_HEAD")} == {
        earlier for earlier, _ in steps(RUNNING)[Role.SOURCE_MORE]
    }
    assert cost("SOURCE_MORE", "SOURCE_REST", RUNNING) < IMPOSSIBLE
    assert cost("SOURCE_MORE", "SOURCE_REST_ABSTRACT", RUNNING) < IMPOSSIBLE
    assert cost("SOURCE_MORE", "ABSTRACT", RUNNING) == IMPOSSIBLE
    assert cost("SOURCE_HEAD", "SOURCE_MORE", replace(RUNNING, gap=True)) == IMPOSSIBLE
    assert cost("SOURCE_HEAD", "SOURCE_MORE", replace(RUNNING, gap=True, page_break=True)) < IMPOSSIBLE


@pytest.mark.parametrize(("stop", "role"), [(".", "SOURCE"), (":", "SOURCE"), (";", "SOURCE"), (".", "TITLE_MORE")])
def test_titles_seldom_end_in_a_stop(stop: str, role: str) -> None:
    assert cost("TITLE", role, replace(RUNNING, stopped=stop)) > cost("TITLE", role, RUNNING)


def test_a_title_may_go_on_behind_a_colon() -> None:
    assert cost("TITLE", "TITLE_MORE", replace(RUNNING, stopped=":")) == cost("TITLE", "TITLE_MORE", RUNNING)


def test_a_source_goes_on_on_the_next_line_or_page_only() -> None:
    assert cost("SOURCE_HEAD", "SOURCE_REST", RUNNING) < IMPOSSIBLE
    assert cost("SOURCE_HEAD", "SOURCE_REST", replace(RUNNING, gap=True)) == IMPOSSIBLE
    assert cost("SOURCE_HEAD", "SOURCE_REST", replace(RUNNING, gap=True, page_break=True)) < IMPOSSIBLE


def test_an_abstract_rather_follows_a_source() -> None:
    assert cost("SOURCE", "ABSTRACT", DONE) < cost("TITLE_NOTE", "ABSTRACT", DONE) < cost("TITLE", "ABSTRACT", DONE)


class TestParagraphs:
    def test_a_sentence_goes_on(self) -> None:
        assert cost("ABSTRACT", "ABSTRACT_MORE", RUNNING) == 0.0
        assert cost("ABSTRACT", "PARAGRAPH", RUNNING) == IMPOSSIBLE

    def test_a_sentence_goes_on_behind_blank_lines_and_pages(self) -> None:
        broken = replace(RUNNING, gap=True)
        assert cost("ABSTRACT", "ABSTRACT_MORE", broken) < cost("ABSTRACT", "ABSTRACT_MORE", DONE)
        assert cost("ABSTRACT", "ABSTRACT_MORE", replace(broken, page_break=True)) == 0.0

    def test_a_new_paragraph_starts_behind_a_blank_line(self) -> None:
        assert cost("ABSTRACT", "PARAGRAPH", DONE) < cost("ABSTRACT", "ABSTRACT_MORE", DONE)

    def test_or_where_the_writer_broke_the_line(self) -> None:
        sure = replace(DONE, gap=False, fresh=1.0)
        assert cost("ABSTRACT", "PARAGRAPH", sure) < cost("ABSTRACT", "ABSTRACT_MORE", sure)
        assert cost("ABSTRACT", "PARAGRAPH", replace(sure, fresh=0.75)) < cost(
            "ABSTRACT", "PARAGRAPH", replace(sure, fresh=0.5)
        )
        assert cost("ABSTRACT", "PARAGRAPH", replace(sure, fresh=None)) == IMPOSSIBLE

    def test_not_in_the_middle_of_a_sentence(self) -> None:
        broken = replace(RUNNING, gap=True)
        assert cost("ABSTRACT", "PARAGRAPH", broken) == IMPOSSIBLE
        assert cost("ABSTRACT", "PARAGRAPH", replace(broken, fresh=1.0)) == IMPOSSIBLE
        assert cost("ABSTRACT", "PARAGRAPH", replace(broken, fresh=1.0, small=False)) < IMPOSSIBLE

    def test_over_a_page_a_sentence_that_ended_may_or_may_not_go_on(self) -> None:
        page = replace(DONE, page_break=True)
        assert cost("ABSTRACT", "ABSTRACT_MORE", page) < cost("ABSTRACT", "PARAGRAPH", page) < IMPOSSIBLE
        assert cost("ABSTRACT", "PARAGRAPH", replace(page, ended=False)) == IMPOSSIBLE

    def test_an_item_is_a_paragraph_of_its_own(self) -> None:
        item = replace(RUNNING, item=True)
        assert cost("ABSTRACT", "PARAGRAPH", item) < cost("ABSTRACT", "ABSTRACT_MORE", item)


class TestHeadings:
    def test_stand_apart(self) -> None:
        assert cost("ABSTRACT", "HEADING", DONE) < cost("ABSTRACT", "HEADING", replace(DONE, gap=False))

    def test_seldom_break_into_a_sentence(self) -> None:
        page = replace(DONE, page_break=True, cut_short=True)
        assert cost("ABSTRACT", "HEADING", page) > cost("ABSTRACT", "HEADING", replace(page, cut_short=False))

    def test_seldom_follow_a_title_or_each_other(self) -> None:
        assert cost("TITLE", "HEADING", DONE) > cost("SOURCE", "HEADING", DONE)
        assert cost("HEADING", "HEADING", DONE) < cost("HEADING", "HEADING", replace(DONE, gap=False))


class TestOutside:
    @pytest.mark.parametrize("role", ["FRONT", "POINTER"])
    def test_a_paragraph_is_weighed_once(self, role: str) -> None:
        assert cost(role, role, RUNNING) < cost(role, role, replace(RUNNING, gap=True))
        assert cost(role, role, RUNNING) < cost(role, role, replace(RUNNING, fresh=0.75))

    def test_entries_seldom_follow_a_pointer(self) -> None:
        assert cost("POINTER", "TITLE", DONE) > cost("HEADING", "TITLE", DONE)

    def test_back_matter_stays_to_the_end(self) -> None:
        assert cost("BACK", "BACK", DONE) == 0.0
        assert cost("ABSTRACT", "BACK", DONE) < cost("SOURCE", "BACK", DONE)
        assert cost("ABSTRACT", "BACK", DONE) < cost("ABSTRACT", "BACK", replace(DONE, gap=False))

    @pytest.mark.parametrize("role", ["TITLE", "HEADING"])
    def test_only_behind_a_notice_entries_go_on(self, role: str) -> None:
        assert cost("BACK", role, DONE) == IMPOSSIBLE
        assert cost("BACK", role, pair("Contact: library@nhs.net", Line(2, "Rotas in wards", gap=True))) < IMPOSSIBLE


class TestSpacing:
    def test_in_a_compact_file_blank_lines_part_entries(self) -> None:
        compact = replace(DONE, compact=True)
        assert cost("SOURCE", "ABSTRACT", compact) > cost("SOURCE", "ABSTRACT", DONE)
        assert cost("ABSTRACT", "TITLE", compact) == cost("ABSTRACT", "TITLE", DONE)
        close = replace(DONE, gap=False)
        assert cost("ABSTRACT", "TITLE", replace(close, compact=True)) > cost("ABSTRACT", "TITLE", close)
        assert cost("HEADING", "TITLE", replace(close, compact=True)) == cost("HEADING", "TITLE", close)

    def test_items_and_pages_may_stand_apart_all_the_same(self) -> None:
        for other in (replace(DONE, item=True), replace(DONE, before_item=True), replace(DONE, page_break=True)):
            assert cost("ABSTRACT", "PARAGRAPH", replace(other, compact=True)) == cost("ABSTRACT", "PARAGRAPH", other)

    @pytest.mark.parametrize(("earlier", "role"), [("TITLE", "TITLE_MORE"), ("ABSTRACT", "ABSTRACT_MORE")])
    def test_a_part_seldom_changes_its_look(self, earlier: str, role: str) -> None:
        assert cost(earlier, role, replace(RUNNING, restyled=True)) > cost(earlier, role, RUNNING)

    def test_a_full_line_may_go_on(self) -> None:
        full = replace(RUNNING, fresh=0.0)
        assert cost("TITLE", "SOURCE", full) > cost("TITLE", "SOURCE", RUNNING)
        assert cost("TITLE", "TITLE_MORE", full) == cost("TITLE", "TITLE_MORE", RUNNING)
        assert cost("TITLE", "SOURCE", replace(full, restyled=True)) == cost("TITLE", "SOURCE", RUNNING)


def test_whatever_stands_between_two_lines_an_abstract_can_be_followed() -> None:
    for gap in (False, True):
        for fresh in (None, 0.0, 0.5, 1.0):
            between = replace(RUNNING, gap=gap, fresh=fresh)
            for role in IN_ABSTRACT:
                assert cost(role.name, "ABSTRACT_MORE", between) < IMPOSSIBLE
                assert cost(role.name, "TITLE", between) < IMPOSSIBLE


def test_no_heading_and_no_title_breaks_off_before_something_else() -> None:
    broken, whole = pair("Rotas in small and", "Naps"), pair("Rotas in small wards", "Naps")
    assert cost("HEADING", "TITLE", broken) - cost("HEADING", "TITLE", whole) == 3.0
    assert cost("TITLE", "SOURCE", broken) - cost("TITLE", "SOURCE", whole) == 3.0
    # A page may end in mid-sentence, but behind "10 years on" a title may have ended as well.
    page = Line(2, "Naps", gap=True, page_break=True)
    articled, phrased = pair("Naps help. The", page), pair("Rotas 10 years on", page)
    assert cost("TITLE", "SOURCE", articled) - cost("TITLE", "SOURCE", phrased) == 3.0


def test_an_underline_goes_on_where_a_margin_ended_the_line() -> None:
    underlined = Style(underlined=True)
    before = Line(1, "Rotas in small", style=underlined)
    assert pair(before, Line(2, "Wards (2019)", style=underlined)).same_link
    assert not pair(before, Line(2, "Wards (2019)", gap=True, style=underlined)).same_link
    assert not pair(before, Line(2, "Wards (2019)", fresh=0.75, style=underlined)).same_link
    assert not pair(replace(before, turns=(9,)), Line(2, "Wards (2019)", style=underlined)).same_link


def test_a_source_goes_on_over_a_page_but_not_over_a_blank_line() -> None:
    rests = [
        cost("SOURCE_HEAD", "SOURCE_REST", pair("Journal of", Line(2, "Rest, 2020", gap=gap, page_break=page)))
        for gap, page in ((False, False), (True, True), (True, False))
    ]
    assert rests == [0.0, 1.5, IMPOSSIBLE]


def test_no_title_ends_in_what_stands_before_a_name() -> None:
    for title in ("Learning from St", "A conversation with Dr", "Nurses versus"):
        assert cost("TITLE", "SOURCE", pair(title, "Bartholomew’s")) >= 3.0
        assert cost("TITLE", "TITLE_MORE", pair(title, "Bartholomew’s")) == 0.0


def test_a_blank_line_in_a_sentence_stands_seldom_before_a_capital() -> None:
    cut = pair("Nurses sleep less", Line(2, "Porters sleep more.", gap=True))
    assert cost("ABSTRACT", "ABSTRACT_MORE", cut) == 4.0
    for before, after in (("Nurses sleep less", "and porters more."), ("A study of", "Porters and nurses.")):
        assert cost("ABSTRACT", "ABSTRACT_MORE", pair(before, Line(2, after, gap=True))) == 1.0


class TestTitlesWithoutASource:
    TITLE = Line(1, "Fair rotas for porters in small hospitals", gap=True, fresh=1.0)
    ABSTRACT = Line(
        2,
        "This paper argues that porters are paid less than others who work at night, and few stay for long. "
        "Three ways to change this are compared, with what each would cost.",
        gap=True,
        fresh=1.0,
    )

    @pytest.mark.parametrize("role", ["PARAGRAPH", "ABSTRACT_MORE"])
    def test_no_abstract_begins_with_one(self, role: str) -> None:
        titled = cost("ABSTRACT", role, pair(self.TITLE, self.ABSTRACT))
        for other in (
            "Fair Rotas for Porters",
            "Key findings",
            "Fair rotas",
            "Background: fair rotas for porters in wards",
        ):
            assert titled == cost("ABSTRACT", role, pair(replace(self.TITLE, text=other), self.ABSTRACT)) + 4.0
        assert titled == cost(role, role, pair(self.TITLE, self.ABSTRACT)) + 4.0

    def test_above_an_abstract_one_is_hardly_a_heading(self) -> None:
        assert cost("HEADING", "POINTER", pair(self.TITLE, self.ABSTRACT)) == 2.5
        for text in (
            "You can find more there. " * 8,
            "More is kept in the library. Ask there. " * 6,
            "Porters sleep less.",
        ):
            assert cost("HEADING", "POINTER", pair(self.TITLE, replace(self.ABSTRACT, text=text))) == 0.0
        for heading in (
            "Key reports",
            "Fair Rotas for Porters in Small Hospitals",
            "Why do porters leave small hospitals?",
        ):
            assert cost("HEADING", "POINTER", pair(replace(self.TITLE, text=heading), self.ABSTRACT)) == 0.0


def test_what_could_be_all_of_a_title_ends_with_its_page() -> None:
    title = Line(1, "Fair rotas for porters in small hospitals", gap=True)
    for text, more in (("Naps for porters", 5.5), ("and in care homes", 1.0)):
        assert cost("TITLE", "TITLE_MORE", pair(title, Line(2, text, gap=True, page_break=True))) == more


def test_no_title_ends_in_a_possessive() -> None:
    for text, dangling in (("Rotas in wards Queen’s", True), ("Rotas in wards", False), ("Rotas of nurses’", False)):
        assert pair(text, "Nursing Institute, 2020").dangling is dangling


def test_a_question_that_could_be_all_of_a_title_hardly_goes_on_behind_a_blank_line() -> None:
    below = Line(2, "Naps for porters", gap=True)
    asked = pair(Line(1, "Do naps help porters in small hospitals?", gap=True), below)
    assert cost("TITLE", "TITLE_MORE", asked) > cost("TITLE", "TITLE", asked)
    short = pair(Line(1, "Do naps help?", gap=True), below)
    assert cost("TITLE", "TITLE_MORE", short) < cost("TITLE", "TITLE", short)


def test_behind_an_access_note_a_page_begins_with_no_more_of_the_title() -> None:
    def points(before: str, line: str) -> float:
        return cost("TITLE_MORE", "TITLE_MORE", pair(before, Line(2, line, gap=True, page_break=True)))

    assert points("(Abstract only)", "Rotas in wards") == points("and rest", "Rotas in wards") + 4.5
    assert points("(Abstract only)", "and rotas in wards") == points("and rest", "and rotas in wards")
