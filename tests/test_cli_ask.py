"""`briefqa ask`: what it prints, and which questions it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefqa.cli import run
from complaints import one_line


@pytest.mark.model
def test_ask_narrows(index_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    narrowed = ["--year", "2023-", "--access", "free", "--section", "education, training and skills"]
    assert run(["ask", "training", "--index", str(index_folder), "--json", *narrowed]) == 0
    found = [hit["entry"] for hit in json.loads(capsys.readouterr().out)["hits"]]
    assert {(entry["year"], entry["access"], entry["section"]) for entry in found} == {
        (2023, "free", "Education, Training and Skills")
    }
    assert len(found) == 2


@pytest.mark.model
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["link workers", "--brief", "nurses"], "there is no brief 'nurses'"),
        (["link workers", "--section", "Nurses"], "there is no section 'Nurses'"),
    ],
)
def test_filters_that_the_index_does_not_have(
    arguments: list[str], said: str, index_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", *arguments, "--index", str(index_folder)]) == 1
    assert said in one_line(capsys)


def test_a_damaged_index_isone_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    assert run(["ask", "link workers", "--index", str(tmp_path)]) == 1
    assert "briefqa index --full" in one_line(capsys)


@pytest.mark.model
def test_a_question_may_be_typed_without_quotes(index_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "training", "needs", "--index", str(index_folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["question"] == "training needs"


@pytest.mark.model
@pytest.mark.parametrize(("threshold", "covered"), [("0", True), ("1", False)])
def test_the_threshold_of_coverage_can_be_moved(
    threshold: str, covered: bool, index_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["ask", "training", "--index", str(index_folder), "--covered-at", threshold, "--json"]
    assert run(arguments) == 0
    assert json.loads(capsys.readouterr().out)["covered"] is covered


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-", "foo"], "- reads questions from standard input; leave the words behind it out"),
        (["x", "--index", ""], "'--index': it is empty; name a file or folder"),
        (["x", "--docx", ""], "'--docx': it is empty; name a file or folder"),
        (["x", "--docx", "-"], "'--docx': - is no file; name one"),
        (["x", "-k", "1_0"], "'1_0' is not a valid whole number"),
        (["x", "-k", "٣"], "'٣' is not a valid whole number"),
        (["x", "--section", "caf\udce9"], "'--section': it holds bytes that are no text; write it in UTF-8"),
        (["x", "--brief", "caf\udce9"], "'--brief': it holds bytes that are no text; write it in UTF-8"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", *arguments]) == 2
    assert said in one_line(capsys)


@pytest.mark.model
@pytest.mark.parametrize("form", [[], ["--json"], ["--ris"], ["--csv"]])
def test_an_nhs_number_is_answered_with_a_reminder(
    form: list[str], index_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["link workers for 943 476 5919", "--index", str(index_folder), *form]
    assert run(["ask", *asked]) == 0
    printed = capsys.readouterr()
    assert printed.err == "briefqa: Do not enter patient data: the question seems to hold an NHS number.\n"
    # The JSON of an answer repeats the question to the program that asked it.
    if form != ["--json"]:
        assert "5919" not in printed.out
