"""What is known of a brief's body as a whole."""

from __future__ import annotations

import pytest

from briefqa.reading.lines import Line
from briefqa.reading.looking import look
from briefqa.reading.setting import is_compact
from weighed import MET


class TestCompact:
    @staticmethod
    def entries(count: int, *, source_gap: bool = False, abstract_gap: bool = False, entry_gap: bool = True) -> bool:
        lines = []
        for n in range(1, count + 1):
            lines += [
                Line(3 * n, "Rotas in small wards", gap=entry_gap),
                Line(3 * n + 1, f"BMC Medicine {n}(1), 2020", gap=source_gap),
                Line(3 * n + 2, "Naps help.", gap=abstract_gap),
            ]
        return is_compact(look(lines, MET))

    def test_blank_lines_between_entries_only(self) -> None:
        assert self.entries(4)

    def test_not_with_others_or_none_or_too_few_entries(self) -> None:
        assert not self.entries(3)
        assert not self.entries(4, source_gap=True)
        assert not self.entries(4, abstract_gap=True)
        assert not self.entries(4, entry_gap=False)
        assert not is_compact([])

    @pytest.mark.parametrize(("gaps", "compact"), [(1, False), (2, False), (3, True)])
    def test_not_where_hardly_any_blank_line_is(self, gaps: int, *, compact: bool) -> None:
        lines = []
        for n in range(6):
            title = Line(3 * n, "Rotas in small wards", gap=n < gaps)
            lines += [title, Line(3 * n + 1, f"BMC Medicine {n}(1), 2020"), Line(3 * n + 2, "Naps help.")]
        assert is_compact(look(lines, MET)) is compact
