"""The files in the folder of briefs, changed together or not at all; what was there before is kept."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefqa.errors import LibraryError, ReadError, SaveError
from briefqa.reading import digest_of
from briefqa.saving import save

# Files that were taken out or put in; the oldest make room.
MAX_KEPT = 50


@dataclass(frozen=True, slots=True)
class Move:
    """What happens to a name in the folder of briefs.

    Attributes:
        name: of the file.
        before: hex sha256 of what stands there, or None where nothing does.
        after: hex sha256 of what will stand there, or None where nothing will.
    """

    name: str
    before: str | None
    after: str | None

    @property
    def back(self) -> Move:
        """The move that undoes this one."""
        return Move(self.name, self.after, self.before)


class Shelf:
    """A folder of briefs, and a folder beside it that keeps each file that came or went, under its digest."""

    def __init__(self, seeds: Path, kept: Path) -> None:
        self._seeds = seeds
        self._kept = kept

    def keep(self, path: Path, sha256: str) -> None:
        """Keep a copy of a file.

        Raises:
            LibraryError: it is not as its digest says, or cannot be kept.
        """
        try:
            self._kept.mkdir(parents=True, exist_ok=True)
            if not self.has(sha256):
                if _digest(path) != sha256:
                    raise LibraryError(f"{path.name} was altered meanwhile; look at it again")
                save(path.read_bytes(), self._kept / sha256, replace=True)
            (self._kept / sha256).touch()
        except (OSError, SaveError) as error:
            raise LibraryError(f"{path.name} cannot be kept ({_reason(error)}); nothing has changed") from error

    def has(self, sha256: str) -> bool:
        """Whether what has that digest is kept, unaltered."""
        return _digest(self._kept / sha256) == sha256

    def check(self, moves: Sequence[Move]) -> None:
        """See that moves can be made.

        Raises:
            LibraryError: a file is not there as a move says, or what a move needs is not kept.
        """
        for move in moves:
            self._check(self._seeds / move.name, move.before)
            if move.after is not None and not self.has(move.after):
                raise LibraryError(
                    f"{move.name} as it was is not kept here, as it was not changed from here; "
                    "put the file into the folder of briefs by hand"
                )

    def make(self, moves: Sequence[Move]) -> None:
        """Change the folder of briefs.

        Raises:
            LibraryError: see `check`; or something cannot be written. The folder is as it was then.
        """
        self.check(moves)
        for move in moves:
            if move.before is not None:
                self.keep(self._seeds / move.name, move.before)
        done: list[Move] = []
        try:
            for move in moves:
                self._make(move)
                done.append(move)
        except (OSError, SaveError) as error:
            for move in reversed(done):
                with suppress(OSError, SaveError):
                    self._make(move.back)
            raise LibraryError(f"the folder of briefs cannot be changed ({_reason(error)}); it is as it was") from error
        self._make_room()

    def _make(self, move: Move) -> None:
        if move.after is None:
            (self._seeds / move.name).unlink()
        else:
            save((self._kept / move.after).read_bytes(), self._seeds / move.name, replace=move.before is not None)

    def _check(self, path: Path, sha256: str | None) -> None:
        there = path.exists() or path.is_symlink()
        if (_digest(path) if there else None) != sha256 or (there and sha256 is None):
            raise LibraryError(f"{path.name} in the folder of briefs is not what it was; look at it again")

    def _make_room(self) -> None:
        with suppress(OSError):
            kept = sorted(self._kept.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
            for path in kept[MAX_KEPT:]:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()


def _reason(error: OSError | SaveError) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error).rpartition(";")[0]


def _digest(path: Path) -> str | None:
    try:
        return digest_of(path)
    except ReadError:
        return None
