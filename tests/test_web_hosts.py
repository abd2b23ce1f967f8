"""By which names the server may be asked."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.errors import ServeError
from briefqa.web.hosts import host_named, hosts_answered, only_for

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

MACHINE = ("localhost", "127.0.0.1", "[::1]")


@pytest.mark.parametrize(
    ("host", "listening", "named", "answered"),
    [
        ("127.0.0.1", "127.0.0.1", (), MACHINE),
        ("localhost", "127.0.0.1", (), MACHINE),
        ("::1", "::1", (), MACHINE),
        ("127.0.1.1", "127.0.1.1", (), (*MACHINE, "127.0.1.1")),
        # A name of this machine, as Debian gives it, and what --host was told.
        ("Ward-PC", "127.0.1.1", (), (*MACHINE, "127.0.1.1", "ward-pc")),
        ("127.0.0.1", "127.0.0.1", ("briefs",), (*MACHINE, "briefs")),
        ("0.0.0.0", "0.0.0.0", (), None),  # noqa: S104 - what is tested
        ("::", "::", (), None),
        ("10.1.2.3", "10.1.2.3", (), None),
        ("0.0.0.0", "0.0.0.0", ("briefs",), (*MACHINE, "briefs")),  # noqa: S104 - what is tested
        ("::", "::", ("briefs",), (*MACHINE, "briefs")),
        ("10.1.2.3", "10.1.2.3", ("briefs",), (*MACHINE, "10.1.2.3", "briefs")),
        ("fe80::1%eth0", "fe80::1%eth0", (), None),
    ],
)
def test_this_machine_knows_itself_and_what_it_is_told(
    host: str, listening: str, named: tuple[str, ...], answered: tuple[str, ...] | None
) -> None:
    assert hosts_answered(host, listening, named) == answered


@pytest.mark.parametrize(
    "name", ["briefs.example.nhs.uk", " Briefs.Example.NHS.uk. ", "10.1.2.3", "[2001:db8::1]", "a"]
)
def test_a_name_is_taken_as_people_write_it(name: str) -> None:
    assert host_named(name) == name.strip().rstrip(".").lower()


@pytest.mark.parametrize("name", ["", " ", "https://briefs", "briefs:443", "*", "*.uk", "a b", "briefs/", "-a", "é"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ServeError, match="is no name of a host; write it without https:// and port"):
        host_named(name)


def _ask(hosts: tuple[str, ...] | None, *named: bytes, kind: str = "http", path: str = "/") -> tuple[int, bytes]:
    """Status and text of what comes of a request with these `Host`s."""
    sent: list[Message] = []

    async def app(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"answer"})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": kind, "path": path, "headers": [(b"accept", b"*/*"), *((b"host", name) for name in named)]}
    asyncio.run(only_for(app, hosts)(scope, receive, send))
    return sent[0]["status"], sent[1]["body"]


@pytest.mark.parametrize("name", [b"localhost", b"LOCALHOST:78", b"127.0.0.1:1", b"[::1]", b"[::1]:80", b"localhost."])
def test_the_ports_and_the_case_of_a_name_do_not_matter(name: bytes) -> None:
    assert _ask(MACHINE, name) == (200, b"answer")


@pytest.mark.parametrize("names", [(), (b"",), (b"localhost", b"evil"), (b"[::1",), (b"127.0.0.1.evil",), (b"x\xff",)])
def test_who_names_no_host_or_several_gets_no_answer(names: tuple[bytes, ...]) -> None:
    assert _ask(MACHINE, *names)[0] == 421


def test_what_is_refused_is_said_in_one_line_with_what_to_do() -> None:
    status, told = _ask(MACHINE, b"briefs.nhs.uk:443")
    assert status == 421
    assert told.decode() == (
        "briefqa: this server is not known as 'briefs.nhs.uk'; ask for one of localhost, 127.0.0.1, [::1], or start it "
        "with --allow-host briefs.nhs.uk\n"
    )
    assert b"--allow-host NAME" in _ask(MACHINE, b"<script>")[1]
    assert b"script" not in _ask(MACHINE, b"<script>")[1]


@pytest.mark.parametrize("path", ["/api", "/api/ask"])
def test_programs_are_refused_in_json(path: str) -> None:
    told = json.loads(_ask(MACHINE, b"evil.example", path=path)[1])
    assert told["error"].startswith("this server is not known as 'evil.example'; ask for one of localhost")
    assert _ask(MACHINE, b"evil.example", path="/apis")[1].startswith(b"briefqa: ")


def test_without_names_any_does_and_what_is_no_request_passes() -> None:
    assert _ask(None, b"anything") == (200, b"answer")
    assert _ask(MACHINE, kind="lifespan") == (200, b"answer")


@given(st.text("ab1.:-@[]%", min_size=1), st.sampled_from(MACHINE))
def test_nothing_may_stand_before_a_name(before: str, name: str) -> None:
    assert _ask(MACHINE, f"{before}{name}".encode())[0] == 421
