"""Entries and their vectors as an index that is on no disk."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from briefqa.brief import Brief, Entry
from briefqa.encoding import EncoderInfo, Vectors
from briefqa.indexing import Index, IndexedBrief, Manifest, Passages
from briefqa.indexing.columns import Columns
from briefqa.indexing.entries import Lines
from briefqa.indexing.files import CheckedLater
from briefqa.indexing.lexical import Lexical, documents_of, topic_terms
from briefqa.indexing.store import exact
from briefqa.lexicon import Lexicon
from briefqa.reading import READER_VERSION


def index_in_memory(entries: Sequence[Entry], passages: Passages, vectors: Vectors, encoder: EncoderInfo) -> Index:
    """An index of entries that stand brief by brief, with a vector for each passage."""
    briefs = tuple(_brief(key, tuple(members)) for key, members in groupby(entries, key=lambda entry: entry.brief_id))
    manifest = Manifest(
        briefqa="",
        reader=READER_VERSION,
        encoder=encoder,
        entries=len(entries),
        passages=len(passages),
        blobs={},
        briefs=tuple(
            IndexedBrief(brief.to_dict(), len(brief.entries), 0, None, topic_terms(documents_of(brief.entries)))
            for brief in briefs
        ),
    )
    lexical, lexicon = Lexical.fit(documents_of(entries)), Lexicon.of(entries)
    nowhere = Lines(np.zeros(len(entries), np.uint64), np.zeros((len(entries), 8), np.uint8))
    return Index(
        Path(),
        None,
        manifest,
        briefs,
        tuple(entries),
        Columns.of(entries, nowhere),
        np.repeat(np.arange(len(briefs), dtype=np.int32), [len(brief.entries) for brief in briefs]),
        passages,
        lexical,
        lexicon,
        CheckedLater(Path(), ()),
        vectors,
        exact(passages, vectors),
    )


def _brief(key: str, entries: tuple[Entry, ...]) -> Brief:
    return Brief(key, key, None, (), None, None, None, entries, f"{key}.txt", "")
