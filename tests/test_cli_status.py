"""`briefqa status`: what it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefqa.cli import run


@pytest.mark.model
def test_an_index_is_shown_without_its_briefs(
    index_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["status", "--index", str(index_folder), "--seeds", str(tmp_path / "nowhere")]
    assert run(command) == 0
    printed = capsys.readouterr().out
    assert "76 entries" in printed
    assert f"whether it is up to date cannot be told: {tmp_path / 'nowhere'}: there is no such folder" in printed
    assert run([*command, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["up_to_date"] is None
    assert "there is no such folder" in record["stale_because"]
