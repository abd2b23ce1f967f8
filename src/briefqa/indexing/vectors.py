"""The vectors of an index: a flat FAISS index of unit vectors, written and read block by block."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from briefqa.encoding import Vectors
from briefqa.errors import IndexCorrupt
from briefqa.indexing.files import MEND, Blob, open_blob, stream_blob

if TYPE_CHECKING:
    import faiss

# Bytes at a time. FAISS goes through Python's files, as its own cannot open Windows paths that are not ASCII.
_PIECE = 1 << 20


def write_vectors(folder: Path, dimension: int, blocks: Iterable[Vectors]) -> Blob:
    """Write unit vectors, in blocks of shape (rows, dimension), as a FAISS index for exact inner products.

    Raises:
        OSError: the file cannot be written.
    """
    import faiss

    index = faiss.IndexFlatIP(dimension)
    for block in blocks:
        index.add(np.ascontiguousarray(block))
    return stream_blob(
        folder, "vectors", ".faiss", lambda put: faiss.write_index(index, faiss.PyCallbackIOWriter(put, _PIECE))
    )


def read_vectors(folder: Path, blob: Blob, *, count: int, dimension: int) -> faiss.IndexFlatIP:
    """Read what `write_vectors` wrote.

    Raises:
        IndexCorrupt: the file is not the one that was written, or holds other than `count` vectors of `dimension`.
    """
    import faiss

    with open_blob(folder, blob) as stream:
        index = faiss.read_index(faiss.PyCallbackIOReader(stream.read, _PIECE))
    for what, found, expected in (("vectors", index.ntotal, count), ("dimensions", index.d, dimension)):
        if found != expected:
            raise IndexCorrupt(f"{folder / blob.path}: has {found} {what} instead of {expected}; {MEND}")
    return index
