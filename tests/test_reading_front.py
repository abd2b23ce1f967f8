"""What the front matter says of a brief."""

from __future__ import annotations

import pytest

from briefqa.brief import Access, PartialDate
from briefqa.reading.front import (
    is_citation,
    is_front_matter,
    is_surely_front_matter,
    read_front,
)

CITATION = "Evidence Brief: Ward Life. A. Author, Bo Writer and C. Pen. (November 2025) UK: A Team"
ACKNOWLEDGE = f"Please acknowledge this work in any resulting paper or presentation as: {CITATION}"
POLICY = "Where a report is freely available the link has been provided. If not, this has been indicated."


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
            ("Published on 12 May 2024", PartialDate(2024, 5)),
            ("Updated: May 2024", PartialDate(2024, 5)),
            ("Date: May 2024", PartialDate(2024, 5)),
            ("Evidence Brief | Issued: May 2024", PartialDate(2024, 5)),
            ("Produced by A Team. Published May 2024", PartialDate(2024, 5)),
            ("May 2024", PartialDate(2024, 5)),
            ("12 May 2024", PartialDate(2024, 5)),
            ("2024", PartialDate(2024)),
            ("A Team, May 2024", PartialDate(2024, 5)),
            ("A Team | May 2024", PartialDate(2024, 5)),
            ("An evidence summary compiled by the Library and Knowledge Service, 2023", PartialDate(2023)),
            ("Prepared by A Team (May 2024).", PartialDate(2024, 5)),
            ("Date of publication: to follow", None),
            ("The scheme was published and then, in May 2024, revised.", None),
            ("Published: in the course of time, that is by the end of May 2024", None),
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

    def test_a_legend_is_part_of_the_policy(self) -> None:
        front = read_front(["Ask us.", "* abstract only", "** OpenAthens account", "Everything else is free."])
        assert front.access_policy == "* abstract only ** OpenAthens account Everything else is free."
        assert front.legend == {"*": Access.ABSTRACT_ONLY, "**": Access.OPENATHENS}
        assert read_front([POLICY]).legend == {}

    def test_what_is_not_said_is_none(self) -> None:
        front = read_front(["Produced by a team"])
        assert (front.title, front.authors, front.published) == (None, (), None)
        assert (front.citation, front.contact, front.access_policy) == (None, None, None)

    @pytest.mark.parametrize(
        "asked",
        [
            "Please acknowledge this work as: ",
            "Please cite this brief as ",
            "Please reference as: ",
            "Suggested citation: ",
            "Preferred citation: ",
            "How to cite: ",
            "How to cite this brief: ",
            "Cite as: ",
        ],
    )
    def test_a_citation_is_asked_for_in_many_words(self, asked: str) -> None:
        front = read_front([asked + CITATION])
        assert (front.citation, front.title) == (CITATION, "Ward Life")

    @pytest.mark.parametrize(
        ("citation", "title", "authors"),
        [
            ("Evidence Brief – Ward Life. Bo Writer. (2025) UK", "Ward Life", ("Bo Writer",)),
            ("Ward Life. Bo Writer. (2025) UK", "Ward Life", ("Bo Writer",)),
            ("Evidence Brief: Ward Life. (2025) UK", "Ward Life", ()),
            ("Evidence Brief: Stay! Bo Writer (2025)", "Stay!", ("Bo Writer",)),
            ("see our website", None, ()),
        ],
    )
    def test_a_citation_is_taken_apart(self, citation: str, title: str | None, authors: tuple[str, ...]) -> None:
        front = read_front([f"Please cite as: {citation}"])
        assert (front.citation, front.title, front.authors) == (citation, title, authors)

    def test_a_date_by_itself_is_looked_for_near_the_start_only(self) -> None:
        assert read_front([*["Words."] * 11, "May 2024"]).published == PartialDate(2024, 5)
        assert read_front([*["Words."] * 12, "May 2024"]).published is None

    def test_a_date_in_a_long_paragraph_is_not_the_briefs(self) -> None:
        assert read_front(["Words. " * 60 + "Published: May 2024"]).published is None

    def test_the_policy_leaves_out_addresses_and_bare_notes(self) -> None:
        said = ["Ask.", "Sign up for OpenAthens at https://a.uk.", "NHS OpenAthens account required", POLICY]
        assert read_front(said).access_policy == POLICY

    def test_the_policy_may_take_two_paragraphs(self) -> None:
        more = "Only the abstract is free to read where we say so."
        assert read_front([POLICY, "Ask us.", more]).access_policy == f"{POLICY} {more}"


class TestFrontMatter:
    @pytest.mark.parametrize(
        "text",
        [
            "Please acknowledge this work as: Evidence Brief: Ward Life",
            "Produced by a team",
            "Date of publication: May 2024",
            "Please check that you have the most current version",
            "You can self-register here",
            "How to cite",
        ],
    )
    def test_some_words_are_unmistakable(self, text: str) -> None:
        assert is_surely_front_matter(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Help accessing articles",
            "For help, ask the library team",
            "Write to a.team@nhs.example.uk",
            "© A Team",
            "Next review: May 2026",
            "About this brief",
        ],
    )
    def test_others_only_hint_at_it(self, text: str) -> None:
        assert is_front_matter(text)
        assert not is_surely_front_matter(text)

    @pytest.mark.parametrize(
        "text", ["Rotas and rest: a review", "BMC Medicine 2(1), 2020", "We searched for rotas.", ""]
    )
    def test_entries_say_none_of_it(self, text: str) -> None:
        assert not is_front_matter(text)
        assert not is_surely_front_matter(text)


class TestACitationThatNothingAsksFor:
    BARE = "Evidence Brief: Ward Life. Compiled by Jo Bell and Ann Ó Dálaigh. (May 2024) A Library Service"

    def test_names_the_brief_all_the_same(self) -> None:
        front = read_front(["A Library Service", self.BARE])
        assert (front.title, front.citation) == ("Ward Life", self.BARE)
        assert front.authors == ("Jo Bell", "Ann Ó Dálaigh")
        assert front.published == PartialDate(2024, 5)

    def test_goes_behind_one_that_is_asked_for(self) -> None:
        assert read_front([self.BARE, ACKNOWLEDGE]).citation == CITATION

    @pytest.mark.parametrize("by", ["Compiled by", "Produced by", "edited by", "By", "by"])
    def test_may_say_what_the_authors_did(self, by: str) -> None:
        front = read_front([f"Please acknowledge this as: Evidence Brief: Ward Life. {by} Jo Bell. (2024) A Team"])
        assert front.authors == ("Jo Bell",)

    @pytest.mark.parametrize(
        "text", ["Evidence Brief: Ward Life", "Evidence Brief: Ward Life. May 2024", "Ward Life. Jo Bell. (May 2024)"]
    )
    def test_is_more_than_a_title(self, text: str) -> None:
        assert not is_citation(text)
        assert read_front([text]).citation is None
