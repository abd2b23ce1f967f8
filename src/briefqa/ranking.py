"""Scores of passages and words → an order of entries, and how relevant each is.

    dense(e)     = mean over question variants v of ½ · (cos(v, whole entry) + max over its sentences s of cos(v, s))
    share(e)     = BM25(question, e) / Σ idf(terms of the question)                           in [0, 1]
    strength(e)  = (1 - w) · dense(e) + w · share(e) + f · fits(e)             w = LEXICAL_WEIGHT, f = FIELD_WEIGHT
    relevance(e) = 1 / (1 + exp(-(SLOPE · (strength(e) - MIDDLE))))                           in [0, 1]

fits(e) is 1 for an entry with the years, the access and the publication that the question names, if it names any, else
0. An entry whose title is the question has strength 1. The variants are the question as asked and the question
without the words that stand in most entries of a brief, which tell its entries apart no better than "the"
would. Strength is on one scale for all questions, so relevance is comparable between them. All functions are
pure; ties are broken by entry id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEXICAL_WEIGHT = 0.4
FIELD_WEIGHT = 0.25
MIDDLE = 0.21
SLOPE = 7.0
# At or above this relevance of its best hit a question counts as covered by the briefs.
COVERED = 0.5
STRONG, GOOD = 0.8, 0.65


@dataclass(frozen=True, slots=True)
class PassageScores:
    """What is known of the passages of one question variant; arrays of shape (found,).

    Attributes:
        entry: position of the entry each passage belongs to.
        whole: whether it is the entry as a whole (else its title or a sentence).
        quotable: whether it is a sentence of the abstract.
        row: the passage's row.
        cosine: in [-1, 1].
    """

    entry: NDArray[np.int64]
    whole: NDArray[np.bool_]
    quotable: NDArray[np.bool_]
    row: NDArray[np.int64]
    cosine: Floats


def dense_scores(variants: Sequence[PassageScores], entries: int) -> Floats:
    """`dense` of every entry: float64, shape (entries,); entries of which no passage was found get -1."""
    total = np.zeros(entries)
    for scores in variants:
        whole = _best(scores.entry[scores.whole], scores.cosine[scores.whole], entries)
        sentence = _best(scores.entry[~scores.whole], scores.cosine[~scores.whole], entries)
        # What was not among the nearest is at most as near as the farthest that was.
        floor = float(scores.cosine.min()) if len(scores.cosine) else -1.0
        seen = np.isfinite(whole) | np.isfinite(sentence)
        whole, sentence = np.maximum(whole, floor), np.maximum(sentence, floor)
        total += np.where(seen, (whole + sentence) / 2, -1.0)
    return total / max(len(variants), 1)


def best_sentences(scores: PassageScores, entries: int) -> NDArray[np.int64]:
    """The row of the nearest sentence of every entry's abstract, -1 where none was found; shape (entries,)."""
    rows = np.full(entries, -1, dtype=np.int64)
    cosines = np.full(entries, -np.inf)
    sentences = scores.quotable
    for entry, row, cosine in zip(
        scores.entry[sentences].tolist(), scores.row[sentences].tolist(), scores.cosine[sentences].tolist(), strict=True
    ):
        if cosine > cosines[entry] or (cosine == cosines[entry] and row < rows[entry]):
            rows[entry], cosines[entry] = row, cosine
    return rows


def strength(dense: Floats, share: NDArray[np.floating], weight: float = LEXICAL_WEIGHT) -> Floats:
    """The weighted mean of the dense score and the share of terms; see the module."""
    # Rounded, so that the last bits, which differ between machines, decide nothing.
    combined: Floats = np.round((1 - weight) * dense + weight * share.astype(np.float64), 6)
    return combined


def with_fields(strengths: Floats, fits: NDArray[np.bool_], weight: float = FIELD_WEIGHT) -> Floats:
    """Strengths with more for entries that have the fields the question names (`fits`, shape (entries,))."""
    lifted: Floats = strengths + weight * fits
    return lifted


def asked_by_title(strengths: Floats, named: NDArray[np.bool_]) -> Floats:
    """Strengths where the entries whose title is the question (`named`, shape (entries,)) have all there is: 1."""
    lifted: Floats = np.where(named, 1.0, strengths)
    return lifted


def relevance(strengths: Floats) -> Floats:
    """Strength on a scale from 0 to 1, increasing; 0.5 at MIDDLE."""
    scaled: Floats = 1 / (1 + np.exp(-SLOPE * (strengths - MIDDLE)))
    return scaled


def in_words(score: float) -> str:
    """Relevance for people: `strong`, `good` or `possible`."""
    return "strong" if score >= STRONG else "good" if score >= GOOD else "possible"


def order(strengths: Floats, ids: Sequence[str], allowed: NDArray[np.bool_]) -> list[int]:
    """Positions of the allowed entries, strongest first, ties by id."""
    return sorted(np.flatnonzero(allowed).tolist(), key=lambda i: (-float(strengths[i]), ids[i]))


def _best(entry: NDArray[np.int64], cosine: Floats, entries: int) -> Floats:
    best = np.full(entries, -np.inf)
    np.maximum.at(best, entry, cosine)
    return best
