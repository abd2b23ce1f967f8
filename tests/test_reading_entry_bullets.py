"""Bullets of entries go; those of lists stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.reading import read_brief
from briefqa.reading.entry_bullets import without_entry_bullets
from briefqa.reading.lines import PLAIN, Line, Link, Style
from briefqa.reading.text import read_text

WARDS = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch")


def lines_of(text: str) -> tuple[Line, ...]:
    return read_text(text.encode(), Path("brief.txt")).lines


def read(text: str) -> list[str]:
    return [line.text for line in without_entry_bullets(lines_of(text))]


def entries(bullet: str, count: int = 6, abstract: str = "Naps help.", *, between: str = "", apart: str = "\n") -> str:
    return f"\n{apart}".join(
        f"{bullet}Rotas on {ward} Ward\n{between}BMC Medicine {n}(1), 2020\n{abstract}"
        for n, ward in enumerate(WARDS[:count], start=3)
    )


@pytest.mark.parametrize("bullet", ["• ", "•", "▪ ", "– ", "- ", "* ", "o "])
@pytest.mark.parametrize("apart", ["\n", ""])
@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_the_bullets_of_entries_are_taken_off(bullet: str, apart: str, count: int) -> None:
    lines = without_entry_bullets(lines_of(entries(bullet, count, apart=apart)))
    assert [line.text for line in lines[::3]] == [f"Rotas on {ward} Ward" for ward in WARDS[:count]]
    assert {(line.counted, line.fresh) for line in lines[::3]} == {(True, 1.0)}
    assert not any(line.counted for line in (*lines[1::3], *lines[2::3]))


def test_something_may_stand_between_a_title_and_its_source() -> None:
    between = "  and in theatres\n  Abstract only*\n\n  Smith J, Patel R\n"
    assert read(entries("• ", between=between))[::6] == [f"Rotas on {ward} Ward" for ward in WARDS[:6]]


def test_a_source_may_stand_on_the_bulleted_line() -> None:
    text = "\n\n".join(f"• Rotas on a ward Sleep Medicine {n}(1), 2020\nNaps help." for n in range(1, 6))
    assert read(text)[::2] == [f"Rotas on a ward Sleep Medicine {n}(1), 2020" for n in range(1, 6)]


def test_an_entry_whose_source_has_no_date_loses_its_bullet_too() -> None:
    text = entries("• ") + "\n\n• Rotas in Wales\n  Nursing Council\n  Naps help."
    assert read(text)[-3] == "Rotas in Wales"


@pytest.mark.parametrize("item", ["- ", "▪ ", "  • ", "• "])
def test_lists_keep_their_bullets(item: str) -> None:
    text = entries("• ").replace("Naps help.", f"Naps are\n{item}short\n{item}deep", 1)
    assert read(text)[2:6] == ["Naps are", f"{item.strip()} short", f"{item.strip()} deep", "Rotas on Birch Ward"]


@pytest.mark.parametrize("abstract", ["• Naps help", "• Naps help.", "Naps are\n• short\n• deep", "• Naps\n  help."])
@pytest.mark.parametrize("apart", ["\n", ""])
def test_a_lists_last_item_is_no_entry_however_near_the_next_source_stands(abstract: str, apart: str) -> None:
    text = entries("", 7, abstract, apart=apart)
    assert read(text) == [line.text for line in lines_of(text)]


def test_the_meaning_of_asterisks_keeps_them() -> None:
    text = "* Abstract only\n** NHS OpenAthens account required\n\n" + entries("* ")
    assert read(text)[:2] == ["* Abstract only", "** NHS OpenAthens account required"]


def test_lists_among_linked_titles_keep_their_bullets() -> None:
    link, bold = "https://a.uk", Style(bold=True)
    lines = []
    for n in range(1, 7):
        title = Line(4 * n, "• Rotas", gap=True, turns=(2,), looks=(PLAIN, bold), links=(Link(2, 7, link),))
        source = Line(4 * n + 1, f"BMC Medicine {n}(1), 2020", gap=True, fresh=1.0)
        lines += [title, source, *(Line(4 * n + more, "• Short naps", gap=True, fresh=1.0) for more in (2, 3))]
    back = without_entry_bullets(lines)
    assert [line.text for line in back[:4]] == ["Rotas", "BMC Medicine 1(1), 2020", "• Short naps", "• Short naps"]
    assert (back[0].links, back[0].turns, back[0].style) == ((Link(0, 5, link),), (), bold)


def test_nothing_has_no_bullets() -> None:
    assert without_entry_bullets([]) == []


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_brief_of_bulleted_entries_is_read(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"brief{suffix}"
    text = "\n\n".join(
        f"- Rotas on {ward} Ward\n  BMC Medicine {n}(1), 2020\n\n  Naps are:\n\n  - short\n  - deep and long"
        for n, ward in enumerate(WARDS, start=3)
    )
    file.write_text(f"Sleep\n\n{text}\n", encoding="utf-8")
    found = read_brief(file).brief.entries
    assert [entry.title for entry in found] == [f"Rotas on {ward} Ward" for ward in WARDS]
    assert all("short" in entry.abstract and "deep and long" in entry.abstract for entry in found)
