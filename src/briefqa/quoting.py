"""What of an entry shows that it answers: the sentence that does so best, and its words that were searched for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from briefqa.answer import Quote
from briefqa.asking import Asked
from briefqa.brief import Entry
from briefqa.ranking import Floats, best_sentence
from briefqa.terms import Wanted


class Quoting:
    """Reads entries for one question."""

    def __init__(self, asked: Asked, idf: Floats) -> None:
        """Get ready.

        Args:
            asked: what was searched for.
            idf: of its terms, shape (terms,).
        """
        self._weights = dict(zip(asked.terms, idf.tolist(), strict=True))
        self._most = math.fsum(self._weights.values()) or 1.0
        self._alike = asked.alike
        self._stems = (*asked.terms, *asked.also)
        self._wanted = Wanted(self._stems)

    def read(self, entry: Entry, spans: Sequence[tuple[int, int]], cosines: Floats) -> tuple[Quote, tuple[str, ...]]:
        """The sentence of an entry's abstract that answers best, and the words that were searched for.

        Args:
            entry: which is read.
            spans: of the sentences of its abstract; of one without any its title is quoted.
            cosines: of the question's variants with these, shape (variants, sentences).

        Returns:
            The quote; and the first word of the entry with each stem that was searched for, in small letters, each
            once, in the order of the stems.
        """
        sentences = [entry.abstract[start:end] for start, end in spans]
        beside = "\n".join((*entry.section[-1:], entry.title, entry.source))
        in_both = self._wanted.words_of([beside, *sentences])
        quote = Quote(entry.title, "title", 0, len(entry.title))
        if sentences:
            best = best_sentence(cosines, np.array([self._share(words.values()) for words in in_both[1:]]))
            quote = Quote(sentences[best], "abstract", *spans[best])
        first: dict[str, str] = {}
        for words in in_both:
            for word, stem in words.items():
                first.setdefault(stem, word)
        return quote, tuple(dict.fromkeys(first[stem] for stem in self._stems if stem in first))

    def _share(self, stems: Iterable[str]) -> float:
        """How much of a question's terms a sentence with these stems has, in [0, 1]."""
        found = set(stems)
        for phrase, others in self._alike.items():
            if any(found.issuperset(other) for other in others):
                found.update(phrase)
        return math.fsum(weight for term, weight in self._weights.items() if term in found) / self._most
