"""How much of a question's words each entry has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from briefqa.indexing.lexical import Lexical

Alike = Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]


def shares(lexical: Lexical, terms: Sequence[str], alike: Alike) -> NDArray[np.float64]:
    """BM25 over the sum of the terms' inverse document frequencies, which it cannot exceed: in [0, 1], (entries,).

    Args:
        lexical: BM25 of the entries.
        terms: stems of the question, each once.
        alike: phrases of the question, as stems → others that say the same. An entry that has such another counts as if
            it had the question's own as often, if that is more than it has of it.
    """
    most = float(lexical.idf(terms).sum())
    total = lexical.scores(terms).astype(np.float64)
    for phrase, others in alike.items():
        known = [other for other in others if all(stem in lexical.vocabulary for stem in other)]
        if known:
            instead = np.maximum.reduce([_presence(lexical, other) for other in known])
            total += np.maximum(float(lexical.idf(phrase).sum()) * instead - lexical.scores(phrase), 0.0)
    found: NDArray[np.float64] = np.minimum(total / most if most > 0 else total, 1.0)
    return found


def _presence(lexical: Lexical, phrase: Sequence[str]) -> NDArray[np.float64]:
    """How much of what it could each entry has of the word of a phrase that it has least of: in [0, 1], (entries,)."""
    of_words = [lexical.scores([stem]) / lexical.idf([stem])[0] for stem in phrase]
    found: NDArray[np.float64] = np.minimum.reduce(of_words).astype(np.float64)
    return found
