"""The exit codes of docs/commands.md, for every option of every command.

A value that cannot be meant is wrong usage (2), whatever the briefs and the index hold; what depends on what they hold,
or on the machine, cannot be done (1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import pytest

from briefqa import Retriever
from briefqa.cli import run
from briefqa.cli.app import COMMANDS, application
from briefqa.indexing import open_index
from complaints import one_line
from tiny import HashingEncoder, brief_text, make_index, write_briefs

if TYPE_CHECKING:
    from pathlib import Path

# What a command needs besides.
NEEDS = {
    "read": ["brief.txt"],
    "ask": ["pay"],
    "export": ["--format", "ris"],
    "evaluate": ["questions.tsv"],
    "gaps": ["asked.jsonl"],
}
SHARE = ["2", "-0.1", "nan", "high", ""]
# Option → values that cannot be meant.
WRONG = {
    ("ask", "-k"): ["0", "101", "-1", "2.5", "many", ""],
    ("ask", "--year"): ["20x", "soon", "-", "2025-2019", "2024,2025"],
    ("ask", "--access"): ["fre", "open"],
    ("ask", "--covered-at"): SHARE,
    ("export", "--format"): ["xml", "endnote", ""],
    ("serve", "--port"): ["0", "65536", "http", ""],
    ("serve", "--allow-host"): ["https://example.org", "a b", ""],
    ("serve", "--covered-at"): SHARE,
    ("serve", "--openathens-prefix"): ["example.org", "ftp://example.org"],
    ("serve", "--full-text"): ["PubMed", "=https://example.org", "PubMed=example.org"],
    ("mcp", "--covered-at"): SHARE,
    ("gaps", "--since"): ["soon", "2026-02-30", "31.1.2026"],
}
# Option → a value that is well formed, and what is not there or in the way.
MISSING = {
    ("index", "--index"): "{file}/index",
    ("index", "--model"): "/no/such/model",
    ("status", "--index"): "nowhere",
    ("ask", "--brief"): "nurses",
    ("ask", "--section"): "Nurses",
    ("ask", "--index"): "nowhere",
    ("ask", "--docx"): "nowhere/list.docx",
    ("export", "--output"): "nowhere/list.ris",
    ("export", "--brief"): "nurses",
    ("export", "--section"): "Nurses",
    ("export", "--index"): "nowhere",
    ("evaluate", "--index"): "nowhere",
    ("evaluate", "--split"): "none",
    ("evaluate", "--save"): "nowhere/run",
    ("evaluate", "--against"): "nowhere/run",
    ("serve", "--host"): "256.0.0.1",
    ("serve", "--seeds"): "nowhere",
    ("serve", "--question-log"): "nowhere/log.jsonl",
    ("serve", "--librarian-password-file"): "nowhere/password",
}
# Nothing can be wrong with these alone: the index is shown without the briefs or the model it was made of, another
# folder of it is made, another model is met when the index is built (as with `index`), an assistant is told by tools.
ANY = {("status", "--seeds"), ("status", "--model"), ("serve", "--index"), ("serve", "--model"), ("mcp", "--index")}


def _options() -> dict[tuple[str, str], click.Option]:
    """All options of all commands but `--help`, with what click knows of them."""
    commands = application([]).commands
    return {
        (name, option.opts[0]): option
        for name in COMMANDS
        for option in commands[name].params
        if isinstance(option, click.Option)
    }


OPTIONS = _options()
FLAGS = {named for named, option in OPTIONS.items() if option.is_flag}


def test_no_option_is_forgotten() -> None:
    assert {*WRONG, *MISSING} | ANY | FLAGS == set(OPTIONS)


@pytest.mark.parametrize(("command", "option", "value"), [(*name, value) for name in WRONG for value in WRONG[name]])
def test_a_value_that_cannot_be_meant_is_wrong_usage(
    command: str,
    option: str,
    value: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Any,  # noqa: ANN401
) -> None:
    # There is no index, and no file that is named: what is wrong with the value is said first.
    monkeypatch.chdir(tmp_path)
    assert run([command, *NEEDS.get(command, []), f"{option}={value}" if option[1] == "-" else f"{option}{value}"]) == 2
    said = one_line(capsys)
    assert "(see `briefqa --help`)" in said
    assert option in said


@pytest.mark.parametrize(("command", "option"), sorted(FLAGS))
def test_a_value_for_an_option_that_takes_none_is_wrong_usage(
    command: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, *NEEDS.get(command, []), f"{option}=x"]) == 2
    assert option in one_line(capsys)


@pytest.mark.parametrize("question", ["", "  ", "x" * 1001, "caf\udce9"])
def test_a_question_that_nobody_can_ask_is_wrong_usage(
    question: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["ask", question]) == 2
    assert "question" in one_line(capsys)


@pytest.mark.parametrize(("command", "option"), sorted(MISSING))
def test_what_is_not_there_cannot_be_done(
    command: str, option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Retriever, "open", lambda folder, **_: Retriever(open_index(folder), HashingEncoder()))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "asked.jsonl").write_text("", encoding="utf-8")
    questions = "id\tkind\tsplit\tquestion\tjudgements\nq\tfar\ttune\tcapital of France\t\n"
    (tmp_path / "questions.tsv").write_text(questions, encoding="utf-8")
    if option in ("--brief", "--section"):
        make_index(tmp_path / "indexes", ward=brief_text()).rename(tmp_path / "indexes" / "default")
    elif (command, option) != ("serve", "--seeds"):
        write_briefs(tmp_path / "seeds", ward=brief_text())
    value = MISSING[command, option].format(file=tmp_path / "asked.jsonl")
    assert run([command, *NEEDS.get(command, []), option, value]) == 1
    assert "nowhere" in (said := one_line(capsys)) or value.rpartition("/")[2] in said or "index" in said
