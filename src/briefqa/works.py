"""When two entries stand for one work: the same paper or report, listed in two briefs or twice in one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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


def fold_doubles(entries: Sequence[Entry], order: Iterable[int], k: int) -> list[tuple[int, tuple[int, ...]]]:
    """The first `k` works in an order of entries.

    Args:
        entries: all entries.
        order: positions in `entries`, best first.
        k: at most so many works.

    Returns:
        For each work the position of its first entry, and those of the others in `order`, each once.
    """
    folded: list[tuple[int, list[int]]] = []
    by_key: dict[str, list[tuple[int, list[int]]]] = {}
    for position in order:
        entry = entries[position]
        keys = [slug(entry.title), *([f"doi:{entry.doi.casefold()}"] if entry.doi else [])]
        rivals = [work for key in keys for work in by_key.get(key, ())]
        double = next((work for work in rivals if same_work(entries[work[0]], entry)), None)
        if double is not None:
            double[1].append(position)
        elif len(folded) < k:
            work: tuple[int, list[int]] = (position, [])
            folded.append(work)
            for key in keys:
                by_key.setdefault(key, []).append(work)
    return [(first, tuple(rest)) for first, rest in folded]


def _source_name(entry: Entry) -> str:
    """A source's name without volume and pages, "&" and "and" alike, an article in front left out."""
    name = re.split(r"\s\d", entry.source, maxsplit=1)[0].replace("&", " and ")
    return "-".join(word for word in slug(name).split("-") if word != "the") if name.strip() else ""
