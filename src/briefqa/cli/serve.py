"""`briefqa serve`."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefqa.cli.building import build
from briefqa.cli.command import Command
from briefqa.cli.options import (
    BUNDLED,
    PATH,
    Whole,
    covered_at_option,
    given_wrongly,
    index_option,
    model_option,
    seeds_option,
)
from briefqa.cli.printing import show
from briefqa.errors import QuestionError

if TYPE_CHECKING:
    from briefqa.indexing import Index
    from briefqa.retriever import Retriever
    from briefqa.web.routes import Routes
    from briefqa.web.server import Door


@click.command(cls=Command)
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="Address to listen on.")
@click.option("--port", metavar="PORT", type=Whole(1, 65535), default=7860, help="Port to listen on.")
@click.option(
    "--allow-host",
    metavar="NAME",
    multiple=True,
    help="A name by which browsers ask for it, as that of a proxy in front; may be repeated. Without it: localhost, "
    "while only this machine is listened to, else any.",
)
@seeds_option
@index_option
@model_option(BUNDLED)
@covered_at_option
@click.option("--open", "open_browser", is_flag=True, help="Open the page in this machine's browser.")
@click.option(
    "--openathens-prefix",
    metavar="URL",
    help="What addresses are appended to, to sign in with OpenAthens on the way: "
    "https://go.openathens.net/redirector/DOMAIN?url=",
)
@click.option(
    "--full-text",
    metavar="NAME=URL",
    multiple=True,
    help="A search for titles that have no link, whose words are appended to URL; may be repeated. "
    "Without it: PubMed and Google Scholar.",
)
@click.option(
    "--question-log",
    metavar="FILE",
    type=PATH,
    help="Keep the questions that are typed on the page in this file, for `briefqa gaps`. Without it none is kept.",
)
@click.option(
    "--librarian-password-file",
    metavar="FILE",
    type=PATH,
    help="File that holds the password of the librarian's room at /librarian. Without it, and without "
    "BRIEFQA_LIBRARIAN_PASSWORD in the environment, there is no such room.",
)
@click.option("--mcp", is_flag=True, help="Serve the tools of a language model (MCP) at /mcp, too.")
def serve(
    host: str,
    port: int,
    allow_host: tuple[str, ...],
    seeds: Path,
    folder: Path,
    model: str,
    covered_at: float,
    open_browser: bool,
    openathens_prefix: str | None,
    full_text: tuple[str, ...],
    question_log: Path | None,
    librarian_password_file: Path | None,
    mcp: bool,
) -> None:
    """Serve the page, after bringing the index up to date if need be."""
    from briefqa.extras import require
    from briefqa.indexing import MANIFEST
    from briefqa.question_log import QuestionLog
    from briefqa.retriever import Retriever
    from briefqa.web.hosts import host_named
    from briefqa.web.links import FULL_TEXT, Outside
    from briefqa.web.login import take_password
    from briefqa.web.routes import MCP_PATH
    from briefqa.web.server import Door, serve_page

    with given_wrongly("--allow-host"):
        allowed = [host_named(name) for name in allow_host]
    with given_wrongly("--openathens-prefix"):
        Outside(openathens_prefix)
    with given_wrongly("--full-text"):
        outside = Outside(openathens_prefix, [_named(one) for one in full_text] if full_text else FULL_TEXT)
    require("web", needed_for="the page")
    if mcp:
        require("mcp", needed_for="the MCP server")
    password = take_password(librarian_password_file)
    if password is not None:
        require("build", needed_for="the librarian's room")
    log = QuestionLog(question_log) if question_log is not None else None
    if not (folder / MANIFEST).exists():
        _must_be_buildable(seeds, folder)
    with _ended_by_services(), Door(host, port, allowed) as door:
        show(f"Ask the evidence briefs: {door.url}  (Ctrl-C stops it)")
        if mcp:
            show(f"MCP: {door.url}{MCP_PATH}")
        if open_browser:
            click.launch(door.url)
        index = _up_to_date(seeds, folder, model, door)
        door.say("The index is ready; the page is being put together.")
        retriever = Retriever(index, covered_at=covered_at)
        room = _librarians_room(seeds, folder, model, password, retriever) if password is not None else ()
        serve_page(retriever, door, outside, mcp=mcp, log=log, routes=room)


def _must_be_buildable(seeds: Path, folder: Path) -> None:
    """There are briefs, or it is said what is missing."""
    from briefqa.errors import IndexMissing, ReadError
    from briefqa.reading import find_briefs

    try:
        find_briefs(seeds)
    except ReadError as error:
        what = f"there is no index here, and nothing to build one from ({error})"
        raise IndexMissing(
            f"{folder}: {what}; name the index with --index, or a folder of briefs with --seeds"
        ) from error


@contextmanager
def _ended_by_services() -> Iterator[None]:
    """SIGTERM, with which services and containers are ended, does what Ctrl-C does.

    Else requests would be cut off, and the first process of a container would not heed it at all.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _up_to_date(seeds: Path, folder: Path, model: str, door: Door) -> Index:
    """The index, brought up to date where that can be done."""
    from briefqa.errors import MissingExtra, ReadError
    from briefqa.extras import is_installed
    from briefqa.indexing import MANIFEST, Checked, check_index, open_index
    from briefqa.reading import find_briefs

    try:
        find_briefs(seeds)
        present = check_index(seeds, folder, model, heed_rollback=True)
    except (ReadError, MissingExtra) as error:
        if not (folder / MANIFEST).exists():
            raise
        show(f"Serving the index without a look at the briefs: {error}")
        present = Checked(open_index(folder), None)
    if present.index is not None and present.stale is not None and not is_installed("build"):
        show(f"Serving the index as it is ({present.stale}): {MissingExtra('build', needed_for='building it anew')}")
    elif present.index is None or present.stale is not None:
        show(f"Building the index: {present.stale}")
        door.say("The briefs are being read and indexed. The first time this takes a minute or two.")
        del present
        build(seeds, folder, model)
        return open_index(folder)
    return present.index


def _librarians_room(seeds: Path, folder: Path, model: str, password: str, retriever: Retriever) -> Routes:
    """What it needs is imported only where there is one: it needs all that builds an index."""
    from briefqa.library import Library
    from briefqa.web.librarian import librarian_routes

    return librarian_routes(Library(seeds, folder, model, retriever.refresh), password)


def _named(text: str) -> tuple[str, str]:
    name, found, address = text.partition("=")
    if not (found and name.strip()):
        raise QuestionError(f"'{text}' is no search; write NAME=URL, such as PubMed=https://example.org/?term=")
    return name.strip(), address.strip()
