"""What of an answer's time is the encoder's, and what is everything else's: python benchmarks/answering.py INDEX.

Entries are made up from the sentences of an index, in briefs of 70, with random vectors; the questions are encoded by
the real encoder, and their vectors kept, so that everything else is timed by itself. Times are of one thread's
processor time: what else runs on the machine lengthens them less than it would those on the clock.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

import faiss
import numpy as np

from briefqa.answering import answer_of
from briefqa.brief import Brief, Entry
from briefqa.encoding import Encoder, EncoderInfo, Progress, Vectors, load_encoder
from briefqa.indexing import Index, IndexedBrief, Manifest, open_index
from briefqa.indexing.lexical import Lexical, documents_of, topic_terms
from briefqa.indexing.passages import passages_of
from briefqa.indexing.store import of_wholes
from briefqa.lexicon import Lexicon
from briefqa.ranking import COVERED
from briefqa.reading import READER_VERSION
from briefqa.snapshot import Snapshot

QUESTIONS = (
    "training needs of link workers",
    "What makes people leave the job within a year?",
    "CPD for AHPs",
    "lonliness and social captial",
    "papers from 2022 in The Lancet",
    "studies of ZQX in rural areas since 2019",
)
SIZES = (100, 1_000, 10_000)
OF_ONE_BRIEF = 70
REPEATS = 15


class Kept:
    """An encoder that encodes no question twice."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder, self.info = encoder, encoder.info
        self._vectors: dict[str, Vectors] = {}

    info: EncoderInfo

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """As the encoder's."""
        for text in texts:
            if text not in self._vectors:
                self._vectors[text] = self.encoder.encode_query([text])[0]
        return np.stack([self._vectors[text] for text in texts])

    def encode_document(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """As the encoder's."""
        return self.encoder.encode_document(texts, progress)

    def knows(self, word: str) -> bool:
        """As the encoder's."""
        return self.encoder.knows(word)


def main() -> None:
    """Print a table with a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path, help="an index whose sentences are used")
    real = open_index(parser.parse_args().index)
    encoder = Kept(load_encoder())
    encoding = [_time(lambda q=question: encoder.encoder.encode_query([q])) for question in QUESTIONS]
    print(f"encoder, one question, ms: median {median(encoding):.1f}\n")
    print("| entries | everything else, ms: median | slowest question | × the encoder |\n|---|---|---|---|")
    for size in SIZES:
        snapshot = Snapshot.of(made_up(real, size, encoder.info))
        allowed = np.ones(len(snapshot.ids), dtype=np.bool_)
        rest = [
            _time(lambda q=question: answer_of(q, snapshot, encoder, allowed, 5, COVERED))  # noqa: B023
            for question in QUESTIONS
        ]
        print(f"| {size:,} | {median(rest):.1f} | {max(rest):.1f} | {median(rest) / median(encoding):.2f} |")


def made_up(real: Index, size: int, encoder: EncoderInfo) -> Index:
    """An index in memory of so many entries that look like those of another; the same for the same size."""
    chance = random.Random(size)  # noqa: S311
    sentences = [sentence for entry in real.entries for sentence in entry.abstract.split(". ") if sentence]
    titles = [entry.title for entry in real.entries]
    entries = [
        replace(
            chance.choice(real.entries),
            id=f"brief-{number // OF_ONE_BRIEF}/{number}",
            brief_id=f"brief-{number // OF_ONE_BRIEF}",
            title=f"{chance.choice(titles)} {chance.choice(titles)}",
            abstract=". ".join(chance.sample(sentences, 6)) + ".",
        )
        for number in range(size)
    ]
    passages, _ = passages_of(entries)
    vectors = np.random.default_rng(size).normal(size=(len(passages), encoder.dimension)).astype(np.float32)
    store = faiss.IndexFlatIP(encoder.dimension)
    store.add(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    documents = documents_of(entries)
    briefs: dict[str, list[tuple[Entry, list[str]]]] = {}
    for entry, document in zip(entries, documents, strict=True):
        briefs.setdefault(entry.brief_id, []).append((entry, document))
    of_briefs = [_brief(key, [entry for entry, _ in members]) for key, members in briefs.items()]
    indexed = tuple(
        IndexedBrief(brief.to_dict(), len(brief.entries), 0, None, topic_terms([doc for _, doc in briefs[brief.id]]))
        for brief in of_briefs
    )
    manifest = Manifest(
        briefqa="",
        reader=READER_VERSION,
        encoder=encoder,
        entries=len(entries),
        passages=len(passages),
        blobs={},
        briefs=indexed,
    )
    return Index(
        Path(),
        None,
        manifest,
        tuple(of_briefs),
        tuple(entries),
        passages,
        Lexical.fit(documents),
        Lexicon.of(entries),
        store,
        of_wholes(passages, store),
    )


def _brief(key: str, entries: list[Entry]) -> Brief:
    return Brief(key, key, None, (), None, None, None, tuple(entries), f"{key}.txt", "")


def _time(work: Callable[[], object]) -> float:
    """Median processor time of this thread, in milliseconds."""
    work()
    taken = []
    for _ in range(REPEATS):
        started = time.thread_time()
        work()
        taken.append((time.thread_time() - started) * 1000)
    return median(taken)


if __name__ == "__main__":
    main()
