"""The command line: what it prints, and what it says when it is used wrongly."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from briefqa.cli import ask, run, serve
from briefqa.indexing import check_index
from briefqa.ranking import COVERED
from conftest import BRIEF, ROOT, SEEDS
from tiny import brief_text


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with one small brief."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "ward-life.txt").write_text(brief_text(), encoding="utf-8")
    return folder


def _one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error, where nothing stands on standard output."""
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert printed.err.startswith("briefqa: ")
    assert "Traceback" not in printed.err
    return printed.err


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
        (["ask", "x", "--year", "soon", "--index", "{empty}"], "'soon' is no year"),
        (["ask", "x", "--year", "-", "--index", "{empty}"], "'-' is no year"),
        (["serve", "--seeds", "no-such-folder", "--port", "{port}"], "no-such-folder: there is no such folder"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    arguments: list[str], said: str, seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    filled = [argument.format(empty=empty, seeds=seeds, port=port) for argument in arguments]
    assert run(filled) == 1
    assert said in _one_line(capsys)


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
    assert "--help" in _one_line(capsys)


def test_without_a_command_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "Usage: briefqa [OPTIONS] COMMAND" in capsys.readouterr().out


def test_a_taken_port_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["serve", "--port", str(port)]) == 1
    assert f"127.0.0.1:{port}" in _one_line(capsys)


@pytest.mark.parametrize(
    "arguments",
    [["--help"], *([name, "--help"] for name in ("read", "index", "status", "ask", "export", "evaluate", "serve"))],
)
def test_every_command_has_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    assert "Usage: briefqa" in capsys.readouterr().out


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


@pytest.mark.model
def test_ask_narrows(index_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    narrowed = ["--year", "2023-", "--access", "free", "--section", "education, training and skills"]
    assert run(["ask", "training", "--index", str(index_folder), "--json", *narrowed]) == 0
    found = [hit["entry"] for hit in json.loads(capsys.readouterr().out)["hits"]]
    assert {(entry["year"], entry["access"], entry["section"]) for entry in found} == {
        (2023, "free", "Education, Training and Skills")
    }
    assert len(found) == 2


@pytest.mark.model
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["   "], "the question is empty"),
        (["x" * 10_000], "the question has 10,000 characters"),
        (["link workers", "-k", "0"], "k is 0"),
        (["link workers", "-k", "1000"], "k is 1000"),
        (["link workers", "--brief", "nurses"], "there is no brief 'nurses'"),
        (["link workers", "--section", "Nurses"], "there is no section 'Nurses'"),
        (["link workers", "--access", "cheap"], "there is no access 'cheap'"),
        (["link workers", "--year", "2025-2019"], "wrong order"),
    ],
)
def test_questions_that_cannot_be_asked(
    arguments: list[str], said: str, index_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", *arguments, "--index", str(index_folder)]) == 1
    assert said in _one_line(capsys)


def test_a_damaged_index_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    assert run(["ask", "link workers", "--index", str(tmp_path)]) == 1
    assert "briefqa index --full" in _one_line(capsys)


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
def test_a_question_may_be_typed_without_quotes(index_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "training", "needs", "--index", str(index_folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["question"] == "training needs"


def test_the_threshold_of_coverage_is_the_rankings_own() -> None:
    assert signature(ask).parameters["covered_at"].default == COVERED
    assert signature(serve).parameters["covered_at"].default == COVERED


@pytest.mark.model
@pytest.mark.parametrize(("threshold", "covered"), [("0", True), ("1", False)])
def test_the_threshold_of_coverage_can_be_moved(
    threshold: str, covered: bool, index_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["ask", "training", "--index", str(index_folder), "--covered-at", threshold, "--json"]
    assert run(arguments) == 0
    assert json.loads(capsys.readouterr().out)["covered"] is covered


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
    assert "--rollback builds nothing; leave --full out" in _one_line(capsys)


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


@pytest.mark.model
def test_a_build_waits_for_another(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "index"
    script = (
        "import sys, time, pathlib; from briefqa.indexing.lock import only_build\n"
        "with only_build(pathlib.Path(sys.argv[1])): print(flush=True); time.sleep(1)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert run(["index", str(seeds), "--index", str(folder)]) == 0
    printed = capsys.readouterr()
    assert re.search(
        rf"{re.escape(str(folder))}: another build \(process {other.pid} on .*\) is at work here; "
        r"waiting for it to end \(Ctrl-C gives up\)\n",
        printed.err,
    )
    assert "3 entries" in printed.out


@pytest.mark.model
@pytest.mark.skipif(sys.platform == "win32", reason="interrupts a process")
def test_a_build_stopped_by_ctrl_c_is_gone_on_with(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    command = [sys.executable, "-m", "briefqa", "index", str(SEEDS), "--index", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while not list(folder.glob("encoded-*")):
            time.sleep(0.05)
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == ""
    assert err.strip() == "briefqa: stopped; what was encoded is kept, and the next run goes on from there"
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert "256 passages kept of a build that was stopped" in result.stdout


@pytest.mark.model
def test_a_folder_without_any_entry_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("Dear all,\n\nthank you.\n", encoding="utf-8")
    assert run(["index", str(tmp_path), "--index", str(tmp_path / "index")]) == 1
    assert "no entry was found in any brief" in capsys.readouterr().err


def test_a_full_disk_is_one_line() -> None:
    code = f"{sys.executable} -m briefqa read {BRIEF.relative_to(ROOT)} > /dev/full"
    result = subprocess.run(["sh", "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert "Traceback" not in result.stderr


def test_app_py_is_serve(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, ROOT / "app.py", "--seeds", "nowhere", "--index", tmp_path],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert result.returncode == 1
    assert result.stderr.startswith("briefqa: nowhere: there is no such folder")


def test_the_seeds_folder_holds_only_briefs_and_a_readme() -> None:
    assert {path.name for path in SEEDS.iterdir()} == {BRIEF.name, "README.md"}
