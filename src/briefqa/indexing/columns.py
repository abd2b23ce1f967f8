"""What is asked of all entries at once, column by column, so that no entry need be read for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from briefqa.abbreviations import Initials
from briefqa.brief import Access, Entry, slug
from briefqa.errors import IndexCorrupt
from briefqa.fields import publication_name
from briefqa.indexing.arrays import SUFFIX, read_array
from briefqa.indexing.entries import CHECK, Lines
from briefqa.indexing.files import MEND, Blob, read_blob, write_blob_folder
from briefqa.works import doubles_of

STEM = "columns"
_NAMES = "names.json"
_ACCESS = tuple(Access)


@dataclass(frozen=True, slots=True)
class Columns:
    """Of every entry what filters, fields and the order of hits need; arrays of shape (entries,) unless said otherwise.

    Attributes:
        year: int16, of publication; 0 where none is known.
        access: int8, position in `Access`.
        publication: int32, position in `publications`.
        section: int32, position in `sections`.
        rank: int32, place of its id among all, in order.
        title_key: uint64, rising: digests of titles.
        title_of: int32, the entry that has that title.
        double: int32, shape (pairs, 2), rising: an entry, and another of the same work; each pair both ways.
        initials: first letters of the words of title and abstract; see `Initials`.
        ends: int64, where the initials of each entry end.
        line_end: uint64; see `entries.Lines`.
        line_check: uint8, shape (entries, 8); likewise.
        publications: names, each once; see `fields.publication_name`.
        sections: paths of headings, each once.
    """

    year: NDArray[np.int16]
    access: NDArray[np.int8]
    publication: NDArray[np.int32]
    section: NDArray[np.int32]
    rank: NDArray[np.int32]
    title_key: NDArray[np.uint64]
    title_of: NDArray[np.int32]
    double: NDArray[np.int32]
    initials: NDArray[np.uint8]
    ends: NDArray[np.int64]
    line_end: NDArray[np.uint64]
    line_check: NDArray[np.uint8]
    publications: Sequence[str]
    sections: Sequence[tuple[str, ...]]

    @classmethod
    def of(cls, entries: Sequence[Entry], lines: Lines) -> Self:
        """The columns of entries, which stand in a file as `lines` says."""
        publications: dict[str, int] = {}
        sections: dict[tuple[str, ...], int] = {}
        keys = np.asarray([_key(slug(entry.title)) for entry in entries], np.uint64)
        by_key = np.argsort(keys, kind="stable")
        doubles = doubles_of(entries)
        pairs = [(one, other) for one in sorted(doubles) for other in doubles[one]]
        initials = Initials.of((entry.title, entry.abstract) for entry in entries)
        rank = np.empty(len(entries), np.int32)
        rank[sorted(range(len(entries)), key=lambda position: entries[position].id)] = np.arange(len(entries))
        return cls(
            year=np.asarray([entry.date.year if entry.date else 0 for entry in entries], np.int16),
            access=np.asarray([_ACCESS.index(entry.access) for entry in entries], np.int8),
            publication=_coded((publication_name(entry.source) for entry in entries), publications),
            section=_coded((entry.section for entry in entries), sections),
            rank=rank,
            title_key=keys[by_key],
            title_of=by_key.astype(np.int32),
            double=np.asarray(pairs, np.int32).reshape(-1, 2),
            initials=initials.letters,
            ends=initials.ends,
            line_end=lines.ends,
            line_check=lines.checks,
            publications=tuple(publications),
            sections=tuple(sections),
        )

    @property
    def lines(self) -> Lines:
        """Where the entries stand in their file."""
        return Lines(self.line_end, self.line_check)

    def published(self, first: int, last: int) -> NDArray[np.bool_]:
        """Which entries were published in these years, both included."""
        found: NDArray[np.bool_] = (self.year >= max(first, 1)) & (self.year <= last)
        return found

    def with_access(self, wanted: Collection[Access]) -> NDArray[np.bool_]:
        """Which entries have one of these."""
        return np.isin(self.access, [_ACCESS.index(Access(one)) for one in wanted])

    def under(self, headings: Collection[str]) -> NDArray[np.bool_]:
        """Which entries stand under one of these headings, at any level."""
        return np.isin(self.section, [at for at, path in enumerate(self.sections) if not {*headings}.isdisjoint(path)])

    def in_publication(self, name: str) -> NDArray[np.bool_]:
        """Which entries were published there."""
        found: NDArray[np.bool_] = self.publication == (
            self.publications.index(name) if name in self.publications else -1
        )
        return found

    def maybe_titled(self, title: str) -> list[int]:
        """The entries, rising, among which are those of a title, given as `slug`; all others are others with luck."""
        key = _key(title)
        first, last = (int(np.searchsorted(self.title_key, np.uint64(key), side)) for side in ("left", "right"))
        return sorted(self.title_of[first:last].tolist())

    def doubles_among(self, positions: NDArray[np.int64]) -> dict[int, tuple[int, ...]]:
        """Of some entries, those that are not the only one of their work → the others, in order."""
        keys = positions.astype(np.int32)
        first, last = (np.searchsorted(self.double[:, 0], keys, side) for side in ("left", "right"))
        there = np.flatnonzero(last > first).tolist()
        return {int(positions[at]): tuple(self.double[first[at] : last[at], 1].tolist()) for at in there}

    def save(self, folder: Path) -> tuple[Blob, ...]:
        """Write them into the folder of an index."""

        def fill(scratch: Path) -> None:
            for name in _arrays():
                np.save(scratch / f"{name}{SUFFIX}", getattr(self, name), allow_pickle=False)
            names = {"publications": self.publications, "sections": self.sections}
            (scratch / _NAMES).write_text(f"{json.dumps(names)}\n", encoding="utf-8")

        return tuple(write_blob_folder(folder, STEM, fill))

    @classmethod
    def load(cls, folder: Path, blobs: Sequence[Blob], *, entries: int, mapped: bool) -> Self:
        """Take back what `save` wrote; see `read_array`.

        Raises:
            IndexCorrupt: a file is missing, altered, or does not fit the others.
        """
        files = {Path(blob.path).name: blob for blob in blobs}
        missing = {_NAMES, *(f"{name}{SUFFIX}" for name in _arrays())} - files.keys()
        if missing:
            raise IndexCorrupt(f"{folder}: the manifest names no {min(missing)} of columns; {MEND}")
        lengths = {"double": (-1, 2), "initials": (-1,), "line_check": (entries, CHECK)}
        arrays: dict[str, Any] = {
            name: read_array(
                folder,
                files[f"{name}{SUFFIX}"],
                shape=lengths.get(name, (entries,)),
                dtypes=(_TYPES[name],),
                mapped=mapped,
            )
            for name in _arrays()
        }
        names = json.loads(read_blob(folder, files[_NAMES]))
        return cls(**arrays, publications=tuple(names["publications"]), sections=tuple(map(tuple, names["sections"])))


_TYPES: dict[str, type[np.generic]] = {
    **dict.fromkeys(("year",), np.int16),
    **dict.fromkeys(("access",), np.int8),
    **dict.fromkeys(("publication", "section", "rank", "title_of", "double"), np.int32),
    **dict.fromkeys(("title_key", "line_end"), np.uint64),
    **dict.fromkeys(("initials", "line_check"), np.uint8),
    **dict.fromkeys(("ends",), np.int64),
}


def _arrays() -> list[str]:
    return [field.name for field in fields(Columns) if field.name in _TYPES]


def _coded(values: Iterable[Any], codes: dict[Any, int]) -> NDArray[np.int32]:
    """The code of each value; one that has none yet gets the next."""
    return np.asarray([codes.setdefault(value, len(codes)) for value in values], np.int32)


def _key(title: str) -> int:
    return int.from_bytes(hashlib.blake2b(title.encode(), digest_size=8).digest(), "little")
