"""How relevance is calibrated: python benchmarks/calibration.py QUESTIONS=INDEX [QUESTIONS=INDEX ...].

The first hits of every judged question are pairs of a strength and whether the entry was judged relevant. SLOPE and
MIDDLE of `briefqa.ranking` are the logistic regression of the second on the first over the `tune` halves; what they say
and what is so is tabled for the `final` halves, with what each threshold of coverage trades.
"""

from __future__ import annotations

import argparse
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from briefqa import Retriever
from briefqa.evaluation import JudgedQuestion, read_questions
from briefqa.ranking import COVERED, MIDDLE, SLOPE

HITS = 10
THRESHOLDS = (0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5)
Floats = NDArray[np.float64]


def main() -> None:
    """Print what the regression gives, how well it holds, and the trade-off of the threshold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+", help="a file of judged questions = the index they are about")
    asked: list[tuple[JudgedQuestion, list[tuple[float, float, bool]]]] = []
    for pair in parser.parse_args().pairs:
        questions, _, folder = pair.rpartition("=")
        retriever = Retriever.open(folder)
        for question in read_questions(questions):
            hits = retriever.ask(question.text, HITS).hits
            asked.append(
                (question, [(hit.why.strength, hit.score, question.qrels.get(hit.entry.id, 0) > 0) for hit in hits])
            )
    tune = [hit for question, hits in asked if question.split == "tune" for hit in hits]
    slope, middle = fit(np.array([hit[0] for hit in tune]), np.array([hit[2] for hit in tune], dtype=np.float64))
    print(f"fitted on {len(tune)} hits of the tune halves: SLOPE {slope:.1f}, MIDDLE {middle:.3f}")
    print(f"in use: SLOPE {SLOPE}, MIDDLE {MIDDLE}, COVERED {COVERED}\n")
    print("| relevance said | hits of the final halves | of them relevant |\n|---|---|---|")
    final = [hit for question, hits in asked if question.split == "final" for hit in hits]
    for low in np.arange(0, 1, 0.2):
        inside = [relevant for _, score, relevant in final if low <= score < low + 0.2 + (low > 0.79)]
        print(f"| {low:.1f} to {low + 0.2:.1f} | {len(inside)} | {mean(inside):.2f} |" if inside else "")
    print("\n| threshold | answerable covered | near covered | far covered |\n|---|---|---|---|")
    best = [(question, hits[0][1]) for question, hits in asked if question.split == "final"]
    for threshold in THRESHOLDS:
        kinds = (
            [score for question, score in best if question.qrels],
            [score for question, score in best if not question.qrels and question.kind == "near"],
            [score for question, score in best if not question.qrels and question.kind == "far"],
        )
        shares = (f"{mean(score >= threshold for score in scores):.2f}" for scores in kinds)
        print(f"| {threshold} | {' | '.join(shares)} |")


def fit(strengths: Floats, relevant: Floats, steps: int = 50) -> tuple[float, float]:
    """Slope and middle of the logistic regression of relevance on strength, by Newton's method."""
    design = np.column_stack([strengths, np.ones_like(strengths)])
    weights = np.zeros(2)
    for _ in range(steps):
        said = 1 / (1 + np.exp(-(design @ weights)))
        curvature = design.T @ (design * (said * (1 - said))[:, None])
        weights += np.linalg.solve(curvature, design.T @ (relevant - said))
    return float(weights[0]), float(-weights[1] / weights[0])


if __name__ == "__main__":
    main()
