"""How ways are measured in turn, with small scripts that do what peers do."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from briefqa.evaluation import JudgedQuestion
from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

import corpora
from comparing import Comparison, Installed, quality

# Ranks texts by how many words they share with the question.
WORDS = f"""
import shutil, sys
sys.path.insert(0, {str(ROOT / "benchmarks" / "peers")!r})
from protocol import run, texts_of
def build(source, model, folder):
    print("welcome to this library")
    shutil.copy(source / "texts.json", folder)
def open_index(model, folder):
    print("welcome to this library")
    texts = texts_of(folder)
    return lambda question, k: sorted(texts, key=lambda one: -len(shared(one.text, question)))[:k]
def shared(text, question):
    return set(text.lower().split()) & set(question.lower().split())
run(build, open_index)
"""
BROKEN = WORDS.replace("texts = texts_of(folder)", "raise OSError('no such index')")
QUESTIONS = [
    JudgedQuestion("a", "", "final", "Social Prescribing. nothing else", {"social-prescribing-link-workers/x": 1}),
    JudgedQuestion("b", "", "tune", "chronic pain", {}),
]


@pytest.fixture
def comparison(tmp_path: Path) -> Comparison:
    installed = {}
    for name, code in (("words", WORDS), ("broken", BROKEN)):
        script = tmp_path / f"{name}.py"
        script.write_text(code, encoding="utf-8")
        installed[name] = Installed(script, Path(sys.executable), Path(sys.executable), tmp_path)
    return Comparison(installed, tmp_path / "kept.json", [].append)


def test_every_round_gives_a_value_of_each_measure_and_what_fails_gives_none(
    comparison: Comparison, tmp_path: Path
) -> None:
    corpora.real(tmp_path / "real")
    comparison.build("real", tmp_path / "real", tmp_path / "indexes", 1)
    assert comparison.runs["real build wall"].keys() == {"words", "broken"}
    comparison.ask("real", "training needs of link workers", QUESTIONS, tmp_path / "indexes", 2)
    assert comparison.failures == ["broken: OSError: no such index"]
    assert {
        measure: {way: len(values) for way, values in runs.items()} for measure, runs in comparison.runs.items()
    } == {
        **{f"real build {name}": {"words": 1} for name in ("wall", "processor", "peak")},
        **{f"real cold {name}": {"words": 2} for name in ("wall", "processor", "peak")},
        **{f"real warm {name}": {"words": 2} for name in ("p50", "p95", "processor", "peak")},
        **{f"real {name}": {"words": 2} for name in ("ndcg", "first")},
    }
    assert json.loads((tmp_path / "kept.json").read_text(encoding="utf-8")) == comparison.runs
    assert min(comparison.runs["real cold wall"]["words"]) > 0
    assert min(comparison.runs["real cold peak"]["words"]) > 5


def test_quality_is_that_of_the_final_questions_with_an_answer() -> None:
    asked = [
        JudgedQuestion("good", "", "final", "?", {"x": 3}),
        JudgedQuestion("bad", "", "final", "?", {"y": 1}),
        JudgedQuestion("unanswerable", "far", "final", "?", {}),
        JudgedQuestion("tuned on", "", "tune", "?", {"x": 3}),
    ]
    found = {question.id: ["x"] for question in asked} | {"tuned on": ["z"]}
    assert quality(found, asked) == {"ndcg": 0.5, "first": 0.5}
