"""Writing and checking the files of an index, so that a reader sees all of one state or all of another."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from briefqa.errors import IndexCorrupt

_SCRATCH = ".briefqa-"
MEND = "run `briefqa index --full`"
# Exactly what is written here: whatever else somebody keeps in the folder is left alone.
_OURS = re.compile(
    r"(?:entries-[0-9a-f]{12}\.jsonl|(?:passages|encoded)-[0-9a-f]{12}\.npz|vectors-[0-9a-f]{12}\.(?:npy|faiss)"
    r"|wholes-[0-9a-f]{12}\.faiss|(?:terms|encoder|columns|passages)-[0-9a-f]{12}"
    r"|(?:lexicon|manifest)-[0-9a-f]{12}\.json|\.briefqa-[a-z0-9_]{8})"
)


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of an index, named after its content.

    Attributes:
        path: relative to the index folder, with forward slashes.
        size: bytes.
        sha256: hex digest.
    """

    path: str
    size: int
    sha256: str


def write_blob(folder: Path, stem: str, suffix: str, data: bytes) -> Blob:
    """Write `data` as `<stem>-<sha12><suffix>`, durably; a file already there under that name is replaced."""
    return stream_blob(folder, stem, suffix, lambda put: put(data))


def stream_blob(folder: Path, stem: str, suffix: str, fill: Callable[[Callable[[bytes], object]], object]) -> Blob:
    """As `write_blob`, for what is too large to be held as a whole: `fill` is given what takes it piece by piece."""
    digest = hashlib.sha256()
    size = 0
    with _aside(folder) as (temporary, stream):

        def put(piece: bytes) -> None:
            nonlocal size
            stream.write(piece)
            digest.update(piece)
            size += len(piece)

        fill(put)
        blob = Blob(blob_name(stem, digest.hexdigest(), suffix), size, digest.hexdigest())
        # A file that is mapped into memory somewhere cannot be replaced on Windows, and where it is the same need not.
        if not (folder / blob.path).exists() or not _sound(folder, [blob]):
            _finish(temporary, stream, folder / blob.path)
    _sync(folder)
    return blob


def blob_name(stem: str, sha256: str, suffix: str = "") -> str:
    """What a blob with this content is called."""
    return f"{stem}-{sha256[:12]}{suffix}"


def write_blob_folder(folder: Path, stem: str, fill: Callable[[Path], None]) -> list[Blob]:
    """Let `fill` write files into a new folder, then name that `<stem>-<sha12>` after all of them."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=_SCRATCH) as temporary:
        scratch = Path(temporary) / "files"
        scratch.mkdir()
        fill(scratch)
        files = sorted(path for path in scratch.iterdir() if path.is_file())
        blobs = []
        for path in files:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            _sync(path)
            blobs.append(Blob(path.name, path.stat().st_size, digest))
        listing = "\n".join(f"{blob.path} {blob.sha256}" for blob in blobs)
        name = f"{stem}-{hashlib.sha256(listing.encode()).hexdigest()[:12]}"
        target = folder / name
        named = [Blob(f"{name}/{blob.path}", blob.size, blob.sha256) for blob in blobs]
        _make_way(target, folder=True)
        if target.exists() and not _sound(folder, named):
            shutil.rmtree(target)
        # The index now serving may name this folder: where it holds the same files, it stays as it is.
        if not target.exists():
            os.replace(scratch, target)
    _sync(target)
    _sync(folder)
    return named


def replace_durably(target: Path, data: bytes) -> None:
    """Replace a file's content in one step that survives a crash: write aside, fsync, rename, fsync the folder."""
    with _aside(target.parent) as (temporary, stream):
        stream.write(data)
        _finish(temporary, stream, target)
    _sync(target.parent)


@contextmanager
def _aside(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file in a folder, open for writing; it is removed unless it was given a name before the end."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=_SCRATCH)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield temporary, stream
    finally:
        temporary.unlink(missing_ok=True)


def _finish(temporary: Path, stream: BinaryIO, target: Path) -> None:
    """Bring a file that was written aside to disk and to its name."""
    stream.flush()
    os.fsync(stream.fileno())
    stream.close()
    # mkstemp makes files private; an index may be built by one account and read by another.
    temporary.chmod(0o644)
    _make_way(target, folder=False)
    os.replace(temporary, target)


@contextmanager
def open_blob(folder: Path, blob: Blob) -> Iterator[BinaryIO]:
    """A blob, open at its start, after a check that its bytes are the ones that were written.

    Raises:
        IndexCorrupt: the file is missing, cannot be read, has another size, or another digest.
    """
    path = folder / blob.path
    try:
        check_file(path)
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size != blob.size:
                raise IndexCorrupt(f"{path}: has {size} bytes instead of {blob.size}; {MEND}")
            if hashlib.file_digest(stream, "sha256").hexdigest() != blob.sha256:
                raise IndexCorrupt(f"{path}: was altered since it was written; {MEND}")
            stream.seek(0)
            yield stream
    except OSError as error:
        raise IndexCorrupt(unreadable(path, error)) from error


def check_size(folder: Path, blob: Blob) -> None:
    """Check that a blob is there and as long as it was written, which is quick.

    Raises:
        IndexCorrupt: it is not.
    """
    path = folder / blob.path
    try:
        check_file(path)
        size = path.stat().st_size
    except OSError as error:
        raise IndexCorrupt(unreadable(path, error)) from error
    if size != blob.size:
        raise IndexCorrupt(f"{path}: has {size} bytes instead of {blob.size}; {MEND}")


def check_file(path: Path) -> None:
    """Check that a path leads to a file: a pipe would be waited for until somebody writes into it.

    Raises:
        IndexCorrupt: it leads to something else.
        OSError: it leads to nothing that can be seen.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise IndexCorrupt(f"{path}: is no file; {MEND}")


def unreadable(path: Path, error: OSError) -> str:
    """What is said of a file of an index that is there, or should be, but cannot be read."""
    mend = "check that you may read it" if isinstance(error, PermissionError) else MEND
    return f"{path}: cannot be read ({error.strerror}); {mend}"


def read_blob(folder: Path, blob: Blob) -> bytes:
    """The bytes of a blob; raises as `open_blob` does."""
    with open_blob(folder, blob) as stream:
        return stream.read()


@contextmanager
def checked_meanwhile(folder: Path, blobs: Sequence[Blob]) -> Iterator[None]:
    """Check blobs as `open_blob` does, in a thread of its own while the caller does other work.

    Raises:
        IndexCorrupt: one is not what was written; at the end of the caller's work.
    """
    wrong: list[IndexCorrupt] = []

    def check() -> None:
        try:
            for blob in blobs:
                with open_blob(folder, blob):
                    pass
        except IndexCorrupt as error:
            wrong.append(error)

    thread = threading.Thread(target=check)
    thread.start()
    try:
        yield
    finally:
        thread.join()
    if wrong:
        raise wrong[0]


class CheckedLater:
    """Blobs that are checked as `open_blob` does, in a thread of its own, while the index is asked already."""

    def __init__(self, folder: Path, blobs: Sequence[Blob]) -> None:
        """Begin; without blobs there is nothing to check."""
        self._folder, self._blobs = folder, blobs
        self._wrong: IndexCorrupt | None = None
        # A process that has its answer does not wait for it.
        self._thread = threading.Thread(target=self._check, daemon=True)
        if blobs:
            self._thread.start()

    def so_far(self) -> None:
        """Nothing, as long as nothing wrong was found.

        Raises:
            IndexCorrupt: a file is not what was written.
        """
        if self._wrong is not None:
            raise self._wrong

    def wait(self) -> None:
        """As `so_far`, when all is checked."""
        if self._blobs:
            self._thread.join()
        self.so_far()

    def _check(self) -> None:
        try:
            for blob in self._blobs:
                with open_blob(self._folder, blob):
                    pass
        except IndexCorrupt as error:
            self._wrong = error


def remove_strays(folder: Path, keep: frozenset[str]) -> None:
    """Remove what no manifest names: files and folders `<stem>-<sha12>…`, and the scratch of a killed build.

    Args:
        folder: the index.
        keep: first path components of the blobs still named.
    """
    for path in folder.iterdir():
        if path.name in keep or not _OURS.fullmatch(path.name):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            # What somebody who asks has mapped into memory stays on Windows until a later build.
            with suppress(PermissionError):
                path.unlink(missing_ok=True)


def _make_way(target: Path, *, folder: bool) -> None:
    """Remove what stands where a file or folder is to be written but is of another kind: a rename would not."""
    if target.is_symlink() or (folder and target.exists() and not target.is_dir()):
        target.unlink()
    elif not folder and target.is_dir():
        shutil.rmtree(target)


def _sound(folder: Path, blobs: list[Blob]) -> bool:
    try:
        for blob in blobs:
            with open_blob(folder, blob):
                pass
    except IndexCorrupt:
        return False
    return True


def _sync(path: Path) -> None:
    """Force a file or a folder's listing to disk; folders cannot be opened on Windows, which needs no such step."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
