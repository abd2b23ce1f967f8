from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefqa.lexicon import Lexicon
from tiny import entry

if TYPE_CHECKING:
    from briefqa.brief import Entry

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = ["recruitment", "wards", "sleep", "prescribing", "training", "volunteers"]
ENTRIES = [
    entry("Link workers (LWs)", "Link workers and link workers. Sleep!"),
    entry("Sleep in wards", "A link worker (LW) sleeps.", section=("Reviews", "Night work")),
    entry("Café", "", source="The BMJ 1(2)"),
]


def lexicon(**words: int) -> Lexicon:
    return Lexicon(words, {})


def as_json(made: Lexicon) -> str:
    return json.dumps(made.to_dict())


def test_words_are_counted_once_for_each_entry() -> None:
    words = Lexicon.of(ENTRIES).words
    assert {word: words[word] for word in ("link", "workers", "worker", "sleep", "sleeps")} == {
        "link": 2,
        "workers": 1,
        "worker": 1,
        "sleep": 2,
        "sleeps": 1,
    }


def test_words_of_section_title_source_and_abstract_count_in_small_letters() -> None:
    words = Lexicon.of(ENTRIES).words
    assert {"night", "café", "bmj", "reviews"} <= set(words)
    assert all(word == word.lower() and word.isalpha() for word in words)
    assert words["reviews"] == words["journal"] + 1 == 3


def test_the_abbreviations_of_all_entries_are_known() -> None:
    assert Lexicon.of(ENTRIES).abbreviations == {"LW": ("link worker", "link workers")}


def test_no_entries_have_no_words() -> None:
    empty = Lexicon.of([])
    assert empty == Lexicon({}, {})
    assert empty.meant("recruitment") is None


@pytest.mark.parametrize("made", [Lexicon({}, {}), Lexicon.of(ENTRIES)], ids=["empty", "entries"])
def test_it_is_the_same_after_json(made: Lexicon) -> None:
    assert Lexicon.from_dict(json.loads(as_json(made))) == made


@given(st.dictionaries(st.text(), st.integers(1)), st.dictionaries(st.text(), st.lists(st.text()).map(tuple)))
def test_any_words_and_abbreviations_are_the_same_after_json(
    words: dict[str, int], abbreviations: dict[str, tuple[str, ...]]
) -> None:
    made = Lexicon(words, abbreviations)
    assert Lexicon.from_dict(json.loads(as_json(made))) == made


@given(st.permutations(ENTRIES))
def test_the_same_entries_in_another_order_give_the_same_record(entries: list[Entry]) -> None:
    assert as_json(Lexicon.of(entries)) == as_json(Lexicon.of(ENTRIES))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # One insertion, deletion, replacement or swap.
        ("wardss", "wards"),
        ("wrads", "wards"),
        ("wirds", "wards"),
        ("sleeep", "sleep"),
        ("traning", "training"),
        ("trainign", "training"),
        ("RECRUITMNT", "recruitment"),
        ("Recruitmant", "recruitment"),
        # Two, from nine letters on.
        ("recrutmnet", "recruitment"),
        ("prescirbng", "prescribing"),
        ("voluntears", "volunteers"),
        ("troinirg", None),
        ("tranign", None),
        ("wrdas", None),
        ("recrtmnt", None),
        # Another first letter.
        ("ecruitment", None),
        ("xrecruitment", None),
        ("vards", None),
        # Words that are there.
        ("wards", None),
        ("Recruitment", None),
        # Too short.
        ("ward", None),
        ("slep", None),
        ("", None),
        # No words.
        ("recruitmen7", None),
        ("recruit-ment", None),
        ("wards ", None),
        ("elephants", None),
    ],
)
def test_what_a_word_was_meant_to_be(typed: str, expected: str | None) -> None:
    assert lexicon(**dict.fromkeys(WORDS, 2)).meant(typed) == expected


@pytest.mark.parametrize(
    ("words", "typed", "expected"),
    [
        # Both are one letter away.
        ({"wards": 2, "words": 2}, "wurds", None),
        ({"wards": 5, "words": 2}, "wurds", None),
        ({"wards": 6, "words": 2}, "wurds", "wards"),
        ({"wards": 2, "words": 6}, "wurds", "words"),
        ({"wards": 9, "words": 2, "wurdle": 1, "winds": 4}, "wurds", "wards"),
        ({"wards": 9, "words": 2, "lurds": 9}, "wurds", "wards"),
        # The nearer one is meant, however usual the other.
        ({"prescribing": 1, "prescription": 90, "proscribed": 90}, "prescribng", "prescribing"),
        # Forms of one word.
        ({"volunteer": 3, "volunteers": 3}, "volunteerz", "volunteer"),
        ({"nurse": 3, "nursed": 3}, "nursee", "nurse"),
        ({"nurses": 3, "nursed": 2}, "nursek", "nurses"),
        ({"nurses": 3, "nursed": 2, "nursek": 1}, "nursek", None),
    ],
)
def test_of_words_as_near_one_has_to_be_clearly_more_usual(
    words: dict[str, int], typed: str, expected: str | None
) -> None:
    assert lexicon(**words).meant(typed) == expected
    assert lexicon(**dict(reversed(words.items()))).meant(typed) == expected


@given(st.sampled_from(WORDS), st.data())
def test_any_one_error_after_the_first_letter_is_found(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(word) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    before, at, after = word[:place], word[place], word[place + 1 :]
    swapped = before + after[:1] + at + after[1:]
    typed = data.draw(st.sampled_from([before + letter + at + after, before + after, before + letter + after, swapped]))
    assume(typed != word and len(typed) >= 5)
    assert lexicon(**dict.fromkeys(WORDS, 1)).meant(typed) == word


@given(st.text() | st.text(alphabet="wardslep", max_size=8))
def test_any_word_meant_something_that_is_there_or_nothing(typed: str) -> None:
    known = lexicon(wards=1, words=4, sleep=2, sleeps=2, wardrobes=1)
    meant = known.meant(typed)
    assert meant is None or (meant in known.words and meant[0] == typed[0].lower() and len(typed) >= 5)


@given(st.sampled_from(WORDS))
def test_no_word_that_is_there_meant_another(word: str) -> None:
    assert lexicon(**dict.fromkeys([*WORDS, f"{word}s"], 50)).meant(word) is None
