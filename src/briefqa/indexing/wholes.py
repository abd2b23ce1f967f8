"""Which entries are, as a whole, nearest to a vector: exactly, or, of very many, so that hardly any is missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from briefqa.encoding import Vectors
from briefqa.errors import IndexCorrupt
from briefqa.indexing.files import MEND, Blob, open_blob, stream_blob
from briefqa.indexing.vectors import cosines_of

if TYPE_CHECKING:
    import faiss

Positions = NDArray[np.int64]
STEM = "wholes"
# From so many entries on the nearest are looked for in clusters; docs/performance.md has the times.
CLUSTERED_FROM = 30_000
# The share of the ten nearest that a search in clusters has to find, when it is tried, to be used.
LEAST_RECALL = 0.995
_NEAREST = 10
# As many as a question asks for, of which the nearest are then found exactly.
_ASKED_FOR = 500
# Vectors that each cluster's middle is found from, on average.
_SAMPLED = 50
# Not more than this share of the clusters is looked at: then all entries are compared.
_MOST = 4
# Numbers that stay near the processor while each vector is compared with them.
_AT_HAND = 1 << 18
# Bytes at a time. FAISS goes through Python's files, as its own cannot open Windows paths that are not ASCII.
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Approximation:
    """How the nearest entries are looked for where they are too many to be compared one by one.

    Attributes:
        clusters: how many the entries stand in.
        searched: how many of these are looked at for a question.
        recall: the share of the ten nearest that was found when it was tried, in [0, 1].
    """

    clusters: int
    searched: int
    recall: float

    def to_dict(self) -> dict[str, Any]:
        """As `briefqa status --json` shows it, and the manifest keeps it."""
        return asdict(self)


class Nearness(Protocol):
    """How near entries are, as a whole, to one vector: float32, shape (dimension,)."""

    @property
    def vector(self) -> Vectors:
        """That vector."""
        ...

    def nearest(self, k: int, allowed: NDArray[np.bool_] | None = None) -> Positions:
        """The entries with the largest inner products, the nearest first.

        Of entries in clusters nearly all of these, and others about as near.

        Args:
            k: 1 or more; clamped to the number of entries that are allowed.
            allowed: bool, shape (entries,); None allows all.

        Returns:
            int64, shape (k,): their positions.
        """
        ...

    def cosines(self, positions: Positions) -> Vectors:
        """Of entries: float32, shape (positions,)."""
        ...


@dataclass(frozen=True, slots=True)
class Exact:
    """All vectors of entries as a whole, compared one by one: float32, shape (entries, dimension)."""

    vectors: Vectors

    def near(self, asked: Vectors) -> Sequence[Nearness]:
        """How near entries are to each of several vectors, float32, shape (n, dimension)."""
        import faiss

        asked = np.ascontiguousarray(asked)
        entries, dimension = self.vectors.shape
        found = np.empty((len(asked), entries), np.float32)
        step = max(_AT_HAND // dimension, 1)
        for start in range(0, entries, step):
            block = self.vectors[start : start + step]
            for vector, cosines in zip(asked, found, strict=True):
                arrays = [faiss.swig_ptr(array) for array in (cosines[start : start + step], vector, block)]
                faiss.fvec_inner_products_ny(*arrays, dimension, len(block))
        return [Compared(*pair) for pair in zip(asked, found, strict=True)]


@dataclass(frozen=True, slots=True)
class Compared:
    """How near entries are to a vector that was compared with all: `all` cosines, float32, shape (entries,)."""

    vector: Vectors
    all: Vectors

    def nearest(self, k: int, allowed: NDArray[np.bool_] | None = None) -> Positions:
        """See `Nearness`."""
        among = self.all if allowed is None else np.where(allowed, self.all, np.float32(-np.inf))
        others = len(among) - _clamped(k, len(among), allowed)
        found = np.argpartition(among, others)[others:] if 0 < others < len(among) else np.arange(others, len(among))
        placed: Positions = found[np.argsort(-among[found])]
        return placed

    def cosines(self, positions: Positions) -> Vectors:
        """See `Nearness`."""
        return self.all[positions]


@dataclass(frozen=True, slots=True)
class Clustered:
    """Entries in clusters, of which those with the nearest middles are looked at.

    Attributes:
        index: with a byte for each component; only the order of entries that are about as near suffers.
        searched: how many clusters are looked at.
        vectors: among others those of entries as a whole, float32 or float16, shape (rows, dimension).
        rows: which of them these are, int64, shape (entries,).
    """

    index: faiss.IndexIVF
    searched: int
    vectors: NDArray[np.floating[Any]]
    rows: Positions

    def near(self, asked: Vectors) -> Sequence[Nearness]:
        """How near entries are to each of several vectors, float32, shape (n, dimension)."""
        return [LookedFor(vector, self) for vector in asked]

    def within(self, asked: Vectors, k: int, allowed: NDArray[np.bool_] | None, searched: int) -> Positions:
        """The nearest in so many clusters, shape (n, k); -1 where these have fewer than `k` that are allowed."""
        import faiss

        parameters = faiss.SearchParametersIVF(nprobe=searched)
        if allowed is not None:
            selector = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
            parameters = faiss.SearchParametersIVF(nprobe=searched, sel=selector)
        with one_thread():
            found: Positions = self.index.search(np.ascontiguousarray(asked), k, params=parameters)[1]
        return found


@dataclass(frozen=True, slots=True)
class LookedFor:
    """How near entries in clusters are to a vector: looked for when it is asked."""

    vector: Vectors
    among: Clustered

    def nearest(self, k: int, allowed: NDArray[np.bool_] | None = None) -> Positions:
        """See `Nearness`."""
        among, asked = self.among, self.vector[np.newaxis]
        k = _clamped(k, len(among.rows), allowed)
        if k == 0:
            return np.zeros(0, np.int64)
        found: Positions = among.within(asked, k, allowed, among.searched)[0]
        if (found < 0).any():
            # The clusters looked at have too few that are allowed.
            found = among.within(asked, k, allowed, among.index.nlist)[0]
        return found

    def cosines(self, positions: Positions) -> Vectors:
        """See `Nearness`."""
        found: Vectors = cosines_of(self.vector[np.newaxis], self.among.vectors, self.among.rows[positions])[0]
        return found


def _clamped(k: int, entries: int, allowed: NDArray[np.bool_] | None) -> int:
    return min(k, entries if allowed is None else int(np.count_nonzero(allowed)))


def cluster(wholes: Vectors, trial: Vectors) -> tuple[Clustered, Approximation] | None:
    """Put entries into clusters; None where too many of these would have to be looked at.

    The middles come from a sample, the same for the same vectors. How many clusters are looked at is the fewest, of
    2, 4, 8 …, that find what `LEAST_RECALL` says.

    Args:
        wholes: of the entries as a whole, float32, shape (entries, dimension), length 1 each.
        trial: vectors like those of questions, shape (n, dimension).
    """
    import faiss

    entries, dimension = wholes.shape
    clusters = int(2 * np.sqrt(entries))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        clusters,
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
        False,  # components themselves, not their distances from the middle: quicker to compare
    )
    index.cp.niter = 8
    index.cp.max_points_per_centroid = _SAMPLED
    index.train(wholes)
    index.add(wholes)
    nearest = [set(row) for row in faiss.knn(trial, wholes, _NEAREST, faiss.METRIC_INNER_PRODUCT)[1].tolist()]
    searched = 2
    while searched <= clusters // _MOST:
        tried = Clustered(index, searched, wholes, np.arange(entries))
        found = tried.within(trial, _ASKED_FOR, None, searched).tolist()
        shares = [len(wanted & set(row)) / _NEAREST for wanted, row in zip(nearest, found, strict=True)]
        recall = float(np.mean(shares))
        # Where a search came to fewer entries than were asked for, it would have to be done again.
        if recall >= LEAST_RECALL and all(row[-1] >= 0 for row in found):
            return tried, Approximation(clusters, searched, round(recall, 4))
        searched *= 2
    return None


def write_clusters(folder: Path, clustered: Clustered) -> Blob:
    """Write entries in clusters.

    Raises:
        OSError: the file cannot be written.
    """
    import faiss

    return stream_blob(
        folder, STEM, ".faiss", lambda put: faiss.write_index(clustered.index, faiss.PyCallbackIOWriter(put, _PIECE))
    )


def read_clusters(
    folder: Path, blob: Blob, approximation: Approximation, vectors: NDArray[np.floating[Any]], rows: Positions
) -> Clustered:
    """Read what `write_clusters` wrote.

    Args:
        folder: of the index.
        blob: the file.
        approximation: how it is searched.
        vectors: see `Clustered`.
        rows: likewise.

    Raises:
        IndexCorrupt: the file is not the one that was written, or holds other entries than `rows`.
    """
    import faiss

    with open_blob(folder, blob) as stream:
        index = faiss.read_index(faiss.PyCallbackIOReader(stream.read, _PIECE))
    expected = (len(rows), vectors.shape[1], approximation.clusters)
    found = (index.ntotal, index.d, getattr(index, "nlist", 0))
    for what, have, want in zip(("entries", "dimensions", "clusters"), found, expected, strict=True):
        if have != want:
            raise IndexCorrupt(f"{folder / blob.path}: has {have} {what} instead of {want}; {MEND}")
    return Clustered(index, approximation.searched, vectors, rows)


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
