"""What counts about two neighbouring lines is seen on them."""

from __future__ import annotations

import pytest

from briefqa.reading.lines import Line, Style
from briefqa.reading.looking import look
from briefqa.reading.names import NO_NAMES
from briefqa.reading.neighbours import Pair, pair_of


def pair(before: str | Line, line: str | Line, *, compact: bool = False) -> Pair:
    lines = [
        Line(1, before) if isinstance(before, str) else before,
        Line(2, line) if isinstance(line, str) else line,
    ]
    first, second = look(lines, NO_NAMES)
    return pair_of(first, second, compact=compact)


def test_what_counts_about_a_pair_is_seen_on_its_lines() -> None:
    between = pair("Naps, and", Line(2, "• rest", gap=True, fresh=1.0, style=Style(bold=True)))
    assert (between.gap, between.fresh, between.item, between.small) == (True, 1.0, True, False)
    assert (between.terminal, between.cut_short, between.dangling, between.restyled) == (False, True, True, True)
    assert pair("Naps help:", "rest").stopped == ":"
    assert pair("Naps help", "rest").stopped == ""
    assert (pair("They are:", "Rest").terminal, pair("They are:", "Rest").ended) == (True, False)
    assert pair('He said "yes."', "Rest").ended


def test_the_first_line_has_none_before_it() -> None:
    (here,) = look([Line(1, "Rotas")], NO_NAMES)
    first = pair_of(None, here, compact=False)
    assert first.first
    assert not first.cut_short
    assert not pair("a", "b").first


@pytest.mark.parametrize(("page_break", "cut_short"), [(False, False), (True, True)])
def test_a_list_item_of_several_lines_ends_without_a_stop_but_for_a_pages_end(
    *, page_break: bool, cut_short: bool
) -> None:
    lines = [Line(1, "• Naps, which"), Line(2, "nurses take"), Line(3, "Rotas", gap=True, page_break=page_break)]
    _, last, here = look(lines, NO_NAMES)
    between = pair_of(last, here, compact=False)
    assert (between.cut_short, between.before_item) == (cut_short, not cut_short)


def test_a_notice_is_told() -> None:
    assert pair("Contact: library@nhs.net", "Rotas").notice
    assert not pair("Naps help nurses.", "Rotas").notice
