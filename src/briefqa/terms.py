"""Text → the word stems that count when words are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

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
    words = [re.split(r"['’]", word)[0] if word.endswith(("'s", "’s")) else word for word in _words(text)]
    kept = [word for word in words if word not in STOP_WORDS]
    return list(_stemmer().stemWords(kept))


def words_with(text: str, wanted: Sequence[str]) -> tuple[str, ...]:
    """The first word of `text` with each of the stems `wanted`, in small letters, in the order of these."""
    found: dict[str, str] = {}
    for word in _words(text):
        for stem in stems(word):
            found.setdefault(stem, word)
    return tuple(dict.fromkeys(found[stem] for stem in wanted if stem in found))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def without_stems(text: str, dropped: frozenset[str]) -> str:
    """`text` without the words whose stem is in `dropped`; white space collapsed."""
    kept = [piece for piece in text.split() if not (found := stems(piece)) or not set(found) <= dropped]
    return " ".join(kept)
