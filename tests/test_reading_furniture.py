"""Running headers and page numbers go; nothing that belongs to an entry goes with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.reading.furniture import without_furniture
from briefqa.reading.lines import Line
from briefqa.reading.text import read_text

HEADER = "Evidence Brief: Ward Life"
# Lines that differ in a number alone are pages' headers; these tell text apart.
WARDS = ("Ash Ward", "Birch Ward", "Cedar Ward", "Elm Ward")
CITED = "Please acknowledge this work as: Evidence Brief: Ward Life. Jo Bell. (May 2024) UK: Library\n\n"


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


def test_a_title_that_reads_like_the_header_stays() -> None:
    pages = "".join(f"Nurses of {ward} who\n\nWard Life Today\n\nstay longer.\n\n" for ward in WARDS)
    kept, furniture = part(f"{pages}Ward Life Today\n\nSleep Medicine 9(1), 2021\n\nNaps help.")
    assert furniture == ["Ward Life Today"] * 4
    assert kept[-3:] == ["Ward Life Today", "Sleep Medicine 9(1), 2021", "Naps help."]


def test_a_header_that_is_an_entrys_title_as_well_is_told_by_the_footer_next_to_it() -> None:
    pages = [f"Nurses of {ward} who\n\nWard Life\n\nPage {n} of 5\n\nstay longer." for n, ward in enumerate(WARDS, 1)]
    source = "Sleep Medicine 9(1), 2021"
    text = "\n\n".join([*pages, f"Ward Life\n\n{source}\n\nNaps help.\n\nWard Life\n\nPage 5 of 5\n\n{source}"])
    kept, furniture = part(text)
    assert kept[-4:] == ["Ward Life", source, "Naps help.", source]
    assert furniture == [line for n in range(1, 6) for line in ("Ward Life", f"Page {n} of 5")]


def test_a_footer_may_stand_before_the_header() -> None:
    pages = [f"Nurses of {ward} who\n\nSheet {n} page\n\nWard Life\n\nstay longer." for n, ward in enumerate(WARDS, 1)]
    text = "\n\n".join([*pages, "Naps help.\n\nSheet 5 page\n\nWard Life\n\nSleep Medicine 9(1), 2021"])
    kept, furniture = part(text)
    assert kept[-2:] == ["Naps help.", "Sleep Medicine 9(1), 2021"]
    assert furniture.count("Ward Life") == 5


def test_a_copy_without_blank_lines_has_its_headers_all_the_same() -> None:
    text = "\n".join(f"Nurses of {ward} who\n{HEADER}\nstay longer." for ward in WARDS)
    assert part(text)[1] == [HEADER] * 4


def test_what_the_file_marks_is_furniture_and_nothing_else_like_it() -> None:
    lines = [
        Line(1, HEADER, furniture=True, height=0.02),
        Line(2, "Nurses stay.", height=0.2),
        Line(3, "Naps help.", height=0.4),
        Line(1, HEADER, page=2, furniture=True, height=0.02),
        Line(2, HEADER, gap=True, page=2, height=0.3),
        Line(3, "Rest does.", gap=True, page=2, height=0.4),
    ]
    kept, furniture = without_furniture(lines)
    assert [line.text for line in kept] == ["Nurses stay.", "Naps help.", HEADER, "Rest does."]
    assert [line.text for line in furniture] == [HEADER] * 2
    # Where lines have a place on the page, the space between them says what there is to say.
    assert not any(line.page_break for line in kept)


def test_a_number_that_the_file_marks_as_contents_stays() -> None:
    kept, furniture = without_furniture(
        [Line(1, "Reviews", contents=True), Line(2, "12", contents=True), Line(3, "12")]
    )
    assert [line.text for line in kept] == ["Reviews", "12"]
    assert [line.text for line in furniture] == ["12"]


def test_nothing_has_no_furniture() -> None:
    assert without_furniture([]) == ([], [])


def test_a_header_that_has_the_pages_number_leaves_titles_that_have_none() -> None:
    pages = "".join(f"Nurses of {ward} who\n\nWard Life    {n}\nstay longer.\n\n" for n, ward in enumerate(WARDS, 2))
    cited = CITED
    text = f"Ward Life    1\nWard Life\n\n{cited}Reports\n\nWard Life\nNHS England, 2021\n\n{pages}"
    kept, furniture = part(text)
    assert kept[:5] == ["Ward Life", cited.strip(), "Reports", "Ward Life", "NHS England, 2021"]
    assert furniture == [f"Ward Life {n}" for n in range(1, 6)]


def test_a_header_beside_the_pages_number_leaves_the_title_above_a_source() -> None:
    pages = "".join(f"Nurses of {ward} who\n\n{n}\n\nWard Life\n\nstay longer.\n\n" for n, ward in enumerate(WARDS, 1))
    entry = "Reports\n\nWard Life\n\nNHS Employers, Spring 2023\n\n"
    kept, furniture = part(f"Ward Life\n\n{CITED}{entry}{pages}")
    assert kept[1:4] == ["Reports", "Ward Life", "NHS Employers, Spring 2023"]
    assert furniture.count("Ward Life") == len(WARDS) + 1
    # Where the page ends between a title and its source the number tells.
    torn = "Naps\n\n5\n\nWard Life\n\nNHS Employers, Spring 2023\n\n"
    kept, _ = part(f"Ward Life\n\n{CITED}{pages}{torn}")
    assert "Ward Life" not in kept


def test_the_title_with_the_pages_number_is_a_header_where_it_stands_by_itself_on_top() -> None:
    pages = "".join(f"Ward Life {page}\n\nNurses of {ward} stay longer.\n\n" for page, ward in enumerate(WARDS, 2))

    _, furniture = part(f"Ward Life 1\n\nWard Life\n\nContents\n\n{pages}")
    assert furniture == [f"Ward Life {page}" for page in range(1, 6)]
    # Without the title by itself, these may be headings.
    assert part(f"All about wards\n\n{pages}")[1] == []


def test_the_title_on_top_stays_below_a_header_with_its_words_and_a_number() -> None:
    pages = "".join(
        f"Nurses of {ward} who\n\nLife on wards – Page {n}\n\nstay longer.\n\n" for n, ward in enumerate(WARDS, 2)
    )
    kept, furniture = part(f"Life on wards – Page 1\n\nLife on wards\n\nEvidence Brief\n\n{pages}")
    assert kept[:2] == ["Life on wards", "Evidence Brief"]
    assert furniture == [f"Life on wards – Page {n}" for n in range(1, 6)]
