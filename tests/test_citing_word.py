"""Word: what python-docx, and the reader of briefs, read back is what was written."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings

from briefqa import read_brief
from briefqa.citing import of_answer, of_brief, of_entries, to_docx
from briefqa.citing.word import ABSTRACT, SOURCE
from briefqa.errors import MissingExtra
from citable import GOLDEN, answer, briefs
from tiny import brief, entry

if TYPE_CHECKING:
    from pathlib import Path

    from briefqa.brief import Brief
    from briefqa.citing import References
    from briefqa.reading import Reading


def _lines(references: References) -> list[tuple[str, str]]:
    """Style and text of every paragraph."""
    document = Document(io.BytesIO(to_docx(references)))
    return [(paragraph.style.name if paragraph.style else "", paragraph.text) for paragraph in document.paragraphs]


def test_the_first_entries_of_the_real_brief(reading: Reading) -> None:
    first = [(listed, reading.brief) for listed in reading.brief.entries[9:13]]
    written = "".join(f"{style}: {text}\n" for style, text in _lines(of_entries(first)))
    assert written == (GOLDEN / "first.docx.txt").read_text(encoding="utf-8")


@settings(max_examples=25)
@given(briefs)
def test_what_is_written_is_read_back(found: Brief) -> None:
    listed = of_brief(found)
    lines = _lines(listed)
    titles = [f"{item.title} {item.access_note}" if item.access_note else item.title for item in found.entries]
    headings = [text for style, text in lines if style.startswith("Heading")]
    left = iter(headings)
    assert all(title in left for title in titles)
    abstracts = [text for style, text in lines if style == ABSTRACT]
    assert abstracts == [text for item in found.entries for text in item.abstract.splitlines()]
    assert {heading for item in found.entries for heading in item.section} <= {*headings}
    assert ("Normal", f"Please acknowledge this work as: {listed.items[0].acknowledgement}") in lines


def test_source_and_date_stand_under_the_title() -> None:
    full = entry("Title", note="See Annex A", authors="Smith J", doi="10.1/x")
    assert [text for style, text in _lines(of_brief(brief([full]))) if style == SOURCE] == [
        "See Annex A Smith J. Journal of Tests 1(2), 2024",
        "doi:10.1/x",
    ]


def test_titles_are_links_where_the_brief_links_them() -> None:
    url = "https://example.org/a?b=1&c=2"
    found = brief([entry("One", url=url, access_note="Abstract only*"), entry("Two"), entry("Three", url="file:///x")])
    document = Document(io.BytesIO(to_docx(of_brief(found))))
    links = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert [(link.text, link.address, link.fragment) for link in links] == [("One", url, "")]


def test_an_answer_is_numbered_and_says_whether_it_is_one() -> None:
    lines = _lines(of_answer(answer(brief([entry("One"), entry("Two")]), covered=False)))
    assert lines[:4] == [
        ("Title", "Reading list"),
        ("Normal", "Question: how do porters sleep?"),
        ("Normal", "Covered by the briefs: no; the entries are merely the nearest"),
        ("Heading 1", "1. Two"),
    ]


def test_titles_are_headings_of_one_level_below_all_sections() -> None:
    found = brief([entry("One"), entry("Two", section=("Published", "Reviews")), entry("Three", section=())])
    levels = [
        (int(style.removeprefix("Heading ")), text) for style, text in _lines(of_brief(found)) if "Heading" in style
    ]
    assert levels[:7] == [
        (1, "Reviews"),
        (3, "One"),
        (1, "Published"),
        (2, "Reviews"),
        (3, "Two"),
        (1, "Evidence Brief: Tiny (November 2025)"),
        (3, "Three"),
    ]
    flat = brief([entry("One"), entry("Two", section=("Networks",))])
    assert [style for style, text in _lines(of_brief(flat)) if text in ("One", "Two")] == ["Heading 2", "Heading 2"]
    deep = brief([entry("Deep", section=tuple(f"Level {n}" for n in range(1, 12)))])
    assert ("Heading 9", "Deep") in _lines(of_brief(deep))


def test_the_text_is_british_english() -> None:
    document = Document(io.BytesIO(to_docx(of_brief(brief([entry("One")])))))
    languages = [found.get(qn("w:val")) for found in document.styles.element.iter(qn("w:lang"))]
    assert {*languages} == {"en-GB"}
    assert document.core_properties.language == "en-GB"


def test_the_same_references_give_the_same_bytes() -> None:
    found = brief([entry("One", url="https://example.org"), entry("Two")])
    assert to_docx(of_brief(found)) == to_docx(of_brief(found))


def test_the_properties_are_of_the_list() -> None:
    properties = Document(io.BytesIO(to_docx(of_brief(brief([entry("One")]))))).core_properties
    assert properties.title == "Reading list from Evidence Brief: Tiny (November 2025)"
    assert (properties.author, properties.comments) == ("briefqa", "")


def test_the_reader_of_briefs_reads_the_real_brief_again(reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "list.docx"
    file.write_bytes(to_docx(of_brief(reading.brief)))
    again = read_brief(file).brief
    for found, printed in zip(again.entries, reading.brief.entries, strict=True):
        assert replace(found, id=printed.id, brief_id=printed.brief_id, locator=printed.locator) == printed
    assert again.citation == reading.brief.citation
    assert again.contact == reading.brief.contact


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtra, match=r"briefqa\[cite\]"):
        to_docx(of_entries([]))
