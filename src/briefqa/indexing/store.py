"""An index on disk, opened: what a retriever may ask of it.

It answers three things, the first two for the entries a filter allows: which entries are nearest to a vector, how much
of a question's terms each has, and what stands behind positions: entries, and how near to a vector their passages are.
Nothing else knows FAISS or BM25.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefqa.brief import Brief, Entry
from briefqa.encoding import Vectors
from briefqa.errors import IndexCorrupt
from briefqa.indexing.columns import Columns
from briefqa.indexing.entries import Entries
from briefqa.indexing.files import MEND, Blob, CheckedLater, check_size, checked_meanwhile, open_blob, read_blob
from briefqa.indexing.lexical import Lexical
from briefqa.indexing.manifest import Manifest, Stamp, read_manifest, stamp_of
from briefqa.indexing.passages import Passages
from briefqa.indexing.sharing import Alike, shares
from briefqa.indexing.vectors import cosines_of, read_vectors, rows_of
from briefqa.indexing.wholes import Clustered, Exact, Nearness, Positions, read_clusters
from briefqa.lexicon import Lexicon

_TRIES = 5
# Bytes of an index that are read, and checked, before it is asked anything. What a larger one consists of is mapped
# into memory, and checked while it is asked; see docs/indexing.md.
READ_AT_ONCE = 256_000_000
# What is mapped then.
_LARGE = ("entries", "passages", "columns", "vectors", "terms")


@dataclass(frozen=True, slots=True)
class Index:
    """One state of an index; never changes while it is open.

    Attributes:
        folder: where it is.
        stamp: of its manifest (see `stamp_of`).
        manifest, briefs, entries, columns, passages, lexical, lexicon: what it consists of, in memory or mapped.
        brief: int32, shape (entries,): position of each entry's brief in `briefs`.
        checked: what of its files is checked only now.
    """

    folder: Path
    stamp: Stamp | None
    manifest: Manifest
    briefs: tuple[Brief, ...]
    entries: Sequence[Entry]
    columns: Columns
    brief: NDArray[np.int32]
    passages: Passages
    lexical: Lexical
    lexicon: Lexicon
    checked: CheckedLater
    _vectors: NDArray[np.floating[Any]]
    _wholes: Exact | Clustered

    @property
    def exported(self) -> Path | None:
        """The folder of the exported encoder of questions, whose files were checked; None where there is none."""
        blobs = self.manifest.blobs.get("encoder", ())
        return self.folder / Path(blobs[0].path).parent if blobs else None

    def near(self, vectors: Vectors) -> Sequence[Nearness]:
        """How near entries are, as a whole, to each of several unit vectors, float32, shape (n, dimension)."""
        return self._wholes.near(vectors)

    def vectors(self, rows: Sequence[int] | Positions) -> Vectors:
        """The vectors of passages: float32, shape (rows, dimension)."""
        return rows_of(self._vectors, np.asarray(rows, dtype=np.int64))

    def cosines(self, vectors: Vectors, rows: Positions) -> Vectors:
        """Cosines of some unit vectors, float32, shape (n, dimension), with passages: float32, shape (n, rows)."""
        return cosines_of(vectors, self._vectors, rows)

    def sharing_terms(
        self, terms: Sequence[str], allowed: NDArray[np.bool_] | None = None, alike: Alike | None = None
    ) -> NDArray[np.float32]:
        """How much of a question's terms each entry has: float32, shape (entries,), in [0, 1].

        See `sharing.shares`. Entries that are not allowed get 0.
        """
        found = shares(self.lexical, terms, alike or {}).astype(np.float32)
        return found if allowed is None else np.where(allowed, found, np.float32(0))


def open_index(folder: str | Path, *, trusting: bool = False) -> Index:
    """Open an index after a check of every file.

    Args:
        folder: of the index.
        trusting: of a large index, compare the digests of what is mapped meanwhile (`Index.checked`).

    A build that ends meanwhile may remove files of the state before last: then the newest state is opened.

    Raises:
        IndexMissing, IndexVersionError, IndexCorrupt: see `briefqa.errors`.
    """
    root = Path(folder)
    for _ in range(_TRIES - 1):
        stamp = stamp_of(root)
        try:
            return _open(root, stamp, trusting=trusting)
        except IndexCorrupt:
            if stamp_of(root) == stamp:
                raise
    return _open(root, stamp_of(root), trusting=trusting)


def _open(root: Path, stamp: Stamp | None, *, trusting: bool) -> Index:
    return open_state(root, read_manifest(root), stamp, trusting=trusting)


def open_state(root: Path, manifest: Manifest, stamp: Stamp | None = None, *, trusting: bool = False) -> Index:
    """Open the state of an index that a manifest describes, after a check of every file; see `open_index`.

    Raises:
        IndexCorrupt: a file is missing or altered, or does not fit the others.
    """
    try:
        # By far the largest files, and not read here: checking them takes as long as everything else does.
        with checked_meanwhile(root, manifest.blobs.get("encoder", ())):
            index = _assemble(root, manifest, stamp)
    except (KeyError, TypeError, ValueError, AttributeError, RuntimeError) as error:
        # Each file is the one that was written, but what was written is no index: the manifest was made up.
        raise IndexCorrupt(f"{root}: the files of the index do not fit together ({error}); {MEND}") from error
    if not trusting:
        index.checked.wait()
    return index


def _assemble(root: Path, manifest: Manifest, stamp: Stamp | None) -> Index:
    large = [blob for role in _LARGE for blob in manifest.blobs.get(role, ())]
    mapped = sum(blob.size for blob in large) > READ_AT_ONCE
    columns = Columns.load(root, _several(root, manifest, "columns"), entries=manifest.entries, mapped=mapped)
    entries = _read_entries(root, _only(root, manifest, "entries"), columns, mapped=mapped)
    passages = Passages.load(
        root,
        _several(root, manifest, "passages"),
        entries=manifest.entries,
        rows=manifest.passages,
        mapped=mapped,
    )
    vectors = read_vectors(
        root,
        _only(root, manifest, "vectors"),
        count=manifest.passages,
        dimension=manifest.encoder.dimension,
        mapped=mapped,
    )
    lexical = _read_lexical(root, manifest, mapped=mapped)
    lexicon = Lexicon.from_dict(json.loads(read_blob(root, _only(root, manifest, "lexicon"))))
    counts = [indexed.entries for indexed in manifest.briefs if indexed.superseded_by is None]
    if sum(counts) != manifest.entries:
        raise IndexCorrupt(f"{root}: has {manifest.entries} entries, but its briefs have {sum(counts)}; {MEND}")
    return Index(
        root,
        stamp,
        manifest,
        briefs_of(manifest, entries),
        entries,
        columns,
        np.repeat(np.arange(len(counts), dtype=np.int32), counts),
        passages,
        lexical,
        lexicon,
        CheckedLater(root, large if mapped else ()),
        vectors,
        _read_wholes(root, manifest, passages, vectors),
    )


def briefs_of(manifest: Manifest, entries: Sequence[Entry]) -> tuple[Brief, ...]:
    """The briefs that are searched, each with its entries, which stand brief by brief."""
    current = [indexed for indexed in manifest.briefs if indexed.superseded_by is None]
    ends = pairwise(accumulate((indexed.entries for indexed in current), initial=0))
    return tuple(
        replace(Brief.from_dict(indexed.brief, ()), entries=entries[first:last])
        for indexed, (first, last) in zip(current, ends, strict=True)
    )


def exact(passages: Passages, vectors: NDArray[np.floating[Any]]) -> Exact:
    """The vectors of entries as a whole, of those of all passages."""
    return Exact(rows_of(vectors, passages.first[:-1]))


def _read_wholes(
    root: Path, manifest: Manifest, passages: Passages, vectors: NDArray[np.floating[Any]]
) -> Exact | Clustered:
    if manifest.approximation is None:
        return exact(passages, vectors)
    return read_clusters(
        root,
        _only(root, manifest, "wholes"),
        manifest.approximation,
        vectors,
        passages.first[:-1],
    )


def _only(root: Path, manifest: Manifest, role: str) -> Blob:
    blobs = manifest.blobs.get(role, ())
    if len(blobs) != 1:
        raise IndexCorrupt(f"{root}: the manifest names {len(blobs)} {role} files instead of 1; {MEND}")
    return blobs[0]


def _several(root: Path, manifest: Manifest, role: str) -> tuple[Blob, ...]:
    blobs = manifest.blobs.get(role, ())
    if not blobs:
        raise IndexCorrupt(f"{root}: the manifest names no {role} files; {MEND}")
    return blobs


def _read_entries(root: Path, blob: Blob, columns: Columns, *, mapped: bool) -> Entries:
    if not mapped:
        return Entries.of(root / blob.path, memoryview(read_blob(root, blob)), columns.lines)
    check_size(root, blob)
    with (root / blob.path).open("rb") as stream:
        data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    return Entries.of(root / blob.path, memoryview(data), columns.lines)


def _read_lexical(root: Path, manifest: Manifest, *, mapped: bool) -> Lexical:
    blobs = manifest.blobs.get("terms", ())
    if not blobs:
        return Lexical.empty(manifest.entries)
    check(root, blobs, only_size=mapped)
    return Lexical.load(root / Path(blobs[0].path).parent, manifest.entries, mapped=mapped)


def check(root: Path, blobs: Iterable[Blob], *, only_size: bool = False) -> None:
    """Check blobs one after the other.

    Raises:
        IndexCorrupt: one is not what was written.
    """
    for blob in blobs:
        if only_size:
            check_size(root, blob)
        else:
            with open_blob(root, blob):
                pass
