"""One question on one state of an index → the answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from briefqa import ranking
from briefqa.answer import Answer, Hit, KeyPoint, Why
from briefqa.asking import Asked
from briefqa.brief import Entry, slug
from briefqa.encoding import Encoder
from briefqa.snapshot import Snapshot
from briefqa.terms import words_with
from briefqa.works import fold_doubles

KEY_POINTS = 3


def answer_of(
    question: str, snapshot: Snapshot, encoder: Encoder, allowed: NDArray[np.bool_], k: int, covered_at: float
) -> Answer:
    """The answer to a question.

    Args:
        question: as asked.
        snapshot: of the index that is asked.
        encoder: the one the index was built with.
        allowed: which entries may be hits: bool, shape (entries,), at least one.
        k: at most so many hits.
        covered_at: the question is covered if its best hit has this relevance or more, in [0, 1].

    Raises:
        EncoderError: the question cannot be encoded.
    """
    entries = snapshot.index.entries
    asked = snapshot.understand(question, encoder.knows)
    found = snapshot.search(asked.text, allowed, encoder.encode_query)
    parts = ranking.parts_of(
        ranking.dense_scores(found.passages, len(entries)),
        snapshot.index.sharing_terms(asked.terms, allowed, asked.also),
        snapshot.with_fields(asked.fields),
        only_fields=asked.only_fields,
    )
    named = snapshot.titles == slug(question)
    strengths = ranking.asked_by_title(parts.strength, named)
    ranked = ranking.order(strengths, snapshot.ids, allowed)
    scores = ranking.relevance(strengths)
    hits = tuple(
        Hit(
            rank,
            float(scores[position]),
            entries[position],
            snapshot.quote(position, asked, found.vectors),
            _why(entries[position], asked, parts, position, named=bool(named[position])),
            tuple(entries[other] for other in doubles),
        )
        for rank, (position, doubles) in enumerate(fold_doubles(entries, ranked, k), start=1)
    )
    covered = hits[0].score >= covered_at
    return Answer(
        question=question,
        searched=asked.spelt,
        covered=covered,
        hits=hits,
        key_points=_key_points([hit for hit in hits if hit.score >= covered_at]) if covered else (),
        nearest_sections=tuple(dict.fromkeys(hit.entry.section[-1] for hit in hits if hit.entry.section)),
        briefs=snapshot.index.briefs,
    )


def _why(entry: Entry, asked: Asked, parts: ranking.Parts, position: int, *, named: bool) -> Why:
    text = "\n".join((*entry.section[-1:], entry.title, entry.source, entry.abstract))
    return Why(
        float(parts.meaning[position]),
        float(parts.words[position]),
        float(parts.fields[position]),
        named,
        words_with(text, (*asked.terms, *asked.also)),
    )


def _key_points(hits: Sequence[Hit]) -> tuple[KeyPoint, ...]:
    """The quotes of the first hits, each sentence once."""
    points: dict[str, KeyPoint] = {}
    for hit in hits:
        points.setdefault(hit.quote.text, KeyPoint(hit.quote.text, hit.rank))
    return tuple(points.values())[:KEY_POINTS]
