"""Two runs against each other: differences, changed questions, and the randomisation test."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import permutation_test

from briefqa.evaluation import JudgedQuestion, RankedEntry, RankedQuestion, compare, evaluate, randomisation_test

QUESTIONS = [
    JudgedQuestion("q1", "", "", "one", {"a": 3}),
    JudgedQuestion("q2", "", "", "two", {"b": 1}),
    JudgedQuestion("q3", "", "", "three", {}),
    JudgedQuestion("q4", "", "", "four", {"a": 1}),
]
VALUES = st.integers(0, 10).map(lambda value: value / 10)
PAIRS = st.lists(st.tuples(VALUES, VALUES), max_size=10)


def run(*lists: str, covered: str = "1111") -> list[RankedQuestion]:
    """A run with these entries for each question, a letter each, and whether it is covered."""
    return [
        RankedQuestion(
            question.id,
            question.text,
            yes == "1",
            tuple(RankedEntry(entry, 0.9 - place / 10) for place, entry in enumerate(entries)),
        )
        for question, entries, yes in zip(QUESTIONS, lists, covered, strict=True)
    ]


def _exact(pairs: list[tuple[float, float]]) -> float:
    """The p-value over all swaps there are."""
    differences = [b - a for a, b in pairs]
    seen = abs(sum(differences)) - 1e-9
    sums = [
        abs(sum(s * d for s, d in zip(signs, differences, strict=True)))
        for signs in itertools.product((1, -1), repeat=len(pairs))
    ]
    return sum(total >= seen for total in sums) / len(sums)


@given(PAIRS)
def test_p_is_near_that_of_all_swaps(pairs: list[tuple[float, float]]) -> None:
    before, now = [a for a, _ in pairs], [b for _, b in pairs]
    p = randomisation_test(before, now, flips=10_000)
    assert 0 < p <= 1
    # Four standard deviations of a share of 10,000.
    assert p == pytest.approx(_exact(pairs), abs=0.02)
    assert randomisation_test(before, now, flips=10_000) == p


@pytest.mark.parametrize("seed", range(5))
def test_p_agrees_with_scipy(seed: int) -> None:
    random = np.random.default_rng(seed)
    before = random.random(40)
    now = before + random.normal(0.05, 0.2, 40)
    reference = permutation_test(
        (before, now), lambda a, b: np.mean(b - a), permutation_type="samples", n_resamples=20_000, rng=random
    )
    assert randomisation_test(before.tolist(), now.tolist()) == pytest.approx(reference.pvalue, abs=0.02)


def test_p_of_a_difference_that_is_none_is_1() -> None:
    assert randomisation_test([], []) == 1
    assert randomisation_test([0.5, 0.1], [0.5, 0.1]) == 1


def test_p_is_never_0() -> None:
    assert 0 < randomisation_test([0.0] * 50, [1.0] * 50, flips=1000) < 0.01


def test_p_needs_pairs() -> None:
    with pytest.raises(ValueError, match="shorter"):
        randomisation_test([1.0], [])


def test_questions_that_changed_are_named() -> None:
    before = evaluate(QUESTIONS, run("a", "xb", "x", "a", covered="1011"))
    now = evaluate(QUESTIONS, run("xa", "b", "x", "a", covered="1100"))
    changes = compare(before, now).changes
    assert [(change.id, change.measure, change.better) for change in changes] == [
        ("q2", "covered", True),
        ("q3", "covered", True),
        ("q4", "covered", False),
        ("q1", "ndcg@10", False),
        ("q2", "ndcg@10", True),
    ]
    assert (changes[4].before, changes[4].now) == (pytest.approx(1 / np.log2(3)), 1)


def test_each_measure_is_compared() -> None:
    before = evaluate(QUESTIONS, run("a", "xb", "x", "a"))
    now = evaluate(QUESTIONS, run("a", "b", "", "a"))
    compared = {item.name: item for item in compare(before, now).measures}
    assert list(compared) == list(now.measures)
    first = compared["first_hit"]
    assert (first.before, first.now, first.difference, first.p) == (
        pytest.approx(2 / 3),
        1,
        pytest.approx(1 / 3),
        pytest.approx(1),
    )
    assert compared["auroc"].p is None
    assert (compared["auroc"].before, compared["auroc"].now) == (0.5, 1)


def test_what_cannot_be_computed_is_not_compared() -> None:
    part = evaluate(QUESTIONS[:2], run("a", "b", "x", "a")[:2])
    compared = {item.name: item for item in compare(part, part).measures}
    absent = {name for name, item in compared.items() if item.difference is None}
    assert absent == {"covered_unanswerable", "auroc", "false_answer_rate"}
    assert compared["covered_unanswerable"].p is None
    record = compare(part, part).to_dict()
    assert record["measures"]["ndcg@10"] == {"before": 1, "now": 1, "difference": 0, "p": 1}
    assert (record["better"], record["worse"]) == ([], [])


def test_runs_of_other_questions_are_refused() -> None:
    whole = evaluate(QUESTIONS, run("a", "b", "x", "a"))
    with pytest.raises(ValueError, match="not of the same questions"):
        compare(whole, evaluate(QUESTIONS[:1], run("a", "b", "x", "a")[:1]))


@given(st.lists(st.text("abxy", max_size=4).map(lambda s: "".join(dict.fromkeys(s))), min_size=8, max_size=8))
def test_turned_round_better_is_worse(entries: list[str]) -> None:
    one, other = evaluate(QUESTIONS, run(*entries[:4])), evaluate(QUESTIONS, run(*entries[4:], covered="0101"))
    forth, back = compare(one, other), compare(other, one)
    assert {(c.id, c.measure) for c in forth.changes if c.better} == {
        (c.id, c.measure) for c in back.changes if not c.better
    }
    assert [item.p for item in forth.measures] == [item.p for item in back.measures]
