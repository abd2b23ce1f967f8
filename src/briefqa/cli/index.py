"""`briefqa index`."""

from __future__ import annotations

from pathlib import Path

import click

from briefqa.cli.building import after_others, build, mention_unread, turn_back
from briefqa.cli.command import Command
from briefqa.cli.completion import complete_folder
from briefqa.cli.options import BUNDLED, PATH, SEEDS, index_option, model_option
from briefqa.cli.printing import show


@click.command(cls=Command)
@click.argument(
    "seeds",
    type=PATH,
    default=SEEDS,
    shell_complete=complete_folder,
    help=f"Folder with the briefs.  [default: {SEEDS}]",
)
@index_option
@model_option(BUNDLED)
@click.option("--full", is_flag=True, help="Build even if nothing changed; read and encode everything anew.")
@click.option("--rollback", is_flag=True, help="Build nothing: turn back to the state before the last build.")
def index(seeds: Path, folder: Path, model: str, full: bool, rollback: bool) -> None:
    """Build the index of a folder of briefs, or bring it up to date.

    Files that cannot be read are named at the end, with exit code 1; all others are indexed. A build that was stopped
    is gone on with by the next.
    """
    from briefqa.errors import ReadError
    from briefqa.indexing import check_index, settle
    from briefqa.showing import show_unread

    if rollback:
        if full:
            raise click.BadParameter("--rollback builds nothing; leave --full out")
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
