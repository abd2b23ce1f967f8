"""Serving the page on this machine: a door that is open at once, and the page behind it when it is ready."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import threading
from collections.abc import Collection
from types import TracebackType
from typing import TYPE_CHECKING, Self

from briefqa.errors import BriefqaError, MissingExtra, ServeError
from briefqa.retriever import Retriever
from briefqa.web.hosts import host_named, hosts_answered, only_for
from briefqa.web.links import Outside
from briefqa.web.routes import routes_beside_the_page
from briefqa.web.starting import Starting

if TYPE_CHECKING:
    from fastapi import FastAPI

    from briefqa.question_log import QuestionLog
    from briefqa.web.routes import Routes

# Seconds that requests have to end in once the server is stopped.
_GRACE = 2


class Door:
    """A port that answers from the start: that the page is being made ready, and then with the page.

    with Door("127.0.0.1", 7860) as door:
        door.say("Building the index.")
        …
        serve_page(retriever, door)

    Attributes:
        url: its address.
        hosts: the names by which it may be asked, None for any; see `hosts_answered`.
    """

    def __init__(self, host: str, port: int, allowed: Collection[str] = ()) -> None:
        """Listen; see that this is possible before anything slow is begun.

        Args:
            host: address of this machine to listen on.
            port: and its port.
            allowed: names by which requests may ask, besides those of this machine. Where there are none, any does as
                soon as others than this machine are let in.

        Raises:
            ServeError: the port is taken or may not be used, the host is no address of this machine, or a name is none.
            MissingExtra: what serves the page is not installed.
        """
        try:
            import uvicorn
        except ModuleNotFoundError as error:
            raise MissingExtra("web", needed_for="the page") from error

        named = [host_named(name) for name in allowed]
        self._socket = _listen(host, port)
        self.hosts = hosts_answered(host, self._socket.getsockname()[0], named)
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        self._starting = Starting()
        # Nothing is logged of what is asked. Gradio needs no WebSockets.
        config = uvicorn.Config(
            only_for(self._starting, self.hosts),
            access_log=False,
            log_level="warning",
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=_GRACE,
        )
        self._server = uvicorn.Server(config)
        self._page: FastAPI | None = None
        self._ready = threading.Event()
        # Instead of a join of the thread: one that Ctrl-C interrupts takes it for ended (Python before 3.13).
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True, name="page")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._ready.set()
        # A server that is still ending, as on a busy machine, closes its socket itself.
        if self._ended.wait(2 * _GRACE):
            self._socket.close()

    def say(self, now: str) -> None:
        """Tell who is waiting what is going on, in a sentence."""
        self._starting.now = now

    def open(self, page: FastAPI) -> None:
        """Show the page from now on."""
        self._page = page
        self._ready.set()

    def wait(self) -> None:
        """Wait until Ctrl-C or the end of the server."""
        try:
            # A wait without end cannot be interrupted on Windows.
            while not self._ended.wait(1):
                pass
        except KeyboardInterrupt:
            return

    def _serve(self) -> None:
        try:
            asyncio.run(self._run())
        finally:
            self._ended.set()

    async def _run(self) -> None:
        serving = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        await asyncio.to_thread(self._ready.wait)
        if self._page is not None:
            # What the page starts and ends with belongs to one task.
            async with self._page.router.lifespan_context(self._page):
                self._starting.page = self._page
                await serving
        else:
            await serving


def serve_page(
    retriever: Retriever,
    door: Door,
    outside: Outside | None = None,
    *,
    mcp: bool = False,
    log: QuestionLog | None = None,
    routes: Routes = (),
) -> None:
    """Serve the page that asks a retriever, and the same for programs, until interrupted.

    Args:
        retriever: what is asked.
        door: where.
        outside: where links may lead.
        mcp: whether to offer the tools of a language model, too.
        log: where questions that are typed on the page are kept, or None.
        routes: what else is served, in front of the page's own addresses.

    Raises:
        MissingExtra: gradio is not installed, or what MCP needs.
    """
    from briefqa.web.application import build_application

    threading.Thread(target=_warm_up, args=(retriever,), daemon=True).start()
    beside = routes_beside_the_page(retriever, hosts=door.hosts, mcp=mcp)
    beside["routes"] = [*beside["routes"], *routes]
    door.open(build_application(retriever, outside or Outside(), log, beside))
    door.wait()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        try:
            if os.name != "nt":
                # Else a port whose last connections are still closing would seem taken.
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(128)
        except OSError:
            listening.close()
            raise
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        mend = (
            "stop what uses it or choose another port: --port 7861 (make serve PORT=7861)"
            if taken
            else "give an address of this machine and a port above 1023, such as --host 127.0.0.1 --port 7860"
        )
        raise ServeError(f"cannot listen on {host}:{port} ({error.strerror or error}); {mend}") from error
    return listening


def _warm_up(retriever: Retriever) -> None:
    try:
        retriever.warm_up()
    except BriefqaError:
        # The first question meets the same error and shows it where it can be read.
        return
