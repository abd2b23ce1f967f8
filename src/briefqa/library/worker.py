"""One piece of work at a time, and how far it is."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from briefqa.errors import LibraryError
from briefqa.library.job import Job
from briefqa.library.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work as it is now.

    Attributes:
        what: in a few words, such as `Indexing ward-life.txt`.
        since: when it began, on this machine's clock.
        upload: id of the upload that is taken in; None where none is, as in turning back.
        progress: entries encoded and to encode, once that is known.
        outcome: what it did; None before its end, or where it failed.
        problem: why it failed, or None.
    """

    what: str
    since: datetime
    upload: str | None = None
    progress: tuple[int, int] | None = None
    outcome: Outcome | None = None
    problem: str | None = None

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self.outcome is not None or self.problem is not None


class Worker:
    """Does jobs, one at a time, each in a process of its own. Safe to use from several threads."""

    def __init__(self) -> None:
        self._starting = threading.Lock()
        self._work: Work | None = None

    @property
    def work(self) -> Work | None:
        """What is done now or was done last; None where nothing was done yet."""
        return self._work

    def start(self, job: Job, what: str, done: Callable[[], object] = lambda: None, upload: str | None = None) -> None:
        """Begin a job.

        Args:
            job: what is to be done.
            what: the same in a few words.
            done: called where it did not fail.
            upload: id of the upload that is taken in, if one is.

        Raises:
            LibraryError: another one is not over yet; the message says which.
        """
        with self._starting:
            work = self._work
            if work is not None and not work.ended:
                raise LibraryError(f"{work.what} has not ended yet (since {work.since:%H:%M}); wait for it to end")
            self._work = Work(what, datetime.now().astimezone(), upload)
        threading.Thread(target=self._do, args=(job, done), daemon=True, name="library").start()

    def _do(self, job: Job, done: Callable[[], object]) -> None:
        end: dict[str, Any] = {"problem": "the work was stopped before its end; do it again"}
        try:
            with subprocess.Popen(
                [sys.executable, "-P", "-m", "briefqa.library.job"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            ) as process:
                assert process.stdin is not None  # noqa: S101 - as asked for above
                assert process.stdout is not None  # noqa: S101
                process.stdin.write(json.dumps(asdict(job)))
                process.stdin.close()
                for line in process.stdout:
                    told = _told(line)
                    if "progress" in told:
                        done_now, total = told["progress"]
                        self._change(progress=(done_now, total))
                    elif told:
                        end = told
        except OSError as error:
            end = {"problem": f"the work cannot be begun ({error.strerror or error})"}
        # Not before its process is gone: until then it may hold the lock that the next one needs.
        if "outcome" in end:
            done()
            outcome = end["outcome"]
            self._change(outcome=Outcome(outcome["heading"], tuple(outcome["changes"])))
        else:
            self._change(problem=end["problem"])

    def _change(self, **changes: object) -> None:
        if self._work is not None:
            self._work = replace(self._work, **changes)  # type: ignore[arg-type]


def _told(line: str) -> dict[str, Any]:
    """What a line of the process tells; nothing where a library printed it."""
    try:
        record = json.loads(line)
    except ValueError:
        return {}
    return record if isinstance(record, dict) and record.keys() <= {"progress", "problem", "outcome"} else {}
