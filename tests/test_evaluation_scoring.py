"""A run against qrels: means, kinds, coverage, and what cannot be computed."""

from __future__ import annotations

from typing import Any

import pytest

from briefqa.evaluation import evaluate
from briefqa.evaluation.scoring import folded
from judged import QUESTIONS, RUN, question, ranked


def test_means_are_over_answerable_questions_only() -> None:
    evaluation = evaluate(QUESTIONS, RUN)
    measures = evaluation.measures
    assert measures["first_hit"] == pytest.approx(1 / 3)
    assert measures["mrr"] == pytest.approx((1 + 0 + 1 / 2) / 3)
    assert measures["recall@10"] == pytest.approx(2 / 3)
    assert measures["covered_answerable"] == pytest.approx(2 / 3)
    assert measures["covered_unanswerable"] == 1
    assert measures["auroc"] == pytest.approx(2 / 3)
    # All three answerable questions are needed for 95 %, down to 0.6; the unanswerable one has 0.8.
    assert evaluation.threshold == 0.6
    assert measures["false_answer_rate"] == 1
    assert [len(evaluation.answerable), len(evaluation.unanswerable)] == [3, 1]


def test_kinds_have_their_own_means() -> None:
    first, second, third = evaluate(QUESTIONS, RUN).groups
    assert [(group.kind, group.answerable, group.questions) for group in (first, second, third)] == [
        ("keywords", True, 2),
        ("typo", True, 1),
        ("near", False, 1),
    ]
    assert (first.ranking["first_hit"], first.covered, first.best) == (0.5, 0.5, pytest.approx(0.75))
    assert (third.ranking, third.covered, third.best) == ({}, 1, 0.8)


def test_ranks_of_relevant_entries_are_kept() -> None:
    evaluation = evaluate(QUESTIONS, RUN)
    assert [dict(item.ranks) for item in evaluation.scored] == [{"a": 1, "b": 3}, {}, {"c": None}, {"a": 2}]


def test_what_cannot_be_computed_is_none() -> None:
    only_answerable = evaluate(QUESTIONS[:1], RUN[:1])
    absent = {name for name, value in only_answerable.measures.items() if value is None}
    assert absent == {"covered_unanswerable", "auroc", "false_answer_rate"}
    assert only_answerable.threshold == 0.9
    only_unanswerable = evaluate(QUESTIONS[1:2], RUN[1:2])
    present = {name for name, value in only_unanswerable.measures.items() if value is not None}
    assert present == {"covered_unanswerable"}
    assert only_unanswerable.threshold is None


def test_a_question_without_hits_has_a_best_score_of_0() -> None:
    evaluation = evaluate(QUESTIONS[:1], [ranked("q1", covered=False)])
    assert evaluation.measures["ndcg@10"] == 0
    assert evaluation.threshold == 0
    assert evaluation.to_dict()["questions"][0]["first_entry"] is None


def test_one_work_in_two_entries_is_not_missed_once() -> None:
    hit = ranked("q1", "a", a=("b",))
    for one, other in ((1, 3), (3, 1)):
        assert folded({"a": one, "b": other, "c": 2}, hit) == {"a": 3, "c": 2}
    evaluation = evaluate([question("q1", a=3, b=3)], [hit])
    assert (evaluation.measures["ndcg@10"], evaluation.measures["recall@10"]) == (1, 1)
    assert evaluate([question("q1", b=3)], [hit]).measures["first_hit"] == 1


def test_a_run_of_other_questions_is_refused() -> None:
    with pytest.raises(ValueError, match="not of these questions"):
        evaluate(QUESTIONS, RUN[:2])


def test_the_json_has_all_of_it() -> None:
    record: dict[str, Any] = evaluate(QUESTIONS, RUN).to_dict()
    assert set(record) == {"answerable", "unanswerable", "measures", "threshold", "kinds", "questions"}
    assert record["questions"][1] == {
        "id": "q2",
        "kind": "near",
        "answerable": False,
        "measures": {"ndcg@10": None, "first_hit": None, "mrr": None, "recall@10": None},
        "best_score": 0.8,
        "covered": True,
        "first_entry": "a",
        "ranks": {},
    }
    assert set(record["kinds"][0]) == {"kind", "answerable", "questions", "measures", "covered", "best_score"}
