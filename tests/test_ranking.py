from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from briefqa import ranking
from briefqa.ranking import (
    FIELD_WEIGHT,
    GOOD,
    LEXICAL_WEIGHT,
    MIDDLE,
    SLOPE,
    STRONG,
    TOPIC_FREE_WEIGHT,
)

STRENGTHS = st.lists(st.floats(-1, 1), min_size=1, max_size=20)


def plain_weights(variants: int) -> list[float]:
    """One part for the question as asked, TOPIC_FREE_WEIGHT parts for each other variant."""
    parts = [1.0, *[TOPIC_FREE_WEIGHT] * (variants - 1)]
    return [part / sum(parts) for part in parts]


@given(st.data(), st.integers(1, 3), st.integers(1, 6))
def test_dense_scores_equal_plain_loops(data: st.DataObject, variants: int, entries: int) -> None:
    row = st.lists(st.floats(-1, 1), min_size=entries, max_size=entries)
    table = st.lists(row, min_size=variants, max_size=variants)
    wholes, sentences = data.draw(table), data.draw(table)
    expected = [
        sum(
            weight * (whole[entry] + sentence[entry]) / 2
            for weight, whole, sentence in zip(plain_weights(variants), wholes, sentences, strict=True)
        )
        for entry in range(entries)
    ]
    found = ranking.dense_scores(*(ranking.mean_of_variants(np.array(cosines)) for cosines in (wholes, sentences)))
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_dense_scores_worked_by_hand() -> None:
    wholes, sentences = np.array([[0.6, 0.2], [0.1, 0.3]]), np.array([[0.8, 0.4], [0.5, 0.3]])
    found = ranking.dense_scores(ranking.mean_of_variants(wholes), ranking.mean_of_variants(sentences))
    np.testing.assert_allclose(found, [(0.7 + 4 * 0.3) / 5, (0.3 + 4 * 0.3) / 5])


@pytest.mark.parametrize(("variants", "expected"), [(0, []), (1, [1]), (2, [0.2, 0.8]), (3, [1 / 9, 4 / 9, 4 / 9])])
def test_variants_without_topic_words_weigh_four_times_the_question_as_asked(
    variants: int, expected: list[float]
) -> None:
    assert ranking.variant_weights(variants).tolist() == pytest.approx(expected)


@given(st.data(), st.integers(1, 3), st.integers(1, 6))
def test_the_best_sentence_equals_a_plain_loop(data: st.DataObject, variants: int, sentences: int) -> None:
    tenths = st.integers(0, 10).map(lambda tenth: tenth / 10)
    row = st.lists(tenths, min_size=sentences, max_size=sentences)
    cosines = data.draw(st.lists(row, min_size=variants, max_size=variants))
    shares = data.draw(row)
    weights = plain_weights(variants)
    strengths = [
        round(
            (1 - LEXICAL_WEIGHT) * sum(w * cosines[v][s] for v, w in enumerate(weights)) + LEXICAL_WEIGHT * shares[s], 6
        )
        for s in range(sentences)
    ]
    best = ranking.best_sentence(np.array(cosines), np.array(shares))
    assert strengths[best] == pytest.approx(max(strengths), abs=1e-6)


def test_of_two_sentences_that_fit_equally_the_earlier_is_best() -> None:
    assert ranking.best_sentence(np.array([[0.2, 0.5, 0.5]]), np.zeros(3)) == 1


def test_words_count_beside_meaning_where_a_sentence_is_chosen() -> None:
    assert ranking.best_sentence(np.array([[0.5, 0.4]]), np.array([0.0, 1.0])) == 1
    assert ranking.best_sentence(np.array([[0.9, 0.4]]), np.array([0.0, 1.0])) == 0


def strength(dense: list[float], share: list[float], fits: list[bool] | None = None) -> NDArray[np.float64]:
    return ranking.parts_of(np.array(dense), np.array(share), np.array(fits or [False] * len(dense), np.bool_)).strength


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(0, 1), st.booleans()), max_size=10), st.booleans())
def test_strength_equals_a_plain_loop(entries: list[tuple[float, float, bool]], only_fields: bool) -> None:
    parts = ranking.parts_of(
        np.array([dense for dense, _, _ in entries]),
        np.array([share for _, share, _ in entries]),
        np.array([fits for _, _, fits in entries], np.bool_),
        only_fields=only_fields,
    )
    extra = 1.0 if only_fields else FIELD_WEIGHT
    expected = [(1 - LEXICAL_WEIGHT) * one + LEXICAL_WEIGHT * other + extra * fits for one, other, fits in entries]
    np.testing.assert_allclose(parts.strength, expected, atol=1e-6)
    np.testing.assert_allclose(parts.meaning + parts.words + parts.fields, expected, atol=1e-9)


def test_strength_worked_by_hand() -> None:
    assert strength([0.4], [0.8]).tolist() == pytest.approx([0.7 * 0.4 + 0.3 * 0.8], abs=1e-6)


def test_fields_that_fit_count_for_their_weight() -> None:
    assert strength([0.5, 0.5], [0.0, 0.0], [True, False]).tolist() == pytest.approx([0.35 + FIELD_WEIGHT, 0.35])


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
    assert (ranking.in_words(0.6), ranking.in_words(0.3), ranking.in_words(0.29)) == ("strong", "good", "possible")


@given(st.lists(st.sampled_from([0.1, 0.2, 0.3]), max_size=8), st.data())
def test_order_is_strongest_first_and_ties_by_id(strengths: list[float], data: st.DataObject) -> None:
    ids = data.draw(st.permutations([f"id-{n}" for n in range(len(strengths))]))
    found = ranking.order(np.array(strengths), ids)
    assert [(-strengths[position], ids[position]) for position in found] == sorted(
        (-strength, name) for strength, name in zip(strengths, ids, strict=True)
    )


def test_an_entry_asked_for_by_its_title_has_all_there_is() -> None:
    lifted = ranking.asked_by_title(np.array([0.3, 0.6]), np.array([True, False]))
    assert lifted.tolist() == [2.0, 0.6]
    assert ranking.relevance(lifted)[0] > 0.99


def test_the_last_bits_of_a_strength_do_not_decide() -> None:
    strengths = strength([0.3 + 1e-12, 0.3], [0.0, 0.0])
    assert ranking.order(strengths, ["b", "a"]) == [1, 0]


def test_relevance_never_rises_along_the_order() -> None:
    strengths = strength([0.3, 0.3 + 4e-7], [0.0, 0.0])
    ranked = ranking.order(strengths, ["a", "b"])
    scores = ranking.relevance(strengths)[ranked]
    assert scores[0] >= scores[1]
