"""The grammar of a brief: lines of any file format → a brief, and what is doubtful about the reading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from briefqa.brief import Access, Brief, Entry, Locator, slug, with_unique_ids
from briefqa.reading.access import access_of, split_access_note
from briefqa.reading.front import Contents, Front, heading_key, read_contents, read_front
from briefqa.reading.furniture import running_title, without_furniture
from briefqa.reading.lines import Line
from briefqa.reading.roles import STARTS_ENTRY, Role, assign_roles
from briefqa.reading.sources import SourceMatch, at_end_of_title, at_start, split_note, undated, wraps_in_name

# A number left standing behind the last sentence: a footnote's mark, or the page's.
_STRAY_NUMBER = re.compile(r"(?<=[.?!])\s+(?P<number>\d{1,3})$")
_SHORT_TITLE, _LONG_TITLE = 8, 300
# Sections that close a brief and hold no research, whatever their place in the alphabet.
_CLOSING = frozenset(
    {
        "competency frameworks",
        "elearning",
        "guidance",
        "networks",
        "podcasts",
        "toolkits",
        "tools",
        "videos",
        "websites",
    }
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a librarian should look at.

    Attributes:
        kind: a short fixed name, such as `no-source`.
        message: one sentence that says what is doubtful.
        line: 1-based line of the file, or None where the doubt concerns the whole brief.
        page: 1-based page, or None where the format has no pages.
    """

    kind: str
    message: str
    line: int | None = None
    page: int | None = None


@dataclass(slots=True)
class _Draft:
    """An entry while its lines are being collected."""

    section: tuple[str, ...]
    line: Line
    title: list[str] = field(default_factory=list)
    source: SourceMatch | None = None
    abstract: list[str] = field(default_factory=list)
    access_note: str | None = None

    def add_paragraph(self, text: str) -> None:
        if text:
            self.abstract.append(text)

    def continue_abstract(self, text: str) -> None:
        if self.abstract:
            self.abstract[-1] = f"{self.abstract[-1]} {text}"
        else:
            self.add_paragraph(text)


def read_layout(lines: Sequence[Line], *, file: str, sha256: str) -> tuple[Brief, tuple[Doubt, ...]]:
    """Turn the lines of a brief into its entries.

    Args:
        lines: non-blank lines in order.
        file: name the brief is filed under, without folders.
        sha256: hex digest of the file.

    Returns:
        The brief, whose entries may be none, and the doubts in the order of the file.
    """
    text, furniture = without_furniture(lines)
    contents = read_contents(text)
    headings = _find_headings(text[contents.end :], contents)
    start = contents.end + (min(headings) if headings else 0)
    body = text[start:]
    positions = {contents.end + position - start for position in headings}
    body, positions = _join_wrapped_sources(body, positions)
    known = _source_names(body)
    roles = assign_roles(body, positions, known, has_contents=bool(contents.names))
    drafts, pointers = _collect(body, roles, known)
    front = read_front(_paragraphs([*text[:start], *pointers]))
    title = front.title or running_title(furniture) or file.rsplit(".", 1)[0]
    brief_id = slug(title)
    doubts: list[Doubt] = [*_doubt_front(front), *_doubt_contents(contents, body, positions)]
    if not drafts:
        doubts.append(Doubt("no-entries", "no entry was found"))
    entries = [_finish(draft, brief_id, front, known, doubts) for draft in drafts]
    brief = Brief(
        id=brief_id,
        title=title,
        published=front.published,
        authors=front.authors,
        citation=front.citation,
        contact=front.contact,
        access_policy=front.access_policy,
        entries=with_unique_ids(entries),
        file=file,
        sha256=sha256,
    )
    return brief, tuple(doubts)


def _find_headings(lines: Sequence[Line], contents: Contents) -> set[int]:
    """Positions of the lines that the contents block names, in its order; the longest such sequence."""
    order: dict[str, list[int]] = {}
    for rank, name in enumerate(contents.names):
        order.setdefault(heading_key(name), []).append(rank)
    candidates = _likeliest_headings(lines, contents)
    # Longest strictly increasing subsequence of contents ranks over the body (patience sorting with links);
    # descending ranks per line keep one line from standing for two headings.
    tails: list[int] = []
    nodes: list[tuple[int, int | None]] = []
    tail_nodes: list[int] = []
    for position in candidates:
        for rank in reversed(order[heading_key(lines[position].text)]):
            place = bisect_left(tails, rank)
            nodes.append((position, tail_nodes[place - 1] if place else None))
            if place == len(tails):
                tails.append(rank)
                tail_nodes.append(len(nodes) - 1)
            elif rank < tails[place]:
                tails[place] = rank
                tail_nodes[place] = len(nodes) - 1
    found: set[int] = set()
    link = tail_nodes[-1] if tail_nodes else None
    while link is not None:
        position, link = nodes[link]
        found.add(position)
    return found


def _likeliest_headings(lines: Sequence[Line], contents: Contents) -> list[int]:
    """Of the lines that read like a name in the contents, those that look most like a heading, name by name.

    A title, or the last line of one, may read the same; a heading is spelled as in the contents, set apart, and
    not followed by a source.
    """
    spelled = {name.strip("*: ") for name in contents.names}
    keys = {heading_key(name) for name in contents.names}
    looks: dict[str, list[tuple[int, int]]] = {}
    for position, line in enumerate(lines):
        key = heading_key(line.text)
        if key in keys:
            following = lines[position + 1].text if position + 1 < len(lines) else ""
            look = (line.text.strip("*: ") in spelled) + line.gap + (at_start(following) is None)
            looks.setdefault(key, []).append((look, position))
    return sorted(position for found in looks.values() for look, position in found if look == max(found)[0])


def _join_wrapped_sources(lines: Sequence[Line], headings: set[int]) -> tuple[list[Line], set[int]]:
    """Put a source that was wrapped in the middle of its name on one line; headings move with their lines."""
    joined: list[Line] = []
    moved: set[int] = set()
    for position, line in enumerate(lines):
        before = joined[-1] if joined else None
        wrapped = (
            before is not None
            and not line.gap
            and not {position - 1, position} & headings
            and wraps_in_name(before.text, line.text)
        )
        if before is not None and wrapped:
            joined[-1] = replace(before, text=f"{before.text} {line.text}")
        else:
            if position in headings:
                moved.add(len(joined))
            joined.append(line)
    return joined, moved


def _source_names(lines: Sequence[Line]) -> frozenset[str]:
    """Names of publications that stand unmistakably in this brief: dated, and at the start of a line."""
    found = (at_start(line.text) for line in lines)
    return frozenset(match.name for match in found if match is not None and match.date is not None)


def _collect(lines: Sequence[Line], roles: Sequence[Role], known: frozenset[str]) -> tuple[list[_Draft], list[Line]]:
    """Gather the lines of each entry, and those of the sections that only point elsewhere."""
    drafts: list[_Draft] = []
    pointers: list[Line] = []
    path = _SectionPath()
    for line, role in zip(lines, roles, strict=True):
        if role is Role.HEADING:
            path.enter(line.text)
        elif role is Role.POINTER:
            path.filled = True
            pointers.append(line)
        else:
            if role in STARTS_ENTRY:
                path.filled = True
                drafts.append(_Draft(path.names, line))
            _add(drafts[-1], line, role, known)
    return drafts, pointers


def _add(draft: _Draft, line: Line, role: Role, known: frozenset[str]) -> None:
    match role:
        case Role.TITLE | Role.TITLE_MORE:
            draft.title.append(line.text)
        case Role.ACCESS_NOTE if draft.source is None:
            # Behind a title, where it may have wrapped: "… NHS / OpenAthens account required".
            draft.title.append(line.text)
        case Role.ACCESS_NOTE:
            draft.access_note = line.text
        case Role.SOURCE:
            found = at_start(line.text, known)
            draft.source = found if found and found.end == len(line.text) else undated(line.text)
        case Role.SOURCE_ABSTRACT:
            draft.source = at_start(line.text, known) or undated(line.text)
            draft.add_paragraph(line.text[draft.source.end :].strip())
        case Role.TITLE_SOURCE | Role.TITLE_SOURCE_ABSTRACT:
            draft.source = at_end_of_title(line.text, known) or undated(line.text)
            draft.title.append(line.text[: draft.source.start].rstrip())
            draft.add_paragraph(line.text[draft.source.end :].strip())
        case Role.ABSTRACT | Role.PARAGRAPH:
            draft.add_paragraph(line.text)
        case Role.ABSTRACT_MORE:
            draft.continue_abstract(line.text)
        case Role.HEADING | Role.POINTER:
            raise AssertionError(role)


class _SectionPath:
    """Which headings a line stands under.

    A heading followed by another with nothing between contains it. Text alone does not say where such a
    container ends; in briefs its sub-headings run in alphabetical order (a general one such as "Reviews"
    may lead), so the first heading out of order stands alone again, and so do those that close most briefs.
    """

    def __init__(self) -> None:
        self._container: str | None = None
        self._latest: str | None = None
        self._members = 0
        self.names: tuple[str, ...] = ()
        self.filled = True

    def enter(self, heading: str) -> None:
        name = heading.lstrip("*").strip()
        if not self.filled and len(self.names) == 1:
            self._container, self._members, self._latest = self.names[0], 0, None
        elif self._container is not None and (heading_key(name) in _CLOSING or not self._in_order(name)):
            self._container = None
        if self._container is not None:
            self._members += 1
            self._latest = name
        self.names = (self._container, name) if self._container is not None else (name,)
        self.filled = False

    def _in_order(self, name: str) -> bool:
        return self._members == 1 or self._latest is None or heading_key(name) > heading_key(self._latest)


def _paragraphs(lines: Iterable[Line]) -> list[str]:
    result: list[list[str]] = []
    for line in lines:
        if line.gap or not result:
            result.append([])
        result[-1].append(line.text)
    return [" ".join(texts) for texts in result]


def _finish(draft: _Draft, brief_id: str, front: Front, known: frozenset[str], doubts: list[Doubt]) -> Entry:
    title, note = split_access_note(" ".join(draft.title))
    access_note = draft.access_note or note
    pointer, source = split_note(draft.source.text, known) if draft.source else (None, "")
    date = draft.source.date if draft.source else None
    abstract, stray = _without_stray_number("\n".join(draft.abstract))
    entry = Entry(
        id=f"{brief_id}/{slug(title)}",
        brief_id=brief_id,
        section=draft.section,
        title=title,
        source=source,
        date=date,
        abstract=abstract,
        access=access_of(access_note, front.access_policy),
        access_note=access_note,
        note=pointer,
        locator=Locator(draft.line.number, draft.line.page),
    )
    found = _doubt_entry(entry, draft.source, stray)
    doubts.extend(Doubt(kind, message, draft.line.number, draft.line.page) for kind, message in found)
    return entry


def _without_stray_number(abstract: str) -> tuple[str, str | None]:
    match = _STRAY_NUMBER.search(abstract)
    return (abstract[: match.start()], match["number"]) if match else (abstract, None)


def _doubt_entry(entry: Entry, source: SourceMatch | None, stray: str | None) -> Iterable[tuple[str, str]]:
    name = f'"{entry.title}"'
    if not _SHORT_TITLE <= len(entry.title) <= _LONG_TITLE:
        length = "short" if len(entry.title) < _SHORT_TITLE else "long"
        yield "title-length", f"{name} is unusually {length} for a title"
    if source is None:
        yield "no-source", f"{name} has no source"
    elif not source.sure and source.start > 0:
        yield "source-guessed", f"{name}: where its source begins was told by capital letters alone"
    if source is not None and entry.date is None:
        yield "no-year", f"{name} has no year of publication"
    if not entry.abstract:
        yield "no-abstract", f"{name} has no abstract"
    if entry.access_note is not None and entry.access is Access.UNKNOWN:
        yield "access-unclear", f"{name}: what its access note “{entry.access_note}” means is not known"
    if stray is not None:
        yield "stray-number", f"{name}: left out the number {stray} behind the last sentence of its abstract"


def _doubt_front(front: Front) -> Iterable[Doubt]:
    if front.title is None:
        yield Doubt("no-title", "the brief does not say how to cite it, so its title was taken from elsewhere")
    if front.published is None:
        yield Doubt("no-date", "the brief does not say when it was published")
    if front.access_policy is None:
        yield Doubt("no-access-policy", "no line says what access notes mean, so unmarked entries have unknown access")


def _doubt_contents(contents: Contents, body: Sequence[Line], positions: set[int]) -> Iterable[Doubt]:
    met = {heading_key(body[position].text) for position in positions}
    for name, _ in groupby(contents.names):
        if heading_key(name) not in met:
            yield Doubt("heading-not-met", f'the contents list "{name}", which was not met as a heading')
