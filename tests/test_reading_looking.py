"""What is seen on a line by itself, and with the lines around it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefqa.reading.clues import Clues
from briefqa.reading.lines import Line
from briefqa.reading.looking import labelled_source, look
from briefqa.reading.names import NO_NAMES, Names

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


class TestWraps:
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


def test_nothing_has_no_clues() -> None:
    assert look([], NO_NAMES) == []


@pytest.mark.parametrize("unit", ["Smith J, ", "1", "A", "Ab ", "[", "12, ", "https://", "Abstract only ", "a.b", "…"])
def test_a_long_line_of_one_thing_again_and_again_is_looked_at(unit: str) -> None:
    line = (unit * (20_000 // len(unit) + 1))[:20_000].strip()
    assert [here.line.text for here in clues(line, line)] == [line, line]


class TestNamesBelowTitles:
    """A publisher without a date, on the line below a title."""

    ABSTRACT = "Case stories of six homes which adopted records for all of their care"

    def below(self, *title: str, behind: str = ABSTRACT, gap: bool = True) -> bool:
        lines = [Line(n, text, gap=n == 1) for n, text in enumerate(title, start=1)]
        return look([*lines, Line(9, behind, gap=gap)], MET)[len(title) - 1].named_below

    @pytest.mark.parametrize("name", ["Digital Social Care", "Homes for Porters", "Care City"])
    def test_capitals_tell_one_from_a_title_in_small_letters(self, name: str) -> None:
        assert self.below("Skills in care homes: from clipboard to tablet", name)
        assert self.below("Skills in small care homes which have", "moved from clipboard to tablet", name)

    @pytest.mark.parametrize(
        ("title", "rest"),
        [
            ("Skills in Care Homes: From Clipboard to Tablet", "Digital Social Care"),
            ("Skills in care homes: what happens in the", "North East"),
            ("Skills in care homes: what happens near", "Wigan"),
            ("Skills in care homes: the view from Great", "North Road"),
            ("Skills in care homes: from clipboard:", "Digital Social Care"),
            ("Skills in care homes: from clipboard to tablet", "digital social care"),
            ("Skills in care homes, and what became of them after the year was", "Digital Social Care"),
            ("Care homes", "Digital Social Care"),
        ],
    )
    def test_the_rest_of_a_title_is_none(self, title: str, rest: str) -> None:
        assert not self.below(title, rest)

    def test_a_paragraph_ends_behind_it(self) -> None:
        title = "Skills in care homes: from clipboard to tablet"
        assert not self.below(title, "Digital Social Care", gap=False)
        assert not self.below(title, "Digital Social Care", behind="BMC Medicine 2(1), 2020")
