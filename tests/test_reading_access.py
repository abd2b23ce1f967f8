"""Access notes are recognised, parted from titles, and never guessed."""

from __future__ import annotations

import pytest

from briefqa.brief import Access
from briefqa.reading.access import (
    access_of,
    is_access_note,
    split_access_note,
    split_closing_note,
    split_leading_note,
)

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
    ("[Abstract only]", Access.ABSTRACT_ONLY),
    ("(Abstract only*)", Access.ABSTRACT_ONLY),
    ("ABSTRACT ONLY", Access.ABSTRACT_ONLY),
    ("NHS OpenAthens account required*", Access.OPENATHENS),
    ("(NHS OpenAthens account required)", Access.OPENATHENS),
    ("NHS OpenAthens login required", Access.OPENATHENS),
    ("NHS Athens password required", Access.OPENATHENS),
    ("OpenAthens access is required", Access.OPENATHENS),
    ("[OpenAthens]", Access.OPENATHENS),
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


@pytest.mark.parametrize("note", ["[Abstract only]", "(NHS OpenAthens account required)", "[Freely available]"])
def test_a_note_in_brackets_may_stand_before_a_title(note: str) -> None:
    assert split_leading_note(f"{note} Rotas and rest") == (note, "Rotas and rest")


@pytest.mark.parametrize(
    "title", ["Abstract only* Rotas", "Abstract only: a review", "[Rotas] and rest", "[Abstract only]", "Rotas", ""]
)
def test_a_note_before_a_title_must_be_in_brackets_and_have_a_title_behind_it(title: str) -> None:
    assert split_leading_note(title) == (None, title)


@pytest.mark.parametrize("note", ["[Abstract only]", "(NHS OpenAthens account required)"])
@pytest.mark.parametrize("end", [".", "?", "!", '."'])
def test_a_note_in_brackets_may_close_an_abstract(note: str, end: str) -> None:
    assert split_closing_note(f"Naps help{end} {note}") == (f"Naps help{end}", note)


@pytest.mark.parametrize(
    "text",
    [
        "We read the abstract only.",
        "Naps help [abstract only]",
        "Naps help. Abstract only*",
        "[Abstract only]",
        "Naps help. [Abstract only] Naps.",
        "",
    ],
)
def test_the_end_of_an_abstract_is_no_note_otherwise(text: str) -> None:
    assert split_closing_note(text) == (text, None)


@pytest.mark.parametrize(
    "note",
    ["FutureNHS account needed*", "Subscription required*", "(Login required*)", "Available on request*", "Paywall*"],
)
def test_a_note_in_other_words_is_kept_and_not_guessed(note: str) -> None:
    assert split_access_note(f"Rotas and rest {note}") == ("Rotas and rest", note)
    assert access_of(note, POLICY) is Access.UNKNOWN
    assert not is_access_note(note)


@pytest.mark.parametrize(
    "title", ["Registration of nurses in England", "Who pays for a Subscription?", "Library staff"]
)
def test_a_title_may_hold_the_words_of_such_notes(title: str) -> None:
    assert split_access_note(title) == (title, None)


@pytest.mark.parametrize(
    ("policy", "access"),
    [
        ("All are free to read unless marked otherwise.", Access.FREE),
        ("Articles are available free of charge; where a login is needed this is stated after the title.", Access.FREE),
        ("Reports are freely accessible. Those that are not are flagged with an asterisk.", Access.FREE),
        ("All articles are open access unless otherwise stated.", Access.FREE),
        ("Restrictions are marked.", Access.UNKNOWN),
        ("Articles are free of charge.", Access.UNKNOWN),
        ("", Access.UNKNOWN),
    ],
)
def test_a_policy_must_say_that_all_is_free_and_that_what_is_not_is_marked(policy: str, access: Access) -> None:
    assert access_of(None, policy) is access


def test_the_first_words_of_two_notes_count() -> None:
    assert access_of("Abstract only* NHS OpenAthens account required", POLICY) is Access.ABSTRACT_ONLY


def test_a_long_line_of_one_thing_again_and_again_is_read() -> None:
    for unit in ("Abstract only ", "(", "*", "NHS OpenAthens account required ", "Account ", "[*( "):
        line = unit * (20_000 // len(unit))
        assert len(split_access_note(line)[0]) <= len(line)
        assert split_closing_note(line)[0] is not None
        assert len(split_leading_note(line)[1]) <= len(line)


@pytest.mark.parametrize(
    ("printed", "title", "note", "access"),
    [
        ("Handbook [Subscription required]", "Handbook", "[Subscription required]", Access.UNKNOWN),
        ("Handbook (paywalled)", "Handbook", "(paywalled)", Access.UNKNOWN),
        ("Handbook [OA]", "Handbook", "[OA]", Access.UNKNOWN),
        ("Handbook [Free full text]", "Handbook", "[Free full text]", Access.FREE),
        ("Handbook (open access)", "Handbook", "(open access)", Access.FREE),
        ("Handbook – Abstract only*", "Handbook", "Abstract only*", Access.ABSTRACT_ONLY),
        ("Handbook – [OA]", "Handbook", "[OA]", Access.UNKNOWN),
        ("Publishing in Open Access", "Publishing in Open Access", None, Access.FREE),
        ("Handbook (second edition)", "Handbook (second edition)", None, Access.FREE),
    ],
)
def test_a_note_in_brackets_is_one_whatever_it_means(
    printed: str, title: str, note: str | None, access: Access
) -> None:
    policy = "What is free is linked; restrictions are indicated."
    assert split_access_note(printed) == (title, note)
    assert access_of(note, policy) is access
