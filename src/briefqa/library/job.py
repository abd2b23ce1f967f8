"""Work on the briefs and the index, in a process of its own, so that who asks meanwhile does not wait for it."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from briefqa.encoding import Progress
from briefqa.errors import BriefqaError, IndexBusy, LibraryError
from briefqa.indexing import Manifest, build_index, roll_back
from briefqa.library.outcome import Outcome, outcome_of_build, outcome_of_turn_back
from briefqa.library.shelf import Move, Shelf

# How much less than the page this work is entitled to the processor (POSIX).
_NICENESS = 5


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done.

    Attributes:
        back: turn back to the state before; else take files in and build.
        seeds, index, kept: folders: of the briefs, of the index, of files that came or went.
        model: what the index is built with.
        moves: what happens in the folder of briefs.
    """

    back: bool
    seeds: str
    index: str
    kept: str
    model: str
    moves: tuple[Move, ...]

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """Take back what `asdict` gives."""
        return cls(**{**record, "moves": tuple(Move(**move) for move in record["moves"])})


def moves_back(current: Manifest, before: Manifest) -> tuple[Move, ...]:
    """What turns the files of one state of the index into those of the state before.

    Raises:
        LibraryError: one of them could not be read when an index was built.
    """
    now, then = current.seen, before.seen
    names = sorted(name for name in now.keys() | then.keys() if now.get(name, "") != then.get(name, ""))
    for name in names:
        if now.get(name, "") is None or then.get(name, "") is None:
            raise LibraryError(f"{name} could not be opened when the index was built, so it cannot be put back")
    return tuple(Move(name, now.get(name), then.get(name)) for name in names)


def do(job: Job, progress: Progress) -> Outcome:
    """Do a job: files and index change together, or neither.

    Raises:
        IndexBusy: another build is at work; the message says which.
        BriefqaError: what else stands against it.
    """
    shelf = Shelf(Path(job.seeds), Path(job.kept))
    if job.back:
        return _turn_back(job, shelf)
    moved = False

    def prepare() -> None:
        nonlocal moved
        shelf.make(job.moves)
        moved = True

    try:
        return outcome_of_build(build_index(job.seeds, job.index, job.model, progress, prepare=prepare))
    except BaseException:
        if moved:
            with suppress(BriefqaError):
                shelf.make([move.back for move in reversed(job.moves)])
        raise


def _turn_back(job: Job, shelf: Shelf) -> Outcome:
    def prepare(current: Manifest, before: Manifest) -> None:
        if moves_back(current, before) != job.moves:
            raise LibraryError("the index has changed since you looked; look again")
        shelf.make(job.moves)

    return outcome_of_turn_back(roll_back(job.index, prepare=prepare), job.moves)


def main() -> None:
    """Do the job on standard input; print its progress and its outcome, a JSON object a line."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    job = Job.from_record(json.loads(sys.stdin.read()))
    try:
        outcome = do(job, lambda done, total: _tell(progress=[done, total]))
    except IndexBusy as error:
        _tell(problem=f"{error.holder} is at work on the index; wait for it to end, then do this again")
    except BriefqaError as error:
        _tell(problem=str(error))
    except KeyboardInterrupt:
        _tell(problem="the work was stopped; what was encoded is kept, and the next goes on from there")
    else:
        _tell(outcome=asdict(outcome))


def _tell(**record: object) -> None:
    print(json.dumps(record), flush=True)  # noqa: T201 - read by the process that started this one


if __name__ == "__main__":
    main()
