from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from briefqa.errors import SaveError
from briefqa.saving import check_free, save


def test_a_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    save(b"one", tmp_path / "list.docx")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("list.docx", b"one")]


def test_a_file_that_is_there_is_kept_unless_it_may_be_replaced(tmp_path: Path) -> None:
    file = tmp_path / "list.docx"
    save(b"one", file)
    with pytest.raises(SaveError, match=r"list\.docx: is there already; name another file, or replace it with --force"):
        save(b"two", file)
    assert file.read_bytes() == b"one"
    save(b"two", file, replace=True)
    assert file.read_bytes() == b"two"


@pytest.mark.parametrize(("place", "said"), [(".", "is a folder"), ("nowhere/list.docx", "its folder is not there")])
def test_places_where_no_file_can_be(place: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SaveError, match=said):
        check_free(tmp_path / place, replace=True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files here")
@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("kind", ["pipe", "socket", "folder"])
def test_what_is_no_ordinary_file_is_left_alone(kind: str, linked: bool, tmp_path: Path) -> None:
    place = tmp_path / "place"
    listening = socket.socket(socket.AF_UNIX)
    with listening:
        if kind == "pipe":
            os.mkfifo(place)
        elif kind == "socket":
            listening.bind(str(place))
        else:
            place.mkdir()
        asked = tmp_path / "link" if linked else place
        if linked:
            asked.symlink_to(place)
        before = (place.lstat(), asked.lstat())
        for replace in (False, True):
            with pytest.raises(SaveError, match="is a folder" if kind == "folder" else "is no ordinary file"):
                save(b"one", asked, replace=replace)
        assert (place.lstat(), asked.lstat()) == before
        assert sorted(tmp_path.iterdir()) == sorted({place, asked})


def test_a_link_that_leads_nowhere_is_something_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "list.docx").symlink_to(tmp_path / "nowhere")
    with pytest.raises(SaveError, match="is there already"):
        check_free(tmp_path / "list.docx")


def test_what_was_there_stays_where_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "list.docx"
    save(b"one", file)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveError, match=r"cannot be written \(No space left on device\)"):
        save(b"two", file, replace=True)
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("list.docx", b"one")]
