"""Whether an index is what a build would make now."""

from __future__ import annotations

from pathlib import Path

from briefqa.encoding import check_model
from briefqa.errors import IndexMissing, IndexOpenError
from briefqa.indexing.gathering import digest_or_none
from briefqa.indexing.store import open_index
from briefqa.reading import READER_VERSION, find_briefs


def why_stale(seeds: str | Path, folder: str | Path, model: str, *, heed_rollback: bool = False) -> str | None:
    """Why an index should be built anew, in a few words, or None where it is up to date.

    Args:
        seeds: folder with briefs.
        folder: of the index.
        model: what it should be built with.
        heed_rollback: an index that was turned back counts as up to date until a brief changes.

    Raises:
        ReadError: the folder of briefs cannot be read.
        EncoderError: there is no such model.
    """
    try:
        manifest = open_index(folder).manifest
    except IndexMissing:
        return "there is no index yet"
    except IndexOpenError as error:
        return str(error)
    found = {path.name: digest_or_none(path) for path in find_briefs(seeds)}
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
