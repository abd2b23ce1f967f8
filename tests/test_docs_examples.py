"""The commands and the Python of docs/ do what is shown."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from briefqa.cli.app import COMMANDS
from conftest import BRIEF, ROOT
from documented import DOCUMENTS, Shell, blocks, matches

if TYPE_CHECKING:
    from pathlib import Path

    from briefqa.encoding import Encoder


@pytest.mark.model
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_what_is_shown_is_what_happens(
    document: Path,
    index_folder: Path,
    encoder: Encoder,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "seeds").mkdir()
    shutil.copy(BRIEF, tmp_path / "seeds")
    shutil.copytree(index_folder, tmp_path / "indexes" / "default")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    # The same model, which takes seconds to load.
    monkeypatch.setattr("briefqa.indexing.build.load_encoder", lambda _: encoder)
    shell = Shell(tmp_path, capsys, monkeypatch)
    names: dict[str, object] = {}
    for block in blocks(document):
        if block.language == "python":
            exec(compile(block.text, str(document), "exec"), names)  # noqa: S102 - our own documents
            capsys.readouterr()
        else:
            for command, shown in block.commands():
                shell.check(command, shown)


def test_every_command_is_documented_with_its_help_and_what_it_prints() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    shown = [command for block in blocks(ROOT / "docs" / "commands.md") for command, _ in block.commands()]
    for name in COMMANDS:
        assert f"\n## `briefqa {name}`\n" in text
        assert f"briefqa {name} --help" in shown
    for name in set(COMMANDS) - {"mcp", "serve"}:
        assert any(command.split()[:2] == ["briefqa", name] and "--help" not in command for command in shown), name


def test_examples_can_be_wrong() -> None:
    assert matches("one\n…\nfour…\n", "one \ntwo\nthree\nfour and more\n")
    assert matches("…\nfour\n", "four\n") is False
    assert not matches("one\n", "one\ntwo\n")
    assert not matches("one (…)\n", "one [1]\n")
