"""What a new state of an index changes against the one before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from briefqa.brief import Brief, Entry, Locator


@dataclass(frozen=True, slots=True)
class BriefChange:
    """What changed in a brief that was there before.

    Attributes:
        file: name of its file.
        added, changed, removed: how many of its entries; one that only moved in the file has not changed.
    """

    file: str
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Names of brief files, against the index that was there before; and what changed inside.

    Attributes:
        added, removed, unchanged: names, sorted.
        entries: what became of the entries of those that changed, sorted by file.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    entries: tuple[BriefChange, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the files that changed, sorted."""
        return tuple(change.file for change in self.entries)


def compare(
    before: Mapping[str, str],
    entries_before: Mapping[str, Sequence[Entry]],
    briefs: Sequence[Brief],
    superseded: Collection[str] = (),
) -> Changes:
    """What changed.

    Args:
        before: file name → sha256 of the briefs of the earlier index.
        entries_before: file name → entries that the earlier index holds of it; of older editions none.
        briefs: those of the new index, older editions included.
        superseded: names of files with older editions, whose entries the new index does not hold.
    """
    now = {brief.file: brief for brief in briefs}
    changed = sorted(file for file in now.keys() & before.keys() if now[file].sha256 != before[file])
    return Changes(
        added=tuple(sorted(now.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - now.keys())),
        unchanged=tuple(sorted(file for file in now.keys() & before.keys() if now[file].sha256 == before[file])),
        entries=tuple(
            _compare(file, entries_before.get(file, ()), () if file in superseded else now[file].entries)
            for file in changed
        ),
    )


def _compare(file: str, before: Sequence[Entry], now: Sequence[Entry]) -> BriefChange:
    old = {entry.id: _unplaced(entry) for entry in before}
    new = {entry.id: _unplaced(entry) for entry in now}
    return BriefChange(
        file,
        added=len(new.keys() - old.keys()),
        changed=sum(new[id_] != old[id_] for id_ in new.keys() & old.keys()),
        removed=len(old.keys() - new.keys()),
    )


def _unplaced(entry: Entry) -> Entry:
    return replace(entry, locator=Locator(0))
