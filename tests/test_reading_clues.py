"""What is seen on a line by itself, and with the line behind it."""

from __future__ import annotations

import pytest

from briefqa.reading.clues import Clues, signature
from briefqa.reading.lines import Line, Link, Style
from briefqa.reading.looking import look
from briefqa.reading.names import NO_NAMES, Names

MET = Names(frozenset({"Porters Weekly"}))


def clues(*texts: str, gap: bool = False) -> list[Clues]:
    return look([Line(n, text, gap=gap) for n, text in enumerate(texts, start=1)], MET)


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
