"""Exports on the command line: `briefqa ask --ris` and the like, and `briefqa export`."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from typing import TYPE_CHECKING

import pytest
import rispy
from docx import Document

from briefqa.cli import run
from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = ["ask", "training needs of link workers", "-k", "2"]
FIRST = "Qualifications and training needs of social prescribing link workers: an explorative study"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "x", "--ris", "--json"], "--json and --ris exclude each other"),
        (["ask", "x", "--bibtex", "--csv"], "--bibtex and --csv exclude each other"),
        (["ask", "x", "--csl", "--docx", "list.docx"], "--csl and --docx exclude each other"),
        (["ask", "x", "--markdown", "--ris", "--json"], "--json and --ris and --markdown exclude each other"),
        (["ask", "x", "--force"], "--force is for --docx FILE"),
        (["export", "--format", "endnote"], "there is no format 'endnote'; choose from: ris, bibtex, csl, csv,"),
        (["export", "--format", "docx"], "name the file to save: --output FILE"),
        (["export", "--format", "ris", "--force"], "name the file to save: --output FILE"),
        (["export"], "--format"),
        (["export", "--format", "ris", "--output", ""], "'--output': it is empty; name a file or folder"),
        (["export", "--format", "ris", "--output", "-"], "'--output': - is no file; name one"),
        (["export", "--format", "ris", "--section", "caf\udce9"], "'--section': it holds bytes that are no text"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert said in printed.err
    assert "--help" in printed.err


@pytest.mark.parametrize("command", [["ask", "x", "--docx"], ["export", "--format", "docx", "--output"]])
def test_a_file_that_is_there_is_kept_and_nothing_is_asked(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.docx"
    file.write_bytes(b"mine")
    # There is no index either; the file is looked at first.
    assert run([*command, str(file), "--index", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"briefqa: {file}: is there already; name another file, or replace it with --force\n"
    )
    assert file.read_bytes() == b"mine"


@pytest.mark.model
def test_an_answer_is_printed_in_each_format(index_folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    def printed(option: str) -> bytes:
        assert run([*QUESTION, option, "--index", str(index_folder)]) == 0
        return capsysbinary.readouterr().out

    ris = rispy.loads(printed("--ris").decode("utf-8"))
    assert ris[0]["title"] == FIRST
    assert "Access: Abstract only*" in ris[0]["notes"]
    assert "Relevance: strong" in ris[0]["notes"]
    assert printed("--bibtex").startswith(b"@article{qualifications-and-training-needs-of-5012f70c,\n")
    assert json.loads(printed("--csl"))[0]["title"] == FIRST
    table = printed("--csv")
    assert table.startswith(b"\xef\xbb\xbf")
    assert table.endswith(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert [row["title"] for row in rows] == [record["title"] for record in ris]
    assert printed("--markdown").startswith(b"# Reading list\n\nQuestion: training needs of link workers\n")


@pytest.mark.model
@pytest.mark.parametrize("option", ["--ris", "--markdown"])
def test_the_example_shown_is_what_is_printed(
    option: str, index_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documented = (ROOT / "docs" / "citing.md").read_text(encoding="utf-8")
    command = f'    $ briefqa ask "training needs of link workers" -k 1 {option}\n'
    example = re.split(r"\n+(?=\S|    \$)", documented.partition(command)[2])[0]
    assert run(["ask", "training needs of link workers", "-k", "1", option, "--index", str(index_folder)]) == 0
    printed = capsys.readouterr().out.splitlines()
    for shown, line in zip(example.splitlines(), printed, strict=True):
        text = shown.removeprefix("    ")
        assert line.rstrip() == text or (text.endswith("…") and line.startswith(text.removesuffix("…")))


@pytest.mark.model
def test_an_answer_is_saved_as_a_word_file(
    index_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.docx"
    command = [*QUESTION, "--docx", str(file), "--index", str(index_folder)]
    assert run(command) == 0
    assert capsys.readouterr().out == f"{file} holds 2 entries\n"
    assert f"1. {FIRST} Abstract only*" in [paragraph.text for paragraph in Document(str(file)).paragraphs]
    assert run(command) == 1
    assert run([*command, "--force"]) == 0
    assert [found.name for found in tmp_path.iterdir()] == ["list.docx"]


@pytest.mark.model
def test_whole_briefs_are_exported(index_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = ["export", "--index", str(index_folder)]
    assert run([*export, "--format", "CSL"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 76
    assert run([*export, "--format", "csl", "--section", "scope of practice"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 8
    file = tmp_path / "all.ris"
    assert run([*export, "--format", "ris", "--brief", "social-prescribing-link-workers", "--output", str(file)]) == 0
    assert capsys.readouterr().out == f"{file} holds 76 entries\n"
    assert len(rispy.load(file, encoding="utf-8")) == 76
    for choice, what in ((["--brief", "nurses"], "brief 'nurses'"), (["--section", "Nurses"], "section 'Nurses'")):
        assert run([*export, "--format", "ris", *choice]) == 1
        assert f"there is no {what}; choose from: " in capsys.readouterr().err


@pytest.mark.model
@pytest.mark.parametrize(("form", "library"), [("ris", "rispy"), ("bibtex", "bibtexparser")])
def test_a_missing_library_is_one_line(
    form: str, library: str, index_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    assert run(["export", "--format", form, "--index", str(index_folder)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert 'needs packages that are not installed: run `pip install "briefqa[cite]"`' in printed.err
