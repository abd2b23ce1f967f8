"""The front door: open an index, ask it."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from briefqa import ranking
from briefqa.answer import Answer, Hit, KeyPoint, Quote
from briefqa.brief import Access, Brief, slug
from briefqa.encoding import Encoder, Vectors, check_weights, load_encoder
from briefqa.errors import EncoderMismatch, QuestionError
from briefqa.indexing import Index, Nearest, Part, open_index
from briefqa.ranking import PassageScores
from briefqa.terms import stems, without_stems
from briefqa.works import fold_doubles

MAX_QUESTION = 1000
MAX_HITS = 100
KEY_POINTS = 3
# How many of the nearest passages are looked at; the entries behind the rest cannot be the best.
_POOL = 2000
# Besides the question as asked: variants without the topic words of the briefs it seems to be about.
_VARIANTS = 2


class Retriever:
    """Answers questions from one index. Safe to use from several threads."""

    def __init__(self, index: Index, encoder: Encoder | None = None) -> None:
        """Use `open` unless you hold an index already.

        Args:
            index: an opened index.
            encoder: what makes a question's vector; None loads the one the index was built with when first asked.

        Raises:
            EncoderMismatch: `encoder` is not the one the index was built with.
        """
        self._index = index
        self._encoder = encoder
        self._loading = threading.Lock()
        self._topic_terms = {
            item.brief["id"]: frozenset(item.topic_terms)
            for item in index.manifest.briefs
            if item.superseded_by is None
        }
        self._ids = [entry.id for entry in index.entries]
        self._titles = np.asarray([slug(entry.title) for entry in index.entries], dtype=np.str_)
        if encoder is not None:
            self._check(encoder.info.weights_sha256, encoder.info.name)

    @classmethod
    def open(cls, folder: str | Path = "indexes/default", encoder: Encoder | None = None) -> Self:
        """Open the index in a folder.

        Args:
            folder: where `briefqa index` wrote it.
            encoder: see `__init__`.

        Raises:
            IndexMissing: there is none; the message says to run `briefqa index`.
            IndexCorrupt, IndexVersionError, EncoderMismatch: it cannot be used; the message says why.
        """
        return cls(open_index(folder), encoder)

    @property
    def briefs(self) -> tuple[Brief, ...]:
        """The briefs that are searched, with their entries; superseded editions are left out."""
        return self._index.briefs

    def warm_up(self) -> None:
        """Load the encoder now, so that the first question does not wait for it.

        Raises:
            EncoderError, EncoderMismatch: see `ask`.
        """
        self._encode(["warm up"])

    def ask(
        self,
        question: str,
        k: int = 5,
        *,
        briefs: Collection[str] | None = None,
        sections: Collection[str] | None = None,
        years: tuple[int, int] | None = None,
        access: Collection[Access] | None = None,
    ) -> Answer:
        """Answer a question.

        Args:
            question: 1 to 1000 characters that are not all white space.
            k: at most so many hits, 1 to 100.
            briefs: only entries of briefs with these ids; None for all.
            sections: only entries under these headings, upper or lower case; None for all.
            years: only entries published in this range of years, both included; None for all.
            access: only entries with this access; None for all.

        Raises:
            QuestionError: an argument is out of range, or names a brief or section that is not there.
            EncoderError: the encoder cannot be loaded.
            EncoderMismatch: the installed encoder is not the one the index was built with.
        """
        asked = _checked(question, k, years)
        index = self._index
        allowed = self._allowed(briefs, sections, years, access)
        if not allowed.any():
            return Answer(asked, False, (), (), (), self.briefs)
        variants = self._search(asked, allowed)
        dense = ranking.dense_scores(variants, len(index.entries))
        share = index.sharing_terms(stems(asked), allowed)
        named = self._titles == slug(asked)
        strengths = ranking.asked_by_title(ranking.strength(dense, share), named)
        scores = ranking.relevance(strengths)
        rows = ranking.best_sentences(variants[0], len(index.entries))
        ranked = ranking.order(strengths, self._ids, allowed)
        hits = tuple(
            Hit(
                rank,
                float(scores[position]),
                index.entries[position],
                self._quote(position, int(rows[position])),
                tuple(index.entries[other] for other in doubles),
            )
            for rank, (position, doubles) in enumerate(fold_doubles(index.entries, ranked, k), start=1)
        )
        covered = bool(hits) and hits[0].score >= ranking.COVERED
        points = [KeyPoint(hit.quote.text, hit.rank) for hit in hits if hit.score >= ranking.COVERED]
        return Answer(
            question=asked,
            covered=covered,
            hits=hits,
            key_points=tuple(points[:KEY_POINTS]) if covered else (),
            nearest_sections=tuple(dict.fromkeys(hit.entry.section[-1] for hit in hits if hit.entry.section)),
            briefs=self.briefs,
        )

    def _check(self, digest: str, name: str) -> None:
        expected = self._index.manifest.encoder
        if digest != expected.weights_sha256:
            raise EncoderMismatch(
                f"{self._index.folder}: was built with the encoder {expected.name}, weights "
                f"{expected.weights_sha256[:12]}…, but {name} has weights {digest[:12]}…; run `briefqa index`"
            )

    def _encode(self, texts: Sequence[str]) -> Vectors:
        if self._encoder is None:
            with self._loading:
                if self._encoder is None:
                    name = self._index.manifest.encoder.name
                    self._check(check_weights(name), name)
                    self._encoder = load_encoder(name)
        return self._encoder.encode_query(texts)

    def _allowed(
        self,
        briefs: Collection[str] | None,
        sections: Collection[str] | None,
        years: tuple[int, int] | None,
        access: Collection[Access] | None,
    ) -> NDArray[np.bool_]:
        entries = self._index.entries
        wanted_briefs = _known(briefs, {brief.id for brief in self.briefs}, "brief")
        wanted_sections = _known(sections, {heading for entry in entries for heading in entry.section}, "section")
        return np.fromiter(
            (
                (wanted_briefs is None or entry.brief_id in wanted_briefs)
                and (wanted_sections is None or not wanted_sections.isdisjoint(entry.section))
                and (years is None or (entry.date is not None and years[0] <= entry.date.year <= years[1]))
                and (access is None or entry.access in access)
                for entry in entries
            ),
            dtype=np.bool_,
            count=len(entries),
        )

    def _search(self, question: str, allowed: NDArray[np.bool_]) -> list[PassageScores]:
        """Scores of the nearest passages for the question as asked and for its variants without topic words."""
        first = self._nearest([question], allowed)[0]
        likely = dict.fromkeys(self._index.entries[position].brief_id for position in first.entry.tolist())
        texts = dict.fromkeys(without_stems(question, self._topic_terms.get(brief, frozenset())) for brief in likely)
        # What is left must still ask something: "What is social prescribing?" would become "What is".
        variants = [text for text in texts if stems(text) and text != " ".join(question.split())]
        return [first, *self._nearest(variants[:_VARIANTS], allowed)]

    def _nearest(self, texts: Sequence[str], allowed: NDArray[np.bool_]) -> list[PassageScores]:
        if not texts:
            return []
        everything = bool(allowed.all())
        nearest = self._index.nearest(self._encode(texts), _POOL, None if everything else allowed)
        return [self._passage_scores(nearest, turn) for turn in range(len(texts))]

    def _passage_scores(self, nearest: Nearest, turn: int) -> PassageScores:
        rows = nearest.rows[turn]
        found = rows >= 0
        rows = rows[found]
        passages = self._index.passages
        return PassageScores(
            entry=passages.entry[rows].astype(np.int64),
            whole=passages.part[rows] == Part.ENTRY,
            quotable=passages.part[rows] == Part.ABSTRACT,
            row=rows,
            cosine=nearest.scores[turn][found].astype(np.float64),
        )

    def _quote(self, position: int, row: int) -> Quote:
        entry = self._index.entries[position]
        passages = self._index.passages
        if row < 0:
            return Quote(entry.title, "title", 0, len(entry.title))
        start, end = int(passages.start[row]), int(passages.end[row])
        return Quote(entry.abstract[start:end], "abstract", start, end)


def _checked(question: str, k: int, years: tuple[int, int] | None) -> str:
    asked = question.strip()
    if not asked:
        raise QuestionError("the question is empty; type what you want to know")
    # What Python makes of bytes on a command line that are not UTF-8.
    if any("\ud800" <= character <= "\udfff" for character in asked):
        raise QuestionError("the question holds bytes that are no text; type it in UTF-8")
    if len(asked) > MAX_QUESTION:
        raise QuestionError(f"the question has {len(asked):,} characters; use at most {MAX_QUESTION:,}")
    if not 1 <= k <= MAX_HITS:
        raise QuestionError(f"k is {k}; ask for 1 to {MAX_HITS} hits")
    if years is not None and years[0] > years[1]:
        raise QuestionError(f"the years {years[0]} to {years[1]} are in the wrong order; put the earlier first")
    return asked


def _known(wanted: Collection[str] | None, present: Collection[str], what: str) -> set[str] | None:
    """The wanted names in every spelling they have in the index."""
    if wanted is None:
        return None
    names = set()
    for name in [wanted] if isinstance(wanted, str) else wanted:
        spellings = {spelled for spelled in present if spelled.casefold() == name.casefold()}
        if not spellings:
            raise QuestionError(f"there is no {what} '{name}'; choose from: {', '.join(sorted(present))}")
        names |= spellings
    return names
