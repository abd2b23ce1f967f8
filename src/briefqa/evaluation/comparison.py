"""Two runs of the same questions: what differs, in which questions, and whether chance could have done it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from briefqa.evaluation.scoring import RANKING, Evaluation, Scored

_SEED = 20_071_106
_FLIPS = 100_000
# Sums of a few dozen floats differ in their last bits with the order of the addends.
_TOLERANCE = 1e-9
# Random signs made at once: 10 MB of them for 100 questions.
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure of two runs.

    Attributes:
        name: of the measure, as in `Evaluation.measures`.
        before, now: its values, None where it cannot be computed.
        p: of the paired randomisation test, in (0, 1]; None for measures that are no means over questions.
    """

    name: str
    before: float | None
    now: float | None
    p: float | None

    @property
    def difference(self) -> float | None:
        """`now` less `before`; None where either cannot be computed."""
        return None if self.before is None or self.now is None else self.now - self.before

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON object."""
        return {"before": self.before, "now": self.now, "difference": self.difference, "p": self.p}


@dataclass(frozen=True, slots=True)
class Change:
    """A question that got better or worse.

    Attributes:
        id: the question's.
        measure: `ndcg@10`, or `covered`, by which an answerable question is better and an unanswerable one worse.
        before, now: values in [0, 1]; 1 for covered.
        better: whether it got better.
    """

    id: str
    measure: str
    before: float
    now: float
    better: bool

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON object."""
        return {"id": self.id, "measure": self.measure, "before": self.before, "now": self.now}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two runs.

    Attributes:
        measures: every measure, in the order of `Evaluation.measures`.
        changes: questions that got better or worse, largest differences first; one may be in it twice, by nDCG@10 and
            by coverage.
    """

    measures: tuple[Compared, ...]
    changes: tuple[Change, ...]

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON object."""
        return {
            "measures": {item.name: item.to_dict() for item in self.measures},
            "better": [change.to_dict() for change in self.changes if change.better],
            "worse": [change.to_dict() for change in self.changes if not change.better],
        }


def randomisation_test(
    before: Sequence[float], now: Sequence[float], *, flips: int = _FLIPS, seed: int = _SEED
) -> float:
    """The two-sided p-value of Fisher's paired randomisation test on the difference of two means, in (0, 1].

    If two runs do not differ, each question's two values might as well have come the other way round: p is the share
    of random swaps with a difference of means at least as large as the one seen. Smucker, Allan and Carterette, A
    comparison of statistical significance tests for information retrieval evaluation, 2007. The swaps seen count
    among them, (b + 1) / (m + 1): Phipson and Smyth, Permutation p-values should never be zero, 2010.

    Args:
        before: values of the questions in one run, shape (questions,).
        now: values of the same questions in the other, in the same order.
        flips: how many random swaps.
        seed: of the random numbers; the same seed gives the same p-value on every machine.

    Raises:
        ValueError: the two are not of the same length.
    """
    differences = np.array([b - a for a, b in zip(before, now, strict=True)], dtype=np.float64)
    # Swapping equal values changes nothing.
    differences = differences[np.abs(differences) > _TOLERANCE]
    if not len(differences):
        return 1.0
    seen = abs(differences.sum()) - _TOLERANCE
    random = np.random.default_rng(seed)
    extreme = 0
    for start in range(0, flips, _BATCH):
        size = (min(_BATCH, flips - start), len(differences))
        signs = random.integers(0, 2, size, dtype=np.int8) * 2 - 1
        extreme += int(np.count_nonzero(np.abs(signs @ differences) >= seen))
    return (extreme + 1) / (flips + 1)


def compare(before: Evaluation, now: Evaluation) -> Comparison:
    """Compare two runs of the same questions.

    Raises:
        ValueError: the questions are not the same.
    """
    if [item.question for item in before.scored] != [item.question for item in now.scored]:
        raise ValueError("the runs are not of the same questions")
    p_values = {
        **{name: _p([item.ranking[name] for item in part.answerable] for part in (before, now)) for name in RANKING},
        "covered_answerable": _p([float(item.ranked.covered) for item in part.answerable] for part in (before, now)),
        "covered_unanswerable": _p(
            [float(item.ranked.covered) for item in part.unanswerable] for part in (before, now)
        ),
    }
    measures = [
        Compared(name, value, now.measures[name], p_values.get(name)) for name, value in before.measures.items()
    ]
    changes = [change for old, new in zip(before.scored, now.scored, strict=True) for change in _changes(old, new)]
    changes.sort(key=lambda change: -abs(change.now - change.before))
    return Comparison(tuple(measures), tuple(changes))


def _p(values: Iterable[Sequence[float]]) -> float | None:
    before, now = values
    return randomisation_test(before, now) if before else None


def _changes(before: Scored, now: Scored) -> Iterator[Change]:
    question = now.question
    old, new = (item.ranking.get("ndcg@10", 0.0) for item in (before, now))
    if abs(new - old) > _TOLERANCE:
        yield Change(question.id, "ndcg@10", old, new, new > old)
    was, covered = before.ranked.covered, now.ranked.covered
    if was != covered:
        yield Change(question.id, "covered", float(was), float(covered), covered == question.answerable)
