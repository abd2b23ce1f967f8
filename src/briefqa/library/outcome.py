"""What changed, in sentences; pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefqa.library.shelf import Move
from briefqa.showing import counted

if TYPE_CHECKING:
    from briefqa.indexing import BriefChange, BuildReport, Manifest


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a piece of work did.

    Attributes:
        heading: in a few words.
        changes: sentences; plain text.
    """

    heading: str
    changes: tuple[str, ...]


def outcome_of_build(report: BuildReport) -> Outcome:
    """What an index that was built anew holds that it did not hold before."""
    counts = {item.brief["file"]: item.entries for item in report.briefs}
    told = [f"{name} was added: {counted(counts[name], 'entry')}." for name in report.changes.added]
    told += [_change(change) for change in report.changes.entries]
    told += [f"{name} was removed." for name in report.changes.removed]
    replaced = {item.brief["file"]: item.superseded_by for item in report.briefs}
    # What an earlier change put out of search was said then.
    told += [
        f"{name} is not searched any more: {replaced[name]} is a newer edition."
        for name in report.superseded
        if name not in {*report.superseded_before, *report.changes.added}
    ]
    told += [
        f"{name} is searched again."
        for name in report.superseded_before
        if name in replaced and name not in report.superseded
    ]
    told += [
        f"{name} is not searched: {replaced[name]} is a newer edition."
        for name in report.superseded
        if name in report.changes.added
    ]
    told += [f"{unread.file} could not be read: {unread.problem}." for unread in report.unread]
    if report.changes.unchanged:
        told.append(f"{counted(len(report.changes.unchanged), 'other brief')} did not change.")
    told.append(f"The index now holds {counted(report.entries, 'entry')}.")
    return Outcome("The index is up to date", tuple(told))


def outcome_of_turn_back(manifest: Manifest, moves: Sequence[Move]) -> Outcome:
    """What became of the files, and what the index holds again."""
    return Outcome(
        "The index is as it was before",
        (*(move_in_words(move) for move in moves), f"The index now holds {counted(manifest.entries, 'entry')}."),
    )


def move_in_words(move: Move) -> str:
    """What a move does in the folder of briefs, as a sentence that is true before and after."""
    if move.after is None:
        return f"{move.name}: taken out of the folder of briefs; a copy is kept."
    if move.before is None:
        return f"{move.name}: put into the folder of briefs."
    return f"{move.name}: put in the place of the file of that name; a copy of that is kept."


def _change(change: BriefChange) -> str:
    parts = [
        f"{counted(count, 'entry')} {what}"
        for count, what in ((change.added, "added"), (change.changed, "changed"), (change.removed, "removed"))
        if count
    ]
    return f"{change.file} was changed: {', '.join(parts) or 'no entry is another'}."
