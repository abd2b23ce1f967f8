"""Answers and readings as plain text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefqa.answer import Answer, Hit, Quote, Why
from briefqa.brief import Access, Brief, Entry, PartialDate
from briefqa.indexing import Approximation, build_index, read_manifest
from briefqa.reading import Accounted, Doubt, Part, Reading
from briefqa.showing import (
    access_in_words,
    citation_line,
    counted,
    edition,
    show_answer,
    show_build,
    show_reading,
    show_status,
)
from tiny import HashingEncoder, brief, brief_text, entry, write_briefs

WHY = Why(0.3, 0.1, 0.0, title=False, matched=("porters",))


def _answer(entries: list[Entry], *, covered: bool = True, also_in: tuple[Entry, ...] = ()) -> Answer:
    holder = brief(entries)
    hits = tuple(
        Hit(rank, 0.9, found, Quote(found.abstract, "abstract", 0, len(found.abstract)), WHY, also_in)
        for rank, found in enumerate(holder.entries, start=1)
    )
    return Answer("night shifts", "night shifts", covered, hits, (), ("Reviews",), (holder,))


@pytest.mark.parametrize(
    ("number", "noun", "text"), [(1, "entry", "1 entry"), (2, "entry", "2 entries"), (1200, "brief", "1,200 briefs")]
)
def test_counted(number: int, noun: str, text: str) -> None:
    assert counted(number, noun) == text


def test_edition_names_the_date_where_there_is_one() -> None:
    assert edition(brief([])) == "Tiny (November 2025)"
    assert edition(brief([], published=None)) == "Tiny"


@pytest.mark.parametrize(
    ("source", "date", "text"),
    [
        ("BMC Medicine 22(1)", PartialDate(2024), "BMC Medicine 22(1), 2024"),
        ("The Lancet", PartialDate(2022, 11), "The Lancet, November 2022"),
        ("NHS England", None, "NHS England, date not given"),
        ("", None, "source not given, date not given"),
    ],
)
def test_citation_line(source: str, date: PartialDate | None, text: str) -> None:
    assert citation_line(entry("A title", source=source, date=date)) == text


@pytest.mark.parametrize(
    ("access", "note", "text"),
    [
        (Access.FREE, None, "freely available: the brief marks no restriction"),
        (
            Access.ABSTRACT_ONLY,
            "Abstract only*",
            "only the abstract is freely available; ask for help at help@example.org (marked “Abstract only*”)",
        ),
        (Access.OPENATHENS, None, "an NHS OpenAthens account is required; ask for help at help@example.org"),
        (Access.UNKNOWN, None, "the brief does not say; ask for help at help@example.org"),
    ],
)
def test_access_in_words(access: Access, note: str | None, text: str) -> None:
    assert access_in_words(entry("A title", access=access, access_note=note), brief([])) == text


def test_access_in_words_without_a_contact() -> None:
    assert access_in_words(entry("A title", access=Access.UNKNOWN), brief([], contact=None)) == "the brief does not say"


def test_an_answer_names_brief_section_source_date_access_and_quote() -> None:
    shown = show_answer(_answer([entry("Sleep among porters", "Porters sleep little.", note="See page 2")]))
    for text in (
        "1 entry for: night shifts",
        "1. Sleep among porters",
        "“Porters sleep little.”",
        "Journal of Tests 1(2), 2024",
        "See page 2",
        "Reviews, in Tiny (November 2025)",
        "Access: freely available",
        "Relevance: strong (0.90)",
    ):
        assert text in shown


def test_an_answer_names_links_and_other_briefs() -> None:
    other = entry("Sleep among porters", brief_id="other", access=Access.OPENATHENS)
    shown = show_answer(_answer([entry("Sleep", "Yes.", url="https://example.org/1")], also_in=(other,)))
    assert "https://example.org/1" in shown
    assert "Also in other (openathens)" in shown


def test_a_double_in_the_same_brief_is_named_by_its_section() -> None:
    other = entry("Sleep among porters", section=("Research", "Sleep"))
    assert "Also in Research › Sleep (free)" in show_answer(_answer([entry("Sleep", "Yes.")], also_in=(other,)))


def test_what_is_not_covered_is_said_to_be_so() -> None:
    shown = show_answer(_answer([entry("Sleep among porters", "Porters sleep little.")], covered=False))
    assert shown.startswith("The briefs do not cover this: night shifts.")
    head, _, hits = shown.partition("\n\n")
    assert "contact help@example.org. The nearest sections are: Reviews. The nearest entries" in " ".join(head.split())
    assert "Relevance" not in hits


def test_the_words_that_were_found_are_named() -> None:
    assert "Words found: porters" in show_answer(_answer([entry("Sleep among porters", "Porters sleep little.")]))


def test_no_hits() -> None:
    assert "No entry" in show_answer(Answer("night shifts", "night shifts", False, (), (), (), ()))


def test_a_reading_counts_entries_by_section_and_lists_doubts() -> None:
    entries = [
        entry("One", section=("Research", "Reviews")),
        entry("Two", section=("Research", "Reviews")),
        entry("Three", section=("Networks",)),
    ]
    doubts = (Doubt("no-year", '"Two" has no year', 7), Doubt("no-date", "no date", None), Doubt("x", "y", 3, 2))
    held: Brief = brief(entries)
    lines = (Accounted(1, None, Part.HEADING), Accounted(2, None, Part.ENTRY, 0), Accounted(3, None, Part.ENTRY, 1))
    assert show_reading(Reading(held, doubts, lines)).splitlines() == [
        "Tiny (November 2025)",
        "3 entries in tiny.txt",
        "",
        "   2  Research › Reviews",
        "   1  Networks",
        "",
        "3 lines with text: 1 line of heading, 2 lines of entry",
        "",
        "3 doubts:",
        '  line 7: "Two" has no year',
        "  no date",
        "  page 2, line 3: y",
    ]


def test_what_was_searched_for_is_said_where_it_is_not_what_was_typed() -> None:
    found = entry("Night shifts", "Porters sleep less.")
    hit = Hit(1, 0.9, found, Quote("Porters sleep less.", "abstract", 0, 19), WHY)
    typed = Answer("nigth shifts", "night shifts", True, (hit,), (), ("Reviews",), (brief([found]),))
    assert show_answer(typed).startswith("1 entry for: nigth shifts\nSearched for: night shifts\n\n1. Night shifts")
    assert "Searched for" not in show_answer(replace(typed, question="night shifts"))


def test_why_an_index_carries_no_encoder_is_said_by_build_and_status(tmp_path: Path) -> None:
    report = build_index(write_briefs(tmp_path / "seeds", ward=brief_text()), tmp_path / "index", HashingEncoder())
    said = (
        "the index carries no encoder (it is no sentence-transformers model): "
        "to ask it, sentence-transformers loads the model itself"
    )
    assert show_build(report, "index").splitlines()[-1] == said
    manifest = read_manifest(tmp_path / "index")
    assert said in show_status(manifest, "index", None).splitlines()
    assert "carries" not in show_build(replace(report, not_exported=None), "index")
    assert "carries" not in show_status(replace(manifest, not_exported=None), "index", None)


def test_status_says_how_entries_are_searched(tmp_path: Path) -> None:
    build_index(write_briefs(tmp_path / "seeds", ward=brief_text()), tmp_path / "index", HashingEncoder())
    manifest = read_manifest(tmp_path / "index")
    assert "exact search: every entry is compared with the question" in show_status(manifest, "index", None)
    many = replace(manifest, approximation=Approximation(1264, 16, 0.9964))
    assert (
        "approximate search: 16 of 1,264 clusters of entries are looked at for a question; 99.6% of the ten "
        "nearest were found when that was tried"
    ) in show_status(many, "index", None)


def test_a_double_in_another_brief_is_named_by_that_briefs_title() -> None:
    other = replace(brief([]), id="other", title="Rest")
    answer = _answer([entry("Sleep", "Yes.")], also_in=(entry("Sleep", brief_id="other"),))
    assert "Also in Rest (free)" in show_answer(replace(answer, briefs=(*answer.briefs, other)))
