"""`briefqa serve`, before there is a page; tests/test_web_*.py are about the page."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from briefqa.cli import run
from complaints import one_line
from conftest import ROOT


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
    assert result.stderr.startswith("briefqa: nowhere: there is no such folder")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--openathens-prefix", "javascript:alert(1)"], 1, "'javascript:alert(1)' is no web address"),
        (["--full-text", "PubMed=pubmed"], 1, "'pubmed' is no web address; write one that begins with https://"),
        (["--full-text", "https//example.org/"], 2, "is no search; write NAME=URL"),
    ],
)
def test_an_address_that_is_none_is_one_line(
    options: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", *options]) == code
    assert said in one_line(capsys)
