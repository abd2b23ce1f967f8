"""A running `briefqa serve`, for the tests of what programs ask of it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError


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
    """Its address, until the block ends.

    Args:
        seeds: folder of the briefs.
        index: folder of the index, up to date.
        log: file for what it prints.
        options: more of the command's options.
        python: the interpreter.
        env: its environment variables; None for those of this process.
        folder: where it runs; None for where this process does.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [python, "-m", "briefqa", "serve", "--seeds", seeds, "--index", index, "--port", str(port), *options]
    with (
        log.open("w") as output,
        subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=env,
            cwd=folder,
        ) as process,
    ):
        try:
            _wait_for(f"{url}/api/briefs", process, log)
            yield url
        finally:
            # Ctrl-C, which ends it in good order.
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                # Where these tests run in the background of a shell, which has its children ignore Ctrl-C.
                process.kill()


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text()}")
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - the address is ours
                return
        except (URLError, OSError):
            time.sleep(0.3)
    raise RuntimeError(f"the server did not come up: {log.read_text()}")
