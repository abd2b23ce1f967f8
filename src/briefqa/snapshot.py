"""One state of an index, ready to be asked: an answer is worked out on one from start to end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from briefqa.abbreviations import Initials, phrase_with_initials
from briefqa.asking import Asked, Phrase, shortenings_of, understand
from briefqa.brief import Access, slug
from briefqa.encoding import Vectors
from briefqa.errors import QuestionError, one_message
from briefqa.fields import Fields
from briefqa.indexing import Index, Nearness, Part, Positions
from briefqa.ranking import Floats, Parts, asked_by_title, dense_scores, mean_of_variants, parts_of, variant_weights
from briefqa.terms import stems, without_stems

Encode = Callable[[Sequence[str]], Vectors]
Shares = NDArray[np.float32]
# Of more entries than that only the strongest without a look at their sentences are looked at in full: found among
# those nearest as a whole, those that share the most words, and those with the fields that are named.
_CANDIDATES = 300
_POOL = 500
# Besides the question as asked: variants without the topic words of briefs; where all briefs together leave more, of
# those that it seems to be about: the briefs of so many nearest entries.
_VARIANTS = 2
_LIKELY = 50
# Of more briefs it takes too long to see which variants there can be.
_FEW_BRIEFS = 500
# Entries that have words with the initials of an abbreviation: so many of them, evenly chosen, are looked at.
_LOOKED_AT = 2000


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        positions: of the entries that may be the best ones, int64, shape (entries,), rising.
        parts: of the strength of these.
        strengths: of these, shape (entries,).
        wholes: mean over the question and its variants of the cosine with each of these as a whole, shape (entries,).
        rows: of the passages that are their titles and sentences, entry by entry: int64, shape (rows,).
        ends: where those of each entry start among these, and how many there are: int64, shape (entries + 1,).
        cosines: of the question as asked and its variants with these, shape (variants, rows).
    """

    positions: Positions
    parts: Parts
    strengths: Floats
    wholes: Floats
    rows: Positions
    ends: Positions
    cosines: Floats


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An opened index with what every question needs of it.

    Attributes:
        index: the index.
        topics: of each brief of the index, the stems that tell none of its entries apart.
        shortenings: of phrases, but of what all briefs are about; see `asking.shortenings_of`.
        publications: names of those in the corpus.
        phrase: gives what the entries have for an abbreviation; see `abbreviations.phrase_with_initials`.
    """

    index: Index
    topics: Sequence[frozenset[str]]
    shortenings: Mapping[Phrase, Sequence[Phrase]]
    publications: frozenset[str]
    phrase: Callable[[str], str | None]

    @classmethod
    def of(cls, index: Index) -> Snapshot:
        """What every question needs of an index, worked out once."""
        of_briefs = index.manifest.topics
        topics = [frozenset(of_briefs.get(brief.id, ())) for brief in index.briefs]
        return cls(
            index,
            topics,
            shortenings_of(index.lexicon, frozenset.intersection(*topics) if topics else frozenset()),
            frozenset(index.columns.publications),
            # Many texts may have to be looked at.
            lru_cache(maxsize=1000)(partial(_phrase, index)),
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
            QuestionError: a brief or section is not there; the message names all that are not.
        """
        columns = self.index.columns
        passing = np.ones(len(self.index.entries), dtype=np.bool_)
        ids = [brief.id for brief in self.index.briefs]
        headings = {part for path in columns.sections for part in path} if sections is not None else set()
        missing = _missing(briefs or (), set(ids), "brief") + _missing(sections or (), headings, "section")
        if missing:
            raise QuestionError(one_message(missing))
        if briefs is not None:
            wanted = _known(briefs, set(ids))
            passing &= np.isin(self.index.brief, [at for at, one in enumerate(ids) if one in wanted])
        if sections is not None:
            passing &= columns.under(_known(sections, headings))
        if years is not None:
            passing &= columns.published(*years)
        if access is not None:
            passing &= columns.with_access(access)
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
            publications=self.publications,
            phrase=self.phrase,
            knows=knows,
        )

    def search(
        self, questions: Sequence[tuple[str, Asked]], allowed: NDArray[np.bool_], encode: Encode
    ) -> Iterator[Found]:
        """The entries that may answer each of some questions best, with their strengths.

        All questions are encoded together, with those of their variants that are known beforehand; then all others.

        Args:
            questions: each as typed, and what is searched for.
            allowed: which entries may be found: bool, shape (entries,), at least one.
            encode: see `Encoder.encode_query`.
        """
        topics = self._topics_among(allowed)
        ahead = {asked.text: _few_variants(asked.text, topics) for _, asked in questions}
        vectors = _encoded([*ahead, *(text for variants in ahead.values() for text in variants or ())], encode)
        variants = {
            text: self._likely(text, vectors[text], allowed) if known is None else known
            for text, known in ahead.items()
        }
        later = dict.fromkeys(text for others in variants.values() for text in others if text not in vectors)
        vectors |= _encoded(later, encode)
        asked_as = [np.stack([vectors[text] for text in (one, *others)]) for one, others in variants.items()]
        # Of entries as a whole the mean over the variants is needed alone: that of their vectors gives it at once.
        means = np.stack([variant_weights(len(one)).astype(np.float32) @ one for one in asked_as])
        near = dict(zip(variants, zip(asked_as, self.index.near(means), strict=True), strict=True))
        for question, asked in questions:
            yield self._found(question, asked, *near[asked.text], allowed)

    def _found(
        self, question: str, asked: Asked, vectors: Vectors, near: Nearness, allowed: NDArray[np.bool_]
    ) -> Found:
        """What a question finds, given the vectors of its variants, and how near entries are to their mean."""
        some = None if bool(allowed.all()) else allowed
        share = self.index.sharing_terms(asked.terms, some, asked.alike)
        fits = self._fitting(asked.fields) & allowed
        fitting = np.flatnonzero(fits)
        nearest = [near.nearest(_POOL, some)]
        if len(fitting) > _POOL:
            # Of those, too, only the ones among which the strongest are.
            nearest.append(near.nearest(_POOL, fits))
            fitting = fitting[_most(share[fitting])]
        titled = self._titled(slug(question))
        pool = self._pool([*nearest, fitting], share, titled, some)

        wholes = near.cosines(pool).astype(np.float64)

        def parts(sentences: Floats) -> tuple[Parts, Floats]:
            dense = dense_scores(wholes, sentences)
            found = parts_of(dense, share[pool], fits[pool], only_fields=asked.only_fields)
            return found, asked_by_title(found.strength, np.isin(pool, titled)) if titled else found.strength

        if len(pool) > _CANDIDATES:
            _, strengths = parts(wholes)
            chosen = np.sort(np.argsort(-strengths, kind="stable")[:_CANDIDATES])
            pool, wholes = pool[chosen], wholes[chosen]
        rows, ends = self._rows(pool)
        cosines = self.index.cosines(vectors, rows).astype(np.float64)
        sentences = mean_of_variants(np.maximum.reduceat(cosines, ends[:-1], axis=1))
        return Found(pool, *parts(sentences), wholes, rows, ends, cosines)

    def _topics_among(self, allowed: NDArray[np.bool_]) -> Sequence[frozenset[str]]:
        """The topics of the briefs that have entries that are allowed."""
        if allowed.all():
            return self.topics
        return [self.topics[at] for at in np.unique(self.index.brief[allowed]).tolist()]

    def _likely(self, text: str, vector: Vectors, allowed: NDArray[np.bool_]) -> list[str]:
        """The variants of a text that the briefs leave that it seems to be about."""
        (near,) = self.index.near(vector[np.newaxis])
        nearest = near.nearest(_LIKELY, None if allowed.all() else allowed)
        topics = map(self.topics.__getitem__, self.index.brief[nearest].tolist())
        return list(islice(_variants(text, topics), _VARIANTS))

    def _fitting(self, fields: Fields) -> NDArray[np.bool_]:
        """Which entries have the fields that a question names: bool, shape (entries,); none where it names none."""
        if not fields.named:
            return np.zeros(len(self.index.entries), dtype=np.bool_)
        found = self.allowed(None, None, fields.years, None if fields.access is None else (fields.access,))
        if fields.publication is not None:
            found &= self.index.columns.in_publication(fields.publication)
        return found

    def _titled(self, title: str) -> list[int]:
        """The entries with a title, given as `slug`."""
        maybe = self.index.columns.maybe_titled(title)
        return [position for position in maybe if slug(self.index.entries[position].title) == title]

    def _pool(
        self,
        nearest: Sequence[Positions],
        share: Shares,
        titled: Sequence[int],
        allowed: NDArray[np.bool_] | None,
    ) -> Positions:
        """Positions, rising, of entries among which the strongest are."""
        few = len(share) if allowed is None else np.count_nonzero(allowed)
        if few <= _CANDIDATES:
            return np.arange(len(share)) if allowed is None else np.flatnonzero(allowed)
        chosen = np.zeros(len(share), np.bool_)
        for positions in (*nearest, _most(share), np.asarray(titled, np.int64)):
            chosen[positions] = True
        return np.flatnonzero(chosen if allowed is None else chosen & allowed)

    def _rows(self, positions: Positions) -> tuple[Positions, Positions]:
        """The rows of the titles and sentences of entries, and where those of each start and end; see `Found`."""
        first = self.index.passages.first
        # The rows of an entry stand side by side, the entry as a whole first.
        starts = first[positions] + 1
        counts = first[positions + 1] - starts
        ends = np.concatenate([[0], np.cumsum(counts)])
        return np.repeat(starts - ends[:-1], counts) + np.arange(ends[-1]), ends

    def sentences(self, found: Found, place: int) -> tuple[list[tuple[int, int]], Floats]:
        """The spans of the sentences of an entry's abstract, and their cosines, shape (variants, sentences).

        Args:
            found: what a search found.
            place: of the entry in that.
        """
        passages, (start, end) = self.index.passages, found.ends[place : place + 2].tolist()
        rows = slice(int(found.rows[start]), int(found.rows[end - 1]) + 1)
        columns = (passages.part[rows], passages.start[rows], passages.end[rows])
        # The title stands before them.
        spans = [
            span[1:] for span in zip(*(column.tolist() for column in columns), strict=True) if span[0] == Part.ABSTRACT
        ]
        return spans, found.cosines[:, end - len(spans) : end]


def _few_variants(text: str, topics: Sequence[frozenset[str]]) -> list[str] | None:
    """The variants of a text that all of some topics together leave; None where they are too many to be used.

    They are encoded in one run with it.
    """
    if len(topics) > _FEW_BRIEFS:
        return None
    found = list(islice(_variants(text, topics), _VARIANTS + 1))
    return found if len(found) <= _VARIANTS else None


def _variants(text: str, topics: Iterable[frozenset[str]]) -> Iterator[str]:
    """The variants of a text, each without the words of one of some topics."""
    words = frozenset(stems(text))
    met = {" ".join(text.split())}
    # Of most briefs the same words are topic words, if any: each set of them is left out once.
    for variant in without_stems(text, dict.fromkeys(map(words.__and__, topics))):
        # What is left must still ask something: "What is social prescribing?" would become "What is".
        if variant not in met and stems(variant):
            met.add(variant)
            yield variant


def _encoded(texts: Iterable[str], encode: Encode) -> dict[str, Vectors]:
    """The vector of each of some texts; each is encoded once."""
    once = list(dict.fromkeys(texts))
    return dict(zip(once, encode(once), strict=True)) if once else {}


def _most(share: Shares) -> Positions:
    """Where the largest shares above 0 are, in no order; not all of them where they are many."""
    some = np.flatnonzero(share)
    return some if len(some) <= _POOL else some[np.argpartition(-share[some], _POOL)[:_POOL]]


def _phrase(index: Index, short: str) -> str | None:
    """What the entries have for an abbreviation, as far as a look at some thousands of them tells."""
    having = Initials(index.columns.initials, index.columns.ends).having(short)
    some = having[:: len(having) // _LOOKED_AT + 1].tolist()
    entries = (index.entries[position] for position in some)
    return phrase_with_initials(short, (text for entry in entries for text in (entry.title, entry.abstract)))


def _missing(wanted: Collection[str], present: Collection[str], what: str) -> list[str]:
    """What is wrong with names that the index does not have in any spelling: one message, or none."""
    there = {name.casefold() for name in present}
    gone = [f"'{name}'" for name in wanted if name.casefold() not in there]
    return [f"there is no {what} {' or '.join(gone)}; choose from: {', '.join(sorted(present))}"] if gone else []


def _known(wanted: Collection[str], present: Collection[str]) -> set[str]:
    """The wanted names in every spelling they have in the index."""
    asked = {name.casefold() for name in wanted}
    return {spelled for spelled in present if spelled.casefold() in asked}
