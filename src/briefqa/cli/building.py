"""Work that needs the index for itself, for the commands that build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from briefqa.cli.exits import DONE, Stopped
from briefqa.cli.printing import complain, show
from briefqa.cli.progress import progress_bar

if TYPE_CHECKING:
    from briefqa.indexing import BuildReport

_Result = TypeVar("_Result")
# A folder full of other files is not listed to its end.
_NAMED = 20


def build(seeds: Path, folder: Path, model: str, *, full: bool = False) -> BuildReport:
    """Build the index with a progress bar, and say what became of it.

    Raises:
        MissingExtra: what builds is not installed.
        ReadError: no brief holds an entry.
        Stopped: Ctrl-C.
    """
    from briefqa.errors import ReadError
    from briefqa.extras import require
    from briefqa.indexing import build_index
    from briefqa.showing import show_build

    # The bar is drawn by a package of this extra, too.
    require("build", needed_for="building an index")
    with progress_bar() as progress:
        report = after_others(lambda wait: build_index(seeds, folder, model, progress, full=full, wait=wait))
    show(show_build(report, str(folder)))
    mention_unread(seeds)
    if not report.entries:
        raise ReadError("no entry was found in any brief; the index is empty", file=seeds)
    return report


def turn_back(folder: Path) -> None:
    """Turn the index back to its state before the last build, and say what it holds now."""
    from briefqa.indexing import roll_back
    from briefqa.showing import show_rollback

    show(show_rollback(after_others(lambda wait: roll_back(folder, wait)), str(folder)))


def after_others(work: Callable[[float | None], _Result]) -> _Result:
    """Do what needs the index for itself; while another build has it, say which, and wait."""
    from briefqa.errors import IndexBusy

    try:
        try:
            return work(0)
        except IndexBusy as error:
            complain(f"{error.folder}: {error.holder} is at work here; waiting for it to end (Ctrl-C gives up)", DONE)
            return work(None)
    except KeyboardInterrupt:
        raise Stopped("stopped; what was encoded is kept, and the next run goes on from there") from None


def mention_unread(seeds: Path) -> None:
    """Name what is in the folder and of no kind that is read."""
    from briefqa.reading import SUFFIXES, find_unread

    unread = find_unread(seeds)
    if unread:
        more = f" and {len(unread) - _NAMED} more" if len(unread) > _NAMED else ""
        show(f"  not read, as only {', '.join(SUFFIXES)} files are: {', '.join(unread[:_NAMED])}{more}")
