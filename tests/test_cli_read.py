"""`briefqa read`: what it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefqa.cli import run
from conftest import BRIEF


def test_read_shows_sections_and_doubts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(BRIEF)]) == 0
    shown = capsys.readouterr().out
    assert "Social Prescribing Link Workers (November 2025)\n76 entries" in shown
    assert "   8  Published Peer Reviewed Research › Scope of Practice\n" in shown
    assert 'line 558: "NHS England\'s Social Prescribing Network" has no source\n' in shown


def test_read_prints_the_documented_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(BRIEF), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert set(record) == {"brief", "entries", "doubts", "lines"}
    assert {"id", "title", "published"} <= set(record["brief"])
    assert record["brief"]["published"] == "2025-11"
    assert len(record["entries"]) == 76
    documented = {"id", "section", "title", "source", "year", "month", "access", "access_note", "abstract", "url"}
    assert documented <= set(record["entries"][0])


def test_read_of_a_file_without_entries_shows_it_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear all,\n\nthank you.\n", encoding="utf-8")
    assert run(["read", str(file)]) == 1
    printed = capsys.readouterr()
    assert "0 entries in letter.txt" in printed.out
    assert "2 lines with text: 2 lines of front matter" in printed.out
    assert printed.err == f"briefqa: {file}: no entry was found; is this an evidence brief?\n"
