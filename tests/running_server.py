"""A process that serves, for the tests of what people and programs ask of it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError

SECONDS = 600  # until it serves, on a machine that has other work


@dataclass(frozen=True, slots=True)
class Running:
    """A process that serves.

    Attributes:
        url: its address, without `/` at its end.
        process: its number.
        log: file with what it prints.
        said: what it said before it served, one after the other.
    """

    url: str
    process: int
    log: Path
    said: list[str]


def unmeasured() -> dict[str, str]:
    """The environment of a process that Ctrl-C ends in the middle of its work.

    Coverage is not measured there: it takes a lock now and then, and an interrupt at that moment leaves it taken.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


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
) -> Iterator[Running]:
    """From when it serves until the block ends.

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
            url = f"http://127.0.0.1:{port}"
            said = wait_for(url, lambda: None if process.poll() is None else log.read_text(encoding="utf-8"))
            yield Running(url, process.pid, log, said)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                code = process.wait(timeout=60)
            finally:
                process.kill()
            assert code == 0, log.read_text(encoding="utf-8")


def wait_for(url: str, failed: Callable[[], str | None]) -> list[str]:
    """Wait until a server serves.

    Args:
        url: its address, without `/` at its end.
        failed: what it printed once it has ended without serving; None as long as it lives.

    Returns:
        What it said before, one after the other.
    """
    said: list[str] = []
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        printed = failed()
        assert printed is None, printed
        try:
            with urllib.request.urlopen(f"{url}/api/briefs", timeout=30):  # noqa: S310 - the address is ours
                return said
        except HTTPError as error:
            now = error.read().decode().partition('role="status">')[2].partition("<")[0]
            if error.code == 503 and now not in said:
                said.append(now)
        except (URLError, OSError):
            pass
        time.sleep(0.2)
    raise AssertionError("it did not come up")


@contextmanager
def serving(
    seeds: Path,
    index: Path,
    log: Path,
    *options: str,
    python: str = sys.executable,
    env: dict[str, str] | None = None,
    folder: Path | None = None,
) -> Iterator[Running]:
    """`briefqa serve`, until the block ends.

    Args:
        seeds: folder of the briefs.
        index: folder of the index, up to date.
        log: file for what it prints.
        options: more of the command's options.
        python: the interpreter.
        env: its environment variables; None for those of this process.
        folder: where it runs; None for where this process does.
    """
    command = [python, "-m", "briefqa", "serve", "--seeds", seeds, "--index", index, *options]
    with running(command, free_port(), log, env=env, folder=folder) as made:
        yield made
