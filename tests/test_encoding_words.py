"""Vectors of passages are the means of the words that count, each read with all the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from briefqa.encoding import find_model, load_encoder
from models import make_model

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefqa.encoding import Encoder, Span, Vectors

pytestmark = pytest.mark.model

TEXT = "Link workers, who listen, help porters (and nurses) at night."
SPANS = [(0, 4), (5, 12), (31, 38)]


def plainly(texts: Sequence[str], left_out: Sequence[Sequence[Span]]) -> Vectors:
    """The same from what plain sentence-transformers says of word pieces."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(find_model("bundled")), device="cpu")
    means = []
    for text, spans in zip(texts, left_out, strict=True):
        pieces = model.encode([text], output_value="token_embeddings")[0].numpy()
        places = model.tokenizer(text, return_offsets_mapping=True, truncation=True, max_length=256)["offset_mapping"]
        counted = [
            any(text[at].isalnum() and not any(first <= at < last for first, last in spans) for at in range(start, end))
            for start, end in places
        ]
        chosen = pieces[: len(places)][counted] if any(counted) else pieces[: len(places)]
        means.append(chosen.mean(axis=0) / np.linalg.norm(chosen.mean(axis=0)))
    return np.stack(means)


def test_they_equal_means_worked_out_plainly(encoder: Encoder) -> None:
    texts = [TEXT, "Short.", "– 🙂 …", "", "Überweisung – “sozial” in 日本", "A text beyond the model. " * 100, TEXT]
    left_out: list[list[Span]] = [SPANS, [], [], [], [(0, 11)], [(0, 1), (7, 13)], [(0, len(TEXT))]]
    found = encoder.encode_document(texts, left_out=left_out)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, plainly(texts, left_out), atol=1e-5)


def test_they_do_not_depend_on_what_is_encoded_with_them(encoder: Encoder) -> None:
    texts = [f"Ward {n} has porters. " + "They sleep at night. " * (n * 7 % 11) for n in range(40)]
    left_out = [[(0, 4)]] * len(texts)
    together = encoder.encode_document(texts, left_out=left_out)
    for at in (0, 1, 31, 32, 39):
        np.testing.assert_allclose(
            together[at], encoder.encode_document([texts[at]], left_out=[left_out[at]])[0], atol=1e-5
        )


def test_words_that_do_not_count_are_still_read(encoder: Encoder) -> None:
    one, other = ("River banks are steep.", "Savings banks are steep.")
    first, second = encoder.encode_document([one, other], left_out=[[(0, 5)], [(0, 7)]])
    assert first @ second < 0.95


@pytest.mark.parametrize(
    "kind",
    [
        {"pooling": "cls"},
        {"pooling": "lasttoken"},
        {"prompts": {"query": "", "document": "passage: "}},
        {"truncate_dim": 8},
    ],
    ids=str,
)
def test_a_model_of_another_kind_gives_what_it_always_gives(kind: dict[str, Any], tmp_path: Path) -> None:
    small = load_encoder(str(make_model(tmp_path / "model", **kind)))
    np.testing.assert_array_equal(small.encode_document([TEXT], left_out=[SPANS]), small.encode_document([TEXT]))


@pytest.mark.parametrize("kind", [{}, {"max_length": None}, {"further": ("dense", "normalize")}], ids=str)
def test_a_model_of_that_kind_leaves_words_out(kind: dict[str, Any], tmp_path: Path) -> None:
    small = load_encoder(str(make_model(tmp_path / "model", **kind)))
    (vector,) = small.encode_document([TEXT], left_out=[SPANS])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert vector @ small.encode_document([TEXT])[0] < 0.9999
