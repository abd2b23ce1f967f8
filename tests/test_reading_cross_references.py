"""Paragraphs that lead to other sections or briefs are found, with all their lines."""

from __future__ import annotations

import pytest

from briefqa.reading.cross_references import cross_references
from briefqa.reading.lines import Line


def lines(*texts: str) -> list[Line]:
    """Lines of which those that start with "|" stand behind a blank line, and with "#" on a new page."""
    return [
        Line(i, text.lstrip("|#"), gap=text[:1] in "|#", page_break=text[:1] == "#")
        for i, text in enumerate(texts, start=1)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "See also: the section on naps.",
        "See also Reviews",
        "Also see: Guidance",
        "• See also our brief on rest",
        "See the section on naps for more.",
        "Please see our separate brief on rest.",
        "Related briefs: Rest on Wards",
        "Cross-reference: Reviews",
    ],
)
def test_a_paragraph_may_lead_elsewhere(text: str) -> None:
    assert cross_references(lines("Naps help.", f"|{text}", "|Rotas")) == {1}


@pytest.mark.parametrize(
    "text",
    ["|Seeing is believing", "|See our guide to rest.", "|see also the notes", "See also: naps", "|Related briefs"],
)
def test_other_lines_do_not(text: str) -> None:
    assert cross_references(lines("Naps help nurses who", text)) == set()


def test_it_goes_on_to_its_end() -> None:
    text = lines("Naps.", "|See also: the section on naps, and our brief on", "#Rest on Wards", "by night.", "|Rotas")
    assert cross_references(text) == {1, 2, 3}


def test_it_ends_with_a_page_where_its_sentence_does() -> None:
    assert cross_references(lines("Naps.", "|See also: Reviews.", "#Rotas and rest")) == {1}


def test_it_does_not_start_in_the_middle_of_a_sentence() -> None:
    assert cross_references(lines("Naps help, with", "|See also: Reviews.")) == set()
