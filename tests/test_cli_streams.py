"""Standard input, output and error that are closed or take nothing: one line at most, and the right exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import BRIEF, ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the shell closes the streams")
READ = f"read {BRIEF.relative_to(ROOT)}"
CLOSED = "briefqa: standard output is closed; send it to a file, or to /dev/null\n"
FULL = "briefqa: the output cannot be written (No space left on device)\n"
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (f"{READ} >&-", 1, CLOSED),
        (f"{READ} --json >&-", 1, CLOSED),
        ("--help >&-", 1, CLOSED),
        ("read nowhere.txt >&- 2>&-", 1, ""),
        ("read nowhere.txt 2>&-", 1, ""),
        (f"{READ} 2>&- >/dev/null", 0, ""),
        (f"{READ} <&- >/dev/null", 0, ""),
        ("ask - <&-", 1, "briefqa: standard input is closed; write the questions there, one a line\n"),
        (
            "mcp <&-",
            1,
            "briefqa: standard input is closed; an assistant starts this and speaks MCP over it (see docs/mcp.md)\n",
        ),
        pytest.param(f"{READ} --json >/dev/full", 1, FULL, marks=needs_full),
        pytest.param(f"{READ} >/dev/full", 1, FULL, marks=needs_full),
        pytest.param("--help >/dev/full", 1, FULL, marks=needs_full),
        pytest.param("--version >/dev/full", 1, FULL, marks=needs_full),
        pytest.param("read nowhere.txt 2>/dev/full", 1, "", marks=needs_full),
        pytest.param(f"{READ} >/dev/full 2>/dev/full", 1, "", marks=needs_full),
    ],
)
def test_a_stream_that_cannot_be_used(command: str, code: int, said: str) -> None:
    result = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m briefqa {command}"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (code, "", said)


def test_no_file_gets_the_number_of_a_closed_stream() -> None:
    """What a library prints would be written into it."""
    code = "from briefqa.cli import run; run(['read', 'nowhere.txt']); import os; print(os.open('/dev/null', 0))"
    result = subprocess.run(
        ["sh", "-c", f'{sys.executable} -c "{code}" <&- 2>&-'], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert int(result.stdout) > 2
