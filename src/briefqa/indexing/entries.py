"""The entries of an index, read one by one from their file when they are asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from briefqa.brief import Entry
from briefqa.errors import IndexCorrupt
from briefqa.indexing.files import MEND, Blob, stream_blob

# Bytes of a line's digest.
CHECK = 8


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the entries stand in their file.

    Attributes:
        ends: uint64, shape (entries,): offset behind each line.
        checks: uint8, shape (entries, 8): digest of each line, without its end.
    """

    ends: NDArray[np.uint64]
    checks: NDArray[np.uint8]


def write_entries(folder: Path, entries: Iterable[Entry]) -> tuple[Blob, Lines]:
    """Write entries, one a line; and where each stands.

    Raises:
        OSError: the file cannot be written.
    """
    lengths: list[int] = []
    checks: list[bytes] = []

    def fill(put: Callable[[bytes], object]) -> None:
        for entry in entries:
            line = json.dumps(entry.to_dict(), ensure_ascii=True, sort_keys=True).encode()
            put(line + b"\n")
            lengths.append(len(line) + 1)
            checks.append(_check(line))

    blob = stream_blob(folder, "entries", ".jsonl", fill)
    digests = np.frombuffer(b"".join(checks), np.uint8).reshape(-1, CHECK)
    return blob, Lines(np.cumsum(np.asarray(lengths, np.uint64), dtype=np.uint64), digests)


class Entries(Sequence[Entry]):
    """Entries that stand side by side in a file; equal to a tuple of the same.

    Each is read, and compared with its digest, whenever it is asked for: what is shown is what was written.
    """

    def __init__(self, path: Path, data: memoryview, lines: Lines, places: range) -> None:
        """Use `of` for all of a file; a slice gives some.

        Args:
            path: of the file, for messages.
            data: its bytes.
            lines: where the entries stand in it.
            places: which of them these are.
        """
        self._path, self._data, self._lines, self._places = path, data, lines, places

    @classmethod
    def of(cls, path: Path, data: memoryview, lines: Lines) -> Entries:
        """All entries of a file.

        Raises:
            IndexCorrupt: the file ends elsewhere than its last entry.
        """
        last = int(lines.ends[-1]) if len(lines.ends) else 0
        if last != len(data):
            raise IndexCorrupt(f"{path}: has {len(data)} bytes of entries instead of {last}; {MEND}")
        return cls(path, data, lines, range(len(lines.ends)))

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> Entries: ...
    def __getitem__(self, place: int | slice) -> Entry | Entries:
        """One entry, or some.

        Raises:
            IndexError: there are not so many.
            IndexCorrupt: the line of the entry is not what was written.
        """
        if isinstance(place, slice):
            return Entries(self._path, self._data, self._lines, self._places[place])
        return self._read(self._places[place])

    def __iter__(self) -> Iterator[Entry]:
        return map(self._read, self._places)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Entries | tuple):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<{len(self)} entries of {self._path}>"

    def _read(self, position: int) -> Entry:
        ends = self._lines.ends
        line = self._data[int(ends[position - 1]) if position else 0 : int(ends[position]) - 1]
        if _check(line) != self._lines.checks[position].tobytes():
            raise IndexCorrupt(f"{self._path}: line {position + 1} was altered since it was written; {MEND}")
        return Entry.from_dict(json.loads(bytes(line)))


def _check(line: bytes | memoryview) -> bytes:
    return hashlib.blake2b(line, digest_size=CHECK).digest()
