"""Entries and their vectors as an index that is on no disk."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import faiss

from briefqa.brief import Brief, Entry
from briefqa.encoding import EncoderInfo, Vectors
from briefqa.indexing import Index, IndexedBrief, Manifest, Passages
from briefqa.indexing.lexical import Lexical, documents_of, topic_terms
from briefqa.indexing.store import of_wholes
from briefqa.lexicon import Lexicon
from briefqa.reading import READER_VERSION


def index_in_memory(entries: Sequence[Entry], passages: Passages, vectors: Vectors, encoder: EncoderInfo) -> Index:
    """An index of entries that stand brief by brief, with a vector for each passage."""
    briefs = tuple(_brief(key, tuple(members)) for key, members in groupby(entries, key=lambda entry: entry.brief_id))
    store = faiss.IndexFlatIP(encoder.dimension)
    store.add(vectors)
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
    wholes = of_wholes(passages, store)
    return Index(Path(), None, manifest, briefs, tuple(entries), passages, lexical, lexicon, store, wholes)


def _brief(key: str, entries: tuple[Entry, ...]) -> Brief:
    return Brief(key, key, None, (), None, None, None, entries, f"{key}.txt", "")
