"""What is seen on a line by itself, and with the line behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefqa.brief import PartialDate
from briefqa.reading.clues import Clues, is_address, labelled_source, look, signature
from briefqa.reading.lines import Line, Link, Style
from briefqa.reading.names import NO_NAMES, Names
from briefqa.reading.roles import Role

MET = Names(frozenset({"Porters Weekly"}))


def clues(*texts: str, gap: bool = False) -> list[Clues]:
    return look([Line(n, text, gap=gap) for n, text in enumerate(texts, start=1)], MET)


def seen(text: str) -> Clues:
    return clues(text)[0]


class TestOneLine:
    def test_a_title_is_seen_without_its_note(self) -> None:
        here = seen("Rotas and rest Abstract only*")
        assert (here.title_text, here.noted) == ("Rotas and rest", True)
        assert seen("Rotas and rest").noted is False

    def test_a_note_by_itself_is_no_title(self) -> None:
        here = seen("Abstract only*")
        assert (here.access_note, here.title_text, here.noted) == (True, "Abstract only*", False)

    @pytest.mark.parametrize(
        ("text", "whole", "likely", "sourced"),
        [
            ("BMC Medicine 2(1), 2020", True, True, True),
            ("Sleepers, 2020", True, False, True),
            ("BMC Medicine 2(1), 2020 We asked nurses.", False, False, True),
            ("Rotas in wards BMC Medicine 2(1), 2020", None, None, True),
            ("Rotas in wards", False, False, False),
            ("Nuffield Trust Nurses who work at night sleep less than five hours.", False, False, False),
        ],
    )
    def test_a_source_is_seen(self, text: str, *, whole: bool | None, likely: bool | None, sourced: bool) -> None:
        here = seen(text)
        assert here.sourced is sourced
        if whole is not None:
            assert (here.whole_source, here.likely_source) == (whole, likely)

    def test_a_source_behind_a_title_is_seen(self) -> None:
        found = seen("Rotas in wards BMC Medicine 2(1), 2020").in_title
        assert found is not None
        assert found.text == "BMC Medicine 2(1)"

    def test_known_names_are_seen(self) -> None:
        assert seen("Porters Weekly").named
        assert seen("Nuffield Trust").named
        assert not seen("Porters Monthly").named
        assert seen("Porters Monthly").nameable
        assert seen("Royal Ward Trust").undated

    @pytest.mark.parametrize(
        "label",
        [
            "Background: x",
            "AIMS: x",
            "Results We",
            "Methods",
            "Key findings: x",
            "Aim: x",
            "Aim(s): x",
            "AIM(S) To ask",
        ],
    )
    def test_parts_of_abstracts_are_labelled(self, label: str) -> None:
        assert seen(label).label

    @pytest.mark.parametrize(
        "text",
        [
            "Backgrounds matter",
            "results of a trial",
            "Purpose-built wards",
            "Rest: x",
            "Aim(s) of nurses",
            "Aimless: x",
        ],
    )
    def test_other_words_are_no_label(self, text: str) -> None:
        assert not seen(text).label

    @pytest.mark.parametrize(
        "text", ["Naps help.", "Do they?", 'He said "yes."', "They are:", "Help (a lot.)", "Yes.*"]
    )
    def test_sentences_end_in_a_stop(self, text: str) -> None:
        here = seen(text)
        assert (here.terminal, here.cut_short) == (True, False)

    def test_a_sentence_without_a_stop_is_cut_short_unless_it_is_an_item(self) -> None:
        assert seen("Naps help nurses").cut_short
        assert not seen("• Naps").cut_short

    def test_a_list_item_may_take_several_lines(self) -> None:
        found = clues("• Naps, which", "nurses take", "at night", "• Rest")
        assert [here.in_item for here in found] == [False, True, True, False]
        apart = look([Line(1, "• Naps"), Line(2, "Nurses", gap=True), Line(3, "sleep")], MET)
        assert not any(here.in_item for here in apart)

    @pytest.mark.parametrize(
        ("text", "broken"),
        [("Naps help. They do", True), ("Naps help! They do", True), ("Naps? A review", False), ("J. Smith", False)],
    )
    def test_a_sentence_may_end_inside(self, text: str, *, broken: bool) -> None:
        assert seen(text).broken is broken

    @pytest.mark.parametrize(
        ("text", "torn"),
        [
            ("and their managers.", True),
            ("2020. Nurses replied.", True),
            ("2020", True),
            ("), of whom", True),
            ("; others", True),
            ("Nurses", False),
            ("2020 nurses", False),
            ("eLearning helps", False),
        ],
    )
    def test_the_rest_of_a_sentence_looks_torn(self, text: str, *, torn: bool) -> None:
        assert seen(text).torn is torn

    def test_authors_are_seen(self) -> None:
        assert seen("Smith J, Patel R").people
        assert not seen("Rotas and rest").people


class TestAddresses:
    @pytest.mark.parametrize(
        "text",
        [
            "https://a.uk/x",
            "www.a.uk",
            "<https://a.uk>",
            "(https://a.uk).",
            "Available at: https://a.uk",
            "Available from https://a.uk",
            "Available online at: https://a.uk",
            "URL: https://a.uk",
            "Link - https://a.uk",
            "Website: www.a.uk",
            "Full text: https://a.uk",
            "Full-text available: https://a.uk",
            "Read online: https://a.uk",
            "Access it: https://a.uk",
            "Access online: https://a.uk",
            "doi:10.1136/abc",
            "DOI: 10.1136/abc",
            "https://doi.org/10.1136/abc",
            "doi.org/10.1136/abc",
            "10.1136/abc",
        ],
    )
    def test_a_bare_address_is_one(self, text: str) -> None:
        assert is_address(Line(1, text))

    @pytest.mark.parametrize(
        "text", ["See https://a.uk", "https://a.uk is new", "Full text", "10.1136", "a.uk", "Link"]
    )
    def test_words_are_none(self, text: str) -> None:
        assert not is_address(Line(1, text))

    @pytest.mark.parametrize(
        "text",
        ["Full text", "Read more", "Read the full report", "View online", "Link", "Download the PDF", "Click here."],
    )
    def test_a_link_that_only_says_what_it_is_is_one(self, text: str) -> None:
        assert is_address(Line(1, text, links=(Link(0, len(text), "https://a.uk"),)))

    def test_a_linked_title_is_none(self) -> None:
        assert not is_address(Line(1, "Rotas and rest", links=(Link(0, 14, "https://a.uk"),)))


class TestItems:
    @pytest.mark.parametrize("text", ["• Naps", "- Naps", "1. Naps", "a) Naps"])
    def test_a_mark_makes_an_item(self, text: str) -> None:
        assert seen(text).item

    def test_a_number_before_a_small_letter_counts_next_to_its_neighbours(self) -> None:
        assert [here.item for here in clues("1. naps", "2. rest", "3. food")] == [True, True, True]
        assert [here.item for here in clues("Rotas were", "2. naps", "Rest")] == [False, False, False]
        assert [here.item for here in clues("1. naps", "5. rest")] == [False, False]

    def test_a_dash_before_a_small_letter_counts_next_to_another(self) -> None:
        assert [here.item for here in clues("- naps", "and", "- rest")] == [True, False, True]
        assert [here.item for here in clues("- naps", "* rest")] == [False, False]

    def test_neighbours_are_near(self) -> None:
        assert next(here.item for here in clues("- naps", *["and"] * 5, "- rest")) is False


class TestNextLine:
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

    def test_a_source_may_start_behind_a_title_and_wrap(self) -> None:
        here = clues("Rotas in wards: a survey BMC", "Medicine 22(1), 2024")[0]
        assert here.joined_in_title is not None
        assert (here.joined_in_title.start, here.joined_in_title.text) == (25, "BMC Medicine 22(1)")
        assert clues("Do porters sleep? International Journal of", "Rest 22(1), 2024")[0].clearly_in_title

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

    def test_a_line_wraps_where_another_follows_closely(self) -> None:
        lines = [Line(1, "Naps"), Line(2, "Rest")]
        assert look(lines, NO_NAMES)[0].wraps
        assert not look([lines[0], replace(lines[1], gap=True)], NO_NAMES)[0].wraps
        assert not look([lines[0], replace(lines[1], fresh=0.75)], NO_NAMES)[0].wraps
        assert not look(lines, NO_NAMES)[1].wraps


class TestFront:
    def test_a_short_paragraph_is_front_matter_as_a_whole(self) -> None:
        found = clues("Rotas and naps", "were compiled by us.", "Please cite as: Ward Life", "Thank you")
        assert [here.front for here in found] == [True] * 4
        assert [here.surely_front for here in found] == [False, False, True, False]

    def test_a_long_one_is_not(self) -> None:
        found = clues(*["Rotas"] * 8, "Please cite as: Ward Life")
        assert [here.front for here in found] == [*[False] * 8, True]

    def test_paragraphs_are_apart(self) -> None:
        assert [here.front for here in clues("Rotas", "Please cite as: Ward Life", gap=True)] == [False, True]

    def test_an_access_note_is_no_front_matter(self) -> None:
        assert not seen("NHS OpenAthens account required").front


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Source: BMC Medicine 2(1), 2020", "BMC Medicine 2(1)"),
        ("SOURCE: Nuffield Trust, May 2020", "Nuffield Trust"),
        ("Published in: BMC Medicine 2(1), 2020", "BMC Medicine 2(1)"),
        ("Reference: BMJ 2024;12(3):45-67", "BMJ 12(3):45-67"),
        ("Citation: Smith J. BMJ Open 12(3), 2024", "BMJ Open 12(3)"),
        ("Source: BMC Medicine 2(1), 2020 We asked.", None),
        ("Source: nurses on the wards", None),
        ("Sources: BMC Medicine 2(1), 2020", None),
        ("BMC Medicine 2(1), 2020", None),
        ("Source:", None),
    ],
)
def test_bulletins_label_their_sources(text: str, source: str | None) -> None:
    found = labelled_source(text, NO_NAMES)
    assert (found.text if found else None) == source


def test_lines_that_look_alike_have_one_signature() -> None:
    bold = Style(size=11, bold=True)
    assert signature(Line(1, "Rotas", style=bold)) == signature(Line(2, "Naps and rest", gap=True, style=bold))


@pytest.mark.parametrize(
    "other",
    [
        Line(1, "Rotas", style=Style(size=12)),
        Line(1, "Rotas", style=Style(bold=True)),
        Line(1, "Rotas", style=Style(italic=True)),
        Line(1, "Rotas", style=Style(level=1)),
        Line(1, "Rotas", style=Style(color="ff0000")),
        Line(1, "Rotas", style=Style(underlined=True)),
        Line(1, "Rotas", links=(Link(0, 5, "https://a.uk"),)),
        Line(1, "ROTAS"),
    ],
)
def test_lines_that_look_otherwise_have_another(other: Line) -> None:
    assert signature(other) != signature(Line(1, "Rotas"))


def test_most_of_a_linked_line_is_link() -> None:
    assert look([Line(1, "Rotas", links=(Link(0, 5, "https://a.uk"),))], NO_NAMES)[0].linked
    assert not look([Line(1, "Rotas and rest", links=(Link(0, 5, "https://a.uk"),))], NO_NAMES)[0].linked


def test_nothing_has_no_clues() -> None:
    assert look([], NO_NAMES) == []


@pytest.mark.parametrize("unit", ["Smith J, ", "1", "A", "Ab ", "[", "12, ", "https://", "Abstract only ", "a.b", "…"])
def test_a_long_line_of_one_thing_again_and_again_is_looked_at(unit: str) -> None:
    line = (unit * (20_000 // len(unit) + 1))[:20_000].strip()
    assert [here.line.text for here in clues(line, line)] == [line, line]


def test_a_date_goes_on_over_the_end_of_a_long_sources_line() -> None:
    name = "NHS England, NHS Confederation and Nursing and Midwifery Council"
    for break_off in (", November", ". 4 November", " (November"):
        end = "2022)" if "(" in break_off else "2022"
        here = clues(f"{name}{break_off}", end)[0]
        assert here.joined is not None
        assert (here.joined.text, here.joined.date) == (name, PartialDate(2022, 11))
        assert clues(f"{name}{break_off}", "Naps help 2022")[0].joined is None
