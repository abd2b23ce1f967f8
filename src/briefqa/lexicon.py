"""The words and abbreviations of a corpus: what a question can be spelt out with, and what a typing error meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from briefqa import abbreviations
from briefqa.brief import Entry
from briefqa.terms import stems

_WORD = re.compile(r"[^\W\d_]+")
# Shorter words are too near to too many others.
_SHORTEST = 5
# From this length on, two errors are one too few to make it another word.
_LONG = 9
# How many times more usual than any other that is as near the word must be that is taken.
_CLEARLY = 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the entries of an index tell about words.

    Attributes:
        words: word in small letters → in how many entries it stands.
        abbreviations: in capitals → long forms in small letters, the most used first.
    """

    words: Mapping[str, int]
    abbreviations: Mapping[str, Sequence[str]]
    _sorted: Sequence[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_sorted", sorted(self.words))

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Self:
        """The words of section, title, source and abstract of every entry, and the abbreviations these explain."""
        words: Counter[str] = Counter()
        for entry in entries:
            text = "\n".join((*entry.section, entry.title, entry.source, entry.abstract))
            words.update({word.lower() for word in _WORD.findall(text)})
        explained = abbreviations.learn(text for entry in entries for text in (entry.title, entry.abstract))
        return cls({word: words[word] for word in sorted(words)}, explained)

    def meant(self, word: str) -> str | None:
        """The one word of the corpus that a word no entry has is an obvious misspelling of, in small letters.

        That starts with the same letter and differs by one insertion, deletion, replacement or swap of neighbours, by
        two from 9 letters on (optimal string alignment); of several as near, one has to be three times as usual as
        any other.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        typed = word.lower()
        if len(typed) < _SHORTEST or not typed.isalpha() or typed in self.words:
            return None
        far = 1 if len(typed) < _LONG else 2
        near = process.extract(typed, self._beginning_with(typed[0]), scorer=OSA.distance, score_cutoff=far, limit=None)
        found = [(distance, -self.words[other], other) for other, distance, _ in near]
        if not found:
            return None
        best, *others = sorted(found)
        rivals = [other for other in others if other[0] == best[0] and not _inflected(other[2], best[2])]
        return best[2] if all(-best[1] >= _CLEARLY * -rival[1] for rival in rivals) else None

    def _beginning_with(self, letter: str) -> Sequence[str]:
        first = bisect_left(self._sorted, letter)
        return self._sorted[first : bisect_left(self._sorted, chr(ord(letter) + 1), first)]

    def to_dict(self) -> dict[str, Any]:
        """As the index keeps it."""
        longs = {short: list(longs) for short, longs in self.abbreviations.items()}
        return {"words": dict(self.words), "abbreviations": longs}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Self:
        """Take back what `to_dict` gave."""
        return cls(dict(record["words"]), {key: tuple(long) for key, long in record["abbreviations"].items()})


def _inflected(one: str, other: str) -> bool:
    """Whether two words are forms of one, for which it does not matter which is taken."""
    return stems(one) == stems(other)
