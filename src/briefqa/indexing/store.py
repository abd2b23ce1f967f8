"""An index on disk, opened: what a retriever may ask of it.

It answers three things, the first two for the entries a filter allows: which entries are nearest to a vector, how much
of a question's terms each has, and what stands behind positions: entries and the vectors of their passages. Nothing
else knows FAISS or BM25.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from briefqa.brief import Brief, Entry
from briefqa.encoding import Vectors
from briefqa.errors import IndexCorrupt
from briefqa.indexing.files import MEND, Blob, checked_meanwhile, open_blob, read_blob
from briefqa.indexing.lexical import Lexical
from briefqa.indexing.manifest import Manifest, Stamp, read_manifest, stamp_of
from briefqa.indexing.passages import Part, Passages
from briefqa.indexing.sharing import Alike, shares
from briefqa.indexing.vectors import read_vectors
from briefqa.lexicon import Lexicon

if TYPE_CHECKING:
    import faiss

Positions = NDArray[np.int64]
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Index:
    """One state of an index; never changes while it is open.

    Attributes:
        folder: where it is.
        stamp: of its manifest (see `stamp_of`).
        manifest, briefs, entries, passages, lexical, lexicon: what it consists of, in memory.
    """

    folder: Path
    stamp: Stamp | None
    manifest: Manifest
    briefs: tuple[Brief, ...]
    entries: tuple[Entry, ...]
    passages: Passages
    lexical: Lexical
    lexicon: Lexicon
    _all: faiss.IndexFlatIP
    _wholes: faiss.IndexFlatIP

    @property
    def exported(self) -> Path | None:
        """The folder of the exported encoder of questions, whose files were checked; None where there is none."""
        blobs = self.manifest.blobs.get("encoder", ())
        return self.folder / Path(blobs[0].path).parent if blobs else None

    def nearest(self, vectors: Vectors, k: int, allowed: NDArray[np.bool_] | None = None) -> Positions:
        """The entries that are, as a whole, nearest to each of several vectors.

        Args:
            vectors: float32, shape (n, dimension), length 1 each.
            k: 1 or more; clamped to the number of entries that are allowed.
            allowed: bool, shape (entries,); None allows all.

        Returns:
            int64, shape (n, k): positions of the entries with the largest inner products, the nearest first.
        """
        import faiss

        k = min(k, len(self.entries) if allowed is None else int(np.count_nonzero(allowed)))
        if k == 0:
            return np.zeros((len(vectors), 0), np.int64)
        parameters = None
        if allowed is not None:
            bitmap = np.packbits(allowed, bitorder="little")
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bitmap))
        with one_thread():
            found: Positions = self._wholes.search(np.ascontiguousarray(vectors), k, params=parameters)[1]
        return found

    def vectors(self, rows: Sequence[int] | Positions) -> Vectors:
        """The vectors of passages: float32, shape (rows, dimension)."""
        return _vectors(self._all, rows)

    def wholes(self, positions: Sequence[int] | Positions) -> Vectors:
        """The vectors of entries as a whole: float32, shape (positions, dimension)."""
        return _vectors(self._wholes, positions)

    def sharing_terms(
        self, terms: Sequence[str], allowed: NDArray[np.bool_] | None = None, alike: Alike | None = None
    ) -> NDArray[np.float32]:
        """How much of a question's terms each entry has: float32, shape (entries,), in [0, 1].

        See `sharing.shares`. Entries that are not allowed get 0.
        """
        found = shares(self.lexical, terms, alike or {}).astype(np.float32)
        return found if allowed is None else np.where(allowed, found, np.float32(0))


def open_index(folder: str | Path) -> Index:
    """Open an index after a check of every file.

    A build that ends meanwhile may remove files of the state before last: then the newest state is opened.

    Raises:
        IndexMissing, IndexVersionError, IndexCorrupt: see `briefqa.errors`.
    """
    root = Path(folder)
    for _ in range(_TRIES - 1):
        stamp = stamp_of(root)
        try:
            return _open(root, stamp)
        except IndexCorrupt:
            if stamp_of(root) == stamp:
                raise
    return _open(root, stamp_of(root))


def _open(root: Path, stamp: Stamp | None) -> Index:
    return open_state(root, read_manifest(root), stamp)


def open_state(root: Path, manifest: Manifest, stamp: Stamp | None = None) -> Index:
    """Open the state of an index that a manifest describes, after a check of every file.

    Raises:
        IndexCorrupt: a file is missing or altered, or does not fit the others.
    """
    try:
        # By far the largest files, and not read here: checking them takes as long as everything else does.
        with checked_meanwhile(root, manifest.blobs.get("encoder", ())):
            return _assemble(root, manifest, stamp)
    except (KeyError, TypeError, ValueError, AttributeError, RuntimeError) as error:
        # Each file is the one that was written, but what was written is no index: the manifest was made up.
        raise IndexCorrupt(f"{root}: the files of the index do not fit together ({error}); {MEND}") from error


def _assemble(root: Path, manifest: Manifest, stamp: Stamp | None) -> Index:
    entries = _read_entries(root, _only(root, manifest, "entries"), manifest.entries)
    passages = _read_passages(root, _only(root, manifest, "passages"), manifest)
    vectors = read_vectors(
        root, _only(root, manifest, "vectors"), count=manifest.passages, dimension=manifest.encoder.dimension
    )
    lexical = _read_lexical(root, manifest)
    lexicon = Lexicon.from_dict(json.loads(read_blob(root, _only(root, manifest, "lexicon"))))
    by_brief: dict[str, list[Entry]] = {}
    for entry in entries:
        by_brief.setdefault(entry.brief_id, []).append(entry)
    current = [indexed for indexed in manifest.briefs if indexed.superseded_by is None]
    briefs = tuple(Brief.from_dict(indexed.brief, by_brief.pop(indexed.brief["id"], ())) for indexed in current)
    if by_brief:
        raise IndexCorrupt(f"{root}: has entries of briefs that the manifest does not name; {MEND}")
    return Index(
        root, stamp, manifest, briefs, entries, passages, lexical, lexicon, vectors, of_wholes(passages, vectors)
    )


@contextmanager
def one_thread() -> Iterator[None]:
    """Have FAISS work on the calling thread alone: threads that are given too little work mostly wait for each other.

    Questions that are asked at once still have a core each.
    """
    import faiss

    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)  # of the calling thread; others keep theirs
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def of_wholes(passages: Passages, vectors: faiss.IndexFlatIP) -> faiss.IndexFlatIP:
    """Of the vectors of passages those of entries as a whole, so that row and position of an entry are the same."""
    import faiss

    wholes = faiss.IndexFlatIP(vectors.d)
    wholes.add(_vectors(vectors, np.flatnonzero(passages.part == Part.ENTRY)))
    return wholes


def _vectors(store: faiss.IndexFlatIP, rows: Sequence[int] | Positions) -> Vectors:
    if len(rows) == 0:
        return np.zeros((0, store.d), dtype=np.float32)
    vectors: Vectors = store.reconstruct_batch(np.asarray(rows, dtype=np.int64))
    return vectors


def _only(root: Path, manifest: Manifest, role: str) -> Blob:
    blobs = manifest.blobs.get(role, ())
    if len(blobs) != 1:
        raise IndexCorrupt(f"{root}: the manifest names {len(blobs)} {role} files instead of 1; {MEND}")
    return blobs[0]


def _read_entries(root: Path, blob: Blob, count: int) -> tuple[Entry, ...]:
    lines = read_blob(root, blob).decode("utf-8").splitlines()
    if len(lines) != count:
        raise IndexCorrupt(f"{root / blob.path}: has {len(lines)} entries instead of {count}; {MEND}")
    return tuple(Entry.from_dict(json.loads(line)) for line in lines)


def _read_passages(root: Path, blob: Blob, manifest: Manifest) -> Passages:
    with np.load(io.BytesIO(read_blob(root, blob)), allow_pickle=False) as arrays:
        passages = Passages(**{name: arrays[name] for name in ("entry", "part", "start", "end")})
    if len(passages) != manifest.passages:
        raise IndexCorrupt(f"{root / blob.path}: has {len(passages)} passages instead of {manifest.passages}; {MEND}")
    return passages


def _read_lexical(root: Path, manifest: Manifest) -> Lexical:
    blobs = manifest.blobs.get("terms", ())
    if not blobs:
        return Lexical.empty(manifest.entries)
    for blob in blobs:
        with open_blob(root, blob):
            pass
    return Lexical.load(root / Path(blobs[0].path).parent, manifest.entries)
