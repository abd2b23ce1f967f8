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
from briefqa.extras import require
from briefqa.reading.doubts import Doubt
from briefqa.reading.files import SUFFIXES, check_brief, digest_of, find_briefs, find_unread, name_of, read_bytes
from briefqa.reading.isolation import read_isolated
from briefqa.reading.layout import Accounted, Part, read_layout
from briefqa.reading.lines import Document
from briefqa.reading.markdown import read_markdown
from briefqa.reading.pace import Pace
from briefqa.reading.text import read_text

_ISOLATED = (".docx", ".pdf")
# Markdown of more bytes, or in longer lines, than briefs of a hundred pages have.
_LONG, _LONG_LINE = 300_000, 10_000
# Raise when the same file would be read differently than before, so that indexes are rebuilt.
READER_VERSION = 20

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
    "name_of",
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
        ReadError: the file is missing, empty, not readable, damaged, of another format, far larger than a brief, or
            would take too long to read.
        MissingExtra: what reads Markdown, Word or PDF files is not installed; the message says how to install it.
    """
    file = Path(path)
    check_brief(file)
    suffix = file.suffix.lower()
    if suffix != ".txt":
        require("build", needed_for=f"reading {file}")
    pace = Pace(file)
    data = b"" if suffix in _ISOLATED else read_bytes(file)
    digest = hashlib.sha256(data).hexdigest() if data else digest_of(file)
    if suffix in _ISOLATED or (suffix == ".md" and _may_be_slow(data)):
        document = read_isolated(file)
    else:
        document = read_markdown(data, file) if suffix == ".md" else read_text(data, file)
    if not document.lines:
        raise ReadError("holds no text; put the brief's text into it, or take it away", file=file)
    pace.try_out(document.lines, lambda some: read_layout(Document(tuple(some)), file=file.name, sha256=digest))
    layout = read_layout(document, file=file.name, sha256=digest, pace=pace)
    return Reading(layout.brief, layout.doubts, layout.lines)


def _may_be_slow(data: bytes) -> bool:
    """Whether Markdown is so long, or has so long a line, that taking it apart may need a limit of time."""
    return len(data) > _LONG or max(map(len, data.splitlines()), default=0) > _LONG_LINE
