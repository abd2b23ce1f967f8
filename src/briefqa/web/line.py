"""The line in which requests that take work wait: first come, first served, and who has gone has left it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import MutableMapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anyio import CancelScope
    from starlette.types import ASGIApp, Receive, Scope, Send

Message = MutableMapping[str, Any]

# What is asked or exported: over HTTP, from the page (Gradio's way to call without its queue), and over MCP.
_ASKING = ("/api/ask", "/api/export", "/take-away", "/gradio_api/run/", "/gradio_api/api/")
_POSTED = ("/mcp",)


class Line:
    """An ASGI application in front of another, which gets as many requests that take work at once as there are places.

    Were all answered at once, they would share the processor and each wait as long as the last; beyond a thread a core,
    they only stand in each other's way. So a request waits until its turn has come and all that came before it have
    theirs. When its client has gone by then, the other application never hears of it. All other requests pass.

    Attributes:
        places: how many are answered at once.
    """

    def __init__(self, app: ASGIApp, places: int) -> None:
        """Put it in front of `app`."""
        from anyio import CapacityLimiter

        self.places = places
        self._app = app
        # First come, first served.
        self._free = CapacityLimiter(places)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or nobody."""
        if not _asks(scope):
            await self._app(scope, receive, send)
            return
        # Who sends slowly stands in no line yet, and who takes the answer slowly no longer has a place.
        sent, answer = await _all_of(receive), list[Message]()

        async def keep(message: Message) -> None:
            answer.append(message)

        if await self._turn(receive):
            try:
                await self._app(scope, _once_more(sent, receive), keep)
            finally:
                self._free.release()
                for message in answer:
                    await send(message)

    async def _turn(self, receive: Receive) -> bool:
        """Wait for a place; whether the client did so, too."""
        from anyio import CancelScope

        with CancelScope() as waiting:
            watching = asyncio.create_task(_watch(receive, waiting))
            try:
                await self._free.acquire()
            finally:
                watching.cancel()
            return True
        return False


def cores() -> int:
    """How many cores this process may use, as far as the system says."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _asks(scope: Scope) -> bool:
    if scope["type"] != "http":
        return False
    path: str = scope["path"]
    return path.startswith(_ASKING) or (scope["method"] == "POST" and path.startswith(_POSTED))


async def _all_of(receive: Receive) -> list[Message]:
    """All that a client sends with its request."""
    sent = [await receive()]
    while sent[-1].get("more_body"):
        sent.append(await receive())
    return sent


async def _watch(receive: Receive, waiting: CancelScope) -> None:
    """End a wait when the connection is closed."""
    while (await receive())["type"] != "http.disconnect":
        pass
    waiting.cancel()


def _once_more(sent: list[Message], receive: Receive) -> Receive:
    """What was received already, and then what comes."""
    left = iter(sent)

    async def receiving() -> Message:
        return next(left, None) or await receive()

    return receiving
