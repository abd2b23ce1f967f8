"""Entries → the passages that get a vector each: the entry as a whole, its title, every sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from briefqa.brief import Entry
from briefqa.errors import IndexCorrupt
from briefqa.indexing.arrays import SUFFIX, read_array
from briefqa.indexing.files import MEND, Blob, write_blob_folder
from briefqa.sentences import sentence_spans


class Part(IntEnum):
    """Which text of its entry a passage is; the numbers are stored."""

    ENTRY = 0
    TITLE = 1
    ABSTRACT = 2


@dataclass(frozen=True, slots=True)
class Passages:
    """What each vector row stands for; the rows of an entry stand side by side, the entry as a whole first.

    Attributes:
        first: int64, shape (entries + 1,): the first row of each entry, and behind the last how many rows there are.
        part: int8, shape (rows,), a `Part`.
        start, end: int32, shape (rows,): character span in the entry's title (TITLE) or abstract (ABSTRACT); 0 and 0
            for ENTRY.
    """

    first: NDArray[np.int64]
    part: NDArray[np.int8]
    start: NDArray[np.int32]
    end: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.part)

    @property
    def entry(self) -> NDArray[np.int32]:
        """Position of the entry of each row, shape (rows,)."""
        return np.repeat(np.arange(len(self.first) - 1, dtype=np.int32), np.diff(self.first))

    def rows_of(self, position: int) -> range:
        """The rows of an entry."""
        return range(int(self.first[position]), int(self.first[position + 1]))

    def save(self, folder: Path) -> tuple[Blob, ...]:
        """Write them into the folder of an index."""

        def fill(scratch: Path) -> None:
            for name in _TYPES:
                np.save(scratch / f"{name}{SUFFIX}", getattr(self, name), allow_pickle=False)

        return tuple(write_blob_folder(folder, "passages", fill))

    @classmethod
    def load(cls, folder: Path, blobs: Sequence[Blob], *, entries: int, rows: int, mapped: bool) -> Self:
        """Take back what `save` wrote; see `read_array`.

        Raises:
            IndexCorrupt: a file is missing, altered, or does not fit the others.
        """
        files = {Path(blob.path).name: blob for blob in blobs}
        arrays: dict[str, Any] = {}
        for name, dtype in _TYPES.items():
            blob = files.get(f"{name}{SUFFIX}")
            if blob is None:
                raise IndexCorrupt(f"{folder}: the manifest names no {name}{SUFFIX} of passages; {MEND}")
            shape = (entries + 1 if name == "first" else rows,)
            arrays[name] = read_array(folder, blob, shape=shape, dtypes=(dtype,), mapped=mapped)
        found = cls(**arrays)
        if found.first[0] != 0 or found.first[-1] != rows or (np.diff(found.first) < 1).any():
            raise IndexCorrupt(f"{folder}: the passages do not fit the entries; {MEND}")
        return found


_TYPES: dict[str, type[np.generic]] = {"first": np.int64, "part": np.int8, "start": np.int32, "end": np.int32}


def passages_of(entries: Sequence[Entry]) -> tuple[Passages, list[str]]:
    """The passages of the entries, entry by entry, and the text of each to be encoded."""
    rows: list[tuple[int, Part, int, int]] = []
    for position, entry in enumerate(entries):
        rows.append((position, Part.ENTRY, 0, 0))
        rows.append((position, Part.TITLE, 0, len(entry.title)))
        rows += [(position, Part.ABSTRACT, start, end) for start, end in sentence_spans(entry.abstract)]
    texts = [text_of(entries[position], part, start, end) for position, part, start, end in rows]
    table = np.asarray(rows, dtype=np.int64).reshape(-1, 4)
    passages = Passages(
        first=np.searchsorted(table[:, 0], np.arange(len(entries) + 1)).astype(np.int64),
        part=table[:, 1].astype(np.int8),
        start=table[:, 2].astype(np.int32),
        end=table[:, 3].astype(np.int32),
    )
    return passages, texts


def texts_of(entries: Sequence[Entry], passages: Passages) -> list[str]:
    """The text of each passage as it was encoded, in order."""
    columns = (passages.entry.tolist(), passages.part.tolist(), passages.start.tolist(), passages.end.tolist())
    return [
        text_of(entries[position], Part(part), start, end) for position, part, start, end in zip(*columns, strict=True)
    ]


class ToEncode(NamedTuple):
    """What the vector of a passage depends on.

    Attributes:
        text: of the passage.
        topic: stems that stand in most entries of its brief, sorted: they tell none apart, so they are read but do not
            count.
    """

    text: str
    topic: tuple[str, ...]


def to_encode(
    texts: Sequence[str], owners: Iterable[int], briefs: Sequence[str], topics: Mapping[str, tuple[str, ...]]
) -> list[ToEncode]:
    """The texts of passages with what their briefs are about.

    Args:
        texts: of the passages.
        owners: position of the entry of each.
        briefs: id of the brief of each entry.
        topics: brief id → its topic.
    """
    return [ToEncode(text, topics[briefs[owner]]) for text, owner in zip(texts, owners, strict=True)]


def text_of(entry: Entry, part: Part, start: int, end: int) -> str:
    """The text of one passage of an entry, as it is encoded."""
    match part:
        case Part.ENTRY:
            return whole_text(entry)
        case Part.TITLE:
            return entry.title[start:end]
        case Part.ABSTRACT:
            return entry.abstract[start:end]


def whole_text(entry: Entry) -> str:
    """Title and abstract as one text, for the vector of the entry as a whole."""
    stop = "" if entry.title.endswith((".", "?", "!")) else "."
    return f"{entry.title}{stop} {entry.abstract}".strip()
