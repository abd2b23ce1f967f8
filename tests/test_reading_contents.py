"""The contents block in all its forms, and which lines of the brief it names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefqa.reading.contents import (
    Contents,
    find_headings,
    heading_key,
    read_contents,
    with_lone_marks_taken_off,
    without_numbering,
)
from briefqa.reading.lines import Line, Link, Style
from briefqa.reading.text import read_text


def lines_of(text: str) -> tuple[Line, ...]:
    return read_text(text.encode(), Path("brief.txt")).lines


def contents(text: str) -> tuple[str, ...]:
    return read_contents(lines_of(text)).names


def headings(block: str, body: str) -> list[int]:
    lines = lines_of(f"Contents\n{block}")
    found = read_contents(lines)
    return sorted(find_headings(lines_of(body), found))


class TestContents:
    def test_names_headings_in_order(self) -> None:
        assert contents("Contents\n\nReviews\t4\nTraining, Education and Skills\t12\nRetention\t115\n\nReviews\n") == (
            "Reviews",
            "Training, Education and Skills",
            "Retention",
        )

    def test_goes_on_after_a_page_break(self) -> None:
        assert contents("Contents\n\nReviews\t4\n\nRetention\t5\n\nProduced by a team") == ("Reviews", "Retention")

    @pytest.mark.parametrize(
        "title",
        [
            "Contents",
            "CONTENTS",
            "Table of contents",
            "Contents:",
            "Contents page",
            "In this brief",
            "On this page:",
            "In this evidence brief:",
            "What's in this brief?",
            "What’s in this evidence brief",
            "Sections",
        ],
    )
    def test_has_a_title(self, title: str) -> None:
        assert contents(f"{title}\nReviews 4\nRetention 5") == ("Reviews", "Retention")

    @pytest.mark.parametrize("line", ["Contents of the box", "The contents", "Sections and wards"])
    def test_has_no_other_title(self, line: str) -> None:
        assert contents(f"{line}\nReviews 4\nRetention 5") == ()

    @pytest.mark.parametrize(
        ("line", "name"),
        [
            ("Reviews ........ 4", "Reviews"),
            ("Reviews…… 4", "Reviews"),
            ("Reviews . . . . . 4", "Reviews"),
            ("Reviews ____ 4", "Reviews"),
            ("Reviews ······ 4", "Reviews"),
            ("Reviews ........4", "Reviews"),
            ("1. Reviews\t4", "Reviews"),
            ("1.2 Reviews\t4", "Reviews"),
            ("Section 2: Reviews\t4", "Reviews"),
            ("• Reviews\t4", "Reviews"),
            ("*Help accessing articles\t2", "Help accessing articles"),
            ("Key publications – the big picture\t3", "Key publications – the big picture"),
            ('"Holding"\t9', '"Holding"'),
            ("Learning from Covid-19\t10", "Learning from Covid-19"),
            ("Care after 2020\t10", "Care after 2020"),
        ],
    )
    def test_keeps_names_as_printed_without_leaders_numbers_and_asterisks(self, line: str, name: str) -> None:
        assert contents(f"Contents\n{line}\n") == (name,)

    def test_names_without_page_numbers_come_back_as_lines(self) -> None:
        block = read_contents(lines_of("Contents\nReviews\nRetention\n\nReviews\n\nRotas\n\nRetention\n\nNaps"))
        assert (block.names, block.start, block.end) == (("Reviews", "Retention"), 0, 3)

    def test_one_name_may_not_come_back_among_others_that_do(self) -> None:
        text = (
            "Contents\nReviews\nOverview\nRetention\nEthics\n\nReviews\n\nRotas\n\nRetention\n\nNaps\n\nEthics\n\nSleep"
        )
        assert contents(text) == ("Reviews", "Overview", "Retention", "Ethics")

    def test_the_body_begins_where_a_name_comes_back(self) -> None:
        block = read_contents(lines_of("Contents\nReviews\nRetention\n\nReviews\nRetention\nRotas"))
        assert block.end == 3

    def test_a_name_with_a_page_number_may_be_wrapped(self) -> None:
        text = "Contents\nReviews 4\nTraining, education and the\nskills of nurses 5\nRetention 6\n\nReviews\n\nA\n\n"
        body = "Training, education and the skills of nurses\n\nB\n\nRetention\n\nC"
        assert contents(text + body) == ("Reviews", "Training, education and the skills of nurses", "Retention")

    def test_a_name_without_a_page_number_may_be_wrapped(self) -> None:
        text = "Contents\nReviews\nTraining, education and the\nskills of nurses\nRetention\n\nReviews\n\nA\n\n"
        body = "Training, education and the skills of nurses\n\nB\n\nRetention\n\nC"
        assert contents(text + body) == ("Reviews", "Training, education and the skills of nurses", "Retention")

    def test_ends_where_a_line_names_no_page(self) -> None:
        block = read_contents(lines_of("Front\n\nContents\n\nReviews 4\n\nDate: May 2025\n\nRetention 5"))
        assert (block.names, block.start, block.end) == (("Reviews",), 1, 3)

    def test_may_be_missing(self) -> None:
        block = read_contents(lines_of("Reviews\n\nRotas 4"))
        assert (block.names, block.start, block.end) == ((), 0, 0)

    def test_a_title_alone_is_no_block(self) -> None:
        assert read_contents(lines_of("Contents\n\nNothing here comes back.")) == Contents((), 0, 0)

    def test_a_run_of_growing_page_numbers_needs_no_title(self) -> None:
        block = read_contents(
            lines_of("Ward Life\n\nReviews 2\nEthics 2\nRetention 7\nNetworks 12\n\nReviews\n\nRotas")
        )
        assert (block.names, block.start, block.end) == (("Reviews", "Ethics", "Retention", "Networks"), 1, 5)

    @pytest.mark.parametrize(
        "run",
        [
            "Reviews 2\nEthics 3\nRetention 7",  # too few
            "Reviews 9\nEthics 7\nRetention 5\nNetworks 3",  # they shrink
            "Reviews, May 2019\nEthics, May 2020\nCare, May 2021\nWards, May 2022",  # years
        ],
    )
    def test_other_runs_are_no_block(self, run: str) -> None:
        assert contents(f"Ward Life\n\n{run}\n\nProduced by a team") == ()

    def test_lines_that_the_file_marks_are_names_whatever_they_say(self) -> None:
        marked = [
            Line(n, text, contents=True) for n, text in enumerate(("Reviews", "What works?", "Costs\t9"), start=2)
        ]
        block = read_contents([Line(1, "Ward Life"), *marked, Line(5, "Reviews")])
        assert (block.names, block.start, block.end) == (("Reviews", "What works?", "Costs"), 1, 4)


class TestHeadingKey:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Key publications – the big picture", "Key Publications - The Big Picture"),
            ("Key publications — the big picture", "Key publications ‑ the big picture"),
            ('"Holding"', "“Holding”"),
            ("Patients' views", "Patients’ views"),
            ("*Help accessing articles", "Help  accessing articles"),
            ("Reviews:", "Reviews"),
            ("Pay & Conditions", "Pay and conditions"),
            ("1. Reviews", "Reviews"),
            ("2.1 Reviews", "Reviews"),
            ("Section 3: Reviews", "Reviews"),
            ("• Reviews", "Reviews"),
        ],
    )
    def test_is_shared_by_two_spellings(self, one: str, other: str) -> None:
        assert heading_key(one) == heading_key(other)

    @pytest.mark.parametrize(("one", "other"), [("Reviews", "Review"), ("Covid-19", "Covid"), ("2020", "2021")])
    def test_tells_headings_apart(self, one: str, other: str) -> None:
        assert heading_key(one) != heading_key(other)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1. Reviews", "Reviews"),
        ("1.2.3 Reviews", "Reviews"),
        ("12) Reviews", "Reviews"),
        ("3 – Reviews", "Reviews"),
        ("Part 2 Reviews", "Reviews"),
        ("CHAPTER 2: Reviews", "Reviews"),
        ("● Reviews", "Reviews"),
        ("- Reviews", "Reviews"),
        ("2020 in review", "2020 in review"),
        ("12-hour shifts", "12-hour shifts"),
        ("Reviews", "Reviews"),
        ("1.", "1."),
    ],
)
def test_a_number_in_front_of_a_heading_is_taken_off(text: str, plain: str) -> None:
    assert without_numbering(text) == plain


class TestFindHeadings:
    def test_finds_names_in_the_order_of_the_contents(self) -> None:
        assert headings("Reviews 2\nEthics 3", "Reviews\n\nRotas\n\nEthics\n\nNaps") == [0, 2]

    def test_passes_over_a_name_that_the_body_lacks(self) -> None:
        assert headings("Reviews 2\nCosts 3\nEthics 3", "Reviews\n\nRotas\n\nEthics\n\nNaps") == [0, 2]

    def test_a_line_out_of_order_is_no_heading(self) -> None:
        body = "Ethics\n\nReviews\n\nRotas\n\nRetention\n\nNaps"
        assert headings("Reviews 2\nRetention 3\nEthics 3", body) == [1, 3]

    def test_the_same_name_twice_is_met_twice(self) -> None:
        body = "Wards\n\nReviews\n\nRotas\n\nHomes\n\nReviews\n\nNaps"
        assert headings("Wards 2\nReviews 2\nHomes 3\nReviews 3", body) == [0, 1, 3, 4]

    def test_a_title_that_a_source_follows_is_no_heading(self) -> None:
        body = "Cases\n\nReviews\n\nSleep 9(1), 2021\n\nReviews\n\nRotas\n\nSleep 9(2), 2021"
        assert headings("Cases 2\nReviews 3", body) == [0, 3]

    def test_a_heading_is_spelled_as_in_the_contents(self) -> None:
        body = "Cases\n\nRotas\n\nreviews\n\nNaps\n\nReviews\n\nRest"
        assert headings("Cases 2\nReviews 3", body) == [0, 4]

    def test_a_heading_stands_apart(self) -> None:
        assert headings("Cases 2\nReviews 3", "Cases\n\nOur overview of\nReviews\n\nReviews\n\nRest") == [0, 3]

    def test_a_linked_line_is_a_title_and_a_marked_one_a_heading(self) -> None:
        block = Contents(("Cases", "Reviews"), 0, 0)
        plain = [Line(1, "Cases"), Line(2, "Reviews", gap=True), Line(3, "Rotas"), Line(4, "Reviews", gap=True)]
        linked = [*plain[:3], replace(plain[3], links=(Link(0, 7, "https://nhs.uk"),))]
        marked = [plain[0], plain[1], plain[2], replace(plain[3], style=Style(level=2))]
        assert find_headings(linked, block) == {0, 1}
        assert find_headings(marked, block) == {0, 3}

    def test_numbers_in_front_do_not_matter(self) -> None:
        assert headings("1. Reviews 2\n2. Ethics 3", "1 Reviews\n\nRotas\n\nSection 2: Ethics\n\nNaps") == [0, 2]

    def test_without_contents_there_are_none(self) -> None:
        assert find_headings(lines_of("Reviews\n\nRotas"), Contents((), 0, 0)) == set()


def test_a_line_that_links_inside_the_file_is_of_the_contents_only_among_others() -> None:
    marks = (True, True, False, True, False, True, True, True, False)
    lines = [Line(number, f"Line {number}", contents=mark) for number, mark in enumerate(marks)]
    kept = with_lone_marks_taken_off(lines)
    assert [line.contents for line in kept] == [True, True, False, False, False, True, True, True, False]
    assert [replace(line, contents=mark) for line, mark in zip(kept, marks, strict=True)] == lines


def test_a_single_mark_is_none_even_alone() -> None:
    assert [line.contents for line in with_lone_marks_taken_off([Line(1, "Back to contents", contents=True)])] == [
        False
    ]
    assert with_lone_marks_taken_off([]) == []
