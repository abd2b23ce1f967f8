"""Shell completion: what a shell is told."""

from __future__ import annotations

import pytest

from briefqa.cli import run
from briefqa.cli.app import COMMANDS


def _offered(words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What bash is offered after these words."""
    monkeypatch.setenv("_BRIEFQA_COMPLETE", "complete_bash")
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
    ],
)
def test_commands_options_and_choices_are_offered(
    words: str, offered: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _offered(words, monkeypatch, capsys) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_shell_can_be_told(shell: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    assert run(["--show-completion", shell]) == 0
    assert "_BRIEFQA_COMPLETE" in capsys.readouterr().out
    # Standard output is still there.
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("briefqa ")
