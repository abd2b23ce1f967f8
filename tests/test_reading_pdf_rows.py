"""Words with their places on pages become rows, and rows become lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefqa.reading.lines import Link, Style
from briefqa.reading.pdf_rows import (
    RAISED,
    Row,
    Word,
    lines_of,
    rows_of,
    with_furniture_marked,
)
from laid_out import LEADING, LEFT, NAPS, PLAIN, SPACE, WIDE, texts, words

BOLD = Style(size=10, bold=True)
# As high as a page is.
PAGE = 800.0
URL = "https://a.uk/x"


def row(text: str, y: float, page: int = 1, number: int = 1, x: float = LEFT, style: Style = PLAIN) -> Row:
    (found,) = rows_of(words(text, y, x, style), page)
    return replace(found, number=number, height=1 - y / PAGE)


def page_of(*texts: str, page: int = 1, top: float = 790.0, leading: float = LEADING) -> list[Row]:
    return [row(text, top - leading * i, page, i + 1) for i, text in enumerate(texts)]


class TestRows:
    def test_words_at_one_height_make_a_row(self) -> None:
        (found,) = rows_of(words("Naps help nurses", 700), 3)
        assert (found.text, found.page) == ("Naps help nurses", 3)
        assert (found.left, found.right) == (72.0, 72 + 14 * WIDE + 2 * SPACE)
        assert (found.bottom, found.top, found.size) == (700, 710, 10)
        assert (found.number, found.furniture) == (0, False)

    def test_words_at_another_make_another(self) -> None:
        assert texts(rows_of([*words("Naps help", 700), *words("nurses", 688)], 1)) == ["Naps help", "nurses"]

    def test_a_raised_character_stays_with_its_word(self) -> None:
        raised = Word("2", 95, 700 + RAISED - 2, 98, 706 + RAISED - 2, Style(size=6))
        (found,) = rows_of([*words("Naps", 700), raised, *words("help", 700, 101)], 1)
        assert (found.text, found.bottom, found.size) == ("Naps 2 help", 700, 10)

    def test_the_widest_word_says_how_high_a_row_stands(self) -> None:
        small = Word("a", LEFT, 703, 75, 709, Style(size=6))
        (found,) = rows_of([small, *words("Nightingales", 700, 78)], 1)
        assert (found.main.text, found.bottom, found.size) == ("Nightingales", 700, 10)

    def test_a_wide_gap_parts_rows(self) -> None:
        assert texts(rows_of([*words("Reviews", 700), *words("12", 700, 400)], 1)) == ["Reviews", "12"]

    def test_what_is_drawn_further_left_starts_a_row(self) -> None:
        assert texts(rows_of([*words("12", 700, 400), *words("Reviews", 700)], 1)) == ["12", "Reviews"]

    def test_no_words_make_no_rows(self) -> None:
        assert rows_of([], 1) == []


class TestFurniture:
    BODY = ("Porters who", "sleep at night", "work by day")

    def pages(self, *edges: str, y: float = 790.0, apart: float = 0.0) -> list[list[Row]]:
        """Pages that differ in their text, each with a line of its own at one height."""
        return [
            [
                row(edge, y - apart * page, page, 1),
                *(row(f"{text} {'x' * page}", 500, page, 2) for text in self.BODY[:1]),
            ]
            for page, edge in enumerate(edges, start=1)
        ]

    def marked(self, pages: list[list[Row]]) -> list[str]:
        return [one.text for one in with_furniture_marked(pages) if one.furniture]

    @pytest.mark.parametrize("y", [790.0, 20.0])
    def test_what_heads_or_foots_several_pages_is_marked(self, y: float) -> None:
        assert self.marked(self.pages("Ward Life", "Ward Life", y=y)) == ["Ward Life"] * 2

    def test_numbers_may_differ(self) -> None:
        assert self.marked(self.pages("Page 1 of 3", "Page 2 of 3", "Page 3 of 3")) == [
            f"Page {n} of 3" for n in (1, 2, 3)
        ]

    def test_nothing_is_lost_and_all_keep_their_order(self) -> None:
        pages = self.pages("Ward Life", "Ward Life")
        assert [replace(one, furniture=False) for one in with_furniture_marked(pages)] == [*pages[0], *pages[1]]

    def test_other_words_are_not(self) -> None:
        assert self.marked(self.pages("Ward Life", "Rest", "Naps")) == []

    def test_nor_is_the_same_at_another_height(self) -> None:
        assert self.marked(self.pages("Ward Life", "Ward Life", apart=20)) == []
        # A point more or less is the same to the eye.
        assert self.marked(self.pages("Ward Life", "Ward Life", apart=1)) == ["Ward Life"] * 2

    def test_nor_what_stands_in_the_middle(self) -> None:
        assert self.marked(self.pages("Ward Life", "Ward Life", y=400)) == []

    def test_two_pages_of_many_are_not_enough(self) -> None:
        rest = [f"Ward {name}" for name in ("Ash", "Birch", "Cedar", "Elm")]
        assert self.marked(self.pages("Ward Life", "Ward Life", *rest)) == []
        assert self.marked(self.pages("Ward Life", "Ward Life", "Ward Life", *rest)) == ["Ward Life"] * 3

    def test_nor_is_text_among_many_lines_at_a_pages_head(self) -> None:
        pages = [page_of(*(f"{c}{'y' * page} naps" for c in "abcde"), "Rest", *"vwxyz", page=page) for page in (1, 2)]
        assert "Rest" not in self.marked(pages)

    def test_nor_is_a_line_that_comes_back_close_to_the_text(self) -> None:
        pages = [page_of("Abstract only", *(f"{c}{'y' * page} naps" for c in "abcdefgh"), page=page) for page in (1, 2)]
        assert self.marked(pages) == []

    def test_nor_what_comes_back_inside_of_a_line_that_does_not(self) -> None:
        first, second = self.pages("Ward Life", "Ward Life", y=760)
        outer = [row(f"Rotas on {'x' * page}", 800, page, 9) for page in (1, 2)]
        assert self.marked([[outer[0], *first], [outer[1], *second]]) == []

    def test_pages_without_text_count_for_nothing(self) -> None:
        pages = self.pages("Ward Life", "Ward Life")
        assert self.marked([*pages, [], [], [], []]) == ["Ward Life"] * 2

    def test_no_pages_have_none(self) -> None:
        assert with_furniture_marked([]) == []


class TestLines:
    def test_a_row_becomes_a_line(self) -> None:
        (line,) = lines_of([row("Naps help", 600, page=2, number=7)])
        assert (line.text, line.page, line.number, line.height) == ("Naps help", 2, 7, 0.25)
        assert (line.style, line.turns, line.links) == (PLAIN, (), ())
        assert (line.gap, line.page_break, line.fresh) == (False, False, None)
        assert (line.contents, line.furniture) == (False, False)

    def test_looks_and_links_are_kept(self) -> None:
        (found,) = rows_of([*words("Naps help", 600, style=BOLD, target=URL), *words("nurses", 600, 125)], 1)
        (line,) = lines_of([found])
        assert (line.text, line.turns, line.looks) == ("Naps help nurses", (10,), (BOLD, PLAIN))
        assert line.links == (Link(0, 9, URL),)
        assert line.style == BOLD

    def test_more_space_than_usual_is_a_gap(self) -> None:
        rows = page_of(*NAPS)
        assert not any(line.gap for line in lines_of(rows))
        apart = [*rows, *page_of("Rest", top=rows[-1].bottom - 2 * LEADING)]
        assert [line.gap for line in lines_of(apart)] == [*[False] * len(NAPS), True]

    def test_so_is_what_stands_higher_than_the_line_before(self) -> None:
        assert [line.gap for line in lines_of([row("Naps", 600), row("Rest", 700)])] == [False, True]

    def test_double_spaced_text_has_none(self) -> None:
        assert not any(line.gap for line in lines_of(page_of(*NAPS, leading=2 * LEADING)))

    def test_paragraphs_of_a_line_each_have_their_gaps(self) -> None:
        rows, y = [], 790.0
        for i, text in enumerate(NAPS * 2):
            # Only some of them take a second line.
            y -= LEADING if i % 3 == 1 else 2 * LEADING
            rows.append(row(text, y, number=i + 1))
        assert [line.gap for line in lines_of(rows)] == [bool(i) and i % 3 != 1 for i in range(len(rows))]

    def test_a_page_ends_lines_too(self) -> None:
        found = list(lines_of([*page_of(*NAPS), *page_of("Rest", page=2)]))
        assert [(line.gap, line.page_break) for line in found] == [*[(False, False)] * len(NAPS), (True, True)]

    def test_a_break_is_the_writers_where_the_next_word_had_room(self) -> None:
        full = "Porters who sleep by day and work at night"
        rows = page_of(full, "and say so.", "Nurses do as well", full)
        assert [line.fresh for line in lines_of(rows)] == [None, 0.0, 1.0, 1.0]

    def test_a_long_word_had_none(self) -> None:
        full = "Porters who sleep by day and work at night"
        rows = page_of(full, "They tell us of rotas and of", "otorhinolaryngological wards", full)
        assert [line.fresh for line in lines_of(rows)][2] == 0.0

    def test_one_long_line_is_no_margin_of_many(self) -> None:
        wrapped = ["Porters sleep by day and work at night"] * 80
        rows = page_of(*wrapped, leading=9)
        stray = row("Porters sleep by day and work at night and this line runs over the margin", 20, number=81)
        assert [line.fresh for line in lines_of([*rows, stray])][1:] == [0.0] * 80

    def test_furniture_stands_outside_the_text(self) -> None:
        rows = page_of("Porters who", "Ward Life", "sleep at night")
        rows[1] = replace(rows[1], furniture=True)
        found = list(lines_of(rows))
        assert [line.furniture for line in found] == [False, True, False]
        assert (found[1].gap, found[1].page_break, found[1].fresh) == (False, False, None)

    def test_links_into_the_file_make_contents(self) -> None:
        inside = [replace(word, internal=True) for word in words("Reviews 4", 700)]
        (whole,), (part,) = rows_of(inside, 1), rows_of([*inside[:1], *words("4", 700, 110)], 1)
        assert [line.contents for line in lines_of([whole])] == [True]
        assert [line.contents for line in lines_of([part])] == [False]

    def test_what_shows_nothing_is_no_line(self) -> None:
        hidden = Row((Word("\u200b", 72, 600, 77, 610, PLAIN),), Word("\u200b", 72, 600, 77, 610, PLAIN), 1)
        assert [line.text for line in lines_of([hidden, row("Naps", 590)])] == ["Naps"]

    def test_no_rows_make_no_lines(self) -> None:
        assert list(lines_of([])) == []


def _top(text: str, page: int, target: str = "") -> Row:
    word = Word(text, 50.0, 760.0, 50.0 + 5 * len(text), 770.0, Style(size=10.0), target)
    return Row((word,), word, page, number=1, height=0.05)


@pytest.mark.parametrize(
    ("rows", "furniture"),
    [
        ([_top(f"Page {page} of 9", page) for page in (1, 2, 3)], True),
        ([_top(f"Briefing {page + 4}", page) for page in (1, 2, 3)], True),
        ([_top("Ward Life 2024", page) for page in (1, 2, 3)], True),
        ([_top(f"Rota design number {number}", page) for page, number in ((1, 3), (2, 9), (3, 8))], False),
        ([_top(f"NHS England, March {2018 + page}", page) for page in (1, 2, 3)], False),
        ([_top(f"Staff survey {page}", page, f"https://example.org/{page}") for page in (1, 2, 3)], False),
        ([_top("Ward Life", page, "https://example.org/") for page in (1, 2, 3)], True),
        ([_top("• rest", page) for page in (1, 2, 3)], False),
    ],
    ids=["pages", "issues", "same", "numbers", "years", "links", "one link", "items"],
)
def test_what_comes_back_is_furniture_where_it_is_the_same_or_counts_pages(rows: list[Row], *, furniture: bool) -> None:
    marked = with_furniture_marked([[row] for row in rows])
    assert [row.furniture for row in marked] == [furniture] * 3


def test_type_that_grows_starts_a_line_of_its_own() -> None:
    def row(text: str, size: float, bottom: float, number: int) -> Row:
        word = Word(text, 50.0, bottom, 50.0 + 0.5 * size * len(text), bottom + size, Style(size=size))
        return Row((word,), word, 1, number=number, height=0.5)

    body = [row("x" * 80, 10.0, 700.0 - 12 * i, i + 1) for i in range(4)]
    *_, heading = lines_of([*body, row("y" * 75, 14.0, 652.0, 5)])
    assert heading.fresh == 1.0
