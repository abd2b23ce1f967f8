"""The manifest: which files make up an index, what they were made from, and by what."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from briefqa.encoding import EncoderInfo
from briefqa.errors import IndexCorrupt, IndexMissing, IndexVersionError
from briefqa.indexing.files import Blob, replace_durably

MANIFEST = "manifest.json"
PREVIOUS = "manifest.previous.json"
# Raise when the files' format changes, so that an older index is rebuilt instead of misread.
SCHEMA = 2


@dataclass(frozen=True, slots=True)
class IndexedBrief:
    """A brief as the index knows it.

    Attributes:
        brief: `Brief.to_dict()`: without its entries.
        entries: how many it has.
        superseded_by: name of the file with the newer edition that replaces it in search, or None.
        topic_terms: stems that stand in over half of its entries.
    """

    brief: dict[str, Any]
    entries: int
    superseded_by: str | None
    topic_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnreadBrief:
    """A file named like a brief that could not be read, so that nothing of it is in the index.

    Attributes:
        file: its name, without folders.
        sha256: hex digest of its bytes, or None where they could not be had.
        problem: what is wrong and what to do.
    """

    file: str
    sha256: str | None
    problem: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index consists of.

    Attributes:
        briefqa: version of briefqa that wrote it.
        reader: version of the reader that read the briefs.
        encoder: what made the vectors.
        entries, passages: counts.
        blobs: the files by role: `entries`, `passages`, `vectors` (one each), `terms` (several).
        briefs: in the order of their files.
        unread: files that could not be read, in order.
    """

    briefqa: str
    reader: int
    encoder: EncoderInfo
    entries: int
    passages: int
    blobs: dict[str, tuple[Blob, ...]]
    briefs: tuple[IndexedBrief, ...]
    unread: tuple[UnreadBrief, ...] = ()

    @property
    def seen(self) -> dict[str, str | None]:
        """File name → sha256 of every file the build met, read or not."""
        return {**self.sources, **{failed.file: failed.sha256 for failed in self.unread}}

    @property
    def sources(self) -> dict[str, str]:
        """File name → sha256 of every brief that was read."""
        return {indexed.brief["file"]: indexed.brief["sha256"] for indexed in self.briefs}

    def blob_names(self) -> frozenset[str]:
        """First path components of all blobs."""
        return frozenset(blob.path.split("/")[0] for blobs in self.blobs.values() for blob in blobs)


# Changes whenever the manifest is replaced: number, size and time of change (ns) of its file.
Stamp = tuple[int, int, int]


def stamp_of(folder: Path) -> Stamp | None:
    """What tells one state of an index from the next without reading it; None where there is no index."""
    try:
        state = (folder / MANIFEST).stat()
    except OSError:
        return None
    return (state.st_ino, state.st_size, state.st_mtime_ns)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make `manifest` the state of the index; the one before stays as `manifest.previous.json`."""
    current = folder / MANIFEST
    if current.is_file():
        replace_durably(folder / PREVIOUS, current.read_bytes())
    record = {"schema": SCHEMA, **asdict(manifest)}
    replace_durably(current, _dump({**record, "sha256": _digest(record)}).encode())


def read_manifest(folder: Path, name: str = MANIFEST) -> Manifest:
    """The manifest of an index.

    Raises:
        IndexMissing: there is no index in the folder.
        IndexVersionError: it has another schema.
        IndexCorrupt: it is no manifest.
    """
    path = folder / name
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(f"{folder}: there is no index here; run `briefqa index`") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise IndexCorrupt(f"{path}: cannot be read ({reason}); run `briefqa index --full`") from error
    try:
        record = json.loads(text)
        schema = record["schema"]
        if schema != SCHEMA:
            raise IndexVersionError(f"{path}: has schema {schema} instead of {SCHEMA}; run `briefqa index --full`")
        intact = record.pop("sha256") == _digest(record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IndexCorrupt(f"{path}: is not a manifest of an index; run `briefqa index --full`") from error
    if not intact:
        raise IndexCorrupt(f"{path}: was altered since it was written; run `briefqa index --full`")
    return _from_record(record)


def _dump(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _digest(record: dict[str, Any]) -> str:
    """Of the manifest without its own digest; what is intact needs no check field by field."""
    return hashlib.sha256(_dump(record).encode("utf-8", "surrogatepass")).hexdigest()


def _from_record(record: dict[str, Any]) -> Manifest:
    return Manifest(
        briefqa=record["briefqa"],
        reader=int(record["reader"]),
        encoder=EncoderInfo(**record["encoder"]),
        entries=int(record["entries"]),
        passages=int(record["passages"]),
        blobs={role: tuple(Blob(**blob) for blob in record["blobs"][role]) for role in record["blobs"]},
        briefs=tuple(
            IndexedBrief(
                brief=dict(indexed["brief"]),
                entries=int(indexed["entries"]),
                superseded_by=indexed["superseded_by"],
                topic_terms=tuple(indexed["topic_terms"]),
            )
            for indexed in record["briefs"]
        ),
        unread=tuple(UnreadBrief(**failed) for failed in record["unread"]),
    )
