"""Whether an index is what a build would make now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefqa.encoding import check_model
from briefqa.errors import IndexMissing, IndexOpenError
from briefqa.indexing.gathering import digest_or_none
from briefqa.indexing.store import Index, open_index
from briefqa.reading import READER_VERSION, find_briefs, name_of


@dataclass(frozen=True, slots=True)
class Checked:
    """An index that was opened, and whether it is up to date.

    Attributes:
        index: the index; None where none can be opened.
        stale: why it should be built anew, in a few words; None where it is up to date.
    """

    index: Index | None
    stale: str | None


def check_index(seeds: str | Path, folder: str | Path, model: str, *, heed_rollback: bool = False) -> Checked:
    """Open an index, once for all who need it, and see whether it is up to date; for arguments see `why_stale`.

    Raises:
        ReadError: the folder of briefs cannot be read.
        EncoderError: there is no such model.
    """
    try:
        index = open_index(folder)
    except IndexMissing:
        return Checked(None, "there is no index yet")
    except IndexOpenError as error:
        return Checked(None, str(error))
    return Checked(index, why_stale(index, seeds, model, heed_rollback=heed_rollback))


def why_stale(index: Index, seeds: str | Path, model: str, *, heed_rollback: bool = False) -> str | None:
    """Why an index should be built anew, in a few words, or None where it is up to date.

    Args:
        index: as it was opened.
        seeds: folder with briefs.
        model: what it should be built with.
        heed_rollback: an index that was turned back counts as up to date until a brief changes.

    Raises:
        ReadError: the folder of briefs cannot be read.
        EncoderError: there is no such model.
    """
    manifest = index.manifest
    found = digests_in(seeds)
    if heed_rollback and found == manifest.undone:
        return None
    seen = manifest.seen
    if found != seen:
        names = sorted(name for name in found.keys() | seen.keys() if found.get(name, "") != seen.get(name, ""))
        return f"briefs were added, changed or removed: {', '.join(names)}"
    if manifest.reader != READER_VERSION:
        return "this version of briefqa reads briefs differently"
    digests = check_model(model)
    if manifest.encoder.weights_sha256 != digests.weights:
        return "the index was built with another model"
    if manifest.encoder.settings_sha256 != digests.settings:
        return "the index was built with other settings of the model"
    return None


def digests_in(seeds: str | Path) -> dict[str, str | None]:
    """File name → hex sha256 of every brief in a folder, or None where a file cannot be read.

    Raises:
        ReadError: the folder of briefs cannot be read, or holds none.
    """
    return {name_of(path): digest_or_none(path) for path in find_briefs(seeds)}
