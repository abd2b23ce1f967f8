"""A process that serves, for the tests of what people and programs ask of it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError

SECONDS = 600  # until it serves, on a machine that has other work


def free_port() -> int:
    """A port of this machine that nothing listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running(
    command: Sequence[str | os.PathLike[str]],
    port: int,
    log: Path,
    *,
    env: dict[str, str] | None = None,
    folder: Path | None = None,
) -> Iterator[list[str]]:
    """What it said before it served, one after the other; from then on it serves, until the block ends.

    It is ended by Ctrl-C, and must end in good order.

    Args:
        command: what to run; `--port` is added.
        port: the port it listens to.
        log: file for what it prints.
        env: its environment variables; None for those of this process.
        folder: where it runs; None for where this process does.
    """
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        # So it is in the background of a shell; a child would ignore Ctrl-C, too.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    with (
        log.open("w") as output,
        subprocess.Popen(
            [*command, "--port", str(port)],
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=env,
            cwd=folder,
        ) as process,
    ):
        try:
            yield _wait_for(f"http://127.0.0.1:{port}/api/briefs", process, log)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                code = process.wait(timeout=60)
            finally:
                process.kill()
            assert code == 0, log.read_text(encoding="utf-8")


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> list[str]:
    said: list[str] = []
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(url, timeout=30):  # noqa: S310 - the address is ours
                return said
        except HTTPError as error:
            now = error.read().decode().partition('role="status">')[2].partition("<")[0]
            if error.code == 503 and now not in said:
                said.append(now)
        except (URLError, OSError):
            pass
        time.sleep(0.2)
    raise AssertionError(f"it did not come up: {log.read_text(encoding='utf-8')}")


@contextmanager
def serving(
    seeds: Path,
    index: Path,
    log: Path,
    *options: str,
    python: str = sys.executable,
    env: dict[str, str] | None = None,
    folder: Path | None = None,
) -> Iterator[str]:
    """The address of `briefqa serve`, until the block ends.

    Args:
        seeds: folder of the briefs.
        index: folder of the index, up to date.
        log: file for what it prints.
        options: more of the command's options.
        python: the interpreter.
        env: its environment variables; None for those of this process.
        folder: where it runs; None for where this process does.
    """
    port = free_port()
    command = [python, "-m", "briefqa", "serve", "--seeds", seeds, "--index", index, *options]
    with running(command, port, log, env=env, folder=folder):
        yield f"http://127.0.0.1:{port}"
