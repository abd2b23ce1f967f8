"""Markdown: what markdown-it shows is what the brief prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from briefqa.citing import of_answer, of_brief, of_entries, to_markdown
from briefqa.citing.markdown import escaped
from citable import GOLDEN, answer, briefs, lines
from tiny import brief, entry

if TYPE_CHECKING:
    from markdown_it.token import Token

    from briefqa.brief import Brief
    from briefqa.reading import Reading


def _tokens(text: str) -> list[Token]:
    """Inline tokens of all blocks."""
    return [token for token in MarkdownIt().parse(text) if token.type == "inline"]


def _shown(text: str) -> list[str]:
    """The text of every block as a reader sees it."""
    blocks = [token.children or [] for token in _tokens(text)]
    return [
        "".join("\n" if part.type in {"hardbreak", "softbreak"} else part.content for part in block) for block in blocks
    ]


def test_the_first_entries_of_the_real_brief(reading: Reading) -> None:
    first = [(listed, reading.brief) for listed in reading.brief.entries[9:13]]
    assert to_markdown(of_entries(first)) == (GOLDEN / "first.md").read_text(encoding="utf-8")


@given(lines)
def test_a_line_is_shown_as_it_is(text: str) -> None:
    assert _shown(escaped(text)) == [text]
    assert _shown(f"## {escaped(text)}") == [text]


@given(briefs)
def test_everything_printed_is_shown(found: Brief) -> None:
    listed = of_brief(found)
    shown = _shown(to_markdown(listed))
    for item in listed.items:
        printed = item.entry
        note = f" {printed.access_note}" if printed.access_note else ""
        assert any(block.split("\n")[0] == printed.title + note for block in shown)
        assert set(printed.abstract.splitlines()) <= set(shown)
        assert set(printed.section) <= set(shown)
        assert any(block.startswith("Please acknowledge this work as: ") for block in shown)


def test_a_title_leads_where_the_brief_links_it() -> None:
    url = "https://example.org/a_(b)?c=<d>\\e"
    text = to_markdown(of_brief(brief([entry("A [b] c", url=url), entry("Two", url="javascript:alert(1)")])))
    links = [part.attrs["href"] for token in _tokens(text) for part in token.children or [] if part.type == "link_open"]
    assert links == ["https://example.org/a_(b)?c=%3Cd%3E%5Ce"]


def test_headings_are_those_of_the_brief() -> None:
    found = brief(
        [entry(str(n), section=path) for n, path in enumerate([("A",), ("A", "B"), ("A", "C"), ("A",), ("D", "B")])]
    )
    headings = [line for line in to_markdown(of_brief(found)).splitlines() if line.startswith("#")]
    reading_list, *inner, end = headings
    assert reading_list == "# Reading list from Evidence Brief: Tiny (November 2025)"
    assert inner == ["## A", "### B", "### C", "## A", "## D", "### B"]
    assert end == "## Evidence Brief: Tiny (November 2025)"


def test_several_briefs_have_a_heading_each() -> None:
    one, two = brief([entry("One")]), brief([entry("Two", brief_id="other")], id="other", citation="Cite me.")
    text = to_markdown(of_entries([(one.entries[0], one), (two.entries[0], two)]))
    assert "## Evidence Brief: Tiny (November 2025)\n\n### Reviews\n\n**One**" in text
    assert "## Evidence Brief: Other (November 2025)\n\n### Reviews\n\n**Two**" in text
    assert text.count("Please acknowledge this work as: ") == 2
    assert "Please acknowledge this work as: Cite me." in text


@pytest.mark.parametrize("covered", [True, False])
def test_an_answer_is_numbered_and_says_whether_it_is_one(covered: bool) -> None:
    found = brief([entry("One"), entry("Two", access_note="Abstract only*")])
    shown = _shown(to_markdown(of_answer(answer(found, covered=covered))))
    assert shown[0] == "Reading list"
    assert shown[1] == "Question: how do porters sleep?"
    assert shown[2] == "Covered by the briefs: " + ("yes" if covered else "no; the entries are merely the nearest")
    lines_of_first = shown[3].split("\n")
    assert lines_of_first[:3] == [
        "1. Two Abstract only*",
        "Journal of Tests 1(2), 2024",
        "Section: Reviews, in Evidence Brief: Tiny (November 2025)",
    ]
    assert ("Relevance: strong" in lines_of_first) is covered
    assert shown[-2] == "Please acknowledge this work as: Evidence Brief: Tiny (November 2025)"
