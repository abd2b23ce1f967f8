"""Briefs → an index on disk."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from briefqa.brief import Brief, Entry
from briefqa.encoding import Encoder, Progress, Vectors, check_weights, load_encoder
from briefqa.errors import IndexBuildError, IndexMissing, IndexOpenError, ReadError
from briefqa.indexing.changes import Changes, compare
from briefqa.indexing.files import Blob, remove_strays, write_blob, write_blob_folder
from briefqa.indexing.lexical import Lexical, topic_terms
from briefqa.indexing.manifest import PREVIOUS, IndexedBrief, Manifest, UnreadBrief, read_manifest, write_manifest
from briefqa.indexing.passages import Passages, passages_of
from briefqa.indexing.reuse import encode
from briefqa.indexing.store import Index, open_index
from briefqa.reading import READER_VERSION, Reading, digest_of, find_briefs, read_brief

LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        changes: which files came, changed and went, against the index that was there before, and what of their entries.
        superseded: names of brief files with an older edition of a brief that is there too.
        readings: of every brief, in the order of the files.
        unread: files that could not be read, with what is wrong; nothing of them is in the index.
        entries, passages: how many the index now holds.
        encoded: how many entries had a text whose vector was not there before.
        seconds: how long it took.
    """

    changes: Changes
    superseded: tuple[str, ...]
    readings: tuple[Reading, ...]
    unread: tuple[UnreadBrief, ...]
    entries: int
    passages: int
    encoded: int
    seconds: float


def build_index(
    seeds: str | Path,
    folder: str | Path,
    encoder: Encoder | str,
    progress: Progress | None = None,
    *,
    full: bool = False,
) -> BuildReport:
    """Read every brief of a folder and make an index of their entries; the old index serves until the end.

    Vectors of texts that the old index holds are taken from there, if the same weights made them.

    A file that cannot be read does not keep the others out of the index; the report names it.

    Args:
        seeds: folder with briefs.
        folder: the index; made if missing.
        encoder: makes the vectors; the name of a model (see `load_encoder`) is loaded only if there is something to
            encode.
        progress: told (passages encoded, passages to encode).
        full: encode everything anew.

    Raises:
        ReadError: there are no briefs, or none can be read.
        IndexBuildError: another build is running, or the folder cannot be written. Nothing has changed then.
        EncoderError: there is no such model, or it cannot be loaded.
    """
    started = time.perf_counter()
    readings, unread = _read(find_briefs(seeds))
    root = Path(folder)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / LOCK, timeout=0):
            sources = _sources_before(root)
            before = _opened(root)
            reused = None if full else before
            manifest, encoded = _write(root, [reading.brief for reading in readings], unread, encoder, reused, progress)
    except Timeout:
        raise IndexBuildError(f"{root}: another build is at work here; wait for it to end") from None
    except OSError as error:
        raise IndexBuildError(f"{root}: the index cannot be written ({error.strerror or error})") from error
    superseded = tuple(item.brief["file"] for item in manifest.briefs if item.superseded_by)
    return BuildReport(
        changes=compare(
            sources,
            _entries_by_file(before) if before is not None else {},
            [reading.brief for reading in readings],
            superseded,
        ),
        superseded=superseded,
        readings=readings,
        unread=unread,
        entries=manifest.entries,
        passages=manifest.passages,
        encoded=encoded,
        seconds=time.perf_counter() - started,
    )


def why_stale(seeds: str | Path, folder: str | Path, model: str) -> str | None:
    """Why an index should be built anew, in a few words, or None where it is up to date.

    Raises:
        ReadError: the folder of briefs cannot be read.
        EncoderError: there is no such model.
    """
    try:
        manifest = open_index(folder).manifest
    except IndexMissing:
        return "there is no index yet"
    except IndexOpenError as error:
        return str(error)
    found = {path.name: _digest_or_none(path) for path in find_briefs(seeds)}
    seen = manifest.seen
    if found != seen:
        names = sorted(name for name in found.keys() | seen.keys() if found.get(name, "") != seen.get(name, ""))
        return f"briefs were added, changed or removed: {', '.join(names)}"
    if manifest.reader != READER_VERSION:
        return "this version of briefqa reads briefs differently"
    if manifest.encoder.weights_sha256 != check_weights(model):
        return "the index was built with another model"
    return None


def supersede(briefs: Sequence[Brief]) -> dict[str, str]:
    """Which brief files are older editions: file name → name of the file that replaces it.

    Editions share an id; the latest date wins, then the file name that sorts last.
    """
    latest: dict[str, Brief] = {}
    for brief in briefs:
        rival = latest.get(brief.id)
        if rival is None or _edition(brief) > _edition(rival):
            latest[brief.id] = brief
    return {brief.file: latest[brief.id].file for brief in briefs if latest[brief.id] is not brief}


def _read(paths: Sequence[Path]) -> tuple[tuple[Reading, ...], tuple[UnreadBrief, ...]]:
    """Every brief that can be read, and those that cannot."""
    readings: list[Reading] = []
    unread: list[UnreadBrief] = []
    failure: ReadError | None = None
    for path in paths:
        try:
            readings.append(read_brief(path))
        except ReadError as error:
            failure = failure or error
            unread.append(UnreadBrief(path.name, _digest_or_none(path), error.problem))
    if failure is not None and not readings:
        raise failure
    return tuple(readings), tuple(unread)


def _digest_or_none(path: Path) -> str | None:
    try:
        return digest_of(path)
    except ReadError:
        return None


def _edition(brief: Brief) -> tuple[str, str]:
    return (str(brief.published or ""), brief.file)


def _sources_before(root: Path) -> dict[str, str]:
    """What the index that is there was made of, also where its files are damaged."""
    try:
        return read_manifest(root).sources
    except IndexOpenError:
        return {}


def _opened(root: Path) -> Index | None:
    """The index that is there, or None where none can be used."""
    try:
        return open_index(root)
    except IndexOpenError:
        return None


def _entries_by_file(index: Index) -> dict[str, list[Entry]]:
    files = {item.brief["id"]: item.brief["file"] for item in index.manifest.briefs if item.superseded_by is None}
    found: dict[str, list[Entry]] = {}
    for entry in index.entries:
        found.setdefault(files[entry.brief_id], []).append(entry)
    return found


def _write(
    root: Path,
    briefs: Sequence[Brief],
    unread: tuple[UnreadBrief, ...],
    encoder: Encoder | str,
    before: Index | None,
    progress: Progress | None,
) -> tuple[Manifest, int]:
    replaced = supersede(briefs)
    entries = [entry for brief in briefs if brief.file not in replaced for entry in brief.entries]
    passages, texts = passages_of(entries)
    digest = check_weights(encoder) if isinstance(encoder, str) else encoder.info.weights_sha256
    if before is not None and before.manifest.encoder.weights_sha256 != digest:
        before = None
    encoded = encode(texts, before, lambda: load_encoder(encoder) if isinstance(encoder, str) else encoder, progress)
    lexical = Lexical.fit(entries)
    manifest = Manifest(
        briefqa=version("briefqa"),
        reader=READER_VERSION,
        encoder=replace(encoded.info, name=encoder if isinstance(encoder, str) else encoder.info.name),
        entries=len(entries),
        passages=len(passages),
        blobs={
            "entries": (_write_entries(root, entries),),
            "passages": (_write_passages(root, passages),),
            "vectors": (_write_vectors(root, encoded.vectors),),
            "terms": tuple(write_blob_folder(root, "terms", lexical.save)),
        },
        briefs=tuple(
            IndexedBrief(brief.to_dict(), len(brief.entries), replaced.get(brief.file), topic_terms(brief.entries))
            for brief in briefs
        ),
        unread=unread,
    )
    write_manifest(root, manifest)
    remove_strays(root, manifest.blob_names() | _previous_blobs(root))
    return manifest, len(set(passages.entry[list(encoded.new)].tolist()))


def _previous_blobs(root: Path) -> frozenset[str]:
    try:
        return read_manifest(root, PREVIOUS).blob_names()
    except IndexOpenError:
        return frozenset()


def _write_entries(root: Path, entries: Iterable[Entry]) -> Blob:
    lines = (json.dumps(entry.to_dict(), ensure_ascii=True, sort_keys=True) + "\n" for entry in entries)
    return write_blob(root, "entries", ".jsonl", "".join(lines).encode())


def _write_passages(root: Path, passages: Passages) -> Blob:
    buffer = io.BytesIO()
    np.savez(buffer, entry=passages.entry, part=passages.part, start=passages.start, end=passages.end)
    return write_blob(root, "passages", ".npz", buffer.getvalue())


def _write_vectors(root: Path, vectors: Vectors) -> Blob:
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors))
    return write_blob(root, "vectors", ".faiss", faiss.serialize_index(index).tobytes())
