"""`briefqa index`: what it prints, and what it makes of folders that are not in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefqa.cli import run
from briefqa.indexing import check_index
from complaints import one_line
from tiny import brief_text


@pytest.mark.model
def test_what_is_in_the_folder_but_not_read_is_named(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (seeds / "Brief on X.doc").write_bytes(b"old")
    (seeds / "letter.txt").write_text("Dear all,\n\nthank you.\n", encoding="utf-8")
    assert run(["index", str(seeds), "--index", str(tmp_path / "index")]) == 0
    shown = capsys.readouterr().out
    assert "letter.txt: no entry was found" in shown
    assert "not read, as only .txt, .md, .docx, .pdf files are: Brief on X.doc" in shown


@pytest.mark.model
def test_files_that_cannot_be_read_are_named_and_the_others_are_indexed(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "index"
    (seeds / "broken.docx").write_bytes(b"PK and no more")
    (seeds / "folder.txt").mkdir()
    command = ["index", str(seeds), "--index", str(folder)]
    complaint = f"briefqa: {seeds}: 2 files could not be read and are not indexed: broken.docx, folder.txt\n"
    assert run(command) == 1
    printed = capsys.readouterr()
    assert "not read: broken.docx: is damaged" in printed.out
    assert "not read: folder.txt: is a folder" in printed.out
    assert printed.err.endswith(complaint)
    # Nothing changed, so nothing is built; the files are still not read, and that is still said.
    assert run(command) == 1
    printed = capsys.readouterr()
    assert "up to date" in printed.out
    assert printed.err == complaint
    assert run(["ask", "training needs", "--index", str(folder)]) == 0
    capsys.readouterr()
    assert run(["status", "--seeds", str(seeds), "--index", str(folder), "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert [failed["file"] for failed in status["unread"]] == ["broken.docx", "folder.txt"]
    assert status["up_to_date"]
    (seeds / "broken.docx").unlink()
    (seeds / "folder.txt").rmdir()
    assert run(command) == 0


@pytest.mark.model
def test_a_damaged_index_is_built_anew(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "index"
    assert run(["index", str(seeds), "--index", str(folder)]) == 0
    next(folder.glob("vectors-*")).write_bytes(b"cut short")
    assert run(["index", str(seeds), "--index", str(folder)]) == 0
    assert run(["status", "--seeds", str(seeds), "--index", str(folder)]) == 0
    assert capsys.readouterr().out.endswith("up to date\n")


@pytest.mark.model
def test_an_index_is_turned_back_and_stays_so(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "index"
    command = ["index", str(seeds), "--index", str(folder)]
    back = ["index", "--rollback", "--index", str(folder)]
    assert run(back) == 1
    assert capsys.readouterr().err == f"briefqa: {folder}: there is no index here; run `briefqa index`\n"
    assert run(command) == 0
    assert run(back) == 1
    message = f"briefqa: {folder}: this is its first state; there is none to turn back to\n"
    assert capsys.readouterr().err.endswith(message)
    (seeds / "home-life.txt").write_text(brief_text("Home Life"), encoding="utf-8")
    assert run(command) == 0
    capsys.readouterr()
    assert run(back) == 0
    printed = capsys.readouterr().out
    assert f"{folder} is turned back to its state before: 3 entries\n  Ward Life (2024-05), 3 entries" in printed
    assert "Home Life" not in printed
    status = ["status", "--seeds", str(seeds), "--index", str(folder)]
    assert run(status) == 0
    printed = capsys.readouterr().out
    assert "turned back from a newer state" in printed
    assert printed.endswith("out of date: briefs were added, changed or removed: home-life.txt; run `briefqa index`\n")
    assert run([*status, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["turned_back"] is True
    # Nothing has to be encoded to have the newer state again, but for the vectors that only it holds.
    assert run(command) == 0
    assert "added home-life.txt" in capsys.readouterr().out
    assert run([*status, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["turned_back"] is False


@pytest.mark.model
def test_a_build_that_has_nothing_to_do_settles_what_was_turned_back(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "index"
    command = ["index", str(seeds), "--index", str(folder)]
    assert run(command) == 0
    home = seeds / "home-life.txt"
    home.write_text(brief_text("Home Life"), encoding="utf-8")
    assert run(command) == 0
    assert run(["index", "--rollback", "--index", str(folder)]) == 0
    home.unlink()
    assert run(command) == 0
    home.write_text(brief_text("Home Life"), encoding="utf-8")
    # The brief is new again, and no longer one that was turned back from.
    assert "home-life.txt" in str(check_index(seeds, folder, "bundled", heed_rollback=True).stale)
    capsys.readouterr()
    assert run(["index", "--rollback", "--full", "--index", str(folder)]) == 2
    assert "--rollback builds nothing; leave --full out" in one_line(capsys)


@pytest.mark.model
def test_a_folder_without_any_entry_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("Dear all,\n\nthank you.\n", encoding="utf-8")
    assert run(["index", str(tmp_path), "--index", str(tmp_path / "index")]) == 1
    assert "no entry was found in any brief" in capsys.readouterr().err
