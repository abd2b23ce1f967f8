"""Builds that are killed, and processes that ask while others build; the long version is `make soak`."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from briefqa import Retriever
from briefqa.indexing import build_index
from crashing import QUESTIONS, changes, dumped, expected_answers, make_seeds
from tiny import HashingEncoder

SCRIPT = Path(__file__).parent / "crashing.py"


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def result(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    loaded: dict[str, Any] = json.loads(out)
    return loaded


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
def test_a_build_killed_at_any_moment_leaves_an_index_that_answers() -> None:
    met = result(start("--kills", 150, "--seed", 2))
    assert met["kills"] == 150
    # Else the kills came before or after what matters.
    assert met["moved on"] > 15
    assert met["half-written"] > 15


@pytest.mark.model
def test_the_real_command_killed_leaves_an_index_that_answers() -> None:
    assert result(start("--command-kills", 2, "--seed", 3))["kills"] == 2


def test_processes_that_ask_while_another_builds_get_answers_of_one_state(tmp_path: Path) -> None:
    seeds = make_seeds(tmp_path)
    expected_answers(tmp_path, seeds)
    index = tmp_path / "index"
    for briefs in seeds:
        build_index(briefs, index, HashingEncoder())
    allowed = []
    for number in range(len(seeds)):
        retriever = Retriever.open(tmp_path / f"alone-{number}", HashingEncoder())
        allowed.append([dumped(retriever.ask(question).to_dict()) for question in QUESTIONS])
    (tmp_path / "expected.json").write_text(json.dumps(allowed), encoding="utf-8")
    readers = [start("--read", index, tmp_path / "expected.json", 40, *more) for more in ([], [], ["--anew"])]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    building = changes(seeds, index, random.Random(1))  # noqa: S311
    states = 0
    while any(reader.poll() is None for reader in readers):
        next(building)
        states += 1
    assert states >= len(seeds)
    for reader in readers:
        found = result(reader)
        assert found["asked"] >= 40
        # All of them were met by each, however busy the machine is.
        assert found["states"] == len(seeds)
