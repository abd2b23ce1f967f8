"""Writing and checking the files of an index, so that a reader sees all of one state or all of another."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from briefqa.errors import IndexCorrupt

_SCRATCH = ".briefqa-"
_BLOB_NAME = re.compile(r"(?:entries|passages|vectors|terms)-[0-9a-f]{12}(?:\.\w+)?")


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
    digest = hashlib.sha256(data).hexdigest()
    name = f"{stem}-{digest[:12]}{suffix}"
    replace_durably(folder / name, data)
    return Blob(name, len(data), digest)


def write_blob_folder(folder: Path, stem: str, fill: Callable[[Path], None]) -> list[Blob]:
    """Let `fill` write files into a new folder, then name that `<stem>-<sha12>` after all of them."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=_SCRATCH) as temporary:
        scratch = Path(temporary) / "files"
        scratch.mkdir()
        fill(scratch)
        files = sorted(path for path in scratch.iterdir() if path.is_file())
        blobs = []
        for path in files:
            data = path.read_bytes()
            _sync(path)
            blobs.append(Blob(path.name, len(data), hashlib.sha256(data).hexdigest()))
        listing = "\n".join(f"{blob.path} {blob.sha256}" for blob in blobs)
        name = f"{stem}-{hashlib.sha256(listing.encode()).hexdigest()[:12]}"
        target = folder / name
        named = [Blob(f"{name}/{blob.path}", blob.size, blob.sha256) for blob in blobs]
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
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=_SCRATCH)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes files private; an index may be built by one account and read by another.
        Path(temporary).chmod(0o644)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync(target.parent)


def read_blob(folder: Path, blob: Blob) -> bytes:
    """The bytes of a blob, after a check that they are the ones that were written.

    Raises:
        IndexCorrupt: the file is missing, has another size, or another digest.
    """
    path = folder / blob.path
    try:
        data = path.read_bytes()
    except OSError as error:
        raise IndexCorrupt(f"{path}: cannot be read ({error.strerror}); run `briefqa index --full`") from error
    if len(data) != blob.size:
        raise IndexCorrupt(f"{path}: has {len(data)} bytes instead of {blob.size}; run `briefqa index --full`")
    if hashlib.sha256(data).hexdigest() != blob.sha256:
        raise IndexCorrupt(f"{path}: was altered since it was written; run `briefqa index --full`")
    return data


def remove_strays(folder: Path, keep: frozenset[str]) -> None:
    """Remove what no manifest names: files and folders `<stem>-<sha12>…`, and the scratch of a killed build.

    Args:
        folder: the index.
        keep: first path components of the blobs still named.
    """
    for path in folder.iterdir():
        if path.name in keep or not (path.name.startswith(_SCRATCH) or _BLOB_NAME.fullmatch(path.name)):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _sound(folder: Path, blobs: list[Blob]) -> bool:
    try:
        for blob in blobs:
            read_blob(folder, blob)
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
