"""Access notes in a brief's own words mean what it says they mean."""

from __future__ import annotations

import pytest

from briefqa.brief import Access
from briefqa.reading.lines import Line, Style
from briefqa.reading.roles import Field
from briefqa.reading.taught_notes import taught_notes, with_taught_notes_apart


@pytest.mark.parametrize(
    ("text", "taught"),
    [
        ("“Login needed” means that you will be asked for your OpenAthens password.", {"login needed": "openathens"}),
        (
            "All is free. “Summary only” means that the link leads to the abstract and the full text is not available.",
            {"summary only": "abstract_only"},
        ),
        ("Login needed: NHS OpenAthens account required", {"login needed": "openathens"}),
        ("• Staff log-in = OpenAthens", {"staff log-in": "openathens"}),
        ("Preview means only the abstract can be read.", {"preview": "abstract_only"}),
        (
            "Where you see 'Sign in', an OpenAthens account is needed; 'Preview' marks what has only a summary.",
            {"sign in": "openathens", "preview": "abstract_only"},
        ),
        ("Items marked “Ask us” are available on request.", {"ask us": "unknown"}),
        ("Some say “Staff only”. For these you need an OpenAthens account.", {"staff only": "openathens"}),
        ("“Staff” means that nothing can be read without an OpenAthens account.", {"staff": "openathens"}),
        ("“Open” means that it is free to read.", {"open": "free"}),
        ("Abstracts alone “Odd” OpenAthens", {"odd": "unknown"}),
        ("“Abstract only” means that only the abstract is free.", {}),
        ("Help: ask for an OpenAthens account", {}),
        ("“Naps” means sleep by day.", {}),
        ("", {}),
    ],
)
def test_a_sentence_says_what_a_phrase_means(text: str, taught: dict[str, str]) -> None:
    assert taught_notes(text) == {phrase: Access(access) for phrase, access in taught.items()}


LEGEND = {
    "login needed": Access.OPENATHENS,
    "summary only": Access.ABSTRACT_ONLY,
    "preview": Access.ABSTRACT_ONLY,
    "*": Access.FREE,
}


@pytest.mark.parametrize(
    ("text", "title", "note"),
    [
        ("Rest on wards – Summary only", "Rest on wards", "Summary only"),
        ("Rest on wards Summary only", "Rest on wards", "Summary only"),
        ("Rest on wards (login needed)", "Rest on wards", "(login needed)"),
        ("Who rests? summary only", "Who rests?", "summary only"),
    ],
)
def test_a_phrase_behind_a_title_is_its_note(text: str, title: str, note: str) -> None:
    first, second = with_taught_notes_apart([Line(1, text, gap=True)], LEGEND, ())
    assert (first.text, first.field, first.gap) == (title, None, True)
    assert (second.text, second.field, second.gap) == (note, Field.ACCESS, False)


def test_a_phrase_on_a_line_of_its_own_is_a_note() -> None:
    lines = [Line(1, "Rest"), Line(2, "Login needed"), Line(3, "Naps")]
    assert [line.field for line in with_taught_notes_apart(lines, LEGEND, ())] == [None, Field.ACCESS, None]


@pytest.mark.parametrize(
    "lines",
    [
        [Line(1, "Rest for all who have a login needed")],
        [Line(1, "All is free. Login needed"), Line(2, "means OpenAthens.")],
        [Line(1, "Login needed", gap=True)],
        [Line(1, "Rest on wards, preview")],
        [Line(1, "Rest on wards Preview")],
        [Line(1, "Login needed", style=Style(level=1))],
        [Line(1, "Rest", field=Field.TITLE)],
    ],
)
def test_other_lines_stay(lines: list[Line]) -> None:
    assert with_taught_notes_apart(lines, LEGEND, ()) == lines


def test_what_the_contents_name_is_a_heading() -> None:
    lines = [Line(1, "Login needed")]
    assert with_taught_notes_apart(lines, LEGEND, {"login needed"}) == lines


def test_nothing_taught_changes_nothing() -> None:
    lines = [Line(1, "Rest – Summary only")]
    assert with_taught_notes_apart(lines, {"*": Access.FREE}, ()) == lines
