"""New processes, and what they took; needs `wait4` (Linux, macOS)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

# Of ru_maxrss: kilobytes on Linux, bytes on macOS.
UNIT = 1 if sys.platform == "darwin" else 1024


class Failed(Exception):
    """A process did not do what it was asked to; the message is one line."""


class Used(NamedTuple):
    """What a process took: seconds, processor seconds of all its threads, the most memory in megabytes."""

    wall: float
    processor: float
    peak: float


class Answered(NamedTuple):
    """What a process of `peers/protocol.py` said: seconds to its first answer, and the two records that it printed."""

    seconds: float
    first: dict[str, Any]
    rest: dict[str, Any]


def finished(command: Iterable[object], environment: Mapping[str, str]) -> tuple[str, Used]:
    """What a process printed, and what it took from its start to its end.

    Linux counts to its memory what this process had when it started it: so start it from a small one.

    Raises:
        Failed: with the last line that it said.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed, tempfile.TemporaryFile("w+") as said:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            list(map(str, command)), stdout=printed, stderr=said, env=environment, cwd=tempfile.gettempdir()
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if process.returncode:
            raise Failed(last_line(said.read()))
        printed.seek(0)
        return printed.read(), Used(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * UNIT / 1e6)


def answered(command: Iterable[object], environment: Mapping[str, str]) -> Answered:
    """What a process answered, and when it had printed its first answer.

    Raises:
        Failed: with the last line that it said.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        started, seconds, records = time.perf_counter(), 0.0, list[dict[str, Any]]()
        with subprocess.Popen(  # noqa: S603
            list(map(str, command)),
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            env=environment,
            cwd=tempfile.gettempdir(),
        ) as process:
            for line in process.stdout or ():
                # What a library prints of its own accord is no answer.
                if line.startswith("{"):
                    seconds = seconds or time.perf_counter() - started
                    records.append(json.loads(line))
        said.seek(0)
        if process.returncode or len(records) != 2:
            raise Failed(last_line(said.read()))
        return Answered(seconds, *records)


def last_line(said: str) -> str:
    """The last line that is not blank."""
    return next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "ended without a word")
