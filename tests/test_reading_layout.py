"""Briefs typeset in habits varied at random read back exactly; what is doubtful about a reading is said."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from briefqa.brief import PartialDate
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
CONTAINED = ("Children and Young People", "Education, Training and Skills", "Ethics", "Long-term conditions", "Workforce")

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
    undated = [(organisation, None), (f"{journal} 29(5), pp. 1439-1449", None)]
    return draw(st.sampled_from(dated) | st.sampled_from([*dated, *undated]))


@st.composite
def abstracts(draw: st.DrawFn, number: int) -> str:
    sentences = draw(st.lists(st.sampled_from(SENTENCES), max_size=4, unique=True))
    first = f"{draw(st.sampled_from(OPENINGS))}We visited {number} wards. {' '.join(sentences[:2])}"
    second = draw(st.sampled_from(["", f"On ward {number} little had changed. {' '.join(sentences[2:])}", LIST.format(number)]))
    return "\n".join(paragraph.strip() for paragraph in (first, second) if paragraph)


@st.composite
def printed(draw: st.DrawFn, section: tuple[str, ...], subject: str, number: int) -> Printed:
    note = draw(st.sampled_from([None, None, "Abstract only*", "NHS OpenAthens account required"]))
    source, date = draw(sources())
    abstract = draw(abstracts(number)) if date is None else draw(st.just("") | abstracts(number))
    return Printed(section, subject + draw(st.sampled_from(DESIGNS)), note, source, date, abstract)


@st.composite
def outlines(draw: st.DrawFn) -> list[tuple[str, ...]]:
    """The section path of each entry; a container, where there is one, comes last, its sections in alphabetical order."""
    plain = draw(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=3, unique=True))
    contained = draw(st.lists(st.sampled_from(CONTAINED), max_size=2, unique=True))
    paths = [(name,) for name in plain] + [(CONTAINER, name) for name in sorted(contained)]
    return [path for path in paths for _ in range(draw(st.integers(1, 3)))]


@st.composite
def typeset_titles(draw: st.DrawFn, entry: Printed) -> str:
    title = entry.title if entry.access_note is None else f"{entry.title} {entry.access_note}"
    lines = textwrap.wrap(title, draw(st.sampled_from([52, 64, 1000])), break_on_hyphens=False)
    underlined = draw(st.sampled_from([0, 1, len(lines)]))
    return "\n".join([*(f"<u>{line}</u>" for line in lines[:underlined]), *lines[underlined:]])


@st.composite
def typeset_paragraphs(draw: st.DrawFn, paragraph: str) -> str:
    if "\n" in paragraph:
        return paragraph.replace("\n", "\n\n", 1)
    words = paragraph.split()
    cuts = [n for n in range(5, len(words) - 3) if words[n - 1].isalpha() and words[n][0].islower()]
    if cuts and draw(st.booleans()):
        cut = draw(st.sampled_from(cuts))
        return draw(st.sampled_from(["\n", "\n\n", PAGE_BREAK])).join([" ".join(words[:cut]), " ".join(words[cut:])])
    return textwrap.fill(paragraph, draw(st.sampled_from([64, 10_000])), break_on_hyphens=False)


@st.composite
def typeset_entries(draw: st.DrawFn, entry: Printed) -> str:
    source = entry.source if entry.date is None else f"{entry.source}, {entry.date.words}"
    abstract = "\n\n".join(draw(typeset_paragraphs(paragraph)) for paragraph in entry.abstract.split("\n", 1))
    after_source = draw(st.sampled_from(["\n\n", "\n", " "] if entry.date else ["\n\n", "\n"]))
    told_apart = entry.title[-1].islower() and entry.source.endswith("(1)") and ":" not in entry.source
    if told_apart and entry.abstract and entry.access_note is None and draw(st.booleans()):
        return f"{entry.title} {source}{after_source}{abstract}"
    after_title = draw(st.sampled_from(["\n\n", "\n", PAGE_BREAK]))
    return f"{draw(typeset_titles(entry))}{after_title}{source}{after_source}{abstract}"


@st.composite
def typeset_briefs(draw: st.DrawFn) -> Typeset:
    paths = draw(outlines())
    subjects = draw(st.lists(st.sampled_from(ALL_SUBJECTS), min_size=len(paths), max_size=len(paths), unique=True))
    entries = [draw(printed(path, subject, n)) for n, (path, subject) in enumerate(zip(paths, subjects, strict=True), start=30)]
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


@given(typeset_briefs())
@settings(max_examples=200, deadline=None)
def test_a_typeset_brief_reads_back(brief: Typeset) -> None:
    assert read_printed(brief.text) == brief.entries
