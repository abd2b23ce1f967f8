"""The measures, against constants worked by hand, ranx and scikit-learn."""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterator
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score, roc_auc_score, roc_curve

from briefqa.evaluation import (
    auroc,
    false_answer_rate,
    first_is_relevant,
    ndcg,
    ranks_of_relevant,
    recall,
    reciprocal_rank,
    threshold_at,
)

Ranked = dict[str, list[str]]
Judged = dict[str, dict[str, int]]

QRELS = st.dictionaries(st.sampled_from("abcdefghijklmnop"), st.integers(0, 3), max_size=12)
RUNS = st.permutations("abcdefghijklmnop").flatmap(
    lambda order: st.integers(0, len(order)).map(lambda length: order[:length])
)
SCORES = st.lists(st.integers(0, 20).map(lambda score: score / 20), min_size=1, max_size=40)


@pytest.fixture(scope="module")
def ranx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The reference, leaving nothing in the home folder."""
    with pytest.MonkeyPatch.context() as patch:
        # It would be compiled when first used, which takes most of a minute; a few questions are quicker as they are.
        # Another test may have imported numba already.
        patch.setattr(importlib.import_module("numba").config, "DISABLE_JIT", 1)
        folder = str(tmp_path_factory.mktemp("ranx"))
        patch.setenv("IR_DATASETS_HOME", folder)
        patch.setenv("MPLCONFIGDIR", folder)
        yield importlib.import_module("ranx")


def test_ndcg_worked_by_hand() -> None:
    qrels = {"a": 3, "b": 2}
    assert ndcg(["a", "b"], qrels) == 1
    assert ndcg(["x", "y"], qrels) == 0
    assert ndcg([], qrels) == 0
    assert ndcg(["a"], {}) == 0
    # 3 at rank 2 and 7 at rank 3, where 7 and 3 were to be had at ranks 1 and 2.
    assert ndcg(["x", "b", "a"], qrels) == pytest.approx((3 / math.log2(3) + 7 / 2) / (7 + 3 / math.log2(3)))
    assert ndcg(["x", "b", "a"], qrels, depth=1) == 0


def test_reciprocal_rank_and_recall_worked_by_hand() -> None:
    qrels = {"a": 3, "b": 1, "c": 0}
    assert reciprocal_rank(["c", "x", "b", "a"], qrels) == 1 / 3
    assert reciprocal_rank(["c", "x"], qrels) == 0
    assert reciprocal_rank([], qrels) == 0
    assert recall(["c", "b"], qrels) == 1 / 2
    assert recall(["c", "b", "a"], qrels, depth=2) == 1 / 2
    assert recall(["a"], {"c": 0}) == 0


def test_the_first_hit() -> None:
    assert first_is_relevant(["a", "x"], {"a": 1})
    assert not first_is_relevant(["x", "a"], {"a": 1})
    assert not first_is_relevant(["x"], {"x": 0})
    assert not first_is_relevant([], {"a": 1})


def test_relevant_entries_are_listed_by_grade() -> None:
    assert list(ranks_of_relevant(["x", "b", "a"], {"b": 1, "a": 1, "c": 3, "x": 0}).items()) == [
        ("c", None),
        ("a", 3),
        ("b", 2),
    ]


def _random_questions(seed: int) -> tuple[Judged, Ranked]:
    """Graded qrels and runs without ties: short ones, long ones, and ones in which nothing relevant was found."""
    random = np.random.default_rng(seed)
    entries = [f"e{number:02}" for number in range(40)]
    qrels: Judged = {}
    runs: Ranked = {}
    for number in range(30):
        judged = random.choice(entries, random.integers(1, 16), replace=False).tolist()
        grades = {entry: int(random.integers(1, 4)) for entry in judged}
        order = random.permutation(entries).tolist()
        if number % 5 == 0:
            order = [entry for entry in order if entry not in grades]
        qrels[f"q{number:02}"] = grades
        runs[f"q{number:02}"] = order[: 1 + int(random.integers(1, 10) if number % 2 else random.integers(10, 25))]
    return qrels, runs


@pytest.mark.parametrize("seed", range(10))
def test_the_measures_agree_with_ranx(seed: int, ranx: ModuleType) -> None:
    judged, ranked = _random_questions(seed)
    scored = {key: {entry: float(len(run) - place) for place, entry in enumerate(run)} for key, run in ranked.items()}
    # Its `ndcg` has the linear gain of Järvelin and Kekäläinen; `ndcg_burges` has 2^grade - 1.
    names = {"ndcg_burges@10": ndcg, "hit_rate@1": first_is_relevant, "mrr": reciprocal_rank, "recall@10": recall}
    reference = ranx.evaluate(ranx.Qrels(judged), ranx.Run(scored), list(names), return_mean=False)
    keys = sorted(judged)
    for name, measure in names.items():
        ours = [float(measure(ranked[key], judged[key])) for key in keys]
        assert ours == pytest.approx(reference[name].tolist()), name
    assert min(len(run) for run in ranked.values()) < 10
    assert reference["mrr"].min() == 0


@pytest.mark.parametrize("seed", range(20))
def test_the_measures_agree_with_scikit_learn(seed: int) -> None:
    random = np.random.default_rng(seed)
    ids = [f"e{i}" for i in range(30)]
    grades = random.integers(0, 4, 30)
    grades[0] = 1
    scores = random.permutation(30).astype(float)
    run = [ids[i] for i in np.argsort(-scores)]
    qrels = {entry: int(grade) for entry, grade in zip(ids, grades, strict=True) if grade}
    assert ndcg(run, qrels) == pytest.approx(ndcg_score([2.0**grades - 1], [scores], k=10))
    labels = random.integers(0, 2, 30)
    labels[:2] = 0, 1
    rough = random.integers(0, 5, 30).astype(float)
    positive, negative = rough[labels == 1].tolist(), rough[labels == 0].tolist()
    assert auroc(positive, negative) == pytest.approx(roc_auc_score(labels, rough))
    false_rate, true_rate, thresholds = roc_curve(labels, rough, drop_intermediate=False)
    first = int(np.argmax(true_rate >= 0.95))
    assert threshold_at(positive) == thresholds[first]
    assert false_answer_rate(positive, negative) == pytest.approx(false_rate[first])


def test_auroc_needs_both_kinds() -> None:
    with pytest.raises(ValueError, match="at least one"):
        auroc([1.0], [])
    with pytest.raises(ValueError, match="at least one positive"):
        false_answer_rate([], [1.0])
    with pytest.raises(ValueError, match="at least one negative"):
        false_answer_rate([1.0], [])


@pytest.mark.parametrize("coverage", [0, -0.5, 1.01, math.nan])
def test_a_share_is_a_share(coverage: float) -> None:
    with pytest.raises(ValueError, match="coverage is"):
        threshold_at([0.5], coverage)


def test_one_of_twenty_may_be_left_out_at_95_percent() -> None:
    positive = [number / 20 for number in range(1, 21)]
    assert threshold_at(positive) == 2 / 20
    assert threshold_at(positive[1:]) == 2 / 20
    assert threshold_at(positive, 1) == 1 / 20
    assert false_answer_rate(positive, [0.0, 0.1, 0.2, 0.05]) == 1 / 2


@given(SCORES, st.integers(1, 100))
def test_the_threshold_is_the_highest_that_covers_enough(positive: list[float], percent: int) -> None:
    threshold = threshold_at(positive, percent / 100)
    assert sum(score >= threshold for score in positive) * 100 >= percent * len(positive)
    assert sum(score > threshold for score in positive) * 100 < percent * len(positive)


@given(SCORES, SCORES)
def test_a_share_of_wrong_answers_is_in_range(positive: list[float], negative: list[float]) -> None:
    assert 0 <= false_answer_rate(positive, negative) <= 1
    assert auroc(positive, negative) + auroc(negative, positive) == pytest.approx(1)
    # Scores count only by their order.
    assert false_answer_rate([s * 2 + 1 for s in positive], [s * 2 + 1 for s in negative]) == false_answer_rate(
        positive, negative
    )


@given(RUNS, QRELS)
def test_measures_of_a_ranking_are_in_range_and_best_for_the_ideal(run: list[str], qrels: dict[str, int]) -> None:
    ideal = sorted(qrels, key=lambda entry: -qrels[entry])
    for measure in (ndcg, first_is_relevant, reciprocal_rank, recall):
        assert 0 <= measure(run, qrels) <= measure(ideal, qrels) + 1e-12 <= 1 + 2e-12


@given(RUNS, QRELS)
def test_the_measures_tell_one_story(run: list[str], qrels: dict[str, int]) -> None:
    ranks = [rank for rank in ranks_of_relevant(run, qrels).values() if rank is not None]
    assert reciprocal_rank(run, qrels) == (1 / min(ranks) if ranks else 0)
    assert first_is_relevant(run, qrels) == (1 in ranks)
    assert (recall(run, qrels) > 0) == (ndcg(run, qrels) > 0) == any(rank <= 10 for rank in ranks)
