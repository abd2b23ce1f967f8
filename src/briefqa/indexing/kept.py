"""Vectors kept in the index folder until a build ends, so that one that was stopped is gone on with."""

from __future__ import annotations

import errno
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from briefqa.encoding import EncoderInfo, Vectors
from briefqa.indexing.files import blob_name, write_blob
from briefqa.indexing.passages import ToEncode

_STEM = "encoded"
_SUFFIX = ".npz"


class _Part(NamedTuple):
    """What a file holds: digests of texts, uint8, shape (texts, 32); their vectors, shape (texts, dimension)."""

    info: EncoderInfo
    texts: NDArray[np.uint8]
    vectors: Vectors


class KeptVectors:
    """Vectors by text, in files named after their content; no more than a few of these are in memory.

    Attributes:
        info: what made the vectors; None as long as there are none.
    """

    def __init__(self, folder: Path, wanted: Iterable[ToEncode], accepts: Callable[[EncoderInfo], bool]) -> None:
        """Look for what earlier builds left; a file that is damaged, or of another encoder, is passed over.

        Args:
            folder: of the index.
            wanted: texts and topics whose vectors are of use.
            accepts: whether the vectors of an encoder are.
        """
        self.info: EncoderInfo | None = None
        self._folder = folder
        self._places: dict[ToEncode, tuple[Path, int]] = {}
        parts = sorted(folder.glob(f"{_STEM}-*{_SUFFIX}"))
        by_digest = {_digest(text): text for text in wanted} if parts else {}
        for path in parts:
            try:
                part = _load(path)
            except (OSError, ValueError):
                continue
            if accepts(part.info):
                self.info = part.info
                found = ((by_digest.get(digest.tobytes()), row) for row, digest in enumerate(part.texts))
                self._places |= {text: (path, row) for text, row in found if text is not None}

    def __contains__(self, text: ToEncode) -> bool:
        return text in self._places

    def add(self, info: EncoderInfo, texts: Sequence[ToEncode], vectors: Vectors) -> None:
        """Keep the vectors of texts, shape (texts, dimension); from now on they survive a crash.

        Raises:
            OSError: they cannot be written.
        """
        buffer = io.BytesIO()
        digests = np.frombuffer(b"".join(map(_digest, texts)), dtype=np.uint8).reshape(-1, 32)
        np.savez(buffer, info=np.frombuffer(_dump(info), dtype=np.uint8), texts=digests, vectors=vectors)
        path = self._folder / write_blob(self._folder, _STEM, _SUFFIX, buffer.getvalue()).path
        self.info = info
        self._places |= {text: (path, row) for row, text in enumerate(texts)}

    def vector(self, text: ToEncode) -> Vectors:
        """The vector of a text that is kept: float32, shape (dimension,).

        Raises:
            OSError: its file was removed or altered meanwhile.
        """
        path, row = self._places[text]
        try:
            vector: Vectors = _load(path).vectors[row]
        except ValueError as error:
            raise OSError(errno.EIO, f"{path} was altered since it was written") from error
        return vector


@lru_cache(maxsize=4)
def _load(path: Path) -> _Part:
    """The content of a file, checked against its name.

    Raises:
        OSError: it cannot be read.
        ValueError: it is not what was written.
    """
    data = path.read_bytes()
    if path.name != blob_name(_STEM, hashlib.sha256(data).hexdigest(), _SUFFIX):
        raise ValueError(f"{path}: has another content than its name says")
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return _Part(EncoderInfo(**json.loads(arrays["info"].tobytes())), arrays["texts"], arrays["vectors"])
    except (KeyError, TypeError, BadZipFile) as error:
        raise ValueError(f"{path}: holds no vectors") from error


def _dump(info: EncoderInfo) -> bytes:
    return json.dumps(info.to_dict(), sort_keys=True).encode()


def _digest(made_of: ToEncode) -> bytes:
    # As JSON, so that no text with a topic can be taken for another.
    return hashlib.sha256(json.dumps(made_of).encode()).digest()
