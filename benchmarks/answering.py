"""What of an answer's time is the encoder's, and what is everything else's: python benchmarks/answering.py INDEX.

Then what `Retriever.ask` takes beside the encoder's passes for the same questions, with the encoder that INDEX carries;
how many questions a second several threads get answered beside one; and `ask_many` beside `ask`, one by one.

Entries are made up from the sentences of an index, in briefs of 70, with random vectors; the questions are encoded by
the real encoder, and their vectors kept, so that everything else is timed by itself. Times are of one thread's
processor time: what else runs on the machine lengthens them less than it would those on the clock.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
from in_memory import index_in_memory

from briefqa import Retriever
from briefqa.answering import answers_of
from briefqa.encoding import Encoder, EncoderInfo, Progress, Span, Vectors, load_encoder, open_exported
from briefqa.indexing import Index, open_index
from briefqa.indexing.passages import passages_of
from briefqa.ranking import COVERED
from briefqa.snapshot import Snapshot

# The arguments that bench.py gives.
BENCH = {"full": "{real}", "quick": "{real} --sizes 100 1000"}
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
THREADS = (1, 2, 4, 8)
# Questions that threads answer between them.
SHARED_OUT = 96


class Through:
    """An encoder that does what another does."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder, self.info = encoder, encoder.info

    info: EncoderInfo

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """As the encoder's."""
        return self.encoder.encode_query(texts)

    def encode_document(
        self,
        texts: Sequence[str],
        progress: Progress | None = None,
        left_out: Sequence[Sequence[Span]] | None = None,
    ) -> Vectors:
        """As the encoder's."""
        return self.encoder.encode_document(texts, progress, left_out)

    def knows(self, word: str) -> bool:
        """As the encoder's."""
        return self.encoder.knows(word)


class Kept(Through):
    """An encoder that encodes no question twice."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder)
        self._vectors: dict[str, Vectors] = {}

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """As the encoder's."""
        for text in texts:
            if text not in self._vectors:
                self._vectors[text] = self.encoder.encode_query([text])[0]
        return np.stack([self._vectors[text] for text in texts])


def main() -> None:
    """Print a table with a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path, help="an index whose sentences are used")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="numbers of entries")
    chosen = parser.parse_args()
    real = open_index(chosen.index)
    encoder = Kept(load_encoder() if real.exported is None else open_exported(real.exported, "carried"))
    encoding = [_time(lambda q=question: encoder.encoder.encode_query([q])) for question in QUESTIONS]
    print(f"encoder, one question, ms: median {median(encoding):.1f}\n")
    print("| entries | everything else, ms: median | slowest question | × the encoder |\n|---|---|---|---|")
    for size in chosen.sizes:
        rest = _everything_else(Snapshot.of(made_up(real, size, encoder.info)), encoder)
        print(f"| {size:,} | {median(rest):.1f} | {max(rest):.1f} | {median(rest) / median(encoding):.2f} |")
    if real.exported is not None:
        _whole(Retriever(made_up(real, chosen.sizes[-1], encoder.info), encoder.encoder), encoder.encoder)


def _whole(retriever: Retriever, encoder: Encoder) -> None:
    """Print what whole answers take, alone, by threads and in batches."""
    ratios = []
    for question in QUESTIONS:
        passes: list[Sequence[str]] = []
        noting = Noting(encoder, passes)
        Retriever(retriever._snapshot.index, noting).ask(question)
        alone = _time(lambda texts=passes: [encoder.encode_query(one) for one in texts])
        ratios.append(_time(lambda q=question: retriever.ask(q)) / alone)
    print(f"\nask, in times of its encoder passes, {SIZES[-1]:,} entries: median {median(ratios):.2f}, ", end="")
    print(f"most {max(ratios):.2f}\n\n| threads | times the questions a second of one |\n|---|---|")
    questions = [f"{question} {number}" for number in range(SHARED_OUT // len(QUESTIONS)) for question in QUESTIONS]
    rates: dict[int, list[float]] = {threads: [] for threads in THREADS}
    for _ in range(5):  # in turn, so that what slows the machine for a while slows all
        for threads, taken in rates.items():
            with ThreadPoolExecutor(threads) as pool:
                started = time.perf_counter()
                list(pool.map(retriever.ask, questions))
                taken.append(len(questions) / (time.perf_counter() - started))
    for threads, taken in rates.items():
        print(f"| {threads} | {median(a / b for a, b in zip(taken, rates[1], strict=True)):.2f} |")
    one_by_one = _time(lambda: [retriever.ask(question) for question in questions], 3)
    together = _time(lambda: retriever.ask_many(questions), 3)
    print(f"\nask_many, {len(questions)} questions: {together / one_by_one:.2f} times ask one by one; ", end="")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


class Noting(Through):
    """Notes what it encodes."""

    def __init__(self, encoder: Encoder, passes: list[Sequence[str]]) -> None:
        super().__init__(encoder)
        self._passes = passes

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """As the encoder's."""
        self._passes.append(texts)
        return super().encode_query(texts)


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
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return index_in_memory(entries, passages, unit, encoder)


def _everything_else(snapshot: Snapshot, encoder: Encoder) -> list[float]:
    """Milliseconds for each question whose vectors are there."""
    allowed = np.ones(len(snapshot.index.entries), dtype=np.bool_)
    return [_time(lambda q=question: answers_of([q], snapshot, encoder, allowed, 5, COVERED)) for question in QUESTIONS]


def _time(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Median processor time of this thread, in milliseconds."""
    work()
    taken = []
    for _ in range(repeats):
        started = time.thread_time()
        work()
        taken.append((time.thread_time() - started) * 1000)
    return median(taken)


if __name__ == "__main__":
    main()
