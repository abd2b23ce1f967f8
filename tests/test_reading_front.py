"""The contents block, and what the front matter says of a brief."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.brief import PartialDate
from briefqa.reading.front import heading_key, read_contents, read_front
from briefqa.reading.text import read_text

CITATION = "Evidence Brief: Ward Life. A. Author, Bo Writer and C. Pen. (November 2025) UK: A Team"
ACKNOWLEDGE = f"Please acknowledge this work in any resulting paper or presentation as: {CITATION}"
POLICY = "Where a report is freely available the link has been provided. If not, this has been indicated."


def contents(text: str) -> tuple[str, ...]:
    return read_contents(read_text(text.encode(), Path("brief.txt"))).names


class TestContents:
    def test_names_headings_in_order(self) -> None:
        assert contents("Contents\n\nReviews\t4\nTraining, Education and Skills\t12\nRetention\t115\n\nReviews\n") == (
            "Reviews",
            "Training, Education and Skills",
            "Retention",
        )

    def test_goes_on_after_a_page_break(self) -> None:
        assert contents("Contents\n\nReviews\t4\n\nRetention\t5\n\nProduced by a team") == ("Reviews", "Retention")

    @pytest.mark.parametrize("title", ["Contents", "CONTENTS", "Table of contents", "Contents:"])
    def test_has_a_title(self, title: str) -> None:
        assert contents(f"{title}\nReviews 4\nRetention 5") == ("Reviews", "Retention")

    @pytest.mark.parametrize(
        ("line", "name"),
        [
            ("Reviews ........ 4", "Reviews"),
            ("Reviews…… 4", "Reviews"),
            ("*Help accessing articles\t2", "Help accessing articles"),
            ("Key publications – the big picture\t3", "Key publications – the big picture"),
            ('"Holding"\t9', '"Holding"'),
            ("Learning from Covid-19\t10", "Learning from Covid-19"),
            ("Care after 2020\t10", "Care after 2020"),
        ],
    )
    def test_keeps_names_as_printed_without_leaders_and_asterisks(self, line: str, name: str) -> None:
        assert contents(f"Contents\n{line}\n") == (name,)

    def test_ends_where_a_line_names_no_page(self) -> None:
        block = read_contents(
            read_text(b"Front\n\nContents\n\nReviews 4\n\nDate: May 2025\n\nRetention 5", Path("b.txt"))
        )
        assert (block.names, block.end) == (("Reviews",), 3)

    def test_may_be_missing(self) -> None:
        block = read_contents(read_text(b"Reviews\n\nRotas 4", Path("b.txt")))
        assert (block.names, block.end) == ((), 0)


class TestHeadingKey:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Key publications – the big picture", "Key Publications - The Big Picture"),
            ('"Holding"', "“Holding”"),
            ("*Help accessing articles", "Help  accessing articles"),
            ("Reviews:", "Reviews"),
        ],
    )
    def test_is_shared_by_two_spellings(self, one: str, other: str) -> None:
        assert heading_key(one) == heading_key(other)

    def test_tells_headings_apart(self) -> None:
        assert heading_key("Reviews") != heading_key("Review")


class TestFront:
    def test_the_citation_names_title_authors_and_date(self) -> None:
        front = read_front(["Produced by a team", ACKNOWLEDGE])
        assert front.citation == CITATION
        assert front.title == "Ward Life"
        assert front.authors == ("A. Author", "Bo Writer", "C. Pen")
        assert front.published == PartialDate(2025, 11)

    @pytest.mark.parametrize(
        ("names", "authors"),
        [
            ("Katie Nicholas", ("Katie Nicholas",)),
            ("Sandy Brand & Andy Holland", ("Sandy Brand", "Andy Holland")),
            ("A. Author; B. Writer", ("A. Author", "B. Writer")),
            ("A. Author, B. Writer, and C. Pen", ("A. Author", "B. Writer", "C. Pen")),
        ],
    )
    def test_authors_are_told_apart(self, names: str, authors: tuple[str, ...]) -> None:
        front = read_front([f"Please acknowledge this as: Evidence Brief: Ward Life. {names}. (2025) UK: A Team"])
        assert front.authors == authors

    def test_a_title_may_end_in_a_question(self) -> None:
        front = read_front(["Please acknowledge this as: Evidence Brief: What Works? Bo Writer. (May 2024) UK: A Team"])
        assert (front.title, front.authors) == ("What Works?", ("Bo Writer",))

    @pytest.mark.parametrize(
        ("line", "date"),
        [
            ("Date of publication: November 2025", PartialDate(2025, 11)),
            ("Date of publication: 3 Nov 2025", PartialDate(2025, 11)),
            ("Publication date May 2019", PartialDate(2019, 5)),
            ("Published: 2021", PartialDate(2021)),
            ("Date of publication: to follow", None),
        ],
    )
    def test_the_date_of_publication_is_printed(self, line: str, date: PartialDate | None) -> None:
        assert read_front([line]).published == date

    def test_the_printed_date_goes_before_the_citations(self) -> None:
        assert read_front([ACKNOWLEDGE, "Date of publication: December 2025"]).published == PartialDate(2025, 12)

    def test_the_contact_is_an_address_without_the_stop_behind_it(self) -> None:
        assert (
            read_front(["Ask us.", "Write to a.team+briefs@nhs.example.uk."]).contact == "a.team+briefs@nhs.example.uk"
        )

    def test_the_policy_is_what_the_help_section_says_of_access(self) -> None:
        assert read_front(["Produced by a team", POLICY, "Ask us."]).access_policy == POLICY

    def test_what_is_not_said_is_none(self) -> None:
        front = read_front(["Produced by a team"])
        assert (front.title, front.authors, front.published) == (None, (), None)
        assert (front.citation, front.contact, front.access_policy) == (None, None, None)
