"""Which breaks are the writer's."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

from briefqa.reading.breaks import with_breaks
from briefqa.reading.lines import LIKELY_BREAK, Line
from briefqa.reading.text import read_text

LONG = (
    "Porters who work at night sleep less than five hours and say that they would rather work by day than be paid "
    "more, while managers hold that rotas are hard to fill as it is and that wards which change them lose staff"
)


def lines(*texts: str) -> list[Line]:
    return [Line(n, text) for n, text in enumerate(texts, start=1)]


class TestBreaks:
    @staticmethod
    def fresh(text: str) -> list[float | None]:
        return [line.fresh for line in with_breaks(read_text(text.encode(), Path("brief.txt")).lines)]

    def test_a_full_line_was_wrapped_and_a_short_one_was_broken(self) -> None:
        wrapped = textwrap.wrap(LONG, 60)
        text = "\n".join([*wrapped, "A new paragraph after a short line, which is as long as."])
        found = self.fresh(text.replace(wrapped[-1], "staff."))
        assert found[1 : len(wrapped)] == [None] * (len(wrapped) - 1)
        assert found[-1] == 0.75

    def test_a_somewhat_short_line_may_be_either(self) -> None:
        first, second = "Porters who work at night sleep less than five hours today", "x" * 70
        assert self.fresh(f"{first}. Y\n{'y' * 8} {second}"[:200])[1] in (None, 0.5)

    def test_blank_lines_say_enough(self) -> None:
        assert self.fresh("Rotas\n\nNaps\n\nRest") == [None, None, None]

    def test_a_file_with_a_line_for_each_paragraph_has_no_margin(self) -> None:
        text = "\n".join([f"{LONG}.", "Rotas and naps in wards of many kinds.", f"{LONG}.", "Rest."])
        assert self.fresh(text) == [None, 0.75, 0.75, 0.75]

    def test_behind_a_line_longer_than_any_margin_a_paragraph_starts(self) -> None:
        assert self.fresh(f"{LONG}\nand rest\nof all of these, and naps")[1] == 0.75

    def test_what_a_format_knows_is_kept(self) -> None:
        known = [Line(1, "Rotas"), Line(2, "Naps", fresh=1.0), Line(3, "Rest", fresh=0.0)]
        assert [line.fresh for line in with_breaks(known)] == [None, 1.0, 0.0]

    def test_breaks_in_the_middle_of_sentences_are_a_margins(self) -> None:
        torn = [
            Line(1, "Porters who work at night"),
            Line(2, "sleep less than five hours, and", fresh=1.0),
            Line(3, "say so.", fresh=1.0),
        ]
        assert all(line.fresh != 1.0 for line in with_breaks(torn))

    def test_a_list_keeps_its_breaks(self) -> None:
        items = [Line(1, "Naps are:"), Line(2, "short;", fresh=1.0), Line(3, "free.", fresh=1.0)]
        assert [line.fresh for line in with_breaks(items)] == [None, 1.0, 1.0]

    def test_one_such_break_on_a_page_is_a_long_words(self) -> None:
        page = [Line(1, "Porters who", height=0.1), Line(2, "sleep less.", fresh=1.0, height=0.2)]
        assert with_breaks(page)[1].fresh == 1.0
        assert with_breaks([Line(1, "Porters who"), Line(2, "sleep less.", fresh=1.0)])[1].fresh != 1.0

    @staticmethod
    def unwrapped(*others: str) -> list[Line]:
        """A file of lines that are as long as their paragraphs, and some others behind the first two."""
        paragraphs = [text for n in range(1, 11) for text in (f"{LONG} {n}.", f"Rotas and naps in ward {n}.")]
        return lines(*paragraphs[:2], *others, *paragraphs[2:])

    def test_a_file_of_unwrapped_lines_may_have_wrapped_titles(self) -> None:
        title = ("Rotas and naps and what porters of all wards say of them when", "they are asked")
        found = with_breaks(self.unwrapped(*title))
        assert found[3].text == title[1]
        # What is wrapped says nothing, and elsewhere a break is no longer quite so surely the writer's.
        assert found[3].fresh is None
        assert {line.fresh for line in (*found[1:3], *found[5:])} == {LIKELY_BREAK}
        assert {line.fresh for line in with_breaks(self.unwrapped())[1:]} == {0.75}

    def test_a_wrapped_paragraph_is_left_out_with_all_its_lines(self) -> None:
        wrapped = [line for line in textwrap.wrap(f"{LONG}.", 60) if line[0].islower()]
        found = with_breaks(self.unwrapped("Porters who work at night sleep less than five hours and say", *wrapped))
        assert {line.fresh for line in found[3 : 3 + len(wrapped)]} == {None}
        assert {line.fresh for line in found[4 + len(wrapped) :]} == {LIKELY_BREAK}

    def test_a_file_with_many_wrapped_titles_is_wrapped(self) -> None:
        title = ("Rotas and naps and what porters of all wards say of", "them when asked.")
        text = [text for n in range(10) for text in (f"{LONG} {n}.", *title, "Nurses like them.", "Managers do not.")]
        assert LIKELY_BREAK not in {line.fresh for line in with_breaks(lines(*text))}

    def test_names_with_particles_and_addresses_are_no_torn_sentences(self) -> None:
        found = with_breaks(self.unwrapped("van der Berg A, Ahmed S", "https://a.uk/x", "de Souza P"))
        assert {line.fresh for line in found[1:]} == {0.75}

    def test_unwrapped_lines_may_all_be_short(self) -> None:
        full = "Porters who work at night sleep less than five hours."
        assert {line.fresh for line in with_breaks(lines(*[full] * 10))[1:]} == {0.75}
        wrapped = with_breaks(lines(*[full] * 10, "and say so."))
        assert {line.fresh for line in wrapped[1:]} == {None}

    def test_a_short_file_may_be_wrapped_though_no_line_starts_in_mid_sentence(self) -> None:
        paragraph = f"Porters of {'Big Wards and Small Homes and ' * 16}Clinics."
        assert {line.fresh for line in with_breaks(lines(*textwrap.wrap(paragraph, 60)))[1:-1]} == {None}
        contents = (f"Ward {n} {'.' * 50} {n}" for n in range(5))
        assert {line.fresh for line in with_breaks(lines(*contents, *textwrap.wrap(paragraph, 60)))[6:-1]} == {None}

    def test_sentences_that_go_on_over_pages_do_not_make_a_file_wrapped(self) -> None:
        text = [
            line
            for n in range(8)
            for line in (
                Line(3 * n + 1, f"{LONG} and", gap=True),
                Line(3 * n + 2, "rest.", gap=True, page_break=True),
                Line(3 * n + 3, f"Naps help nurses of ward {n}."),
            )
        ]
        found = with_breaks(text)
        assert {line.fresh for line in found[2::3]} == {0.75}
        assert {line.fresh for line in found[1::3]} == {None}

    def test_a_page_in_an_unwrapped_file_ends_a_paragraph(self) -> None:
        text = self.unwrapped()
        text[4] = replace(text[4], gap=True, page_break=True)
        text[8] = replace(text[8], gap=True)
        found = with_breaks(text)
        # Blank lines say enough; the edge of a page says nothing.
        assert (found[4].fresh, found[8].fresh) == (0.75, None)

    def test_a_title_may_be_broken_by_force(self) -> None:
        title = [Line(1, "Naps."), Line(2, "Rotas in small and", gap=True), Line(3, "in large wards", fresh=1.0)]
        assert with_breaks(title)[2].fresh != 1.0
        # A sentence has ended, or a name begins: the break may mean what it says.
        for first, second in (("Rotas in wards.", "naps"), ("Rotas in wards", "Royal Ward Trust")):
            assert with_breaks([Line(1, first, gap=True), Line(2, second, fresh=1.0)])[1].fresh == 1.0

    def test_a_break_by_force_in_one_title_leaves_other_paragraphs_alone(self) -> None:
        text = [
            Line(1, "Rotas in small and", gap=True),
            Line(2, "in large wards", fresh=1.0),
            Line(3, "Naps are:", gap=True),
            Line(4, "Short", fresh=1.0),
        ]
        assert [line.fresh == 1.0 for line in with_breaks(text)] == [False, False, False, True]

    def test_nothing_has_no_breaks(self) -> None:
        assert with_breaks([]) == []
