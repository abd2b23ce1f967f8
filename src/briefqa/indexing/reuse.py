"""What of an earlier index serves again: the vectors of texts that stay as they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from briefqa.encoding import Encoder, EncoderInfo, Progress, Vectors
from briefqa.indexing.passages import texts_of
from briefqa.indexing.store import Index


@dataclass(frozen=True, slots=True)
class Encoded:
    """Vectors of texts, and what it took to have them.

    Attributes:
        info: the encoder that made them.
        vectors: float32, shape (texts, dimension).
        new: positions of the texts whose vectors the earlier index did not hold.
    """

    info: EncoderInfo
    vectors: Vectors
    new: tuple[int, ...]


def encode(
    texts: Sequence[str], before: Index | None, load: Callable[[], Encoder], progress: Progress | None = None
) -> Encoded:
    """Vectors of texts: those an earlier index holds from there, the rest encoded, each text once.

    Args:
        texts: of passages.
        before: an index made with the same weights, or None.
        load: gives the encoder; not called where nothing is to be encoded.
        progress: told (texts encoded, texts to encode).
    """
    known = _rows_by_text(before)
    missing = list(dict.fromkeys(text for text in texts if text not in known))
    if before is not None and not missing:
        return Encoded(before.manifest.encoder, before.vectors([known[text] for text in texts]), ())
    encoder = load()
    if before is not None and not _same(before.manifest.encoder, encoder.info):
        # The same weights, but cut at another length or given another prompt: other vectors.
        return encode(texts, None, lambda: encoder, progress)
    made = encoder.encode_document(missing, progress)
    place = {text: row for row, text in enumerate(missing)}
    vectors = np.empty((len(texts), encoder.info.dimension), dtype=np.float32)
    new = [position for position, text in enumerate(texts) if text in place]
    old = [position for position, text in enumerate(texts) if text not in place]
    if new:
        vectors[new] = made[[place[texts[position]] for position in new]]
    if before is not None and old:
        vectors[old] = before.vectors([known[texts[position]] for position in old])
    return Encoded(encoder.info, vectors, tuple(new))


def _rows_by_text(index: Index | None) -> Mapping[str, int]:
    if index is None:
        return {}
    return {text: row for row, text in enumerate(texts_of(index.entries, index.passages))}


def _same(one: EncoderInfo, other: EncoderInfo) -> bool:
    return replace(one, name="") == replace(other, name="")
