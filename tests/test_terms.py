from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.terms import Wanted, places_of, stems, without_stems

WORDS = st.lists(st.sampled_from(["the", "Nurses", "nursing", "link-workers", "tea,", "(COVID-19)", "?", "GP's", "é"]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("?! …", []),
        ("Training needs", ["train", "need"]),
        ("TRAINED trainees training", ["train", "traine", "train"]),
        ("link-workers", ["link", "worker"]),
        ("snake_case", ["snake", "case"]),
        ("COVID-19 in 2020", ["covid", "19", "2020"]),
        ("patients' views", ["patient", "view"]),
        ("Café Zürich", ["café", "zürich"]),
    ],
)
def test_stems(text: str, expected: list[str]) -> None:
    assert stems(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("nurse's pay", "nurse pay"), ("nurse’s pay", "nurse's pay"), ("NURSES", "nurse"), ("the nurse", "nurse")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize("question", ["What is known about it?", "Tell me more, please", "Who are they and why?"])
def test_the_words_a_question_is_asked_with_count_for_nothing(question: str) -> None:
    assert stems(question) == []


@given(st.text())
def test_any_text_has_stems_in_lower_case_without_blanks(text: str) -> None:
    assert all(stem == stem.lower() and stem and not any(map(str.isspace, stem)) for stem in stems(text))


@pytest.mark.parametrize(
    ("text", "dropped", "expected"),
    [
        ("training of link workers", {"link", "worker"}, "training of"),
        ("training of link-workers?", {"link", "worker"}, "training of"),
        ("training of link-workers?", {"worker"}, "training of link-workers?"),
        ("Link Workers", {"link", "worker"}, ""),
        ("  is   it \n good ? ", set(), "is it good ?"),
        ("the nurse's pay", {"nurs"}, "the pay"),
    ],
)
def test_words_with_dropped_stems_are_left_out(text: str, dropped: set[str], expected: str) -> None:
    assert list(without_stems(text, [dropped, ()])) == [expected, " ".join(text.split())]


@given(WORDS, st.frozensets(st.sampled_from(["nurs", "link", "worker", "tea", "covid", "19", "gp"])))
def test_no_other_stem_is_lost(words: list[str], dropped: frozenset[str]) -> None:
    text = " ".join(words)
    kept = [stem for stem in stems(text) if stem not in dropped]
    assert [stem for stem in stems(next(without_stems(text, [dropped]))) if stem not in dropped] == kept


@given(WORDS, st.frozensets(st.sampled_from(["nurs", "link", "worker", "tea", "covid", "19", "gp"])))
def test_where_dropped_words_stand(words: list[str], dropped: frozenset[str]) -> None:
    text = " ".join(words)
    places = places_of(text, dropped)
    assert all(set(stems(text[start:end])) & dropped for start, end in places)
    rest = "".join(" " if any(start <= at < end for start, end in places) else one for at, one in enumerate(text))
    assert stems(rest) == [stem for stem in stems(text) if stem not in dropped]


def test_a_word_stands_with_its_genitive_and_its_capitals() -> None:
    text = "The Nurse's tea, İ nurses"
    assert [text[start:end] for start, end in places_of(text, {"nurs"})] == ["Nurse's", "nurses"]


def test_several_threads_get_the_same_stems() -> None:
    texts = [f"nursing number {n} trainings for community connectors" for n in range(200)]
    alone = [stems(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stems, texts)) == alone


def test_the_words_of_a_text_that_have_a_wanted_stem_are_found_once_and_in_order() -> None:
    text = "Nurses’ Training; trained nurse, training"
    (found,) = Wanted(["train", "nurs", "tea"]).words_of([text])
    assert list(found.items()) == [("nurses", "nurs"), ("training", "train"), ("trained", "train"), ("nurse", "nurs")]
    assert Wanted(["nurs"]).words_of([""]) == Wanted([]).words_of([text]) == [{}]


@given(st.text(), st.lists(st.sampled_from(["nurs", "tea", "care", "the"]), max_size=4))
def test_words_found_stand_in_the_text_and_have_a_wanted_stem(text: str, wanted: list[str]) -> None:
    for word, stem in Wanted(wanted).words_of([f"{text} nurses tea"])[0].items():
        assert word in f"{text} nurses tea".lower().replace("_", " ")
        assert stem in stems(word)
        assert stem in wanted


@given(st.text(), st.sets(st.text(min_size=1)))
def test_the_stems_of_a_text_that_are_wanted_are_found_among_all_of_them(text: str, others: set[str]) -> None:
    found = set(stems(text))
    assert set(Wanted(found | others).words_of([text])[0].values()) == found & (found | others)
    assert set(Wanted(others).words_of([text])[0].values()) == found & others


@given(st.lists(st.text(st.sampled_from("aesn_'’ \0ΑΣ.")), max_size=4))
def test_texts_looked_through_together_give_what_each_gives_alone(texts: list[str]) -> None:
    wanted = Wanted({*stems(" ".join(texts)), "\0"})
    assert wanted.words_of(texts) == [wanted.words_of([text])[0] for text in texts]


@given(st.text(st.sampled_from("xyzé_'’ 1")))
def test_words_are_those_that_a_plainer_pattern_finds(text: str) -> None:
    assert stems(text) == [stem for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text) for stem in stems(word)]


@pytest.mark.parametrize(
    "word", ["skies", "dying", "lying", "ties", "yours", "Youth", "'tis", "rock'n'roll", "nurses’"]
)
def test_a_stem_that_is_no_start_of_its_word_is_found(word: str) -> None:
    assert set(Wanted(stems(word)).words_of([f"all {word}!"])[0].values()) == set(stems(word))
