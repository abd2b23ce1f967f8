"""Evaluations and comparisons as plain text; pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefqa.evaluation.comparison import Change, Comparison
from briefqa.evaluation.scoring import RANKING, Evaluation, Group, Scored

_NONE = "–"
_LABELS = {
    "ndcg@10": "nDCG@10",
    "first_hit": "first hit",
    "mrr": "MRR",
    "recall@10": "recall@10",
    "covered_answerable": "answerable covered",
    "covered_unanswerable": "unanswerable covered",
    "auroc": "coverage AUROC",
    "false_answer_rate": "false answers at 95 % coverage",
    "covered": "covered",
}
# Names start alike for people; "mrr" of one question is no mean.
_OF_ONE = {**_LABELS, "mrr": "RR"}


def show_evaluation(evaluation: Evaluation) -> str:
    """The measures of a run, and their means by kind."""
    answerable, unanswerable = len(evaluation.answerable), len(evaluation.unanswerable)
    lines = [
        f"A run of {answerable + unanswerable} questions against their qrels: {answerable} answerable, "
        f"{unanswerable} unanswerable",
        "",
        *_aligned([(f"  {_LABELS[name]}", _number(value)) for name, value in evaluation.measures.items()]),
    ]
    if evaluation.threshold is not None:
        lines += ["", f"95 % of the answerable questions have a best score of {evaluation.threshold:.3f} or more."]
    absent = [name for name, count in (("answerable", answerable), ("unanswerable", unanswerable)) if not count]
    for name in absent:
        lines += ["", f"There are no {name} questions, so what is shown as {_NONE} cannot be computed."]
    if any(group.kind for group in evaluation.groups):
        lines += ["", *_kinds(evaluation.groups)]
    return "\n".join(lines)


def show_rows(evaluation: Evaluation) -> str:
    """A row for each question: its measures, and the rank of each relevant entry as `entry@rank`."""
    head = ("id", "kind", *(_OF_ONE[name] for name in RANKING), "best score", "covered", "first entry", "relevant")
    return "\n".join(_aligned([head, *(_row(scored) for scored in evaluation.scored)]))


def show_comparison(comparison: Comparison, before: str) -> str:
    """Each measure before and now, and the questions that got better or worse.

    Args:
        comparison: of two runs.
        before: the file of the run before.
    """
    head = ("  measure", "before", "now", "difference", "p")
    rows = [
        (
            f"  {_LABELS[item.name]}",
            _number(item.before),
            _number(item.now),
            f"{item.difference:+.3f}" if item.difference is not None else _NONE,
            f"{item.p:.4f}" if item.p is not None else _NONE,
        )
        for item in comparison.measures
    ]
    lines = [f"Against {before}, scored by the same qrels (p: two-sided paired randomisation test)", ""]
    lines += _aligned([head, *rows])
    for word, better in (("Better", True), ("Worse", False)):
        changes = [change for change in comparison.changes if change.better is better]
        named = len({change.id for change in changes})
        lines += ["", f"{word}: {named} {'question' if named == 1 else 'questions'}"]
        lines += _aligned([(f"  {change.id}", _change(change)) for change in changes])
    return "\n".join(lines)


def _kinds(groups: Sequence[Group]) -> list[str]:
    head = ("  kind", "questions", *(_LABELS[name] for name in RANKING), "covered", "best score")
    rows = [
        (
            f"  {group.kind or _NONE}{'' if group.answerable else ' (unanswerable)'}",
            f"{group.questions}",
            *(_number(group.ranking.get(name)) for name in RANKING),
            _number(group.covered),
            _number(group.best),
        )
        for group in groups
    ]
    return ["Means by kind", "", *_aligned([head, *rows])]


def _row(scored: Scored) -> tuple[str, ...]:
    hits = scored.ranked.hits
    return (
        scored.question.id,
        scored.question.kind or _NONE,
        *(_number(scored.ranking.get(name)) for name in RANKING),
        _number(scored.ranked.best),
        "yes" if scored.ranked.covered else "no",
        hits[0].entry if hits else _NONE,
        " ".join(f"{entry}@{rank or _NONE}" for entry, rank in scored.ranks.items()) or _NONE,
    )


def _change(change: Change) -> str:
    if change.measure == "covered":
        return "now covered" if change.now else "no longer covered"
    return f"{_LABELS[change.measure]} {change.before:.3f} → {change.now:.3f}"


def _number(value: float | None) -> str:
    return f"{value:.3f}" if value is not None else _NONE


def _aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows with their cells below each other, two spaces between."""
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
