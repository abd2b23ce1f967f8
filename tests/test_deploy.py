"""What is in deploy/ fits the package: commands, paths and ports; nothing there runs with more rights than it needs."""

from __future__ import annotations

import configparser
import json
import re
import shlex

import pytest
from packaging.specifiers import SpecifierSet

from briefqa.cli import run
from briefqa.cli.exits import STOPPED
from briefqa.library.incoming import MAX_UPLOAD
from briefqa.web.librarian import ROOM
from conftest import ROOT

DEPLOY = ROOT / "deploy"
CONTAINER = re.sub(r"\\\n\s*", "", (DEPLOY / "Containerfile").read_text(encoding="utf-8"))
CADDY = re.findall(r"```text\n(.*?)```", (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8"), re.DOTALL)[0]


def _instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} (.*)$", CONTAINER, re.MULTILINE)


def _service() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.read(DEPLOY / "briefqa.service", encoding="utf-8")
    return parser["Service"]


def _is_understood(words: list[str], capsys: pytest.CaptureFixture[str]) -> bool:
    """Whether a command has only options that there are; with `--help` behind it nothing is done."""
    code = run([*words, "--help"])
    capsys.readouterr()
    return code == 0


def test_the_container_serves_as_a_user_without_rights(capsys: pytest.CaptureFixture[str]) -> None:
    assert _instructions("USER") == ["10001"]
    assert "--uid 10001" in CONTAINER
    (command,) = _instructions("CMD")
    name, *words = json.loads(command)
    assert name == "briefqa"
    assert _is_understood(words, capsys)
    (port,) = _instructions("EXPOSE")
    assert words[words.index("--port") + 1] == port
    assert f"http://127.0.0.1:{port}/" in _instructions("HEALTHCHECK")[0]
    assert CONTAINER.rindex("\nUSER ") < CONTAINER.index("\nCMD ")


def test_the_container_is_made_of_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    for copied in _instructions("COPY"):
        *sources, _ = copied.split()
        if not sources[0].startswith("--from"):
            assert [name for name in sources if not (ROOT / name).exists()] == []
    (built,) = (line for line in _instructions("RUN") if line.startswith("briefqa "))
    assert _is_understood(shlex.split(built)[1:], capsys)
    required = re.search(r'requires-python = "(.*)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert required is not None
    for version in re.findall(r"^FROM .*python:([\d.]+)", CONTAINER, re.MULTILINE):
        assert version in SpecifierSet(required[1])


def test_the_service_runs_what_there_is_and_lets_nothing_out(capsys: pytest.CaptureFixture[str]) -> None:
    service = _service()
    command, *words = shlex.split(service["ExecStart"])
    assert command.endswith("/bin/briefqa")
    assert _is_understood(words, capsys)
    assert "--host" not in words
    assert service["DynamicUser"] == "yes"
    # Stopped before the page is there, which is no failure.
    assert service["SuccessExitStatus"] == str(STOPPED)
    assert (service["IPAddressDeny"], service["IPAddressAllow"]) == ("any", "localhost")


def test_the_proxy_leads_to_the_service_with_a_password() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    port = shlex.split(_service()["ExecStart"])
    assert set(re.findall(r"proxy_pass (.*);", text)) == {f"http://127.0.0.1:{port[port.index('--port') + 1]}"}
    names = set(re.findall(r"server_name (.*);", text))
    assert names == {port[port.index("--allow-host") + 1]}
    assert all(name in CADDY for name in names)
    assert "Host              $http_host;" in text
    for needed in ("auth_basic_user_file ", "listen 443 ssl;", "proxy_buffering    off;"):
        assert needed in text
    assert text.count("access_log off;") == text.count("server {")
    assert text.count("{") == text.count("}")


def test_the_proxy_takes_the_largest_brief_in_the_librarians_room() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"location (.*?) {(.*?)}", text, re.DOTALL))
    limit = re.search(r"client_max_body_size (\d+)m;", blocks[ROOM])
    assert limit is not None
    assert int(limit[1]) * 2**20 > MAX_UPLOAD + 2**20


def test_options_that_there_are_not_would_be_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    assert not _is_understood(["serve", "--no-such-option"], capsys)
