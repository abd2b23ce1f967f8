from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from briefqa.errors import LibraryError
from briefqa.library.incoming import MAX_AGE, MAX_UPLOAD, MAX_WAITING, Incoming
from briefqa.reading import digest_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def incoming(tmp_path: Path) -> Incoming:
    return Incoming(tmp_path / "incoming")


def left(folder: Path) -> list[Path]:
    return list((folder / "incoming").glob("*"))


def test_an_upload_waits_under_its_safe_name_with_what_was_read(incoming: Incoming, tmp_path: Path) -> None:
    upload = incoming.receive("../../ward life.TXT", [b"one ", b"two"])
    assert upload.path.read_bytes() == b"one two"
    assert upload.name == "ward life.txt"
    assert upload.sha256 == digest_of(upload.path)
    assert upload.path.is_relative_to(tmp_path / "incoming")
    assert incoming.waiting() == []  # not read yet
    incoming.keep(upload, {"brief": 1})
    assert incoming.find(upload.id) == (upload, {"brief": 1})
    assert incoming.waiting() == [upload]
    incoming.discard(upload.id)
    incoming.discard(upload.id)
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "pieces", "problem"),
    [
        ("a.txt", [], "is empty"),
        ("a.txt", [b"", b""], "is empty"),
        ("a.exe", [b"MZ"], "only .txt"),
        ("a.pdf", [bytes(MAX_UPLOAD), b"1"], "is larger than 50 MB"),
    ],
)
def test_nothing_is_kept_of_what_is_refused(
    name: str, pieces: list[bytes], problem: str, incoming: Incoming, tmp_path: Path
) -> None:
    with pytest.raises(LibraryError, match=problem):
        incoming.receive(name, pieces)
    assert left(tmp_path) == []


def test_nothing_is_kept_of_what_breaks_off(incoming: Incoming, tmp_path: Path) -> None:
    def broken() -> object:
        yield b"one"
        raise ConnectionError

    with pytest.raises(LibraryError, match="cannot be kept here"):
        incoming.receive("a.txt", broken())  # type: ignore[arg-type]
    assert left(tmp_path) == []


@pytest.mark.parametrize("id", ["", "..", "0" * 32, "../" + "0" * 32, "0" * 32 + "/..", "\0", "é" * 32])
def test_an_id_that_is_none_finds_nothing(id: str, incoming: Incoming, tmp_path: Path) -> None:  # noqa: A002
    (tmp_path / "stays").write_text("")
    with pytest.raises(LibraryError, match="not there any more; upload the file again"):
        incoming.find(id)
    incoming.discard(id)
    assert (tmp_path / "stays").exists()


def test_old_uploads_make_room(incoming: Incoming, tmp_path: Path) -> None:
    for number in range(MAX_WAITING + 3):
        incoming.receive(f"{number}.txt", [b"text"])
    assert len(left(tmp_path)) == MAX_WAITING
    for place in left(tmp_path):
        os.utime(place, (time.time() - MAX_AGE - 9,) * 2)
    kept = incoming.receive("new.txt", [b"text"])
    assert left(tmp_path) == [kept.path.parent]


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match=r"^“a\.txt” cannot be kept here \(.+\); tell who runs this$"):
        Incoming(tmp_path / "file" / "incoming").receive("a.txt", [b"text"])
