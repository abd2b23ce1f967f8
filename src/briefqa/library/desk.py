"""The librarian's desk: look at an upload, take it in, turn back; each only as it was last looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefqa.brief import Brief
from briefqa.errors import BriefqaError, IndexBuildError, LibraryError, ReadError
from briefqa.indexing import MANIFEST, Manifest, digests_in, previous_of, read_manifest
from briefqa.library.incoming import Incoming, Upload
from briefqa.library.job import Job, moves_back
from briefqa.library.meaning import Meaning, meaning_of, pending
from briefqa.library.preview import Preview, read_upload
from briefqa.library.shelf import Move, Shelf
from briefqa.library.worker import Work, Worker


@dataclass(frozen=True, slots=True)
class Review:
    """An upload, before a librarian accepts it.

    Attributes:
        upload: the file.
        preview: what was read of it.
        meaning: what it would mean to accept it.
        besides: names of other files whose changes would be indexed along with it.
        mark: changes whenever what acceptance would do changes.
    """

    upload: Upload
    preview: Preview
    meaning: Meaning
    besides: tuple[str, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class TurnBack:
    """The state before, before a librarian turns back to it.

    Attributes:
        now, then: the manifests of the two states.
        moves: what would happen in the folder of briefs.
        mark: changes whenever what turning back would do changes.
    """

    now: Manifest
    then: Manifest
    moves: tuple[Move, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """What there is.

    Attributes:
        manifest: of the index.
        built: when the index last changed, on this machine's clock.
        pending: names of files in the folder of briefs that the index does not have as they are now; none while work
            goes on, which moves files before the index follows.
        problem: why the folder of briefs cannot be looked at, or None.
    """

    manifest: Manifest
    built: datetime
    pending: tuple[str, ...]
    problem: str | None


class Library:
    """A folder of briefs with its index. Safe to use from several threads."""

    def __init__(
        self, seeds: str | Path, index: str | Path, model: str, changed: Callable[[], object] = lambda: None
    ) -> None:
        """Nothing is written before an upload comes.

        Args:
            seeds: folder of the briefs.
            index: folder of the index. What waits and what is kept of uploads stands beside it, under its name with
                `.library` at the end.
            model: what the index is built with, see `build_index`.
            changed: called once the index has changed, and before that is said: so that who asks then is answered from
                the new state. Its errors are for who asks to meet.
        """
        self._changed = changed
        self._seeds, self._index, self._model = Path(seeds), Path(index), model
        beside = self._index.absolute().with_name(f"{self._index.absolute().name}.library")
        self._incoming = Incoming(beside / "incoming")
        self._kept = beside / "kept"
        self._shelf = Shelf(self._seeds, self._kept)
        self._worker = Worker()

    @property
    def work(self) -> Work | None:
        """What is done now or was done last."""
        return self._worker.work

    def holdings(self) -> Holdings:
        """What the index holds, and whether the folder of briefs holds something else.

        Raises:
            IndexOpenError: there is no index, or it cannot be read.
        """
        at_work = self._at_work
        manifest = read_manifest(self._index)
        built = datetime.fromtimestamp((self._index / MANIFEST).stat().st_mtime).astimezone()
        try:
            waiting = pending(digests_in(self._seeds), manifest.seen)
            return Holdings(manifest, built, () if at_work or self._at_work else waiting, None)
        except ReadError as error:
            return Holdings(manifest, built, (), str(error))

    def receive(self, name: str, pieces: Iterable[bytes]) -> Upload:
        """Take an upload to where it waits, and read it.

        Raises:
            LibraryError: it is no brief that can be read; nothing of it is kept.
        """
        upload = self._incoming.receive(name, pieces)
        try:
            self._incoming.keep(upload, read_upload(upload.path))
        except ReadError as error:
            self._incoming.discard(upload.id)
            raise LibraryError(f"“{upload.name}” {error.problem}") from error
        except BaseException:
            self._incoming.discard(upload.id)
            raise
        return upload

    def waiting(self) -> list[Upload]:
        """Uploads that wait for a word, the newest first; not the one that is being taken in."""
        return [upload for upload in self._incoming.waiting() if not self._taken_in(upload.id)]

    def discard(self, id: str) -> None:  # noqa: A002
        """Remove an upload that waits.

        Raises:
            LibraryError: it is being taken in.
        """
        self._refuse_taken_in(id)
        self._incoming.discard(id)

    @property
    def _at_work(self) -> bool:
        return self.work is not None and not self.work.ended

    def _taken_in(self, id: str) -> bool:  # noqa: A002
        work = self.work
        return work is not None and not work.ended and work.upload == id

    def _refuse_taken_in(self, id: str) -> None:  # noqa: A002
        if self._taken_in(id):
            raise LibraryError("this file was accepted and is being indexed; wait for that to end")

    def review(self, id: str) -> Review:  # noqa: A002
        """An upload that waits, with what it would mean to accept it now.

        Raises:
            LibraryError: there is none, or it is being taken in.
            ReadError: the folder of briefs cannot be read.
            IndexOpenError: the index cannot be read.
        """
        self._refuse_taken_in(id)
        upload, record = self._incoming.find(id)
        preview = Preview.from_record(record)
        manifest, found = read_manifest(self._index), digests_in(self._seeds)
        present = [Brief.from_dict(item.brief, ()) for item in manifest.briefs]
        meaning = meaning_of(preview.brief, present, found)
        besides = pending(found, manifest.seen)
        return Review(upload, preview, meaning, besides, _mark(upload.sha256, meaning, besides, manifest.seen))

    def accept(self, id: str, mark: str) -> None:  # noqa: A002
        """Begin to take an upload into the folder of briefs and the index.

        Args:
            id: of the upload.
            mark: of the review that the librarian saw.

        Raises:
            LibraryError: what acceptance would do has changed since, it cannot be accepted, or other work goes on.
            ReadError, IndexOpenError: see `review`.
        """
        review = self.review(id)
        if review.mark != mark:
            raise LibraryError("the briefs have changed since you looked; look again at what accepting would do")
        if not review.meaning.moves:
            raise LibraryError(f"{review.upload.name} cannot be accepted: {review.meaning.kind}")
        self._shelf.keep(review.upload.path, review.upload.sha256)
        self._start(False, review.meaning.moves, f"Indexing {review.meaning.name}", id)

    def look_back(self) -> TurnBack:
        """The state before, and what turning back to it would do now.

        Raises:
            LibraryError: the files of that state cannot be put back.
            IndexBuildError: there is no state before.
            IndexOpenError: the index, or the state before, cannot be read.
        """
        now = read_manifest(self._index)
        then = previous_of(self._index, now)
        if then is None:
            raise IndexBuildError("this is the first state of the index; there is none to turn back to")
        moves = moves_back(now, then)
        self._shelf.check(moves)
        return TurnBack(now, then, moves, _mark(moves, now.seen, now.previous))

    def turn_back(self, mark: str) -> None:
        """Begin to turn back to the state before.

        Args:
            mark: of what the librarian saw.

        Raises:
            LibraryError: what turning back would do has changed since, or other work has not ended.
            BriefqaError: see `look_back`.
        """
        seen = self.look_back()
        if seen.mark != mark:
            raise LibraryError("the index has changed since you looked; look again at what turning back would do")
        self._start(True, seen.moves, "Turning back", None)

    def _start(self, back: bool, moves: tuple[Move, ...], what: str, upload: str | None) -> None:
        def finish() -> None:
            if upload is not None:
                self._incoming.discard(upload)
            with suppress(BriefqaError):
                self._changed()

        job = Job(back, str(self._seeds), str(self._index), str(self._kept), self._model, moves)
        self._worker.start(job, what, finish, upload)


def _mark(*seen: object) -> str:
    return hashlib.sha256(repr(seen).encode("utf-8", "surrogatepass")).hexdigest()
