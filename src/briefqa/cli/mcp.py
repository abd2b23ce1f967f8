"""`briefqa mcp`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import click

from briefqa.cli.command import Command
from briefqa.cli.exits import DONE, STOPPED
from briefqa.cli.options import covered_at_option, index_option
from briefqa.cli.printing import complain


@click.command(cls=Command)
@index_option
@covered_at_option
def mcp(folder: Path, covered_at: float) -> None:
    """Serve tools for a language model over standard input (MCP).

    An assistant on this machine starts it; docs/mcp.md shows the settings.
    """
    from briefqa.errors import ServeError
    from briefqa.extras import require
    from briefqa.indexing import MANIFEST

    require("mcp", needed_for="the MCP server")
    from briefqa.mcp.server import make_server
    from briefqa.mcp.tools import opened_later

    if sys.stdin is None:
        raise ServeError("standard input is closed; an assistant starts this and speaks MCP over it (see docs/mcp.md)")
    if sys.stdin.isatty():
        complain("an assistant starts this and speaks MCP with it (see docs/mcp.md); Ctrl-C stops it", DONE)
    if not (folder / MANIFEST).exists():
        # Not the end: assistants start their servers long before they ask, and pass on what a tool answers.
        complain(f"{folder}: there is no index here yet; run `briefqa index`", DONE)
    # The thread that reads standard input cannot be woken: any other end would wait for one more line.
    signal.signal(signal.SIGINT, lambda *_: os._exit(complain("stopped", STOPPED)))
    make_server(opened_later(folder, covered_at)).run("stdio")
