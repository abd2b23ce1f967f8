"""The lexical part of an index: which entries share words with a question, by BM25."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefqa.brief import Entry
from briefqa.terms import stems


@dataclass(frozen=True, slots=True)
class Lexical:
    """BM25 over entries (Lucene's variant: a term adds at most its inverse document frequency).

    Attributes:
        bm25: the fitted model, or None where no entry has a word.
        vocabulary: stem → column.
        entries: how many entries there are.
    """

    bm25: Any
    vocabulary: dict[str, int]
    entries: int

    @classmethod
    def fit(cls, documents: Sequence[Sequence[str]]) -> Lexical:
        """Count the stems of every entry; see `documents_of`."""
        # Sorted, so that the same entries give the same files.
        vocabulary = {stem: column for column, stem in enumerate(sorted({stem for doc in documents for stem in doc}))}
        if not vocabulary:
            return cls(None, {}, len(documents))
        import bm25s

        bm25 = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
        bm25.index(
            ([[vocabulary[stem] for stem in doc] for doc in documents], vocabulary),
            create_empty_token=False,
            show_progress=False,
        )
        return cls(bm25, vocabulary, len(documents))

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """BM25 score of every entry for the stems of a question: float32, shape (entries,), 0 or more."""
        known = [term for term in terms if term in self.vocabulary]
        if self.bm25 is None or not known:
            return np.zeros(self.entries, dtype=np.float32)
        scores: NDArray[np.float32] = self.bm25.get_scores(known)
        return scores

    def idf(self, terms: Sequence[str]) -> NDArray[np.float64]:
        """Inverse document frequencies, shape (terms,), above 0; an entry's score does not exceed their sum.

        idf(t) = ln(1 + (N - n_t + 0.5) / (n_t + 0.5)), as in Lucene; N entries, n_t of them with the term.
        """
        counts = np.asarray([self._document_frequency(term) for term in terms], dtype=np.float64)
        return np.log1p((self.entries - counts + 0.5) / (counts + 0.5))

    def save(self, folder: Path) -> None:
        """Write the model into an existing folder: arrays and JSON, no pickle."""
        if self.bm25 is not None:
            self.bm25.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path, entries: int) -> Lexical:
        """Take back what `save` wrote."""
        if not any(folder.iterdir()):
            return cls(None, {}, entries)
        import bm25s

        bm25 = bm25s.BM25.load(folder, show_progress=False)
        return cls(bm25, {str(stem): int(column) for stem, column in bm25.vocab_dict.items()}, entries)

    def _document_frequency(self, term: str) -> int:
        column = self.vocabulary.get(term)
        if column is None or self.bm25 is None:
            return 0
        ends = self.bm25.scores["indptr"]
        return int(ends[column + 1] - ends[column])


def documents_of(entries: Sequence[Entry]) -> list[list[str]]:
    """What of each entry is compared word by word: the stems of section, title, source and abstract."""
    return [stems("\n".join((*entry.section[-1:], entry.title, entry.source, entry.abstract))) for entry in entries]


def topic_terms(documents: Sequence[Sequence[str]], share: float = 0.5) -> tuple[str, ...]:
    """Stems that stand in more than `share` of a brief's entries, sorted: its topic, which tells none apart."""
    counts: dict[str, int] = {}
    for document in documents:
        for stem in set(document):
            counts[stem] = counts.get(stem, 0) + 1
    return tuple(sorted(stem for stem, count in counts.items() if count > share * len(documents)))
