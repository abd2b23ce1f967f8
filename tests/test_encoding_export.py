from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefqa.encoding import EncoderInfo, export_encoder, load_encoder, open_exported
from briefqa.encoding.export import TOLERANCE, check
from briefqa.errors import EncoderError, ExportRefused
from models import make_model
from tiny import DIMENSION, HashingEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefqa.encoding import Encoder, Vectors

pytestmark = pytest.mark.model

TEXTS = [
    "What do link workers earn?",
    "",
    "Überweisung – “social prescribing” in 日本 🙂",
    "Loneliness",
    "A question beyond what the model looks at. " * 100,
    "who pays for it " * 4,
]
# One model of each way of pooling, of usual architectures, and with everything that may follow.
MODELS: dict[str, dict[str, object]] = {
    "mean": {},
    "no-token-types": {"kind": "distilbert", "pooling": "cls"},
    "relative-positions": {"kind": "mpnet"},
    "positions-by-padding": {"kind": "roberta", "pooling": "max"},
    "local-attention": {"kind": "modernbert", "pooling": "lasttoken"},
    "weighted": {"kind": "electra", "pooling": "weightedmean"},
    "not-normalised": {"pooling": "mean_sqrt_len_tokens", "further": ()},
    "dense-and-prompts": {
        "further": ("dense", "normalize"),
        "prompts": {"query": "question: ", "document": "passage: "},
    },
    "prompt-not-pooled": {"prompts": {"query": "a question about: ", "document": ""}, "include_prompt": False},
    "own-length": {"max_length": 8},
    "truncated-vectors": {"truncate_dim": 8},
}


class Shifted(HashingEncoder):
    """Gives one component of every vector another value."""

    def __init__(self, by: float) -> None:
        super().__init__()
        self.by = by

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        vectors = super().encode_query(texts)
        vectors[:, 0] += np.float32(self.by)
        return vectors


class Coarse(HashingEncoder):
    """Gives a text another vector in company than alone."""

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        vectors = super().encode_query(texts)
        return vectors if len(texts) == 1 else np.roll(vectors, 1, axis=1)


class Narrow(HashingEncoder):
    """Gives vectors of too few components."""

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        return super().encode_query(texts)[:, 1:]


@pytest.fixture(scope="module")
def exported(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    folder = tmp_path_factory.mktemp("exported")
    export_encoder(encoder, folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "graph.onnx",
        "settings.json",
        "tokenizer.json",
        "weights.bin",
    ]
    return open_exported(folder, "bundled")


@settings(max_examples=30)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), min_size=1, max_size=5))
def test_the_bundled_model_gives_any_text_the_same_vector(
    texts: list[str], encoder: Encoder, exported: Encoder
) -> None:
    difference = np.abs(exported.encode_query(texts) - encoder.encode_query(texts)).max()
    assert difference <= TOLERANCE


@settings(max_examples=30)
@given(
    words=st.lists(
        st.sampled_from(
            ["the", "link", "worker", "social", "prescribing", "?", "–", "training", "of", "pay", "NHS", "日", ""]
        )
    )
)
def test_word_by_word_as_well(words: list[str], encoder: Encoder, exported: Encoder) -> None:
    text = " ".join(words)
    assert np.abs(exported.encode_query([text]) - encoder.encode_query([text])).max() <= TOLERANCE


@given(word=st.text(st.characters(categories=["Ll"]), min_size=1, max_size=12) | st.sampled_from(["pay", "lonelyness"]))
def test_the_same_words_are_known(word: str, encoder: Encoder, exported: Encoder) -> None:
    assert exported.knows(word) == encoder.knows(word)


def test_it_says_of_itself_what_the_model_does(encoder: Encoder, exported: Encoder) -> None:
    assert exported.info == encoder.info


@pytest.mark.parametrize("name", MODELS)
def test_any_model_whose_parts_can_be_exported(name: str, tmp_path: Path) -> None:
    made = load_encoder(str(make_model(tmp_path / "model", **MODELS[name])))  # type: ignore[arg-type]
    folder = tmp_path / "exported"
    folder.mkdir()
    export_encoder(made, folder)
    found = open_exported(folder, made.info.name)
    assert found.info == made.info
    for texts in (TEXTS, TEXTS[:1], TEXTS[3:5], []):
        vectors = found.encode_query(texts)
        assert vectors.shape == (len(texts), made.info.dimension)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(vectors, made.encode_query(texts), atol=1e-5)
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_the_same_model_gives_the_same_files_whatever_it_is_called(tmp_path: Path) -> None:
    model = make_model(tmp_path / "model")
    files = []
    for name in ("model", "copy"):
        if name != "model":
            model.rename(tmp_path / name)
        folder = tmp_path / f"exported-{name}"
        folder.mkdir()
        export_encoder(load_encoder(str(tmp_path / name)), folder)
        files.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert files[0] == files[1]
    assert set(json.loads(files[0]["settings.json"])) == set(EncoderInfo.__slots__) - {"name"}


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (Shifted(2e-4), "would differ by up to 0.0002"),
        (Shifted(float("nan")), "would differ by up to nan"),
        (Coarse(), "would differ"),
        (Narrow(), "would differ by up to inf"),
    ],
)
def test_other_vectors_are_refused(other: Encoder, said: str) -> None:
    with pytest.raises(ExportRefused, match=said):
        check(HashingEncoder(), other)


def test_vectors_that_differ_in_their_last_bits_are_not() -> None:
    check(HashingEncoder(), Shifted(0.9 * TOLERANCE))


def test_an_encoder_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="it is no sentence-transformers model"):
        export_encoder(HashingEncoder(), tmp_path)
    assert HashingEncoder().info.dimension == DIMENSION


def test_a_model_that_cannot_be_traced_is_refused_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no such operator\nand a long story")

    monkeypatch.setattr(torch.onnx, "export", fail)
    with pytest.raises(ExportRefused) as caught:
        export_encoder(load_encoder(str(make_model(tmp_path / "model"))), tmp_path)
    assert str(caught.value) == "no such operator"


def test_a_tokenizer_that_cannot_be_exported_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = load_encoder(str(make_model(tmp_path / "model")))
    tokenizer = made.model.tokenizer  # type: ignore[attr-defined]
    monkeypatch.setattr(type(tokenizer), "backend_tokenizer", None)
    with pytest.raises(ExportRefused, match="tokenizer is not of the tokenizers library"):
        export_encoder(made, tmp_path)


def test_what_came_out_is_opened_before_it_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefqa.encoding import export
    from briefqa.encoding.onnx_encoder import GRAPH

    monkeypatch.setattr(export, "_write_graph", lambda _, folder: (folder / GRAPH).write_bytes(b"no graph"))
    with pytest.raises(ExportRefused) as caught:
        export_encoder(load_encoder(str(make_model(tmp_path / "model"))), tmp_path)
    assert isinstance(caught.value, EncoderError)
    assert "\n" not in str(caught.value)
