"""What it would mean to take a brief in, given those that are there; pure functions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from briefqa.brief import Brief
from briefqa.indexing import supersede
from briefqa.library.names import another_name
from briefqa.library.shelf import Move


class Kind(StrEnum):
    """What an upload is to the briefs that are there; editions of one brief share its id."""

    EMPTY = "no entry was found in it"
    SAME = "the same file is there already"
    NEW = "a brief that is not there yet"
    NEWER = "a newer edition"
    OLDER = "an older edition"
    CORRECTED = "another file of the same edition"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What it would mean to take an upload in.

    Attributes:
        kind: what it is to the briefs that are there.
        moves: what would happen in the folder of briefs; none where the upload cannot be taken in.
        name: of the file it would become.
        rivals: the briefs that it replaces in search, or replaces the files of, or that it is older than; of the same
            file its names alone, in `same_as`.
        same_as: names of files with the same content.
        behind: name of the file with a newer edition, which is searched instead of the upload; or None.
    """

    kind: Kind
    moves: tuple[Move, ...]
    name: str
    rivals: tuple[Brief, ...] = ()
    same_as: tuple[str, ...] = ()
    behind: str | None = None


def meaning_of(brief: Brief, present: Sequence[Brief], found: Mapping[str, str | None]) -> Meaning:
    """What it would mean to take a brief in.

    Args:
        brief: as read; its `file` is the safe name of the upload.
        present: the briefs of the index, older editions included; their entries do not matter.
        found: file name → sha256 of what is in the folder of briefs; None where it cannot be read.
    """
    if not brief.entries:
        return Meaning(Kind.EMPTY, (), brief.file)
    same = tuple(sorted(name for name, digest in found.items() if digest == brief.sha256))
    if same:
        return Meaning(Kind.SAME, (), same[0], same_as=same)
    editions = [other for other in present if other.id == brief.id and found.get(other.file) is not None]
    twins = [other for other in editions if other.published == brief.published]
    if twins:
        return _correction(brief, editions, twins, found)
    name = free_name(brief.file, found)
    moves = (Move(name, None, brief.sha256),)
    if not editions:
        return Meaning(Kind.NEW, moves, name)
    before, after = supersede(editions), supersede([*editions, replace(brief, file=name)])
    if name in after:
        newest = [other for other in editions if other.file == after[name]]
        return Meaning(Kind.OLDER, moves, name, tuple(newest), behind=after[name])
    overtaken = [other for other in editions if other.file in after and other.file not in before]
    return Meaning(Kind.NEWER, moves, name, tuple(overtaken))


def _correction(
    brief: Brief, editions: Sequence[Brief], twins: Sequence[Brief], found: Mapping[str, str | None]
) -> Meaning:
    """Of one edition one file stays: under the name of the file before where that has the same format."""
    suffix = brief.file.rpartition(".")[2]
    name = next(
        (twin.file for twin in twins if twin.file.rpartition(".")[2].lower() == suffix), free_name(brief.file, found)
    )
    out = [Move(twin.file, found[twin.file], None) for twin in twins if twin.file != name]
    rest = [other for other in editions if other not in twins]
    behind = supersede([*rest, replace(brief, file=name)]).get(name)
    moves = (Move(name, found.get(name), brief.sha256), *out)
    return Meaning(Kind.CORRECTED, moves, name, tuple(twins), behind=behind)


def free_name(name: str, taken: Collection[str]) -> str:
    """`name`, or the first of `name-2`, `name-3` … that no file has, in small or capital letters."""
    folded = {other.casefold() for other in taken}
    candidate, number = name, 1
    while candidate.casefold() in folded:
        number += 1
        candidate = another_name(name, number)
    return candidate


def pending(found: Mapping[str, str | None], seen: Mapping[str, str | None]) -> tuple[str, ...]:
    """Names of files in the folder of briefs that are not as the index has them, and of those that are gone."""
    return tuple(sorted(name for name in found.keys() | seen.keys() if found.get(name, "") != seen.get(name, "")))
