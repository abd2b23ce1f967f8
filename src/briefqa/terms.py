"""Text → the word stems that count when words are compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

import Stemmer

# A word and what follows an apostrophe in it; possessive, as no shorter word is ever meant. Of a text without "_".
_WORD = re.compile(r"\w++(?:['’]\w++)?+")
# Texts that are looked through at once stand on both sides of what no text has.
_BETWEEN = "\0"
_WORD_OR_BETWEEN = re.compile(f"{_WORD.pattern}|{_BETWEEN}")

# Function words, and the words a question is asked with.
_FUNCTION_WORDS = """
    a about above after again against all also am an and any anyone anything are as at be because been
    before being below between both briefly but by can could did do does doing down during each few find for
    from further get give had has have having he her here hers him his how i if in into is it its just know
    known let me more most my no nor not of off on once only or other our out over own please same she
    should show so some such tell than that the their them then there these they this those through to too
    under until up us very was we were what when where which while who whom why will with would you your
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


def stems(text: str) -> list[str]:
    """Lower-case Snowball (English) stems of the words of `text`, in order, without stop words."""
    return list(_stemmer().stemWords(_telling(text)))


class Wanted:
    """Stems that are looked for in texts."""

    def __init__(self, stems: Collection[str]) -> None:
        """Get ready to look for `stems`."""
        self._stems = frozenset(stems)
        # A stem keeps its word's first letter. Finding words is quick, and most of the time of comparing is spent on
        # what becomes of each: so on few of them.
        self._letters = frozenset((_BETWEEN, *(stem[0] for stem in stems)))

    def words_of(self, texts: Sequence[str]) -> list[dict[str, str]]:
        """Of each text, its words that have one of the stems, each once, in small letters and in order → its stem."""
        letters = self._letters
        joined = _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts)
        words = _without_small(joined, [word for word in _words(joined, _WORD_OR_BETWEEN) if word[0] in letters])
        found: list[dict[str, str]] = [{}]
        for word, stem in zip(words, _stemmer().stemWords(words), strict=True):
            if word == _BETWEEN:
                found.append({})
            elif stem in self._stems:
                found[-1][word] = stem
        return found[: len(texts)]


def _telling(text: str) -> list[str]:
    """The words of a text in small letters, without stop words and the 's of a genitive."""
    return _without_small(text, _words(text))


def _words(text: str, pattern: re.Pattern[str] = _WORD) -> list[str]:
    """All words of a text in small letters."""
    return pattern.findall(text.lower().replace("_", " "))


def _without_small(text: str, words: list[str]) -> list[str]:
    """Words of a text without the 's of a genitive, and without stop words."""
    if "'s" in text or "’s" in text:
        words = [word[:-2] if word.endswith(("'s", "’s")) else word for word in words]
    return [word for word in words if word not in STOP_WORDS]


def without_stems(text: str, dropped: Iterable[Collection[str]]) -> Iterator[str]:
    """`text` without the words whose stems are all dropped, for each set of such stems; white space collapsed."""
    pieces = [(piece, frozenset(stems(piece))) for piece in text.split()]
    for of_one in dropped:
        yield " ".join(piece for piece, found in pieces if not found or not found.issubset(of_one))


def places_of(text: str, dropped: Collection[str]) -> list[tuple[int, int]]:
    """Where the words of `text` stand whose stems are among `dropped`: first character, and the one behind the last."""
    if not dropped:
        return []
    found = []
    for match in _WORD.finditer(text):
        own = stems(match[0])
        if own and set(own).issubset(dropped):
            found.append(match.span())
    return found
