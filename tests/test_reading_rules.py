"""Lines that show no word part what stands above and below, and are no text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.reading.layout import Part, read_layout
from briefqa.reading.lines import Document, Line
from briefqa.reading.rules import without_rules
from briefqa.reading.text import read_text

ENTRIES = (
    "Rotas and rest\nBMC Medicine 9(1), 2021\n\nNaps help nurses. They slept better.\n\n",
    "Pay of porters\nBMC Medicine 9(2), 2021\n\nPay helps, too. Porters stayed longer.\n\n",
    "Meals at night\nNursing Times, May 2022\n\nHot meals were served. Staff liked them.\n",
)


@pytest.mark.parametrize("rule", ["* * *", "***", "-----", "– – –", "________", "~~~~", "•", "#", "…", "* *", "◆"])
def test_stand_between_entries(rule: str) -> None:
    text = f"Evidence Brief: Ward life\n\nReviews\n\n{ENTRIES[0]}{rule}\n\n{ENTRIES[1]}{rule}\n\n{ENTRIES[2]}"
    layout = read_layout(read_text(text.encode(), Path("x.txt")), file="x.txt", sha256="0" * 64)
    assert [(entry.section, entry.title, entry.abstract) for entry in layout.brief.entries] == [
        (("Reviews",), "Rotas and rest", "Naps help nurses. They slept better."),
        (("Reviews",), "Pay of porters", "Pay helps, too. Porters stayed longer."),
        (("Reviews",), "Meals at night", "Hot meals were served. Staff liked them."),
    ]
    printed = text.splitlines()
    assert [one.line for one in layout.lines if one.part is Part.MARKUP] == [
        number for number, line in enumerate(printed, 1) if line == rule
    ]
    assert [one.line for one in layout.lines] == [number for number, line in enumerate(printed, 1) if line]


@pytest.mark.parametrize("mark", ["•", "*", "–"])
def test_a_mark_right_above_its_text_is_none(mark: str) -> None:
    lines = [Line(1, "Naps help."), Line(2, mark, gap=True), Line(3, "Meals help.")]
    assert without_rules(lines) == (lines, [])


@pytest.mark.parametrize("text", ["3.2", "- a -", "£££", "(*)", "???", "A"])
def test_what_shows_a_sign_that_is_read_is_none(text: str) -> None:
    lines = [Line(1, text, gap=True), Line(3, "Rotas", gap=True)]
    assert without_rules(lines) == (lines, [])


def test_what_the_file_marks_stays() -> None:
    lines = [Line(1, "-----", furniture=True), Line(2, ".....", contents=True)]
    assert without_rules(lines) == (lines, [])


def test_what_follows_stands_apart_and_keeps_the_pages_end() -> None:
    lines = [Line(1, "Naps help."), Line(2, "---", page_break=True), Line(3, "==="), Line(4, "Rotas")]
    text, rules = without_rules(lines)
    assert [(line.text, line.gap, line.page_break) for line in text] == [
        ("Naps help.", False, False),
        ("Rotas", True, True),
    ]
    assert [line.number for line in rules] == [2, 3]


def test_a_file_of_nothing_else_has_no_entries() -> None:
    lines = tuple(Line(number, "-----") for number in range(1, 4))
    layout = read_layout(Document(lines), file="x.txt", sha256="0" * 64)
    assert layout.brief.entries == ()
    assert [one.part for one in layout.lines] == [Part.MARKUP] * 3


@given(st.lists(st.sampled_from(["---", "*", "Rotas", "• a", "…", "12"]), max_size=8), st.booleans())
def test_no_line_is_lost(texts: list[str], gap: bool) -> None:
    lines = [Line(number, text, gap=gap) for number, text in enumerate(texts, 1)]
    text, rules = without_rules(lines)
    assert sorted(line.number for line in (*text, *rules)) == [line.number for line in lines]
