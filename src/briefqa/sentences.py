"""Text → sentences, as spans, so that whatever is quoted stands word for word in its text."""

from __future__ import annotations

import re

# Abstracts exported from databases join their parts as "…care., METHODS: …".
_JOINED_PARTS = re.compile(r"(?<=[.?!]),\s+(?=[A-Z][A-Za-z()/ &-]{0,40}:)")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_EDGE = " \t\n,"


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand.

    Args:
        text: paragraphs are separated by newlines; no sentence reaches across one.

    Returns:
        (start, end) character positions in order, without overlap; every letter and digit is inside one.
    """
    spans = []
    offset = 0
    for paragraph in text.split("\n"):
        start = 0
        for cut in _cuts(paragraph):
            piece = paragraph[start:cut]
            # The number of a list item is no sentence of its own.
            if not _LETTERS.search(piece) and cut < len(paragraph):
                continue
            lead = len(piece) - len(piece.lstrip(_EDGE))
            size = len(piece.strip(_EDGE))
            if size:
                spans.append((offset + start + lead, offset + start + lead + size))
            start = cut
        offset += len(paragraph) + 1
    return spans


def _cuts(paragraph: str) -> list[int]:
    """Where sentences end, the end of the paragraph included."""
    import sentencex

    ends = {boundary["end_index"] for boundary in sentencex.get_sentence_boundaries("en", paragraph)}
    ends.update(match.end() for match in _JOINED_PARTS.finditer(paragraph))
    return sorted(ends | {len(paragraph)})
