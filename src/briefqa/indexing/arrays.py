"""Arrays in files of their own: written block by block, read as a whole or, mapped into memory, where needed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from briefqa.errors import IndexCorrupt
from briefqa.indexing.files import MEND, Blob, check_size, open_blob, stream_blob

SUFFIX = ".npy"


def write_array(
    folder: Path, stem: str, shape: tuple[int, ...], dtype: DTypeLike, blocks: Iterable[NDArray[Any]]
) -> Blob:
    """Write an array whose rows come in blocks; together they have to give `shape`.

    Raises:
        ValueError: they do not.
        OSError: the file cannot be written.
    """

    def fill(put: Callable[[bytes], object]) -> None:
        header = io.BytesIO()
        described = {"descr": np.dtype(dtype).str, "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(header, described)
        put(header.getvalue())
        rows = 0
        for block in blocks:
            put(np.ascontiguousarray(block, dtype).tobytes())
            rows += len(block)
        if rows != shape[0]:
            raise ValueError(f"{rows} rows came instead of {shape[0]}")

    return stream_blob(folder, stem, SUFFIX, fill)


def read_array(
    folder: Path, blob: Blob, *, shape: tuple[int, ...], dtypes: tuple[DTypeLike, ...], mapped: bool = False
) -> NDArray[Any]:
    """Read what `write_array` or `numpy.save` wrote.

    Args:
        folder: of the index.
        blob: the file.
        shape: that it must have; -1 for any length.
        dtypes: of which it must have one.
        mapped: leave it on disk, and read of it what is used; then its digest is not compared here.

    Raises:
        IndexCorrupt: the file is not the one that was written, or holds an array of another shape or type.
    """
    if mapped:
        check_size(folder, blob)
        path = folder / blob.path
        # What has no bytes cannot be mapped.
        array = np.load(path, mmap_mode=None if 0 in shape else "r", allow_pickle=False)
    else:
        with open_blob(folder, blob) as stream:
            array = np.load(stream, allow_pickle=False)
    fits = len(array.shape) == len(shape) and all(
        want in (-1, have) for want, have in zip(shape, array.shape, strict=True)
    )
    if not fits or array.dtype not in [np.dtype(one) for one in dtypes]:
        wanted = " × ".join("any" if length < 0 else f"{length}" for length in shape)
        found = " × ".join(map(str, array.shape))
        raise IndexCorrupt(f"{folder / blob.path}: has {found} numbers instead of {wanted}; {MEND}")
    return np.asarray(array)
