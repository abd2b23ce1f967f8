from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.abbreviations import is_abbreviation, phrase_with_initials
from briefqa.asking import Asked, shortenings_of, understand
from briefqa.brief import Access
from briefqa.indexing.lexical import documents_of
from briefqa.lexicon import Lexicon
from briefqa.terms import stems
from tiny import entry

if TYPE_CHECKING:
    from collections.abc import Collection

ENTRIES = [
    entry("Social prescribing (SP) by link workers", "Link workers help nurses in the NHS."),
    entry("Recruitment in the voluntary, community and social enterprise (VCSE) sector", "Volunteers on wards."),
    entry("Waiting in emergency departments (EDs)", "Not how the NHS heals a wound or improves trust in teams."),
    entry("End of life care at home", "Volunteers give end of life care. Needs heal soon. Needs heal soon."),
    entry("Wards and information", "Improve trust. Improve trust."),
]
LEXICON = Lexicon.of(ENTRIES)
VOCABULARY = frozenset(stem for stems_of_one in documents_of(ENTRIES) for stem in stems_of_one)
TEXTS = [text for one in ENTRIES for text in (one.title, one.abstract)]
# Whatever may stand between the words of a question; no years.
BETWEEN = st.text(alphabet=" \t\n?!,.;:-–()[]'’\"/&+_37🙂", min_size=1, max_size=4)
PLAIN = st.sampled_from([word for word in LEXICON.words if not is_abbreviation(word)])
TYPED = st.sampled_from(
    ["VCSE", "eds", "EDs", "SP", "EoLC", "NHS", "XYZ", "recruitmnt", "Volunters", "wurds", "would", "link workers", "é"]
)


def ask(
    question: str, *, topic: Collection[str] = (), known: Collection[str] = (), publications: Collection[str] = ()
) -> Asked:
    return understand(
        question,
        LEXICON,
        vocabulary=VOCABULARY,
        shortenings=shortenings_of(LEXICON, topic),
        publications=publications,
        phrase=lambda short: phrase_with_initials(short, TEXTS),
        knows=lambda word: word in known,
    )


def found(question: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    asked = ask(question)
    return asked.text, asked.terms, asked.also


@pytest.mark.parametrize(
    ("question", "text", "terms", "also"),
    [
        ("", "", (), ()),
        ("?! …", "?! …", (), ()),
        ("Who are they?", "Who are they?", (), ()),
        ("Volunteers on wards", "Volunteers on wards", ("volunt", "ward"), ()),
        ("wards, wards and ward", "wards, wards and ward", ("ward",), ()),
        ("recruitmnt on wards", "recruitment on wards", ("recruit", "ward"), ()),
        ("waits in EDs", "waits in emergency departments", ("wait", "emergenc", "depart"), ("ed",)),
        ("EoLC at home", "end of life care at home", ("end", "life", "care", "home"), ("eolc",)),
        ("SP, SP", "social prescribing, social prescribing", ("social", "prescrib"), ("sp",)),
    ],
)
def test_what_is_searched_for(question: str, text: str, terms: tuple[str, ...], also: tuple[str, ...]) -> None:
    assert found(question) == (text, terms, also)


@pytest.mark.parametrize("short", ["VCSE", "VCSEs", "VcSE", "vcSE", "VCsE"])
def test_abbreviations_that_entries_explain_are_spelt_out_however_they_are_written(short: str) -> None:
    asked = ask(f"Trust in {short}-led teams?")
    assert asked.text == "Trust in voluntary, community and social enterprise-led teams?"
    assert asked.also == ("vcse",)


@pytest.mark.parametrize("short", ["EoLC", "EOLC", "eoLC", "EoLCs"])
def test_abbreviations_that_no_entry_explains_are_spelt_out_by_their_initials(short: str) -> None:
    assert ask(f"{short}?").text == "end of life care?"


@pytest.mark.parametrize("question", ["XYZ on wards", "QQCs", "Trust in the XyZ?"])
def test_unknown_abbreviations_are_left_as_they_are(question: str) -> None:
    assert found(question) == (question, tuple(stems(question)), ())


@pytest.mark.parametrize(
    ("question", "text", "also"),
    [
        ("CPD for ICBs", "continuing professional development for integrated care board", ("cpd", "icb")),
        ("out of A&E", "out of accident and emergency", ("e",)),
        # The entries' own words go before those of the list, which has "emergency department".
        ("ED waits", "emergency departments waits", ("ed",)),
    ],
)
def test_abbreviations_usual_in_the_nhs_are_spelt_out(question: str, text: str, also: tuple[str, ...]) -> None:
    asked = ask(question)
    assert (asked.text, asked.also) == (text, also)


def test_a_usual_abbreviation_that_entries_use_unexplained_is_searched_for_with_its_long_form() -> None:
    asked = understand(
        "GPs on wards",
        LEXICON,
        vocabulary=VOCABULARY | {"gps"},
        shortenings={},
        publications=(),
        phrase=lambda _: None,
        knows=lambda _: False,
    )
    assert (asked.text, asked.also) == ("GPs on wards", ("general", "practition"))


def test_words_of_a_question_all_in_capitals_are_not_taken_for_usual_abbreviations() -> None:
    assert ask("CAN WE SEND VOLUNTEERS").text == "CAN WE SEND VOLUNTEERS"
    assert ask("SEND").text == "special educational needs and disabilities"


def test_an_abbreviation_that_entries_use_unexplained_is_not_guessed_at() -> None:
    # "Needs heal soon" has its initials.
    assert ask("Nurses in the NHS").text == "Nurses in the NHS"


def test_function_words_in_capitals_are_no_abbreviations() -> None:
    # "Improve trust" has the initials of "it".
    assert ask("HOW DOES IT HELP NURSES?").text == "HOW DOES IT HELP NURSES?"


def test_function_words_are_no_typing_errors() -> None:
    # Of all words of the entries, "wound" is one letter from "would".
    assert LEXICON.meant("would") == "wound"
    assert ask("What would help?").text == "What would help?"


def test_words_the_encoder_knows_are_left_as_they_are() -> None:
    assert ask("Words and Recruitmnt").text == "wards and recruitment"
    assert ask("Words and Recruitmnt", known={"words"}).text == "Words and recruitment"


def test_other_forms_of_words_that_are_there_are_left_as_they_are() -> None:
    assert ask("volunteered, volunteering, nursing").text == "volunteered, volunteering, nursing"


@pytest.mark.parametrize(
    "question", ["Social prescribing on wards", "SOCIAL-PRESCRIBING on wards", "Wards that are socially prescribed"]
)
def test_a_long_form_in_a_question_says_the_same_as_its_abbreviation(question: str) -> None:
    assert ask(question).also == ("sp",)


@pytest.mark.parametrize(
    ("topic", "also"),
    [
        ((), ("sp",)),
        ({"social"}, ("sp",)),
        ({"social", "ward"}, ("sp",)),
        ({"social", "prescrib"}, ()),
        ({"social", "prescrib", "ward"}, ()),
    ],
)
def test_the_abbreviation_of_what_all_entries_are_about_tells_nothing(
    topic: Collection[str], also: tuple[str, ...]
) -> None:
    assert ask("Social prescribing on wards", topic=topic).also == also


@pytest.mark.parametrize("question", ["social wards prescribing", "prescribing social", "antisocial prescribing"])
def test_only_a_whole_long_form_adds_its_abbreviation(question: str) -> None:
    assert ask(question).also == ()


def test_an_abbreviation_and_its_long_form_in_one_question() -> None:
    asked = ask("Is SP social prescribing, and what are ED departments?")
    assert asked.text == "Is social prescribing social prescribing, and what are emergency departments departments?"
    assert asked.also == ("sp", "ed")


def test_what_is_searched_for_anyway_is_not_searched_for_twice() -> None:
    # In small letters it is a word of the entries.
    assert found("sp or social prescribing") == ("sp or social prescribing", ("sp", "social", "prescrib"), ())


def test_words_about_years_and_access_are_not_searched_for() -> None:
    asked = ask("recruitmnt of  volunteers since 2020, free to read", publications={"tea journal"})
    assert asked.text.split() == ["recruitment", "of", "volunteers", ","]
    assert asked.terms == ("recruit", "volunt")
    assert asked.fields.years is not None
    assert asked.fields.years[0] == 2020
    assert asked.fields.access is Access.FREE
    assert asked.fields.publication is None


def test_the_name_of_a_publication_is_searched_for_as_well() -> None:
    asked = ask("Wards in  the Journal of Tests", publications={"journal of tests"})
    assert asked.text == "Wards in  the Journal of Tests"
    assert asked.fields.publication == "journal of tests"


@given(st.lists(st.tuples(PLAIN, st.booleans(), BETWEEN), max_size=8), st.just("") | BETWEEN)
def test_a_question_of_words_that_are_there_is_searched_for_as_typed(
    words: list[tuple[str, bool, str]], start: str
) -> None:
    question = start + "".join((word.capitalize() if capital else word) + after for word, capital, after in words)
    assert ask(question).text == question


@given(st.lists(st.tuples(PLAIN, BETWEEN)), BETWEEN, st.lists(st.tuples(BETWEEN, PLAIN)))
def test_nothing_but_the_word_that_is_mended_changes(
    before: list[tuple[str, str]], start: str, after: list[tuple[str, str]]
) -> None:
    first = start + "".join(word + between for word, between in before)
    last = "".join(between + word for between, word in after)
    assert ask(f"{first}recruitmnt{last}").text == f"{first}recruitment{last}"
    # With a hyphen before it, or a digit beside it, it would be a part of a name.
    alone = f"{first} EDs {last}"
    assert ask(alone).text == alone.replace("EDs", "emergency departments")


@pytest.mark.parametrize("question", ["ED2 receptors", "2ED receptors", "G-ED levels"])
def test_letters_that_are_a_part_of_a_name_are_not_spelt_out(question: str) -> None:
    assert ask(question).text == question


def test_a_phrase_and_its_abbreviation_say_the_same_of_each_other() -> None:
    assert ask("waits in EDs").alike == {("emergenc", "depart"): (("ed",),)}
    assert ask("Social prescribing on wards").alike == {("social", "prescrib"): (("sp",),)}
    assert ask("Volunteers on wards").alike == {}


@given(st.text() | st.lists(TYPED | PLAIN | BETWEEN).map(" ".join), st.frozensets(st.sampled_from(sorted(VOCABULARY))))
def test_any_text_can_be_asked(question: str, topic: frozenset[str]) -> None:
    asked = ask(question, topic=topic)
    assert asked.terms == tuple(dict.fromkeys(stems(asked.text)))
    assert len(set(asked.also)) == len(asked.also)
    assert set(asked.also).isdisjoint(asked.terms)


@given(st.lists(TYPED | PLAIN).map(" ".join))
def test_marks_around_a_question_change_nothing_of_its_words(question: str) -> None:
    asked, marked = ask(question), ask(f"  … {question} (n=12)?\n")
    assert marked.text == f"  … {asked.text} (n=12)?\n"
    assert marked.also == asked.also
