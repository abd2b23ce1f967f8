"""The measures, against constants worked by hand and scikit-learn."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import ndcg_score, roc_auc_score

from briefqa.evaluation import auroc, first_is_relevant, ndcg, read_questions

HEAD = "id\tkind\tsplit\tquestion\tjudgements\n"


def test_ndcg_worked_by_hand() -> None:
    qrels = {"a": 3, "b": 2}
    assert ndcg(["a", "b"], qrels) == 1
    assert ndcg(["x", "y"], qrels) == 0
    assert ndcg([], qrels) == 0
    assert ndcg(["a"], {}) == 0
    # 3 at rank 2 and 7 at rank 3, where 7 and 3 were to be had at ranks 1 and 2.
    assert ndcg(["x", "b", "a"], qrels) == pytest.approx((3 / math.log2(3) + 7 / 2) / (7 + 3 / math.log2(3)))
    assert ndcg(["x", "b", "a"], qrels, depth=1) == 0


@pytest.mark.parametrize("seed", range(20))
def test_the_measures_agree_with_scikit_learn(seed: int) -> None:
    random = np.random.default_rng(seed)
    ids = [f"e{i}" for i in range(30)]
    grades = random.integers(0, 4, 30)
    grades[0] = 1
    scores = random.permutation(30).astype(float)
    run = [ids[i] for i in np.argsort(-scores)]
    qrels = {entry: int(grade) for entry, grade in zip(ids, grades, strict=True) if grade}
    assert ndcg(run, qrels) == pytest.approx(ndcg_score([2.0**grades - 1], [scores], k=10))
    labels = random.integers(0, 2, 30)
    labels[:2] = 0, 1
    rough = random.integers(0, 5, 30).astype(float)
    assert auroc(rough[labels == 1].tolist(), rough[labels == 0].tolist()) == pytest.approx(
        roc_auc_score(labels, rough)
    )


def test_auroc_needs_both_kinds() -> None:
    with pytest.raises(ValueError, match="at least one"):
        auroc([1.0], [])


def test_the_first_hit() -> None:
    assert first_is_relevant(["a", "x"], {"a": 1})
    assert not first_is_relevant(["x", "a"], {"a": 1})
    assert not first_is_relevant([], {"a": 1})


def test_questions_are_read(tmp_path: Path) -> None:
    file = tmp_path / "questions.tsv"
    file.write_text(
        f'{HEAD}q1\tkeywords\ttune\t"quoted" words\tb/one=3 b/two=1\nq2\tfar\tfinal\thello\t\n', encoding="utf-8"
    )
    first, second = read_questions(file)
    assert (first.id, first.kind, first.split, first.text) == ("q1", "keywords", "tune", '"quoted" words')
    assert first.qrels == {"b/one": 3, "b/two": 1}
    assert second.qrels == {}


@pytest.mark.parametrize(
    "line", ["q1\tkeywords\ttune\twords\tb/one=high", "q1\tkeywords\ttune\twords", "q1\tk\tt\tw\tb/one"]
)
def test_a_line_of_another_form_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "questions.tsv"
    file.write_text(f"{HEAD}{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"questions\.tsv:2: "):
        read_questions(file)
