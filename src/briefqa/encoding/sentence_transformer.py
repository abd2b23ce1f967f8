"""The encoder that runs a sentence-transformers model, for building an index and for asking it."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import numpy as np

from briefqa.encoding import EncoderInfo, ModelDigests, Progress, Span, Vectors, to_unit
from briefqa.encoding.model import check_model, find_model
from briefqa.encoding.words import counts_words, mean_of_words
from briefqa.errors import EncoderError, MissingExtra

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 32


class SentenceTransformerEncoder:
    """A sentence-transformers model with its name and its digests."""

    def __init__(self, model: SentenceTransformer, *, name: str, digests: ModelDigests) -> None:
        self._model = model
        prompts = dict(model.prompts or {})
        self._info = EncoderInfo(
            name=name,
            weights_sha256=digests.weights,
            settings_sha256=digests.settings,
            dimension=int(model.get_embedding_dimension() or 0),
            max_length=int(model.max_seq_length or 0),
            prompts={kind: str(prompts.get(kind) or "") for kind in ("query", "document")},
        )

    @classmethod
    def load(cls, name: str) -> Self:
        """Load a model; see `briefqa.encoding.load_encoder`.

        Raises:
            EncoderError: there is no such model, it cannot be loaded, or its weights are not as published.
            MissingExtra: sentence-transformers is not installed.
        """
        digests = check_model(name)
        folder = find_model(name)
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging as transformers_logging
        except ModuleNotFoundError as error:
            raise MissingExtra("build", needed_for="loading a model") from error

        transformers_logging.disable_progress_bar()
        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        try:
            model = SentenceTransformer(str(folder), device="cpu")
        except Exception as error:  # a folder may hold anything, and the libraries then raise anything
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise EncoderError(
                f"{folder}: cannot be loaded as a sentence-transformers model ({reason[:120]}); "
                "give the folder of one, or leave --model out"
            ) from error
        return cls(model, name=name, digests=digests)

    @property
    def info(self) -> EncoderInfo:
        """Which encoder this is."""
        return self._info

    @property
    def model(self) -> SentenceTransformer:
        """What does the work."""
        return self._model

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions: float32, shape (len(texts), dimension), length 1."""
        if not texts:
            return np.zeros((0, self._info.dimension), dtype=np.float32)
        return to_unit(self._model.encode_query(list(texts), show_progress_bar=False))

    def encode_document(
        self,
        texts: Sequence[str],
        progress: Progress | None = None,
        left_out: Sequence[Sequence[Span]] | None = None,
    ) -> Vectors:
        """Vectors of passages: float32, shape (len(texts), dimension), length 1; see `Encoder` and `counts_words`.

        Texts are taken longest first, so that a batch holds texts of one length and the slowest comes first.
        """
        spans = left_out if left_out is not None and counts_words(self._model) else None
        vectors = np.zeros((len(texts), self._info.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: (-len(texts[i]), i))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            chosen = [texts[i] for i in batch]
            if spans is None:
                found = self._model.encode_document(chosen, batch_size=_BATCH, show_progress_bar=False)
            else:
                found = mean_of_words(self._model, chosen, [spans[i] for i in batch])
            vectors[batch] = to_unit(found)
            if progress is not None:
                progress(start + len(batch), len(order))
        return vectors

    def knows(self, word: str) -> bool:
        """Whether a word in small letters is one of the tokenizer's own, as only usual words are."""
        return len(self._model.tokenizer.tokenize(word)) == 1
