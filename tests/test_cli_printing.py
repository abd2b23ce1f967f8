"""What goes to standard output: bold and colour only where they are wanted."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from briefqa import Retriever
from briefqa.cli import run
from briefqa.cli.printing import styles
from briefqa.indexing import open_index
from briefqa.showing import Styles
from tiny import HashingEncoder, brief_text, make_index

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str, bool], str]:
    """Asks a small index, with or without a terminal, and gives what is printed."""
    monkeypatch.setattr(Retriever, "open", lambda folder, **_: Retriever(open_index(folder), HashingEncoder()))
    index = make_index(tmp_path / "ward", ward=brief_text())
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)

    def printed(question: str, terminal: bool) -> str:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
        assert run(["ask", question, "-k", "1", "--index", str(index)]) == 0
        return capsys.readouterr().out

    return printed


def test_titles_and_relevance_stand_out_on_a_terminal(ask: Callable[[str, bool], str]) -> None:
    shown = ask("night shifts and sleep among porters", True)
    assert "\x1b[1m1. Night shifts and sleep among porters\x1b[0m\n" in shown
    assert "Relevance: \x1b[32mstrong\x1b[0m (" in shown
    assert "\x1b[1mThe briefs do not cover this: capital of France." in ask("capital of France", True)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_they_do_not_where_colours_are_not_wanted(
    name: str, value: str, ask: Callable[[str, bool], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = ask("night shifts", False)
    assert "\x1b" not in plain
    monkeypatch.setenv(name, "")
    assert "\x1b" in ask("night shifts", True)
    monkeypatch.setenv(name, value)
    assert ask("night shifts", True) == plain


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_is_known_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    ours, other = os.openpty()
    with os.fdopen(ours, "rb"), os.fdopen(other, "w") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        assert styles() != Styles()
