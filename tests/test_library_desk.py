from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from briefqa.errors import IndexBuildError, IndexMissing, LibraryError, ReadError
from briefqa.indexing import build_index
from briefqa.library import Kind, Library, Move, Upload, Work
from briefqa.library.job import Job
from briefqa.reading import digest_of
from tiny import HashingEncoder, brief_text, make_index

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Desk:
    """A library whose jobs are kept instead of begun; what becomes of them is tested elsewhere."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.seeds = folder / "seeds"
        self.changes = 0
        self.ends = True
        self.library = Library(self.seeds, make_index(folder, ward=brief_text()), "bundled", self._changed)
        self.started: list[tuple[Job, str]] = []
        monkeypatch.setattr(self.library._worker, "start", self._start)

    def _start(self, job: Job, what: str, done: Callable[[], object], upload: str | None) -> None:
        self.started.append((job, what))
        if self.ends:
            done()
        else:
            self.library._worker._work = Work(what, datetime.now().astimezone(), upload)

    def _changed(self) -> None:
        self.changes += 1
        raise IndexMissing("is met by who asks")

    def build(self) -> None:
        build_index(self.seeds, self.folder / "index", HashingEncoder())

    def upload(self, text: str, name: str = "home life.txt") -> Upload:
        return self.library.receive(name, [text.encode()])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, monkeypatch)


def test_an_upload_is_looked_at_and_accepted(desk: Desk) -> None:
    upload = desk.upload(brief_text("Home Life").replace("Journal of Tests 1(2), 2023", ""))
    assert desk.library.waiting() == [upload]
    review = desk.library.review(upload.id)
    assert review.preview.brief.title == "Home Life"
    assert "no-source" in {doubt.kind for doubt in review.preview.doubts}
    assert (review.meaning.kind, review.besides) == (Kind.NEW, ())
    assert [path.name for path in desk.seeds.iterdir()] == ["ward.txt"]
    desk.library.accept(upload.id, review.mark)
    ((job, what),) = desk.started
    assert what == "Indexing home life.txt"
    assert job.moves == (Move("home life.txt", None, upload.sha256),)
    assert desk.library.waiting() == []
    assert desk.changes == 1


def test_what_is_being_indexed_waits_for_no_word(desk: Desk) -> None:
    desk.ends = False
    upload, other = desk.upload(brief_text("Home Life")), desk.upload(brief_text("Day Life"), "day.txt")
    mark = desk.library.review(upload.id).mark
    desk.library.accept(upload.id, mark)
    # As the job does, before the index follows.
    shutil.copy(upload.path, desk.seeds / upload.name)
    assert desk.library.waiting() == [other]
    assert desk.library.holdings().pending == ()
    for again in (desk.library.discard, desk.library.review, lambda one: desk.library.accept(one, mark)):
        with pytest.raises(LibraryError, match=r"^this file was accepted and is being indexed; wait for that to end$"):
            again(upload.id)
    assert upload.path.exists()
    # It failed.
    work = desk.library.work
    assert work is not None
    desk.library._worker._work = replace(work, problem="no")
    assert upload in desk.library.waiting()
    assert desk.library.holdings().pending == (upload.name,)
    desk.library.discard(upload.id)
    assert desk.library.waiting() == [other]


def test_what_is_no_brief_is_not_kept(desk: Desk) -> None:
    with pytest.raises(LibraryError, match=r"^“x\.txt” holds no text; put the brief's text into it, or take it away$"):
        desk.upload(" ", "x.txt")
    assert list((desk.folder / "index.library" / "incoming").iterdir()) == []


def test_what_cannot_be_accepted_is_not(desk: Desk) -> None:
    for text, problem in (
        (brief_text(), "the same file is there already"),
        ("Dear all,\n\nthank you.", "no entry was"),
    ):
        upload = desk.upload(text)
        with pytest.raises(LibraryError, match=problem):
            desk.library.accept(upload.id, desk.library.review(upload.id).mark)
    assert desk.started == []


def test_what_changed_since_is_looked_at_again(desk: Desk) -> None:
    upload = desk.upload(brief_text("Home Life"))
    mark = desk.library.review(upload.id).mark
    (desk.seeds / "by-hand.txt").write_text(brief_text("By Hand"), encoding="utf-8")
    with pytest.raises(LibraryError, match="the briefs have changed since you looked"):
        desk.library.accept(upload.id, mark)
    review = desk.library.review(upload.id)
    assert review.besides == ("by-hand.txt",)
    assert desk.library.holdings().pending == ("by-hand.txt",)
    desk.library.accept(upload.id, review.mark)
    assert len(desk.started) == 1


def test_turning_back_says_what_it_does(desk: Desk) -> None:
    with pytest.raises(IndexBuildError, match="the first state"):
        desk.library.look_back()
    (desk.seeds / "by-hand.txt").write_text(brief_text("By Hand"), encoding="utf-8")
    desk.build()
    seen = desk.library.look_back()
    digest = digest_of(desk.seeds / "by-hand.txt")
    assert seen.moves == (Move("by-hand.txt", digest, None),)
    with pytest.raises(LibraryError, match="the index has changed since you looked"):
        desk.library.turn_back("another")
    desk.library.turn_back(seen.mark)
    ((job, what),) = desk.started
    assert (job.back, job.moves, what) == (True, seen.moves, "Turning back")


def test_a_file_that_is_not_kept_cannot_be_put_back(desk: Desk) -> None:
    (desk.seeds / "ward.txt").write_text(brief_text(date="June 2024"), encoding="utf-8")
    desk.build()
    with pytest.raises(LibraryError, match=r"ward\.txt as it was is not kept here"):
        desk.library.look_back()


def test_an_index_without_its_briefs_is_shown_and_left_alone(desk: Desk) -> None:
    upload = desk.upload(brief_text("Home Life"))
    shutil.rmtree(desk.seeds)
    holdings = desk.library.holdings()
    assert (holdings.manifest.entries, holdings.pending) == (3, ())
    assert holdings.problem is not None
    with pytest.raises(ReadError, match="there is no such folder"):
        desk.library.review(upload.id)


def test_without_an_index_there_is_nothing_to_show(tmp_path: Path) -> None:
    library = Library(tmp_path / "seeds", tmp_path / "index", "bundled")
    assert library.work is None
    with pytest.raises(IndexMissing):
        library.holdings()
    assert list(tmp_path.iterdir()) == []
