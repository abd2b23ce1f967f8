"""Reading briefs: a file → lines → a brief, and what was doubtful about it.

`read_brief` is the way in. A file format only has to give `Line`s; one grammar (`layout`) does the rest.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefqa.brief import Brief
from briefqa.errors import ReadError
from briefqa.reading.doubts import Doubt
from briefqa.reading.isolation import read_isolated
from briefqa.reading.layout import Accounted, Part, read_layout
from briefqa.reading.markdown import read_markdown
from briefqa.reading.text import read_text

SUFFIXES = (".txt", ".md", ".docx", ".pdf")
_ISOLATED = (".docx", ".pdf")
_OTHER_DOCUMENTS = frozenset({".doc", ".htm", ".html", ".odt", ".rtf"})
# Raise when the same file would be read differently than before, so that indexes are rebuilt.
READER_VERSION = 3

__all__ = [
    "READER_VERSION",
    "SUFFIXES",
    "Accounted",
    "Doubt",
    "Part",
    "Reading",
    "digest_of",
    "find_briefs",
    "find_unread",
    "read_brief",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """A brief as it was read, and what a librarian should look at.

    Attributes:
        brief: the brief with its entries.
        doubts: those about the whole brief, then in the order of the file; empty where nothing was doubtful.
        lines: every non-blank line of the file, in order, and what it was taken for.
    """

    brief: Brief
    doubts: tuple[Doubt, ...]
    lines: tuple[Accounted, ...] = ()

    def parts(self) -> dict[Part, int]:
        """How many lines of the file were taken for what."""
        counts = Counter(line.part for line in self.lines)
        return {part: counts[part] for part in Part}

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `briefqa read --json`."""
        return {
            "brief": self.brief.to_dict(),
            "entries": [entry.to_dict() for entry in self.brief.entries],
            "doubts": [
                {"kind": doubt.kind, "message": doubt.message, "line": doubt.line, "page": doubt.page}
                for doubt in self.doubts
            ],
            "lines": {part.value: count for part, count in self.parts().items()},
        }


def read_brief(path: str | Path) -> Reading:
    """Read one brief.

    Args:
        path: a file in one of the formats of `SUFFIXES`. Text and Markdown may be in UTF-8, UTF-16 or Windows-1252.

    Returns:
        The brief and the doubts; the brief may have no entries.

    Raises:
        ReadError: the file is missing, empty, not readable, damaged, of another format, or far larger than a brief.
    """
    file = Path(path)
    _check_name(file)
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise ReadError(f"cannot be read as a brief: only {', '.join(SUFFIXES)} files can", file=file)
    data = _read_bytes(file)
    if not data.strip():
        raise ReadError("is empty; put the brief's text into it, or take it away", file=file)
    if suffix in _ISOLATED:
        document = read_isolated(file)
    else:
        document = read_markdown(data, file) if suffix == ".md" else read_text(data, file)
    layout = read_layout(document, file=file.name, sha256=hashlib.sha256(data).hexdigest())
    return Reading(layout.brief, layout.doubts, layout.lines)


def digest_of(path: str | Path) -> str:
    """Hex sha256 of a brief's file, as `Brief.sha256` keeps it.

    Raises:
        ReadError: the file is missing or not readable.
    """
    return hashlib.sha256(_read_bytes(Path(path))).hexdigest()


def find_unread(folder: str | Path) -> list[str]:
    """Names of the documents in a folder that `find_briefs` passes over because of their format, sorted."""
    return sorted(path.name for path in Path(folder).iterdir() if path.suffix.lower() in _OTHER_DOCUMENTS)


def _check_name(file: Path) -> None:
    try:
        str(file).encode()
    except UnicodeEncodeError:
        shown = Path(str(file).encode("utf-8", "replace").decode())
        raise ReadError("has a name that is not UTF-8; rename the file", file=shown) from None


def _read_bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise ReadError("there is no such file", file=file) from None
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        reason = error.strerror if isinstance(error, OSError) else error
        raise ReadError(f"cannot be opened: {reason}", file=file) from error


def find_briefs(folder: str | Path) -> list[Path]:
    """The brief files directly inside a folder, sorted by name; a README and hidden files are none.

    Raises:
        ReadError: the folder is missing, not a folder, not readable, or holds no brief.
    """
    root = Path(folder)
    if not root.is_dir():
        what = "is not a folder" if root.exists() else "there is no such folder"
        raise ReadError(f"{what}; put briefs into a folder and name it: briefqa index FOLDER", file=root)
    try:
        found = sorted(
            path
            for path in root.iterdir()
            if path.suffix.lower() in SUFFIXES
            and not path.name.startswith((".", "~"))
            and path.stem.lower() != "readme"
            and path.is_file()
        )
    except OSError as error:
        raise ReadError(f"cannot be opened: {error.strerror or error}", file=root) from error
    for path in found:
        _check_name(path)
    if not found:
        raise ReadError(f"holds no brief; put a {' or '.join(SUFFIXES)} file into it", file=root)
    return found
