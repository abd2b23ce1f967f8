from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from briefqa.errors import IndexBuildError, IndexBusy
from briefqa.indexing.lock import HOLDER, LOCK, only_build

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys, time
from pathlib import Path
from briefqa.indexing.lock import only_build
with only_build(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def hold(folder: Path, seconds: float) -> subprocess.Popen[str]:
    """Another process that has the lock for a while."""
    command = [sys.executable, "-c", HOLD, str(folder), str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_folder_is_made_and_nobody_is_named_afterwards(tmp_path: Path) -> None:
    with only_build(tmp_path / "new" / "index"):
        assert (tmp_path / "new" / "index" / HOLDER).exists()
    assert {path.name for path in (tmp_path / "new" / "index").iterdir()} <= {LOCK}


def test_another_process_is_named(tmp_path: Path) -> None:
    process = hold(tmp_path, 60)
    with pytest.raises(IndexBusy) as caught, only_build(tmp_path):
        pytest.fail("both have the lock")
    assert re.fullmatch(
        rf"{re.escape(str(tmp_path))}: another build \(process {process.pid} on {re.escape(socket.gethostname())}, "
        r"since \d\d:\d\d on \d\d \w+ \d{4}\) is at work here; wait for it to end",
        str(caught.value),
    )
    process.kill()
    process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)])
def test_the_lock_of_a_dead_process_is_free(tmp_path: Path, number: signal.Signals) -> None:
    process = hold(tmp_path, 60)
    process.send_signal(number)
    process.communicate()
    assert (tmp_path / HOLDER).exists()
    with only_build(tmp_path):
        assert f'"pid": {os.getpid()}' in (tmp_path / HOLDER).read_text()


def test_waiting_for_another_to_end(tmp_path: Path) -> None:
    process = hold(tmp_path, 0.3)
    with only_build(tmp_path, wait=None):
        # Its last act comes before the end of the process itself.
        assert process.wait(timeout=10) == 0
    process.communicate()


def test_waiting_no_longer_than_said(tmp_path: Path) -> None:
    process = hold(tmp_path, 60)
    started = time.monotonic()
    with pytest.raises(IndexBusy), only_build(tmp_path, wait=0.2):
        pytest.fail("both have the lock")
    assert time.monotonic() - started >= 0.2
    process.kill()
    process.communicate()


def test_two_threads_do_not_share_it(tmp_path: Path) -> None:
    refused: list[IndexBusy] = []

    def build() -> None:
        try:
            with only_build(tmp_path):
                pytest.fail("both have the lock")
        except IndexBusy as error:
            refused.append(error)

    with only_build(tmp_path):
        thread = threading.Thread(target=build)
        thread.start()
        thread.join()
    assert len(refused) == 1


@pytest.mark.parametrize("record", ["", "{", "[]", '{"pid": 1}', '{"pid": 1, "host": "a", "since": "yesterday"}'])
def test_a_holder_that_did_not_say_who_it_is(tmp_path: Path, record: str) -> None:
    with only_build(tmp_path):
        (tmp_path / HOLDER).write_text(record)
        with pytest.raises(IndexBusy, match=r": another build is at work here"), only_build(tmp_path):
            pytest.fail("both have the lock")


def test_what_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(IndexBuildError, match="the index cannot be written"), only_build(tmp_path / "file"):
        pytest.fail("there is no folder")
    with pytest.raises(IndexBuildError, match=r"cannot be written \(No space left\)"), only_build(tmp_path):
        raise OSError(28, "No space left")
