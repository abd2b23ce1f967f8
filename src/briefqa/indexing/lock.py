"""One build at a time in a folder, and who holds it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from briefqa.errors import IndexBuildError, IndexBusy
from briefqa.indexing.files import replace_durably

LOCK = ".lock"
HOLDER = ".lock.json"


@contextmanager
def only_build(folder: Path, wait: float | None = 0) -> Iterator[None]:
    """Hold the lock of an index folder, which the system frees when its process ends, however that ends.

    Args:
        folder: of the index; made if missing.
        wait: seconds to wait for another build to end; None: as long as it takes.

    Raises:
        IndexBusy: another build is still at work; the message says which.
        IndexBuildError: in here, something could not be written; also what raises an OSError meanwhile.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK, timeout=-1 if wait is None else wait), _named(folder):
            yield
    except Timeout:
        raise IndexBusy(folder, _holder(folder)) from None
    except OSError as error:
        raise IndexBuildError(f"{folder}: the index cannot be written ({error.strerror or error})") from error


@contextmanager
def _named(folder: Path) -> Iterator[None]:
    """Say for others whose build it is."""
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    record = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
    replace_durably(folder / HOLDER, json.dumps(record).encode())
    try:
        yield
    finally:
        with suppress(OSError):
            (folder / HOLDER).unlink(missing_ok=True)


def _holder(folder: Path) -> str:
    """Which build holds the lock, as far as it has said."""
    try:
        record = json.loads((folder / HOLDER).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(record["since"])
        return f"another build (process {record['pid']} on {record['host']}, since {since:%H:%M} on {since:%d %B %Y})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another build"
