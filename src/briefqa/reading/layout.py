"""The grammar of a brief: lines of any file format → a brief, what is doubtful about it, and what each line became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from briefqa.brief import Brief, slug, with_unique_ids
from briefqa.reading.access import merged
from briefqa.reading.assigning import assign_roles
from briefqa.reading.breaks import with_breaks
from briefqa.reading.brief_titles import title_from, untitled_parts_removed, without_date
from briefqa.reading.clues import Clues
from briefqa.reading.contents import find_headings, heading_key, read_contents, with_lone_marks_taken_off
from briefqa.reading.doubts import (
    Doubt,
    doubt_alone,
    doubt_entry,
    doubt_front,
    doubt_headings,
    doubt_matter,
    doubt_nesting,
    doubt_order,
    doubt_outside,
    doubt_parts,
)
from briefqa.reading.entries import Finished, collect, finish
from briefqa.reading.entry_bullets import without_entry_bullets
from briefqa.reading.entry_numbers import without_entry_numbers
from briefqa.reading.field_labels import with_fields_joined, without_field_labels
from briefqa.reading.front import Front, read_front
from briefqa.reading.furniture import without_furniture
from briefqa.reading.heading_numbers import numbered_headings
from briefqa.reading.lines import Document, Line
from briefqa.reading.looking import look
from briefqa.reading.matter import matter_headings, without_matter
from briefqa.reading.names import Names
from briefqa.reading.names_met import names_in
from briefqa.reading.notes_apart import with_notes_apart
from briefqa.reading.pace import PREPARED, Pace
from briefqa.reading.roles import STARTS_ENTRY, Role
from briefqa.reading.rules import without_rules
from briefqa.reading.running_headers import running_title
from briefqa.reading.setting import Setting, is_compact
from briefqa.reading.taught_notes import taught_notes, with_taught_notes_apart
from briefqa.reading.title_dashes import with_dashes_parted
from briefqa.reading.titles_apart import with_addresses_apart, with_titles_apart
from briefqa.reading.wrapping import paragraphs, rejoined, with_abbreviations_back

# Without contents, a brief's front matter is among so many lines.
_OPENING = 20


class Part(StrEnum):
    """What a line of the file was taken for."""

    CONTENTS = "contents"
    FRONT = "front matter"
    HEADING = "heading"
    POINTER = "pointer"
    FURNITURE = "running header"
    ENTRY = "entry"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True)
class Accounted:
    """A line of the file and what it was taken for.

    Attributes:
        line: 1-based (see `Line.number`).
        page: 1-based, or None.
        part: what it is.
        entry: position in the brief of the entry it belongs to, or None.
    """

    line: int
    page: int | None
    part: Part
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What the grammar makes of a document."""

    brief: Brief
    doubts: tuple[Doubt, ...]
    lines: tuple[Accounted, ...]


def read_layout(document: Document, *, file: str, sha256: str, pace: Pace | None = None) -> Layout:
    """Turn the lines of a brief into its entries.

    Args:
        document: non-blank lines in order.
        file: name the brief is filed under, without folders.
        sha256: hex digest of the file.
        pace: since when the file is being read; None where that begins now.

    Returns:
        The brief, whose entries may be none; the doubts, those about the whole brief first; what each line became.

    Raises:
        ReadError: it would take too long.
    """
    pace = pace or Pace(Path(file))
    shown, rules = without_rules(document.lines)
    text, furniture = without_furniture(with_lone_marks_taken_off(shown))
    pace.check(PREPARED / 4)
    text = without_entry_bullets(with_breaks(text))
    pace.check(PREPARED / 2)
    text, labels = without_field_labels(text)
    text = with_addresses_apart(with_dashes_parted(text))
    pace.check(PREPARED * 3 / 4)
    text = with_notes_apart(with_titles_apart(text))
    text = with_fields_joined(rejoined(with_abbreviations_back(text)))
    pace.check(PREPARED)
    contents = read_contents(text)
    listed_names = {heading_key(name) for name in contents.names}
    taught = merged([taught_notes(paragraph) for paragraph in paragraphs(text)])
    after = with_taught_notes_apart(text[contents.end :], taught, listed_names)
    headings = find_headings(after, contents)
    start = min(headings) if headings else 0
    front = [*text[: contents.start], *after[:start]]
    body = without_entry_numbers(after[start:])
    known = names_in(body)
    clues = look(body, known, pace)
    opening = front or body[:_OPENING]
    # What the citation says goes before the largest line, which may be the only section's heading.
    title = read_front(list(paragraphs(opening))).title or _title(opening, furniture)
    counted = frozenset() if contents.names else numbered_headings(body)
    listed = counted.union(position - start for position in headings)
    setting = Setting(
        listed,
        bool(contents.names),
        (title or "").casefold(),
        is_compact(clues),
        bool(counted),
        any(line.counted for line in body),
    )
    roles = assign_roles(clues, setting, pace)
    matter = matter_headings(clues, roles)
    roles = without_matter(roles, matter)
    said, name = _front(front, body, roles, furniture)
    brief_id = slug(name or file.rsplit(".", 1)[0])
    drafts = collect(body, roles, contents.depth_of())
    finished = [finish(draft, brief_id, said.access_policy, known, said.legend) for draft in drafts]
    brief = Brief(
        id=brief_id,
        title=name or file.rsplit(".", 1)[0],
        published=said.published,
        authors=said.authors,
        citation=said.citation,
        contact=said.contact,
        access_policy=said.access_policy,
        entries=with_unique_ids(found.entry for found in finished),
        file=file,
        sha256=sha256,
    )
    headed = [line for line, role in zip(body, roles, strict=True) if role is Role.HEADING]
    doubts = (
        *doubt_front(said, titled=name is not None),
        *(Doubt(oddity.kind, oddity.message, None, oddity.page) for oddity in document.oddities),
        *doubt_order(clues, roles),
        *doubt_headings(contents, headed),
        *doubt_nesting(headed, drafts, contents.depth_of()),
        *_doubts(finished, body, roles, clues, known, matter, listed=bool(contents.names)),
    )
    parts = [
        Role.POINTER if here.elsewhere and role is Role.BACK else role for here, role in zip(clues, roles, strict=True)
    ]
    account = _account(shown, furniture, labels, text[contents.start : contents.end], front, body, parts)
    account += [Accounted(number, None, Part.MARKUP) for number in document.markup]
    account += [Accounted(line.number, line.page, Part.MARKUP) for line in rules]
    return Layout(brief, doubts, tuple(sorted(account, key=lambda one: (one.page or 0, one.line))))


def _front(
    front: Sequence[Line], body: Sequence[Line], roles: Sequence[Role], furniture: Sequence[Line]
) -> tuple[Front, str | None]:
    """What is said outside the entries, and the brief's name if it is given anywhere."""
    kept = [role in (Role.FRONT, Role.POINTER, Role.BACK) for role in roles]
    # A line goes on from the one before it in the file, not from the one before that is left.
    outside = [replace(line, gap=line.gap or i == 0 or not kept[i - 1]) for i, line in enumerate(body) if kept[i]]
    said = read_front(list(paragraphs([*front, *outside])))
    opening = [line for line, role in zip(body, roles, strict=True) if role is Role.FRONT]
    printed = said.title or _title([*front, *opening], furniture)
    if printed is None:
        return said, None
    # Editions are told by their dates, and have one name.
    name, dated = without_date(printed)
    return replace(said, published=said.published or dated), name


def _doubts(
    finished: Sequence[Finished],
    body: Sequence[Line],
    roles: Sequence[Role],
    clues: Sequence[Clues],
    known: Names,
    matter: Mapping[int, bool],
    *,
    listed: bool,
) -> list[Doubt]:
    """What is doubtful about the entries and what stands between them, in the order of the file."""
    if not finished:
        return [Doubt("no-entries", "no entry was found"), *_in_order(body, list(doubt_outside(body, roles, clues)))]
    found = [
        *(doubt for one in finished for doubt in doubt_entry(one)),
        *doubt_parts(finished, {id(here.line): here for here in clues}, known),
        *doubt_outside(body, roles, clues),
        *doubt_matter(clues, matter),
        *(() if listed else doubt_alone(roles, clues)),
    ]
    return _in_order(body, found)


def _title(lines: Sequence[Line], furniture: Sequence[Line]) -> str | None:
    title = running_title(furniture) or title_from(lines)
    return untitled_parts_removed(title) if title else None


def _in_order(body: Sequence[Line], doubts: Sequence[Doubt]) -> list[Doubt]:
    order = {(line.page, line.number): position for position, line in reversed(list(enumerate(body)))}
    return sorted(doubts, key=lambda doubt: order.get((doubt.page, doubt.line or 0), 0))


_PARTS = {Role.FRONT: Part.FRONT, Role.BACK: Part.FRONT, Role.HEADING: Part.HEADING, Role.POINTER: Part.POINTER}


def _account(
    shown: Sequence[Line],
    furniture: Sequence[Line],
    labels: Sequence[Line],
    listed: Sequence[Line],
    front: Sequence[Line],
    body: Sequence[Line],
    roles: Sequence[Role],
) -> list[Accounted]:
    parts: dict[tuple[int | None, int], tuple[Part, int | None]] = {}
    for lines, part in ((furniture, Part.FURNITURE), (listed, Part.CONTENTS), (front, Part.FRONT)):
        for line in lines:
            parts[line.page, line.number] = (part, None)
    entry = -1
    for line, role in zip(body, roles, strict=True):
        entry += role in STARTS_ENTRY
        part = _PARTS.get(role, Part.ENTRY)
        parts[line.page, line.number] = (part, entry if part is Part.ENTRY else None)
    result: list[Accounted] = []
    latest: tuple[Part, int | None] = (Part.FRONT, None)
    heading = {(line.page, line.number) for line in labels}
    running = {(line.page, line.number) for line in furniture}
    waiting: list[Line] = []
    for line in shown:
        waiting.append(line)
        place = (line.page, line.number)
        # A line that was joined to the one before it is what that one is; a label is what stands below it. A running
        # header between the two is neither.
        if place in heading or (place in running and len(waiting) > 1):
            continue
        found = parts.get(place, latest)
        latest = latest if place in running else found
        for one in waiting:
            own = parts[one.page, one.number] if (one.page, one.number) in running else found
            result.append(Accounted(one.number, one.page, *own))
        waiting = []
    return result + [
        Accounted(line.number, line.page, *parts.get((line.page, line.number), latest)) for line in waiting
    ]
