"""From the words of a command line to its exit code; what is said when it is used wrongly."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from briefqa.cli import run
from briefqa.cli.app import COMMANDS
from complaints import one_line
from conftest import BRIEF, ROOT
from tiny import brief_text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "no-such-file.txt"], "no-such-file.txt: there is no such file"),
        (["read", "brief.xyz"], "brief.xyz: cannot be read as a brief"),
        (["index", "no-such-folder"], "no-such-folder: there is no such folder"),
        (["index", "{empty}"], "holds no brief"),
        (["index", "{seeds}", "--index", "{empty}/new", "--model", "/no/such/model"], "/no/such/model: is neither"),
        (["ask", "link workers", "--index", "{empty}"], "there is no index here; run `briefqa index`"),
        (["status", "--index", "{empty}"], "there is no index here; run `briefqa index`"),
        (
            ["serve", "--seeds", "no-such-folder", "--index", "{empty}", "--port", "{port}"],
            "no-such-folder: there is no such folder",
        ),
    ],
)
def test_what_cannot_be_done_isone_line(
    arguments: list[str], said: str, seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    filled = [argument.format(empty=empty, seeds=seeds, port=port) for argument in arguments]
    assert run(filled) == 1
    assert said in one_line(capsys)


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "x", "-k", "many"],
        ["no-such-command"],
        ["ask", "x", "--no-such-option"],
        ["serve", "--port", "0"],
        ["ask", "x", "--covered-at", "1.5"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert "--help" in one_line(capsys)


def test_without_a_command_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "Usage: briefqa [OPTIONS] COMMAND" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["--help"], *([name, "--help"] for name in COMMANDS)],
)
def test_every_command_has_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    assert "Usage: briefqa" in capsys.readouterr().out


def test_the_installed_command_and_the_module_are_the_same() -> None:
    command = shutil.which("briefqa", path=str(Path(sys.executable).parent))
    assert command is not None
    outputs = {
        subprocess.run([*start, "--help"], capture_output=True, text=True, check=True).stdout
        for start in ([command], [sys.executable, "-m", "briefqa"])
    }
    assert len(outputs) == 1


def test_a_closed_pipe_is_no_error() -> None:
    code = f"{sys.executable} -m briefqa read {BRIEF.relative_to(ROOT)} --json | head -n 1"
    result = subprocess.run(["sh", "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout == "{\n"
    assert result.stderr == ""


@pytest.mark.model
def test_index_status_ask(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "indexes" / "ward")
    assert run(["index", str(seeds), "--index", folder]) == 0
    printed = capsys.readouterr()
    assert "3 entries" in printed.out
    assert "added ward-life.txt" in printed.out
    assert "Encoding entries" in printed.err

    assert run(["index", str(seeds), "--index", folder]) == 0
    assert "up to date" in capsys.readouterr().out

    assert run(["status", "--index", folder, "--seeds", str(seeds)]) == 0
    assert capsys.readouterr().out.endswith("up to date\n")

    (seeds / "other.txt").write_text(brief_text("Other Life"), encoding="utf-8")
    assert run(["status", "--index", folder, "--seeds", str(seeds), "--json"]) == 0
    state: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert not state["up_to_date"]
    assert "other.txt" in state["stale_because"]

    assert run(["ask", "how do porters sleep?", "--index", folder, "-k", "2", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"question", "searched", "covered", "hits", "key_points", "nearest_sections", "index"}
    assert [hit["rank"] for hit in answer["hits"]] == [1, 2]
    assert set(answer["hits"][0]) == {"rank", "score", "quote", "why", "entry", "also_in"}
    assert answer["hits"][0]["entry"]["access"] == "abstract_only"
