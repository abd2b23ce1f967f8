"""Access notes are recognised, parted from titles, and never guessed."""

from __future__ import annotations

import pytest

from briefqa.brief import Access
from briefqa.reading.access import access_of, is_access_note, split_access_note

NOTES = [
    ("Abstract only*", Access.ABSTRACT_ONLY),
    ("Abstract only", Access.ABSTRACT_ONLY),
    ("(Abstracts only)", Access.ABSTRACT_ONLY),
    ("*abstract only*", Access.ABSTRACT_ONLY),
    ("NHS OpenAthens account required", Access.OPENATHENS),
    ("[NHS OpenAthens account required]", Access.OPENATHENS),
    ("OpenAthens required*", Access.OPENATHENS),
    ("Athens log-in required", Access.OPENATHENS),
    ("Open Athens password required.", Access.OPENATHENS),
    ("An OpenAthens account is required", Access.OPENATHENS),
    ("Freely available online", Access.FREE),
    ("[Freely available]", Access.FREE),
]
POLICY = (
    "Where a report/ journal article or resource is freely available the link has been provided. "
    "If an NHS OpenAthens account is required this has been indicated."
)


@pytest.mark.parametrize(("note", "access"), NOTES)
def test_a_note_means_what_it_says(note: str, access: Access) -> None:
    assert access_of(note, None) is access


@pytest.mark.parametrize("note", [note for note, _ in NOTES])
def test_a_note_may_fill_a_line(note: str) -> None:
    assert is_access_note(note)


@pytest.mark.parametrize("note", [note for note, _ in NOTES])
@pytest.mark.parametrize("title", ["Rotas and rest: a review", "What do nurses need?", "Rotas (2020)"])
def test_a_note_is_parted_from_the_title_before_it(title: str, note: str) -> None:
    assert split_access_note(f"{title} {note}") == (title, note)


@pytest.mark.parametrize(
    "title",
    [
        "Screening studies by abstract only",
        "Lessons from the hospitals of Athens",
        "Is the evidence freely available?",
        "Abstract only: how much do readers miss?",
        "How NHS staff use OpenAthens: a survey",
    ],
)
def test_a_title_that_speaks_of_access_keeps_its_words(title: str) -> None:
    assert split_access_note(title) == (title, None)
    assert not is_access_note(title)


@pytest.mark.parametrize(
    ("note", "policy", "access"),
    [
        (None, POLICY, Access.FREE),
        (None, None, Access.UNKNOWN),
        (None, "Ask us for help with freely available articles.", Access.UNKNOWN),
        (None, "If an NHS OpenAthens account is required this has been indicated.", Access.UNKNOWN),
        ("Abstract only*", POLICY, Access.ABSTRACT_ONLY),
        ("On request", POLICY, Access.UNKNOWN),
    ],
)
def test_silence_means_free_only_where_the_brief_says_so(note: str | None, policy: str | None, access: Access) -> None:
    assert access_of(note, policy) is access
