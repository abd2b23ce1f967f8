"""One state of an index, ready to be asked: an answer is worked out on one from start to end."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from briefqa.abbreviations import phrase_with_initials
from briefqa.answer import Quote
from briefqa.asking import Asked, Phrase, shortenings_of, understand
from briefqa.brief import Access, Entry, slug
from briefqa.encoding import Vectors
from briefqa.errors import QuestionError
from briefqa.fields import Fields, publication_name
from briefqa.indexing import Index, Part, Positions
from briefqa.ranking import Floats, Parts, asked_by_title, best_sentence, dense_scores, parts_of
from briefqa.terms import stems, stems_among, without_stems
from briefqa.works import doubles_of

Encode = Callable[[Sequence[str]], Vectors]
Shares = NDArray[np.float32]
# Of more entries than that only the strongest without a look at their sentences are looked at in full: found among
# those nearest as a whole to each variant, those that share the most words, and those with the fields that are named.
_CANDIDATES = 300
_POOL = 500
# The briefs of so many nearest entries may be what a question is about.
_LIKELY = 50
# Besides the question as asked: variants without the topic words of the briefs it seems to be about.
_VARIANTS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        positions: of the entries that may be the best ones, int64, shape (entries,), rising.
        parts: of the strength of these.
        strengths: of these, shape (entries,).
        vectors: of the question as asked and its variants, float32, shape (variants, dimension).
    """

    positions: Positions
    parts: Parts
    strengths: Floats
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An opened index with what every question needs of it.

    Attributes:
        index: the index.
        topic_terms: brief id → stems that tell none of its entries apart.
        shortenings: of phrases, but of what all briefs are about; see `asking.shortenings_of`.
        briefs, years, access, publications: of the entries, shape (entries,) each: id of the brief, year of
            publication (0: not known), value of `Access`, name of where it was published.
        names: of the publications, each once.
        ids: of the entries, in order.
        by_title: slug of a title → positions of the entries of that title.
        doubles: see `works.doubles_of`.
        phrase: gives what the entries have for an abbreviation; see `abbreviations.phrase_with_initials`.
    """

    index: Index
    topic_terms: Mapping[str, frozenset[str]]
    shortenings: Mapping[Phrase, Sequence[Phrase]]
    briefs: NDArray[np.str_]
    years: NDArray[np.int32]
    access: NDArray[np.str_]
    publications: NDArray[np.str_]
    names: frozenset[str]
    ids: Sequence[str]
    by_title: Mapping[str, Sequence[int]]
    doubles: Mapping[int, Sequence[int]]
    phrase: Callable[[str], str | None]

    @classmethod
    def of(cls, index: Index) -> Snapshot:
        """What every question needs of an index, worked out once."""
        topics = {
            item.brief["id"]: frozenset(item.topic_terms)
            for item in index.manifest.briefs
            if item.superseded_by is None
        }
        publications = [publication_name(entry.source) for entry in index.entries]
        by_title: dict[str, list[int]] = {}
        for position, entry in enumerate(index.entries):
            by_title.setdefault(slug(entry.title), []).append(position)
        return cls(
            index,
            topics,
            shortenings_of(index.lexicon, frozenset.intersection(*topics.values()) if topics else frozenset()),
            np.asarray([entry.brief_id for entry in index.entries], dtype=np.str_),
            np.asarray([entry.date.year if entry.date else 0 for entry in index.entries], dtype=np.int32),
            np.asarray([entry.access.value for entry in index.entries], dtype=np.str_),
            np.asarray(publications, dtype=np.str_),
            frozenset(publications),
            [entry.id for entry in index.entries],
            by_title,
            doubles_of(index.entries),
            # A look at every text takes long in a large index.
            lru_cache(maxsize=1000)(partial(_phrase, index.entries)),
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
        passing = np.ones(len(self.ids), dtype=np.bool_)
        if briefs is not None:
            passing &= np.isin(self.briefs, list(_known(briefs, {brief.id for brief in self.index.briefs}, "brief")))
        if sections is not None:
            headings = [entry.section for entry in self.index.entries]
            wanted = _known(sections, {heading for path in headings for heading in path}, "section")
            passing &= np.fromiter((not wanted.isdisjoint(path) for path in headings), np.bool_, len(headings))
        if years is not None:
            passing &= (self.years >= max(years[0], 1)) & (self.years <= years[1])
        if access is not None:
            passing &= np.isin(self.access, [one.value for one in access])
        return passing

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
            phrase=self.phrase,
            knows=knows,
        )

    def search(self, question: str, asked: Asked, allowed: NDArray[np.bool_], encode: Encode) -> Found:
        """The entries that may answer a question best, with their strengths.

        Args:
            question: as typed.
            asked: what is searched for.
            allowed: which entries may be found: bool, shape (entries,), at least one.
            encode: see `Encoder.encode_query`.
        """
        some = None if bool(allowed.all()) else allowed
        first = encode([asked.text])
        nearest = [self.index.nearest(first, _POOL, some)]
        texts = self._without_topics(asked.text, nearest[0][0, :_LIKELY])
        vectors = first
        if texts:
            others = encode(texts)
            nearest.append(self.index.nearest(others, _POOL, some))
            vectors = np.concatenate([first, others])
        share = self.index.sharing_terms(asked.terms, some, asked.alike)
        fits = self._fitting(asked.fields) & allowed
        titled = self.by_title.get(slug(question), ())
        pool = self._pool(nearest, share, fits, titled, some)

        wholes = _cosines(vectors, self.index.wholes(pool))

        def parts(sentences: Floats) -> tuple[Parts, Floats]:
            dense = dense_scores(wholes, sentences)
            found = parts_of(dense, share[pool], fits[pool], only_fields=asked.only_fields)
            return found, asked_by_title(found.strength, np.isin(pool, titled))

        if len(pool) > _CANDIDATES:
            _, strengths = parts(wholes)
            chosen = np.sort(np.lexsort((pool, -strengths))[:_CANDIDATES])
            pool, wholes = pool[chosen], wholes[:, chosen]
        return Found(pool, *parts(self._sentences(vectors, pool)), vectors)

    def _without_topics(self, text: str, nearest: Positions) -> list[str]:
        """The variants of a text without the topic words of the briefs it seems to be about."""
        likely = dict.fromkeys(self.index.entries[position].brief_id for position in nearest.tolist())
        found: dict[str, None] = {}
        for variant in without_stems(text, (self.topic_terms.get(brief, frozenset()) for brief in likely)):
            # What is left must still ask something: "What is social prescribing?" would become "What is".
            if variant not in found and stems(variant) and variant != " ".join(text.split()):
                found[variant] = None
                if len(found) == _VARIANTS:
                    break
        return list(found)

    def _fitting(self, fields: Fields) -> NDArray[np.bool_]:
        """Which entries have the fields that a question names: bool, shape (entries,); none where it names none."""
        if not fields.named:
            return np.zeros(len(self.ids), dtype=np.bool_)
        found = self.allowed(None, None, fields.years, None if fields.access is None else (fields.access,))
        if fields.publication is not None:
            found &= self.publications == fields.publication
        return found

    def _pool(
        self,
        nearest: Sequence[Positions],
        share: Shares,
        fits: NDArray[np.bool_],
        titled: Sequence[int],
        allowed: NDArray[np.bool_] | None,
    ) -> Positions:
        """Positions, rising, of entries among which the strongest are."""
        everything = np.arange(len(self.ids)) if allowed is None else np.flatnonzero(allowed)
        if len(everything) <= _CANDIDATES:
            return everything
        worded = np.flatnonzero(share)
        if len(worded) > _POOL:
            worded = worded[np.argpartition(-share[worded], _POOL)[:_POOL]]
        chosen = fits.copy()
        for positions in (*(found.ravel() for found in nearest), worded, np.asarray(titled, np.int64)):
            chosen[positions] = True
        return np.flatnonzero(chosen if allowed is None else chosen & allowed)

    def _sentences(self, vectors: Vectors, positions: Positions) -> Floats:
        """Cosine of each variant with the nearest of each entry's title and sentences, shape (variants, entries)."""
        entry = self.index.passages.entry
        # The rows of an entry stand side by side, the entry as a whole first.
        keys = positions.astype(entry.dtype)
        starts = np.searchsorted(entry, keys) + 1
        counts = np.searchsorted(entry, keys, side="right") - starts
        offsets = np.cumsum(counts) - counts
        rows = np.repeat(starts - offsets, counts) + np.arange(int(counts.sum()))
        best: Floats = np.maximum.reduceat(_cosines(vectors, self.index.vectors(rows)), offsets, axis=1)
        return best

    def quote(self, position: int, asked: Asked, vectors: Vectors) -> Quote:
        """The sentence of an entry's abstract that answers best; its title where it has no abstract.

        Args:
            position: of the entry.
            asked: what was searched for.
            vectors: of the question's variants; see `Found`.
        """
        entry, passages = self.index.entries[position], self.index.passages
        rows = [row for row in passages.rows_of(position) if passages.part[row] == Part.ABSTRACT]
        if not rows:
            return Quote(entry.title, "title", 0, len(entry.title))
        spans = [(int(passages.start[row]), int(passages.end[row])) for row in rows]
        cosines = _cosines(vectors, self.index.vectors(rows))
        shares = self._shares([entry.abstract[start:end] for start, end in spans], asked)
        start, end = spans[best_sentence(cosines, shares)]
        return Quote(entry.abstract[start:end], "abstract", start, end)

    def _shares(self, sentences: Sequence[str], asked: Asked) -> Floats:
        """How much of a question's terms each sentence has, in [0, 1], shape (sentences,)."""
        weights = dict(zip(asked.terms, self.index.lexical.idf(asked.terms).tolist(), strict=True))
        most = math.fsum(weights.values()) or 1.0
        wanted = (*asked.terms, *asked.also)

        def share(found: set[str]) -> float:
            for phrase, others in asked.alike.items():
                if any(found.issuperset(other) for other in others):
                    found |= set(phrase)
            return math.fsum(weight for term, weight in weights.items() if term in found) / most

        return np.array([share(stems_among(sentence, wanted)) for sentence in sentences])


def _phrase(entries: Sequence[Entry], short: str) -> str | None:
    return phrase_with_initials(short, (text for entry in entries for text in (entry.title, entry.abstract)))


def _cosines(vectors: Vectors, others: Vectors) -> Floats:
    """Of each of some unit vectors with each of others: float64, shape (vectors, others)."""
    # A matrix product would share these few rows out to threads, which wait for each other longer than they work.
    return np.vecdot(vectors[:, np.newaxis], others[np.newaxis]).astype(np.float64)


def _known(wanted: Collection[str], present: Collection[str], what: str) -> set[str]:
    """The wanted names in every spelling they have in the index."""
    names = set()
    for name in [wanted] if isinstance(wanted, str) else wanted:
        spellings = {spelled for spelled in present if spelled.casefold() == name.casefold()}
        if not spellings:
            raise QuestionError(f"there is no {what} '{name}'; choose from: {', '.join(sorted(present))}")
        names |= spellings
    return names
