"""Scores of passages and words → an order of entries, how relevant each is, and the sentence to quote.

    dense(e)     = mean over question variants v of ½ · (cos(v, whole entry) + max over its sentences s of cos(v, s))
    share(e)     = BM25(question, e) / Σ idf(terms of the question)                           in [0, 1]
    strength(e)  = (1 - w) · dense(e) + w · share(e) + f · fits(e)             w = LEXICAL_WEIGHT, f = FIELD_WEIGHT
    relevance(e) = 1 / (1 + exp(-(SLOPE · (strength(e) - MIDDLE))))                           in [0, 1]

fits(e) is 1 for an entry with the years, the access and the publication that the question names, if it names any, else
0; where the question names nothing else, f is 1. An entry whose title is the question has strength 2, the most there
can be. The variants are the question as asked, and the question without the words that stand in most entries of a
brief, which tell its entries apart no better than "the" would: the mean gives each of those TOPIC_FREE_WEIGHT times
the weight of the first.

The sentence that is quoted is the strongest of the entry's abstract, of cosine and words alone:

    (1 - w) · mean over variants v of cos(v, s) + w · Σ idf(terms of the question in s) / Σ idf(terms of the question)

Relevance is the chance that a person judges the entry relevant: SLOPE and MIDDLE are the logistic regression of
judgements on strengths (benchmarks/calibration.py), which are on one scale for all questions. All functions are pure;
ties are broken by the order of ids, and among sentences by their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEXICAL_WEIGHT = 0.3
FIELD_WEIGHT = 0.25
TOPIC_FREE_WEIGHT = 4.0
# What no sum of parts exceeds.
BY_TITLE = 2.0
MIDDLE = 0.399
SLOPE = 13.3
# At or above this relevance of its best hit a question counts as covered by the briefs; see docs/ranking.md.
COVERED = 0.1
STRONG, GOOD = 0.6, 0.3
# Entries of one work whose relevance differs by no more count as equally relevant.
EQUAL = 0.02


@cache
def variant_weights(variants: int) -> Floats:
    """What each variant of a question weighs, float64, shape (variants,), of sum 1; the question as asked is first."""
    weights = np.full(variants, TOPIC_FREE_WEIGHT)
    weights[:1] = 1
    shares: Floats = weights / max(float(weights.sum()), 1.0)
    shares.flags.writeable = False
    return shares


def mean_of_variants(cosines: Floats) -> Floats:
    """The mean over the variants of a question, float64, shape (n,).

    Args:
        cosines: of each variant with each of n others, shape (variants, n), one variant or more.
    """
    mean: Floats = variant_weights(len(cosines)) @ cosines
    return mean


def dense_scores(wholes: Floats, sentences: Floats) -> Floats:
    """`dense` of entries: float64, shape (entries,).

    Args:
        wholes: mean over the question's variants of the cosine with each entry as a whole, shape (entries,).
        sentences: likewise, with the nearest of its title and sentences.
    """
    return (wholes + sentences) / 2


def best_sentence(cosines: Floats, shares: Floats) -> int:
    """Which sentence of an abstract answers best; the first of equals.

    Args:
        cosines: of each question variant with each sentence, in [-1, 1], shape (variants, sentences); neither is 0.
        shares: how much of the question's terms each sentence has, in [0, 1], shape (sentences,).
    """
    return int(np.argmax(_rounded((1 - LEXICAL_WEIGHT) * mean_of_variants(cosines) + LEXICAL_WEIGHT * shares)))


@dataclass(frozen=True, slots=True)
class Parts:
    """What the strength of entries is the sum of; float64 arrays of shape (entries,).

    Attributes:
        meaning: (1 - w) · dense.
        words: w · share.
        fields: f · fits.
    """

    meaning: Floats
    words: Floats
    fields: Floats

    @property
    def strength(self) -> Floats:
        """The sum."""
        return _rounded(self.meaning + self.words + self.fields)

    def at(self, place: int) -> tuple[float, float, float]:
        """Those of one entry."""
        return float(self.meaning[place]), float(self.words[place]), float(self.fields[place])


def _rounded(strengths: Floats) -> Floats:
    """Without the last bits, which differ between machines, so that they decide nothing."""
    rounded: Floats = np.round(strengths, 6)
    return rounded


def parts_of(
    dense: Floats, share: NDArray[np.floating], fits: NDArray[np.bool_], *, only_fields: bool = False
) -> Parts:
    """The parts of the strength of entries.

    Args:
        dense: see the module, shape (entries,).
        share: likewise.
        fits: whether an entry has the fields that the question names, shape (entries,).
        only_fields: whether the question names nothing else.
    """
    return Parts(
        (1 - LEXICAL_WEIGHT) * dense,
        LEXICAL_WEIGHT * share.astype(np.float64),
        (1.0 if only_fields else FIELD_WEIGHT) * fits.astype(np.float64),
    )


def asked_by_title(strengths: Floats, named: NDArray[np.bool_]) -> Floats:
    """Strengths where the entries whose title is the question (`named`, shape (entries,)) have all there is: 2."""
    lifted: Floats = np.where(named, BY_TITLE, strengths)
    return lifted


def relevance(strengths: Floats) -> Floats:
    """Strength on a scale from 0 to 1, increasing; 0.5 at MIDDLE."""
    scaled: Floats = 1 / (1 + np.exp(-SLOPE * (strengths - MIDDLE)))
    return scaled


def in_words(score: float) -> str:
    """Relevance for people: `strong`, `good` or `possible`."""
    return "strong" if score >= STRONG else "good" if score >= GOOD else "possible"


def order(strengths: Floats, ranks: NDArray[np.integer]) -> list[int]:
    """Positions in `strengths`, shape (entries,), strongest first, ties by what stands in `ranks`, lowest first."""
    placed: list[int] = np.lexsort((ranks, -strengths)).tolist()
    return placed
