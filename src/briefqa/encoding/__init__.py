"""Text → unit vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from briefqa.encoding.model import BUNDLED, ModelDigests, check_model, find_model

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
# Where something stands in a text: first character, and the one behind the last.
Span = tuple[int, int]

__all__ = [
    "BUNDLED",
    "Encoder",
    "EncoderInfo",
    "ModelDigests",
    "Progress",
    "Span",
    "Vectors",
    "check_model",
    "export_encoder",
    "find_model",
    "load_encoder",
    "open_exported",
    "to_unit",
]


@dataclass(frozen=True, slots=True)
class EncoderInfo:
    """Which encoder made a set of vectors.

    Attributes:
        name: what `--model` was given, or `bundled`.
        weights_sha256: hex digest of the file that holds the weights.
        settings_sha256: hex digest of the files beside it that say how texts become vectors.
        dimension: components of a vector.
        max_length: word pieces of a text that are looked at; the rest is cut off.
        prompts: words put before a text of each kind (`query`, `document`), "" where none are.
    """

    name: str
    weights_sha256: str
    settings_sha256: str
    dimension: int
    max_length: int
    prompts: dict[str, str]

    @property
    def digests(self) -> ModelDigests:
        """What tells its model from others."""
        return ModelDigests(self.weights_sha256, self.settings_sha256)

    def encodes_alike(self, other: EncoderInfo) -> bool:
        """Whether both give a text the same vector, as far as weights and the settings that are known by value tell."""
        return replace(self, name="", settings_sha256="") == replace(other, name="", settings_sha256="")

    def to_dict(self) -> dict[str, Any]:
        """As the manifest keeps it."""
        return asdict(self)


class Encoder(Protocol):
    """Turns texts into vectors of length 1, so that an inner product is a cosine."""

    @property
    def info(self) -> EncoderInfo:
        """Which encoder this is."""
        ...

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions: float32, shape (len(texts), dimension)."""
        ...

    def encode_document(
        self,
        texts: Sequence[str],
        progress: Progress | None = None,
        left_out: Sequence[Sequence[Span]] | None = None,
    ) -> Vectors:
        """Vectors of passages: float32, shape (len(texts), dimension).

        Args:
            texts: of the passages.
            progress: told (done, total).
            left_out: for each text, where the words stand that should not count, though those around them are read with
                them; an encoder that cannot tell words apart counts all. None: each text as the model has it.
        """
        ...

    def knows(self, word: str) -> bool:
        """Whether a word in small letters is one of the encoder's own, which it does not take to pieces."""
        ...


def to_unit(vectors: object) -> Vectors:
    """The same vectors as float32 of length 1, shape (texts, dimension); a model may give them any length."""
    array = np.asarray(vectors, dtype=np.float32)
    unit: Vectors = array / np.maximum(np.linalg.norm(array, axis=1, keepdims=True), 1e-12)
    return unit


def load_encoder(name: str = BUNDLED) -> Encoder:
    """The sentence-transformers encoder of that name.

    Args:
        name: `bundled`, the path of a folder with a sentence-transformers model, or a name that is in the
            local cache of the model hub. Nothing is downloaded.

    Raises:
        EncoderError: there is no such model, or the bundled weights are not the published ones.
        MissingExtra: sentence-transformers is not installed.
    """
    from briefqa.encoding.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder.load(name)


def export_encoder(encoder: Encoder, folder: Path) -> None:
    """Write what encodes questions as `encoder` does, but without its libraries, into an existing empty folder.

    Raises:
        ExportRefused: it is not of a kind that can be exported, or what came out gives other vectors.
        OSError: the folder cannot be written.
    """
    from briefqa.encoding.export import export

    export(encoder, folder)


def open_exported(folder: Path, name: str) -> Encoder:
    """The encoder of questions that `export_encoder` wrote into a folder.

    Args:
        folder: with the files, which must stay there as long as the encoder is used.
        name: what `info` is to call it.

    Raises:
        EncoderError: the files are not those of an exported encoder, or this machine's libraries cannot run them.
    """
    from briefqa.encoding.onnx_encoder import OnnxEncoder

    return OnnxEncoder.open(folder, name)
