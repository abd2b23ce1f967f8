"""Files of runs: what is saved is read, and nothing else."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.errors import EvaluationError
from briefqa.evaluation import (
    JudgedQuestion,
    RankedEntry,
    RankedQuestion,
    check_writable,
    read_run,
    same_questions,
    save_run,
)

RUN = [
    RankedQuestion("q1", "words", True, (RankedEntry("b/one", 0.9, ("c/one",)), RankedEntry("b/two", 0.25))),
    RankedQuestion("q2", "“hello”\u2028\x85there", False, ()),
]
QUESTIONS = [JudgedQuestion("q2", "", "", RUN[1].question, {}), JudgedQuestion("q1", "", "", "words", {"b/one": 3})]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "run.jsonl"


def test_a_run_is_documented_json_lines(file: Path) -> None:
    save_run(RUN, file)
    head, first, second = (json.loads(line) for line in file.read_bytes().decode().rstrip("\n").split("\n"))
    assert head == {"format": "briefqa run", "schema": 1, "questions": 2}
    assert first == {
        "id": "q1",
        "question": "words",
        "covered": True,
        "best_score": 0.9,
        "hits": [
            {"entry": "b/one", "score": 0.9, "also_in": ["c/one"]},
            {"entry": "b/two", "score": 0.25, "also_in": []},
        ],
    }
    assert (second["best_score"], second["hits"]) == (0.0, [])
    assert read_run(file) == RUN


TEXTS = st.text(st.characters(codec="utf-8"))
HITS = st.lists(
    st.builds(RankedEntry, TEXTS, st.floats(0, 1), st.lists(TEXTS, max_size=2).map(tuple)),
    max_size=4,
    unique_by=lambda hit: hit.entry,
).map(tuple)
RUNS = st.lists(
    st.builds(RankedQuestion, TEXTS, TEXTS, st.booleans(), HITS), max_size=4, unique_by=lambda ranked: ranked.id
)


@given(run=RUNS)
def test_what_is_saved_is_read(run: list[RankedQuestion]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        save_run(run, Path(folder) / "run")
        assert read_run(Path(folder) / "run") == run
        assert [path.name for path in Path(folder).iterdir()] == ["run"]


@given(run=RUNS, data=st.data())
def test_a_run_that_was_cut_or_altered_is_refused_or_still_a_run(
    run: list[RankedQuestion], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "run"
        save_run(run, file)
        content = file.read_bytes()
        place = data.draw(st.integers(0, len(content) - 1))
        file.write_bytes(data.draw(st.sampled_from([content[:place], content[:place] + b"}" + content[place + 1 :]])))
        said = f"{file}: read"
        try:
            read_run(file)
        except EvaluationError as error:
            said = str(error)
        assert said.startswith(f"{file}:")


@pytest.mark.parametrize(
    ("line", "change", "said"),
    [
        (0, {"format": "other"}, ":1: is not a run"),
        (0, {"schema": 2}, ":1: has schema 2, and 1 is known here"),
        (0, {"questions": "2"}, ":1: is not a run"),
        (0, {"questions": 3}, ": has 2 of 3 questions, so it is cut short or altered"),
        (1, {"id": "q2"}, ": has a question twice"),
        (1, {"id": 1}, ":2: is not a run"),
        (1, {"covered": "yes"}, ":2: is not a run"),
        (1, {"hits": None}, ":2: is not a run"),
        (1, {"hits": [{"entry": "b/one", "score": "0.9", "also_in": []}]}, ":2: is not a run"),
        (1, {"hits": [{"entry": "b/one", "score": True, "also_in": []}]}, ":2: is not a run"),
        (1, {"hits": [{"entry": "b/one", "score": float("nan"), "also_in": []}]}, ":2: is not a run"),
        (1, {"hits": [{"entry": "b/one", "score": 1, "also_in": "b"}]}, ":2: is not a run"),
        (1, {"hits": [{"entry": "b/one", "score": 1, "also_in": []}] * 2}, ":2: has an entry twice"),
    ],
)
def test_a_file_of_another_form_is_refused(file: Path, line: int, change: dict[str, Any], said: str) -> None:
    save_run(RUN, file)
    lines = file.read_bytes().decode().rstrip("\n").split("\n")
    lines[line] = json.dumps(json.loads(lines[line]) | change)
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        read_run(file)
    assert str(caught.value).startswith(f"{file}{said}")


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"1", b"q1 Q0 b/one 1 0.9 tag\n", b"[" * 100_000])
def test_a_file_of_something_else_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(EvaluationError, match="is not a run as `briefqa evaluate --save` writes it; save one anew"):
        read_run(file)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="there is no such run; save one with"):
        read_run(tmp_path / "nowhere")
    with pytest.raises(EvaluationError, match=": is a folder; name the file of a run"):
        read_run(tmp_path)


def test_where_a_run_cannot_be_saved_is_said_before_it_is_made(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=": is a folder; name a file to save the run in"):
        check_writable(tmp_path)
    with pytest.raises(EvaluationError, match="its folder is not there; create it first"):
        save_run(RUN, tmp_path / "nowhere" / "run")
    check_writable(tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_cannot_be_written_leaves_what_was_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_run(RUN, file)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EvaluationError, match=r"cannot be saved \(No space left on device\); name another file"):
        save_run([], file)
    assert read_run(file) == RUN
    assert list(file.parent.iterdir()) == [file]


def test_a_run_has_the_rights_of_other_files(file: Path) -> None:
    other = file.parent / "other"
    other.touch()
    save_run(RUN, file)
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)
    file.chmod(0o640)
    save_run(RUN, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_run_is_put_in_the_order_of_the_questions() -> None:
    assert same_questions(RUN, QUESTIONS, "run") == [RUN[1], RUN[0]]


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (QUESTIONS[:1], "run: this run has the question 'q1', which is not asked now; compare runs of the same"),
        ([*QUESTIONS, JudgedQuestion("q3", "", "", "x", {})], "run: this run has no question 'q3'; compare"),
        ([JudgedQuestion("q1", "", "", "other words", {})], "run: in this run 'q1' is another question; compare"),
    ],
)
def test_runs_of_other_questions_are_refused(questions: list[JudgedQuestion], said: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        same_questions(RUN, questions, "run")
    assert str(caught.value).startswith(said)
