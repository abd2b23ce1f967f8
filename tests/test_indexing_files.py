from __future__ import annotations

import errno
import hashlib
import os
import stat
from typing import TYPE_CHECKING

import pytest

from briefqa.errors import IndexCorrupt
from briefqa.indexing.files import (
    Blob,
    checked_meanwhile,
    read_blob,
    remove_strays,
    replace_durably,
    write_blob,
    write_blob_folder,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DATA = b"tea, milk and sugar"
DIGEST = hashlib.sha256(DATA).hexdigest()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def fill(folder: Path) -> None:
    (folder / "b.bin").write_bytes(DATA)
    (folder / "a.bin").write_bytes(b"")


def fill_with(name: str, data: bytes) -> Callable[[Path], None]:
    def fill(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return fill


def refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_blob_is_named_after_its_content(tmp_path: Path) -> None:
    blob = write_blob(tmp_path, "entries", ".jsonl", DATA)
    assert blob == Blob(f"entries-{DIGEST[:12]}.jsonl", len(DATA), DIGEST)
    assert (tmp_path / blob.path).read_bytes() == DATA
    assert names(tmp_path) == {blob.path}


def test_the_same_content_is_written_under_the_same_name(tmp_path: Path) -> None:
    assert write_blob(tmp_path, "entries", ".jsonl", DATA) == write_blob(tmp_path, "entries", ".jsonl", DATA)
    assert len(names(tmp_path)) == 1


def test_a_damaged_blob_of_the_same_name_is_mended(tmp_path: Path) -> None:
    blob = write_blob(tmp_path, "entries", ".jsonl", DATA)
    (tmp_path / blob.path).write_bytes(b"other")
    write_blob(tmp_path, "entries", ".jsonl", DATA)
    assert read_blob(tmp_path, blob) == DATA


def test_a_folder_of_blobs_is_named_after_all_of_them(tmp_path: Path) -> None:
    blobs = write_blob_folder(tmp_path, "terms", fill)
    folder = blobs[0].path.split("/")[0]
    assert blobs == [
        Blob(f"{folder}/a.bin", 0, hashlib.sha256(b"").hexdigest()),
        Blob(f"{folder}/b.bin", len(DATA), DIGEST),
    ]
    assert folder.startswith("terms-")
    assert [read_blob(tmp_path, blob) for blob in blobs] == [b"", DATA]
    assert names(tmp_path) == {folder}


def test_a_folder_with_other_content_or_file_names_has_another_name(tmp_path: Path) -> None:
    for name, data in [("a", b"1"), ("a", b"2"), ("b", b"1"), ("a", b"1")]:
        write_blob_folder(tmp_path, "terms", fill_with(name, data))
    assert len(names(tmp_path)) == 3


def test_a_damaged_folder_of_the_same_name_is_mended(tmp_path: Path) -> None:
    blobs = write_blob_folder(tmp_path, "terms", fill)
    (tmp_path / blobs[1].path).write_bytes(b"other")
    write_blob_folder(tmp_path, "terms", fill)
    assert read_blob(tmp_path, blobs[1]) == DATA


def test_a_folder_that_cannot_be_filled_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space"):
        write_blob_folder(tmp_path, "terms", refuse)
    assert names(tmp_path) == set()


def test_a_folder_already_there_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = write_blob_folder(tmp_path, "terms", fill)
    monkeypatch.setattr(os, "replace", refuse)
    assert write_blob_folder(tmp_path, "terms", fill) == blobs
    assert [read_blob(tmp_path, blob) for blob in blobs] == [b"", DATA]


def test_a_damaged_folder_is_written_anew(tmp_path: Path) -> None:
    blobs = write_blob_folder(tmp_path, "terms", fill)
    (tmp_path / blobs[1].path).write_bytes(b"damaged")
    assert write_blob_folder(tmp_path, "terms", fill) == blobs
    assert [read_blob(tmp_path, blob) for blob in blobs] == [b"", DATA]


def test_replacing_a_file_leaves_only_the_new_content(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(b"old")
    replace_durably(tmp_path / "manifest.json", b"new")
    assert (tmp_path / "manifest.json").read_bytes() == b"new"
    assert names(tmp_path) == {"manifest.json"}


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_replacement_that_fails_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    (tmp_path / "manifest.json").write_bytes(b"old")
    monkeypatch.setattr(os, step, refuse)
    with pytest.raises(OSError, match="No space"):
        replace_durably(tmp_path / "manifest.json", b"new")
    assert (tmp_path / "manifest.json").read_bytes() == b"old"
    assert names(tmp_path) == {"manifest.json"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_another_account_may_read_a_written_file(tmp_path: Path) -> None:
    replace_durably(tmp_path / "manifest.json", DATA)
    assert stat.S_IMODE((tmp_path / "manifest.json").stat().st_mode) == 0o644


def test_a_blob_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(DATA)
    assert read_blob(tmp_path, Blob("a.bin", len(DATA), DIGEST)) == DATA


@pytest.mark.parametrize(
    ("found", "complaint"),
    [
        (None, "cannot be read"),
        (DATA[:-1], f"has {len(DATA) - 1} bytes instead of {len(DATA)}"),
        (DATA + b"!", f"has {len(DATA) + 1} bytes instead of {len(DATA)}"),
        (b"", f"has 0 bytes instead of {len(DATA)}"),
        (DATA[::-1], "was altered"),
    ],
)
def test_a_blob_that_is_not_the_one_written_is_refused(tmp_path: Path, found: bytes | None, complaint: str) -> None:
    if found is not None:
        (tmp_path / "a.bin").write_bytes(found)
    with pytest.raises(IndexCorrupt) as caught:
        read_blob(tmp_path, Blob("a.bin", len(DATA), DIGEST))
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'a.bin'}: {complaint}")
    assert message.endswith("run `briefqa index --full`")


def test_a_folder_in_place_of_a_blob_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.bin").mkdir()
    with pytest.raises(IndexCorrupt, match="is no file"):
        read_blob(tmp_path, Blob("a.bin", len(DATA), DIGEST))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_in_place_of_a_blob_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.bin")
    with pytest.raises(IndexCorrupt, match="is no file"):
        read_blob(tmp_path, Blob("a.bin", len(DATA), DIGEST))


def test_what_may_not_be_read_is_not_to_be_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blob = write_blob(tmp_path, "entries", ".jsonl", DATA)

    def forbid(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", forbid)
    with pytest.raises(IndexCorrupt, match=r"\(Permission denied\); check that you may read it"):
        read_blob(tmp_path, blob)


def put(path: Path, kind: str) -> None:
    """Something of another kind where a file or folder of the index is to be."""
    match kind:
        case "folder":
            (path / "inside").mkdir(parents=True)
        case "file":
            path.write_text("no folder")
        case "dangling link":
            path.symlink_to("nowhere")
        case "link to itself":
            path.symlink_to(path.name)
        case "link to a folder":
            path.with_name("elsewhere").mkdir()
            path.symlink_to("elsewhere")


@pytest.mark.parametrize("kind", ["folder", "dangling link", "link to itself", "link to a folder"])
def test_whatever_stands_in_the_place_of_a_file_is_replaced(tmp_path: Path, kind: str) -> None:
    name = f"entries-{DIGEST[:12]}.jsonl"
    put(tmp_path / name, kind)
    assert read_blob(tmp_path, write_blob(tmp_path, "entries", ".jsonl", DATA)) == DATA
    assert not (tmp_path / name).is_symlink()


@pytest.mark.parametrize("kind", ["file", "dangling link", "link to itself", "link to a folder"])
def test_whatever_stands_in_the_place_of_a_folder_is_replaced(tmp_path: Path, kind: str) -> None:
    name = write_blob_folder(tmp_path / make(tmp_path, "other"), "terms", fill)[0].path.split("/")[0]
    put(tmp_path / name, kind)
    for blob in write_blob_folder(tmp_path, "terms", fill):
        read_blob(tmp_path, blob)
    assert not (tmp_path / name).is_symlink()


def make(folder: Path, name: str) -> str:
    (folder / name).mkdir()
    return name


def test_blobs_that_no_manifest_names_are_removed(tmp_path: Path) -> None:
    kept = {
        write_blob(tmp_path, "entries", ".jsonl", b"kept").path,
        write_blob_folder(tmp_path, "terms", fill)[0].path.split("/")[0],
    }
    write_blob(tmp_path, "entries", ".jsonl", b"stray")
    write_blob(tmp_path, "passages", ".npz", b"stray")
    write_blob(tmp_path, "vectors", ".faiss", b"stray")
    write_blob_folder(tmp_path, "terms", fill_with("c", b"stray"))
    remove_strays(tmp_path, frozenset(kept))
    assert names(tmp_path) == kept


def test_files_of_other_people_are_left_alone(tmp_path: Path) -> None:
    others = {"terms-of-use.txt", "entries-2024.csv", "README.md", ".gitignore", "entries.txt", ".lock"}
    others |= {"terms-202511012025.txt", ".briefqa-notes.txt", "entries-0123456789ab.txt", "lexicon-0123456789ab"}
    ours = {"manifest.json"}
    for name in others | ours:
        (tmp_path / name).write_text("keep me")
    remove_strays(tmp_path, frozenset())
    assert names(tmp_path) == others | ours


def test_blobs_are_checked_while_other_work_is_done(tmp_path: Path) -> None:
    blobs = write_blob_folder(tmp_path, "encoder", fill)
    done = []
    with checked_meanwhile(tmp_path, blobs):
        done.append("work")
    (tmp_path / blobs[1].path).write_bytes(DATA[::-1])
    with pytest.raises(IndexCorrupt, match="was altered since it was written"), checked_meanwhile(tmp_path, blobs):
        done.append("work")
    assert done == ["work", "work"]
    # What goes wrong with the work itself is told first.
    with pytest.raises(KeyError), checked_meanwhile(tmp_path, blobs):
        raise KeyError
