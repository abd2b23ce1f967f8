"""Lines and their roles → entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from types import MappingProxyType

from briefqa.brief import Access, Entry, Locator, slug
from briefqa.reading.access import NO_LEGEND, Legend, access_of, is_marked, split_mark, split_notes
from briefqa.reading.access_notes import hints_at_access, split_closing_note, split_leading_note
from briefqa.reading.authors import closed
from briefqa.reading.dated_lines import dated_line
from briefqa.reading.dates import find_date, is_date
from briefqa.reading.lines import Line, join
from briefqa.reading.links import doi_in, first_web, is_web, printed_address, split_address
from briefqa.reading.looking import labelled_source
from briefqa.reading.names import Names
from briefqa.reading.roles import MORE_WITH_SOURCE, STARTS_ENTRY, TITLE_WITH_SOURCE, Field, Role
from briefqa.reading.sections import SectionPath, depths, heading_name
from briefqa.reading.source_match import SourceMatch
from briefqa.reading.sources import at_end_of_title, at_start, split_note
from briefqa.reading.undated_sources import undated

# A number left standing behind the last sentence: a footnote's mark, or the page's.
_STRAY_NUMBER = re.compile(r"(?<=[.?!])\s+(?P<number>\d{1,3})$")
_SOURCE_LABEL = re.compile(r"^[^:]{1,20}:\s+")


@dataclass(slots=True)
class Draft:
    """An entry while its lines are being collected.

    Attributes:
        section: the headings it stands under.
        lines: all its lines, with their roles.
    """

    section: tuple[str, ...]
    lines: list[tuple[Line, Role]] = field(default_factory=list)

    @property
    def first(self) -> Line:
        """The line its title starts on."""
        return self.lines[0][0]

    def of(self, *roles: Role) -> list[Line]:
        """Its lines in some roles."""
        return [line for line, role in self.lines if role in roles]


@dataclass(frozen=True, slots=True)
class Finished:
    """An entry, and what it was made of that may be doubtful.

    Attributes:
        entry: as it is indexed.
        draft: its lines.
        source: the source that was recognised, or None.
        stray: a number that was left out behind its abstract, or None.
        targets: where its links lead, those of the title first; and addresses on lines of their own, or behind its
            title, that are none of the web's.
        marked: whether a mark stands behind its title or source that nothing explains.
        left_out: addresses on lines behind its abstract that lead elsewhere than its own.
    """

    entry: Entry
    draft: Draft
    source: SourceMatch | None
    stray: str | None
    targets: tuple[str, ...]
    marked: bool = False
    left_out: tuple[str, ...] = ()


def collect(
    lines: Sequence[Line], roles: Sequence[Role], listed: Mapping[str, int] = MappingProxyType({})
) -> list[Draft]:
    """Gather the lines of each entry; `listed`: see `briefqa.reading.sections.depths`."""
    headings = [line for line, role in zip(lines, roles, strict=True) if role is Role.HEADING]
    found = depths(headings, listed)
    deep: Iterator[int | None] = iter(found) if found is not None else repeat(None)
    drafts: list[Draft] = []
    path = SectionPath()
    for line, role in zip(lines, roles, strict=True):
        if role is Role.HEADING:
            path.enter(heading_name(line), next(deep))
        elif role is Role.POINTER:
            path.filled = True
        elif role not in (Role.FRONT, Role.BACK):
            if role in STARTS_ENTRY:
                path.filled = True
                drafts.append(Draft(path.names))
            drafts[-1].lines.append((line, role))
    return drafts


def finish(draft: Draft, brief_id: str, policy: str | None, known: Names, legend: Legend = NO_LEGEND) -> Finished:
    """An entry from its lines."""
    source, title_end, rest = _source(draft, known)
    prefix, title = split_leading_note(_title(draft, title_end))
    title, behind, address = _split_behind(title, legend)
    pointer, publication = split_note(source.text, known) if source else (None, "")
    publication, source_mark = split_mark(publication, legend)
    text, closing = split_closing_note("\n".join(_abstract(draft, rest)))
    notes = [
        prefix,
        *behind,
        *_joined_notes([line for line in draft.of(Role.TITLE_NOTE) if line.field]),
        source_mark,
        source.access_note if source else None,
        *_joined_notes(draft.of(Role.SOURCE_NOTE)),
        closing,
        *_joined_notes(draft.of(Role.ABSTRACT_NOTE)),
    ]
    access_note = " ".join(dict.fromkeys(note for note in notes if note)) or None
    abstract, stray = _without_stray_number(text)
    targets = _targets(draft)
    if address is not None and printed_address(address) is None and doi_in(address) is None:
        targets = (*targets, address)
    url, doi = _link(draft, source, targets, address)
    marked = hints_at_access(title) or any(is_marked(part, legend) for part in (title, publication))
    entry = Entry(
        id=f"{brief_id}/{slug(title)}",
        brief_id=brief_id,
        section=draft.section,
        title=title,
        source=publication,
        date=source.date if source else None,
        abstract=abstract,
        access=_access(access_note, policy, legend, marked=marked),
        access_note=access_note,
        note=pointer,
        authors=_authors(draft, source),
        url=url,
        doi=doi,
        locator=Locator(draft.first.number, draft.first.page),
    )
    return Finished(entry, draft, source, stray, targets, marked, _left_out(draft, url, doi))


def _split_behind(title: str, legend: Legend) -> tuple[str, list[str], str | None]:
    """A title without the access notes, marks and address behind it, in whatever order; these as printed."""
    title, notes = split_notes(title, legend)
    title, address = split_address(title)
    if address is not None:
        title, before = split_notes(title, legend)
        notes = [*before, *notes]
    return title, notes, address


def _access(note: str | None, policy: str | None, legend: Legend, *, marked: bool) -> Access:
    # A mark that nothing explains may well be what the brief marks restricted items with.
    return Access.UNKNOWN if note is None and marked else access_of(note, policy, legend)


def _in_title(line: Line, role: Role) -> bool:
    """Whether a line is part of a title without a source on it; not what is labelled as an access note."""
    if role is Role.TITLE_MORE:
        return line.field in (None, Field.TITLE, Field.BEHIND_DASH)
    return (role in STARTS_ENTRY or role is Role.TITLE_NOTE) and line.field in (None, Field.TITLE)


def _title(draft: Draft, end: int | None) -> str:
    """The title and, as it may have wrapped in the middle of one, the access note behind it."""
    if end is not None:
        lines = draft.of(*STARTS_ENTRY, Role.TITLE_MORE, *MORE_WITH_SOURCE)
        # A margin may have parted all of it from the dash that the last of these lines begins with.
        return join([*lines[:-1], replace(lines[-1], text=lines[-1].text[:end].rstrip(" ,;–—-|"))]).rstrip()
    return join([line for line, role in draft.lines if _in_title(line, role)])


def _joined_notes(lines: Sequence[Line]) -> list[str]:
    return [join(lines)] if lines else []


def _source(draft: Draft, known: Names) -> tuple[SourceMatch | None, int | None, str]:
    """The source; where the title ends on the line it shares with it; what of the abstract follows on its line."""
    for position, (line, role) in enumerate(draft.lines):
        match role:
            case Role.SOURCE:
                return _whole_source(line, known), None, ""
            case Role.SOURCE_HEAD:
                parts = [part for part, other in draft.lines[position:] if other in _SOURCE_PARTS]
                text = join(parts)
                found = at_start(text, known) or undated(text)
                return found, None, text[found.end :].strip()
            case Role.SOURCE_ABSTRACT:
                found = at_start(line.text, known, line.turns) or undated(line.text)
                return found, None, line.text[found.end :].strip()
            case _ if role in TITLE_WITH_SOURCE | MORE_WITH_SOURCE:
                parts = [line, *(part for part, other in draft.lines[position + 1 :] if other in _SOURCE_PARTS)]
                text = join(parts)
                found = at_end_of_title(text, known, line.turns) or undated(text)
                return found, found.start, text[found.end :].strip()
            case Role.SOURCE_LAST:
                rest = line if line.field else replace(line, text=_SOURCE_LABEL.sub("", line.text))
                return labelled_source(line.text, known) or _whole_source(rest, known), None, ""
            case _:
                pass
    return None, None, ""


def _whole_source(line: Line, known: Names) -> SourceMatch:
    """The source that a whole line is; a date alone says when, but not where, a work was published."""
    found = at_start(line.text, known, line.turns)
    if found is not None and found.end >= len(line.text):
        return found
    date = find_date(line.text) if is_date(line.text) else None
    if date is not None:
        return SourceMatch(0, len(line.text), "", "", date, sure=False)
    return dated_line(line.text) or undated(line.text)


_SOURCE_PARTS = (Role.SOURCE_HEAD, Role.SOURCE_MORE, Role.SOURCE_REST, Role.SOURCE_REST_ABSTRACT)


def _abstract(draft: Draft, rest: str) -> list[str]:
    paragraphs: list[str] = [rest] if rest else []
    for line, role in draft.lines:
        if role in (Role.ABSTRACT, Role.PARAGRAPH) or (role is Role.ABSTRACT_MORE and not paragraphs):
            paragraphs.append(line.text)
        elif role is Role.ABSTRACT_MORE:
            paragraphs[-1] = f"{paragraphs[-1]}{line.joint}{line.text}"
    return paragraphs


def _without_stray_number(abstract: str) -> tuple[str, str | None]:
    match = _STRAY_NUMBER.search(abstract)
    return (abstract[: match.start()], match["number"]) if match else (abstract, None)


def _authors(draft: Draft, source: SourceMatch | None) -> str | None:
    printed = closed(join(draft.of(Role.AUTHORS, Role.AUTHORS_LAST)).rstrip(",;"))
    return printed or (source.authors if source else None)


def _targets(draft: Draft) -> tuple[str, ...]:
    title = draft.of(*STARTS_ENTRY, Role.TITLE_MORE, Role.TITLE_NOTE, Role.SOURCE_NOTE, Role.ABSTRACT_NOTE)
    other = draft.of(Role.TITLE_LINK, Role.SOURCE_LINK, Role.ABSTRACT_LINK)
    linked = [link.target.strip() for line in (*title, *other) for link in line.links]
    printed = [line.text for line in other if not (line.links or printed_address(line.text) or doi_in(line.text))]
    return tuple(dict.fromkeys((*linked, *printed)))


def _left_out(draft: Draft, url: str | None, doi: str | None) -> tuple[str, ...]:
    """Addresses behind an abstract that are neither the entry's own nor its DOI's."""
    printed = [line.text for line in draft.of(Role.ABSTRACT_LINK)]
    addresses = {text: printed_address(text) for text in printed if not (doi and doi_in(text) == doi)}
    return tuple(address for address in addresses.values() if address and address != url)


def _link(
    draft: Draft, source: SourceMatch | None, targets: Sequence[str], address: str | None
) -> tuple[str | None, str | None]:
    """The entry's address and DOI: by its title's link, what is printed behind or below it, its source, in order."""
    title = [link.target for line in draft.of(*STARTS_ENTRY, Role.TITLE_MORE) for link in line.links]
    address_lines = draft.of(Role.TITLE_LINK, Role.SOURCE_LINK, Role.ABSTRACT_LINK)
    printed = [address or "", *(line.text for line in address_lines)]
    addresses = [printed_address(text) for text in printed]
    source_links = [
        link.target
        for line in draft.of(Role.SOURCE, Role.SOURCE_ABSTRACT, *_SOURCE_PARTS, Role.SOURCE_LAST)
        for link in line.links
        if is_web(link.target)
    ]
    url = (
        first_web(title)
        or next(filter(None, addresses), None)
        or first_web(targets)
        or first_web(source_links)
        or (printed_address(source.url) if source and source.url else None)
    )
    found = [source.doi if source else None, *map(doi_in, printed), doi_in(url or "")]
    found += [doi_in(target) for target in source_links]
    return url, next((doi for doi in found if doi), None)
