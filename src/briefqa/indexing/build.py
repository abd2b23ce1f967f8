"""Briefs → an index on disk."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from briefqa.brief import Brief, Entry
from briefqa.encoding import Encoder, EncoderInfo, Progress, load_encoder
from briefqa.errors import IndexOpenError, ReadError
from briefqa.extras import require
from briefqa.indexing.changes import Changes, compare
from briefqa.indexing.exporting import Exported, exported_encoder
from briefqa.indexing.gathering import Gathered, gather
from briefqa.indexing.lexical import documents_of, topic_terms
from briefqa.indexing.lock import only_build
from briefqa.indexing.manifest import (
    IndexedBrief,
    Manifest,
    UnreadBrief,
    read_manifest,
)
from briefqa.indexing.passages import Passages, passages_of, to_encode
from briefqa.indexing.reuse import Earlier, Encoded, encode, encodes_as
from briefqa.indexing.store import Index, open_index
from briefqa.indexing.writing import write_state
from briefqa.reading import READER_VERSION, Reading, find_briefs


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        changes: which files came, changed and went, against the index that was there before, and what of their entries.
        superseded: names of brief files with an older edition of a brief that is there too.
        superseded_before: those of the index that was there before.
        briefs: all that were indexed, in the order of the files, with the number of their entries and doubts.
        readings: of the briefs that were read; one that did not change is taken from the index before.
        unread: files that could not be read, with what is wrong; nothing of them is in the index.
        entries, passages: how many the index now holds.
        encoded: for how many entries something was encoded; a text that several share counts once.
        resumed: how many passages a build that was stopped had encoded already.
        not_exported: why the index has no exported encoder, in a few words; None where it has one.
        seconds: how long it took, without waiting for another build.
    """

    changes: Changes
    superseded: tuple[str, ...]
    superseded_before: tuple[str, ...]
    briefs: tuple[IndexedBrief, ...]
    readings: tuple[Reading, ...]
    unread: tuple[UnreadBrief, ...]
    entries: int
    passages: int
    encoded: int
    resumed: int
    not_exported: str | None
    seconds: float


def build_index(
    seeds: str | Path,
    folder: str | Path,
    encoder: Encoder | str,
    progress: Progress | None = None,
    *,
    full: bool = False,
    wait: float | None = 0,
    prepare: Callable[[], object] | None = None,
) -> BuildReport:
    """Make an index of the entries of a folder of briefs; the index that is there serves until the end.

    Briefs that did not change are taken from the old index, and so are vectors of texts that it holds, if the same
    encoder made them. What is encoded is kept at once: a build that is stopped, or ends in an error, leaves the old
    index as it was, and the next build goes on from there.

    A file that cannot be read does not keep the others out of the index; the report names it.

    Args:
        seeds: folder with briefs.
        folder: the index; made if missing.
        encoder: makes the vectors; the name of a model (see `load_encoder`) is loaded only if there is something to
            encode.
        progress: told (entries encoded, entries to encode).
        full: take nothing from the old index: read and encode everything anew.
        wait: seconds to wait for another build in this folder to end; None: as long as it takes.
        prepare: called once this build has the index for itself, before the briefs are looked at, so that no other
            build meets them half-changed; what it raises ends the build.

    Raises:
        ReadError: there are no briefs, or none can be read, or none has an entry and the old index has some.
        IndexBusy: another build is still at work; the message says which.
        IndexBuildError: the folder cannot be written. The index is as it was then.
        EncoderError: there is no such model, or it cannot be loaded.
        MissingExtra: what builds an index is not installed.
    """
    find_briefs(seeds)  # before a folder is made
    require("build", needed_for="building an index")
    accepts = encodes_as(encoder)
    root = Path(folder)
    with only_build(root, wait):
        if prepare is not None:
            prepare()
        return _build(seeds, root, encoder, accepts, progress, full=full)


def _build(
    seeds: str | Path,
    root: Path,
    encoder: Encoder | str,
    accepts: Callable[[EncoderInfo], bool],
    progress: Progress | None,
    *,
    full: bool,
) -> BuildReport:
    started = time.perf_counter()
    sources = _sources_before(root)
    before = _opened(root)
    entries_before = {brief.file: brief.entries for brief in before.briefs} if before is not None else {}
    older = before.manifest.superseded if before is not None else ()
    gathered = gather(find_briefs(seeds), None if full else before)
    reused = before is not None and not full and accepts(before.manifest.encoder)
    earlier = Earlier.of(before) if before is not None and reused else None
    export_before = Exported.of(before.manifest) if before is not None and reused else None
    # While texts are encoded, no more vectors than those of one batch need be in memory.
    del before
    replaced = supersede(gathered.briefs)
    entries = [entry for brief in gathered.briefs if brief.file not in replaced for entry in brief.entries]
    if not entries and any(entries_before.values()):
        raise ReadError("no entry was found in any brief; the index is left as it was", file=Path(seeds))
    passages, texts = passages_of(entries)
    documents = {brief.file: documents_of(brief.entries) for brief in gathered.briefs}
    topics = {brief.id: topic_terms(documents[brief.file]) for brief in gathered.briefs if brief.file not in replaced}
    owners = passages.entry.tolist()
    made_of = to_encode(texts, owners, [entry.brief_id for entry in entries], topics)
    loaded = cache(lambda: load_encoder(encoder) if isinstance(encoder, str) else encoder)
    encoded = encode(root, made_of, owners, earlier, accepts, loaded, progress)
    exported = exported_encoder(root, encoded.info, export_before, loaded)
    named = replace(encoded.info, name=encoder if isinstance(encoder, str) else encoder.info.name)
    manifest = _write(root, gathered, documents, replaced, entries, passages, encoded, named, exported)
    return BuildReport(
        changes=compare(sources, entries_before, gathered.briefs, replaced),
        superseded=tuple(brief.file for brief in gathered.briefs if brief.file in replaced),
        superseded_before=older,
        briefs=manifest.briefs,
        readings=gathered.readings,
        unread=gathered.unread,
        entries=manifest.entries,
        passages=manifest.passages,
        encoded=encoded.entries,
        resumed=encoded.resumed,
        not_exported=manifest.not_exported,
        seconds=time.perf_counter() - started,
    )


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


def _write(
    root: Path,
    gathered: Gathered,
    documents: Mapping[str, Sequence[Sequence[str]]],
    replaced: Mapping[str, str],
    entries: Sequence[Entry],
    passages: Passages,
    encoded: Encoded,
    encoder: EncoderInfo,
    exported: Exported,
) -> Manifest:
    searched = (documents[brief.file] for brief in gathered.briefs if brief.file not in replaced)
    briefs = tuple(
        IndexedBrief(
            brief.to_dict(),
            len(brief.entries),
            gathered.doubts[brief.file],
            replaced.get(brief.file),
            topic_terms(documents[brief.file]),
        )
        for brief in gathered.briefs
    )
    described = Manifest(
        briefqa=version("briefqa"),
        reader=READER_VERSION,
        encoder=encoder,
        entries=len(entries),
        passages=len(passages),
        blobs={},
        briefs=briefs,
        unread=gathered.unread,
    )
    compared = [document for of_brief in searched for document in of_brief]
    return write_state(root, described, entries, compared, passages, encoded.blocks(), exported)
