"""What `make bench` runs, and what it makes of how that ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from briefqa import read_brief
from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

import bench
import corpora
from environments import Environment, NotInstalled, installed_megabytes, made, reason
from processes import Failed, answered, finished
from ways import ways


def test_every_benchmark_that_needs_nothing_from_outside_is_run() -> None:
    assert {"answering", "asking", "indexing", "ranking", "reading"} <= set(bench.scripts("full"))
    assert bench.scripts("quick").keys() == bench.scripts("full").keys()


def test_what_stands_in_braces_is_known() -> None:
    known = {name: Path(name) for name in (*bench.QUESTIONS, *bench.INDEXES)}
    for mode in ("full", "quick"):
        for arguments in bench.scripts(mode).values():
            assert "{" not in arguments.format_map(known)
    assert all(path.exists() for path in (*bench.QUESTIONS.values(), *bench.INDEXES.values()))


def test_a_script_that_fails_is_reported_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.py").write_text("raise SystemExit('no such index')", encoding="utf-8")
    monkeypatch.setattr(bench, "HERE", tmp_path)
    report = bench.Report(tmp_path / "report.md")
    assert not bench.run("broken", "", report)
    assert (tmp_path / "report.md").read_text(encoding="utf-8") == "Failed: no such index\n\n"


def test_every_peer_has_its_script_and_the_versions_of_all_that_it_asks_for() -> None:
    for way in ways():
        assert way.script.is_file()
        pinned = {line.split("==")[0].lower() for line in way.asks.constraints.read_text(encoding="utf-8").splitlines()}
        assert {name.lower() for name in way.shown} - {"briefqa"} <= pinned


def test_constraints_name_no_place_and_no_build() -> None:
    for file in (ROOT / "benchmarks" / "peers").glob("*.txt"):
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        assert lines == sorted(lines, key=str.lower)
        assert all(line.count("==") == 1 and not set(line) & set("@/+: ") for line in lines), file.name


def test_the_real_collection_says_the_same_as_a_text_and_as_a_brief(tmp_path: Path) -> None:
    assert corpora.real(tmp_path) == 76
    texts = dict(json.loads((tmp_path / "texts.json").read_text(encoding="utf-8")))
    (file,) = (tmp_path / "seeds").glob("*.txt")
    for entry in read_brief(file).brief.entries:
        assert texts[entry.id].startswith(entry.title)
        assert texts[entry.id].endswith(entry.abstract)


def test_a_collection_that_is_made_up_is_read_whole_and_is_the_same_every_time(tmp_path: Path) -> None:
    size = corpora.OF_ONE_BRIEF + 5
    assert [corpora.made_up(tmp_path / name, size) for name in ("one", "other")] == [size, size]
    one, other = ((tmp_path / name / "texts.json").read_bytes() for name in ("one", "other"))
    assert one == other
    texts = [text for _, text in json.loads(one)]
    assert len(set(texts)) == size


def test_a_process_is_measured_from_start_to_end() -> None:
    code = "b = bytearray(80_000_000); sum(range(2_000_000)); print('done')"
    measure = f"import sys; from processes import finished; print(finished([sys.executable, '-c', {code!r}], {{}}))"
    # From a small process: the system counts to a new one what the one that starts it has.
    told = subprocess.run(
        [sys.executable, "-c", measure], capture_output=True, text=True, check=True, cwd=ROOT / "benchmarks"
    ).stdout
    found = re.fullmatch(r"\('done\\n', Used\(wall=(\S+), processor=(\S+), peak=(\S+)\)\)\n", told)
    assert found is not None, told
    wall, processor, peak = map(float, found.groups())
    assert processor > 0
    assert wall > 0
    assert 80 < peak < 500


def test_a_process_that_ends_badly_says_why_in_a_line() -> None:
    with pytest.raises(Failed, match=r"^ValueError: no model$"):
        finished([sys.executable, "-c", "raise ValueError('no model')"], {})
    with pytest.raises(Failed, match=r"^ended without a word$"):
        answered([sys.executable, "-c", "print('hello')"], {})


def test_the_first_answer_counts_not_what_a_library_prints_nor_what_comes_after() -> None:
    code = "import time; print('welcome'); print('{\"a\": 1}', flush=True); time.sleep(0.5); print('{\"b\": 2}')"
    said = answered([sys.executable, "-c", code], {})
    assert (said.first, said.rest) == ({"a": 1}, {"b": 2})
    _, whole = finished([sys.executable, "-c", "import time; time.sleep(0.5)"], {})
    assert said.seconds < whole.wall


def test_an_environment_is_made_once_and_again_when_what_belongs_into_it_changes(tmp_path: Path) -> None:
    constraints = tmp_path / "none.txt"
    constraints.write_text("", encoding="utf-8")
    environment = Environment("empty", ("numpy",), constraints)
    # Without pip: nothing can be installed.
    venv.create(tmp_path / "empty")
    with pytest.raises(NotInstalled, match=r"^empty could not be installed: .*No module named pip$"):
        made(environment, tmp_path)
    (tmp_path / "empty" / "installed").write_text(environment.digest(), encoding="utf-8")
    assert installed_megabytes(made(environment, tmp_path)) == 0
    constraints.write_text("numpy==1", encoding="utf-8")
    with pytest.raises(NotInstalled):
        made(environment, tmp_path)


def test_the_reason_of_pip_is_its_first_error() -> None:
    said = "WARNING: cache\nERROR: No matching distribution found for torch==9\nnotice: new pip\n"
    assert reason(said) == "No matching distribution found for torch==9"
    assert reason("killed\n\n") == "killed"
    assert reason("") == "pip said nothing"
