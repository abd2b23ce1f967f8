"""Headings whose numbers count on are found; numbers of lists and entries are none of headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.reading import read_brief
from briefqa.reading.heading_numbers import numbered_headings
from briefqa.reading.text import read_text

ENTRY = "Rotas in wards\nBMC Medicine {n}(1), 2020\nNaps help.\n"


def found(text: str) -> list[str]:
    lines = read_text(text.encode(), Path("brief.txt")).lines
    return [lines[position].text for position in sorted(numbered_headings(lines))]


def sections(*headings: str, abstract: str = "Naps help.", entries: int = 2) -> str:
    entry = ENTRY.replace("Naps help.", abstract)
    return "".join(
        heading + "\n" + "".join(entry.format(n=2 * n + more) for more in range(entries if heading else 0))
        for n, heading in enumerate(headings, start=1)
    )


@pytest.mark.parametrize(
    "headings",
    [
        ("1. Policy", "2. Staff", "3. Rest"),
        ("1 Policy", "2 Staff", "3 Rest", "4 Pay"),
        ("1) Policy", "2) Staff", "3) Rest"),
        ("1. Policy\n1.1 Pay", "1.2 Law", "2. Staff\n2.1 Rest", "3. Training"),
        ("1. Policy", "1.1. Pay", "2. Staff\n2.1. Rest\n2.1.1. Naps", "2.2. Why rest?"),
    ],
)
def test_numbers_that_count_on_are_those_of_headings(headings: tuple[str, ...]) -> None:
    assert found(sections(*headings)) == "\n".join(headings).split("\n")


@pytest.mark.parametrize("items", [2, 3, 4, 5])
@pytest.mark.parametrize("place", range(8))
def test_a_list_in_an_abstract_does_not_disturb_them(items: int, place: int) -> None:
    listed = "Naps are\n" + "\n".join(f"{n}. Short {'x' * n}" for n in range(1, items + 1))
    headings = ("1. Policy", "2. Staff", "3. Rest", "4. Pay")
    text = sections(*headings).replace("Naps help.", "Naps.", place).replace("Naps help.", listed, 1)
    # Right behind "3. Short", the last heading, "4. Pay", may as well be the list's next item.
    expected = headings[:3] if (items, place) == (3, 5) else headings
    assert found(text) == list(expected)


@pytest.mark.parametrize(
    "text",
    [
        sections("1. Policy", "2. Staff"),
        sections("2. Policy", "3. Staff", "4. Rest"),
        sections("1. Policy", "3. Staff", "5. Rest"),
        sections("Policy", "Staff", "Rest", abstract="Naps are\n1. Short\n2. Free\n3. Deep"),
        "".join(f"{n}. {ENTRY.format(n=n)}" for n in range(1, 7)),
        "".join(f"{n}. Rotas\nSmith J, Patel R\nBMC Medicine {n}(1), 2020\nNaps.\n" for n in range(1, 7)),
        "".join(f"{n}. Rotas in\nwards\nBMC Medicine {n}(1), 2020\nNaps.\n" for n in range(1, 7)),
        sections("1. Policy is made.", "2. Staff nap.", "3. Rest helps."),
        sections("1. Policy", "2. Staff", "3. Rest", entries=1),
        "",
    ],
)
def test_other_numbers_are_none_of_headings(text: str) -> None:
    assert found(text) == []


def test_a_brief_without_blank_lines_has_its_sections(tmp_path: Path) -> None:
    headings = ("1. Policy and law", "2. Staff\n2.1 Turnover", "2.2 Overseas", "3. Training", "4. Wellbeing")
    long = "Nurses who work at night sleep less than five hours, and managers hold that rotas are hard to fill. " * 3
    file = tmp_path / "brief.txt"
    file.write_text("Evidence Brief: Sleep\n" + sections(*headings, abstract=long.strip()), encoding="utf-8")
    brief = read_brief(file).brief
    assert [entry.section[-1] for entry in brief.entries[::2]] == [
        "1. Policy and law",
        "2.1 Turnover",
        "2.2 Overseas",
        "3. Training",
        "4. Wellbeing",
    ]
    assert {entry.abstract for entry in brief.entries} == {long.strip()}
