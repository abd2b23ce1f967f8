"""Builds that meet another build, or Ctrl-C."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefqa.cli import run
from conftest import SEEDS
from running_server import unmeasured


@pytest.mark.model
def test_a_build_waits_for_another(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "index"
    script = (
        "import sys, time, pathlib; from briefqa.indexing.lock import only_build\n"
        "with only_build(pathlib.Path(sys.argv[1])): print(flush=True); time.sleep(1)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert run(["index", str(seeds), "--index", str(folder)]) == 0
    printed = capsys.readouterr()
    assert re.search(
        rf"{re.escape(str(folder))}: another build \(process {other.pid} on .*\) is at work here; "
        r"waiting for it to end \(Ctrl-C gives up\)\n",
        printed.err,
    )
    assert "3 entries" in printed.out


@pytest.mark.model
@pytest.mark.skipif(sys.platform == "win32", reason="interrupts a process")
def test_a_build_stopped_by_ctrl_c_is_gone_on_with(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    command = [sys.executable, "-m", "briefqa", "index", str(SEEDS), "--index", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=unmeasured()
    ) as process:
        try:
            while not list(folder.glob("encoded-*")):
                time.sleep(0.05)
                assert process.poll() is None
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 130
    assert out == ""
    assert err.strip() == "briefqa: stopped; what was encoded is kept, and the next run goes on from there"
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert "256 passages kept of a build that was stopped" in result.stdout
