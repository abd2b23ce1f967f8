"""How good answers are, against judgements: judged questions, runs, measures, and the comparison of two runs."""

from briefqa.evaluation.comparison import Change, Compared, Comparison, compare, randomisation_test
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
from briefqa.evaluation.questions import JudgedQuestion, check_entries, of_split, read_questions
from briefqa.evaluation.runs import RankedEntry, RankedQuestion, check_writable, read_run, same_questions, save_run
from briefqa.evaluation.scoring import Evaluation, Group, Scored, evaluate
from briefqa.evaluation.tables import show_comparison, show_evaluation, show_rows

__all__ = [
    "Change",
    "Compared",
    "Comparison",
    "Evaluation",
    "Group",
    "JudgedQuestion",
    "Qrels",
    "RankedEntry",
    "RankedQuestion",
    "Scored",
    "auroc",
    "check_entries",
    "check_writable",
    "compare",
    "evaluate",
    "false_answer_rate",
    "first_is_relevant",
    "ndcg",
    "of_split",
    "randomisation_test",
    "ranks_of_relevant",
    "read_questions",
    "read_run",
    "recall",
    "reciprocal_rank",
    "same_questions",
    "save_run",
    "show_comparison",
    "show_evaluation",
    "show_rows",
    "threshold_at",
]
