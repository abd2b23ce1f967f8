"""How good a ranking is, against judgements: the usual measures, as plain functions.

Qrels are the judgements of one question: entry id → grade, 0 or more; an entry that is not named has grade 0. A run
is the ranked list of entry ids that were returned for it.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Qrels = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with its judgements.

    Attributes:
        id: unique in its file.
        kind: how it is put (`keywords`, `paraphrase`, …), or why it cannot be answered (`near`, `far`).
        split: `tune` or `final`; the second is for reporting only.
        text: the question.
        qrels: entry id → grade; empty where the briefs do not answer it.
    """

    id: str
    kind: str
    split: str
    text: str
    qrels: Qrels


def read_questions(path: str | Path) -> list[JudgedQuestion]:
    """Read a tab-separated file with the columns id, kind, split, question and judgements.

    A judgement is `entry-id=grade`; several are separated by spaces; none means the question is unanswerable.

    Raises:
        OSError: the file cannot be opened.
        ValueError: a line is not of that form; the message names file and line.
    """
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    questions = []
    for line, row in enumerate(rows, start=2):
        try:
            pairs = (judgement.rsplit("=", 1) for judgement in row["judgements"].split())
            qrels = {entry: int(grade) for entry, grade in pairs}
            questions.append(JudgedQuestion(row["id"], row["kind"], row["split"], row["question"], qrels))
        except (KeyError, ValueError, AttributeError) as error:
            raise ValueError(f"{path}:{line}: is not id, kind, split, question and judgements ({error})") from error
    return questions


def ndcg(run: Sequence[str], qrels: Qrels, depth: int = 10) -> float:
    """Normalised discounted cumulative gain at `depth`, in [0, 1]; 0 where nothing is relevant.

    Gain 2^grade - 1, discount log2(rank + 1): Burges et al., Learning to rank using gradient descent, 2005.
    """
    ideal = _discounted(sorted(qrels.values(), reverse=True)[:depth])
    return _discounted([qrels.get(entry, 0) for entry in run[:depth]]) / ideal if ideal else 0.0


def first_is_relevant(run: Sequence[str], qrels: Qrels) -> bool:
    """Whether the first entry has a grade above 0."""
    return bool(run) and qrels.get(run[0], 0) > 0


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """How often a positive's score is above a negative's, ties counting half: in [0, 1].

    Raises:
        ValueError: there are no positives or no negatives.
    """
    if not positive or not negative:
        raise ValueError("needs at least one positive and one negative")
    wins = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


def _discounted(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))
