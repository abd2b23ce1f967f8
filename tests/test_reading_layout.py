"""The grammar as a whole: lines of small briefs become entries, sections and doubts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefqa.brief import Access, PartialDate
from briefqa.reading.layout import Part, read_layout
from briefqa.reading.lines import PLAIN, Document, Line, Link, Style
from briefqa.reading.text import read_text

if TYPE_CHECKING:
    from briefqa.brief import Brief
    from briefqa.reading import Doubt

FRONT = """Contents

{contents}

Date of publication: May 2024

Please acknowledge this work as: Evidence Brief: Rotation Among Ward Nurses. A. Author. (May 2024) UK: A Team

Where a report is freely available the link has been provided. If an account is required this has been indicated.

"""
PAGE_BREAK = "\n\nEvidence Brief: Rotation Among Ward Nurses\n\n"


@dataclass(frozen=True)
class Printed:
    """What a brief prints of one entry."""

    section: tuple[str, ...]
    title: str
    access_note: str | None
    source: str
    date: PartialDate | None
    abstract: str


def read(text: str) -> tuple[Brief, tuple[Doubt, ...]]:
    layout = read_layout(read_text(text.encode(), Path("brief.txt")), file="brief.txt", sha256="0" * 64)
    return layout.brief, layout.doubts


def read_printed(text: str) -> list[Printed]:
    return [
        Printed(entry.section, entry.title, entry.access_note, entry.source, entry.date, entry.abstract)
        for entry in read(text)[0].entries
    ]


def in_reviews(body: str) -> str:
    """A brief with one section, "Reviews"."""
    return f"{FRONT.format(contents='Reviews 2')}Reviews\n\n{body}"


def in_sections(*headings: str) -> str:
    """A brief that lists its headings, and an entry under each that does not end in a colon."""
    body = "".join(
        f"{heading.removesuffix(':')}\n\n" + ("" if heading.endswith(":") else f"Rotas {n}\n\nSleep {n}(1), 2020\n\n")
        for n, heading in enumerate(headings)
    )
    return FRONT.format(contents="\n".join(f"{heading.removesuffix(':')}\t2" for heading in headings)) + body


class TestEntries:
    def test_an_entry_on_one_line_follows_one_without_an_abstract(self) -> None:
        text = "Rotas: a review\n\nBMC Medicine 2(1), 2020\n\nRest and sleep: a survey Sleep 9(1), 2021 Naps help."
        titles = [entry.title for entry in read(in_reviews(text))[0].entries]
        assert titles == ["Rotas: a review", "Rest and sleep: a survey"]

    def test_an_entry_whose_only_line_is_title_and_source_is_one(self) -> None:
        found = read_printed(in_reviews("Competency framework for link workers BMC Medicine 2(1), 2020"))
        assert [(entry.title, entry.source) for entry in found] == [
            ("Competency framework for link workers", "BMC Medicine 2(1)")
        ]

    @pytest.mark.parametrize("people", ["Smith J, Ng W. ", ""])
    def test_one_author_may_follow_a_title_where_the_other_sources_have_some(self, people: str) -> None:
        others = "".join(
            f"Rotas {n}: a review\n\n{people}Night Work {n}(1), 2020\n\nNaps help.\n\n" for n in range(2, 7)
        )
        text = f"{others}Porters and the staff kitchen Moran G. Porter Practice 9(1), 2021 Naps help."
        last = read(in_reviews(text))[0].entries[-1]
        title, authors = (
            ("Porters and the staff kitchen", "Moran G")
            if people
            else (
                "Porters and the staff kitchen Moran G.",
                None,
            )
        )
        assert (last.title, last.authors, last.source) == (title, authors, "Porter Practice 9(1)")

    def test_an_undated_publisher_may_stand_right_below_a_title(self) -> None:
        abstract = (
            "Case stories of six care homes which adopted digital records for\nall care. One lost its wifi for days."
        )
        found = read_printed(
            in_reviews(f"Digital skills in care homes: from paper to tablet\nDigital Social Care\n\n{abstract}")
        )
        assert [(entry.title, entry.source) for entry in found] == [
            ("Digital skills in care homes: from paper to tablet", "Digital Social Care")
        ]

    def test_an_entry_without_a_source_is_one(self) -> None:
        text = "A network for nurses\n\nMembers meet:\n\n- 1. Every month\n- 2. At night\n\nRotas\n\nSleep 9(1), 2021"
        first, second = read(in_reviews(text))[0].entries
        assert (first.title, first.source, first.date) == ("A network for nurses", "", None)
        assert first.abstract == "Members meet:\n- 1. Every month\n- 2. At night"
        assert second.title == "Rotas"

    @pytest.mark.parametrize("note", ["Abstract only*", "NHS OpenAthens account required", "[Freely available]"])
    @pytest.mark.parametrize("joint", [" ", "\n", "\n\n"])
    def test_an_access_note_stands_behind_the_title(self, note: str, joint: str) -> None:
        (entry,) = read(in_reviews(f"Rotas and rest{joint}{note}\n\nSleep Medicine 9(1), 2021\n\nNaps help."))[
            0
        ].entries
        assert (entry.title, entry.access_note, entry.source) == ("Rotas and rest", note, "Sleep Medicine 9(1)")

    @pytest.mark.parametrize("note", ["Abstract only*", "NHS OpenAthens account required"])
    def test_an_access_note_is_wrapped_like_the_title(self, note: str) -> None:
        wrapped = note.replace(" ", "\n", 1)
        (entry,) = read(in_reviews(f"Rotas and rest: a review {wrapped}\n\nSleep Medicine 9(1), 2021\n\nNaps help."))[
            0
        ].entries
        assert (entry.title, entry.access_note) == ("Rotas and rest: a review", note)

    @pytest.mark.parametrize(
        ("lines", "source", "date"),
        [
            ("Sleep and Wards (10423697)\n101(5), 10 April 2025", "Sleep and Wards (10423697) 101(5)", (2025, 4)),
            ("Sleep and Wards 11(23), pp.\n551-560, Spring 2025", "Sleep and Wards 11(23), pp. 551-560", (2025, None)),
            ("BMC Wards 129(Supplement\n9), June 2022", "BMC Wards 129(Supplement 9)", (2022, 6)),
            ("Journal of Night\nWork 12(3), 2020", "Journal of Night Work 12(3)", (2020, None)),
            ("Work,\nEmployment & Care, Summer 2008", "Work, Employment & Care", (2008, None)),
            ("Smith J, Ng W. Sleep and Wards, Winter\n2022", "Sleep and Wards", (2022, None)),
            ("Smith J, Ng W. Institute for Employment\nStudies", "Institute for Employment Studies", None),
            ("Journal of Night Work.\ndoi:10.1000/a", "Journal of Night Work", None),
            ("Royal College of Night\nNurses (RCNN). doi:10.1000/a", "Royal College of Night Nurses (RCNN)", None),
        ],
    )
    def test_a_source_may_wrap_and_go_over_a_page(
        self, lines: str, source: str, date: tuple[int, int | None] | None
    ) -> None:
        for broken in (lines, lines.replace("\n", PAGE_BREAK)):
            for behind in ("", "\n\nBackground: Naps help nurses who work at night."):
                text = f"What do porters say about rest?\n\n{broken}{behind}\n\nRotas: a review\n\nSleep 9(1), 2021"
                first, second = read(in_reviews(text))[0].entries
                assert (first.title, first.source) == ("What do porters say about rest?", source)
                assert first.date == (PartialDate(*date) if date else None)
                assert first.abstract == behind.strip()
                assert second.title == "Rotas: a review"

    def test_a_volume_may_wrap_to_a_line_of_its_own(self) -> None:
        text = "What do porters say?\n\nSmith J, Ng W. Journal of Night Work\n72\n\nBackground: Naps help nurses."
        (entry,) = read(in_reviews(text))[0].entries
        assert (entry.source, entry.abstract) == ("Journal of Night Work 72", "Background: Naps help nurses.")

    def test_the_underline_of_a_title_goes_on_over_its_wraps(self) -> None:
        text = "<u>Rotas and Rest Among Porters: a</u>\n<u>Review (2019)</u>\n\nPurpose: Naps help nurses."
        (entry,) = read(in_reviews(text))[0].entries
        assert (entry.title, entry.source) == ("Rotas and Rest Among Porters: a Review (2019)", "")

    def test_a_title_in_capitals_above_nothing_but_its_doi_is_no_source(self) -> None:
        text = "Rotas and Rest in the NHS:\nPolicy and Practice\nhttps://doi.org/10.1000/a\n\nSleep 9(1), 2021"
        (entry,) = read(in_reviews(text))[0].entries
        assert (entry.title, entry.source) == ("Rotas and Rest in the NHS: Policy and Practice", "Sleep 9(1)")

    def test_a_year_in_brackets_goes_on_in_mid_sentence_over_a_page(self) -> None:
        text = f"Rotas\n\nSleep 9(1), 2021\n\nRest matters more than pay (Smith et al.,{PAGE_BREAK}2017)."
        (entry,) = read(in_reviews(text))[0].entries
        assert entry.abstract == "Rest matters more than pay (Smith et al., 2017)."

    @pytest.mark.parametrize("date", ["2018", "May 2018"])
    @pytest.mark.parametrize("between", ["", "https://a.uk\n"])
    def test_a_date_alone_is_the_entrys(self, date: str, between: str) -> None:
        body = f"Rotas\n{between}\n{date}\n\nRest\n\nBMC Medicine 2(1), 2020\n\nNaps help."
        first, second = read_printed(in_reviews(body))
        assert (first.title, first.source, first.abstract) == ("Rotas", "", "")
        assert first.date == PartialDate(2018, 5 if "May" in date else None)
        assert second.title == "Rest"
        assert "no-source" in {doubt.kind for doubt in read(in_reviews(body))[1]}

    def test_authors_on_a_line_of_their_own_are_no_part_of_the_title(self) -> None:
        body = "Deferred visits: a time series\nBennett S, O'Connor M, Patel R\nBMC Medicine 2(1), 2020\n\nNaps help."
        (entry,) = read(in_reviews(body))[0].entries
        assert (entry.title, entry.authors) == ("Deferred visits: a time series", "Bennett S, O'Connor M, Patel R")

    def test_an_entry_without_a_note_is_free_as_the_help_section_says(self) -> None:
        text = in_reviews("Rotas and rest\n\nSleep Medicine 9(1), 2021\n\nNaps help.")
        assert read(text)[0].entries[0].access is Access.FREE
        assert read(text.replace("has been indicated", "is needed"))[0].entries[0].access is Access.UNKNOWN

    def test_a_note_before_the_publisher_is_told_apart(self) -> None:
        text = in_reviews(
            "Workforce framework\n\nSee Section 9 and Annex A NHS England, Publication date: January 2023\nIt sets."
        )
        (entry,) = read(text)[0].entries
        assert (entry.note, entry.source, entry.date) == (
            "See Section 9 and Annex A",
            "NHS England",
            PartialDate(2023, 1),
        )

    def test_a_title_in_capitals_may_end_in_a_year_in_brackets(self) -> None:
        text = "Staff Survey Wales: Annual Report (2019)\n\nNHS Wales, May 2020\n\nStaff answered."
        (entry,) = read(in_reviews(text))[0].entries
        assert (entry.title, entry.date) == ("Staff Survey Wales: Annual Report (2019)", PartialDate(2020, 5))

    def test_a_journals_name_may_end_in_a_publishers(self) -> None:
        text = "Rotas and rest: a review The Journal of the Royal College of Nursing 12(1), 2024 Naps help."
        (entry,) = read(in_reviews(text))[0].entries
        assert (entry.title, entry.source) == (
            "Rotas and rest: a review",
            "The Journal of the Royal College of Nursing 12(1)",
        )

    def test_a_journals_name_may_hold_a_colon(self) -> None:
        journal = "The British Journal of Nursing: The Journal of the Royal College of Nursing 29(5), pp. 1439-1449"
        text = f"Rotas: a review\n\nBMC Medicine 2(1), 2020\n\nRest: What do nurses say?\n\n{journal}\n\nNaps help."
        entries = read(in_reviews(text))[0].entries
        assert [(entry.title, entry.abstract) for entry in entries] == [
            ("Rotas: a review", ""),
            ("Rest: What do nurses say?", "Naps help."),
        ]
        assert entries[1].source == journal

    def test_titles_that_start_alike_are_no_running_header(self) -> None:
        text = "".join(
            f"Rotas for nurses who work at night:\npart {n}\n\nSleep 9({n}), 2021\n\nNaps.\n\n" for n in range(1, 5)
        )
        assert [entry.title[-6:] for entry in read(in_reviews(text))[0].entries] == [
            "part 1",
            "part 2",
            "part 3",
            "part 4",
        ]

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("Managers (n =", "12) said that rotas help."),
            ("Rotas help nurses", "– and their managers."),
            ("It was tried in the United", "Kingdom in May"),
            ("We asked in March", "2020. Nurses replied."),
        ],
    )
    def test_a_wrapped_sentence_stays_one(self, first: str, second: str) -> None:
        (entry,) = read(in_reviews(f"Rotas and rest\n\nSleep 9(1), 2021\n\nNaps help. {first}\n{second}"))[0].entries
        assert entry.abstract == f"Naps help. {first} {second}"

    def test_a_footnote_mark_behind_the_abstract_is_left_out(self) -> None:
        (entry,) = read(in_reviews("Rotas and rest\n\nSleep 9(1), 2021\n\nNaps help. 3"))[0].entries
        assert entry.abstract == "Naps help."

    def test_a_number_that_ends_a_sentence_stays(self) -> None:
        (entry,) = read(in_reviews("Rotas and rest\n\nSleep 9(1), 2021\n\nNurses on nights may sleep for 3"))[0].entries
        assert entry.abstract == "Nurses on nights may sleep for 3"

    def test_a_running_header_that_comes_only_once_is_none_of_the_text(self) -> None:
        text = f"Rotas and rest\n\nSleep 9(1), 2021\n\nNaps help nurses{PAGE_BREAK}who work at night."
        (entry,) = read(in_reviews(text))[0].entries
        assert entry.abstract == "Naps help nurses who work at night."

    def test_entries_know_their_line_and_page(self) -> None:
        text = in_reviews("Rotas and rest\n\nSleep 9(1), 2021\n\nNaps help.\n\f\nNights\n\nSleep 9(2), 2021\n\nLong.")
        assert [(entry.locator.line, entry.locator.page) for entry in read(text)[0].entries] == [(13, 1), (19, 2)]


class TestSections:
    def test_a_heading_with_headings_behind_it_contains_them(self) -> None:
        paths = [
            entry.section for entry in read_printed(in_sections("Cases", "Research:", "Reviews", "Ethics", "Retention"))
        ]
        assert paths == [("Cases",), ("Research", "Reviews"), ("Research", "Ethics"), ("Research", "Retention")]

    def test_the_first_heading_out_of_order_stands_alone_again(self) -> None:
        paths = [
            entry.section
            for entry in read_printed(in_sections("Research:", "Reviews", "Ethics", "Workforce", "Networks"))
        ]
        assert paths == [("Research", "Reviews"), ("Research", "Ethics"), ("Research", "Workforce"), ("Networks",)]

    def test_a_section_that_only_points_elsewhere_contains_nothing(self) -> None:
        text = in_sections("Statistics:", "Reviews").replace("Statistics\n\n", "Statistics\n\nSee the Landscape\n\n")
        assert [entry.section for entry in read_printed(text)] == [("Reviews",)]

    @pytest.mark.parametrize("heading", ["What works?", "Long " * 20 + "heading"])
    def test_whatever_the_contents_list_can_be_a_heading(self, heading: str) -> None:
        assert [entry.section for entry in read_printed(in_sections("Cases", heading))] == [("Cases",), (heading,)]

    def test_a_title_that_is_also_a_heading_elsewhere_stays_a_title(self) -> None:
        text = in_sections("Cases", "Reviews").replace("Rotas 0", "Reviews")
        assert [(entry.section, entry.title) for entry in read_printed(text)] == [
            (("Cases",), "Reviews"),
            (("Reviews",), "Rotas 1"),
        ]

    def test_without_contents_headings_are_told_by_their_looks(self) -> None:
        entries = ("Rotas and rest in rural hospitals", "Naps and nights among porters")
        first, second = (f"{title}\n\nSleep Medicine 9(1), 2021\n\nThey help nurses to rest." for title in entries)
        assert [
            (entry.section, entry.title)
            for entry in read_printed(f"Ward Life\n\nReviews\n\n{first}\n\nEthics\n\n{second}")
        ] == [
            (("Reviews",), entries[0]),
            (("Ethics",), entries[1]),
        ]


class TestTitleOfTheBrief:
    def test_is_what_it_asks_to_be_cited_as(self) -> None:
        brief, _ = read(in_reviews(""))
        assert (brief.id, brief.title) == ("rotation-among-ward-nurses", "Rotation Among Ward Nurses")

    def test_else_what_its_running_headers_say(self) -> None:
        assert read("Rotas\n\nEvidence Brief: Ward Life\n\nRest\n\nEvidence Brief: Ward Life")[0].title == "Ward Life"

    def test_else_what_its_first_line_says(self) -> None:
        assert read("Ward Life\n\nReviews\n\nRotas and rest\n\nSleep 9(1), 2021\n\nNaps help.")[0].title == "Ward Life"

    def test_else_the_name_of_the_file(self) -> None:
        assert read("Rotas help nurses.")[0].title == "brief"


class TestDoubts:
    @pytest.mark.parametrize(
        ("entry", "kinds"),
        [
            ("Rotas and rest\n\nSleep 9(1), 2021\n\nNaps help.", []),
            ("Rotas and rest\n\nNaps help those who work at night.", ["no-source"]),
            ("Rotas and rest\n\nNHS England\n\nNaps help.", ["no-year"]),
            ("Rotas and rest\n\nSleep 9(1), 2021", ["no-abstract"]),
            ("Rotas\n\nSleep 9(1), 2021\n\nNaps help.", ["title-length"]),
            ("Rotas and rest\n\nSleep 9(1), 2021\n\nNaps help. 3", ["stray-number"]),
        ],
    )
    def test_an_entry_says_what_a_librarian_should_look_at(self, entry: str, kinds: list[str]) -> None:
        _, doubts = read(in_reviews(entry))
        assert [(doubt.kind, doubt.line) for doubt in doubts] == [(kind, 13) for kind in kinds]

    def test_a_source_told_by_capitals_alone_is_doubtful(self) -> None:
        first = "Rotas and rest\n\nSleep 9(1), 2021\n\nNaps help."
        text = f"{first}\n\nNaps that porters take Sleeping Nurses, 2021\n\nThey help."
        brief, doubts = read(in_reviews(text))
        assert (brief.entries[1].title, brief.entries[1].source) == ("Naps that porters take", "Sleeping Nurses")
        assert [(doubt.kind, doubt.line) for doubt in doubts] == [("source-guessed", 19)]

    def test_a_brief_says_what_it_lacks(self) -> None:
        _, doubts = read("Reviews\n\nRotas and rest\n\nSleep 9(1), 2021\n\nNaps help.")
        assert [(doubt.kind, doubt.line) for doubt in doubts] == [
            ("no-title", None),
            ("no-date", None),
            ("no-access-policy", None),
        ]

    def test_a_heading_that_was_not_met_is_named(self) -> None:
        _, doubts = read(in_sections("Cases", "Reviews", "Ethics").replace("Reviews\n\n", "Overviews\n\n"))
        assert [doubt.message for doubt in doubts if doubt.kind == "heading-not-met"] == [
            'the contents list "Reviews", which was not met as a heading'
        ]

    def test_each_is_one_line(self) -> None:
        _, doubts = read("Rotas\n\nNHS England")
        assert doubts
        assert all("\n" not in doubt.message for doubt in doubts)

    def test_a_line_inside_an_abstract_may_be_another_entry(self) -> None:
        body = "Rotas and rest\n\nSleep 9(1), 2021\n\nNaps help.\n\nPay and food\n\nSleep 9(2), 2021\n\nIt helps."
        assert read(in_reviews(body))[1] == ()


class TestHabits:
    def test_entries_may_be_numbered(self) -> None:
        body = "\n\n".join(
            f"{n}. {subject} in small wards\nSleep Medicine {n}(1), 2021\nThey help those who work at night."
            for n, subject in enumerate(("Rotas", "Naps", "Pay", "Food", "Rest"), start=1)
        )
        entries = read_printed(in_reviews(body))
        assert [entry.title for entry in entries] == [
            f"{subject} in small wards" for subject in ("Rotas", "Naps", "Pay", "Food", "Rest")
        ]
        assert [entry.source for entry in entries] == [f"Sleep Medicine {n}(1)" for n in range(1, 6)]

    def test_the_entries_of_a_short_brief_may_be_numbered(self) -> None:
        items = "Naps help:\n\n1. every day\n2. at night"
        body = f"1. Rotas\n\nSleep 9(1), 2021\n\n{items}\n\n2. Rest among porters\nNHS England, May 2023\nWe asked."
        first, second = read_printed(in_reviews(body))
        assert (first.title, first.abstract) == ("Rotas", "Naps help:\n1. every day\n2. at night")
        assert (second.title, second.source, second.abstract) == ("Rest among porters", "NHS England", "We asked.")

    def test_bulletins_name_the_source_behind_the_abstract(self) -> None:
        body = "\n\n".join(
            f"{subject} in small wards\n\nThey help those who work at night.\n\nSource: Sleep Medicine {n}(1), May 2021"
            for n, subject in enumerate(("Rotas", "Naps", "Pay"), start=1)
        )
        assert read_printed(in_reviews(body)) == [
            Printed(
                ("Reviews",),
                f"{subject} in small wards",
                None,
                f"Sleep Medicine {n}(1)",
                PartialDate(2021, 5),
                "They help those who work at night.",
            )
            for n, subject in enumerate(("Rotas", "Naps", "Pay"), start=1)
        ]

    def test_a_source_may_stand_in_brackets_behind_the_title(self) -> None:
        body = "\n\n".join(
            f"{subject} in small wards. (Nursing Times, 2024, 12({n}) p. 4-5)\n\nThey help those who work at night."
            for n, subject in enumerate(("Rotas", "Naps"), start=1)
        )
        assert [(entry.source, entry.date, entry.abstract) for entry in read_printed(in_reviews(body))] == [
            (f"Nursing Times, 12({n}) p. 4-5", PartialDate(2024), "They help those who work at night.") for n in (1, 2)
        ]

    def test_numbered_headings_are_nested(self) -> None:
        contents = "1. Research\t2\n1.1 Wards\t2\n1.2 Homes\t3\n2. Networks\t4"
        entry = "{} in small wards\n\nSleep Medicine 9(1), 2021\n\nThey help.\n\n"
        body = (
            f"1. Research\n\n1.1 Wards\n\n{entry.format('Rotas')}1.2 Homes\n\n{entry.format('Naps')}"
            f"2. Networks\n\n{entry.format('Pay')}"
        )
        assert [entry.section for entry in read(FRONT.format(contents=contents) + body)[0].entries] == [
            ("1. Research", "1.1 Wards"),
            ("1. Research", "1.2 Homes"),
            ("2. Networks",),
        ]

    def test_contents_may_have_no_page_numbers(self) -> None:
        text = FRONT.format(contents="Reviews\nEthics").replace("Date of", "Produced by A Team\n\nDate of")
        entry = "{} in small wards\n\nSleep Medicine 9(1), 2021\n\nThey help those who work at night.\n\n"
        body = f"Reviews\n\n{entry.format('Rotas')}Ethics\n\n{entry.format('Naps')}"
        brief, doubts = read(text + body)
        assert [(entry.section, entry.title) for entry in brief.entries] == [
            (("Reviews",), "Rotas in small wards"),
            (("Ethics",), "Naps in small wards"),
        ]
        assert doubts == ()

    def test_a_word_divided_at_the_margin_is_whole(self) -> None:
        body = "Rotas and rest\n\nSleep 9(1), 2021\n\nNaps help nurses, and other nur-\nses who work at night."
        assert read_printed(in_reviews(body))[0].abstract == "Naps help nurses, and other nurses who work at night."

    def test_authors_links_and_dois_are_kept(self) -> None:
        body = (
            "Rotas and rest\n\nSmith J, Patel R. BMJ Open 2024;12(3):45-67. doi:10.1136/abc\n"
            "https://a.uk/x\n\nNaps help those who work at night."
        )
        (entry,) = read(in_reviews(body))[0].entries
        assert (entry.authors, entry.source, entry.date) == (
            "Smith J, Patel R",
            "BMJ Open 12(3):45-67",
            PartialDate(2024),
        )
        assert (entry.doi, entry.url) == ("10.1136/abc", "https://a.uk/x")


class TestAccounting:
    TEXT = in_reviews(
        f"Rotas and rest: a review\n\nSleep 9(1), 2021\n\nNaps help nurses{PAGE_BREAK}who work.\n\n12\n\nPay in wards"
        "\n\nSleep 9(2), 2021\n\nMoney is what nurses ask for.\n\nProduced by A Team"
    )

    @staticmethod
    def lines(text: str) -> dict[str, tuple[str, int | None]]:
        document = read_text(text.encode(), Path("brief.txt"))
        layout = read_layout(document, file="brief.txt", sha256="0" * 64)
        assert [(line.line, line.page) for line in layout.lines] == [
            (line.number, line.page) for line in document.lines
        ]
        return {
            line.text: (part.part.name, part.entry) for line, part in zip(document.lines, layout.lines, strict=True)
        }

    def test_every_line_is_accounted_for(self) -> None:
        assert list(self.lines(self.TEXT).items()) == [
            ("Contents", ("CONTENTS", None)),
            ("Reviews 2", ("CONTENTS", None)),
            ("Date of publication: May 2024", ("FRONT", None)),
            (self.TEXT.split("\n")[6], ("FRONT", None)),
            (self.TEXT.split("\n")[8], ("FRONT", None)),
            ("Reviews", ("HEADING", None)),
            ("Rotas and rest: a review", ("ENTRY", 0)),
            ("Sleep 9(1), 2021", ("ENTRY", 0)),
            ("Naps help nurses", ("ENTRY", 0)),
            ("Evidence Brief: Rotation Among Ward Nurses", ("FURNITURE", None)),
            ("who work.", ("ENTRY", 0)),
            ("12", ("FURNITURE", None)),
            ("Pay in wards", ("ENTRY", 1)),
            ("Sleep 9(2), 2021", ("ENTRY", 1)),
            ("Money is what nurses ask for.", ("ENTRY", 1)),
            ("Produced by A Team", ("FRONT", None)),
        ]

    def test_a_pointer_is_one(self) -> None:
        text = in_sections("Statistics:", "Reviews").replace("Statistics\n\n", "Statistics\n\nSee the Landscape\n\n")
        assert self.lines(text)["See the Landscape"] == ("POINTER", None)

    def test_an_address_that_was_joined_is_the_entrys(self) -> None:
        body = "Rotas and rest\n\nSleep 9(1), 2021\nhttps://www.nhs.uk/\nguides/rotas\n\nNaps help."
        lines = self.lines(in_reviews(body))
        assert (lines["https://www.nhs.uk/"], lines["guides/rotas"]) == (("ENTRY", 0), ("ENTRY", 0))

    def test_a_label_is_the_entrys_though_a_page_ends_below_it(self) -> None:
        entries = [f"Rotas on ward {n}\n\nSource:\nSleep {n}(1), 2021\n\nAbstract:\nNaps help {n}." for n in range(3)]
        body = "\n\n".join(entries).replace("Source:\nSleep 2", f"Source:{PAGE_BREAK}Sleep 2")
        lines = self.lines(in_reviews(body))
        assert [part for text, part in lines.items() if text == "Source:"] == [("ENTRY", 2)]
        assert lines[PAGE_BREAK.strip()] == ("FURNITURE", None)
        assert lines["Sleep 2(1), 2021"] == ("ENTRY", 2)

    def test_nothing_has_no_lines(self) -> None:
        assert self.lines("") == {}


def test_linked_titles_alone_in_a_section_are_entries() -> None:
    """A list of useful websites has neither sources nor abstracts."""
    address = "https://example.org/"
    lines = [
        *read_text(
            in_reviews("Rotas and rest\n\nSleep 9(1), 2021\n\nNurses on nights may sleep.").encode(), Path("brief.txt")
        ).lines,
        Line(90, "Websites", gap=True, style=Style(level=1, bold=True)),
        Line(91, "Sleep Council", gap=True, links=(Link(0, 13, f"{address}1"),)),
        Line(92, "Working Time Society", gap=True, links=(Link(0, 20, f"{address}2"),)),
        Line(93, "Shift Work Network", gap=True, links=(Link(0, 18, f"{address}3"),)),
    ]
    found = read_layout(Document(tuple(lines)), file="brief.txt", sha256="0" * 64)
    assert [(made.title, made.url) for made in found.brief.entries[1:]] == [
        ("Sleep Council", f"{address}1"),
        ("Working Time Society", f"{address}2"),
        ("Shift Work Network", f"{address}3"),
    ]


@pytest.mark.parametrize("between", [" ", ": ", " – "])
@pytest.mark.parametrize("gap", [True, False])
def test_a_link_and_what_it_leads_to_may_share_a_paragraph(between: str, *, gap: bool) -> None:
    described = {
        "Rostering toolkit for wards": "This toolkit helps managers to plan rotas, with templates and examples.",
        "Safe staffing guide": "A guide to safe staffing in all settings, with a calculator.",
        "Pages on preceptorship": "They say what the national framework asks of trusts. Most of it is free.",
    }
    lines = [Line(1, "Toolkits", gap=True, fresh=1.0, style=Style(level=1, bold=True))]
    for title, description in described.items():
        text, start = f"{title}{between}{description}", len(title) + (between[0] == " ")
        link = Link(0, len(title), f"https://a.uk/{len(lines)}")
        looks = (PLAIN, PLAIN)
        lines.append(Line(len(lines) + 1, text, gap=gap, fresh=1.0, turns=(start,), looks=looks, links=(link,)))
    found = read_layout(Document(tuple(lines)), file="brief.docx", sha256="0" * 64)
    assert {made.title: made.abstract for made in found.brief.entries} == described
    assert [made.url for made in found.brief.entries] == [f"https://a.uk/{n}" for n in (1, 2, 3)]


class TestLegend:
    """Marks behind titles, which the help section explains."""

    BODY = (
        "Contents\n\nReviews 2\n\nDate of publication: May 2024\n\nHelp\n\n{help}\n\nReviews\n\n"
        "Nurses and their rotas*\nBMJ Open 2020;10(9).\nNaps help a lot on the ward.\n\n"
        "What do nurses sleep for? **\nLancet 2021;20(2):101-6.\nA service evaluation over twelve months.\n\n"
        "Rest for all staff\nAcute Med 2021;20(2):101-6.\nA service evaluation over twelve months.\n"
    )

    @pytest.mark.parametrize(
        "said",
        [
            "* Abstract only: ask us. ** NHS OpenAthens account required: register here.\nAll other items are freely\n"
            "available; follow the link in the title.",
            "* abstract only\n** NHS OpenAthens account required\n\nEverything else is free.",
            "*abstract only; **OpenAthens. The rest are freely available.",
        ],
    )
    def test_a_mark_is_the_access_note_of_its_entry(self, said: str) -> None:
        entries = read(self.BODY.format(help=said))[0].entries
        assert [(entry.title, entry.access, entry.access_note) for entry in entries] == [
            ("Nurses and their rotas", Access.ABSTRACT_ONLY, "*"),
            ("What do nurses sleep for?", Access.OPENATHENS, "**"),
            ("Rest for all staff", Access.FREE, None),
        ]

    def test_an_entry_with_a_mark_that_nothing_explains_is_not_free(self) -> None:
        entries = read(self.BODY.format(help="All unmarked items are freely available."))[0].entries
        assert [(entry.title, entry.access, entry.access_note) for entry in entries] == [
            ("Nurses and their rotas*", Access.UNKNOWN, None),
            ("What do nurses sleep for? **", Access.UNKNOWN, None),
            ("Rest for all staff", Access.FREE, None),
        ]


def test_a_link_back_to_the_top_does_not_start_the_contents() -> None:
    parts = [
        f"{heading}\n\nRotation on {heading.lower()} wards: a survey\n\nWard Journal 3(2), 2022\n\nNurses moved.\n\nTop"
        for heading in ("Reports", "Reviews", "Case studies")
    ]
    document = read_text("\n\n".join(parts).encode(), Path("brief.txt"))
    lines = tuple(replace(line, contents=line.text == "Top") for line in document.lines)
    brief = read_layout(replace(document, lines=lines), file="brief.txt", sha256="0" * 64).brief
    assert [entry.title for entry in brief.entries] == [
        f"Rotation on {heading} wards: a survey" for heading in ("reports", "reviews", "case studies")
    ]
    assert [entry.abstract for entry in brief.entries] == ["Nurses moved."] * 3


def test_a_title_that_asks_goes_on_to_its_access_note() -> None:
    body = (
        "Shared decision making: framework and toolkit\n\nBritish Journal of Rostering 15(3), 3 March 2018\n\n"
        "How Does Flexible Working Change the Work of Ward Managers?\n"
        "Results of a National Audit OpenAthens required*\n\n"
        "Health & Social Care in the Community\n\n"
        "Background: Over the last decade this group has grown by half,\nyet no plan names it. Small steps help.\n"
    )
    assert read_printed(in_reviews(body))[1].title == (
        "How Does Flexible Working Change the Work of Ward Managers? Results of a National Audit"
    )


class TestTheFirstContainer:
    """A heading right below the help section's sentences, above another one, where there are no contents."""

    BODY = (
        "Please acknowledge this work as: Evidence Brief: Ward Life. Jo Bell. (May 2024) UK: Library\n\n"
        "Where a report is freely available the link has been provided.\n\n{first}\n\nAdults\n\nNaps on wards\n\n"
        "Nursing Times, 2023\n\nNurses of all wards sleep well there.\n\nChildren\n\nToys on wards\n\n"
        "BMJ Open 12(3), 2021\n\nChildren of all wards play well there.\n"
    )

    @pytest.mark.parametrize("first", ["Published Research", "Published Peer Reviewed Research", "Work in hospital"])
    def test_contains_it(self, first: str) -> None:
        entries = read(self.BODY.format(first=first))[0].entries
        assert [entry.section for entry in entries] == [(first, "Adults"), (first, "Children")]

    @pytest.mark.parametrize(
        "first",
        ["Library and Evidence Team", "jo.bell@nhs.uk", "Jo Bell, Librarian", "Contact us", "Published: May 2024"],
    )
    def test_is_not_what_says_who_made_the_brief(self, first: str) -> None:
        entries = read(self.BODY.format(first=first))[0].entries
        assert [entry.section for entry in entries] == [("Adults",), ("Children",)]


ABSTRACT = "Rotas were looked at in 12 wards for a year. They were found to help nurses to rest."


class TestWhatStandsBehindATitle:
    @pytest.mark.parametrize("join", ["\n", "\n\n"])
    @pytest.mark.parametrize(
        ("behind", "access", "note"),
        [
            ("https://a.uk/rotas", Access.FREE, None),
            ("https://a.uk/rotas [Abstract only]", Access.ABSTRACT_ONLY, "[Abstract only]"),
            ("Abstract only* https://a.uk/rotas", Access.ABSTRACT_ONLY, "Abstract only*"),
            (
                "- https://a.uk/rotas - NHS OpenAthens login required",
                Access.OPENATHENS,
                "NHS OpenAthens login required",
            ),
        ],
    )
    def test_is_its_address_with_a_note_on_either_side(
        self, behind: str, access: Access, note: str | None, join: str
    ) -> None:
        brief, _ = read(in_reviews(f"Rotas and rest on wards {behind}{join}BMC Nursing 3(1), 2020{join}{ABSTRACT}"))
        (entry,) = brief.entries
        assert (entry.title, entry.url) == ("Rotas and rest on wards", "https://a.uk/rotas")
        assert (entry.source, entry.access, entry.access_note) == ("BMC Nursing 3(1)", access, note)
        assert entry.abstract == ABSTRACT

    @pytest.mark.parametrize("doi", ["doi:10.1136/bmj.n71", "10.1136/bmj.n71", "https://doi.org/10.1136/bmj.n71"])
    def test_may_be_a_doi(self, doi: str) -> None:
        brief, _ = read(in_reviews(f"Rotas and rest on wards {doi}\nBMC Nursing 3(1), 2020\n{ABSTRACT}"))
        (entry,) = brief.entries
        assert (entry.title, entry.doi, entry.source) == (
            "Rotas and rest on wards",
            "10.1136/bmj.n71",
            "BMC Nursing 3(1)",
        )

    def test_needs_no_source_below(self) -> None:
        brief, _ = read(in_reviews(f"Rotas and rest on wards https://a.uk/rotas\n\n{ABSTRACT}"))
        (entry,) = brief.entries
        assert (entry.title, entry.url) == ("Rotas and rest on wards", "https://a.uk/rotas")

    @pytest.mark.parametrize(
        ("note", "title", "access"),
        [
            (": abstract only", "Rotas and rest on wards", Access.ABSTRACT_ONLY),
            (", Abstract only*", "Rotas and rest on wards", Access.ABSTRACT_ONLY),
            (" Available via NHS OpenAthens", "Rotas and rest on wards", Access.OPENATHENS),
            (" Free full text", "Rotas and rest on wards", Access.FREE),
            (" seen via OpenAthens", "Rotas and rest on wards seen via OpenAthens", Access.UNKNOWN),
        ],
    )
    def test_may_be_a_note_in_other_words_and_is_never_called_free_in_doubt(
        self, note: str, title: str, access: Access
    ) -> None:
        brief, doubts = read(in_reviews(f"Rotas and rest on wards{note}\nBMC Nursing 3(1), 2020\n{ABSTRACT}"))
        (entry,) = brief.entries
        assert (entry.title, entry.access) == (title, access)
        assert [doubt.kind for doubt in doubts] == ["access-unclear"] * (access is Access.UNKNOWN)


class TestEditions:
    @pytest.mark.parametrize(
        "line",
        ["Ward Life (July 2022)", "Ward Life: Evidence Brief (July 2022)", "Evidence Brief: Ward Life, July 2022"],
    )
    def test_are_told_by_the_date_beside_the_title(self, line: str) -> None:
        brief, _ = read(f"{line}\n\nReviews\n\nRotas and rest on wards\nBMC Nursing 3(1), 2020\n\n{ABSTRACT}")
        assert (brief.title, brief.id, brief.published) == ("Ward Life", "ward-life", PartialDate(2022, 7))

    def test_have_the_date_that_is_given_by_itself(self) -> None:
        brief, _ = read(
            "Ward Life (July 2022)\n\nDate of publication: August 2022\n\nReviews\n\n"
            f"Rotas and rest on wards\nBMC Nursing 3(1), 2020\n\n{ABSTRACT}"
        )
        assert (brief.title, brief.published) == ("Ward Life", PartialDate(2022, 8))


class TestStrayLines:
    ENTRY = f"Rotas and rest on wards\nBMC Nursing 3(1), 2020\n\n{ABSTRACT}"
    OTHER = f"Shifts that nurses choose\nBMC Nursing 4(1), 2021\n\n{ABSTRACT}"

    @pytest.mark.parametrize("line", ["Last checked: 12 May 2022", "For copies ring Bo Writer on 01234 567890."])
    def test_that_are_notices_belong_to_no_entry(self, line: str) -> None:
        brief, doubts = read(in_reviews(f"{self.ENTRY}\n\n{line}\n\n{self.OTHER}"))
        assert [entry.abstract for entry in brief.entries] == [ABSTRACT, ABSTRACT]
        assert [(doubt.kind, line in doubt.message) for doubt in doubts] == [("text-outside", True)]

    def test_of_a_few_words_raise_a_doubt(self) -> None:
        _, doubts = read(in_reviews(f"{self.ENTRY}\n\nThe end.\n\n{self.OTHER}"))
        assert [doubt.kind for doubt in doubts] == ["stray-line"]

    def test_that_are_an_address_give_the_entry_one(self) -> None:
        brief, doubts = read(in_reviews(f"{self.ENTRY}\n\nhttps://a.uk/rotas\n\n{self.OTHER}"))
        assert [entry.url for entry in brief.entries] == ["https://a.uk/rotas", None]
        assert doubts == ()

    def test_that_are_a_second_address_raise_a_doubt(self) -> None:
        entry = self.ENTRY.replace("wards\n", "wards https://a.uk/rotas\n")
        brief, doubts = read(in_reviews(f"{entry}\n\nhttps://b.uk/rotas\n\n{self.OTHER}"))
        assert [entry.url for entry in brief.entries] == ["https://a.uk/rotas", None]
        assert [(doubt.kind, "https://b.uk/rotas" in doubt.message) for doubt in doubts] == [("second-link", True)]


class TestTheLastSection:
    BODY = "\n\n".join(
        f"{heading}\n\n{titles}"
        for heading, titles in {
            "Guidance": TestStrayLines.ENTRY,
            "Staff groups": "Midwives\n\n" + TestStrayLines.OTHER,
            "Nurses": TestStrayLines.ENTRY.replace("Rotas", "Naps"),
            "Wellbeing": TestStrayLines.OTHER.replace("Shifts", "Hours"),
        }.items()
    )
    NAMES = ("Guidance", "Staff groups", "Midwives", "Nurses", "Wellbeing")

    def test_may_be_none_of_the_one_before(self) -> None:
        brief, doubts = read(FRONT.format(contents="\n".join(self.NAMES)) + self.BODY)
        assert [entry.section for entry in brief.entries][2:] == [
            ("Staff groups", "Nurses"),
            ("Staff groups", "Wellbeing"),
        ]
        assert [doubt.kind for doubt in doubts] == ["section-nested"]

    def test_is_nested_as_the_contents_are_indented(self) -> None:
        names = [f"  {name}" if name in ("Midwives", "Nurses") else name for name in self.NAMES]
        brief, doubts = read(FRONT.format(contents="\n".join(names)) + self.BODY)
        assert [entry.section for entry in brief.entries][2:] == [("Staff groups", "Nurses"), ("Wellbeing",)]
        assert doubts == ()


OWN_WORDS = (
    "Evidence Brief: Rest\n\nHow to get articles\n\nAll items are free to read unless we say otherwise. "
    "“Login needed”\nmeans that you will be asked for an OpenAthens password. “Summary only” means that nothing\n"
    "but the abstract can be read.\n\nReviews\n\n"
)


@pytest.mark.parametrize(
    ("title", "access"),
    [
        ("Rest on wards: a guide", "free"),
        ("Rest on wards: a guide – Login needed", "openathens"),
        ("Rest on wards: a guide – Summary only", "abstract_only"),
        ("Rest on wards: a guide\nSummary only", "abstract_only"),
        ("Rest on wards: a guide [login needed]", "openathens"),
        ("Rest on wards: a guide Summary only", "abstract_only"),
        ("Rest on wards: a guide, a login needed", "unknown"),
    ],
)
def test_what_the_help_section_explains_in_its_own_words_is_never_free(title: str, access: str) -> None:
    other = (
        "Naps at night: a survey\n\nSleep 2(1), 2020\n\nNaps help.\n\nSleep by day – Summary only\n\nSleep 3, 2021\n\n"
    )
    brief, _ = read(f"{OWN_WORDS}{title}\n\nBMJ Open 2(1), 2020\n\nNaps help nurses.\n\n{other}")
    assert [entry.access.value for entry in brief.entries] == [access, "free", "abstract_only"]
    if access != "unknown":
        assert brief.entries[0].title == "Rest on wards: a guide"


def test_a_cross_reference_is_a_pointer() -> None:
    text = (
        "Rest on wards: a guide\n\nBMJ Open 2(1), 2020\n\nNaps help nurses.\n\n"
        f"See also: the section on Sleep, and our\nbrief on{PAGE_BREAK}Naps (March 2023).\n\n"
        "Sleep\n\nNaps at night: a survey\n\nSleep 2(1), 2020\n\nNaps help.\n\nSee also: Reviews.\n"
    )
    whole = f"{FRONT.format(contents='Reviews 2' + chr(10) + 'Sleep 3')}Reviews\n\n{text}"
    layout = read_layout(read_text(whole.encode(), Path("brief.txt")), file="brief.txt", sha256="0" * 64)
    assert [entry.abstract for entry in layout.brief.entries] == ["Naps help nurses.", "Naps help."]
    texts = whole.split("\n")
    pointers = [texts[one.line - 1] for one in layout.lines if one.part is Part.POINTER]
    assert pointers == [
        "See also: the section on Sleep, and our",
        "brief on",
        "Naps (March 2023).",
        "See also: Reviews.",
    ]
    assert not [doubt for doubt in layout.doubts if "See also" in doubt.message]


def test_labels_of_an_abstract_are_neither_titles_nor_headings() -> None:
    parts = (
        "Purpose: To find how nurses rest.\n\nFindings: Three things help:\n1. a bed\n2. a quiet room\n\n"
        "Originality/value: The study gives the view of nurses by night, which is absent\nfrom the literature."
    )
    alone = (
        "AIM\n\nTo find how nurses rest on wards.\n\nMETHODS\n\nWe asked 40 nurses.\n\n"
        "PRACTICAL IMPLICATIONS\n\nBeds help."
    )
    text = f"Rest on wards\n\nBMJ Open 2(1), 2020\n\n{parts}\n\nNaps at night\n\nSleep 2(1), 2020\n\n{alone}"
    entries = read(in_reviews(text))[0].entries
    assert [(entry.title, entry.section) for entry in entries] == [
        ("Rest on wards", ("Reviews",)),
        ("Naps at night", ("Reviews",)),
    ]
    assert entries[0].abstract.endswith("which is absent from the literature.")
    assert entries[1].abstract.endswith("Beds help.")


def test_a_sentence_that_a_page_ends_in_is_no_title_among_numbered_ones() -> None:
    entry = "{n}. {title}\n\nBMJ Open {n}(1), 2020\n\n{abstract}\n\n"
    long = (
        "Recruiting one nurse costs a great deal, to which the cost of training for the test is added.\n\n"
        f"This analysis compares that sum with the cost of training a nurse in{PAGE_BREAK}"
        "England, and concludes that the case depends almost wholly on how long people stay."
    )
    titles = ["Rest on wards", "Naps at night", "Sleep by day", "Rotas and sleep", "Tired staff", "Beds for nurses"]
    text = "".join(
        entry.format(n=n, title=title, abstract=long if n == 3 else "Naps help nurses who work at night to stay awake.")
        for n, title in enumerate(titles, start=1)
    )
    entries = read(in_reviews(text))[0].entries
    assert [entry.title for entry in entries] == titles
    assert "nurse in England, and" in entries[2].abstract


def test_sources_above_titles_are_doubted() -> None:
    names = ["Rest on wards", "Naps at night", "Sleep by day", "Rotas and sleep", "Tired staff", "Beds for nurses"]
    above = "".join(f"BMJ Open {n}(1), 202{n}\n{name}\n\nNaps help nurses.\n\n" for n, name in enumerate(names))
    below = "".join(f"{name}\nBMJ Open {n}(1), 202{n}\n\nNaps help nurses.\n\n" for n, name in enumerate(names))
    assert "sources-above" in {doubt.kind for doubt in read(in_reviews(above))[1]}
    assert "sources-above" not in {doubt.kind for doubt in read(in_reviews(below))[1]}
