"""Numbers of entries go; those of lists, headings and dates stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.reading.entry_numbers import without_entry_numbers
from briefqa.reading.lines import PLAIN, Line, Link, Style
from briefqa.reading.text import read_text

WARDS = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch")


def read(text: str) -> list[str]:
    return [line.text for line in without_entry_numbers(read_text(text.encode(), Path("brief.txt")).lines)]


def entries(numbers: list[str], between: str = "") -> str:
    return "\n\n".join(
        f"{number}Rotas on {ward} Ward\n{between}BMC Medicine {n}(1), 2020\nNaps help."
        for n, (number, ward) in enumerate(zip(numbers, WARDS, strict=False), start=3)
    )


@pytest.mark.parametrize("form", ["{}. ", "{}) ", "[{}] "])
def test_numbers_that_count_on_are_taken_off(form: str) -> None:
    read_back = read(entries([form.format(n) for n in range(1, 6)]))
    assert read_back[::3] == [f"Rotas on {ward} Ward" for ward in WARDS[:5]]
    assert read_back[1::3] == [f"BMC Medicine {n}(1), 2020" for n in range(3, 8)]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_few_numbers_are_taken_off_where_every_source_has_one(count: int) -> None:
    text = entries([f"{n}. " for n in range(1, count + 1)], between="NHS OpenAthens account required\n")
    assert read(text)[::4] == [f"Rotas on {ward} Ward" for ward in WARDS[:count]]
    assert read(entries(["1. ", "1. ", "2. "]))[::3] == [f"Rotas on {ward} Ward" for ward in WARDS[:3]]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("gap", [True, False])
def test_few_numbered_headings_stay(count: int, *, gap: bool) -> None:
    lines = []
    for n in range(1, count + 1):
        heading, title = Line(3 * n, f"{n}. Reviews {n}", gap=True), Line(3 * n + 1, "Rotas", gap=gap, fresh=0.75)
        lines += [heading, title, Line(3 * n + 2, f"BMC Medicine {n}(1), 2020", fresh=0.75)]
    assert without_entry_numbers(lines) == lines


def test_numbers_may_start_again_in_each_section() -> None:
    text = entries(["1. ", "2. ", "3. ", "1. ", "2. ", "3. ", "4. "])
    assert read(text)[::3] == [f"Rotas on {ward} Ward" for ward in WARDS]


def test_something_may_stand_between_a_title_and_its_source() -> None:
    text = entries([f"{n}. " for n in range(1, 7)], between="Abstract only*\nhttps://a.uk\n")
    assert read(text)[::5] == [f"Rotas on {ward} Ward" for ward in WARDS[:6]]


def test_a_source_may_stand_on_the_numbered_line() -> None:
    text = "\n\n".join(f"{n}. Rotas on a ward Sleep Medicine {n}(1), 2020\nNaps help." for n in range(1, 6))
    assert read(text)[::2] == [f"Rotas on a ward Sleep Medicine {n}(1), 2020" for n in range(1, 6)]


def test_a_list_in_an_abstract_keeps_its_numbers() -> None:
    numbered = entries([f"{n}. " for n in range(1, 7)])
    text = numbered.replace("Naps help.", "Naps are:\n1. Short\n2. Free\n3. Deep", 1)
    back = read(text)
    assert back[2:6] == ["Naps are:", "1. Short", "2. Free", "3. Deep"]
    assert back[6] == "Rotas on Birch Ward"


@pytest.mark.parametrize(
    "numbers",
    [
        ["1. ", "2. ", "3. ", "4. ", "", "", ""],  # too few
        ["1. ", ""],
        ["2. ", "3. "],
        ["1. ", "3. ", "5. ", "7. ", "9. "],  # they do not count on
        ["", "", "", "", ""],
        ["2020 ", "2021 ", "2022 ", "2023 ", "2024 "],
    ],
)
def test_other_numbers_stay(numbers: list[str]) -> None:
    text = entries(numbers)
    assert read(text) == [line.text for line in read_text(text.encode(), Path("brief.txt")).lines]


def test_numbered_headings_stay() -> None:
    sections = [
        f"{n}. Section {ward}\n\n" + entries(["", "", ""]).replace("Rotas", f"{ward} rotas")
        for n, ward in enumerate(WARDS[:6], start=1)
    ]
    back = read("\n\n".join(sections))
    assert [text for text in back if "Section" in text] == [
        f"{n}. Section {ward}" for n, ward in enumerate(WARDS[:6], 1)
    ]


def test_a_title_is_known_to_have_stood_behind_a_number() -> None:
    numbered = read_text(entries([f"{n}. " for n in range(1, 7)]).encode(), Path("brief.txt")).lines
    titles = [line for line in without_entry_numbers(numbered) if line.text.startswith("Rotas")]
    others = [line for line in without_entry_numbers(numbered) if not line.text.startswith("Rotas")]
    # Nobody's margin puts a number where a line begins.
    assert {(line.counted, line.fresh) for line in titles} == {(True, 1.0)}
    assert {(line.counted, line.fresh) for line in others} == {(False, None)}
    assert not any(line.counted for line in numbered)


def test_lines_that_keep_their_numbers_are_not_counted() -> None:
    lines = read_text(entries(["1. ", "2. ", ""]).encode(), Path("brief.txt")).lines
    assert without_entry_numbers(lines) == list(lines)


@pytest.mark.parametrize("close", [True, False])
@pytest.mark.parametrize("items", [2, 3, 4])
def test_a_lists_last_item_is_no_entry_however_near_the_next_source_stands(items: int, *, close: bool) -> None:
    listed = "\n".join(f"{n}. Naps {'x' * n}" for n in range(1, items + 1))
    text = ("\n" if close else "\n\n").join(
        f"Rotas on {ward} Ward\nBMC Medicine {n}(1), 2020\nNaps are:\n{listed}" for n, ward in enumerate(WARDS, start=3)
    )
    assert read(text) == [line.text for line in read_text(text.encode(), Path("brief.txt")).lines]


@pytest.mark.parametrize(
    ("between", "taken"),
    [
        ("", True),
        ("Abstract only*", True),
        ("Smith J, Patel R", True),
        ("https://a.uk", True),
        ("Abstract only*\n\nSmith J, Patel R\n\nwww.a.uk", True),
        # A paragraph of its own: the number was no title's.
        ("Naps in wards", False),
    ],
)
def test_only_what_goes_with_a_title_may_stand_apart_between_it_and_its_source(between: str, *, taken: bool) -> None:
    text = entries([f"{n}. " for n in range(1, 7)], between=f"\n{between}\n\n" if between else "\n")
    assert ("Rotas on Ash Ward" in read(text)) is taken


def test_links_and_looks_move_with_the_text() -> None:
    link, bold = "https://a.uk", Style(bold=True)
    lines = []
    for n in range(1, 7):
        title = Line(
            2 * n, f"{n}. Rotas on wards", gap=True, turns=(3,), looks=(PLAIN, bold), links=(Link(3, 17, link),)
        )
        lines += [title, Line(2 * n + 1, f"BMC Medicine {n}(1), 2020")]
    first = without_entry_numbers(lines)[0]
    assert (first.text, first.links) == ("Rotas on wards", (Link(0, 14, link),))
    assert (first.number, first.gap, first.turns) == (2, True, ())


def test_a_link_that_holds_the_number_starts_at_the_title() -> None:
    lines = []
    for n in range(1, 7):
        title = Line(
            2 * n, f"{n}. Rotas on wards", turns=(8,), looks=(PLAIN, PLAIN), links=(Link(0, 8, "https://a.uk"),)
        )
        lines += [title, Line(2 * n + 1, f"BMC Medicine {n}(1), 2020")]
    first = without_entry_numbers(lines)[0]
    assert (first.links, first.turns) == ((Link(0, 5, "https://a.uk"),), (5,))


def test_nothing_has_no_numbers() -> None:
    assert without_entry_numbers([]) == []
