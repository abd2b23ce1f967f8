"""Rows of a page are put into the order they are read in, also where they stand in columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.reading.pdf_columns import holds_columns, in_reading_order
from briefqa.reading.pdf_rows import Row, rows_of
from laid_out import LEADING, LEFT, NAPS, RIGHT, texts, words


class TestReadingOrder:
    def test_goes_from_top_to_bottom_however_a_page_is_drawn(self) -> None:
        drawn = [*words("Rest", 676), *words("Naps", 700), *words("Wards", 688)]
        assert texts(in_reading_order(rows_of(drawn, 1))) == ["Naps", "Wards", "Rest"]

    def test_keeps_parts_of_one_height_together(self) -> None:
        drawn = [*words("12", 700, 400), *words("Reviews", 701), *words("Rest", 688)]
        ordered = in_reading_order(rows_of(drawn, 1))
        assert texts(ordered) == ["Reviews 12", "Rest"]
        assert (ordered[0].left, ordered[0].right) == (72, 410)

    def columns(self, count: int) -> list[Row]:
        drawn = words("Rotas in wards: what nurses, porters and managers of all wards say of nights", 760)
        for i in range(count):
            drawn += words(f"Left side {'abcdefghijkl'[i]}", 740 - LEADING * i)
            drawn += words(f"Right side {'abcdefghijkl'[i]}", 740 - LEADING * i, RIGHT)
        return rows_of(drawn, 1)

    def test_goes_down_one_column_and_then_the_other(self) -> None:
        ordered = texts(in_reading_order(self.columns(8)))
        assert ordered[0].startswith("Rotas in wards")
        assert ordered[1:] == [f"{side} side {letter}" for side in ("Left", "Right") for letter in "abcdefgh"]

    def test_a_few_such_rows_are_no_columns(self) -> None:
        assert texts(in_reading_order(self.columns(3)))[1:] == [f"Left side {c} Right side {c}" for c in "abc"]

    def test_a_line_across_ends_both_columns(self) -> None:
        across = words("Rest in wards: what nurses, porters and managers of all wards say of their days", 600)
        below = [*words("Left side z", 580), *words("Right side z", 580, RIGHT)]
        ordered = texts(in_reading_order([*self.columns(8), *rows_of([*across, *below], 1)]))
        assert [text.split()[0] for text in ordered] == [
            *["Rotas", *["Left"] * 8, *["Right"] * 8],
            *["Rest", "Left", "Right"],
        ]

    def test_numbers_beside_lines_are_no_column(self) -> None:
        drawn = []
        for i, text in enumerate(NAPS):
            drawn += [*words(f"{text} of wards", 700 - LEADING * i), *words(str(i), 700 - LEADING * i, 500)]
        ordered = texts(in_reading_order(rows_of(drawn, 1)))
        assert ordered == [f"{text} of wards {i}" for i, text in enumerate(NAPS)]

    def test_nothing_has_no_order(self) -> None:
        assert in_reading_order([]) == []

    @given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 60)), max_size=30))
    def test_no_word_is_lost(self, places: list[tuple[int, int]]) -> None:
        drawn = [word for i, (x, y) in enumerate(places) for word in words(f"w{i}", y * 12.0, float(x))]
        ordered = in_reading_order(rows_of(drawn, 1))
        assert sorted(word.text for found in ordered for word in found.words) == sorted(word.text for word in drawn)

    @pytest.mark.parametrize("lower", [0.0, 5.0])
    @pytest.mark.parametrize("right_first", [False, True])
    def test_a_few_rows_are_columns_where_one_is_drawn_behind_the_other(
        self, lower: float, *, right_first: bool
    ) -> None:
        left = [word for i, c in enumerate("abcdef") for word in words(f"Left side {c}", 740 - LEADING * i)]
        right = [
            word for i, c in enumerate("abc") for word in words(f"Right side {c}", 740 - lower - LEADING * i, RIGHT)
        ]
        drawn = [*right, *left] if right_first else [*left, *right]
        ordered = texts(in_reading_order(rows_of([*words("Rotas in wards", 770), *drawn], 1)))
        assert ordered == ["Rotas in wards", *[f"Left side {c}" for c in "abcdef"], *[f"Right side {c}" for c in "abc"]]

    def test_a_line_across_shows_that_no_columns_are_beside_it(self) -> None:
        left = [word for i, c in enumerate("abc") for word in words(f"Left side {c}", 740 - LEADING * i)]
        across = words("Rest in wards: what nurses, porters and managers of all wards say of days", 740 - LEADING, LEFT)
        right = [word for i, c in enumerate("abc") for word in words(f"Right side {c}", 740 - LEADING * i, RIGHT)]
        assert len(in_reading_order(rows_of([*left, *across, *right], 1))) == 3


class TestColumnsThatWereNotToldApart:
    def test_show_in_several_rows_with_text_on_both_sides(self) -> None:
        drawn = []
        for i in range(3):
            drawn += [*words(f"Left side {i}", 740 - LEADING * i), *words(f"Right side {i}", 740 - LEADING * i, RIGHT)]
        ordered = in_reading_order(rows_of(drawn, 1))
        assert len(ordered) == 3
        assert holds_columns(ordered)
        assert not holds_columns(ordered[:2])

    def test_are_none_where_numbers_or_dates_stand_beside_lines(self) -> None:
        drawn = []
        for i, text in enumerate(NAPS):
            drawn += [*words(text, 740 - LEADING * i), *words(f"May {2020 + i}", 740 - LEADING * i, RIGHT)]
        assert not holds_columns(in_reading_order(rows_of(drawn, 1)))
