"""Running headers and page numbers go; nothing that belongs to an entry goes with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.reading.furniture import running_title, without_furniture
from briefqa.reading.text import read_text

HEADER = "Evidence Brief: Ward Life"
# Lines that differ in a number alone are pages' headers; these tell text apart.
WARDS = ("Ash Ward", "Birch Ward", "Cedar Ward", "Elm Ward")


def part(text: str) -> tuple[list[str], list[str]]:
    kept, furniture = without_furniture(read_text(text.encode(), Path("brief.txt")).lines)
    return [line.text for line in kept], [line.text for line in furniture]


def test_a_running_header_is_taken_out_wherever_it_stands() -> None:
    text = f"Nurses who rotate\n\n{HEADER}\n\nstay longer.\n\n{HEADER}\n\nRotas: a review\n"
    assert part(text) == (["Nurses who rotate", "stay longer.", "Rotas: a review"], [HEADER, HEADER])


@pytest.mark.parametrize(
    "headers",
    [
        ("Evidence Brief: Ward Life 2", "Evidence Brief: Ward Life 13"),
        ("2 Evidence Brief: Ward Life", "13 Evidence Brief: Ward Life"),
        ("EVIDENCE BRIEF – Ward Life", "EVIDENCE BRIEF – Ward Life"),
        ("Ward Life 1", "Ward Life 2", "Ward Life 3"),
        ("Knowledge Management Team", "Knowledge Management Team", "Knowledge Management Team"),
    ],
)
def test_a_header_may_carry_a_page_number_or_other_words(headers: tuple[str, ...]) -> None:
    text = "".join(
        f"Nurses of {ward} say they\n\n{header}\n\nstay longer.\n" for ward, header in zip(WARDS, headers, strict=False)
    )
    assert part(text)[1] == list(headers)


@pytest.mark.parametrize("number", ["3", "Page 3", "page 3 of 18", "3/18", "3 of 18"])
def test_a_page_number_is_taken_out(number: str) -> None:
    assert part(f"Nurses who rotate\n\n{number}\n\nstay longer.") == (["Nurses who rotate", "stay longer."], [number])


@pytest.mark.parametrize("line", ["2023", "Page 3 sets out why.", "In 3 of 18 wards", "12-hour shifts"])
def test_a_line_that_only_resembles_a_page_number_stays(line: str) -> None:
    assert part(f"Rotas\n\n{line}\n\nNurses") == (["Rotas", line, "Nurses"], [])


def test_a_line_after_furniture_is_marked() -> None:
    kept, _ = without_furniture(
        read_text(f"a\n\n{HEADER}\nb\n\n{HEADER}\n\n3\n\nc\n\nd".encode(), Path("brief.txt")).lines
    )
    assert [(line.text, line.gap, line.page_break) for line in kept] == [
        ("a", False, False),
        ("b", True, True),
        ("c", True, True),
        ("d", True, False),
    ]


def test_a_header_inside_a_paragraph_is_text() -> None:
    text = f"The team wrote\n{HEADER}\nand then\n{HEADER}\nonce more."
    assert part(text)[1] == []


@pytest.mark.parametrize(
    "line",
    [
        "NHS England, 2023",
        "NHS England",
        "Abstract only*",
        "NHS OpenAthens account required",
        "No abstract available.",
        "Key findings",
        "Conclusion:",
        "- Rotas",
    ],
)
def test_what_several_entries_share_is_no_header(line: str) -> None:
    text = "\n\n".join(f"Nurses of {ward} stay longer.\n\n{line}\n\n{ward} is new." for ward in WARDS)
    assert part(text)[1] == []


def test_entries_that_differ_in_a_number_are_no_headers() -> None:
    titles = [f"Rotas for beginners: module {n}" for n in (1, 2, 3)]
    text = "\n\n".join(f"{title}\n\nNHS England, 2023\n\nHow to plan a rota." for title in titles)
    assert set(titles) <= set(part(text)[0])


def test_the_header_names_the_brief() -> None:
    _, furniture = without_furniture(
        read_text(
            "3\n\na\n\nEvidence Brief: Ward – Life 3\n\nb\n\nEvidence Brief: Ward – Life 4".encode(), Path("b.txt")
        ).lines
    )
    assert running_title(furniture) == "Ward – Life"


def test_without_a_header_there_is_no_name() -> None:
    assert running_title([]) is None
