"""The line, in front of an application whose work ends when the test says so; over real connections."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from briefqa.web.line import Line, cores
from briefqa.web.server import Door
from running_server import free_port

# More than any system keeps for a connection that nobody reads from.
BIG = 64 * 1024 * 1024


class Work:
    """What was begun, in order; each piece ends when it may."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.may_end = threading.Semaphore(0)

    def answer(self, request: Request) -> Response:
        name = request.query_params["q"]
        self.begun.append(name)
        assert self.may_end.acquire(timeout=30)
        return PlainTextResponse("x" * BIG if name == "big" else name, status_code=201)

    async def posted(self, request: Request) -> Response:
        self.begun.append((await request.body()).decode())
        return PlainTextResponse("posted")


class Served:
    """The application with one place, and ways to ask it."""

    def __init__(self, port: int, work: Work, stack: ExitStack) -> None:
        self.port, self.work, self._stack = port, work, stack

    def ask(self, name: str, path: str = "/api/ask") -> socket.socket:
        return self.send(f"GET {path}?q={name} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    def send(self, text: str) -> socket.socket:
        """Send, and wait until the server must have seen it: it answers others that come after."""
        made = self._stack.enter_context(socket.create_connection(("127.0.0.1", self.port), timeout=30))
        made.sendall(text.encode())
        self.passes()
        return made

    def passes(self) -> None:
        """A request that takes no work is answered at once, whoever waits."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as made:
            made.sendall(b"GET /free HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert received(made).endswith("free")


@pytest.fixture
def served() -> Iterator[Served]:
    work = Work()
    asking = Mount("/api", routes=[Route("/ask", work.answer), Route("/export", work.posted, methods=["POST"])])
    app = Starlette(routes=[asking, Route("/free", lambda _: PlainTextResponse("free"))])
    app.add_middleware(Line, places=1)
    port = free_port()
    with Door("127.0.0.1", port) as door, ExitStack() as stack:
        door._starting.page = app
        yield Served(port, work, stack)
        work.may_end.release(100)


def received(made: socket.socket) -> str:
    parts = []
    while part := made.recv(65536):
        parts.append(part)
    return b"".join(parts).decode()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@contextmanager
def busy(served: Served) -> Iterator[socket.socket]:
    """With the only place taken."""
    first = served.ask("first")
    until(lambda: served.work.begun == ["first"])
    yield first


def test_one_after_the_other_in_the_order_of_coming(served: Served) -> None:
    with busy(served) as first:
        others = [served.ask(f"n{number}") for number in range(10)]
        assert served.work.begun == ["first"]
        served.work.may_end.release(11)
        assert [received(one).rpartition("\n")[2] for one in (first, *others)] == served.work.begun
    assert served.work.begun == ["first", *(f"n{number}" for number in range(10))]


def test_what_a_request_brings_and_what_is_answered_stay_as_they_are(served: Served) -> None:
    served.work.may_end.release()
    assert received(served.ask("one")).startswith("HTTP/1.1 201 Created\r\n")
    head = "POST /api/export HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 10\r\n\r\n"
    whole = served.send(f"{head}all of it.")
    assert received(whole).endswith("posted")
    assert served.work.begun == ["one", "all of it."]


def test_who_leaves_before_their_turn_is_not_answered(served: Served) -> None:
    with busy(served):
        leaving = [served.ask(f"leaving{number}") for number in range(5)]
        last = served.ask("last")
        for one in leaving:
            one.close()
        served.passes()
        served.work.may_end.release(2)
        assert received(last).endswith("last")
    assert served.work.begun == ["first", "last"]


@pytest.mark.browser
def test_who_closes_a_tab_has_left(served: Served, browser: Browser) -> None:
    with busy(served):
        tab = browser.new_page()
        tab.goto(f"http://127.0.0.1:{served.port}/free")
        with tab.expect_request("**/api/ask?q=tab"):
            tab.evaluate("void fetch('/api/ask?q=tab')")
        last = served.ask("last")
        tab.close()
        # What the browser has sent by then, its end among it, has come.
        other = browser.new_page()
        other.goto(f"http://127.0.0.1:{served.port}/free")
        other.close()
        served.passes()
        served.work.may_end.release(2)
        assert received(last).endswith("last")
    assert served.work.begun == ["first", "last"]


def test_who_leaves_while_being_answered_gives_the_place_back(served: Served) -> None:
    with busy(served) as first:
        first.close()
        other = served.ask("other")
        served.work.may_end.release(2)
        assert received(other).endswith("other")


def test_a_failure_gives_the_place_back(served: Served) -> None:
    served.work.may_end.release(1)
    broken = served.send("GET /api/ask HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert received(broken).startswith("HTTP/1.1 500 ")
    assert received(served.ask("after")).endswith("after")


def test_who_sends_or_reads_slowly_keeps_nobody_waiting(served: Served) -> None:
    served.send("POST /api/export HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nbegun")
    served.work.may_end.release(2)
    served.ask("big")
    until(lambda: served.work.begun == ["big"])
    assert received(served.ask("after")).endswith("after")


def test_there_is_a_core_at_least() -> None:
    assert cores() >= 1
