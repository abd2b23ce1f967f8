"""Evaluations and comparisons as text."""

from __future__ import annotations

from briefqa.evaluation import compare, evaluate, show_comparison, show_evaluation, show_rows
from judged import QUESTIONS, RUN, question, ranked


def test_measures_and_kinds_are_shown() -> None:
    assert show_evaluation(evaluate(QUESTIONS, RUN)) == (
        "A run of 4 questions against their qrels: 3 answerable, 1 unanswerable\n"
        "\n"
        "  nDCG@10                         0.538\n"
        "  first hit                       0.333\n"
        "  MRR                             0.500\n"
        "  recall@10                       0.667\n"
        "  answerable covered              0.667\n"
        "  unanswerable covered            1.000\n"
        "  coverage AUROC                  0.667\n"
        "  false answers at 95 % coverage  1.000\n"
        "\n"
        "95 % of the answerable questions have a best score of 0.600 or more.\n"
        "\n"
        "Means by kind\n"
        "\n"
        "  kind                 questions  nDCG@10  first hit  MRR    recall@10  covered  best score\n"
        "  keywords             2          0.491    0.500      0.500  0.500      0.500    0.750\n"
        "  typo                 1          0.631    0.000      0.500  1.000      1.000    0.900\n"
        "  near (unanswerable)  1          –        –          –      –          1.000    0.800"
    )


def test_what_cannot_be_computed_is_said() -> None:
    shown = show_evaluation(evaluate([question("q1", a=3)], [ranked("q1", "a")]))
    assert "  coverage AUROC                  –\n" in shown
    assert "There are no unanswerable questions, so what is shown as – cannot be computed." in shown
    assert "Means by kind" not in shown
    shown = show_evaluation(evaluate([question("q1")], [ranked("q1", "a")]))
    assert "  nDCG@10                         –\n" in shown
    assert "There are no answerable questions" in shown
    assert "95 % of" not in shown


def test_each_question_has_a_row() -> None:
    head, *rows = show_rows(evaluate(QUESTIONS, RUN)).splitlines()
    assert " ".join(head.split()) == ("id kind nDCG@10 first hit RR recall@10 best score covered first entry relevant")
    assert [row.split() for row in rows] == [
        ["q1", "keywords", "0.983", "1.000", "1.000", "1.000", "0.900", "yes", "a", "a@1", "b@3"],
        ["q2", "near", "–", "–", "–", "–", "0.800", "yes", "a", "–"],
        ["q3", "keywords", "0.000", "0.000", "0.000", "0.000", "0.600", "no", "x", "c@–"],
        ["q4", "typo", "0.631", "0.000", "0.500", "1.000", "0.900", "yes", "x", "a@2"],
    ]
    bare = show_rows(evaluate([question("q1", a=3)], [ranked("q1", covered=False)]))
    assert bare.splitlines()[1].split()[-4:] == ["0.000", "no", "–", "a@–"]


def test_a_comparison_is_shown() -> None:
    before = [ranked("q1", "x", "a", "b"), ranked("q2", "a", covered=False), *RUN[2:]]
    shown = show_comparison(compare(evaluate(QUESTIONS, before), evaluate(QUESTIONS, RUN)), "old.jsonl")
    lines = shown.splitlines()
    assert lines[0].startswith("Against old.jsonl, scored by the same qrels")
    assert [line.split() for line in lines[2:5]] == [
        ["measure", "before", "now", "difference", "p"],
        ["nDCG@10", "0.425", "0.538", "+0.113", "1.0000"],
        ["first", "hit", "0.000", "0.333", "+0.333", "1.0000"],
    ]
    assert "  coverage AUROC                  0.500   0.667  +0.167      –\n" in shown
    assert "\nBetter: 1 question\n  q1  nDCG@10 0.644 → 0.983\n" in shown
    assert shown.endswith("\nWorse: 1 question\n  q2  now covered")


def test_a_comparison_of_a_run_with_itself_names_nothing() -> None:
    evaluation = evaluate(QUESTIONS, RUN)
    assert show_comparison(compare(evaluation, evaluation), "old").endswith("Better: 0 questions\n\nWorse: 0 questions")
