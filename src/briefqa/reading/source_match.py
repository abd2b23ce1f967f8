"""A source as it was found in a line, and the one that an anchor, such as a date, has before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefqa.brief import PartialDate
from briefqa.reading.authors import is_authors, is_inverted, split_trailing_authors
from briefqa.reading.names import Names, capitalised_share
from briefqa.reading.source_details import (
    SURE_DETAIL,
    Anchor,
    closely_dated,
    details_start,
    is_bracketed,
    is_spaced_year,
    tail_of,
)
from briefqa.reading.source_extras import DOI_BEFORE
from briefqa.reading.source_names import is_named, is_only_a_name, is_publishers_kind, plausible

_ENDING = re.compile(r"[.,;]?(?=$|\s+[\"'“‘(\[£]*[A-Z0-9•–-])")


@dataclass(frozen=True, slots=True)
class SourceMatch:
    """A source found in a line.

    Attributes:
        start, end: span in the line, all that belongs to it included.
        text: the publication as printed, without authors, date, DOI, address and access note.
        name: `text` without volume, issue and pages.
        date: None where none is printed.
        sure: whether something beside capitals speaks for it: a volume, pages, or a known name.
        likely: whether it is sure, or named with words that organisations and journals are named with.
        authors: as printed, or None.
        doi: without a resolver, or None.
        url: an address printed behind the source, or None.
        access_note: printed behind the source, or None.
    """

    start: int
    end: int
    text: str
    name: str
    date: PartialDate | None
    sure: bool
    likely: bool = False
    authors: str | None = None
    doi: str | None = None
    url: str | None = None
    access_note: str | None = None


def with_extras(found: SourceMatch, extras: Mapping[str, str]) -> SourceMatch:
    """A source with what stands behind it: authors, DOI, address and access note, by name."""
    return replace(
        found,
        authors=extras.get("authors", found.authors),
        doi=extras.get("doi", found.doi),
        url=extras.get("url", found.url),
        access_note=extras.get("access_note", found.access_note),
    )


def source_at(text: str, start: int, anchor: Anchor, known: Names, turns: Sequence[int]) -> SourceMatch | None:
    """The source that an anchor has, whose name or authors begin at `start`; None where it is none."""
    early = DOI_BEFORE.search(text, start, anchor.begin)
    if early is not None:
        shorter = f"{text[: early.start()]}{text[anchor.begin :]}"
        cut = anchor.begin - early.start()
        moved = Anchor(early.start(), anchor.stop - cut, anchor.date)
        found = source_at(shorter, start, moved, known, ())
        return replace(found, end=found.end + cut, doi=found.doi or early["doi"]) if found else None
    name_end = details_start(text, anchor.begin)
    if name_end <= start:
        return None
    name = text[start:name_end].strip(" ,;")
    name_end = start + len(text[start:name_end].rstrip(" ,;"))
    end, after, date, extras = tail_of(text, anchor)
    before = text[name_end : anchor.begin]
    details = before + (after if anchor.date else text[anchor.begin : anchor.stop] + after)
    listed = name in known
    bracketed = anchor.date is not None and text[anchor.begin :].lstrip(" .,")[:1] in ("(", "[")
    if bracketed and (is_authors(name) or is_inverted(name)):
        # "Patel, N. (2023)" has the publication behind it.
        return None
    # "Maturitas (2024) 181": a volume behind the year.
    numbered = bracketed and after.strip(" .").isdigit()
    detailed = bool(SURE_DETAIL.search(details)) or bool(before.strip(" ,;")) or numbered
    named = known.leading(name) is not None and capitalised_share(name) >= 0.4
    if not listed and not plausible(name, detailed=detailed or named):
        return None
    if anchor.date is not None and not detailed and is_bracketed(text, anchor) and not (listed or is_only_a_name(name)):
        # "… a survey (2019)" is how titles end.
        return None
    kind = is_publishers_kind(name, known)
    if anchor.date is not None and not detailed and is_spaced_year(text, anchor):
        # "State of the Workforce Services 2023" is a title's name where the brief's sources have a comma there.
        yearly = known.parted and anchor.date.month is None and not listed
        if yearly or not (kind or is_named(name, known)):
            return None
    ending = _ENDING.match(text, end)
    if ending is None and not any(abs(turn - end) <= 1 for turn in turns):
        return None
    end = ending.end() if ending else end
    trailing = split_trailing_authors(text, end)
    if trailing is not None and "authors" not in extras:
        extras["authors"], end = trailing
    core = f"{name}{before}" if anchor.date else f"{name}{before}{text[anchor.begin : anchor.stop]}"
    return with_extras(
        SourceMatch(
            start=start,
            end=end,
            text=_joined(core, after),
            name=name,
            date=_finer(anchor.date, date),
            sure=listed or detailed,
            likely=listed
            or detailed
            or kind
            or is_named(name, known)
            or closely_dated(text, anchor)
            or "doi" in extras,
        ),
        extras,
    )


def _finer(date: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    """The date itself, or the one behind it, "Published online: 6 February 2025", that knows its month."""
    finer = date is not None and other is not None and date.month is None and date.year == other.year
    return other if date is None or finer else date


def _joined(core: str, after: str) -> str:
    """The publication without what stood between its parts: the date."""
    after = after.strip()
    if not after:
        return core.strip(" ,;.")
    core = core.strip(" ,;")
    after = after.rstrip(" ,;.")
    if after[0] in ",:":
        return f"{core}{after}"
    return f"{core} {after.lstrip(' ;.')}"
