"""`briefqa evaluate`: what it prints, saves and compares, and what it says about files that are wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefqa import Retriever
from briefqa.cli import run
from briefqa.evaluation import read_run
from briefqa.indexing import open_index
from conftest import ROOT
from tiny import HashingEncoder, brief_text, make_index

HEAD = "id\tkind\tsplit\tquestion\tjudgements\n"
PORTERS = "q1\tkeywords\ttune\tnight shifts and sleep among porters\tward-life/night-shifts-and-sleep-among-porters=3\n"
SIGNS = "q2\tquestion\tfinal\tsign language\tward-life/teaching-sign-language-to-receptionists=2\n"
FAR = "q3\tfar\ttune\tcapital of France\t\n"


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small index that is asked without the real model."""
    monkeypatch.setattr(Retriever, "open", lambda folder: Retriever(open_index(folder), HashingEncoder()))
    return make_index(tmp_path / "ward", ward=brief_text())


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "questions.tsv"
    file.write_text(HEAD + PORTERS + SIGNS + FAR, encoding="utf-8")
    return file


def _evaluate(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert run(["evaluate", *map(str, arguments)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def _json(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(_evaluate(capsys, *arguments, "--json"))
    return record


def _refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert run(["evaluate", *map(str, arguments)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert printed.err.startswith("briefqa: ")
    return printed.err.removeprefix("briefqa: ").rstrip("\n")


def test_measures_are_printed(index: Path, questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = _evaluate(capsys, questions, "--index", index)
    assert shown.startswith("A run of 3 questions against their qrels: 2 answerable, 1 unanswerable\n")
    assert "  first hit                       1.000\n" in shown
    assert "  coverage AUROC                  1.000\n" in shown
    assert "  far (unanswerable)  1 " in shown
    assert "q1" not in shown


def test_rows_are_printed_when_asked_for(index: Path, questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = _evaluate(capsys, questions, "--index", index, "--verbose")
    rows = [line.split() for line in shown.splitlines() if line.startswith("q")]
    assert [row[0] for row in rows] == ["q1", "q2", "q3"]
    assert rows[0][-1] == "ward-life/night-shifts-and-sleep-among-porters@1"


def test_the_json_is_as_documented(index: Path, questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = _json(capsys, questions, "--index", index)
    assert set(record) == {
        *("index", "split", "answerable", "unanswerable", "measures", "threshold", "kinds", "questions", "comparison")
    }
    documented = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    for name in {*record, *record["measures"], *record["kinds"][0], *record["questions"][0]}:
        assert f'"{name}"' in documented, name
    assert record["comparison"] is None
    assert [question["id"] for question in record["questions"]] == ["q1", "q2", "q3"]


def test_one_split_is_evaluated(index: Path, questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = _json(capsys, questions, "--index", index, "--split", "final")
    assert (record["split"], record["answerable"], record["unanswerable"]) == ("final", 1, 0)
    assert record["measures"]["auroc"] is None
    assert "choose from: final, tune" in _refused(capsys, questions, "--index", index, "--split", "x")


@pytest.mark.parametrize(("row", "absent"), [(PORTERS, "unanswerable"), (FAR, "answerable")])
def test_one_sort_of_questions_is_enough(
    row: str, absent: str, index: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions.write_text(HEAD + row, encoding="utf-8")
    shown = _evaluate(capsys, questions, "--index", index, "--verbose")
    assert f"There are no {absent} questions, so what is shown as – cannot be computed." in shown


def test_a_run_is_saved_and_compared_with(
    index: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "run.jsonl"
    first = _json(capsys, questions, "--index", index, "--save", saved)
    assert [ranked.best for ranked in read_run(saved)] == [item["best_score"] for item in first["questions"]]
    record = _json(capsys, questions, "--index", index, "--against", saved)
    assert {item["difference"] for item in record["comparison"]["measures"].values()} == {0}

    # As if the run before had missed q1 and called q3 covered.
    head, porters, signs, far = (json.loads(line) for line in saved.read_text(encoding="utf-8").splitlines())
    porters["hits"] = porters["hits"][1:]
    far["covered"] = True
    saved.write_text("".join(f"{json.dumps(line)}\n" for line in (head, porters, signs, far)), encoding="utf-8")
    shown = _evaluate(capsys, questions, "--index", index, "--against", saved, "--save", saved)
    assert f"Against {saved}, scored by the same qrels" in shown
    assert "  first hit                       0.500   1.000  +0.500      1.0000\n" in shown
    assert "Better: 2 questions\n  q1  nDCG@10 0.000 → 1.000\n  q3  no longer covered\n" in shown
    # The file was read before it was written.
    comparison = _json(capsys, questions, "--index", index, "--against", saved)["comparison"]
    assert (comparison["better"], comparison["worse"]) == ([], [])


def test_other_questions_are_not_compared(
    index: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "run.jsonl"
    _evaluate(capsys, questions, "--index", index, "--save", saved)
    said = _refused(capsys, questions, "--index", index, "--against", saved, "--split", "tune")
    assert said.startswith(f"{saved}: this run has the question 'q2', which is not asked now; compare runs of")
    questions.write_text(HEAD + PORTERS + SIGNS + FAR.replace("France", "Spain"), encoding="utf-8")
    said = _refused(capsys, questions, "--index", index, "--against", saved)
    assert said.startswith(f"{saved}: in this run 'q3' is another question; ")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("q1\tk\ttune\twords\tward-life/nothing=3\n", ":2: 'q1' judges 'ward-life/nothing', which is no entry of the"),
        (PORTERS.replace("porters=3", "porter=3"), ":2: 'q1' judges 'ward-life/night-shifts-and-sleep-among-porter'"),
        (PORTERS + PORTERS, ":3: the id 'q1' stands on line 2 already"),
        (PORTERS.replace("=3", "=good"), ":2: 'good' is no grade of"),
        ("q1\tk\ttune\t\t\n", ":2: the question is empty"),
        (f"q1\tk\ttune\t{'x' * 1001}\t\n", ":2: the question has 1,001 characters; use at most 1,000"),
        ("q1\tk\n", ":2: has 2 cells for 5 columns"),
        ("", ": holds no question"),
    ],
)
def test_what_is_wrong_in_a_file_is_one_line(
    rows: str, said: str, index: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions.write_text(HEAD + rows, encoding="utf-8")
    assert _refused(capsys, questions, "--index", index).startswith(f"{questions}{said}")


def test_files_that_are_none_are_one_line(
    index: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ("--index", index)
    assert "there is no such file" in _refused(capsys, tmp_path / "nowhere.tsv", *here)
    assert "is a folder" in _refused(capsys, tmp_path, *here)
    assert "there is no such run" in _refused(capsys, questions, *here, "--against", tmp_path / "nowhere")
    assert "is not a run" in _refused(capsys, questions, *here, "--against", questions)
    assert "its folder is not there" in _refused(capsys, questions, *here, "--save", tmp_path / "no" / "run")
    assert "is a folder" in _refused(capsys, questions, *here, "--save", tmp_path)
    questions.write_bytes(b"id\tquestion\tjudgements\nq1\tcaf\xe9\t\n")
    assert f"{questions}:2: is not UTF-8; save it as UTF-8 text" == _refused(capsys, questions, *here)


def test_without_an_index_there_is_one_line(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "there is no index here; run `briefqa index`" in _refused(capsys, questions, "--index", tmp_path)


@pytest.mark.model
def test_the_real_index_is_evaluated(index_folder: Path, questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = (
        "social-prescribing-link-workers/does-a-social-prescribing-holistic-link-worker-for-older-people-with-f54db2"
    )
    rows = f"q1\tkeywords\ttune\tfrailty falls\t{entry}=3\n{FAR}"
    questions.write_text(HEAD + rows, encoding="utf-8")
    record = _json(capsys, questions, "--index", index_folder)
    assert record["measures"]["auroc"] == 1
    assert record["questions"][0]["ranks"][entry] is not None
