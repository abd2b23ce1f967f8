"""Entries are read one by one, and each is what was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefqa.errors import IndexCorrupt
from briefqa.indexing.entries import Entries, write_entries
from tiny import entry

if TYPE_CHECKING:
    from briefqa.brief import Entry

WRITTEN = tuple(entry(f"Title {n} “é”", f"Abstract {n}.\nIts second line.") for n in range(5))


def entries_of(folder: Path, written: tuple[Entry, ...] = WRITTEN) -> Entries:
    blob, lines = write_entries(folder, written)
    return Entries.of(folder / blob.path, memoryview((folder / blob.path).read_bytes()), lines)


def test_they_are_equal_to_a_tuple_of_the_same(tmp_path: Path) -> None:
    entries = entries_of(tmp_path)
    assert len(entries) == 5
    assert entries == WRITTEN
    assert entries == WRITTEN
    assert entries != WRITTEN[:4]
    assert entries != list(WRITTEN)
    assert hash(entries) == hash(WRITTEN)
    assert list(entries) == list(WRITTEN)
    assert "5 entries" in repr(entries)


def test_a_part_of_them_is_what_a_part_of_the_tuple_is(tmp_path: Path) -> None:
    entries = entries_of(tmp_path)
    assert entries[2] == WRITTEN[2]
    assert entries[-1] == WRITTEN[-1]
    assert entries[1:4] == WRITTEN[1:4]
    assert entries[1:4][::-2] == WRITTEN[1:4][::-2]
    with pytest.raises(IndexError):
        entries[1:4][3]


def test_there_may_be_none(tmp_path: Path) -> None:
    assert entries_of(tmp_path, ()) == ()


def test_a_line_that_was_altered_is_found_when_it_is_read(tmp_path: Path) -> None:
    blob, lines = write_entries(tmp_path, WRITTEN)
    path = tmp_path / blob.path
    data = path.read_bytes().replace(b"Abstract 3", b"Abstract 8")
    entries = Entries.of(path, memoryview(data), lines)
    assert entries[2] == WRITTEN[2]
    with pytest.raises(IndexCorrupt, match="line 4 was altered since it was written"):
        entries[3]


def test_a_file_that_ends_elsewhere_is_found(tmp_path: Path) -> None:
    blob, lines = write_entries(tmp_path, WRITTEN)
    data = (tmp_path / blob.path).read_bytes()
    with pytest.raises(IndexCorrupt, match=f"has {len(data) - 1} bytes of entries instead of {len(data)}"):
        Entries.of(tmp_path / blob.path, memoryview(data[:-1]), lines)
