"""`briefqa index`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefqa.cli.building import after_others, build, mention_unread, turn_back
from briefqa.cli.options import BUNDLED, INDEX, SEEDS, IndexOption, ModelOption
from briefqa.cli.printing import show


def index(
    seeds: Annotated[Path, typer.Argument(metavar="SEEDS", help="Folder with the briefs.", readable=False)] = SEEDS,
    folder: IndexOption = INDEX,
    model: ModelOption = BUNDLED,
    full: Annotated[
        bool, typer.Option("--full", help="Build even if nothing changed; read and encode everything anew.")
    ] = False,
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Build nothing: turn back to the state before the last build.")
    ] = False,
) -> None:
    """Build the index of a folder of briefs, or bring it up to date.

    Files that cannot be read are named at the end, with exit code 1; all others are indexed. A build that was stopped
    is gone on with by the next.
    """
    from briefqa.errors import ReadError
    from briefqa.indexing import check_index, settle
    from briefqa.showing import show_unread

    if rollback:
        if full:
            raise typer.BadParameter("--rollback builds nothing; leave --full out")
        turn_back(folder)
        return
    present = None if full else check_index(seeds, folder, model)
    if present is not None and present.index is not None and present.stale is None:
        show(f"{folder} is up to date; nothing to do (--full builds it all the same)")
        mention_unread(seeds)
        unread = present.index.manifest.unread
        if present.index.manifest.undone is not None:
            after_others(lambda wait: settle(folder, wait))
        for failed in unread:
            show(f"  not read: {failed.file}: {failed.problem}")
    else:
        del present  # its vectors are not needed in memory while others are made
        unread = build(seeds, folder, model, full=full).unread
    if unread:
        raise ReadError(show_unread(unread), file=seeds)
