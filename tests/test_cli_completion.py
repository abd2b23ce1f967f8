"""Shell completion: what a shell is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefqa.cli import run
from briefqa.cli.app import COMMANDS
from briefqa.cli.completion import SHELLS, VARIABLE
from conftest import ROOT


def _offered(words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What bash is offered after these words, each behind its kind."""
    monkeypatch.setenv(VARIABLE, "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
    assert run([]) == 0
    return capsys.readouterr().out.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("briefqa ", list(COMMANDS)),
        ("briefqa s", ["status", "serve"]),
        ("briefqa ask --acc", ["--access"]),
        ("briefqa ask --access o", ["openathens"]),
        ("briefqa export --format c", ["csl", "csv"]),
        ("briefqa --show-completion z", ["zsh"]),
    ],
)
def test_commands_options_and_choices_are_offered(
    words: str, offered: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _offered(words, monkeypatch, capsys) == [f"plain,{word}" for word in offered]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("briefqa read se", "file"),
        ("briefqa ask pay --docx se", "file"),
        ("briefqa index se", "dir"),
        ("briefqa ask pay --index se", "dir"),
        ("briefqa serve --seeds se", "dir"),
    ],
)
def test_for_files_and_folders_the_shell_offers_its_own(
    words: str, kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _offered(words, monkeypatch, capsys) == [f"{kind},se"]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_can_be_told(shell: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["--show-completion", shell]) == 0
    script = capfdbinary.readouterr().out
    assert VARIABLE.encode() in script
    assert f"{shell}_complete".encode() in script
    assert b"\r" not in script
    # Standard output is still there.
    assert run(["--version"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"briefqa ")


def test_a_shell_that_is_none_of_these_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--show-completion", "tcsh"]) == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish', 'powershell'" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_with_the_line_of_the_documentation() -> None:
    line = 'eval "$(briefqa --show-completion bash)"'
    assert line in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    ask = 'COMP_WORDS=(briefqa ask --access o); COMP_CWORD=3; _briefqa_completion briefqa; echo "${COMPREPLY[@]}"'
    code = f"{line}\n{ask}"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, env={**os.environ, "PATH": path})
    assert (done.stdout, done.stderr) == ("openathens\n", "")
