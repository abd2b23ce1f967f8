"""The usual measures of a ranking and of a yes-or-no decision by a score, as pure functions.

Qrels are the judgements of one question: entry id → grade, 0 or more; an entry that is not named has grade 0, one with
a grade above 0 is relevant. A run is the ranked list of the distinct entry ids that were returned for it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Qrels = Mapping[str, int]


def ndcg(run: Sequence[str], qrels: Qrels, depth: int = 10, *, linear: bool = False) -> float:
    """Normalised discounted cumulative gain at `depth`, in [0, 1]; 0 where nothing is relevant.

    Gain 2^grade - 1, discount log2(rank + 1): Burges et al., Learning to rank using gradient descent, 2005. With
    `linear` the gain is the grade, as Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002,
    and trec_eval have it; figures on public collections are usually of this kind.
    """
    ideal = _discounted(sorted(qrels.values(), reverse=True)[:depth], linear=linear)
    return _discounted([qrels.get(entry, 0) for entry in run[:depth]], linear=linear) / ideal if ideal else 0.0


def first_is_relevant(run: Sequence[str], qrels: Qrels) -> bool:
    """Whether the first entry has a grade above 0: success (or precision) at 1."""
    return bool(run) and qrels.get(run[0], 0) > 0


def reciprocal_rank(run: Sequence[str], qrels: Qrels) -> float:
    """1 / rank of the first relevant entry, in (0, 1]; 0 where the run has none.

    Its mean over questions is MRR: Voorhees, The TREC-8 question answering track report, 1999.
    """
    return next((1 / rank for rank, entry in enumerate(run, start=1) if qrels.get(entry, 0) > 0), 0.0)


def recall(run: Sequence[str], qrels: Qrels, depth: int = 10) -> float:
    """The share of the relevant entries that are among the first `depth`, in [0, 1]; 0 where nothing is relevant.

    As trec_eval's recall_10; where more than `depth` entries are relevant it cannot reach 1.
    """
    relevant = {entry for entry, grade in qrels.items() if grade > 0}
    return len(relevant.intersection(run[:depth])) / len(relevant) if relevant else 0.0


def ranks_of_relevant(run: Sequence[str], qrels: Qrels) -> dict[str, int | None]:
    """Rank (1…) of every relevant entry, None where the run does not have it; highest grades first, then by id."""
    ranks = {entry: rank for rank, entry in enumerate(run, start=1)}
    relevant = sorted((-grade, entry) for entry, grade in qrels.items() if grade > 0)
    return {entry: ranks.get(entry) for _, entry in relevant}


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """How often a positive's score is above a negative's, ties counting half: in [0, 1].

    This is the area under the ROC curve: Hanley and McNeil, The meaning and use of the area under a receiver operating
    characteristic (ROC) curve, 1982.

    Raises:
        ValueError: there are no positives or no negatives.
    """
    if not positive or not negative:
        raise ValueError("needs at least one positive and one negative")
    wins = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


def threshold_at(positive: Sequence[float], coverage: float = 0.95) -> float:
    """The highest threshold that at least `coverage`, in (0, 1], of the positives' scores are at or above.

    Raises:
        ValueError: there are no positives, or `coverage` is out of range.
    """
    if not positive:
        raise ValueError("needs at least one positive")
    if not 0 < coverage <= 1:
        raise ValueError(f"coverage is {coverage}; it must be above 0 and at most 1")
    # By division, which rounds as the literal 0.95 does: 19 of 20 are 95 %, whereas 0.95 * n may be just above.
    needed = next(count for count in range(1, len(positive) + 1) if count / len(positive) >= coverage)
    return sorted(positive, reverse=True)[needed - 1]


def false_answer_rate(positive: Sequence[float], negative: Sequence[float], coverage: float = 0.95) -> float:
    """The share of negatives at or above the threshold at which `coverage` of the positives are covered: in [0, 1].

    The false positive rate at 95 % true positive rate: Liang, Li and Srikant, Enhancing the reliability of
    out-of-distribution image detection in neural networks, 2018.

    Raises:
        ValueError: there are no positives or no negatives, or `coverage` is out of range.
    """
    threshold = threshold_at(positive, coverage)
    if not negative:
        raise ValueError("needs at least one negative")
    return sum(score >= threshold for score in negative) / len(negative)


def _discounted(grades: Sequence[int], *, linear: bool) -> float:
    gains = (grade if linear else 2.0**grade - 1 for grade in grades)
    return math.fsum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
