"""One entry as people cite it."""

from __future__ import annotations

from briefqa.brief import Access, PartialDate
from briefqa.web.citation import citation_of
from tiny import brief, entry


def test_everything_that_is_printed_once() -> None:
    found = entry(
        "Sleep among porters",
        authors="Smith J, Patel R",
        source="Sleep Medicine 9(1)",
        date=PartialDate(2022, 6),
        access=Access.ABSTRACT_ONLY,
        access_note="Abstract only*",
        doi="10.1000/1",
    )
    assert citation_of(found, brief([found])) == (
        "Smith J, Patel R. Sleep among porters. Sleep Medicine 9(1), June 2022. https://doi.org/10.1000/1. "
        "Access: Abstract only*. Listed in Evidence Brief: Tiny (November 2025)."
    )


def test_nothing_is_made_up() -> None:
    found = entry("Who sleeps?", source="", date=None)
    assert citation_of(found, brief([found], published=None)) == (
        "Who sleeps? Access: freely available (the brief marks no restriction). Listed in Evidence Brief: Tiny."
    )
