"""Uploads that wait for a librarian's word, each in a folder of its own, away from the briefs."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefqa.errors import LibraryError
from briefqa.library.names import safe_name

MAX_UPLOAD = 50_000_000
# So many wait at most, and so long (seconds); the oldest make room.
MAX_WAITING = 10
MAX_AGE = 24 * 60 * 60
_ID = re.compile(r"[0-9a-f]{32}")
_SEEN = "preview.json"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits.

    Attributes:
        id: 32 hex digits that nobody guesses.
        path: of the file, under its safe name.
        sha256: hex digest of its bytes.
        since: when it came, in seconds since 1970.
    """

    id: str
    path: Path
    sha256: str
    since: float

    @property
    def name(self) -> str:
        """Its safe name."""
        return self.path.name


class Incoming:
    """The folder of uploads that wait."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def receive(self, name: str, pieces: Iterable[bytes]) -> Upload:
        """Write an upload to disk, and remove those that have waited too long.

        Args:
            name: as the browser sent it.
            pieces: of its bytes, in order.

        Raises:
            LibraryError: its name has another suffix than briefs have, it is empty or too large, or it cannot be
                written; nothing of it is kept.
        """
        safe = safe_name(name)
        self._make_room()
        place = self._folder / secrets.token_hex(16)
        try:
            place.mkdir(parents=True)
            size, digest = 0, hashlib.sha256()
            with (place / safe).open("xb") as stream:
                for piece in pieces:
                    size += len(piece)
                    if size > MAX_UPLOAD:
                        raise LibraryError(too_large(f"“{safe}”"))
                    digest.update(piece)
                    stream.write(piece)
            if not size:
                raise LibraryError(f"“{safe}” is empty; choose the file that holds the brief")
            return Upload(place.name, place / safe, digest.hexdigest(), place.stat().st_mtime)
        except OSError as error:
            shutil.rmtree(place, ignore_errors=True)
            raise LibraryError(
                f"“{safe}” cannot be kept here ({error.strerror or error}); tell who runs this"
            ) from error
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise

    def keep(self, upload: Upload, record: dict[str, Any]) -> None:
        """Keep what was read of an upload beside it, so that it is not read again."""
        record = {"sha256": upload.sha256, "since": upload.since, "read": record}
        (self._folder / upload.id / _SEEN).write_text(json.dumps(record), encoding="utf-8")

    def find(self, id: str) -> tuple[Upload, dict[str, Any]]:  # noqa: A002
        """An upload that waits, and what was read of it.

        Raises:
            LibraryError: there is none of that id.
        """
        place = self._folder / id
        try:
            if not _ID.fullmatch(id):
                raise ValueError(id)
            record = json.loads((place / _SEEN).read_text(encoding="utf-8"))
            (path,) = (found for found in place.iterdir() if found.name != _SEEN)
            return Upload(id, path, record["sha256"], record["since"]), record["read"]
        except (OSError, ValueError, KeyError, TypeError):
            raise LibraryError("this upload is not there any more; upload the file again") from None

    def waiting(self) -> list[Upload]:
        """All that wait and were read, the newest first."""
        found = []
        for place in self._places():
            try:
                found.append(self.find(place.name)[0])
            except LibraryError:
                continue
        return sorted(found, key=lambda upload: upload.since, reverse=True)

    def discard(self, id: str) -> None:  # noqa: A002
        """Remove an upload, if it is there."""
        if _ID.fullmatch(id):
            shutil.rmtree(self._folder / id, ignore_errors=True)

    def _places(self) -> list[Path]:
        try:
            return [place for place in self._folder.iterdir() if _ID.fullmatch(place.name)]
        except OSError:
            return []

    def _make_room(self) -> None:
        dated = []
        for place in self._places():
            try:
                dated.append((place.stat().st_mtime, place))
            except OSError:
                continue
        dated.sort(reverse=True)
        for rank, (when, place) in enumerate(dated):
            if rank >= MAX_WAITING - 1 or time.time() - when > MAX_AGE:
                shutil.rmtree(place, ignore_errors=True)


def too_large(name: str) -> str:
    """What is said of an upload that is larger than `MAX_UPLOAD`."""
    return (
        f"{name} is larger than {MAX_UPLOAD // 1_000_000} MB, far more than a brief; "
        "save a smaller copy, for instance without pictures"
    )
