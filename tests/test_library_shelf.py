from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.errors import LibraryError
from briefqa.library import Move
from briefqa.library import shelf as module
from briefqa.library.shelf import MAX_KEPT, Shelf


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (folder / "seeds").iterdir()}


def a_shelf(folder: Path, **texts: str) -> Shelf:
    (folder / "seeds").mkdir(parents=True)
    for name, text in texts.items():
        (folder / "seeds" / name).write_text(text)
    return Shelf(folder / "seeds", folder / "kept")


def keep(shelf: Shelf, folder: Path, text: str) -> str:
    (folder / "new").write_text(text)
    shelf.keep(folder / "new", sha(text))
    return sha(text)


def test_files_come_change_and_go_and_come_back(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path, stays="1", changes="2", goes="3")
    new = keep(shelf, tmp_path, "new")
    moves = [Move("comes", None, new), Move("changes", sha("2"), new), Move("goes", sha("3"), None)]
    shelf.make(moves)
    assert contents(tmp_path) == {"stays": "1", "changes": "new", "comes": "new"}
    shelf.make([move.back for move in moves])
    assert contents(tmp_path) == {"stays": "1", "changes": "2", "goes": "3"}


@given(
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(["1", "2"])),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(["1", "2"])),
)
def test_there_and_back(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, str], after: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("shelf")
    shelf = a_shelf(folder, **before)
    for text in after.values():
        keep(shelf, folder, text)
    moves = [
        Move(name, sha(before[name]) if name in before else None, sha(after[name]) if name in after else None)
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]
    shelf.make(moves)
    assert contents(folder) == after
    shelf.make([move.back for move in moves])
    assert contents(folder) == before


@pytest.mark.parametrize(
    "move",
    [
        Move("there", None, sha("new")),
        Move("there", sha("other"), sha("new")),
        Move("missing", sha("1"), None),
        Move("folder", None, sha("new")),
        Move("link", None, sha("new")),
    ],
    ids=lambda move: f"{move.name} {str(move.before)[:4]}",
)
def test_what_is_not_as_it_was_is_left_alone(move: Move, tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path, there="1", goes="2")
    (tmp_path / "seeds" / "folder").mkdir()
    (tmp_path / "seeds" / "link").symlink_to(tmp_path / "nowhere")
    keep(shelf, tmp_path, "new")
    with pytest.raises(
        LibraryError, match=rf"^{move.name} in the folder of briefs is not what it was; look at it again$"
    ):
        shelf.make([Move("goes", sha("2"), None), move])
    assert (tmp_path / "seeds" / "goes").exists()
    assert not (tmp_path / "nowhere").exists()


def test_what_is_not_kept_cannot_come(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path, goes="1")
    moves = [Move("goes", sha("1"), None), Move("comes", None, sha("new"))]
    with pytest.raises(LibraryError, match="comes as it was is not kept here"):
        shelf.make(moves)
    keep(shelf, tmp_path, "new")
    (tmp_path / "kept" / sha("new")).write_text("altered")
    with pytest.raises(LibraryError, match="comes as it was is not kept here"):
        shelf.make(moves)
    assert contents(tmp_path) == {"goes": "1"}


def test_what_was_altered_is_not_kept(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    (tmp_path / "new").write_text("altered")
    with pytest.raises(LibraryError, match="new was altered meanwhile"):
        shelf.keep(tmp_path / "new", sha("new"))


def test_moves_that_fail_halfway_are_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = a_shelf(tmp_path, changes="1", goes="2")
    new = keep(shelf, tmp_path, "new")
    real = module.save

    def fails(data: bytes, file: Path, *, replace: bool = False) -> None:
        if file.name == "comes":
            raise OSError(28, os.strerror(28))
        real(data, file, replace=replace)

    monkeypatch.setattr(module, "save", fails)
    moves = [Move("changes", sha("1"), new), Move("goes", sha("2"), None), Move("comes", None, new)]
    with pytest.raises(LibraryError, match=r"cannot be changed \(No space left on device\); it is as it was"):
        shelf.make(moves)
    assert contents(tmp_path) == {"changes": "1", "goes": "2"}


def test_the_oldest_of_what_is_kept_make_room(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    for number in range(MAX_KEPT + 5):
        digest = keep(shelf, tmp_path, str(number))
        os.utime(tmp_path / "kept" / digest, (number, number))
    new = keep(shelf, tmp_path, "new")
    shelf.make([Move("comes", None, new)])
    assert len(list((tmp_path / "kept").iterdir())) == MAX_KEPT
    assert shelf.has(new)
    assert not shelf.has(sha("0"))


def test_what_cannot_be_kept_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("new")
    with pytest.raises(LibraryError, match=r"^new cannot be kept \(.+\); nothing has changed$"):
        Shelf(tmp_path, tmp_path / "new" / "kept").keep(tmp_path / "new", sha("new"))
