"""Briefs → an index on disk, and an index on disk → something a retriever can ask."""

from briefqa.indexing.build import BuildReport, build_index
from briefqa.indexing.changes import BriefChange, Changes
from briefqa.indexing.freshness import Checked, check_index, why_stale
from briefqa.indexing.manifest import MANIFEST, IndexedBrief, Manifest, Stamp, UnreadBrief, read_manifest, stamp_of
from briefqa.indexing.passages import Part, Passages
from briefqa.indexing.rollback import roll_back, settle
from briefqa.indexing.store import Index, Positions, open_index

__all__ = [
    "MANIFEST",
    "BriefChange",
    "BuildReport",
    "Changes",
    "Checked",
    "Index",
    "IndexedBrief",
    "Manifest",
    "Part",
    "Passages",
    "Positions",
    "Stamp",
    "UnreadBrief",
    "build_index",
    "check_index",
    "open_index",
    "read_manifest",
    "roll_back",
    "settle",
    "stamp_of",
    "why_stale",
]
