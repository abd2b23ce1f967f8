"""Questions on one state of an index → their answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from briefqa import ranking
from briefqa.answer import Answer, Hit, KeyPoint, Why
from briefqa.asking import Asked
from briefqa.brief import Entry
from briefqa.encoding import Encoder
from briefqa.snapshot import Found, Snapshot
from briefqa.terms import words_with
from briefqa.works import fold_doubles

KEY_POINTS = 3


def answers_of(
    questions: Sequence[str],
    snapshot: Snapshot,
    encoder: Encoder,
    allowed: NDArray[np.bool_],
    k: int,
    covered_at: float,
) -> list[Answer]:
    """The answers to questions, in their order; the same as to each alone.

    Args:
        questions: as asked.
        snapshot: of the index that is asked.
        encoder: the one the index was built with.
        allowed: which entries may be hits: bool, shape (entries,), at least one.
        k: at most so many hits each.
        covered_at: a question is covered if its best hit has this relevance or more, in [0, 1].

    Raises:
        EncoderError: a question cannot be encoded.
    """
    understood = [(question, snapshot.understand(question, encoder.knows)) for question in questions]
    found = snapshot.search(understood, allowed, encoder.encode_query)
    return [
        _answer(question, asked, of_one, snapshot, allowed, k, covered_at)
        for (question, asked), of_one in zip(understood, found, strict=True)
    ]


def _answer(
    question: str,
    asked: Asked,
    found: Found,
    snapshot: Snapshot,
    allowed: NDArray[np.bool_],
    k: int,
    covered_at: float,
) -> Answer:
    index = snapshot.index
    positions = found.positions.tolist()
    scores = ranking.relevance(found.strengths)
    ranked = [positions[place] for place in ranking.order(found.strengths, index.columns.rank[found.positions])]
    place_of = {position: place for place, position in enumerate(positions)}
    folded = fold_doubles(ranked, index.columns.doubles_among(found.positions), k)
    firsts = [index.entries[position] for position, _ in folded]
    hits = tuple(
        Hit(
            rank,
            float(scores[place_of[position]]),
            entry,
            snapshot.quote(position, entry, asked, found.vectors),
            _why(entry, asked, found, place_of[position]),
            tuple(index.entries[other] for other in others if allowed[other]),
        )
        for rank, (entry, (position, others)) in enumerate(zip(firsts, folded, strict=True), start=1)
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


def _why(entry: Entry, asked: Asked, found: Found, place: int) -> Why:
    text = "\n".join((*entry.section[-1:], entry.title, entry.source, entry.abstract))
    return Why(
        float(found.parts.meaning[place]),
        float(found.parts.words[place]),
        float(found.parts.fields[place]),
        bool(found.strengths[place] == ranking.BY_TITLE),
        words_with(text, (*asked.terms, *asked.also)),
    )


def _key_points(hits: Sequence[Hit]) -> tuple[KeyPoint, ...]:
    """The quotes of the first hits, each sentence once."""
    points: dict[str, KeyPoint] = {}
    for hit in hits:
        points.setdefault(hit.quote.text, KeyPoint(hit.quote.text, hit.rank))
    return tuple(points.values())[:KEY_POINTS]
