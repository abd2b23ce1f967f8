"""The manifest: which files make up an index, what they were made from, and by what."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from briefqa.encoding import EncoderInfo
from briefqa.errors import IndexCorrupt, IndexMissing, IndexOpenError, IndexVersionError
from briefqa.indexing.files import MEND, Blob, check_file, read_blob, replace_durably, unreadable, write_blob
from briefqa.indexing.wholes import Approximation

MANIFEST = "manifest.json"
_INSIDE = re.compile(r"[a-z]+-[0-9a-f]{12}(?:\.\w+|/\w[\w.-]*)")
# Raise when the files' format changes, so that an older index is rebuilt instead of misread.
SCHEMA = 7


@dataclass(frozen=True, slots=True)
class IndexedBrief:
    """A brief as the index knows it.

    Attributes:
        brief: `Brief.to_dict()`: without its entries.
        entries: how many it has.
        doubts: how many places of it a librarian should look at.
        superseded_by: name of the file with the newer edition that replaces it in search, or None.
        topic_terms: stems that stand in over half of its entries.
    """

    brief: dict[str, Any]
    entries: int
    doubts: int
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
        blobs: the files by role: `entries`, `vectors`, `lexicon` (one each), `passages`, `columns` (several), `terms`
            (several, or none where no entry has a word), `wholes` (one, or none where all entries are compared),
            `encoder` (several, or none where it could not be exported).
        briefs: in the order of their files.
        unread: files that could not be read, in order.
        not_exported: why there is no exported encoder, in a few words; None where there is one.
        approximation: how the nearest entries are looked for; None where all are compared.
        previous: the manifest of the state before this one, whose files are kept; None for the first.
        undone: `seen` of the state that a librarian turned back from to this one, or None.
    """

    briefqa: str
    reader: int
    encoder: EncoderInfo
    entries: int
    passages: int
    blobs: dict[str, tuple[Blob, ...]]
    briefs: tuple[IndexedBrief, ...]
    unread: tuple[UnreadBrief, ...] = ()
    not_exported: str | None = None
    approximation: Approximation | None = None
    previous: Blob | None = None
    undone: dict[str, str | None] | None = None

    @property
    def seen(self) -> dict[str, str | None]:
        """File name → sha256 of every file the build met, read or not."""
        return {**self.sources, **{failed.file: failed.sha256 for failed in self.unread}}

    @property
    def sources(self) -> dict[str, str]:
        """File name → sha256 of every brief that was read."""
        return {indexed.brief["file"]: indexed.brief["sha256"] for indexed in self.briefs}

    @property
    def superseded(self) -> tuple[str, ...]:
        """Names of the brief files with older editions, which are not searched."""
        return tuple(indexed.brief["file"] for indexed in self.briefs if indexed.superseded_by is not None)

    @property
    def topics(self) -> dict[str, tuple[str, ...]]:
        """Brief id → stems that stand in over half of its entries, of the briefs that are searched."""
        return {indexed.brief["id"]: indexed.topic_terms for indexed in self.briefs if indexed.superseded_by is None}

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


def write_manifest(folder: Path, manifest: Manifest) -> Manifest:
    """Make `manifest` the state of the index, in one step; what it names must be on disk.

    The state before it becomes its `previous`, and with that is kept: as a blob that the new manifest names, so that
    both change in the same step. Where nothing differs, the state before that stays the previous one.

    Returns:
        The manifest as written.
    """
    try:
        before = read_manifest(folder)
    except IndexOpenError:
        previous = None
    else:
        if _content(before) == _content(manifest):
            previous = before.previous
        else:
            previous = write_blob(folder, "manifest", ".json", (folder / MANIFEST).read_bytes())
    written = replace(manifest, previous=previous)
    record = {"schema": SCHEMA, **asdict(written)}
    replace_durably(folder / MANIFEST, _dump({**record, "sha256": _digest(record)}).encode())
    return written


def previous_of(folder: Path, manifest: Manifest) -> Manifest | None:
    """The manifest of the state before, or None where there was none.

    Raises:
        IndexCorrupt: its file is missing or altered.
        IndexVersionError: it has another schema.
    """
    if manifest.previous is None:
        return None
    return _parse(folder / manifest.previous.path, read_blob(folder, manifest.previous))


def names_in_use(folder: Path, manifest: Manifest) -> frozenset[str]:
    """First path components of what this state and the one before it consist of."""
    names = set(manifest.blob_names())
    if manifest.previous is not None:
        names.add(manifest.previous.path)
        with suppress(IndexOpenError):
            before = previous_of(folder, manifest)
            names |= before.blob_names() if before is not None else set()
    return frozenset(names)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an index.

    Raises:
        IndexMissing: there is no index in the folder.
        IndexVersionError: it has another schema.
        IndexCorrupt: it is no manifest.
    """
    path = folder / MANIFEST
    try:
        check_file(path)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(f"{folder}: there is no index here; run `briefqa index`") from None
    except OSError as error:
        raise IndexCorrupt(unreadable(path, error)) from error
    return _parse(path, data)


def _parse(path: Path, data: bytes) -> Manifest:
    try:
        record = json.loads(data.decode("utf-8"))
        schema = record["schema"]
        if schema != SCHEMA:
            raise IndexVersionError(f"{path}: has schema {schema} instead of {SCHEMA}; {MEND}")
        if record.pop("sha256") != _digest(record):
            raise IndexCorrupt(f"{path}: was altered since it was written; {MEND}")
        return _from_record(record)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise IndexCorrupt(f"{path}: is not a manifest of an index; {MEND}") from error


def _content(manifest: Manifest) -> Manifest:
    return replace(manifest, previous=None, undone=None)


def _dump(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _digest(record: dict[str, Any]) -> str:
    """Of the manifest without its own digest; what is intact needs no check field by field."""
    return hashlib.sha256(_dump(record).encode("utf-8", "surrogatepass")).hexdigest()


def _blob(record: dict[str, Any]) -> Blob:
    """A blob of the folder, and nothing outside it."""
    blob = Blob(**record)
    if not _INSIDE.fullmatch(blob.path):
        raise ValueError(f"'{blob.path}' is no file of an index")
    return blob


def _from_record(record: dict[str, Any]) -> Manifest:
    return Manifest(
        briefqa=record["briefqa"],
        reader=int(record["reader"]),
        encoder=EncoderInfo(**record["encoder"]),
        entries=int(record["entries"]),
        passages=int(record["passages"]),
        blobs={role: tuple(_blob(blob) for blob in record["blobs"][role]) for role in record["blobs"]},
        briefs=tuple(
            IndexedBrief(
                brief=dict(indexed["brief"]),
                entries=int(indexed["entries"]),
                doubts=int(indexed["doubts"]),
                superseded_by=indexed["superseded_by"],
                topic_terms=tuple(indexed["topic_terms"]),
            )
            for indexed in record["briefs"]
        ),
        unread=tuple(UnreadBrief(**failed) for failed in record["unread"]),
        not_exported=record["not_exported"],
        approximation=Approximation(**record["approximation"]) if record["approximation"] else None,
        previous=_blob(record["previous"]) if record["previous"] else None,
        undone=record["undone"],
    )
