from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from briefqa import Retriever
from briefqa.errors import IndexBuildError, IndexBusy, IndexMissing
from briefqa.indexing import build_index, open_index, read_manifest, roll_back, settle
from briefqa.indexing.lock import LOCK, only_build
from briefqa.indexing.manifest import MANIFEST, names_in_use, previous_of
from tiny import HashingEncoder, brief_text, make_index

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index with a state before: of one brief, then of two."""
    folder = make_index(tmp_path, ward=brief_text())
    add(tmp_path, "home")
    return folder


def add(folder: Path, name: str) -> None:
    (folder / "seeds" / f"{name}.txt").write_text(brief_text(f"{name.title()} Life"), encoding="utf-8")
    build_index(folder / "seeds", folder / "index", HashingEncoder())


def answer(folder: Path) -> dict[str, Any]:
    return Retriever.open(folder, HashingEncoder()).ask("sleep of porters on night shifts").to_dict()


def test_the_state_before_answers_again(tmp_path: Path) -> None:
    folder = make_index(tmp_path, ward=brief_text())
    before = answer(folder)
    add(tmp_path, "home")
    undone = read_manifest(folder)
    assert answer(folder) != before
    manifest = roll_back(folder)
    assert answer(folder) == before
    assert read_manifest(folder) == manifest
    assert manifest.undone == undone.seen == {"home.txt": undone.seen["home.txt"], "ward.txt": undone.seen["ward.txt"]}
    assert {path.name for path in folder.iterdir()} >= {MANIFEST, LOCK} | names_in_use(folder, manifest)


def test_a_second_time_undoes_the_first(index: Path) -> None:
    after = answer(index)
    roll_back(index)
    manifest = roll_back(index)
    assert answer(index) == after
    # It is not an older state any more that somebody turned back to.
    assert manifest.undone is None


def test_the_next_build_makes_the_newer_state_again(index: Path, tmp_path: Path) -> None:
    after = answer(index)
    roll_back(index)
    encoder = HashingEncoder()
    report = build_index(tmp_path / "seeds", index, encoder)
    assert report.changes.added == ("home.txt",)
    assert answer(index) == after
    assert read_manifest(index).undone is None
    # And that can be turned back from again.
    assert {brief.file for brief in opened_after_rollback(index)} == {"ward.txt"}


def opened_after_rollback(folder: Path) -> tuple[Any, ...]:
    roll_back(folder)
    return open_index(folder).briefs


def test_a_retriever_follows(index: Path) -> None:
    retriever = Retriever.open(index, HashingEncoder())
    assert len(retriever.briefs) == 2
    roll_back(index)
    assert len(retriever.ask("sleep of porters").briefs) == 1


def test_a_first_state_has_none_before_it(tmp_path: Path) -> None:
    folder = make_index(tmp_path, ward=brief_text())
    with pytest.raises(IndexBuildError, match="this is its first state; there is none to turn back to"):
        roll_back(folder)


def test_no_index_is_none_to_turn_back(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        roll_back(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("role", ["entries", "passages", "vectors", "terms", "manifest"])
def test_a_damaged_state_before_is_not_turned_back_to(index: Path, role: str) -> None:
    manifest = read_manifest(index)
    before = previous_of(index, manifest)
    assert before is not None
    blob = manifest.previous if role == "manifest" else before.blobs[role][0]
    assert blob is not None
    data = (index / blob.path).read_bytes()
    (index / blob.path).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    expected = answer(index)
    with pytest.raises(IndexBuildError, match=r"was altered since it was written\); nothing has changed"):
        roll_back(index)
    assert read_manifest(index) == manifest
    assert answer(index) == expected


def test_a_damaged_present_state_can_be_turned_back_from(index: Path) -> None:
    (index / read_manifest(index).blobs["vectors"][0].path).unlink()
    roll_back(index)
    assert len(open_index(index).briefs) == 1


def test_not_while_a_build_is_at_work(index: Path) -> None:
    with only_build(index), pytest.raises(IndexBusy):
        roll_back(index)
    assert len(open_index(index).briefs) == 2


def test_building_again_without_changes_keeps_the_state_before(index: Path, tmp_path: Path) -> None:
    for full in (False, True):
        build_index(tmp_path / "seeds", index, HashingEncoder(), full=full)
    assert {brief.file for brief in opened_after_rollback(index)} == {"ward.txt"}


def test_a_settled_index_is_no_longer_marked(index: Path) -> None:
    roll_back(index)
    before = read_manifest(index)
    settle(index)
    after = read_manifest(index)
    assert after.undone is None
    assert (after.blobs, after.previous) == (before.blobs, before.previous)
    settle(index)
    assert read_manifest(index) == after
