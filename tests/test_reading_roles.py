"""Which role each line plays: small bodies, every habit by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.reading.roles import Role, assign_roles
from briefqa.reading.text import read_text

TITLE = "Night shifts among porters: a scoping review"
SOURCE = "Sleep Medicine 9(1), June 2022"
ABSTRACT = "Background: Porters who work at night sleep less than five hours."


def _roles(
    text: str, *, headings: tuple[int, ...] = (), has_contents: bool = True, known: tuple[str, ...] = ()
) -> list[str]:
    lines = read_text(text.encode(), Path("brief.txt"))
    found = assign_roles(lines, set(headings), set(known), has_contents=has_contents)
    return [role.name for role in found]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (f"{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}", "TITLE SOURCE ABSTRACT"),
        (f"{TITLE}\n{SOURCE}\n{ABSTRACT}", "TITLE SOURCE ABSTRACT"),
        (f"{TITLE}\n\n{SOURCE} {ABSTRACT}", "TITLE SOURCE_ABSTRACT"),
        (f"{TITLE} {SOURCE}\n\n{ABSTRACT}", "TITLE_SOURCE ABSTRACT"),
        (f"{TITLE} {SOURCE} {ABSTRACT}", "TITLE_SOURCE_ABSTRACT"),
        (f"{TITLE}\nAbstract only*\n{SOURCE}\n{ABSTRACT}", "TITLE ACCESS_NOTE SOURCE ABSTRACT"),
        (f"Night shifts among porters in hospitals:\na scoping review\n\n{SOURCE}", "TITLE TITLE_MORE SOURCE"),
        (f"{TITLE}\n\n{SOURCE}\n\nPorters who work at night sleep\n\nless.", "TITLE SOURCE ABSTRACT ABSTRACT_MORE"),
        (f"{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}\n\nNaps help them. They are short.", "TITLE SOURCE ABSTRACT PARAGRAPH"),
        (f"{TITLE}\n\n{SOURCE}\n\nNaps are:\n- Short\n- Free", "TITLE SOURCE ABSTRACT PARAGRAPH PARAGRAPH"),
        (f"{TITLE}\n\nNHS England\n\n{ABSTRACT}", "TITLE SOURCE ABSTRACT"),
        (f"{TITLE}\n\n{ABSTRACT}", "TITLE ABSTRACT"),
        (f"{TITLE}\n\n{SOURCE}\n\n{TITLE}\n\n{SOURCE}", "TITLE SOURCE TITLE SOURCE"),
    ],
)
def test_an_entry_in_every_habit(text: str, roles: str) -> None:
    assert _roles(f"Reviews\n\n{text}", headings=(0,)) == ["HEADING", *roles.split()]


def test_a_section_that_only_points_elsewhere() -> None:
    text = f"Statistics\n\nYou can find statistics elsewhere.\n\nReviews\n\n{TITLE}\n\n{SOURCE}"
    assert _roles(text, headings=(0, 2)) == ["HEADING", "POINTER", "HEADING", "TITLE", "SOURCE"]


def test_what_the_contents_name_is_a_heading_however_it_looks() -> None:
    text = f"{'Very long heading. ' * 8}\n\n{TITLE}\n\n{SOURCE}"
    assert _roles(text, headings=(0,)) == ["HEADING", "TITLE", "SOURCE"]


def test_without_contents_a_heading_is_told_by_what_follows() -> None:
    text = f"Reviews\n\n{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}"
    assert _roles(text, has_contents=False) == ["HEADING", "TITLE", "SOURCE", "ABSTRACT"]


def test_a_known_name_parts_source_and_abstract() -> None:
    text = f"Reviews\n\n{TITLE}\n\nPorters Weekly Porters who work at night sleep less than five hours."
    assert _roles(text, headings=(0,), known=("Porters Weekly",)) == ["HEADING", "TITLE", "SOURCE_ABSTRACT"]


def test_nothing_has_no_roles() -> None:
    assert assign_roles([], set(), set(), has_contents=True) == []


def test_every_line_has_a_role() -> None:
    text = "\n".join(["x"] * 50)
    assert len(_roles(text)) == 50
    assert set(_roles(text)) <= set(Role.__members__)
