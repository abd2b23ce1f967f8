"""The encoder of questions that an index carries, so that asking it needs neither the model nor its libraries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from briefqa.encoding import Encoder, EncoderInfo, export_encoder
from briefqa.errors import ExportRefused
from briefqa.indexing.files import Blob, write_blob_folder
from briefqa.indexing.manifest import Manifest

STEM = "encoder"


@dataclass(frozen=True, slots=True)
class Exported:
    """An exported encoder of questions, or why there is none.

    Attributes:
        info: the encoder that was exported, or could not be.
        blobs: its files; none where it could not be exported.
        not_exported: why, in a few words; None where there are files.
    """

    info: EncoderInfo
    blobs: tuple[Blob, ...]
    not_exported: str | None

    @classmethod
    def of(cls, manifest: Manifest) -> Self:
        """What an index has of it."""
        return cls(manifest.encoder, manifest.blobs.get(STEM, ()), manifest.not_exported)


def exported_encoder(folder: Path, info: EncoderInfo, before: Exported | None, load: Callable[[], Encoder]) -> Exported:
    """The exported encoder for an index: the one it had, if it is of the same model; else a new one.

    What could not be exported before is not tried again either: nothing has changed for it.

    Args:
        folder: of the index.
        info: the encoder that made the vectors.
        before: what the index that is there has, with files that were checked; None where that is of no use.
        load: gives the encoder; not called where nothing is to be exported.

    Raises:
        OSError: the folder cannot be written.
        EncoderError: the encoder cannot be loaded.
    """
    if before is not None and before.info.digests == info.digests and before.info.encodes_alike(info):
        return before
    encoder = load()
    try:
        blobs = write_blob_folder(folder, STEM, lambda scratch: export_encoder(encoder, scratch))
    except ExportRefused as error:
        return Exported(info, (), str(error))
    return Exported(info, tuple(blobs), None)
