"""One state of an index, ready to be asked: an answer is worked out on one from start to end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefqa.answer import Quote
from briefqa.asking import Asked, shortenings_of, understand
from briefqa.brief import Access, slug
from briefqa.encoding import Vectors
from briefqa.errors import QuestionError
from briefqa.fields import Fields, publication_name
from briefqa.indexing import Index, Nearest, Part
from briefqa.ranking import PassageScores, best_sentence
from briefqa.terms import stems, without_stems

Encode = Callable[[Sequence[str]], Vectors]
Floats = NDArray[np.float64]
# How many of the nearest passages are looked at; the entries behind the rest cannot be the best.
_POOL = 2000
# Besides the question as asked: variants without the topic words of the briefs it seems to be about.
_VARIANTS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, for each variant of the question, the question as asked first.

    Attributes:
        vectors: of the variants, float32, shape (variants, dimension).
        passages: the scores of the nearest passages.
    """

    vectors: Vectors
    passages: Sequence[PassageScores]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An opened index with what every question needs of it.

    Attributes:
        index: the index.
        topic_terms: brief id → stems that tell none of its entries apart.
        shortenings: of phrases, but of what all briefs are about; see `asking.shortenings_of`.
        publications: names of where the entries were published, str, shape (entries,).
        names: of these, each once.
        ids: of the entries, in order.
        titles: slugs of the entries' titles, str, shape (entries,).
    """

    index: Index
    topic_terms: Mapping[str, frozenset[str]]
    shortenings: Mapping[str, Sequence[str]]
    publications: NDArray[np.str_]
    names: frozenset[str]
    ids: Sequence[str]
    titles: NDArray[np.str_]

    @classmethod
    def of(cls, index: Index) -> Snapshot:
        """What every question needs of an index, worked out once."""
        topics = {
            item.brief["id"]: frozenset(item.topic_terms)
            for item in index.manifest.briefs
            if item.superseded_by is None
        }
        publications = [publication_name(entry.source) for entry in index.entries]
        return cls(
            index,
            topics,
            shortenings_of(index.lexicon, frozenset.intersection(*topics.values()) if topics else frozenset()),
            np.asarray(publications, dtype=np.str_),
            frozenset(publications),
            [entry.id for entry in index.entries],
            np.asarray([slug(entry.title) for entry in index.entries], dtype=np.str_),
        )

    def allowed(
        self,
        briefs: Collection[str] | None,
        sections: Collection[str] | None,
        years: tuple[int, int] | None,
        access: Collection[Access] | None,
    ) -> NDArray[np.bool_]:
        """Which entries pass the filters: bool, shape (entries,). None lets all pass.

        Raises:
            QuestionError: a brief or section is not there.
        """
        entries = self.index.entries
        wanted_briefs = _known(briefs, {brief.id for brief in self.index.briefs}, "brief")
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

    def understand(self, question: str, knows: Callable[[str], bool]) -> Asked:
        """What is searched for when a question is asked of this corpus.

        Args:
            question: as typed.
            knows: whether a word is known though no entry has it.
        """
        return understand(
            question,
            self.index.lexicon,
            vocabulary=self.index.lexical.vocabulary,
            shortenings=self.shortenings,
            publications=self.names,
            texts=lambda: (text for entry in self.index.entries for text in (entry.title, entry.abstract)),
            knows=knows,
        )

    def with_fields(self, fields: Fields) -> NDArray[np.bool_]:
        """Which entries have the fields that a question names: bool, shape (entries,); none where it names none."""
        if not fields.named:
            return np.zeros(len(self.ids), dtype=np.bool_)
        found = self.allowed(None, None, fields.years, None if fields.access is None else (fields.access,))
        if fields.publication is not None:
            found &= self.publications == fields.publication
        return found

    def search(self, question: str, allowed: NDArray[np.bool_], encode: Encode) -> Found:
        """The nearest passages for the question as asked and for its variants without topic words."""
        asked = encode([question])
        first = self._nearest(asked, allowed)
        likely = dict.fromkeys(self.index.entries[position].brief_id for position in first[0].entry.tolist())
        texts = dict.fromkeys(without_stems(question, self.topic_terms.get(brief, frozenset())) for brief in likely)
        # What is left must still ask something: "What is social prescribing?" would become "What is".
        variants = [text for text in texts if stems(text) and text != " ".join(question.split())][:_VARIANTS]
        if not variants:
            return Found(asked, first)
        others = encode(variants)
        return Found(np.concatenate([asked, others]), [*first, *self._nearest(others, allowed)])

    def _nearest(self, vectors: Vectors, allowed: NDArray[np.bool_]) -> list[PassageScores]:
        nearest = self.index.nearest(vectors, _POOL, None if bool(allowed.all()) else allowed)
        return [self._passage_scores(nearest, turn) for turn in range(len(vectors))]

    def _passage_scores(self, nearest: Nearest, turn: int) -> PassageScores:
        rows = nearest.rows[turn]
        found = rows >= 0
        rows = rows[found]
        passages = self.index.passages
        return PassageScores(
            entry=passages.entry[rows].astype(np.int64),
            whole=passages.part[rows] == Part.ENTRY,
            cosine=nearest.scores[turn][found].astype(np.float64),
        )

    def quote(self, position: int, asked: Asked, vectors: Vectors) -> Quote:
        """The sentence of an entry's abstract that answers best; its title where it has no abstract.

        Args:
            position: of the entry.
            asked: what was searched for.
            vectors: of the question's variants; see `Found`.
        """
        entry, passages = self.index.entries[position], self.index.passages
        # The passages of an entry stand side by side.
        first, last = np.searchsorted(passages.entry, [position, position + 1]).tolist()
        rows = [row for row in range(first, last) if passages.part[row] == Part.ABSTRACT]
        if not rows:
            return Quote(entry.title, "title", 0, len(entry.title))
        spans = [(int(passages.start[row]), int(passages.end[row])) for row in rows]
        cosines = vectors.astype(np.float64) @ self.index.vectors(rows).T.astype(np.float64)
        shares = self._shares([entry.abstract[start:end] for start, end in spans], asked)
        start, end = spans[best_sentence(cosines, shares)]
        return Quote(entry.abstract[start:end], "abstract", start, end)

    def _shares(self, sentences: Sequence[str], asked: Asked) -> Floats:
        """How much of a question's terms each sentence has, in [0, 1], shape (sentences,)."""
        terms = [*asked.terms, *asked.also]
        weights = self.index.lexical.idf(terms)
        most = float(weights[: len(asked.terms)].sum())
        present = np.array([np.isin(terms, stems(sentence)) for sentence in sentences], dtype=np.float64)
        shares: Floats = np.minimum(present.reshape(len(sentences), len(terms)) @ weights / (most or 1.0), 1.0)
        return shares


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
