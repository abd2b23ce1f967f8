"""Lines that say what page it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.reading.furniture import without_furniture
from briefqa.reading.text import read_text

# Lines that differ in a number alone are pages' headers; these tell text apart.
WARDS = ("Ash Ward", "Birch Ward", "Cedar Ward", "Elm Ward")


def part(text: str) -> tuple[list[str], list[str]]:
    kept, furniture = without_furniture(read_text(text.encode(), Path("brief.txt")).lines)
    return [line.text for line in kept], [line.text for line in furniture]


@pytest.mark.parametrize("number", ["3", "Page 3", "page 3 of 18", "3/18", "3 of 18"])
def test_a_page_number_is_taken_out(number: str) -> None:
    assert part(f"Nurses who rotate\n\n{number}\n\nstay longer.") == (["Nurses who rotate", "stay longer."], [number])


@pytest.mark.parametrize("line", ["2023", "Page 3 sets out why.", "In 3 of 18 wards", "12-hour shifts"])
def test_a_line_that_only_resembles_a_page_number_stays(line: str) -> None:
    assert part(f"Rotas\n\n{line}\n\nNurses") == (["Rotas", line, "Nurses"], [])


def test_entries_that_differ_in_a_number_are_no_headers() -> None:
    titles = [f"Rotas for beginners: module {n}" for n in (1, 2, 3)]
    text = "\n\n".join(f"{title}\n\nNHS England, 2023\n\nHow to plan a rota." for title in titles)
    assert set(titles) <= set(part(text)[0])


def test_a_line_that_counts_pages_is_a_header() -> None:
    text = "\n\n".join(f"Nurses of {ward} stay.\n\nWard Life | Page {n} of 4" for n, ward in enumerate(WARDS, 1))
    assert part(text)[1] == [f"Ward Life | Page {n} of 4" for n in range(1, 5)]


@pytest.mark.parametrize(
    "form",
    ["Lesson {}: rotas", "Ward {} is new", "Chapter {}", "- {} naps a day", "Sleep Medicine 9({}), 2021"],
)
def test_other_lines_that_count_are_none(form: str) -> None:
    text = "\n\n".join(f"Nurses of {ward} stay.\n\n{form.format(n)}" for n, ward in enumerate(WARDS, 1))
    assert part(text)[1] == []


def test_a_header_is_the_same_on_all_pages_or_counts_on() -> None:
    text = "\n\n".join(
        f"Nurses of {ward} stay.\n\nPage {n} of Ward Life" for n, ward in zip((1, 5, 2, 9), WARDS, strict=True)
    )
    assert [line for line in part(text)[1] if "Ward Life" in line] == []


def test_items_that_count_on_where_sentences_go_on_are_text() -> None:
    text = "\n\n".join(
        f"Nurses of {ward} know\n\n{n}. who may delegate\n\nand what." for n, ward in enumerate(WARDS, 1)
    )
    assert part(text)[1] == []
    # Without its dot the number is a page's.
    assert part(text.replace(". who", " who"))[1] == [f"{n} who may delegate" for n in range(1, 5)]


def test_a_bare_number_in_a_paragraph_is_a_volume_unless_pages_are_numbered_so() -> None:
    volume = "Rotas\n\nJournal of Night Work\n72\n\nNurses of all wards sleep."
    assert part(volume)[1] == []
    assert part(f"{volume}\n\n3\n\nNaps help.")[1] == ["3"]
    numbered = "Nurses of all wards\n3\nsleep less.\nNaps help those who\n4\nwork at night."
    assert part(numbered)[1] == ["3", "4"]


def test_a_page_number_beside_a_header_cuts_into_a_paragraph_without_blank_lines() -> None:
    pages = "Nurses of {ward} say that\n{number}\n\fMarches Service\nthey stay longer.\n\n"
    text = "".join(pages.format(ward=ward, number=number) for number, ward in enumerate(WARDS[:3], start=2))
    kept, furniture = part(f"1\n\fMarches Service\n\n{text}")
    assert furniture == ["1", "Marches Service", "2", "Marches Service", "3", "Marches Service", "4", "Marches Service"]
    assert kept[:2] == ["Nurses of Ash Ward say that", "they stay longer."]


def test_numbers_below_what_comes_back_are_volumes_where_they_cut_into_no_sentence() -> None:
    entries = "".join(
        f"Rotas in {ward}: a review\nBMJ Open\n{volume}\nNurses stay.\n\n"
        for volume, ward in enumerate(WARDS, start=12)
    )
    kept, _ = part(f"1\n\nRotas\n\n{entries}2\n\nNurses stay.\n")
    assert [line for line in kept if line.isdigit()] == ["12", "13", "14", "15"]
