from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from briefqa.encoding import Progress
from briefqa.errors import EncoderError, IndexBuildError, IndexBusy, LibraryError
from briefqa.indexing import BuildReport, Manifest, build_index, digests_in, previous_of, read_manifest, writing
from briefqa.indexing.lock import only_build
from briefqa.indexing.manifest import UnreadBrief
from briefqa.library import Move
from briefqa.library import job as module
from briefqa.library.job import Job, do, main, moves_back
from briefqa.library.shelf import Shelf
from briefqa.reading import digest_of
from tiny import HashingEncoder, brief_text, make_index


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    """Take a second brief in; vectors come from a small encoder."""
    index = make_index(tmp_path, ward=brief_text())
    new = tmp_path / "home.txt"
    new.write_text(brief_text("Home Life").replace("Receptionists", "Home carers"), encoding="utf-8")
    Shelf(tmp_path / "seeds", tmp_path / "kept").keep(new, digest_of(new))
    monkeypatch.setattr(module, "build_index", build_small)
    moves = (Move("home.txt", None, digest_of(new)),)
    return Job(False, str(tmp_path / "seeds"), str(index), str(tmp_path / "kept"), "hashing", moves)


def build_small(
    seeds: str, folder: str, _: str, progress: Progress | None = None, *, prepare: Callable[[], object] | None = None
) -> BuildReport:
    return build_index(seeds, folder, HashingEncoder(), progress, prepare=prepare)


def manifest_of(job: Job) -> Manifest:
    return read_manifest(Path(job.index))


def back(job: Job) -> Job:
    now = manifest_of(job)
    then = previous_of(Path(job.index), now)
    assert then is not None
    return replace(job, back=True, moves=moves_back(now, then))


def is_settled(job: Job) -> bool:
    """Whether the next build would find nothing new."""
    return digests_in(job.seeds) == manifest_of(job).seen


def silent(done: int, total: int) -> None:
    assert 0 <= done <= total


def test_a_brief_is_taken_in_and_turned_back_and_taken_in_again(job: Job) -> None:
    before = manifest_of(job).seen
    assert do(job, silent).changes[0] == "home.txt was added: 3 entries."
    after = manifest_of(job).seen
    assert after.keys() == {"ward.txt", "home.txt"}
    for expected in (before, after, before):
        do(back(job), silent)
        assert manifest_of(job).seen == expected
        assert is_settled(job)


def test_a_file_that_was_replaced_comes_back(job: Job) -> None:
    seeds = Path(job.seeds)
    old, new = digest_of(seeds / "ward.txt"), job.moves[0].after
    do(replace(job, moves=(Move("ward.txt", old, new),)), silent)
    assert digest_of(seeds / "ward.txt") == new
    do(back(job), silent)
    assert digest_of(seeds / "ward.txt") == old
    assert is_settled(job)


@pytest.mark.parametrize("turning", [False, True])
def test_while_another_build_is_at_work_nothing_moves(turning: bool, job: Job) -> None:
    if turning:
        do(job, silent)
        job = back(job)
    before = digests_in(job.seeds)
    with only_build(Path(job.index)), pytest.raises(IndexBusy, match=r"another build \(process \d+ on "):
        do(job, silent)
    assert digests_in(job.seeds) == before
    assert is_settled(job)


def test_a_build_that_fails_leaves_the_files_as_they_were(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_manifest", full)
    with pytest.raises(IndexBuildError, match="No space left on device"):
        do(job, silent)
    assert is_settled(job)
    assert list(digests_in(job.seeds)) == ["ward.txt"]


def test_a_folder_that_has_changed_is_left_alone(job: Job) -> None:
    (Path(job.seeds) / "home.txt").write_text("by hand")
    with pytest.raises(LibraryError, match=r"home\.txt in the folder of briefs is not what it was"):
        do(job, silent)
    assert (Path(job.seeds) / "home.txt").read_text() == "by hand"
    assert manifest_of(job).seen.keys() == {"ward.txt"}


def test_an_index_that_has_changed_is_not_turned_back(job: Job) -> None:
    do(job, silent)
    turning = back(job)
    (Path(job.seeds) / "third.txt").write_text(brief_text("Third"), encoding="utf-8")
    build_small(job.seeds, job.index, "")
    before = manifest_of(job)
    with pytest.raises(LibraryError, match="the index has changed since you looked"):
        do(turning, silent)
    assert manifest_of(job) == before
    assert is_settled(job)


def test_a_file_that_could_not_be_opened_cannot_be_put_back(job: Job) -> None:
    now = manifest_of(job)
    with pytest.raises(LibraryError, match=r"x\.txt could not be opened when the index was built"):
        moves_back(replace(now, unread=(UnreadBrief("x.txt", None, "locked"),)), now)


def test_the_process_tells_its_progress_and_its_end(
    job: Job, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module.os, "nice", lambda _: None)

    def told() -> list[dict[str, Any]]:
        monkeypatch.setattr(module.sys, "stdin", io.StringIO(json.dumps(asdict(job))))
        main()
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    *progress, end = told()
    assert progress[-1] == {"progress": [1, 1]}
    assert end["outcome"]["heading"] == "The index is up to date"
    assert told() == [{"problem": "home.txt in the folder of briefs is not what it was; look at it again"}]
    for error, problem in ((EncoderError("no model"), "no model"), (KeyboardInterrupt(), "the work was stopped")):
        monkeypatch.setattr(module, "do", _raising(error))
        assert told()[0]["problem"].startswith(problem)


def _raising(error: BaseException) -> Any:  # noqa: ANN401 - stands for `do`
    def raising(*_: object) -> None:
        raise error

    return raising
