from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa import ranking
from briefqa.ranking import FIELD_WEIGHT, GOOD, LEXICAL_WEIGHT, MIDDLE, SLOPE, STRONG, PassageScores

ENTRIES = 6
FOUND = st.lists(
    st.tuples(
        st.integers(0, ENTRIES - 1),
        st.sampled_from(["entry", "title", "sentence"]),
        # Few values, so that there are ties.
        st.integers(-10, 10).map(lambda tenths: tenths / 10),
    ),
    max_size=25,
)
STRENGTHS = st.lists(st.floats(-1, 1), min_size=1, max_size=20)


def passage_scores(found: list[tuple[int, str, float]], first_row: int = 0) -> PassageScores:
    return PassageScores(
        entry=np.array([entry for entry, _, _ in found], np.int64),
        whole=np.array([part == "entry" for _, part, _ in found], np.bool_),
        quotable=np.array([part == "sentence" for _, part, _ in found], np.bool_),
        row=np.arange(first_row, first_row + len(found), dtype=np.int64),
        cosine=np.array([cosine for _, _, cosine in found], np.float64),
    )


def plain_dense(variants: list[list[tuple[int, str, float]]], entry: int) -> float:
    total = 0.0
    for found in variants:
        wholes = [cosine for at, part, cosine in found if at == entry and part == "entry"]
        others = [cosine for at, part, cosine in found if at == entry and part != "entry"]
        if not wholes and not others:
            total += -1
        else:
            least = min(cosine for _, _, cosine in found)
            total += (max(wholes, default=least) + max(others, default=least)) / 2
    return total / len(variants)


def plain_best_sentence(found: list[tuple[int, str, float]], entry: int, first_row: int) -> int:
    best = (-math.inf, 0)
    for row, (at, part, cosine) in enumerate(found, start=first_row):
        if at == entry and part == "sentence":
            best = max(best, (cosine, -row))
    return -best[1] if best[0] > -math.inf else -1


@given(st.lists(FOUND, min_size=1, max_size=3))
def test_dense_scores_equal_plain_loops(variants: list[list[tuple[int, str, float]]]) -> None:
    found = ranking.dense_scores([passage_scores(variant) for variant in variants], ENTRIES)
    assert found.shape == (ENTRIES,)
    np.testing.assert_allclose(found, [plain_dense(variants, entry) for entry in range(ENTRIES)], atol=1e-12)


def test_dense_scores_worked_by_hand() -> None:
    first = passage_scores([(0, "entry", 0.6), (0, "title", 0.2), (0, "sentence", 0.8), (1, "sentence", 0.4)])
    second = passage_scores([(0, "sentence", 0.5), (0, "entry", 0.1)])
    # Entry 1 as a whole was not found for the first variant: it counts as the farthest passage found, 0.2.
    found = ranking.dense_scores([first, second], 3)
    np.testing.assert_allclose(found, [((0.6 + 0.8) / 2 + (0.1 + 0.5) / 2) / 2, ((0.2 + 0.4) / 2 - 1) / 2, -1])


def test_dense_scores_of_no_entries() -> None:
    assert ranking.dense_scores([passage_scores([])], 0).shape == (0,)


@given(FOUND, st.integers(0, 100))
def test_best_sentences_equal_a_plain_loop(found: list[tuple[int, str, float]], first_row: int) -> None:
    rows = ranking.best_sentences(passage_scores(found, first_row), ENTRIES)
    assert rows.tolist() == [plain_best_sentence(found, entry, first_row) for entry in range(ENTRIES)]


def test_of_two_equally_near_sentences_the_earlier_is_best() -> None:
    scores = PassageScores(
        entry=np.zeros(2, np.int64),
        whole=np.zeros(2, np.bool_),
        quotable=np.ones(2, np.bool_),
        row=np.array([9, 4]),
        cosine=np.array([0.5, 0.5]),
    )
    assert ranking.best_sentences(scores, 1).tolist() == [4]


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(0, 1)), max_size=10), st.floats(0, 1))
def test_strength_equals_a_plain_loop(pairs: list[tuple[float, float]], weight: float) -> None:
    dense = np.array([pair[0] for pair in pairs])
    share = np.array([pair[1] for pair in pairs])
    expected = [(1 - weight) * one + weight * other for one, other in pairs]
    np.testing.assert_allclose(ranking.strength(dense, share, weight), expected, atol=1e-6)


def test_strength_worked_by_hand() -> None:
    assert ranking.strength(np.array([0.4]), np.array([0.8]), 0.25).tolist() == pytest.approx([0.5], abs=1e-6)


def test_fields_that_fit_count_for_their_weight() -> None:
    found = ranking.with_fields(np.array([0.25, 0.5]), np.array([True, False]))
    assert found.tolist() == pytest.approx([0.25 + FIELD_WEIGHT, 0.5])


def test_strength_weighs_words_by_the_documented_weight() -> None:
    found = ranking.strength(np.array([1.0, 0.0]), np.array([0.0, 1.0], np.float32))
    assert found.tolist() == pytest.approx([1 - LEXICAL_WEIGHT, LEXICAL_WEIGHT])


@pytest.mark.parametrize(("odds", "expected"), [(1, 0.5), (3, 0.75), (1 / 3, 0.25), (9, 0.9), (99, 0.99)])
def test_relevance_is_the_logistic_of_the_distance_from_the_middle(odds: float, expected: float) -> None:
    strength = MIDDLE + math.log(odds) / SLOPE
    assert ranking.relevance(np.array([strength]))[0] == pytest.approx(expected)


@given(STRENGTHS)
def test_relevance_is_in_range_and_rises_with_strength(strengths: list[float]) -> None:
    scores = ranking.relevance(np.array(sorted(strengths)))
    assert ((scores >= 0) & (scores <= 1)).all()
    assert (np.diff(scores) >= 0).all()


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (1.0, "strong"),
        (STRONG, "strong"),
        (math.nextafter(STRONG, 0), "good"),
        (GOOD, "good"),
        (math.nextafter(GOOD, 0), "possible"),
        (0.0, "possible"),
    ],
)
def test_relevance_in_words(score: float, word: str) -> None:
    assert ranking.in_words(score) == word


def test_the_words_for_relevance_start_at_the_published_thresholds() -> None:
    assert (ranking.in_words(0.8), ranking.in_words(0.65), ranking.in_words(0.64)) == ("strong", "good", "possible")


@given(st.lists(st.sampled_from([0.1, 0.2, 0.3]), min_size=1, max_size=8), st.data())
def test_order_is_strongest_first_and_ties_by_id(strengths: list[float], data: st.DataObject) -> None:
    ids = data.draw(st.permutations([f"id-{n}" for n in range(len(strengths))]))
    allowed = data.draw(st.lists(st.booleans(), min_size=len(ids), max_size=len(ids)))
    found = ranking.order(np.array(strengths), ids, np.array(allowed, np.bool_))
    expected = sorted((-strength, name) for strength, name, open_ in zip(strengths, ids, allowed, strict=True) if open_)
    assert [(-strengths[position], ids[position]) for position in found] == expected


def test_an_entry_asked_for_by_its_title_has_all_there_is() -> None:
    lifted = ranking.asked_by_title(np.array([0.3, 0.6]), np.array([True, False]))
    assert lifted.tolist() == [1.0, 0.6]
    assert ranking.relevance(lifted)[0] > 0.99


def test_the_last_bits_of_a_strength_do_not_decide() -> None:
    strengths = ranking.strength(np.array([0.3 + 1e-12, 0.3]), np.zeros(2), 0)
    assert ranking.order(strengths, ["b", "a"], np.ones(2, np.bool_)) == [1, 0]


def test_relevance_never_rises_along_the_order() -> None:
    strengths = ranking.strength(np.array([0.3, 0.3 + 4e-7]), np.zeros(2), 0)
    ranked = ranking.order(strengths, ["a", "b"], np.ones(2, np.bool_))
    scores = ranking.relevance(strengths)[ranked]
    assert scores[0] >= scores[1]
