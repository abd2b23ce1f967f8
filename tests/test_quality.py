"""The real encoder on the real brief: the floors are just under what was measured."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import pytest

from briefqa import Access, Answer, Retriever

QUESTIONS = Path(__file__).parents[1] / "benchmarks" / "questions" / "social-prescribing-link-workers.tsv"
DEPTH = 10


@dataclass(frozen=True)
class Judged:
    """A question, the grades of the entries that answer it, and what was answered."""

    kind: str
    question: str
    grades: dict[str, int]
    answer: Answer


def grades_of(judgements: str) -> dict[str, int]:
    pairs = (judgement.rsplit("=", 1) for judgement in judgements.split())
    return {name: int(grade) for name, grade in pairs}


def gain(grades: list[int]) -> float:
    return math.fsum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades[:DEPTH], start=1))


def ndcg(found: list[int], judged: list[int]) -> float:
    return gain(found) / gain(sorted(judged, reverse=True))


def found_grades(judged: Judged) -> list[int]:
    return [judged.grades.get(hit.entry.id, 0) for hit in judged.answer.hits]


@pytest.fixture(scope="module")
def all_judged(retriever: Retriever) -> list[Judged]:
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        Judged(row["kind"], row["question"], grades_of(row["judgements"]), retriever.ask(row["question"], k=DEPTH))
        for row in rows
    ]


@pytest.fixture(scope="module")
def answerable(all_judged: list[Judged]) -> list[Judged]:
    return [judged for judged in all_judged if judged.grades]


def test_ndcg_worked_by_hand() -> None:
    assert ndcg([3, 2], [2, 3]) == 1
    assert ndcg([0, 0], [3]) == 0
    # A gain of 3 at rank 2 and of 7 at rank 3, where 7 and 3 were to be had at ranks 1 and 2.
    assert ndcg([0, 2, 3], [3, 2]) == pytest.approx((3 / math.log2(3) + 7 / 2) / (7 + 3 / math.log2(3)))


@pytest.mark.model
def test_the_judgements_are_about_entries_that_are_there(all_judged: list[Judged], retriever: Retriever) -> None:
    ids = {entry.id for brief in retriever.briefs for entry in brief.entries}
    assert {name for judged in all_judged for name in judged.grades} <= ids
    assert len(all_judged) == 135


@pytest.mark.model
def test_the_ranking_is_as_good_as_measured(answerable: list[Judged]) -> None:
    assert mean(ndcg(found_grades(judged), list(judged.grades.values())) for judged in answerable) >= 0.75


@pytest.mark.model
def test_the_first_hit_is_relevant_as_often_as_measured(answerable: list[Judged]) -> None:
    assert mean(found_grades(judged)[0] > 0 for judged in answerable) >= 0.755


@pytest.mark.model
def test_most_questions_that_the_brief_answers_are_covered(answerable: list[Judged]) -> None:
    assert mean(judged.answer.covered for judged in answerable) >= 0.85


@pytest.mark.model
def test_no_question_from_far_away_is_covered(all_judged: list[Judged]) -> None:
    far = [judged for judged in all_judged if judged.kind == "far"]
    assert len(far) == 22
    assert [judged.question for judged in far if judged.answer.covered] == []


@pytest.mark.model
def test_training_needs_of_link_workers(retriever: Retriever) -> None:
    answer = retriever.ask("training needs of link workers")
    first = answer.hits[0].entry
    assert answer.covered
    assert first.title == ("Qualifications and training needs of social prescribing link workers: an explorative study")
    assert first.access is Access.ABSTRACT_ONLY


@pytest.mark.model
def test_the_capital_of_france(retriever: Retriever) -> None:
    assert not retriever.ask("capital of France").covered
