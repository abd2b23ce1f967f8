"""Access notes are recognised by their words, and parted from titles, abstracts and sources."""

from __future__ import annotations

import pytest

from briefqa.brief import Access
from briefqa.reading.access_notes import (
    hints_at_access,
    is_access_note,
    leading_note_end,
    meaning_of,
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
    ("Abstract only available", Access.ABSTRACT_ONLY),
    ("Only the abstract is freely available", Access.ABSTRACT_ONLY),
    ("Available via NHS OpenAthens", Access.OPENATHENS),
    ("Available with an NHS OpenAthens account", Access.OPENATHENS),
    ("Freely available with NHS OpenAthens", Access.OPENATHENS),
    ("Full text available to NHS staff via OpenAthens", Access.OPENATHENS),
    ("Requires an NHS OpenAthens login", Access.OPENATHENS),
    ("NHS OpenAthens username and password required", Access.OPENATHENS),
    ("OpenAthens login required", Access.OPENATHENS),
    ("Log in with your NHS OpenAthens account", Access.OPENATHENS),
    ("Free full text", Access.FREE),
    ("Full text freely available online", Access.FREE),
    ("Open access", Access.FREE),
    ("[Free to read]", Access.FREE),
    ("Free access*", Access.FREE),
]


@pytest.mark.parametrize(("note", "access"), NOTES)
def test_a_note_means_what_it_says(note: str, access: Access) -> None:
    assert meaning_of(note) is access


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
    "title", ["Registration of nurses in England", "Who pays for a Subscription?", "Library staff"]
)
def test_a_title_may_hold_the_words_of_such_notes(title: str) -> None:
    assert split_access_note(title) == (title, None)


def test_a_long_line_of_one_thing_again_and_again_is_read() -> None:
    for unit in ("Abstract only ", "(", "*", "NHS OpenAthens account required ", "Account ", "[*( "):
        line = unit * (20_000 // len(unit))
        assert len(split_access_note(line)[0]) <= len(line)
        assert split_closing_note(line)[0] is not None
        assert len(split_leading_note(line)[1]) <= len(line)


@pytest.mark.parametrize(
    "parted", [": abstract only", ", abstract only", " – abstract only", " | via OpenAthens", "; free full text"]
)
def test_behind_a_colon_comma_dash_or_bar_a_note_may_be_in_small_letters(parted: str) -> None:
    title, note = split_access_note(f"Rotas and rest{parted}")
    assert title == "Rotas and rest"
    assert note == parted.lstrip(" :,;–|")


@pytest.mark.parametrize("mark", [":", ",", " –", " -", ";", " |"])
def test_what_parts_a_note_from_a_title_is_part_of_neither(mark: str) -> None:
    assert split_access_note(f"Rotas and rest{mark} Abstract only*") == ("Rotas and rest", "Abstract only*")


@pytest.mark.parametrize(
    "title",
    [
        "The move to Open Access",
        "Peer Review and the Costs of Open Access",
        "Publishing in nursing: open access",
        "Open Access Emergency Medicine",
        "How staff learn via OpenAthens",
        "Why care should be free to all of us",
    ],
)
def test_a_title_may_end_in_words_about_what_is_open(title: str) -> None:
    assert split_access_note(title) == (title, None)


@pytest.mark.parametrize(
    ("title", "hint"),
    [
        ("Screening studies by abstract only", True),
        ("How staff learn via OpenAthens", True),
        ("Rotas and rest available via OpenAthens", True),
        ("Publishing in nursing: open access", True),
        ("Rotas and rest behind a paywall", True),
        ("How NHS staff use OpenAthens: a survey", False),
        ("Lessons from the hospitals of Athens", False),
        ("The abstracts of a conference", False),
    ],
)
def test_a_title_that_ends_in_words_about_access_may_have_a_note(title: str, hint: bool) -> None:
    assert hints_at_access(title) is hint


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Abstract only BMJ 3(4), 2021", "Abstract only"),
        ("Available via NHS OpenAthens BMJ 3(4), 2021", "Available via NHS OpenAthens"),
        ("Open access* BMJ 3(4), 2021", "Open access*"),
        ("Open Access Emergency Medicine 3(4), 2021", None),
        ("abstract only BMJ 3(4), 2021", None),
    ],
)
def test_a_note_may_stand_before_a_source(text: str, note: str | None) -> None:
    end = leading_note_end(text)
    assert (None if end is None else text[:end]) == note
