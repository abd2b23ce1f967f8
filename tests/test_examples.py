"""Every way in gives the same hits for the same question: each script of examples/ prints the same."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import mcp.client.stdio  # noqa: F401 - it keeps the standard error there is when it is imported: not a test's own
import pytest

from briefqa import Retriever
from conftest import ROOT

pytestmark = pytest.mark.model

EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in (".py", ".sh"))
QUESTIONS = ("training needs of link workers", "capital of France")


@pytest.fixture
def printed(
    address: str,
    index_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[Path, str], str]:
    """What an example prints for a question, run where indexes/default is."""
    (tmp_path / "indexes").mkdir()
    (tmp_path / "indexes" / "default").symlink_to(index_folder)
    # For `sh`, the command and the interpreter that these tests run with.
    (tmp_path / "briefqa").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m briefqa "$@"\n')
    (tmp_path / "briefqa").chmod(0o755)
    (tmp_path / "python").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)

    def run(example: Path, question: str) -> str:
        if example.suffix == ".sh":
            return subprocess.run(["sh", example, question], capture_output=True, text=True, check=True).stdout
        # In this process, where everything is loaded already.
        monkeypatch.setattr(sys, "argv", [str(example), question, address])
        runpy.run_path(str(example), run_name="__main__")
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_prints_the_hits(example: Path, printed: Callable[[Path, str], str], retriever: Retriever) -> None:
    for question, head in zip(
        QUESTIONS, ("covered", "not covered by the briefs; the nearest entries are:"), strict=True
    ):
        hits = [f"{hit.rank}. {hit.entry.title} ({hit.entry.access})" for hit in retriever.ask(question, 3).hits]
        assert len(hits) == 3
        assert printed(example, question).splitlines() == [head, *hits]


def test_there_is_an_example_for_each_way_in_and_each_is_short() -> None:
    listed = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in EXAMPLES] == sorted(re.findall(r"\]\((\S+)\)", listed))
    for example in EXAMPLES:
        assert len(example.read_text(encoding="utf-8").splitlines()) <= 30
