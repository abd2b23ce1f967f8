"""Texts → vectors that are the mean of some of their words, each read with all the others around it.

A sentence-transformers model gives every word piece of a text a vector that depends on the whole text, and the text
the mean of these. Punctuation, the marks at both ends and the words that all texts of a collection share say nothing
there, but the others are understood only with them: so all are read, and not all count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from briefqa.encoding import Span, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def counts_words(model: SentenceTransformer) -> bool:
    """Whether a model's vectors are means of word pieces whose places in the text are known, and nothing else."""
    return (
        len(model) > 1
        and getattr(model[1], "pooling_mode", None) == "mean"
        and bool(getattr(model.tokenizer, "is_fast", False))
        and not any((model.prompts or {}).values())
        and model.truncate_dim is None
    )


def mean_of_words(model: SentenceTransformer, texts: Sequence[str], left_out: Sequence[Sequence[Span]]) -> Vectors:
    """Vectors of texts without what is left out and what has neither letter nor digit; where nothing is left, with all.

    Args:
        model: see `counts_words`.
        texts: one or more, as many as the model takes at once.
        left_out: for each text, where the words stand that do not count.

    Returns:
        float32, shape (len(texts), dimension), of the length that the model gives them.
    """
    import torch

    pieces = model.tokenizer(
        list(texts),
        padding=True,
        truncation=True,
        max_length=model.max_seq_length,
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    places = pieces.pop("offset_mapping").tolist()
    features = dict(pieces)
    counted = [
        _counted(text, spans, ends, mask)
        for text, spans, ends, mask in zip(texts, left_out, places, features["attention_mask"].tolist(), strict=True)
    ]
    with torch.inference_mode():
        features = model[0](features)
        features["attention_mask"] = torch.tensor(counted, dtype=torch.int64)
        for module in list(model)[1:]:
            features = module(features)
    found: Vectors = features["sentence_embedding"].numpy().astype(np.float32)
    return found


def _counted(text: str, left_out: Sequence[Span], places: Sequence[Span], mask: Sequence[int]) -> Sequence[int]:
    """1 for each word piece that counts, 0 for others; `places` says where each stands, `mask` which are no padding."""
    telling = bytearray(character.isalnum() for character in text)
    for start, end in left_out:
        telling[start:end] = bytes(end - start)
    # What stands for no part of the text, such as the marks at its ends, has an empty place.
    counted = [int(1 in telling[start:end]) for start, end in places]
    return counted if any(counted) else mask
