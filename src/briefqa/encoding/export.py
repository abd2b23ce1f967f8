"""A sentence-transformers model → what encodes questions as it does, without its libraries."""

from __future__ import annotations

import json
import logging
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from briefqa.encoding import Encoder
from briefqa.encoding.onnx_encoder import (
    GRAPH,
    INPUTS,
    SETTINGS,
    TOKENIZER,
    OnnxEncoder,
    in_short,
    open_session,
)
from briefqa.encoding.sentence_transformer import SentenceTransformerEncoder
from briefqa.errors import EncoderError, ExportRefused

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

# By how much a component of a vector, whose length is 1, may differ.
TOLERANCE = 1e-4
# A tokenizer that has no longest text says so with a number beyond all texts.
_NO_LIMIT = 1_000_000
# Texts of two lengths, so that one is padded: a graph must not take it for granted that none is.
_SAMPLE = ("What do link workers need to learn?", "Loneliness")
_QUESTIONS = (
    "What do link workers need to learn?",
    "Loneliness",
    "",
    " ",
    "?!",
    "Überweisung – “social prescribing” in 日本 🙂, naïve café, А́нна, e\u0301",
    "a\x00b\tc\nd\u200be",
    "WHO PAYS FOR SOCIAL PRESCRIBING SCHEMES, AND HOW?",
    "donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 3,
    "Which training helps staff who support people with complex needs in general practice? " * 4,
    "Longer than any encoder of questions looks at. " * 1500,
)


def export(encoder: Encoder, folder: Path) -> None:
    """Write graph, weights, tokenizer and settings; see `briefqa.encoding.export_encoder`.

    Raises:
        ExportRefused: the encoder cannot be exported, or what came out gives other vectors.
        OSError: the folder cannot be written.
    """
    if not isinstance(encoder, SentenceTransformerEncoder):
        raise ExportRefused("it is no sentence-transformers model")
    settings = encoder.info.to_dict()
    del settings["name"]  # the same model gives the same files, whatever it is called
    (folder / SETTINGS).write_text(json.dumps(settings, sort_keys=True) + "\n", encoding="utf-8")
    (folder / TOKENIZER).write_text(_tokenizer_of(encoder.model), encoding="utf-8")
    _write_graph(encoder.model, folder)
    try:
        exported = OnnxEncoder.open(folder, encoder.info.name)
    except EncoderError as error:
        raise ExportRefused(in_short(error.__cause__ or error)) from error
    check(encoder, exported)


def check(original: Encoder, exported: Encoder) -> None:
    """See that both give varied questions the same vectors, alone and in batches.

    Raises:
        ExportRefused: a component differs by more than `TOLERANCE`, or is no number.
    """
    wanted = original.encode_query(_QUESTIONS)
    alone = [exported.encode_query([question]) for question in _QUESTIONS]
    short, cut = exported.encode_query(_QUESTIONS[:-1]), exported.encode_query(_QUESTIONS[-2:])
    for found in (np.concatenate(alone), np.concatenate([short, cut[1:]]), np.concatenate([short[:-1], cut])):
        difference = np.abs(wanted - found).max() if found.shape == wanted.shape else np.inf
        # Written so that NaN is refused, too.
        if not difference <= TOLERANCE:
            raise ExportRefused(f"its vectors would differ by up to {difference:.1g}")


def _tokenizer_of(model: SentenceTransformer) -> str:
    """The model's tokenizer as JSON, with how it cuts and pads texts."""
    original = model.tokenizer
    backend = getattr(original, "backend_tokenizer", None)
    if backend is None:
        raise ExportRefused("its tokenizer is not of the tokenizers library")
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(backend.to_str())
    longest = getattr(model[0], "query_length", None) or model.max_seq_length or original.model_max_length
    tokenizer.no_truncation()
    if longest < _NO_LIMIT:
        tokenizer.enable_truncation(longest, direction=original.truncation_side)
    if original.pad_token is None:
        raise ExportRefused("its tokenizer cannot pad texts")
    tokenizer.enable_padding(
        direction=original.padding_side,
        pad_id=original.pad_token_id,
        pad_type_id=original.pad_token_type_id,
        pad_token=original.pad_token,
    )
    return tokenizer.to_str(pretty=False)


def _write_graph(model: SentenceTransformer, folder: Path) -> None:
    """Write the graph in the form in which it is opened fastest, with its weights beside it.

    Raises:
        ExportRefused: it cannot be had.
        OSError: the folder cannot be written.
    """
    import torch

    with tempfile.TemporaryDirectory(dir=folder) as scratch, _quiet(), torch.no_grad():
        plain = str(Path(scratch) / GRAPH)
        try:
            part, tensors = _question_part(model)
            names, axes = list(tensors), {name: {0: "texts", 1: "length"} for name in tensors}
            # By tracing: PyTorch's newer way takes five times as long and more packages, and exports fewer models.
            given = tuple(tensors.values())
            torch.onnx.export(part, given, plain, input_names=names, dynamic_axes=axes, dynamo=False, opset_version=17)
            open_session(Path(plain), optimised=folder / GRAPH)
        except OSError:
            raise
        except Exception as error:  # PyTorch raises anything where a model is not what it can export
            raise ExportRefused(in_short(error)) from error


def _question_part(model: SentenceTransformer) -> tuple[torch.nn.Module, Mapping[str, torch.Tensor]]:
    """What becomes of a question after the tokenizer, and what goes into that."""
    import torch

    features = model.preprocess(list(_SAMPLE), prompt=model.prompts.get("query") or None, task="query")
    tensors = {name: value for name, value in features.items() if isinstance(value, torch.Tensor)}
    unknown = tensors.keys() - INPUTS.keys()
    if unknown:
        raise ExportRefused(f"it takes {', '.join(sorted(unknown))}, not only a text's word pieces")
    constant = {name: value for name, value in features.items() if name not in tensors}

    class QuestionPart(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *given: torch.Tensor) -> torch.Tensor:
            found = self.model({**constant, **dict(zip(tensors, given, strict=True))}, task="query")
            vectors: torch.Tensor = found["sentence_embedding"]
            return vectors if model.truncate_dim is None else vectors[:, : model.truncate_dim]

    return QuestionPart().eval(), tensors


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the libraries' remarks on what they export; what is wrong they raise, or the check finds."""
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
