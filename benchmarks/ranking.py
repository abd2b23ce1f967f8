"""What each ingredient of the ranking gives.

    python benchmarks/ranking.py QUESTIONS=INDEX [QUESTIONS=INDEX ...] [--public FOLDER ...] [--keep FOLDER]

Each QUESTIONS is a file of judged questions with the splits `tune` and `final`, INDEX the index they are about; each
public FOLDER is a test collection in BEIR's form, whose vectors are kept in the folder of --keep. One table is printed:
nDCG@10 (gain 2^grade - 1; on public collections the grade itself, as is usual there), and for files with unanswerable
questions the AUROC of coverage.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

import numpy as np
from public import index_of, questions_of

from briefqa import ranking
from briefqa.asking import Asked
from briefqa.encoding import Encoder, Vectors, load_encoder
from briefqa.evaluation import JudgedQuestion, auroc, first_is_relevant, ndcg, read_questions
from briefqa.fields import Fields
from briefqa.indexing import open_index
from briefqa.ranking import Floats
from briefqa.snapshot import Snapshot
from briefqa.terms import stems

# The arguments that bench.py gives.
BENCH = {
    "full": "{real_questions}={real} {several_questions}={several}",
    "quick": "{real_questions}={real}",
}
DEPTH = 10
# Of reciprocal rank fusion: Cormack, Clarke and Büttcher, 2009.
RRF_K = 60


@dataclass(frozen=True)
class Ingredients:
    """What of the ranking is in use."""

    understanding: bool = True
    fields: bool = True
    topic_free: bool = True
    sentences: bool = True
    words: bool = True
    meaning: bool = True
    titles: bool = True


class Lab:
    """A snapshot with an encoder that encodes no text twice."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        self.snapshot, self.encoder = snapshot, encoder
        self.everything = np.ones(len(snapshot.index.entries), dtype=np.bool_)
        self._vectors: dict[str, Vectors] = {}
        self._wholes = snapshot.index.vectors(snapshot.index.passages.first[:-1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As `Encoder.encode_query`."""
        new = [text for text in texts if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self.encoder.encode_query(new), strict=True))
        return np.stack([self._vectors[text] for text in texts])

    def bm25(self, question: str) -> Floats:
        """BM25 of every entry."""
        return self.snapshot.index.lexical.scores(list(dict.fromkeys(stems(question)))).astype(np.float64)

    def nearness(self, question: str) -> Floats:
        """Cosine of the question with every entry as a whole."""
        return (self._wholes @ self.encode([question])[0]).astype(np.float64)

    def fused(self, question: str) -> Floats:
        """Reciprocal rank fusion of both."""
        total = np.zeros(len(self.everything))
        for scores in (self.bm25(question), self.nearness(question)):
            ranked = ranking.order(scores, self.snapshot.index.columns.rank)
            total[ranked] += 1 / (RRF_K + np.arange(1, len(ranked) + 1))
        return total

    def strengths(self, question: str, use: Ingredients) -> Floats:
        """Of every entry, with these ingredients only; an entry that cannot be among the first has -1."""
        asked = self._asked(question, use)
        snapshot = (
            self.snapshot
            if use.topic_free
            else replace(self.snapshot, topics=[frozenset()] * len(self.snapshot.topics))
        )
        (found,) = snapshot.search([(question, asked)], self.everything, self.encode)
        meaning, words = found.parts.meaning, found.parts.words
        if not use.sentences:
            meaning = (1 - ranking.LEXICAL_WEIGHT) * found.wholes
        nothing = np.zeros_like(meaning)
        parts = ranking.Parts(meaning if use.meaning else nothing, words if use.words else nothing, found.parts.fields)
        strengths = np.full(len(self.everything), -1.0)
        named = (found.strengths == ranking.BY_TITLE) & use.titles
        strengths[found.positions] = ranking.asked_by_title(parts.strength, named)
        return strengths

    def _asked(self, question: str, use: Ingredients) -> Asked:
        """What is searched for."""
        nothing = Fields(None, None, None, question)
        if not use.understanding:
            return Asked(question, question, tuple(dict.fromkeys(stems(question))), {}, nothing, only_fields=False)
        asked = self.snapshot.understand(question, self.encoder.knows)
        if use.fields:
            return asked
        terms = tuple(dict.fromkeys(stems(asked.spelt)))
        return replace(asked, text=asked.spelt, terms=terms, fields=nothing, only_fields=False)


def _with(use: Ingredients) -> Callable[[Lab, str], Floats]:
    return lambda lab, question: lab.strengths(question, use)


OURS = Ingredients()
RANKINGS: dict[str, Callable[[Lab, str], Floats]] = {
    "BM25 alone": Lab.bm25,
    "vectors of whole entries alone": Lab.nearness,
    "reciprocal rank fusion of both": Lab.fused,
    "**ours**": _with(OURS),
    "without words (BM25)": _with(replace(OURS, words=False)),
    "without meaning (vectors)": _with(replace(OURS, meaning=False)),
    "without sentences": _with(replace(OURS, sentences=False)),
    "without leaving out topic words": _with(replace(OURS, topic_free=False)),
    "without spelling out and mending": _with(replace(OURS, understanding=False)),
    "without fields": _with(replace(OURS, fields=False)),
    "without titles": _with(replace(OURS, titles=False)),
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+", help="a file of judged questions = the index they are about")
    parser.add_argument("--public", type=Path, action="append", default=[], help="a collection in BEIR's form")
    parser.add_argument("--keep", type=Path, default=Path("indexes/public"), help="where vectors of these are kept")
    arguments = parser.parse_args()
    encoder = load_encoder()
    columns: dict[str, list[str]] = {}
    for pair in arguments.pairs:
        file, _, folder = pair.rpartition("=")
        lab, questions = Lab(Snapshot.of(open_index(folder)), encoder), read_questions(file)
        for split in ("tune", "final"):
            chosen = [question for question in questions if question.split == split]
            columns[f"{Path(file).stem}, {split}: nDCG@10 / first hit / AUROC"] = _judged(lab, chosen)
    for folder in arguments.public:
        lab = Lab(Snapshot.of(index_of(folder, encoder, arguments.keep)), encoder)
        columns[f"{folder.name}: nDCG@10"] = _public(lab, questions_of(folder))
    print(_row(["ranking", *columns]))
    print(_row(["---"] * (len(columns) + 1)))
    for number, name in enumerate(RANKINGS):
        print(_row([name, *(figures[number] for figures in columns.values())]))


def _judged(lab: Lab, questions: Sequence[JudgedQuestion]) -> list[str]:
    figures = []
    for rank in RANKINGS.values():
        runs, best = _runs(lab, questions, rank)
        good = [question for question in questions if question.answerable]
        covered = auroc(
            [best[question.id] for question in good],
            [best[question.id] for question in questions if not question.answerable],
        )
        gain = mean(ndcg(runs[question.id], question.qrels, DEPTH) for question in good)
        first = mean(first_is_relevant(runs[question.id], question.qrels) for question in good)
        figures.append(f"{gain:.3f} / {first:.2f} / {covered:.2f}")
    return figures


def _public(lab: Lab, questions: Sequence[JudgedQuestion]) -> list[str]:
    figures = []
    for rank in RANKINGS.values():
        runs, _ = _runs(lab, questions, rank)
        gain = mean(ndcg(runs[question.id], question.qrels, DEPTH, linear=True) for question in questions)
        figures.append(f"{gain:.3f}")
    return figures


def _runs(
    lab: Lab, questions: Iterable[JudgedQuestion], rank: Callable[[Lab, str], Floats]
) -> tuple[dict[str, list[str]], dict[str, float]]:
    """The first entries for every question, and the best score."""
    runs, best = {}, {}
    for question in questions:
        scores = rank(lab, question.text)
        ranked = ranking.order(scores, lab.snapshot.index.columns.rank)[:DEPTH]
        runs[question.id] = [lab.snapshot.index.entries[position].id for position in ranked]
        best[question.id] = float(scores[ranked[0]])
    return runs, best


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
