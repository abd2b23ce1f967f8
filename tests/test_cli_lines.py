"""`briefqa ask -`: questions from standard input, answers as JSON lines."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from briefqa import Retriever
from briefqa.cli import run
from briefqa.cli.lines import questions_of
from briefqa.indexing import open_index
from complaints import one_line
from schemas import check
from tiny import HashingEncoder, brief_text, make_index

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small index that is asked without the real model."""
    monkeypatch.setattr(Retriever, "open", lambda folder, **_: Retriever(open_index(folder), HashingEncoder()))
    return make_index(tmp_path / "ward", ward=brief_text())


def _type(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def _lines(capsys: pytest.CaptureFixture[str]) -> tuple[list[dict[str, Any]], str]:
    printed = capsys.readouterr()
    assert printed.out.endswith("\n") or not printed.out
    records = [json.loads(line) for line in printed.out.split("\n")[:-1]]
    for record in records:
        check(record, "ask-line")
    return records, printed.err


def test_each_line_is_answered_in_order_as_it_would_be_alone(
    index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = ["night shifts and sleep", "sign language", "“Café” — peer support?", "night shifts and sleep"]
    _type(monkeypatch, b"\xef\xbb\xbf" + "\n\n  \t\r\n".join(questions).encode())
    narrowed = ["--index", str(index), "-k", "2", "--year", "2022-", "--access", "abstract-only", "--access", "free"]
    assert run(["ask", "-", *narrowed]) == 0
    records, said = _lines(capsys)
    assert said == ""
    assert [record["question"] for record in records] == questions
    for question, record in zip(questions, records, strict=True):
        assert run(["ask", question, "--json", *narrowed]) == 0
        assert json.loads(capsys.readouterr().out) == record
    assert {hit["entry"]["year"] for record in records for hit in record["hits"]} == {2022, 2023}


def test_a_question_that_cannot_be_asked_has_its_own_line_and_stops_nothing(
    index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _type(monkeypatch, b"x" * 1001 + b"\ncaf\xe9\nsign language\n")
    assert run(["ask", "-", "--index", str(index), "--json"]) == 1
    (long, latin, good), said = _lines(capsys)
    assert long == {"question": "x" * 1001, "error": "the question has 1,001 characters; use at most 1,000"}
    assert latin == {
        "question": "caf\N{REPLACEMENT CHARACTER}",
        "error": "the question holds bytes that are no text; type it in UTF-8",
    }
    assert good["hits"]
    assert said == "briefqa: 2 of 3 questions could not be asked; their lines say why\n"


def test_nothing_asked_is_nothing_answered(
    index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _type(monkeypatch, b"\n\n")
    assert run(["ask", "-", "--index", str(index)]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [(["--brief", "nurses"], 1, "there is no brief 'nurses'"), (["-k", "0"], 2, "Invalid value for '-k'")],
)
def test_wrong_options_are_told_once(
    options: list[str],
    code: int,
    said: str,
    index: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _type(monkeypatch, b"sign language\npeer support\n")
    assert run(["ask", "-", "--index", str(index), *options]) == code
    assert said in one_line(capsys)


@pytest.mark.parametrize("form", ["--ris", "--bibtex", "--csl", "--csv", "--markdown", "--docx=list.docx"])
def test_other_formats_are_refused(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "-", form]) == 2
    assert f"`briefqa ask -` writes JSON lines; leave {form.partition('=')[0]} out" in one_line(capsys)


def test_ctrl_c_ends_it(index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Interrupted(io.BytesIO):
        def __next__(self) -> bytes:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Interrupted()))
    assert run(["ask", "-", "--index", str(index)]) == 130
    assert one_line(capsys) == "briefqa: stopped\n"


@pytest.mark.model
def test_an_answer_comes_before_the_next_question_is_there(index_folder: Path) -> None:
    command = [sys.executable, "-m", "briefqa", "ask", "-", "--index", str(index_folder), "-k", "1"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ)) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for question in (b"link workers", b"volunteers"):
            process.stdin.write(question + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question.decode()
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 0


def test_lines_end_as_they_do_on_any_system() -> None:
    assert list(questions_of([b"one\r\n", b"  two \n", b"\n", b"three"])) == ["one", "two", "three"]
