"""A run against the qrels of its questions: the measures of each question, their means, and how coverage decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from briefqa.evaluation.measures import (
    Qrels,
    auroc,
    false_answer_rate,
    first_is_relevant,
    ndcg,
    ranks_of_relevant,
    recall,
    reciprocal_rank,
    threshold_at,
)
from briefqa.evaluation.questions import JudgedQuestion
from briefqa.evaluation.runs import RankedQuestion

# Names of the measures that each answerable question has; in this order they are shown.
RANKING = ("ndcg@10", "first_hit", "mrr", "recall@10")


@dataclass(frozen=True, slots=True)
class Scored:
    """A question with its part of a run.

    Attributes:
        question: the question.
        ranked: what was returned for it.
        ranking: `RANKING` measure → value in [0, 1]; empty where the question is unanswerable. `mrr` is its reciprocal
            rank.
        ranks: relevant entry → its rank, None where the run does not have it.
    """

    question: JudgedQuestion
    ranked: RankedQuestion
    ranking: Mapping[str, float]
    ranks: Mapping[str, int | None]

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON object."""
        return {
            "id": self.question.id,
            "kind": self.question.kind,
            "answerable": self.question.answerable,
            "measures": {name: self.ranking.get(name) for name in RANKING},
            "best_score": self.ranked.best,
            "covered": self.ranked.covered,
            "first_entry": self.ranked.hits[0].entry if self.ranked.hits else None,
            "ranks": dict(self.ranks),
        }


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one kind, all answerable or none.

    Attributes:
        kind: as in the file.
        answerable: whether they are.
        questions: how many.
        ranking: means of the `RANKING` measures; empty where unanswerable.
        covered: share in [0, 1] that the answers say is covered.
        best: mean of the best scores.
    """

    kind: str
    answerable: bool
    questions: int
    ranking: Mapping[str, float]
    covered: float
    best: float

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON object."""
        return {
            "kind": self.kind,
            "answerable": self.answerable,
            "questions": self.questions,
            "measures": {name: self.ranking.get(name) for name in RANKING},
            "covered": self.covered,
            "best_score": self.best,
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run, measured.

    Attributes:
        scored: every question, in the order of the file.
        measures: name → value in [0, 1], or None where it cannot be computed. Means over the answerable questions:
            `ndcg@10`, `first_hit`, `mrr`, `recall@10`. Shares: `covered_answerable`, `covered_unanswerable`. Of
            answerable against unanswerable by best score: `auroc`, `false_answer_rate` (at 95 % coverage).
        threshold: the best score at which 95 % of the answerable questions are covered; None without such questions.
        groups: the means by kind, answerable kinds first, in the order of the file.
    """

    scored: tuple[Scored, ...]
    measures: Mapping[str, float | None]
    threshold: float | None
    groups: tuple[Group, ...]

    @property
    def answerable(self) -> tuple[Scored, ...]:
        """The questions that have a relevant entry."""
        return tuple(scored for scored in self.scored if scored.question.answerable)

    @property
    def unanswerable(self) -> tuple[Scored, ...]:
        """The questions that have none."""
        return tuple(scored for scored in self.scored if not scored.question.answerable)

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON object."""
        return {
            "answerable": len(self.answerable),
            "unanswerable": len(self.unanswerable),
            "measures": dict(self.measures),
            "threshold": self.threshold,
            "kinds": [group.to_dict() for group in self.groups],
            "questions": [scored.to_dict() for scored in self.scored],
        }


def evaluate(questions: Sequence[JudgedQuestion], run: Sequence[RankedQuestion]) -> Evaluation:
    """Measure a run.

    Args:
        questions: with their qrels.
        run: what was returned for them, in the same order.

    Raises:
        ValueError: the run is not of these questions.
    """
    if [question.id for question in questions] != [ranked.id for ranked in run]:
        raise ValueError("the run is not of these questions")
    scored = tuple(_score(question, ranked) for question, ranked in zip(questions, run, strict=True))
    answerable = [item for item in scored if item.question.answerable]
    others = [item for item in scored if not item.question.answerable]
    positive, negative = ([item.ranked.best for item in part] for part in (answerable, others))
    both = bool(positive and negative)
    measures: dict[str, float | None] = dict.fromkeys(RANKING)
    measures.update(_means(answerable))
    measures["covered_answerable"] = _covered(answerable) if answerable else None
    measures["covered_unanswerable"] = _covered(others) if others else None
    measures["auroc"] = auroc(positive, negative) if both else None
    measures["false_answer_rate"] = false_answer_rate(positive, negative) if both else None
    return Evaluation(scored, measures, threshold_at(positive) if positive else None, _groups([*answerable, *others]))


def folded(qrels: Qrels, ranked: RankedQuestion) -> dict[str, int]:
    """Qrels in which entries that a hit stands for are one: the hit's entry, with their highest grade.

    The same work in two briefs is one hit; judged in both, it would be missed once however good the ranking.
    """
    stands_for = {other: hit.entry for hit in ranked.hits for other in hit.also_in}
    grades: dict[str, int] = {}
    for entry, grade in qrels.items():
        shown = stands_for.get(entry, entry)
        grades[shown] = max(grade, grades.get(shown, 0))
    return grades


def _score(question: JudgedQuestion, ranked: RankedQuestion) -> Scored:
    if not question.answerable:
        return Scored(question, ranked, {}, {})
    qrels = folded(question.qrels, ranked)
    run = [hit.entry for hit in ranked.hits]
    values = (ndcg(run, qrels), float(first_is_relevant(run, qrels)), reciprocal_rank(run, qrels), recall(run, qrels))
    return Scored(question, ranked, dict(zip(RANKING, values, strict=True)), ranks_of_relevant(run, qrels))


def _groups(scored: Sequence[Scored]) -> tuple[Group, ...]:
    keys = dict.fromkeys((item.question.kind, item.question.answerable) for item in scored)
    parts = {key: [item for item in scored if (item.question.kind, item.question.answerable) == key] for key in keys}
    return tuple(
        Group(kind, answerable, len(part), _means(part), _covered(part), fmean(item.ranked.best for item in part))
        for (kind, answerable), part in parts.items()
    )


def _means(scored: Sequence[Scored]) -> dict[str, float]:
    if not scored or not scored[0].ranking:
        return {}
    return {name: fmean(item.ranking[name] for item in scored) for name in RANKING}


def _covered(scored: Sequence[Scored]) -> float:
    return fmean(item.ranked.covered for item in scored)
