"""A reading list as the briefs lay it out: what Markdown and Word have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefqa.brief import Brief
from briefqa.citing.plain import is_web_address, one_line, paragraphs
from briefqa.citing.references import Reference, References, acknowledgement, edition


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the list: level 1 for its title, 2 for a brief or an outermost section, deeper below."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the list.

    Attributes:
        rank: its place in an answer, from 1, or None.
        title: as printed.
        url: where its title leads, or None.
        access_note: as printed, "" where there is none.
        lines: authors, source and date, behind the note where there is one, as briefs print it; DOI; and of an answer
            the section, access in words and what it says of the entry. None of them is empty.
        abstract: paragraphs.
    """

    rank: int | None
    title: str
    url: str | None
    access_note: str
    lines: tuple[str, ...]
    abstract: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of its own; `name` says what it is."""

    name: str
    text: str


def laid_out(references: References) -> Iterator[Heading | Listed | Remark]:
    """Title, remarks, the entries under their headings, and at the end how to get at them and to cite the briefs.

    The hits of an answer stand in its order, without headings.
    """
    yield Heading(references.title, 1)
    for remark in references.remarks:
        name, _, text = remark.partition(": ")
        yield Remark(name, text)
    several = len(references.briefs) > 1
    over: tuple[str, ...] = ()
    for rank, item in enumerate(references.items, start=1):
        if not references.ranked:
            path = _path(item, over, several=several)
            for level, heading in _new_headings(over, path):
                yield Heading(heading, level)
            over = path
        yield _listed(item, rank if references.ranked else None, said_before=len(references.remarks))
    for brief in references.briefs:
        yield from _at_the_end(brief)
        if not references.ranked:
            yield from _access(item for item in references.items if item.brief.id == brief.id)


def _path(item: Reference, over: tuple[str, ...], *, several: bool) -> tuple[str, ...]:
    sections = tuple(one_line(heading) for heading in item.entry.section)
    # Without a heading of its own, an entry would seem to stand under that of the entry before it.
    return (edition(item.brief), *sections) if several or (over and not sections) else sections


def _new_headings(over: tuple[str, ...], path: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The headings of `path` below what it shares with the headings that stand already."""
    shared = 0
    while shared < min(len(over), len(path)) and over[shared] == path[shared]:
        shared += 1
    if over and shared == len(path) < len(over):
        # Back under an outer heading: without it again, the entry would stand under the inner one.
        shared -= 1
    for position in range(max(shared, 0), len(path)):
        yield position + 2, path[position]


def _listed(item: Reference, rank: int | None, said_before: int) -> Listed:
    entry = item.entry
    date = entry.date.words if entry.date else ""
    source = ", ".join(part for part in (one_line(entry.source), date) if part)
    authors = item.people.printed
    behind = " " if authors.endswith(".") else ". "
    lines = (
        " ".join(
            part
            for part in (one_line(entry.note or ""), behind.join(part for part in (authors, source) if part))
            if part
        ),
        f"doi:{one_line(entry.doi)}" if entry.doi else "",
        f"Section: {item.section}, in {item.edition}" if rank else "",
        f"Access: {item.access_in_words}" if rank else "",
        *item.remarks[said_before:],
    )
    url = one_line(entry.url or "")
    return Listed(
        rank,
        one_line(entry.title),
        url if is_web_address(url) else None,
        one_line(entry.access_note or ""),
        tuple(line for line in lines if line),
        tuple(paragraphs(entry.abstract)),
    )


def _access(items: Iterable[Reference]) -> Iterator[Remark]:
    """What the notes beside the titles mean, and that there is none: entries stand as the brief prints them."""
    for note, words in dict.fromkeys((one_line(item.entry.access_note or ""), item.access_in_words) for item in items):
        yield Remark(f"Access where “{note}” is marked" if note else "Access where nothing is marked", words)


def _at_the_end(brief: Brief) -> Iterator[Heading | Remark]:
    yield Heading(edition(brief), 2)
    yield Remark("Please acknowledge this work as", acknowledgement(brief))
    if brief.access_policy:
        yield Remark("Help accessing articles or papers", one_line(brief.access_policy))
    if brief.contact:
        yield Remark("Contact", one_line(brief.contact))
