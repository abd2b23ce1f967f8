"""Questions on one state of an index → their answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from briefqa import ranking
from briefqa.answer import Answer, Hit, KeyPoint, Why
from briefqa.asking import Asked
from briefqa.encoding import Encoder
from briefqa.nhs_numbers import without_nhs_numbers
from briefqa.quoting import Quoting
from briefqa.snapshot import Found, Snapshot
from briefqa.works import fold_doubles, newest_first

KEY_POINTS = 3
# So many questions are encoded together, and how near all entries are to each is kept meanwhile.
_TOGETHER = 64


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
    answers: list[Answer] = []
    for start in range(0, len(questions), _TOGETHER):
        some = questions[start : start + _TOGETHER]
        # A patient's number is no word of a question: it would count as one that no entry has.
        plain = map(without_nhs_numbers, some)
        understood = [(question, snapshot.understand(question, encoder.knows)) for question in plain]
        found = snapshot.search(understood, allowed, encoder.encode_query)
        answers += [
            _answer(question, asked, of_one, snapshot, allowed, k, covered_at)
            for question, (_, asked), of_one in zip(some, understood, found, strict=True)
        ]
    return answers


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
    scores = ranking.relevance(found.strengths)
    places = ranking.order(found.strengths, index.columns.rank[found.positions])
    order: list[int] = found.positions[places].tolist()
    doubles = index.columns.doubles_among(found.positions)

    def place_of(position: int) -> int:
        return int(np.searchsorted(found.positions, position))

    def published(position: int) -> str:
        return str(index.briefs[index.brief[position]].published or "")

    def equal(one: int, other: int) -> bool:
        first, second = (float(scores[place_of(position)]) for position in (one, other))
        # Not so if one of them covers the question and the other does not.
        return abs(first - second) <= ranking.EQUAL and (first < covered_at) is (second < covered_at)

    folded = fold_doubles(newest_first(order, doubles, published, equal), doubles, k)
    quoting = Quoting(asked, index.lexical.idf(asked.terms))
    hits = []
    for rank, (position, others) in enumerate(folded, start=1):
        entry, place = index.entries[position], place_of(position)
        quote, matched = quoting.read(entry, *snapshot.sentences(found, place))
        why = Why(*found.parts.at(place), bool(found.strengths[place] == ranking.BY_TITLE), matched)
        also_in = tuple(index.entries[other] for other in others if allowed[other])
        hits.append(Hit(rank, float(scores[place]), entry, quote, why, also_in))
    covered = hits[0].score >= covered_at
    return Answer(
        question=question,
        searched=asked.spelt,
        covered=covered,
        hits=tuple(hits),
        key_points=_key_points([hit for hit in hits if hit.score >= covered_at]) if covered else (),
        nearest_sections=tuple(dict.fromkeys(hit.entry.section[-1] for hit in hits if hit.entry.section)),
        briefs=snapshot.index.briefs,
    )


def _key_points(hits: Sequence[Hit]) -> tuple[KeyPoint, ...]:
    """The quotes of the first hits, each sentence once; a title names what was found, and says nothing of it."""
    points: dict[str, KeyPoint] = {}
    for hit in hits:
        if hit.quote.field == "title":
            continue
        points.setdefault(hit.quote.text, KeyPoint(hit.quote.text, hit.rank))
    return tuple(points.values())[:KEY_POINTS]
