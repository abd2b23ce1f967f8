"""Briefs typeset in habits varied at random read back exactly; what is doubtful about a reading is said."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefqa.brief import Access, PartialDate
from briefqa.reading.layout import read_layout
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

SECTIONS = (
    "Key publications – the big picture",
    "Case Studies",
    "eLearning",
    "Learning from Covid-19",
    '"Holding"',
    "Competency Frameworks",
)
CONTAINER = "Published Peer Reviewed Research"
CONTAINED = (
    "Children and Young People",
    "Education, Training and Skills",
    "Ethics",
    "Long-term conditions",
    "Workforce",
)

SUBJECTS = (
    "Peer support",
    "Night working",
    "Rotation between wards",
    "Training for health care assistants",
    "The role of discharge coordinators",
    "'Nobody asked us': staff voice",
    "Teaching British Sign Language",
    "Retaining early career midwives",
    "12-hour shifts",
)
PLACES = (
    "in maternity wards",
    "in rural hospitals",
    "among porters and cleaners",
    "during and after the COVID-19 pandemic",
    "in England and Wales",
    "for people with long-term conditions",
)
ALL_SUBJECTS = [f"{subject} {place}" for subject in SUBJECTS for place in PLACES]
DESIGNS = (
    ": a scoping review",
    ": a realist evaluation",
    " - a mixed methods study",
    ": What do nurses say?",
    "? A qualitative study",
    "?",
    "",
    ": findings from the ROTA trial (2019)",
    " – Golby et al",
)
JOURNALS = (
    "BMC Medicine",
    "BJGP Open",
    "The Lancet",
    "PloS One",
    "Health & Social Care in the Community",
    "Journal of Psychiatric and Mental Health Nursing",
    "Lifestyle Medicine (26883740)",
    "Public Health Research (Southampton, England)",
    "The British Journal of General Practice: The Journal of the Royal College of General Practitioners",
)
VOLUMES = (" 22(1)", " 13", " 53(Supplement 4)", " 2025(1)", " 2024", " 75(752)", " 6 pp. 23-28")
ORGANISATIONS = ("NHS England", "Healthwatch", "Healthwatch Hammersmith and Fulham", "South West Nursing Network")
SENTENCES = (
    "Many wards lose nurses within a year of their training.",
    "Nurses who rotate between wards learn more than those who stay.",
    "We searched five databases from January 2010 to March 2020.",
    "Interviews were held with 34 members of staff in Leeds, England.",
    "In May 2019, the scheme was extended to every hospital in Wales.",
    "Managers (n = 12) said that rotas were hard to fill, and costly.",
    "What this means for smaller hospitals is less clear.",
    "Since 2007, the programme has reached 4,000 nurses, of whom 61% stayed., METHODS: A survey.",
    "Rotation should be offered to all who want it.",
    "Less is known about nurses who work part time..",
)
OPENINGS = ("", "Background: ", "BACKGROUND: ", "Objectives ", "Abstract: Introduction: ", "Aim(s): ")
LIST = "Ward {0} now has:\n- 1. Monthly meetings of all staff of ward {0}\n- 2. A forum (for nurses of ward {0})"


@dataclass(frozen=True)
class Printed:
    """What a brief prints of one entry."""

    section: tuple[str, ...]
    title: str
    access_note: str | None
    source: str
    date: PartialDate | None
    abstract: str


@dataclass(frozen=True)
class Typeset:
    """A brief as a file holds it, and what it prints."""

    text: str
    entries: list[Printed]


@st.composite
def sources(draw: st.DrawFn) -> tuple[str, PartialDate | None]:
    journal, organisation = draw(st.sampled_from(JOURNALS)), draw(st.sampled_from(ORGANISATIONS))
    date = PartialDate(draw(st.integers(1995, 2025)), draw(st.none() | st.integers(1, 12)))
    dated = [(journal, date), (f"{journal}{draw(st.sampled_from(VOLUMES))}", date), (organisation, date)]
    undated = [("NHS England", None), ("Healthwatch", None), (f"{journal} 29(5), pp. 1439-1449", None)]
    return draw(st.sampled_from(dated) | st.sampled_from([*dated, *undated]))


@st.composite
def abstracts(draw: st.DrawFn, number: int) -> str:
    sentences = draw(st.lists(st.sampled_from(SENTENCES), max_size=4, unique=True))
    first = f"{draw(st.sampled_from(OPENINGS))}We visited {number} wards. {' '.join(sentences[:2])}"
    second = draw(
        st.sampled_from(["", f"On ward {number} little had changed. {' '.join(sentences[2:])}", LIST.format(number)])
    )
    return "\n".join(paragraph.strip() for paragraph in (first, second) if paragraph)


@st.composite
def printed(draw: st.DrawFn, section: tuple[str, ...], subject: str, number: int) -> Printed:
    note = draw(st.sampled_from([None, None, "Abstract only*", "NHS OpenAthens account required"]))
    source, date = draw(sources())
    abstract = draw(abstracts(number)) if date is None else draw(st.just("") | abstracts(number))
    return Printed(section, subject + draw(st.sampled_from(DESIGNS)), note, source, date, abstract)


@st.composite
def outlines(draw: st.DrawFn) -> list[tuple[str, ...]]:
    """The section path of each entry; a container comes last and has its sections in alphabetical order."""
    plain = draw(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=3, unique=True))
    contained = draw(st.lists(st.sampled_from(CONTAINED), max_size=2, unique=True))
    paths = [(name,) for name in plain] + [(CONTAINER, name) for name in sorted(contained)]
    return [path for path in paths for _ in range(draw(st.integers(1, 3)))]


@st.composite
def typeset_titles(draw: st.DrawFn, entry: Printed) -> str:
    title = entry.title if entry.access_note is None else f"{entry.title} {entry.access_note}"
    lines = textwrap.wrap(title, draw(st.sampled_from([52, 64, 1000])), break_on_hyphens=False)
    if any(line.startswith(("-", "–")) for line in lines):  # could be an item of a list
        lines = [title]
    underlined = draw(st.sampled_from([0, 1, len(lines)]))
    return "\n".join([*(f"<u>{line}</u>" for line in lines[:underlined]), *lines[underlined:]])


@st.composite
def typeset_paragraphs(draw: st.DrawFn, paragraph: str) -> str:
    if "\n" in paragraph:
        return paragraph.replace("\n", "\n\n", 1)
    words = paragraph.split()
    cuts = [n for n in range(5, len(words) - 3) if words[n - 1].isalpha() and words[n][0].islower()]
    if draw(st.booleans()) and cuts:
        cut = draw(st.sampled_from(cuts))
        return draw(st.sampled_from(["\n", "\n\n", PAGE_BREAK])).join([" ".join(words[:cut]), " ".join(words[cut:])])
    return textwrap.fill(paragraph, draw(st.sampled_from([64, 10_000])), break_on_hyphens=False)


@st.composite
def typeset_entries(draw: st.DrawFn, entry: Printed) -> str:
    source = entry.source if entry.date is None else f"{entry.source}, {entry.date.words}"
    abstract = "\n\n".join(draw(typeset_paragraphs(paragraph)) for paragraph in entry.abstract.split("\n", 1))
    after_source = draw(st.sampled_from(["\n\n", "\n", " "] if entry.date else ["\n\n", "\n"]))
    told_apart = entry.title.split()[-1].islower() and entry.source.endswith("(1)") and ":" not in entry.source
    if told_apart and entry.abstract and entry.access_note is None and draw(st.booleans()):
        return f"{entry.title} {source}{after_source}{abstract}"
    after_title = draw(st.sampled_from(["\n\n", "\n", PAGE_BREAK] if entry.date else ["\n\n", PAGE_BREAK]))
    return f"{draw(typeset_titles(entry))}{after_title}{source}{after_source}{abstract}"


@st.composite
def typeset_briefs(draw: st.DrawFn) -> Typeset:
    paths = draw(outlines())
    subjects = draw(st.lists(st.sampled_from(ALL_SUBJECTS), min_size=len(paths), max_size=len(paths), unique=True))
    entries = [
        draw(printed(path, subject, n)) for n, (path, subject) in enumerate(zip(paths, subjects, strict=True), start=30)
    ]
    headings: list[str] = []
    body = ""
    for entry in entries:
        new = [name for name in entry.section if name not in headings]
        headings += new
        body += "".join(f"{name}\n\n" for name in new)
        body += draw(typeset_entries(entry)).strip() + draw(st.sampled_from(["\n\n", PAGE_BREAK]))
    contents = "\n".join(f"{name}\t{page}" for page, name in enumerate(headings, start=2))
    return Typeset(FRONT.format(contents=contents) + body + PAGE_BREAK * 2, entries)


def read(text: str) -> tuple[Brief, tuple[Doubt, ...]]:
    return read_layout(read_text(text.encode(), Path("brief.txt")), file="brief.txt", sha256="0" * 64)


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


@given(typeset_briefs())
@settings(max_examples=200, deadline=None)
def test_a_typeset_brief_reads_back(brief: Typeset) -> None:
    assert read_printed(brief.text) == brief.entries


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
        (entry,) = read(in_reviews("Rotas and rest\n\nSleep 9(1), 2021\n\nNurses slept for 3"))[0].entries
        assert entry.abstract == "Nurses slept for 3"

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
            (entry.section, entry.title) for entry in read_printed(f"Reviews\n\n{first}\n\nEthics\n\n{second}")
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

    def test_else_the_name_of_the_file(self) -> None:
        assert read("Rotas")[0].title == "brief"


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
