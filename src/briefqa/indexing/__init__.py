"""Briefs → an index on disk, and an index on disk → something a retriever can ask."""

from typing import TYPE_CHECKING

from briefqa.indexing.manifest import (
    MANIFEST,
    IndexedBrief,
    Manifest,
    Stamp,
    UnreadBrief,
    previous_of,
    read_manifest,
    stamp_of,
)
from briefqa.indexing.passages import Part, Passages
from briefqa.indexing.store import Index, open_index
from briefqa.indexing.wholes import Approximation, Nearness, Positions
from briefqa.lazy import lazily

if TYPE_CHECKING:
    from briefqa.indexing.build import BuildReport, build_index, supersede
    from briefqa.indexing.changes import BriefChange, Changes
    from briefqa.indexing.freshness import Checked, check_index, digests_in, why_stale
    from briefqa.indexing.rollback import roll_back, settle

__all__ = [
    "MANIFEST",
    "Approximation",
    "BriefChange",
    "BuildReport",
    "Changes",
    "Checked",
    "Index",
    "IndexedBrief",
    "Manifest",
    "Nearness",
    "Part",
    "Passages",
    "Positions",
    "Stamp",
    "UnreadBrief",
    "build_index",
    "check_index",
    "digests_in",
    "open_index",
    "previous_of",
    "read_manifest",
    "roll_back",
    "settle",
    "stamp_of",
    "supersede",
    "why_stale",
]

# What only builds need, and all that reads briefs.
__getattr__ = lazily(
    __name__,
    {
        **dict.fromkeys(("BuildReport", "build_index", "supersede"), "build"),
        **dict.fromkeys(("BriefChange", "Changes"), "changes"),
        **dict.fromkeys(("Checked", "check_index", "digests_in", "why_stale"), "freshness"),
        **dict.fromkeys(("roll_back", "settle"), "rollback"),
    },
)
