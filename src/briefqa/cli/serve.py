"""`briefqa serve`."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefqa.cli.building import build
from briefqa.cli.options import (
    BUNDLED,
    COVERED_AT,
    INDEX,
    SEEDS,
    CoveredAtOption,
    IndexOption,
    ModelOption,
    SeedsOption,
    given_wrongly,
)
from briefqa.cli.printing import show
from briefqa.errors import QuestionError

if TYPE_CHECKING:
    from briefqa.indexing import Index
    from briefqa.retriever import Retriever
    from briefqa.web.routes import Routes
    from briefqa.web.server import Door


def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", help="Port to listen on.", min=1, max=65535)] = 7860,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A name by which browsers ask for it, as that of a proxy in front; may be repeated. Without it: "
            "localhost, while only this machine is listened to, else any.",
        ),
    ] = None,
    seeds: SeedsOption = SEEDS,
    folder: IndexOption = INDEX,
    model: ModelOption = BUNDLED,
    covered_at: CoveredAtOption = COVERED_AT,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in this machine's browser.")] = False,
    openathens_prefix: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="What addresses are appended to, to sign in with OpenAthens on the way: "
            "https://go.openathens.net/redirector/DOMAIN?url=",
        ),
    ] = None,
    full_text: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=URL",
            help="A search for titles that have no link, whose words are appended to URL; may be repeated. "
            "Without it: PubMed and Google Scholar.",
        ),
    ] = None,
    question_log: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Keep the questions that are typed on the page in this file, for `briefqa gaps`. Without it none "
            "is kept.",
        ),
    ] = None,
    librarian_password_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="File that holds the password of the librarian's room at /librarian. Without it, and without "
            "BRIEFQA_LIBRARIAN_PASSWORD in the environment, there is no such room.",
        ),
    ] = None,
    mcp: Annotated[bool, typer.Option("--mcp", help="Serve the tools of a language model (MCP) at /mcp, too.")] = False,
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
        allowed = [host_named(name) for name in allow_host or ()]
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
            typer.launch(door.url)
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
