"""Where the page can be served, what is shown until it is there, and what is said where it cannot be."""

from __future__ import annotations

import re
import socket
import sys
import threading
import time
import urllib.request
from http.client import HTTPResponse
from pathlib import Path
from urllib.error import HTTPError

import pytest

from briefqa import Retriever
from briefqa.errors import MissingExtra, ServeError
from briefqa.web.links import Outside
from briefqa.web.server import Door, serve_page
from tiny import HashingEncoder, brief_text, make_index


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    return Retriever.open(make_index(tmp_path_factory.mktemp("server"), ward=brief_text()), HashingEncoder())


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


def _get(url: str) -> HTTPResponse:
    got: HTTPResponse = urllib.request.urlopen(url, timeout=60)  # noqa: S310 - the address is ours
    return got


def _when_ready(url: str) -> HTTPResponse:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            return _get(url)
        except HTTPError as error:
            if error.code != 503:
                raise
        time.sleep(0.1)
    raise AssertionError("the page did not come up")


def test_until_the_page_is_there_the_door_says_what_goes_on(port: int, asked: Retriever) -> None:
    with Door("127.0.0.1", port) as door:
        door.say("Reading <briefs>.")
        with pytest.raises(HTTPError) as waiting:
            _get(f"{door.url}/?q=sleep")
        assert waiting.value.code == 503
        text = waiting.value.read().decode()
        assert "Reading &lt;briefs&gt;." in text
        assert "script-src 'sha256-" in waiting.value.headers["content-security-policy"]
        serving = threading.Thread(target=serve_page, args=(asked, door, Outside()))
        serving.start()
        answer = _when_ready(door.url)
        assert answer.headers["x-frame-options"] == "DENY"
        saved = _get(f"{door.url}/take-away?q=night&format=csv")
        assert saved.headers["content-disposition"] == 'attachment; filename="evidence-night.csv"'
        with pytest.raises(HTTPError) as refused:
            _get(f"{door.url}/take-away?q=night&format=exe")
        assert refused.value.code == 400
        assert "There is no format" in refused.value.read().decode()
    serving.join(30)
    assert not serving.is_alive()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def _asked_as(url: str, name: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Host": name}), timeout=60):  # noqa: S310 - ours
            return 200
    except HTTPError as error:
        return error.code


def test_the_door_answers_to_the_names_it_was_given_and_no_other(port: int) -> None:
    with Door("127.0.0.1", port, ["Briefs.example.nhs.uk"]) as door:
        for name in ("localhost", f"127.0.0.1:{port}", "[::1]:1", "briefs.example.nhs.uk", "BRIEFS.example.nhs.uk:443"):
            assert _asked_as(door.url, name) == 503, name
        for name in ("evil.example", "briefs.example.nhs.uk.evil.example", "localhost.evil.example", "localhost@evil"):
            assert _asked_as(door.url, name) == 421, name
    with pytest.raises(ServeError, match="'https://briefs' is no name of a host"):
        Door("127.0.0.1", port, ["https://briefs"])
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_who_lets_others_in_is_asked_by_any_name_unless_names_are_given(port: int) -> None:
    with Door("0.0.0.0", port) as door:  # noqa: S104 - what is tested
        assert door.hosts is None
        assert _asked_as(f"http://127.0.0.1:{port}", "anything.example") == 503
    with Door("0.0.0.0", port, ["briefs"]) as door:  # noqa: S104 - what is tested
        assert _asked_as(f"http://127.0.0.1:{port}", "anything.example") == 421
        assert _asked_as(f"http://127.0.0.1:{port}", "briefs") == 503


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=rf"127\.0\.0\.1:{port} .*--port"):
            Door("127.0.0.1", port)


def test_a_host_of_another_machine_is_refused() -> None:
    with pytest.raises(ServeError, match=r"no-such-host\.invalid"):
        Door("no-such-host.invalid", 7860)


def test_a_server_that_is_slow_to_end_keeps_its_socket_until_then(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong: list[object] = []
    monkeypatch.setattr(threading, "excepthook", wrong.append)
    with monkeypatch.context() as patched, Door("127.0.0.1", port) as door:
        with pytest.raises(HTTPError):
            _get(door.url)
        patched.setattr("briefqa.web.server._GRACE", 0)
    door._thread.join(60)
    assert not door._thread.is_alive()
    assert wrong == []
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_ctrl_c_ends_the_wait(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with Door("127.0.0.1", port) as door:

        def interrupted(_: float) -> bool:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(door._ended, "wait", interrupted)
            door.wait()


@pytest.fixture
def without(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, request.param, None)


@pytest.mark.parametrize("without", ["uvicorn"], indirect=True)
@pytest.mark.usefixtures("without")
def test_without_uvicorn_too(port: int) -> None:
    with pytest.raises(MissingExtra, match=re.escape("[web]")):
        Door("127.0.0.1", port)


def test_an_encoder_that_is_missing_is_said_when_it_is_asked(tmp_path: Path) -> None:
    from briefqa.web.server import _warm_up

    _warm_up(Retriever.open(make_index(tmp_path, ward=brief_text())))
