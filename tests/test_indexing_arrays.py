"""Arrays in files: written in blocks, read as a whole or mapped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from briefqa.errors import IndexCorrupt
from briefqa.indexing.arrays import read_array, write_array

NUMBERS = np.arange(12, dtype=np.float32).reshape(6, 2)


@pytest.mark.parametrize("mapped", [False, True])
@pytest.mark.parametrize("rows", [0, 6])
def test_what_is_written_in_blocks_is_read_as_one(rows: int, mapped: bool, tmp_path: Path) -> None:
    blob = write_array(tmp_path, "vectors", (rows, 2), np.float32, [NUMBERS[:rows][:4], NUMBERS[:rows][4:]])
    read = read_array(tmp_path, blob, shape=(rows, 2), dtypes=(np.float32,), mapped=mapped)
    assert read.dtype == np.float32
    assert np.array_equal(read, NUMBERS[:rows])
    # Any program that knows NumPy's files reads them.
    assert np.array_equal(np.load(tmp_path / blob.path), NUMBERS[:rows])


def test_numbers_are_kept_in_the_type_that_is_asked_for(tmp_path: Path) -> None:
    blob = write_array(tmp_path, "vectors", (6, 2), np.float16, [NUMBERS])
    assert read_array(tmp_path, blob, shape=(-1, 2), dtypes=(np.float32, np.float16)).dtype == np.float16


@pytest.mark.parametrize("mapped", [False, True])
def test_another_shape_or_type_is_found(mapped: bool, tmp_path: Path) -> None:
    blob = write_array(tmp_path, "vectors", (6, 2), np.float32, [NUMBERS])
    with pytest.raises(IndexCorrupt, match="has 6 × 2 numbers instead of 7 × 2"):
        read_array(tmp_path, blob, shape=(7, 2), dtypes=(np.float32,), mapped=mapped)
    with pytest.raises(IndexCorrupt, match="has 6 × 2 numbers instead of any"):
        read_array(tmp_path, blob, shape=(-1,), dtypes=(np.float32,), mapped=mapped)
    with pytest.raises(IndexCorrupt, match="numbers"):
        read_array(tmp_path, blob, shape=(6, 2), dtypes=(np.int32,), mapped=mapped)


def test_blocks_of_too_few_rows_are_not_taken_for_all(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="6 rows came instead of 7"):
        write_array(tmp_path, "vectors", (7, 2), np.float32, [NUMBERS])
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_cut_short_is_found_before_it_is_mapped(tmp_path: Path) -> None:
    blob = write_array(tmp_path, "vectors", (6, 2), np.float32, [NUMBERS])
    (tmp_path / blob.path).write_bytes((tmp_path / blob.path).read_bytes()[:-1])
    with pytest.raises(IndexCorrupt, match=f"has {blob.size - 1} bytes instead of {blob.size}"):
        read_array(tmp_path, blob, shape=(6, 2), dtypes=(np.float32,), mapped=True)
