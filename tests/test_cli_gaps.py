"""`briefqa gaps`: what it prints of a question log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefqa.cli import run
from complaints import one_line

LINES = """\
{"time": "2026-01-05T09:00:00+00:00", "question": "nursing associate uniforms", "covered": false, "entries": ["b/e"]}
{"time": "2026-02-05T09:00:00+00:00", "question": "training of link workers", "covered": true, "entries": ["b/f"]}
{"time": "2026-03-05T09:00:00+00:00", "question": "uniforms of nursing associates", "covered": false, "entries": []}
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "asked.jsonl"
    file.write_text(LINES, encoding="utf-8")
    return file


def test_gaps_are_listed(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", str(log)]) == 0
    assert capsys.readouterr().out == (
        "1 gap, of 3 questions in the log, most asked first\n"
        "\n"
        "nursing associate uniforms\n"
        "  asked 2 times, last on 2026-03-05\n"
        "  also as: uniforms of nursing associates\n"
    )


def test_only_questions_since_a_day(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", str(log), "--since", "2026-02-05", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["questions"] == 2
    assert [gap["times"] for gap in record["gaps"]] == [1]
    assert record["unreadable_lines"] == []


def test_what_says_nothing_is_counted_apart(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with log.open("a", encoding="utf-8") as file:
        file.write('{"time": "2026-03-06T09:00:00+00:00", "question": "???", "covered": false, "entries": []}\n')
    assert run(["gaps", str(log)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("1 gap, of 4 questions in the log")
    assert printed.endswith("\nLeft out: 1 question without a word that says what was wanted\n")
    assert run(["gaps", str(log), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["left_out"] == 1


def test_a_file_that_is_no_log_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", str(tmp_path / "missing.jsonl")]) == 1
    assert "missing.jsonl: cannot be read (No such file or directory); name a question log" in one_line(capsys)


def test_a_day_that_is_none_is_refused(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", str(log), "--since", "soon"]) == 2
    assert "'--since': 'soon' is no day; write it like 2026-01-31" in one_line(capsys)
