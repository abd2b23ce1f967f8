"""How good the ranking is on judged questions: python benchmarks/ranking.py [QUESTIONS] [--index DIR]."""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import mean

from briefqa import Retriever
from briefqa.evaluation import JudgedQuestion, auroc, first_is_relevant, ndcg, read_questions

HERE = Path(__file__).parent
DEPTH = 10


def main() -> None:
    """Print a Markdown table with a row for each half of the questions and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", nargs="?", default=HERE / "questions" / "social-prescribing-link-workers.tsv")
    parser.add_argument("--index", default="indexes/default")
    arguments = parser.parse_args()
    retriever = Retriever.open(arguments.index)
    questions = read_questions(arguments.questions)
    print("| questions | nDCG@10 | first hit | answerable covered | near covered | far covered | coverage AUROC |")
    print("|---|---|---|---|---|---|---|")
    for split in ("tune", "final"):
        print(row(split, [question for question in questions if question.split == split], retriever))
    print(row("all", questions, retriever))


def row(name: str, questions: list[JudgedQuestion], retriever: Retriever) -> str:
    """The measures over these questions as a row of the table."""
    answers = {question.id: retriever.ask(question.text, DEPTH) for question in questions}
    runs = {key: [hit.entry.id for hit in answer.hits] for key, answer in answers.items()}
    best = {key: answer.hits[0].score for key, answer in answers.items()}
    answerable = [question for question in questions if question.answerable]
    others = [question for question in questions if not question.answerable]

    def covered(kind: str) -> float:
        return mean(answers[question.id].covered for question in others if question.kind == kind)

    figures = (
        mean(ndcg(runs[question.id], question.qrels, DEPTH) for question in answerable),
        mean(first_is_relevant(runs[question.id], question.qrels) for question in answerable),
        mean(answers[question.id].covered for question in answerable),
        covered("near"),
        covered("far"),
        auroc([best[question.id] for question in answerable], [best[question.id] for question in others]),
    )
    return f"| {name} ({len(questions)}) | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |"


if __name__ == "__main__":
    main()
