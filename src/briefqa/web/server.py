"""Serving the page on this machine, and saying so when it cannot be."""

from __future__ import annotations

import errno
import os
import socket
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefqa.errors import BriefqaError, MissingExtra, ServeError
from briefqa.retriever import Retriever

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    Routes = Sequence[BaseRoute]


def check_port(host: str, port: int) -> None:
    """See that a port can be listened on, before anything slow is begun.

    Raises:
        ServeError: the port is taken or may not be used, or the host is no address of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name != "nt":
                # As the server will; else a port whose last connections are still closing would seem taken.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        mend = (
            "stop what uses it or choose another port: --port 7861 (make serve PORT=7861)"
            if taken
            else "give an address of this machine and a port above 1023, such as --host 127.0.0.1 --port 7860"
        )
        raise ServeError(f"cannot listen on {host}:{port} ({error.strerror or error}); {mend}") from error


def serve_page(
    retriever: Retriever,
    *,
    host: str,
    port: int,
    open_browser: bool = False,
    routes: Routes = (),
) -> None:
    """Serve the page that asks a retriever, until interrupted.

    Args:
        retriever: what is asked.
        host: address to listen on.
        port: port to listen on.
        open_browser: whether to open the page in this machine's browser.
        routes: what else is served, in front of the page's own addresses.

    Raises:
        MissingExtra: gradio is not installed.
        ServeError: the page cannot be served there.
    """
    # Before gradio is imported: nothing is sent anywhere.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    try:
        import gradio as gr
    except ModuleNotFoundError as error:
        raise MissingExtra("web", needed_for="the page") from error
    from briefqa.web.page import ON_LOAD, TITLE, build_page, stylesheet

    threading.Thread(target=_warm_up, args=(retriever,), daemon=True).start()
    page = build_page(retriever)
    page.queue(default_concurrency_limit=None)
    print(f"{TITLE}: http://{host}:{port}  (Ctrl-C stops it)", flush=True)  # noqa: T201
    try:
        page.launch(
            server_name=host,
            server_port=port,
            inbrowser=open_browser,
            share=False,
            quiet=True,
            ssr_mode=False,
            pwa=False,
            show_error=False,
            footer_links=[],
            run_history=False,
            app_kwargs={"routes": list(routes)},
            css=stylesheet(),
            js=ON_LOAD,
            theme=gr.themes.Base(font=["Arial", "sans-serif"], font_mono=["monospace"]),
        )
    except OSError as error:
        raise ServeError(f"cannot serve on {host}:{port}: {error}") from error


def _warm_up(retriever: Retriever) -> None:
    try:
        retriever.warm_up()
    except BriefqaError:
        # The first question meets the same error and shows it where it can be read.
        return
