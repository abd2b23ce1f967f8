"""Back to the state of an index before the last build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from briefqa.errors import IndexBuildError, IndexOpenError
from briefqa.indexing.lock import only_build
from briefqa.indexing.manifest import Manifest, previous_of, read_manifest, write_manifest
from briefqa.indexing.store import open_state


def roll_back(
    folder: str | Path, wait: float | None = 0, prepare: Callable[[Manifest, Manifest], object] | None = None
) -> Manifest:
    """Make the state before the present one the state of the index, in one step; the present one becomes the previous.

    So a second call undoes the first, and then nothing is marked as undone. Files of both states stay as they are.

    Args:
        folder: of the index.
        wait: see `build_index`.
        prepare: called with the present state and the sound one before it, right before the index changes; what it
            raises leaves the index as it is.

    Returns:
        The manifest of what the index now is; its `undone` says which briefs the other state was made of.

    Raises:
        IndexMissing, IndexVersionError: there is no index that can be turned back.
        IndexBuildError: there is no state before, or a file of it is missing or altered; a build is at work; or the
            folder cannot be written. Nothing has changed then.
    """
    root = Path(folder)
    read_manifest(root)  # before a folder is made for the lock
    with only_build(root, wait):
        current = read_manifest(root)
        try:
            before = previous_of(root, current)
            if before is None:
                raise IndexBuildError(f"{root}: this is its first state; there is none to turn back to")
            open_state(root, before)
        except IndexOpenError as error:
            problem = str(error).rsplit(";", 1)[0]
            message = f"{root}: the state before cannot be used ({problem}); nothing has changed"
            raise IndexBuildError(message) from error
        if prepare is not None:
            prepare(current, before)
        return write_manifest(root, replace(before, undone=current.seen if current.undone is None else None))


def settle(folder: str | Path, wait: float | None = 0) -> None:
    """Take an index that was turned back for what it now is: from here on, briefs that differ from it make it stale.

    Raises:
        IndexOpenError: there is no index.
        IndexBuildError: a build is at work, or the folder cannot be written.
    """
    root = Path(folder)
    with only_build(root, wait):
        manifest = read_manifest(root)
        if manifest.undone is not None:
            write_manifest(root, replace(manifest, undone=None))
