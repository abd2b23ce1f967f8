"""When two entries stand for one work: the same paper or report, listed in two briefs or twice in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from briefqa.brief import Entry, slug

# A title of fewer words ("Case studies") is shared by different works.
_TELLING_TITLE = 4


def same_work(one: Entry, other: Entry) -> bool:
    """Whether two entries stand for one work.

    The DOI decides where both have one. Else the titles must agree, word for word, and have four words or more; the
    sources must be compatible: the same name, or none printed; and so must the years.
    """
    if one.doi and other.doi:
        return one.doi.casefold() == other.doi.casefold()
    if len(one.title.split()) < _TELLING_TITLE or slug(one.title) != slug(other.title):
        return False
    names = {name for name in (_source_name(one), _source_name(other)) if name}
    years = {entry.date.year for entry in (one, other) if entry.date is not None}
    return len(names) <= 1 and len(years) <= 1


def doubles_of(entries: Sequence[Entry]) -> dict[int, tuple[int, ...]]:
    """Position of each entry that is not the only one of its work → positions of the others, in order."""
    by_key: dict[str, list[int]] = {}
    for position, entry in enumerate(entries):
        if entry.doi:
            by_key.setdefault(f"doi:{entry.doi.casefold()}", []).append(position)
        if len(entry.title.split()) >= _TELLING_TITLE:
            by_key.setdefault(slug(entry.title), []).append(position)
    found: dict[int, set[int]] = {}
    for alike in by_key.values():
        for one, other in combinations(alike, 2):
            if same_work(entries[one], entries[other]):
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)
    return {position: tuple(sorted(others)) for position, others in found.items()}


def newest_first(
    order: Sequence[int],
    doubles: Mapping[int, Sequence[int]],
    published: Callable[[int], str],
    equal: Callable[[int, int], bool],
) -> Iterator[int]:
    """An order of entries in which none stands before a double that is as relevant and in a newer brief.

    Each such entry is put behind that double, which keeps its place, or the newest of several. What is not taken from
    the order takes no time.

    Args:
        order: positions of entries, best first.
        doubles: see `doubles_of`.
        published: when the brief of an entry was, `YYYY-MM` or `YYYY`; "" where that is not known, which is oldest.
        equal: whether two entries count as equally relevant.
    """
    place_of = {position: place for place, position in enumerate(order) if position in doubles}
    behind: dict[int, list[int]] = {}
    moved: set[int] = set()
    for position in place_of:
        newer = [
            other
            for other in doubles[position]
            if place_of.get(other, -1) > place_of[position]
            and published(other) > published(position)
            and equal(position, other)
        ]
        if newer:
            moved.add(position)
            lead = max(newer, key=lambda other: (published(other), -place_of[other]))
            behind.setdefault(lead, []).append(position)
    for position in order:
        waiting = [] if position in moved else [position]
        while waiting:
            last = waiting.pop()
            yield last
            waiting += sorted(behind.get(last, ()), key=place_of.__getitem__, reverse=True)


def fold_doubles(
    order: Iterable[int], doubles: Mapping[int, Sequence[int]], k: int
) -> list[tuple[int, tuple[int, ...]]]:
    """The first `k` works in an order of entries.

    Args:
        order: positions of entries, best first.
        doubles: see `doubles_of`.
        k: at most so many works.

    Returns:
        For each work the position of its first entry, and those of the others, each once.
    """
    folded: list[tuple[int, tuple[int, ...]]] = []
    met: set[int] = set()
    for position in order:
        if len(folded) == k:
            break
        if position not in met:
            others = tuple(other for other in doubles.get(position, ()) if other not in met)
            folded.append((position, others))
            met.update((position, *others))
    return folded


def _source_name(entry: Entry) -> str:
    """A source's name without volume and pages, "&" and "and" alike, an article in front left out."""
    name = re.split(r"\s\d", entry.source, maxsplit=1)[0].replace("&", " and ")
    return "-".join(word for word in slug(name).split("-") if word != "the") if name.strip() else ""
