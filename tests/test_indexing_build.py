from __future__ import annotations

import errno
import hashlib
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from filelock import FileLock

from briefqa import Retriever
from briefqa.brief import PartialDate
from briefqa.errors import IndexBuildError, ReadError
from briefqa.indexing import build_index, open_index, read_manifest
from briefqa.indexing.build import supersede
from briefqa.indexing.lock import LOCK
from briefqa.indexing.manifest import MANIFEST, names_in_use
from tiny import HashingEncoder, brief, brief_text, write_briefs

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefqa.encoding import Vectors

QUESTION = "sleep of porters on night shifts"


class FailingEncoder(HashingEncoder):
    def encode_document(self, *_: object) -> Vectors:
        raise RuntimeError("out of memory")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_briefs(tmp_path / "seeds", ward=brief_text("Ward Life"), home=brief_text("Home Life"))


@pytest.fixture
def index(seeds: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    build_index(seeds, folder, HashingEncoder())
    return folder


def change(seeds: Path) -> None:
    """One brief changes, one goes, one comes."""
    (seeds / "ward.txt").write_text(brief_text("Ward Life").replace("five hours", "four hours"))
    (seeds / "home.txt").unlink()
    (seeds / "clinic.txt").write_text(brief_text("Clinic Life"))


def newer_ward() -> str:
    return brief_text("Ward Life", "June 2025").replace("May 2024", "June 2025")


def answers(folder: Path) -> list[dict[str, Any]]:
    retriever = Retriever.open(folder, HashingEncoder())
    return [retriever.ask(question).to_dict() for question in (QUESTION, "sign language", "peer support")]


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def files_of_two_states(folder: Path) -> set[str]:
    return {MANIFEST, LOCK, *names_in_use(folder, read_manifest(folder))}


def complaint(seeds: Path, folder: Path) -> str:
    with pytest.raises(IndexBuildError) as caught:
        build_index(seeds, folder, HashingEncoder())
    message = str(caught.value)
    assert "\n" not in message
    assert str(folder) in message
    return message


def test_a_first_build_adds_every_brief(seeds: Path, tmp_path: Path) -> None:
    report = build_index(seeds, tmp_path / "some" / "new" / "index", HashingEncoder())
    assert report.changes.added == ("home.txt", "ward.txt")
    assert report.changes.changed == report.changes.removed == report.changes.unchanged == report.superseded == ()
    assert [reading.brief.title for reading in report.readings] == ["Home Life", "Ward Life"]
    assert report.entries == 6
    # Three entries with 2, 1 and 1 sentences: each has a vector for itself, its title and its sentences.
    assert report.passages == 2 * (3 + 3 + 4)
    assert report.seconds > 0


def test_a_later_build_reports_what_changed(seeds: Path, index: Path) -> None:
    (seeds / "extra.txt").write_text(brief_text("Extra Life"))
    build_index(seeds, index, HashingEncoder())
    change(seeds)
    report = build_index(seeds, index, HashingEncoder())
    assert report.changes.added == ("clinic.txt",)
    assert report.changes.changed == ("ward.txt",)
    assert report.changes.removed == ("home.txt",)
    assert report.changes.unchanged == ("extra.txt",)


def test_after_a_change_the_index_equals_one_built_afresh(seeds: Path, index: Path, tmp_path: Path) -> None:
    change(seeds)
    build_index(seeds, index, HashingEncoder())
    build_index(seeds, tmp_path / "fresh", HashingEncoder())
    assert replace(read_manifest(index), previous=None) == read_manifest(tmp_path / "fresh")
    assert answers(index) == answers(tmp_path / "fresh")


def test_what_changed_is_what_is_found(seeds: Path, index: Path) -> None:
    change(seeds)
    build_index(seeds, index, HashingEncoder())
    found = open_index(index)
    assert [item.id for item in found.briefs] == ["clinic-life", "ward-life"]
    assert {entry.brief_id for entry in found.entries} == {"clinic-life", "ward-life"}
    assert sum("four hours" in entry.abstract for entry in found.entries) == 1


def test_the_same_briefs_give_the_same_blobs(seeds: Path, index: Path) -> None:
    before = read_manifest(index)
    report = build_index(seeds, index, HashingEncoder())
    assert report.changes.unchanged == ("home.txt", "ward.txt")
    assert read_manifest(index) == before
    assert files(index) == {MANIFEST, LOCK, *before.blob_names()}


def test_other_processes_give_the_same_blobs(seeds: Path, index: Path, tmp_path: Path) -> None:
    script = "import sys; from briefqa.indexing import build_index; from tiny import HashingEncoder; " + (
        "build_index(sys.argv[1], sys.argv[2], HashingEncoder())"
    )
    for seed in ("1", "2"):
        run_python(script, seeds, tmp_path / seed, PYTHONHASHSEED=seed)
        assert read_manifest(tmp_path / seed) == read_manifest(index)


def run_python(script: str, *arguments: Path, **environment: str) -> None:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    # From here, so that `tiny` is found.
    subprocess.run(command, check=True, cwd=Path(__file__).parent, env={**os.environ, **environment}, timeout=60)


def test_the_state_before_last_is_removed(seeds: Path, index: Path) -> None:
    first = read_manifest(index).blob_names()
    change(seeds)
    build_index(seeds, index, HashingEncoder())
    assert files(index) == files_of_two_states(index)
    assert first <= files(index)
    (seeds / "late.txt").write_text(brief_text("Late Life"))
    build_index(seeds, index, HashingEncoder())
    assert files(index) == files_of_two_states(index)
    assert not first <= files(index)


def test_blobs_are_what_the_manifest_says(index: Path) -> None:
    manifest = read_manifest(index)
    for blob in itertools.chain.from_iterable(manifest.blobs.values()):
        data = (index / blob.path).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (blob.size, blob.sha256)
        assert f"-{blob.sha256[:12]}" in blob.path or "/" in blob.path


def test_the_manifest_says_what_the_index_was_made_of(seeds: Path, index: Path) -> None:
    manifest = read_manifest(index)
    assert manifest.encoder == HashingEncoder().info
    assert (manifest.entries, manifest.passages) == (6, 20)
    assert manifest.sources == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in seeds.iterdir()}
    assert [(item.brief["title"], item.entries, item.superseded_by) for item in manifest.briefs] == [
        ("Home Life", 3, None),
        ("Ward Life", 3, None),
    ]


def test_progress_ends_with_all_entries(seeds: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    report = build_index(seeds, tmp_path / "index", HashingEncoder(), lambda done, total: told.append((done, total)))
    # Both briefs say the same: each text is encoded once.
    assert told[-1] == (3, 3)
    assert report.encoded == 3


def test_an_opened_index_outlives_later_builds(seeds: Path, index: Path) -> None:
    opened = open_index(index)
    vectors = HashingEncoder().encode_query([QUESTION])
    before = [one.nearest(3).tolist() for one in opened.near(vectors)], opened.sharing_terms(["porter"]).tolist()
    for _ in range(3):
        change(seeds)
        build_index(seeds, index, HashingEncoder())
        (seeds / "home.txt").write_text(brief_text("Home Life"))
    after = [one.nearest(3).tolist() for one in opened.near(vectors)], opened.sharing_terms(["porter"]).tolist()
    assert after == before


def test_an_older_edition_is_superseded_and_not_found(seeds: Path, index: Path) -> None:
    (seeds / "ward-new.txt").write_text(newer_ward().replace("porters", "drivers"))
    report = build_index(seeds, index, HashingEncoder())
    assert report.superseded == ("ward.txt",)
    assert report.entries == 6
    manifest = read_manifest(index)
    assert {item.brief["file"]: item.superseded_by for item in manifest.briefs} == {
        "home.txt": None,
        "ward.txt": "ward-new.txt",
        "ward-new.txt": None,
    }
    opened = open_index(index)
    assert [(item.file, str(item.published)) for item in opened.briefs] == [
        ("home.txt", "2024-05"),
        ("ward-new.txt", "2025-06"),
    ]
    hits = Retriever(opened, HashingEncoder()).ask(QUESTION, briefs=["ward-life"]).hits
    assert [hit.entry.title for hit in hits if "porters" in hit.entry.title] == []
    assert hits[0].entry.title == "Night shifts and sleep among drivers"


def test_without_its_newer_edition_the_older_is_found_again(seeds: Path, index: Path) -> None:
    (seeds / "ward-new.txt").write_text(newer_ward())
    build_index(seeds, index, HashingEncoder())
    (seeds / "ward-new.txt").unlink()
    report = build_index(seeds, index, HashingEncoder())
    assert report.superseded == ()
    assert report.changes.removed == ("ward-new.txt",)
    assert [item.file for item in open_index(index).briefs] == ["home.txt", "ward.txt"]


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        ([("a.txt", "2024-05"), ("b.txt", "2025-01")], {"a.txt": "b.txt"}),
        ([("a.txt", "2025-01"), ("b.txt", "2024-05")], {"b.txt": "a.txt"}),
        ([("a.txt", "2025"), ("b.txt", "2024-12")], {"b.txt": "a.txt"}),
        ([("a.txt", "2024-05"), ("b.txt", None)], {"b.txt": "a.txt"}),
        ([("a.txt", "2024-05"), ("b.txt", "2024-05")], {"a.txt": "b.txt"}),
        ([("a.txt", "2023"), ("b.txt", "2025"), ("c.txt", "2024")], {"a.txt": "b.txt", "c.txt": "b.txt"}),
        ([("a.txt", "2024")], {}),
    ],
)
def test_the_latest_edition_replaces_the_others(
    editions: list[tuple[str, str | None]], expected: dict[str, str]
) -> None:
    assert supersede([brief([], file=file, published=date_of(text)) for file, text in editions]) == expected


def date_of(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def test_briefs_with_other_titles_do_not_supersede_each_other() -> None:
    assert supersede([brief([], id="ward", file="a.txt"), brief([], id="home", file="b.txt")]) == {}


def test_without_briefs_nothing_is_made(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    with pytest.raises(ReadError, match="holds no brief"):
        build_index(tmp_path / "seeds", tmp_path / "index", HashingEncoder())
    assert not (tmp_path / "index").exists()


def test_a_brief_that_cannot_be_read_does_not_keep_the_others_out(seeds: Path, index: Path) -> None:
    before = answers(index)
    (seeds / "bad.txt").write_bytes(b"\x00")
    (seeds / "clinic.txt").write_text(brief_text("Clinic Life"))
    report = build_index(seeds, index, HashingEncoder())
    (failed,) = report.unread
    assert failed.file == "bad.txt"
    assert failed.problem.startswith("holds control characters")
    assert report.changes.added == ("clinic.txt",)
    assert answers(index) != before
    assert open_index(index).manifest.unread == report.unread
    assert "bad.txt" in open_index(index).manifest.seen


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
def test_a_name_that_is_no_text_does_not_keep_the_others_out(seeds: Path, index: Path) -> None:
    (seeds / os.fsdecode(b"b\xe9.txt")).write_text(brief_text("Clinic Life"))
    report = build_index(seeds, index, HashingEncoder())
    (failed,) = report.unread
    assert (failed.file, failed.problem) == ("b?.txt", "has a name that is not UTF-8; rename the file")
    assert len(open_index(index).briefs) == 2
    assert set(read_manifest(index).seen) == {"b?.txt", "home.txt", "ward.txt"}


def test_a_brief_that_can_no_longer_be_read_leaves_the_index(seeds: Path, index: Path) -> None:
    (seeds / "home.txt").write_bytes(b"\x00")
    report = build_index(seeds, index, HashingEncoder())
    assert report.changes.removed == ("home.txt",)
    assert [failed.file for failed in report.unread] == ["home.txt"]
    assert {entry.brief_id for entry in open_index(index).entries} == {"ward-life"}


def test_where_no_brief_can_be_read_the_index_is_left_alone(seeds: Path, index: Path) -> None:
    before = answers(index)
    for path in seeds.iterdir():
        path.write_bytes(b"\x00")
    with pytest.raises(ReadError, match=r"home\.txt"):
        build_index(seeds, index, HashingEncoder())
    assert answers(index) == before


def test_briefs_without_any_entry_leave_the_index_alone(seeds: Path, index: Path) -> None:
    before = answers(index)
    for path in seeds.iterdir():
        path.write_text("Dear all,\n\nthank you.\n")
    with pytest.raises(ReadError, match="no entry was found in any brief; the index is left as it was"):
        build_index(seeds, index, HashingEncoder())
    assert answers(index) == before


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_a_manifest_of_another_kind_is_mended_by_a_build(seeds: Path, index: Path, kind: str) -> None:
    expected = answers(index)
    (index / MANIFEST).unlink()
    (index / MANIFEST).mkdir() if kind == "folder" else (index / MANIFEST).symlink_to("nowhere")
    build_index(seeds, index, HashingEncoder())
    assert answers(index) == expected


def test_an_encoder_that_fails_leaves_the_index_alone(seeds: Path, index: Path) -> None:
    before = answers(index)
    change(seeds)
    with pytest.raises(RuntimeError, match="out of memory"):
        build_index(seeds, index, FailingEncoder())
    assert answers(index) == before
    build_index(seeds, index, HashingEncoder())
    assert files(index) == files_of_two_states(index)


@pytest.mark.parametrize("changed", [True, False], ids=["briefs changed", "briefs unchanged"])
def test_a_full_disk_at_any_step_leaves_the_index_alone(
    seeds: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: bool
) -> None:
    before = answers(index)
    if changed:
        change(seeds)
    for steps in itertools.count():
        folder = tmp_path / f"copy-{steps}"
        shutil.copytree(index, folder)
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", failing_after(steps))
            try:
                build_index(seeds, folder, HashingEncoder())
            except IndexBuildError as error:
                message = str(error)
            else:
                break
        assert message == f"{folder}: the index cannot be written (No space left on device)"
        assert answers(folder) == before
        build_index(seeds, folder, HashingEncoder())
        assert files(folder) == files_of_two_states(folder)
    # What is there already is not written again.
    assert steps >= (5 if changed else 2)


def failing_after(calls: int) -> Callable[[str, str], None]:
    left = itertools.count(calls, -1)
    replace = os.replace

    def call(source: str, target: str) -> None:
        if next(left) <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        replace(source, target)

    return call


KILLED = """
import itertools, os, shutil, sys
import bm25s, faiss
from briefqa.indexing import build_index
from tiny import HashingEncoder

seeds, index, copies = sys.argv[1:]

def die_before_replacing(calls):
    left, replace = itertools.count(calls, -1), os.replace
    os.replace = lambda *arguments: replace(*arguments) if next(left) > 0 else os._exit(9)

for calls in itertools.count():
    folder = f"{copies}/{calls}"
    shutil.copytree(index, folder)
    if os.fork() == 0:
        die_before_replacing(calls)
        build_index(seeds, folder, HashingEncoder())
        os._exit(0)
    if os.wait()[1] == 0:
        break
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
@pytest.mark.parametrize("changed", [True, False], ids=["briefs changed", "briefs unchanged"])
def test_a_build_killed_at_any_step_leaves_an_index_that_answers(
    seeds: Path, index: Path, tmp_path: Path, changed: bool
) -> None:
    before = answers(index)
    if changed:
        change(seeds)
    build_index(seeds, tmp_path / "fresh", HashingEncoder())
    after = answers(tmp_path / "fresh")
    copies = tmp_path / "copies"
    copies.mkdir()
    run_python(KILLED, seeds, index, copies)
    killed = sorted(copies.iterdir())
    assert len(killed) > (5 if changed else 2)
    for folder in killed:
        assert answers(folder) in (before, after), folder.name
        build_index(seeds, folder, HashingEncoder())
        assert answers(folder) == after
        assert files(folder) == files_of_two_states(folder), folder.name


def test_a_second_build_says_that_another_is_at_work(seeds: Path, index: Path) -> None:
    before = answers(index)
    change(seeds)
    with FileLock(index / LOCK):
        message = complaint(seeds, index)
        assert answers(index) == before
    assert message == f"{index}: another build is at work here; wait for it to end"
    assert build_index(seeds, index, HashingEncoder()).changes.added == ("clinic.txt",)


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EIO])
def test_a_folder_that_cannot_be_written_is_one_line(
    seeds: Path, index: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    before = answers(index)
    change(seeds)

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", refuse)
        assert complaint(seeds, index) == f"{index}: the index cannot be written ({os.strerror(number)})"
    assert answers(index) == before
    assert build_index(seeds, index, HashingEncoder()).changes.added == ("clinic.txt",)


def test_an_index_cannot_be_made_below_a_file(seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert "the index cannot be written" in complaint(seeds, tmp_path / "file" / "index")


def test_an_index_cannot_be_made_where_a_file_is(seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert "the index cannot be written" in complaint(seeds, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "not a folder"


def test_a_broken_index_is_mended_by_a_build(seeds: Path, index: Path) -> None:
    expected = answers(index)
    blobs = read_manifest(index).blob_names()
    (index / MANIFEST).write_text("{")
    for name in blobs:
        shutil.rmtree(index / name) if (index / name).is_dir() else (index / name).write_bytes(b"")
    report = build_index(seeds, index, HashingEncoder())
    assert report.changes.added == ("home.txt", "ward.txt")
    assert answers(index) == expected
