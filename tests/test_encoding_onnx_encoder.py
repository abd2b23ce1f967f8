from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from briefqa.encoding import export_encoder, load_encoder, open_exported
from briefqa.errors import EncoderError
from models import make_model

if TYPE_CHECKING:
    from pathlib import Path

    from briefqa.encoding import Encoder

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exported small model."""
    root = tmp_path_factory.mktemp("small")
    (root / "exported ø").mkdir()
    export_encoder(load_encoder(str(make_model(root / "model"))), root / "exported ø")
    return root / "exported ø"


@pytest.fixture
def small(folder: Path) -> Encoder:
    return open_exported(folder, "small")


def test_texts_keep_their_order_whatever_their_lengths(small: Encoder) -> None:
    texts = [f"number {n} " + "and so on " * (n * 7 % 11) for n in range(70)]
    together = small.encode_query(texts)
    for position in (0, 1, 31, 32, 33, 69):
        np.testing.assert_allclose(together[position], small.encode_query([texts[position]])[0], atol=1e-5)


def test_no_texts_give_no_vectors(small: Encoder) -> None:
    assert small.encode_query([]).shape == (0, 32)


def test_passages_are_not_encoded(small: Encoder) -> None:
    with pytest.raises(EncoderError, match="encodes questions only"):
        small.encode_document(["a passage"])


def test_it_knows_the_words_that_the_tokenizer_does_not_take_to_pieces(small: Encoder) -> None:
    assert small.knows("training")
    assert not small.knows("traning")
    assert not small.knows("")


def test_threads_get_the_same_vectors(small: Encoder) -> None:
    texts = [f"question {n} " * (n % 9 + 1) for n in range(40)]
    alone = [small.encode_query([text]) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        for found, expected in zip(pool.map(lambda text: small.encode_query([text]), texts), alone, strict=True):
            np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("file", ["graph.onnx", "weights.bin", "tokenizer.json", "settings.json"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"neither a graph nor a tokenizer"])
def test_files_that_are_no_exported_encoder(folder: Path, tmp_path: Path, file: str, content: bytes | None) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    (copy / file).unlink()
    if content is not None:
        (copy / file).write_bytes(content)
    with pytest.raises(EncoderError) as caught:
        open_exported(copy, "small")
    assert str(caught.value).startswith(f"{copy}: the exported encoder cannot be opened")
    assert "\n" not in str(caught.value)


def test_settings_of_another_version_are_refused(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    settings = json.loads((copy / "settings.json").read_text())
    (copy / "settings.json").write_text(json.dumps({**settings, "colour": "red"}))
    with pytest.raises(EncoderError):
        open_exported(copy, "small")


def test_it_needs_none_of_the_libraries_that_build(folder: Path) -> None:
    code = (
        "import sys, pathlib; from briefqa.encoding import open_exported; "
        "open_exported(pathlib.Path(sys.argv[1]), 'small').encode_query(['a question']); "
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'huggingface_hub'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(folder)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="the builds for Windows tell the system, not a file")
def test_nothing_is_kept_about_the_machine_or_what_is_run(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from briefqa.encoding import open_exported\n"
        "open_exported(pathlib.Path(sys.argv[1]), 'small').encode_query(['ward'])"
    )
    # Without what would keep onnxruntime quiet where tests are run.
    quieten = ("CI", "GITHUB_ACTIONS", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "XDG_CACHE_HOME")
    env = {key: value for key, value in os.environ.items() if key not in quieten} | {"HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code, str(folder)], env=env, check=True)
    # It would be a number for this machine, and what waits to be sent.
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
