"""`briefqa serve`, before there is a page; tests/test_web_*.py are about the page."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import pytest

from briefqa.cli import run
from complaints import one_line
from conftest import ROOT
from running_server import free_port
from tiny import brief_text, make_index


def test_a_taken_port_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["serve", "--port", str(port)]) == 1
    assert f"127.0.0.1:{port}" in one_line(capsys)


@pytest.mark.parametrize(("password", "problem"), [(None, "cannot be read"), ("short", "has 5 characters")])
def test_a_librarians_password_that_is_none_is_one_line(
    password: str | None, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "password"
    if password is not None:
        file.write_text(password)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert run(["serve", "--port", str(port), "--librarian-password-file", str(file)]) == 1
    told = one_line(capsys)
    assert f"{file}: the librarian's password {problem}" in told


def test_app_py_is_serve(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, ROOT / "app.py", "--seeds", "nowhere", "--index", tmp_path],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert result.returncode == 1
    assert result.stderr.startswith(
        f"briefqa: {tmp_path}: there is no index here, and nothing to build one from (nowhere"
    )
    assert result.stderr.endswith("name the index with --index, or a folder of briefs with --seeds\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--openathens-prefix", "javascript:alert(1)"], "'javascript:alert(1)' is no web address"),
        (["--full-text", "PubMed=pubmed"], "'pubmed' is no web address; write one that begins with https://"),
        (["--allow-host", "https://a.nhs.uk/"], "'https://a.nhs.uk/' is no name of a host; write it without"),
        (["--full-text", "https//example.org/"], "is no search; write NAME=URL"),
    ],
)
def test_an_address_that_is_none_is_one_line(options: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", *options]) == 2
    assert said in one_line(capsys)


@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes without asking them")
def test_services_end_it_as_ctrl_c_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    index = make_index(tmp_path, ward=brief_text())
    port = free_port()

    def ended_otherwise(*_: object) -> None:
        raise AssertionError("SIGTERM was not heeded while the page was served")

    def end_it_once_it_answers() -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30).close()
                break
            except (URLError, OSError):
                time.sleep(0.1)
        os.kill(os.getpid(), signal.SIGTERM)

    wrong: list[object] = []
    monkeypatch.setattr(threading, "excepthook", wrong.append)
    before = signal.signal(signal.SIGTERM, ended_otherwise)
    try:
        threading.Thread(target=end_it_once_it_answers).start()
        assert run(["serve", "--port", str(port), "--seeds", "nowhere", "--index", str(index)]) == 0
        assert signal.getsignal(signal.SIGTERM) is ended_otherwise
    finally:
        signal.signal(signal.SIGTERM, before)
    # On a busy machine the server may outlive what waits for it.
    deadline = time.monotonic() + 60
    while "page" in {thread.name for thread in threading.enumerate()} and time.monotonic() < deadline:
        time.sleep(0.1)
    assert wrong == []
    assert capsys.readouterr().err == ""
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
