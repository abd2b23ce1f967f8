"""The real encoder on the real brief: the floors are just under what was measured (docs/ranking.md)."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean

import pytest

from briefqa import Access, Answer, Retriever
from briefqa.evaluation import JudgedQuestion, first_is_relevant, ndcg, read_questions
from conftest import ROOT

QUESTIONS = ROOT / "benchmarks" / "questions" / "social-prescribing-link-workers.tsv"


@dataclass(frozen=True)
class Asked:
    """A judged question, its answer, and the answer's entries in order."""

    question: JudgedQuestion
    answer: Answer
    run: list[str]


@pytest.fixture(scope="module")
def asked(retriever: Retriever) -> list[Asked]:
    answers = [(question, retriever.ask(question.text, k=10)) for question in read_questions(QUESTIONS)]
    return [Asked(question, answer, [hit.entry.id for hit in answer.hits]) for question, answer in answers]


@pytest.fixture(scope="module")
def answerable(asked: list[Asked]) -> list[Asked]:
    return [item for item in asked if item.question.qrels]


@pytest.mark.model
def test_the_judgements_are_about_entries_that_are_there(asked: list[Asked], retriever: Retriever) -> None:
    ids = {entry.id for brief in retriever.briefs for entry in brief.entries}
    assert {entry for item in asked for entry in item.question.qrels} <= ids
    assert len(asked) == 135


@pytest.mark.model
def test_the_ranking_is_as_good_as_measured(answerable: list[Asked]) -> None:
    assert mean(ndcg(item.run, item.question.qrels) for item in answerable) >= 0.85


@pytest.mark.model
def test_the_first_hit_is_relevant_as_often_as_measured(answerable: list[Asked]) -> None:
    assert mean(first_is_relevant(item.run, item.question.qrels) for item in answerable) >= 0.88


@pytest.mark.model
def test_most_questions_that_the_brief_answers_are_covered(answerable: list[Asked]) -> None:
    assert mean(item.answer.covered for item in answerable) >= 0.85


@pytest.mark.model
def test_no_question_from_far_away_is_covered(asked: list[Asked]) -> None:
    far = [item for item in asked if item.question.kind == "far"]
    assert len(far) == 22
    assert [item.question.text for item in far if item.answer.covered] == []


@pytest.mark.model
def test_training_needs_of_link_workers(retriever: Retriever) -> None:
    answer = retriever.ask("training needs of link workers")
    first = answer.hits[0].entry
    assert answer.covered
    assert first.title == ("Qualifications and training needs of social prescribing link workers: an explorative study")
    assert first.access is Access.ABSTRACT_ONLY


@pytest.mark.model
def test_every_title_finds_its_entry(retriever: Retriever) -> None:
    entries = [entry for brief in retriever.briefs for entry in brief.entries]
    missed = [entry.title for entry in entries if retriever.ask(entry.title).hits[0].entry.id != entry.id]
    assert missed == []


@pytest.mark.model
def test_the_capital_of_france(retriever: Retriever) -> None:
    assert not retriever.ask("capital of France").covered
