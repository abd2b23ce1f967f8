"""Entries → the passages that get a vector each: the entry as a whole, its title, every sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from briefqa.brief import Entry
from briefqa.sentences import sentence_spans


class Part(IntEnum):
    """Which text of its entry a passage is; the numbers are stored."""

    ENTRY = 0
    TITLE = 1
    ABSTRACT = 2


@dataclass(frozen=True, slots=True)
class Passages:
    """What each vector row stands for; all arrays have shape (rows,).

    Attributes:
        entry: int32, position of the entry.
        part: int8, a `Part`.
        start, end: int32, character span in the entry's title (TITLE) or abstract (ABSTRACT); 0 and 0 for ENTRY.
    """

    entry: NDArray[np.int32]
    part: NDArray[np.int8]
    start: NDArray[np.int32]
    end: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.entry)

    def rows_of(self, position: int) -> range:
        """The rows of an entry, which stand side by side."""
        # Keys of the same type: for others the whole array would be converted.
        first, last = np.searchsorted(self.entry, np.asarray([position, position + 1], self.entry.dtype)).tolist()
        return range(first, last)


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
        entry=table[:, 0].astype(np.int32),
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
