from __future__ import annotations

from typing import TYPE_CHECKING

from briefqa.citing import of_answer, of_brief
from briefqa.citing.layout import Heading, Listed, Remark, laid_out
from citable import answer
from tiny import brief, entry

if TYPE_CHECKING:
    from briefqa.reading import Reading


def test_the_headings_of_the_real_brief_stand_in_its_order(reading: Reading) -> None:
    paths = [item.section for item in reading.brief.entries]
    headings = [block.text for block in laid_out(of_brief(reading.brief)) if isinstance(block, Heading)]
    inner = headings[1:-1]
    assert inner == list(dict.fromkeys(heading for path in paths for heading in path))


def test_an_entry() -> None:
    full = entry(
        "T",
        "One.\nTwo.",
        authors="Roe A.",
        doi="10.1/x",
        url="https://x.org",
        access_note="Abstract only",
        note="See A",
    )
    (listed,) = [block for block in laid_out(of_brief(brief([full]))) if isinstance(block, Listed)]
    lines = ("See A Roe A. Journal of Tests 1(2), 2024", "doi:10.1/x")
    assert listed == Listed(None, "T", "https://x.org", "Abstract only", lines, ("One.", "Two."))


def test_an_entry_without_anything() -> None:
    (listed,) = [
        block for block in laid_out(of_brief(brief([entry("T", source="", date=None)]))) if isinstance(block, Listed)
    ]
    assert listed == Listed(None, "T", None, "", (), ())


def test_an_entry_without_a_section_does_not_seem_to_stand_in_the_one_before() -> None:
    found = brief([entry("One", section=()), entry("Two"), entry("Three", section=())])
    blocks = [
        block.text if isinstance(block, Heading) else block.title
        for block in laid_out(of_brief(found))
        if not isinstance(block, Remark)
    ]
    edition = "Evidence Brief: Tiny (November 2025)"
    assert blocks == [f"Reading list from {edition}", "One", "Reviews", "Two", edition, "Three", edition]


def test_the_end_says_how_to_get_at_entries_and_how_to_cite_the_brief() -> None:
    found = brief([entry("T")], citation="Cite me.", access_policy="Links are given.", contact="help@example.org")
    assert list(laid_out(of_brief(found)))[-5:] == [
        Heading("Evidence Brief: Tiny (November 2025)", 2),
        Remark("Please acknowledge this work as", "Cite me."),
        Remark("Help accessing articles or papers", "Links are given."),
        Remark("Contact", "help@example.org"),
        Remark("Access where nothing is marked", "freely available (the brief marks no restriction)"),
    ]


def test_an_answer_has_no_headings_but_its_own_and_the_briefs() -> None:
    blocks = list(laid_out(of_answer(answer(brief([entry("One"), entry("Two")])))))
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "Reading list",
        "Evidence Brief: Tiny (November 2025)",
    ]
    assert [block.rank for block in blocks if isinstance(block, Listed)] == [1, 2]
