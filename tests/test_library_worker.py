from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from briefqa.errors import LibraryError
from briefqa.library import Work
from briefqa.library import worker as module
from briefqa.library.job import Job
from briefqa.library.worker import Worker
from tiny import brief_text, make_index

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """Turn back to a state that is not there: soon over."""
    index = make_index(tmp_path, ward=brief_text())
    return Job(True, str(tmp_path / "seeds"), str(index), str(tmp_path / "kept"), "bundled", ())


def ended(worker: Worker) -> Work:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if worker.work is not None and worker.work.ended:
            return worker.work
        time.sleep(0.05)
    pytest.fail("the work does not end")


def test_one_job_at_a_time_and_why_it_failed(job: Job) -> None:
    worker = Worker()
    assert worker.work is None
    worker.start(job, "Turning back", lambda: pytest.fail("it failed"))
    with pytest.raises(LibraryError, match=r"^Turning back has not ended yet \(since \d\d:\d\d\); wait for it to end$"):
        worker.start(job, "Indexing x.txt")
    work = ended(worker)
    assert work.outcome is None
    assert work.problem is not None
    assert work.problem.endswith("this is its first state; there is none to turn back to")
    worker.start(job, "Again")
    assert ended(worker).what == "Again"


def test_a_process_that_ends_without_a_word_or_never_begins_is_a_problem(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker()
    monkeypatch.setattr(module.sys, "executable", "/bin/true")
    worker.start(job, "Turning back")
    assert ended(worker).problem is not None
    monkeypatch.setattr(module.sys, "executable", "/nowhere/python")
    worker.start(job, "Turning back")
    assert ended(worker).problem == "the work cannot be begun (No such file or directory)"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Loading weights: 100%", {}),
        ("3", {}),
        ('{"loss": 1}', {}),
        ('{"progress": [1, 2]}', {"progress": [1, 2]}),
        ('{"problem": "x"}', {"problem": "x"}),
    ],
)
def test_what_libraries_print_is_passed_over(line: str, told: dict[str, object]) -> None:
    assert module._told(line) == told
