"""RIS: what rispy reads back is what was written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
import rispy
from hypothesis import given
from rispy.config import LIST_TYPE_TAGS

from briefqa.citing import of_answer, of_brief, of_entries, to_ris
from briefqa.errors import MissingExtra
from citable import GOLDEN, answer, briefs
from tiny import brief, entry

if TYPE_CHECKING:
    from briefqa.brief import Brief
    from briefqa.reading import Reading


def _read(text: str) -> list[dict[str, Any]]:
    """Records, with the paragraphs of abstracts as a list, and addresses whole."""
    return rispy.loads(text, list_tags=[*LIST_TYPE_TAGS, "AB"], delimiter_tags_mapping={})


def test_the_first_entries_of_the_real_brief(reading: Reading) -> None:
    first = [(listed, reading.brief) for listed in reading.brief.entries[9:13]]
    assert to_ris(of_entries(first)) == (GOLDEN / "first.ris").read_text(encoding="utf-8")


@given(briefs)
def test_what_is_written_is_read_back(found: Brief) -> None:
    listed = of_brief(found)
    records = _read(to_ris(listed))
    for record, item in zip(records, listed.items, strict=True):
        printed = item.entry
        assert record["id"] == item.key
        assert record["title"] == printed.title
        assert record.get("abstract", []) == printed.abstract.splitlines()
        assert record.get("keywords", []) == list(printed.section)
        assert record["notes"] == item.notes
        assert record.get("year") == (f"{printed.date.year}" if printed.date else None)
        assert record.get("urls", []) == ([printed.url] if printed.url else [])
        assert record.get("doi") == printed.doi
        assert (
            record.get("secondary_title" if record["type_of_reference"] == "JOUR" else "publisher", "")
            in printed.source
        )


def test_paragraphs_are_joined_by_readers_that_know_only_lines() -> None:
    found = brief([entry("Title", "One.\nTwo.")])
    assert rispy.loads(to_ris(of_brief(found)))[0]["abstract"] == "One. Two."


def test_all_fields() -> None:
    full = entry("Title", source="Journal of Tests (26883740) 1(2), pp. 10-19", authors="Smith J, Roe A", doi="10.1/x")
    (record,) = _read(to_ris(of_brief(brief([full], citation="Please. Do."))))
    assert record["type_of_reference"] == "JOUR"
    assert record["authors"] == ["Smith, J", "Roe, A"]
    assert record["secondary_title"] == "Journal of Tests"
    assert (record["volume"], record["number"], record["issn"]) == ("1", "2", "2688-3740")
    assert (record["start_page"], record["end_page"]) == ("10", "19")
    assert (record["year"], record["date"], record["doi"]) == ("2024", "2024///", "10.1/x")
    assert record["name_of_database"] == "Evidence Brief: Tiny (November 2025)"
    assert "Please acknowledge the brief as: Please. Do." in record["notes"]


@pytest.mark.parametrize(
    ("authors", "written"), [("The Ward Team", ["The Ward Team"]), ("Garcia Lopez, Maria Jose", None), ("NHS", ["NHS"])]
)
def test_authors_that_cannot_be_parted_are_made_nobody_else(authors: str, written: list[str] | None) -> None:
    (record,) = _read(to_ris(of_brief(brief([entry("Title", authors=authors)]))))
    assert record.get("authors") == written
    assert (f"Authors as printed: {authors}" in record["notes"]) is (authors != "The Ward Team")


def test_an_answer_says_what_was_asked() -> None:
    found = brief([entry("One"), entry("Two")])
    records = _read(to_ris(of_answer(answer(found, covered=False))))
    assert [record["title"] for record in records] == ["Two", "One"]
    for record in records:
        assert "Question: how do porters sleep?" in record["notes"]
        assert "Covered by the briefs: no; the entries are merely the nearest" in record["notes"]


def test_nothing_is_nothing() -> None:
    assert to_ris(of_entries([])) == ""


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rispy", None)
    with pytest.raises(MissingExtra, match=r"briefqa\[cite\]"):
        to_ris(of_entries([]))
