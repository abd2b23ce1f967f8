"""Lines and roles become entries: nothing is lost, nothing is made up."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from briefqa.brief import Access, PartialDate
from briefqa.reading.access import NO_LEGEND, Legend
from briefqa.reading.entries import Finished, collect, finish
from briefqa.reading.lines import Line, Link, Style
from briefqa.reading.names import NO_NAMES, Names
from briefqa.reading.roles import Field, Role

POLICY = "Reports are freely available unless marked."
URL = "https://a.uk/x"


def finished(
    *parts: tuple[str, str] | tuple[Line, str], known: Names = NO_NAMES, legend: Legend = NO_LEGEND
) -> Finished:
    """The one entry of lines that are given with the names of their roles."""
    lines = [
        Line(number, part[0], gap=True) if isinstance(part[0], str) else part[0]
        for number, part in enumerate(parts, start=1)
    ]
    (draft,) = collect(lines, [Role[name] for _, name in parts])
    return finish(draft, "ward-life", POLICY, known, legend)


def linked(text: str, target: str = URL) -> Line:
    return Line(1, text, links=(Link(0, len(text), target),))


class TestCollect:
    def test_each_line_goes_to_the_entry_it_stands_in(self) -> None:
        texts = ["Front", "Reviews", "Rotas", "Sleep, 2020", "Naps help.", "Rest", "Ethics", "Pay", "Contact"]
        roles = [
            Role.FRONT,
            Role.HEADING,
            Role.TITLE,
            Role.SOURCE,
            Role.ABSTRACT,
            Role.TITLE,
            Role.HEADING,
            Role.TITLE,
            Role.BACK,
        ]
        drafts = collect([Line(n, text) for n, text in enumerate(texts)], roles)
        assert [(draft.section, [line.text for line, _ in draft.lines]) for draft in drafts] == [
            (("Reviews",), ["Rotas", "Sleep, 2020", "Naps help."]),
            (("Reviews",), ["Rest"]),
            (("Ethics",), ["Pay"]),
        ]
        assert drafts[0].first.text == "Rotas"
        assert [line.text for line in drafts[0].of(Role.SOURCE, Role.ABSTRACT)] == ["Sleep, 2020", "Naps help."]

    def test_headings_are_nested_as_their_styles_say(self) -> None:
        lines = [
            Line(1, "Research", style=Style(level=1)),
            Line(2, "*Zoology", style=Style(level=2)),
            Line(3, "Rotas"),
            Line(4, "Ageing", style=Style(level=2)),
            Line(5, "Naps"),
        ]
        roles = [Role.HEADING, Role.HEADING, Role.TITLE, Role.HEADING, Role.TITLE]
        assert [draft.section for draft in collect(lines, roles)] == [("Research", "Zoology"), ("Research", "Ageing")]

    def test_a_section_that_points_elsewhere_contains_no_other(self) -> None:
        lines = [Line(1, "Statistics"), Line(2, "See elsewhere."), Line(3, "Reviews"), Line(4, "Rotas")]
        roles = [Role.HEADING, Role.POINTER, Role.HEADING, Role.TITLE]
        assert [draft.section for draft in collect(lines, roles)] == [("Reviews",)]

    def test_an_entry_may_stand_under_no_heading(self) -> None:
        assert [draft.section for draft in collect([Line(1, "Rotas")], [Role.TITLE])] == [()]

    def test_nothing_has_no_entries(self) -> None:
        assert collect([], []) == []


class TestParts:
    def test_an_entry_of_three_lines(self) -> None:
        found = finished(
            ("Rotas and rest", "TITLE"), ("BMC Medicine 2(1), May 2020", "SOURCE"), ("Naps help.", "ABSTRACT")
        )
        entry = found.entry
        assert (entry.id, entry.brief_id) == ("ward-life/rotas-and-rest", "ward-life")
        assert (entry.title, entry.source, entry.date) == ("Rotas and rest", "BMC Medicine 2(1)", PartialDate(2020, 5))
        assert (entry.abstract, entry.access, entry.access_note) == ("Naps help.", Access.FREE, None)
        assert (entry.authors, entry.note, entry.url, entry.doi) == (None, None, None, None)
        assert (entry.locator.line, entry.locator.page) == (1, None)
        assert found.stray is None
        assert found.targets == ()

    def test_a_title_and_a_source_are_joined_from_their_lines(self) -> None:
        entry = finished(
            ("Rotas in", "TITLE"),
            ("small wards", "TITLE_MORE"),
            ("International Journal of", "SOURCE_HEAD"),
            ("Rest 2(1), 2020 Naps", "SOURCE_REST_ABSTRACT"),
            ("help.", "ABSTRACT_MORE"),
        ).entry
        assert (entry.title, entry.source) == ("Rotas in small wards", "International Journal of Rest 2(1)")
        assert entry.abstract == "Naps help."

    @pytest.mark.parametrize(
        ("line", "role", "abstract"),
        [
            ("Rotas in wards BMC Medicine 2(1), 2020", "TITLE_SOURCE", ""),
            ("Rotas in wards BMC Medicine 2(1), 2020 Naps help.", "TITLE_SOURCE_ABSTRACT", "Naps help."),
            ("Rotas in wards – BMC Medicine 2(1), 2020", "TITLE_SOURCE", ""),
            ("Rotas in wards | BMC Medicine 2(1), 2020", "TITLE_SOURCE", ""),
        ],
    )
    def test_a_line_of_all_is_taken_apart(self, line: str, role: str, abstract: str) -> None:
        entry = finished((line, role)).entry
        assert (entry.title, entry.source, entry.abstract) == ("Rotas in wards", "BMC Medicine 2(1)", abstract)

    def test_a_source_may_begin_behind_the_rest_of_a_title(self) -> None:
        entry = finished(
            ("Rotas in very", "TITLE"),
            ("small wards International Journal of", "MORE_SOURCE_HEAD"),
            ("Rest 2(1), 2020", "SOURCE_REST"),
            ("Naps help.", "ABSTRACT"),
        ).entry
        assert (entry.title, entry.source) == ("Rotas in very small wards", "International Journal of Rest 2(1)")
        assert entry.abstract == "Naps help."

    def test_a_dash_before_a_source_is_no_more_of_the_title(self) -> None:
        found = finished(("What do nurses say?", "TITLE"), ("| BMC Nursing 3(1), 2020", "MORE_SOURCE"))
        assert (found.entry.title, found.entry.source) == ("What do nurses say?", "BMC Nursing 3(1)")

    def test_a_source_behind_the_abstract_is_labelled(self) -> None:
        entry = finished(
            ("Rotas", "TITLE"), ("Naps help.", "ABSTRACT"), ("Source: BMC Medicine 2(1), 2020", "SOURCE_LAST")
        ).entry
        assert (entry.source, entry.date, entry.abstract) == ("BMC Medicine 2(1)", PartialDate(2020), "Naps help.")

    def test_an_entry_may_have_no_source(self) -> None:
        found = finished(("Rotas", "TITLE"), ("Naps help.", "ABSTRACT"))
        assert (found.source, found.entry.source, found.entry.date) == (None, "", None)

    def test_a_source_without_a_date_is_one(self) -> None:
        entry = finished(("Rotas", "TITLE"), ("Porters Weekly", "SOURCE")).entry
        assert (entry.source, entry.date) == ("Porters Weekly", None)

    def test_paragraphs_are_parted_and_sentences_joined(self) -> None:
        entry = finished(
            ("Rotas", "TITLE"),
            ("BMC Medicine 2(1), 2020", "SOURCE"),
            ("Naps", "ABSTRACT"),
            ("help:", "ABSTRACT_MORE"),
            ("• Nurses", "PARAGRAPH"),
            ("• Porters", "PARAGRAPH"),
            ("in wards.", "ABSTRACT_MORE"),
        ).entry
        assert entry.abstract == "Naps help:\n• Nurses\n• Porters in wards."

    def test_a_divided_word_is_joined_without_a_space(self) -> None:
        entry = finished(
            ("Rotas", "TITLE"), ("Naps help nur", "ABSTRACT"), (Line(3, "ses.", joint=""), "ABSTRACT_MORE")
        ).entry
        assert entry.abstract == "Naps help nurses."

    def test_a_stray_number_is_left_out_and_told(self) -> None:
        found = finished(("Rotas", "TITLE"), ("Naps help. 12", "ABSTRACT"))
        assert (found.entry.abstract, found.stray) == ("Naps help.", "12")

    @pytest.mark.parametrize("abstract", ["Nurses slept for 12", "Naps help. 2020", "Naps help. 12 porters."])
    def test_other_numbers_stay(self, abstract: str) -> None:
        found = finished(("Rotas", "TITLE"), (abstract, "ABSTRACT"))
        assert (found.entry.abstract, found.stray) == (abstract, None)

    def test_a_pointer_before_a_publisher_is_a_note(self) -> None:
        entry = finished(("Rotas", "TITLE"), ("See Section 9 NHS England, 2020", "SOURCE")).entry
        assert (entry.note, entry.source) == ("See Section 9", "NHS England")


class TestAccess:
    @pytest.mark.parametrize(
        "parts",
        [
            [("Rotas Abstract only*", "TITLE"), ("BMJ 2(1), 2020", "SOURCE")],
            [("Rotas", "TITLE"), ("Abstract only*", "TITLE_NOTE"), ("BMJ 2(1), 2020", "SOURCE")],
            [("Rotas", "TITLE"), ("BMJ 2(1), 2020. Abstract only*", "SOURCE")],
            [("Rotas", "TITLE"), ("BMJ 2(1), 2020", "SOURCE"), ("Abstract only*", "SOURCE_NOTE")],
            [("Rotas", "TITLE"), ("Naps help.", "ABSTRACT"), ("Abstract only*", "ABSTRACT_NOTE")],
            [("Rotas Abstract", "TITLE"), ("only*", "TITLE_MORE"), ("BMJ 2(1), 2020", "SOURCE")],
            [("Rotas", "TITLE"), ("BMJ 2(1), 2020", "SOURCE"), ("Abstract", "SOURCE_NOTE"), ("only*", "SOURCE_NOTE")],
        ],
    )
    def test_a_note_is_found_wherever_it_stands(self, parts: list[tuple[str, str]]) -> None:
        entry = finished(*parts).entry
        assert (entry.title, entry.access, entry.access_note) == ("Rotas", Access.ABSTRACT_ONLY, "Abstract only*")

    @pytest.mark.parametrize(
        "parts",
        [
            [("[Abstract only] Rotas", "TITLE"), ("BMJ 2(1), 2020", "SOURCE"), ("Naps help.", "ABSTRACT")],
            [("Rotas", "TITLE"), ("[Abstract only] BMJ 2(1), 2020", "SOURCE"), ("Naps help.", "ABSTRACT")],
            [("Rotas", "TITLE"), ("BMJ 2(1), 2020", "SOURCE"), ("Naps help. [Abstract only]", "ABSTRACT")],
        ],
    )
    def test_a_note_in_brackets_may_stand_where_others_may_not(self, parts: list[tuple[str, str]]) -> None:
        entry = finished(*parts).entry
        assert (entry.title, entry.source, entry.abstract) == ("Rotas", "BMJ 2(1)", "Naps help.")
        assert (entry.access, entry.access_note) == (Access.ABSTRACT_ONLY, "[Abstract only]")

    def test_the_same_note_twice_is_one_and_two_are_two(self) -> None:
        twice = finished(("Rotas Abstract only*", "TITLE"), ("Naps.", "ABSTRACT"), ("Abstract only*", "ABSTRACT_NOTE"))
        assert twice.entry.access_note == "Abstract only*"
        two = finished(("Rotas Abstract only* NHS OpenAthens account required", "TITLE"), ("Naps.", "ABSTRACT"))
        assert (two.entry.title, two.entry.access) == ("Rotas", Access.ABSTRACT_ONLY)
        assert two.entry.access_note == "Abstract only* NHS OpenAthens account required"

    def test_without_a_note_the_policy_counts(self) -> None:
        draft = collect([Line(1, "Rotas")], [Role.TITLE])[0]
        assert finish(draft, "b", POLICY, NO_NAMES).entry.access is Access.FREE
        assert finish(draft, "b", None, NO_NAMES).entry.access is Access.UNKNOWN


class TestAuthors:
    def test_a_line_of_their_own_goes_before_the_source(self) -> None:
        entry = finished(
            ("Rotas", "TITLE"), ("Smith J, Patel R,", "AUTHORS"), ("Jones C. BMJ Open 2(1), 2020", "SOURCE")
        ).entry
        assert (entry.authors, entry.source) == ("Smith J, Patel R", "BMJ Open 2(1)")

    def test_they_may_stand_in_front_of_the_source(self) -> None:
        entry = finished(("Rotas", "TITLE"), ("Smith J, Patel R. BMJ Open 2(1), 2020", "SOURCE")).entry
        assert (entry.authors, entry.source) == ("Smith J, Patel R", "BMJ Open 2(1)")


class TestLinks:
    def test_the_title_leads_to_the_work(self) -> None:
        found = finished((linked("Rotas"), "TITLE"), ("https://b.uk", "TITLE_LINK"), ("BMJ 2(1), 2020", "SOURCE"))
        assert (found.entry.url, found.targets) == (URL, (URL,))

    @pytest.mark.parametrize("role", ["TITLE_LINK", "SOURCE_LINK"])
    def test_else_a_printed_address(self, role: str) -> None:
        parts = [("Rotas", "TITLE"), ("BMJ 2(1), 2020", "SOURCE")]
        parts.insert(1 if role == "TITLE_LINK" else 2, ("Available at: www.a.uk/x", role))
        assert finished(*parts).entry.url == "https://www.a.uk/x"

    def test_else_a_link_that_says_full_text(self) -> None:
        found = finished(("Rotas", "TITLE"), ("Naps.", "ABSTRACT"), (linked("Full text"), "ABSTRACT_LINK"))
        assert found.entry.url == URL

    def test_else_the_source(self) -> None:
        assert finished(("Rotas", "TITLE"), (linked("BMJ 2(1), 2020"), "SOURCE")).entry.url == URL
        assert finished(("Rotas", "TITLE"), ("BMJ 2(1), 2020. www.a.uk/x", "SOURCE")).entry.url == "https://www.a.uk/x"

    def test_an_abstracts_link_leads_elsewhere(self) -> None:
        entry = finished(("Rotas", "TITLE"), ("BMJ 2(1), 2020", "SOURCE"), (linked("Naps help."), "ABSTRACT")).entry
        assert entry.url is None

    def test_what_is_no_web_address_is_left_out_and_told(self) -> None:
        found = finished((linked("Rotas", "file:///C:/x"), "TITLE"), ("BMJ 2(1), 2020", "SOURCE"))
        assert (found.entry.url, found.targets) == (None, ("file:///C:/x",))

    @pytest.mark.parametrize(
        "parts",
        [
            [("Rotas", "TITLE"), ("BMJ 2(1), 2020. doi:10.1136/abc", "SOURCE")],
            [("Rotas", "TITLE"), ("doi:10.1136/abc", "TITLE_LINK"), ("BMJ 2(1), 2020", "SOURCE")],
            [(linked("Rotas", "https://doi.org/10.1136/abc"), "TITLE"), ("BMJ 2(1), 2020", "SOURCE")],
            [("Rotas", "TITLE"), (linked("BMJ 2(1), 2020", "https://bmj.com/doi/full/10.1136/abc"), "SOURCE")],
        ],
    )
    def test_a_doi_is_found_wherever_it_is_told(self, parts: list[tuple[str, str]]) -> None:
        assert finished(*parts).entry.doi == "10.1136/abc"

    def test_the_printed_doi_goes_before_the_links(self) -> None:
        entry = finished(
            (linked("Rotas", "https://doi.org/10.1136/abc"), "TITLE"), ("BMJ 2(1), 2020. doi:10.1136/def", "SOURCE")
        ).entry
        assert (entry.doi, entry.url) == ("10.1136/def", "https://doi.org/10.1136/abc")


def test_a_known_name_is_told_from_the_abstract_behind_it() -> None:
    known = Names(frozenset({"Porters Weekly"}))
    entry = finished(
        ("Rotas", "TITLE"),
        ("Porters Weekly Porters who work at night sleep less than five hours.", "SOURCE_ABSTRACT"),
        known=known,
    ).entry
    assert (entry.source, entry.abstract) == ("Porters Weekly", "Porters who work at night sleep less than five hours.")


class TestMarks:
    LEGEND: Legend = MappingProxyType({"*": Access.ABSTRACT_ONLY, "(A)": Access.OPENATHENS})

    @pytest.mark.parametrize(
        ("parts", "note", "access"),
        [
            ([("Rotas*", "TITLE"), ("BMJ 2(1), 2020", "SOURCE")], "*", Access.ABSTRACT_ONLY),
            ([("Rotas (A)", "TITLE"), ("BMJ 2(1), 2020", "SOURCE")], "(A)", Access.OPENATHENS),
            ([("Rotas", "TITLE"), ("*", "TITLE_MORE"), ("BMJ 2(1), 2020", "SOURCE")], "*", Access.ABSTRACT_ONLY),
            ([("Rotas", "TITLE"), ("A Trust *", "SOURCE")], "*", Access.ABSTRACT_ONLY),
            ([("Rotas Abstract only*", "TITLE")], "Abstract only*", Access.ABSTRACT_ONLY),
            ([("Rotas", "TITLE"), ("BMJ 2(1), 2020", "SOURCE")], None, Access.FREE),
        ],
    )
    def test_a_mark_that_is_explained_is_a_note(
        self, parts: list[tuple[str, str]], note: str | None, access: Access
    ) -> None:
        entry = finished(*parts, legend=self.LEGEND).entry
        assert (entry.title, entry.access_note, entry.access) == ("Rotas", note, access)

    def test_a_mark_behind_a_link_is_a_note(self) -> None:
        line = replace(linked("Rotas"), text="Rotas*")
        entry = finished((line, "TITLE"), legend=self.LEGEND).entry
        assert (entry.title, entry.access_note, entry.url) == ("Rotas", "*", URL)

    def test_a_mark_that_is_not_explained_stays_and_frees_nothing(self) -> None:
        entry = finished(("Rotas†", "TITLE"), legend=self.LEGEND).entry
        assert (entry.title, entry.access_note, entry.access) == ("Rotas†", None, Access.UNKNOWN)


def test_a_title_keeps_what_stands_behind_its_dash_and_is_no_source() -> None:
    behind = Line(2, "Hartley et al", joint=" - ", field=Field.BEHIND_DASH)
    entry = finished(("Why porters leave", "TITLE"), (behind, "TITLE_MORE"), ("Sleep, 2020", "SOURCE")).entry
    assert entry.title == "Why porters leave - Hartley et al"


def test_a_labelled_access_note_is_no_part_of_a_title() -> None:
    note = Line(2, "Abstract only", field=Field.ACCESS)
    entry = finished(("Why porters leave", "TITLE"), (note, "TITLE_NOTE"), ("Sleep, 2020", "SOURCE")).entry
    assert (entry.title, entry.access_note) == ("Why porters leave", "Abstract only")
