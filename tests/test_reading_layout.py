"""Briefs typeset in habits varied at random read back exactly, and what is doubtful about a reading is said."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from briefqa.brief import MONTHS, PartialDate
from briefqa.reading.layout import read_layout
from briefqa.reading.text import read_text

if TYPE_CHECKING:
    from briefqa.brief import Brief
    from briefqa.reading import Doubt

BRIEF_TITLE = "Rotation Among Ward Nurses"
HEADER = f"Evidence Brief: {BRIEF_TITLE}"
POLICY = "Where a report is freely available the link has been provided. If an account is required this is indicated."

SECTIONS = (
    "Key publications – the big picture",
    "Case Studies",
    "Reviews",
    "Children and Young People",
    '"Holding"',
    "Education, Training and Skills",
    "Learning from Covid-19",
    "Long-term conditions",
    "Workforce",
    "eLearning",
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
DESIGNS = (
    ": a scoping review",
    ": a realist evaluation",
    " - a mixed methods study",
    ": What do nurses say?",
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
ORGANISATIONS = ("NHS England", "Healthwatch", "Healthwatch Hammersmith and Fulham", "South West Nursing Network")
SENTENCES = (
    "Background: Many wards lose nurses within a year of their training.",
    "Objectives To find out what keeps nurses in post.",
    "Nurses who rotate between wards learn more than those who stay.",
    "We searched five databases from January 2010 to March 2020.",
    "Interviews were held with 34 members of staff in Leeds, England.",
    "In May 2019, the scheme was extended to every hospital in Wales.",
    "Managers (n = 12) said that rotas were hard to fill, and costly.",
    "What this means for smaller hospitals is less clear.",
    "Since 2007, the programme has reached 4,000 nurses, of whom 61% stayed., METHODS: A survey.",
    "Rotation should be offered to all who want it.",
    "Can these findings be repeated elsewhere?",
)


@dataclass(frozen=True)
class Printed:
    """What is printed of one entry."""

    section: str
    title: str
    note: str | None
    source: str
    date: PartialDate
    abstract: str


@st.composite
def printed_entries(draw: st.DrawFn, section: str) -> Printed:
    title = draw(st.sampled_from(SUBJECTS)) + " " + draw(st.sampled_from(PLACES)) + draw(st.sampled_from(DESIGNS))
    if draw(st.booleans()):
        source = draw(st.sampled_from(JOURNALS)) + draw(
            st.sampled_from(["", " 22(1)", " 13", " 53(Supplement 4)", " 2025(1)", " 6 pp. 23-28"])
        )
    else:
        source = draw(st.sampled_from(ORGANISATIONS))
    date = PartialDate(draw(st.integers(1995, 2025)), draw(st.none() | st.integers(1, 12)))
    note = draw(st.sampled_from([None, None, "Abstract only*", "NHS OpenAthens account required"]))
    abstract = " ".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=0, max_size=4, unique=True)))
    return Printed(section, title, note, source, date, abstract)


def page_break(header: str = HEADER) -> str:
    return f"\n\n{header}\n\n"


def typeset_title(draw: st.DrawFn, entry: Printed) -> str:
    title = entry.title if entry.note is None else f"{entry.title} {entry.note}"
    lines = textwrap.wrap(title, draw(st.sampled_from([48, 64, 1000])))
    marked = draw(st.integers(0, 2))
    if marked == 1:
        lines[0] = f"<u>{lines[0]}</u>"
    elif marked == 2:
        lines = [f"<u>{line}</u>" for line in lines]
    return "\n".join(lines)


def typeset_abstract(draw: st.DrawFn, abstract: str) -> str:
    words = abstract.split()
    cuts = [n for n in range(1, len(words)) if words[n - 1][-1] not in ".?:;" and words[n][0].islower()]
    if cuts and draw(st.booleans()):
        cut = draw(st.sampled_from(cuts))
        joint = draw(st.sampled_from(["\n", "\n\n", page_break()]))
        return " ".join(words[:cut]) + joint + " ".join(words[cut:])
    if draw(st.booleans()):
        return textwrap.fill(abstract, 64)
    return abstract


@st.composite
def typeset_briefs(draw: st.DrawFn) -> tuple[str, list[Printed]]:
    sections = draw(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=4, unique=True))
    entries: list[Printed] = []
    body = ""
    seen = set()
    for section in sections:
        body += f"{section}\n\n"
        for entry in draw(st.lists(printed_entries(section), min_size=1, max_size=3)):
            if entry.title[:48] in seen:
                continue
            seen.add(entry.title[:48])
            entries.append(entry)
            date = entry.date.words
            body += typeset_title(draw, entry)
            body += draw(st.sampled_from(["\n\n", "\n", page_break()]))
            body += f"{entry.source}, {date}"
            if entry.abstract:
                body += draw(st.sampled_from(["\n\n", "\n", " ", page_break()])) + typeset_abstract(
                    draw, entry.abstract
                )
            body += draw(st.sampled_from(["\n\n", page_break()]))
    contents = "\n".join(f"{section}\t{n}" for n, section in enumerate(sections, start=2))
    front = f"Contents\n\n{contents}\n\nPlease acknowledge this work as: Evidence Brief: {BRIEF_TITLE}. A. Author. (May 2024) UK: A Team\n\n{POLICY}\n\n"
    return front + body + page_break() * 2, entries


def read(text: str) -> tuple[Brief, tuple[Doubt, ...]]:
    return read_layout(read_text(text.encode(), Path("brief.txt")), file="brief.txt", sha256="0" * 64)


@given(typeset_briefs())
@settings(max_examples=3000, deadline=None)
def test_a_typeset_brief_reads_back(typeset: tuple[str, list[Printed]]) -> None:
    text, entries = typeset
    brief, _ = read(text)
    found = [
        Printed(
            entry.section[-1],
            entry.title,
            entry.access_note,
            entry.source,
            entry.date or PartialDate(0),
            entry.abstract,
        )
        for entry in brief.entries
    ]
    assert found == entries, text
