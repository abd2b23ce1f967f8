"""What need not be encoded again: texts whose vectors the index before holds, or a build that was stopped has made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from briefqa.encoding import Encoder, EncoderInfo, Progress, Vectors, check_model
from briefqa.indexing.kept import KeptVectors
from briefqa.indexing.manifest import Manifest
from briefqa.indexing.passages import ToEncode, texts_of, to_encode
from briefqa.indexing.store import Index
from briefqa.indexing.vectors import read_vectors, rows_of
from briefqa.terms import places_of

# Texts that are encoded before they are kept: what a stopped build loses at most. The encoder sorts them by length.
_WINDOW = 256
# Vectors that are put into the index at once.
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Earlier:
    """The vectors of an index that is there, which stay on disk until they are needed.

    Attributes:
        folder, manifest: of the index.
        rows: text and topic → row of their vector.
    """

    folder: Path
    manifest: Manifest
    rows: Mapping[ToEncode, int]

    @classmethod
    def of(cls, index: Index) -> Earlier:
        """Those of an opened index, without a hold on it."""
        texts = texts_of(index.entries, index.passages)
        briefs = [index.briefs[at].id for at in index.brief.tolist()]
        made_of = to_encode(texts, index.passages.entry.tolist(), briefs, index.manifest.topics)
        return cls(index.folder, index.manifest, {one: row for row, one in enumerate(made_of)})


@dataclass(frozen=True, slots=True)
class Encoded:
    """Vectors of texts, on disk.

    Attributes:
        info: the encoder that made them.
        entries: for how many entries a text was encoded now; a text that several have counts for the first.
        resumed: how many texts a build that was stopped had encoded.
    """

    info: EncoderInfo
    entries: int
    resumed: int
    _texts: Sequence[ToEncode]
    _earlier: Earlier | None
    _kept: KeptVectors

    def blocks(self) -> Iterator[Vectors]:
        """The vectors in the order of the texts, in blocks of shape (rows, dimension).

        Raises:
            IndexCorrupt, OSError: what was there a moment ago is not any more.
        """
        rows = self._earlier.rows if self._earlier else {}
        before = None
        if self._earlier and any(text in rows for text in self._texts):
            manifest = self._earlier.manifest
            (blob,) = manifest.blobs["vectors"]
            count, dimension = manifest.passages, manifest.encoder.dimension
            before = read_vectors(self._earlier.folder, blob, count=count, dimension=dimension, mapped=True)
        for start in range(0, len(self._texts), _BLOCK):
            texts = self._texts[start : start + _BLOCK]
            block = np.empty((len(texts), self.info.dimension), dtype=np.float32)
            old = [place for place, text in enumerate(texts) if text in rows]
            if before is not None and old:
                block[old] = rows_of(before, np.asarray([rows[texts[place]] for place in old], np.int64))
            for place, text in enumerate(texts):
                if text not in rows:
                    block[place] = self._kept.vector(text)
            yield block


def encodes_as(encoder: Encoder | str) -> Callable[[EncoderInfo], bool]:
    """Whether vectors that were made earlier are those that this encoder, or the model of this name, makes.

    Raises:
        EncoderError: there is no such model.
    """
    if isinstance(encoder, str):
        digests = check_model(encoder)
        return lambda info: info.digests == digests
    return lambda info: replace(info, name=encoder.info.name) == encoder.info


def encode(
    folder: Path,
    texts: Sequence[ToEncode],
    owners: Sequence[int],
    earlier: Earlier | None,
    accepts: Callable[[EncoderInfo], bool],
    load: Callable[[], Encoder],
    progress: Progress | None = None,
) -> Encoded:
    """See to it that every text has a vector on disk: what no earlier build encoded is encoded, each text once.

    Memory is needed for one batch of vectors at a time. What is encoded is kept in the folder at once (`KeptVectors`).

    Args:
        folder: of the index that is built.
        texts: of passages with their topics, entry by entry.
        owners: position of the entry of each text; never smaller than the one before.
        earlier: vectors of the same encoder, or None.
        accepts: whether vectors of an encoder may be mixed with those of this one; see `encodes_as`.
        load: gives the encoder; not called where nothing is to be encoded.
        progress: told (entries encoded, entries to encode).

    Raises:
        OSError: the folder cannot be written.
        EncoderError: the encoder cannot be loaded.
    """
    known = earlier.rows if earlier else {}
    wanted = dict.fromkeys(text for text in texts if text not in known)
    kept = KeptVectors(folder, wanted, accepts)
    missing: dict[ToEncode, int] = {}
    for text, owner in zip(texts, owners, strict=True):
        if text not in known and text not in kept:
            missing.setdefault(text, owner)
    found = [info for info in (earlier.manifest.encoder if earlier else None, kept.info) if info is not None]
    if found and not missing:
        return Encoded(found[0], 0, len(wanted), texts, earlier, kept)
    encoder = load()
    if not all(encoder.info.encodes_alike(info) for info in found):
        # The same files, but the library makes other vectors of them: cut elsewhere, or with another prompt.
        return encode(folder, texts, owners, None, encoder.info.encodes_alike, lambda: encoder, progress)
    _encode(missing, encoder, kept, progress)
    return Encoded(encoder.info, len(set(missing.values())), len(wanted) - len(missing), texts, earlier, kept)


def _encode(missing: Mapping[ToEncode, int], encoder: Encoder, kept: KeptVectors, progress: Progress | None) -> None:
    texts = list(missing)
    owners = np.fromiter(missing.values(), dtype=np.int64, count=len(missing))
    # How many entries are done after each text. Inside a window the encoder picks the order, so that is an estimate.
    ends = np.append(owners[1:] != owners[:-1], [True]) if len(owners) else np.zeros(0, np.bool_)
    done = np.concatenate([[0], np.cumsum(ends)]).tolist()
    if texts and progress is not None:
        # Of a small brief the first batch is all there is.
        progress(0, done[-1])
    for start in range(0, len(texts), _WINDOW):
        window = texts[start : start + _WINDOW]

        def tell(encoded: int, _: int, start: int = start) -> None:
            if progress is not None:
                progress(done[start + encoded], done[-1])

        left_out = [places_of(text, topic) for text, topic in window]
        kept.add(encoder.info, window, encoder.encode_document([one.text for one in window], tell, left_out))
