"""`briefqa serve`."""

from __future__ import annotations

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
)
from briefqa.cli.printing import show

if TYPE_CHECKING:
    from briefqa.retriever import Retriever
    from briefqa.web.server import Routes


def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", help="Port to listen on.", min=1, max=65535)] = 7860,
    seeds: SeedsOption = SEEDS,
    folder: IndexOption = INDEX,
    model: ModelOption = BUNDLED,
    covered_at: CoveredAtOption = COVERED_AT,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in this machine's browser.")] = False,
    librarian_password_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="File that holds the password of the librarian's room at /librarian. Without it, and without "
            "BRIEFQA_LIBRARIAN_PASSWORD in the environment, there is no such room.",
        ),
    ] = None,
) -> None:
    """Serve the page, after bringing the index up to date if need be."""
    from briefqa.errors import MissingExtra, ReadError
    from briefqa.extras import is_installed, require
    from briefqa.indexing import MANIFEST, Checked, check_index, open_index
    from briefqa.reading import find_briefs
    from briefqa.retriever import Retriever
    from briefqa.web.login import take_password
    from briefqa.web.server import check_port, serve_page

    check_port(host, port)
    require("web", needed_for="the page")
    password = take_password(librarian_password_file)
    if password is not None:
        require("build", needed_for="the librarian's room")
    try:
        find_briefs(seeds)
        present = check_index(seeds, folder, model, heed_rollback=True)
    except (ReadError, MissingExtra) as error:
        if not (folder / MANIFEST).exists():
            raise
        show(f"Serving the index without a look at the briefs: {error}")
        present = Checked(open_index(folder), None)
    index = present.index
    if index is not None and present.stale is not None and not is_installed("build"):
        show(f"Serving the index as it is ({present.stale}): {MissingExtra('build', needed_for='building it anew')}")
    elif index is None or present.stale is not None:
        show(f"Building the index: {present.stale}")
        del index, present
        build(seeds, folder, model)
        index = open_index(folder)
    retriever = Retriever(index, covered_at=covered_at)
    routes = _librarians_room(seeds, folder, model, password, retriever) if password is not None else ()
    serve_page(retriever, host=host, port=port, open_browser=open_browser, routes=routes)


def _librarians_room(seeds: Path, folder: Path, model: str, password: str, retriever: Retriever) -> Routes:
    """What it needs is imported only where there is one: it needs all that builds an index."""
    from briefqa.library import Library
    from briefqa.web.librarian import librarian_routes

    return librarian_routes(Library(seeds, folder, model, retriever.refresh), password)
