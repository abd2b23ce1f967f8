"""The lexical part of an index: which entries share words with a question, by BM25."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from briefqa.brief import Entry
from briefqa.terms import stems

_FILES = ("data.csc.index.npy", "indices.csc.index.npy", "indptr.csc.index.npy")
_VOCABULARY = "vocab.index.json"


@dataclass(frozen=True, slots=True)
class Lexical:
    """BM25 over entries (Lucene's variant: a term adds at most its inverse document frequency).

    bm25s works out what each term adds to each entry, and writes that; to ask, its arrays are enough. Importing bm25s
    takes longer than all else that a question needs, as it brings SciPy and Numba where these are installed.

    Attributes:
        added: float32, what a term adds to an entry's score, term by term.
        rows: int32, position of that entry; same shape, each entry once for each term.
        ends: int64, shape (stems + 1,): those of column c stand from `ends[c]` up to `ends[c + 1]`.
        vocabulary: stem → column.
        entries: how many entries there are.
    """

    added: NDArray[np.float32]
    rows: NDArray[np.int32]
    ends: NDArray[np.int64]
    vocabulary: dict[str, int]
    entries: int
    _fitted: Any = None

    @classmethod
    def empty(cls, entries: int) -> Self:
        """Of entries without words."""
        return cls(np.zeros(0, np.float32), np.zeros(0, np.int32), np.zeros(1, np.int64), {}, entries)

    @classmethod
    def fit(cls, documents: Sequence[Sequence[str]]) -> Self:
        """Count the stems of every entry; see `documents_of`."""
        # Sorted, so that the same entries give the same files.
        vocabulary = {stem: column for column, stem in enumerate(sorted({stem for doc in documents for stem in doc}))}
        if not vocabulary:
            return cls.empty(len(documents))
        import bm25s

        bm25 = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
        bm25.index(
            ([[vocabulary[stem] for stem in doc] for doc in documents], vocabulary),
            create_empty_token=False,
            show_progress=False,
        )
        added, rows, ends = (bm25.scores[name] for name in ("data", "indices", "indptr"))
        return cls(added, rows, ends, vocabulary, len(documents), bm25)

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """BM25 score of every entry for the stems of a question: float32, shape (entries,), 0 or more."""
        scores = np.zeros(self.entries, dtype=np.float32)
        for term in terms:
            there = self._postings(term)
            scores[self.rows[there]] += self.added[there]
        return scores

    def idf(self, terms: Sequence[str]) -> NDArray[np.float64]:
        """Inverse document frequencies, shape (terms,), above 0; an entry's score does not exceed their sum.

        idf(t) = ln(1 + (N - n_t + 0.5) / (n_t + 0.5)), as in Lucene; N entries, n_t of them with the term.
        """
        counts = np.asarray([self._document_frequency(term) for term in terms], dtype=np.float64)
        return np.log1p((self.entries - counts + 0.5) / (counts + 0.5))

    def save(self, folder: Path) -> None:
        """Write what was fitted into an existing folder: arrays and JSON, no pickle."""
        if self._fitted is not None:
            self._fitted.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path, entries: int, *, mapped: bool = False) -> Self:
        """Take back what `save` wrote.

        Args:
            folder: where that is.
            entries: how many entries there are.
            mapped: leave the arrays on disk, and read of them what is used.

        Raises:
            ValueError: the files do not fit together.
        """
        if not any(folder.iterdir()):
            return cls.empty(entries)
        added, rows, ends = (
            np.asarray(np.load(folder / file, mmap_mode="r" if mapped else None, allow_pickle=False)) for file in _FILES
        )
        record = json.loads((folder / _VOCABULARY).read_text(encoding="utf-8"))
        vocabulary = {str(stem): int(column) for stem, column in record.items()}
        if len(ends) <= max(vocabulary.values(), default=-1) + 1 or not len(added) == len(rows) == ends[-1]:
            raise ValueError(f"{folder}: the arrays of terms are of other lengths than their vocabulary")
        if not mapped and len(rows) and not 0 <= rows.min() <= rows.max() < entries:
            raise ValueError(f"{folder}: holds terms of entries that are not there")
        return cls(added, rows, ends, vocabulary, entries)

    def _document_frequency(self, term: str) -> int:
        return len(self.rows[self._postings(term)])

    def _postings(self, term: str) -> slice:
        """Where what a term adds stands; empty for one that no entry has."""
        column = self.vocabulary.get(term)
        return slice(0, 0) if column is None else slice(int(self.ends[column]), int(self.ends[column + 1]))


def documents_of(entries: Sequence[Entry]) -> list[list[str]]:
    """What of each entry is compared word by word: the stems of section, title, source and abstract."""
    texts = ("\n".join((*entry.section[-1:], entry.title, entry.source, entry.abstract)) for entry in entries)
    # Each stem once in memory, however many entries have it.
    return [[sys.intern(stem) for stem in stems(text)] for text in texts]


def topic_terms(documents: Sequence[Sequence[str]], share: float = 0.5) -> tuple[str, ...]:
    """Stems that stand in more than `share` of a brief's entries, sorted: its topic, which tells none apart."""
    counts: dict[str, int] = {}
    for document in documents:
        for stem in set(document):
            counts[stem] = counts.get(stem, 0) + 1
    return tuple(sorted(stem for stem, count in counts.items() if count > share * len(documents)))
