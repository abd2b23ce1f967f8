"""One state of an index → its files, and that state the index's, in one step."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from briefqa.brief import Entry
from briefqa.encoding import Vectors
from briefqa.indexing.columns import Columns
from briefqa.indexing.entries import write_entries
from briefqa.indexing.exporting import Exported
from briefqa.indexing.files import Blob, remove_strays, write_blob, write_blob_folder
from briefqa.indexing.lexical import Lexical
from briefqa.indexing.manifest import Manifest, names_in_use, write_manifest
from briefqa.indexing.passages import Passages
from briefqa.indexing.vectors import read_vectors, rows_of, write_vectors
from briefqa.indexing.wholes import CLUSTERED_FROM, Approximation, cluster, write_clusters
from briefqa.lexicon import Lexicon

# How many searches an approximate one is tried with.
_TRIALS = 500


def write_state(
    root: Path,
    described: Manifest,
    entries: Sequence[Entry],
    documents: Sequence[Sequence[str]],
    passages: Passages,
    vectors: Iterable[Vectors],
    exported: Exported,
) -> Manifest:
    """Write a state of an index and make it the one that is asked; what no state needs any more is removed.

    Args:
        root: of the index.
        described: all that is known of the state but its files.
        entries: brief by brief, in the order of the briefs.
        documents: stems of each entry; see `lexical.documents_of`.
        passages: of the entries.
        vectors: of the passages, in blocks of shape (rows, dimension).
        exported: the encoder of questions.

    Returns:
        The manifest as written.

    Raises:
        OSError: the folder cannot be written.
    """
    of_entries, lines = write_entries(root, entries)
    of_passages = write_vectors(root, (len(passages), described.encoder.dimension), vectors)
    wholes, approximation = _write_wholes(root, of_passages, passages, described.encoder.dimension)
    blobs = {
        "entries": (of_entries,),
        "columns": Columns.of(entries, lines).save(root),
        "passages": passages.save(root),
        "vectors": (of_passages,),
        "wholes": wholes,
        "terms": tuple(write_blob_folder(root, "terms", Lexical.fit(documents).save)),
        "lexicon": (_write_lexicon(root, Lexicon.of(entries)),),
        "encoder": exported.blobs,
    }
    complete = replace(described, blobs=blobs, approximation=approximation, not_exported=exported.not_exported)
    written = write_manifest(root, complete)
    remove_strays(root, names_in_use(root, written))
    return written


def _write_wholes(
    root: Path, vectors: Blob, passages: Passages, dimension: int
) -> tuple[tuple[Blob, ...], Approximation | None]:
    """What entries are searched by, where they are so many that not all are compared: its file, and how.

    Args:
        root: of the index.
        vectors: of the passages, written.
        passages: what they stand for.
        dimension: of the vectors.
    """
    entries = len(passages.first) - 1
    if entries < CLUSTERED_FROM:
        return (), None
    of_passages = read_vectors(root, vectors, count=len(passages), dimension=dimension, mapped=True)
    # Titles are as short as questions, and like these somewhere near the entries they are about.
    some = np.sort(np.random.default_rng(entries).choice(entries, _TRIALS, replace=False))
    found = cluster(rows_of(of_passages, passages.first[:-1]), rows_of(of_passages, passages.first[some] + 1))
    if found is None:
        return (), None
    clustered, approximation = found
    return (write_clusters(root, clustered),), approximation


def _write_lexicon(root: Path, lexicon: Lexicon) -> Blob:
    return write_blob(root, "lexicon", ".json", f"{json.dumps(lexicon.to_dict(), sort_keys=True)}\n".encode())
