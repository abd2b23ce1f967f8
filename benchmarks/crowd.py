"""Many who ask a running page at once: windows, as the page's script asks, and programs, over HTTP.

All of them live in one thread and write to bare sockets, so that they take little of the machine that they share with
the server. Each has a connection of its own, as people have.
"""

from __future__ import annotations

import asyncio
import json
import time
import urllib.request
from collections.abc import Awaitable, Iterable
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import urlencode, urlsplit

_Value = TypeVar("_Value")


class Refused(Exception):
    """A request was not answered as it should have been; the message says how."""


class Finished(NamedTuple, Generic[_Value]):
    """One of a crowd: its place in the order of asking, from 0, the seconds it waited, and what it got."""

    place: int
    seconds: float
    value: _Value


class Crowd:
    """Requests to one server, ready to be sent.

    Attributes:
        url: the server's address, without `/` at its end.
        sent: how many requests were sent.
    """

    def __init__(self, url: str) -> None:
        """Look up which of Gradio's events answers a question."""
        self.url, self.sent = url.rstrip("/"), 0
        self._host, self._port = urlsplit(url).hostname or "", urlsplit(url).port or 80
        with urllib.request.urlopen(f"{self.url}/config", timeout=60) as answer:  # noqa: S310 - ours
            events = json.load(answer)["dependencies"]
        self._go = next(one["id"] for one in events if any(name == "go" for _, name in one["targets"]))
        self._ask = next(one["id"] for one in events if one["api_name"] == "ask")

    def on_page(self, query: str, window: str) -> bytes:
        """What the page's script sends for an address; each window has a name of its own."""
        data = {"query": query, "typed": True, "index": ""}
        return self._post("run/predict", {"data": [], "event_data": data, "fn_index": self._go, "session_hash": window})

    def over_http(self, question: str) -> bytes:
        """What a program sends."""
        return self._request("GET", f"/api/ask?{urlencode({'q': question})}")

    def by_gradio(self, question: str, window: str) -> tuple[bytes, bytes]:
        """What Gradio's own client sends: the question, and the request for the events that answer it."""
        asked = {"data": [question, 5, None, None, None, None], "fn_index": self._ask, "session_hash": window}
        events = self._request("GET", f"/gradio_api/queue/data?{urlencode({'session_hash': window})}")
        return self._post("queue/join", asked), events

    async def answered(self, request: bytes) -> bytes:
        """The body of the answer.

        Raises:
            Refused: the status is not 200.
        """
        reader, writer = await self._sent(request)
        try:
            head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        finally:
            writer.close()
        if head.split(maxsplit=2)[1:2] != [b"200"]:
            raise Refused(f"{head[:60]!r} {body[:200]!r}")
        return body

    async def left(self, request: bytes, after: float) -> None:
        """Ask, and be gone after so many seconds, as when a window is closed or a connection lost."""
        _, writer = await self._sent(request)
        await asyncio.sleep(after)
        writer.transport.abort()

    def _post(self, path: str, body: object) -> bytes:
        return self._request("POST", f"/gradio_api/{path}", json.dumps(body).encode())

    def _request(self, method: str, path: str, body: bytes = b"") -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}:{self._port}", "Connection: close"]
        if body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def _sent(self, request: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        writer.write(request)
        await writer.drain()
        self.sent += 1
        return reader, writer


async def at_once(asked: Iterable[Awaitable[_Value]]) -> list[Finished[_Value]]:
    """Have all ask in the order given, without waiting for each other; in the order in which they were answered."""
    finished: list[Finished[_Value]] = []

    async def one(place: int, asking: Awaitable[_Value]) -> None:
        started = time.perf_counter()
        value = await asking
        finished.append(Finished(place, time.perf_counter() - started, value))

    await asyncio.gather(*(one(place, asking) for place, asking in enumerate(asked)))
    return finished


def view_in(body: bytes) -> str:
    """The HTML that the page shows for an answer to `Crowd.on_page`."""
    shown: Any = json.loads(body)["data"][-1]
    return str(shown["value"] if isinstance(shown, dict) else shown)
