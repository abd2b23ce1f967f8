"""The vectors of passages: a matrix of unit vectors, of which a question reads only some rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefqa.encoding import Vectors
from briefqa.indexing.arrays import read_array, write_array
from briefqa.indexing.files import Blob

_DTYPES = (np.float32, np.float16)
# From so many vectors on they are kept in half the bytes, which moves no cosine by more than 0.0001.
HALVED_FROM = 1_000_000
# So many multiplications at a time OpenBLAS does not share out to threads, which would wait for each other longer than
# they work; and what is multiplied stays near the processor.
_AT_ONCE = 1 << 18


def write_vectors(folder: Path, shape: tuple[int, int], blocks: Iterable[Vectors]) -> Blob:
    """Write unit vectors that come in blocks, all together of shape (rows, dimension).

    Raises:
        OSError: the file cannot be written.
    """
    return write_array(folder, "vectors", shape, _DTYPES[shape[0] >= HALVED_FROM], blocks)


def read_vectors(
    folder: Path, blob: Blob, *, count: int, dimension: int, mapped: bool = False
) -> NDArray[np.floating[Any]]:
    """Read what `write_vectors` wrote: float32 or float16, shape (count, dimension); see `read_array`.

    Raises:
        IndexCorrupt: the file is not the one that was written, or holds other than `count` vectors of `dimension`.
    """
    return read_array(folder, blob, shape=(count, dimension), dtypes=_DTYPES, mapped=mapped)


def rows_of(vectors: NDArray[np.floating[Any]], rows: NDArray[np.integer[Any]]) -> Vectors:
    """Some rows, as float32."""
    found: Vectors = vectors[rows].astype(np.float32, copy=False)
    return found


def cosines_of(asked: Vectors, vectors: NDArray[np.floating[Any]], rows: NDArray[np.integer[Any]]) -> Vectors:
    """Cosines of some unit vectors with some of others: float32, shape (n, rows).

    Args:
        asked: float32, shape (n, dimension).
        vectors: the others, float32 or float16, shape (vectors, dimension).
        rows: which of them, int64, shape (rows,).
    """
    found = np.empty((len(asked), len(rows)), np.float32)
    step = max(_AT_ONCE // max(asked.size, 1), 1)
    for start in range(0, len(rows), step):
        some = slice(start, start + step)
        block = rows_of(vectors, rows[some])
        if len(asked) > 1:
            np.matmul(asked, block.T, out=found[:, some])
        else:
            # The product of a matrix with one vector would be shared out.
            np.vecdot(asked, block, out=found[0, some])
    return found
