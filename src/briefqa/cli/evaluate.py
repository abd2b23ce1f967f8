"""`briefqa evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefqa.cli.command import Command
from briefqa.cli.options import PATH, WRITTEN, index_option, json_option
from briefqa.cli.printing import json_text, show
from briefqa.errors import QuestionError

if TYPE_CHECKING:
    from briefqa.evaluation import JudgedQuestion, RankedQuestion
    from briefqa.retriever import Retriever


@click.command(cls=Command)
@click.argument("file", metavar="QUESTIONS", type=PATH, help="A file of judged questions.")
@index_option
@click.option("--verbose", is_flag=True, help="Add a row for each question.")
@json_option
@click.option("--split", metavar="NAME", help="Only the questions of this split.")
@click.option("--save", metavar="RUN", type=WRITTEN, help="Save the run in this file.")
@click.option("--against", metavar="RUN", type=PATH, help="Compare with the run saved in this file.")
def evaluate(
    file: Path,
    folder: Path,
    verbose: bool,
    as_json: bool,
    split: str | None,
    save: Path | None,
    against: Path | None,
) -> None:
    """Measure how good the answers to judged questions are.

    With --against, compare them with a run before. docs/evaluation.md describes the files and the measures.
    """
    from briefqa import evaluation
    from briefqa.retriever import Retriever

    questions = evaluation.read_questions(file)
    if split is not None:
        questions = evaluation.of_split(questions, split, file)
    # All that can be wrong with the files is said before time is spent on answers.
    before = evaluation.same_questions(evaluation.read_run(against), questions, against) if against else None
    if save is not None:
        evaluation.check_writable(save)
    retriever = Retriever.open(folder)
    evaluation.check_entries(questions, {entry.id for brief in retriever.briefs for entry in brief.entries}, file)
    run = [_ranked(retriever, question, file) for question in questions]
    if save is not None:
        evaluation.save_run(run, save)
    now = evaluation.evaluate(questions, run)
    compared = evaluation.compare(evaluation.evaluate(questions, before), now) if before is not None else None
    if as_json:
        record = {"index": str(folder), "split": split, **now.to_dict()}
        show(json_text({**record, "comparison": compared.to_dict() if compared else None}))
        return
    parts = [evaluation.show_evaluation(now)]
    parts += [evaluation.show_rows(now)] if verbose else []
    parts += [evaluation.show_comparison(compared, str(against))] if compared else []
    show("\n\n".join(parts))


def _ranked(retriever: Retriever, question: JudgedQuestion, file: Path) -> RankedQuestion:
    """What is returned for a judged question, as deep as hits are given."""
    from briefqa.errors import EvaluationError
    from briefqa.evaluation import RankedEntry, RankedQuestion
    from briefqa.filters import MAX_HITS

    try:
        answer = retriever.ask(question.text, MAX_HITS)
    except QuestionError as error:
        raise EvaluationError(str(error), file=file, line=question.line) from None
    hits = (RankedEntry(hit.entry.id, hit.score, tuple(entry.id for entry in hit.also_in)) for hit in answer.hits)
    return RankedQuestion(question.id, question.text, answer.covered, tuple(hits))
