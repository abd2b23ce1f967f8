"""Key points in front of the first entries, and notes on the search behind the last, are no entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.reading.doubts import doubt_matter
from briefqa.reading.layout import Layout, Part, read_layout
from briefqa.reading.lines import Line
from briefqa.reading.looking import look
from briefqa.reading.matter import matter_headings, without_matter
from briefqa.reading.names import NO_NAMES
from briefqa.reading.roles import Role
from briefqa.reading.text import read_text

TITLES = (
    "Rest on wards: a guide",
    "Naps at night: a survey",
    "Rotas and sleep",
    "Sleep by day: a trial",
    "Tired staff",
)
POINTS = "Theme what the studies say\nRotas Forward rotas are better than others.\nNaps Nurses who nap are more awake."


def read(text: str) -> Layout:
    return read_layout(read_text(text.encode(), Path("brief.txt")), file="brief.txt", sha256="0" * 64)


def brief(before: str, *, numbered: bool = False, behind: str = "") -> str:
    entries = "".join(
        f"{f'{n}. ' if numbered else ''}{title}\n\nBMJ Open {n}(1), 2020\n\nNaps help nurses to stay awake.\n\n"
        for n, title in enumerate(TITLES, start=1)
    )
    front = "Evidence Brief: Rest\n\nPublished: May 2024\n\nAsk the library for help with any of these.\n\n"
    return f"{front}{before}Reviews\n\n{entries}{behind}"


def titles(layout: Layout) -> list[str]:
    return [entry.title for entry in layout.brief.entries]


def test_key_points_are_matter() -> None:
    layout = read(brief(f"Key points\n\n{POINTS}\n\n"))
    assert titles(layout) == list(TITLES)
    assert [one.part for one in layout.lines[3:7]] == [Part.HEADING, Part.POINTER, Part.POINTER, Part.POINTER]
    assert layout.brief.entries[0].section == ("Reviews",)


def test_how_one_searched_is_matter() -> None:
    behind = (
        "How we searched\n\nThis list is based on a search that a librarian did on 2 May 2024:\n\n"
        "1. Medline and CINAHL, from January 2014\n2. the websites of national bodies\n\n"
        "Disclaimer\n\nThe service has taken every care.\n"
    )
    for numbered in (False, True):
        assert titles(read(brief("", numbered=numbered, behind=behind))) == list(TITLES)


@pytest.mark.parametrize(("heading", "counted", "told"), [("Themes", True, [False]), ("Key points", False, [True])])
def test_a_heading_or_what_the_entries_have_tells(heading: str, *, counted: bool, told: list[bool]) -> None:
    lines = [Line(1, heading), Line(2, "Rotas matter"), Line(3, "Forward rotas help."), Line(4, "Reviews")]
    lines += [Line(5 + n, title, counted=counted) for n, title in enumerate(TITLES)]
    lines.append(Line(10, "BMJ Open 2(1), 2020"))
    roles = [Role.HEADING, Role.TITLE, Role.ABSTRACT, Role.HEADING, *[Role.TITLE] * 5, Role.SOURCE]
    clues = look(lines, NO_NAMES)
    found = matter_headings(clues, roles)
    assert list(found.values()) == told
    assert without_matter(roles, found)[:4] == [Role.HEADING, Role.POINTER, Role.POINTER, Role.HEADING]
    assert [doubt.line for doubt in doubt_matter(clues, found)] == ([] if told[0] else [1])


def test_without_either_they_stay_entries() -> None:
    lines = [Line(1, "Themes"), Line(2, "Rotas matter"), Line(3, "Reviews"), Line(4, "Rest"), Line(5, "BMJ, 2020")]
    roles = [Role.HEADING, Role.TITLE, Role.HEADING, Role.TITLE, Role.SOURCE]
    assert matter_headings(look(lines, NO_NAMES), roles) == {}
    assert without_matter(roles, {}) == roles


def test_a_brief_of_nothing_else_keeps_its_entries() -> None:
    roles = [Role.HEADING, Role.TITLE, Role.ABSTRACT]
    lines = [Line(1, "Key points"), Line(2, "Rotas matter"), Line(3, "They do.")]
    assert matter_headings(look(lines, NO_NAMES), roles) == {}


@pytest.mark.parametrize("heading", ["Guidance", "Overview"])
def test_an_entry_without_a_source_in_the_first_section_is_one(heading: str) -> None:
    first = "Rest for managers: a toolkit\n\nThis toolkit says how wards can let their nurses rest at night.\n\n"
    assert titles(read(brief(f"{heading}\n\n{first}"))) == ["Rest for managers: a toolkit", *TITLES]
