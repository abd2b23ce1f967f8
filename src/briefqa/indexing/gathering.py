"""A folder of briefs → the briefs an index is made of: what did not change is taken from the index before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefqa.brief import Brief
from briefqa.errors import ReadError
from briefqa.indexing.manifest import UnreadBrief
from briefqa.indexing.store import Index
from briefqa.reading import READER_VERSION, Reading, digest_of, name_of, read_brief


@dataclass(frozen=True, slots=True)
class Gathered:
    """The briefs of a folder.

    Attributes:
        briefs: that could be read, now or for the index before, in the order of the files.
        doubts: file name → how many places a librarian should look at.
        readings: of the briefs that were read now.
        unread: files that could not be read.
    """

    briefs: tuple[Brief, ...]
    doubts: Mapping[str, int]
    readings: tuple[Reading, ...]
    unread: tuple[UnreadBrief, ...]


def gather(paths: Sequence[Path], before: Index | None) -> Gathered:
    """Read the briefs that the index before does not hold as they are now.

    Args:
        paths: of the files.
        before: the index that is there, or None: everything is read.

    Raises:
        ReadError: none can be read; that of the first.
    """
    known = _known(before) if before is not None else {}
    briefs: list[Brief] = []
    doubts: dict[str, int] = {}
    readings: list[Reading] = []
    unread: list[UnreadBrief] = []
    failure: ReadError | None = None
    for path in paths:
        brief, count = known.get(path.name, (None, 0))
        if brief is None or digest_or_none(path) != brief.sha256:
            try:
                reading = read_brief(path)
            except ReadError as error:
                failure = failure or error
                unread.append(UnreadBrief(name_of(path), digest_or_none(path), error.problem))
                continue
            readings.append(reading)
            brief, count = reading.brief, len(reading.doubts)
        briefs.append(brief)
        doubts[brief.file] = count
    if failure is not None and not briefs:
        raise failure
    return Gathered(tuple(briefs), doubts, tuple(readings), tuple(unread))


def digest_or_none(path: Path) -> str | None:
    """Hex sha256 of a file, or None where it cannot be had."""
    try:
        return digest_of(path)
    except ReadError:
        return None


def _known(index: Index) -> dict[str, tuple[Brief, int]]:
    """File name → brief and number of doubts; of older editions an index holds no entries, so they are read again."""
    if index.manifest.reader != READER_VERSION:
        return {}
    doubts = {item.brief["file"]: item.doubts for item in index.manifest.briefs}
    return {brief.file: (brief, doubts[brief.file]) for brief in index.briefs}
