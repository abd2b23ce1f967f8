"""What a librarian should look at after a brief was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefqa.brief import Access, slug
from briefqa.reading.clues import Clues
from briefqa.reading.contents import Contents, heading_key
from briefqa.reading.entries import Draft, Finished
from briefqa.reading.front import Front
from briefqa.reading.lines import Line
from briefqa.reading.links import address_inside, is_web
from briefqa.reading.names import Names
from briefqa.reading.roles import SOURCES, STARTS_ENTRY, Field, Role
from briefqa.reading.run_together import sources_inside
from briefqa.reading.sections import depths, heading_name, sections_of
from briefqa.reading.stray_lines import stray_lines

_SHORT_TITLE, _LONG_TITLE = 8, 300
_SHOWN = 80
# So many sources show where they stand.
_HABIT = 4
_TITLE_LINES = 3
_SOURCES = frozenset({*SOURCES, Role.SOURCE_MORE, Role.SOURCE_REST, Role.SOURCE_REST_ABSTRACT, Role.SOURCE_LAST})
_ABSTRACT = frozenset({Role.ABSTRACT, Role.ABSTRACT_MORE, Role.PARAGRAPH})


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a librarian should look at.

    Attributes:
        kind: a short fixed name, such as `no-source`.
        message: one sentence that says what is doubtful.
        line: 1-based line (see `Line.number`), or None where the doubt concerns the whole brief.
        page: 1-based page, or None where the format has no pages.
    """

    kind: str
    message: str
    line: int | None = None
    page: int | None = None


def doubt_front(front: Front, *, titled: bool) -> Iterable[Doubt]:
    """Doubts about what the brief says of itself."""
    if not titled:
        yield Doubt("no-title", "the brief does not say what it is called, so its title is the file's name")
    elif front.title is None:
        yield Doubt("no-title", "the brief does not say how to cite it, so its title was taken from elsewhere")
    if front.published is None:
        yield Doubt("no-date", "the brief does not say when it was published")
    if front.access_policy is None:
        yield Doubt("no-access-policy", "no line says what access notes mean, so unmarked entries have unknown access")


def doubt_headings(contents: Contents, headings: Sequence[Line]) -> Iterable[Doubt]:
    """Headings that the contents name and the brief lacks, and the other way round."""
    met = {heading_key(line.text) for line in headings}
    for name, _ in groupby(contents.names):
        if heading_key(name) not in met:
            yield Doubt("heading-not-met", f'the contents list "{name}", which was not met as a heading')
    if contents.names:
        named = {heading_key(name) for name in contents.names}
        for line in headings:
            if heading_key(line.text) not in named:
                message = f'"{line.text}" was taken for a heading, though the contents do not list it'
                yield Doubt("heading-not-listed", message, line.number, line.page)


def doubt_nesting(headings: Sequence[Line], drafts: Sequence[Draft], listed: Mapping[str, int]) -> Iterable[Doubt]:
    """The last section where nothing but the alphabet's order says that it is a part of one before it.

    Args:
        headings: in order.
        drafts: the entries.
        listed: see `briefqa.reading.sections.depths`.
    """
    if not drafts or len(drafts[-1].section) < 2 or depths(headings, listed) is not None:
        return
    outer, inner = drafts[-1].section
    others = {draft.section[1] for draft in drafts if draft.section[:1] == (outer,) and len(draft.section) > 1}
    if len(others) > 1 and heading_name(headings[-1]) == inner:
        message = f'"{inner}" was taken for a part of the section "{outer}"; it may be a section of its own'
        yield Doubt("section-nested", message, headings[-1].number, headings[-1].page)


def doubt_entry(found: Finished) -> Iterable[Doubt]:
    """Doubts about one entry."""
    first = found.draft.first
    for kind, message in _about(found):
        yield Doubt(kind, f"{_quoted(found.entry.title)} {message}", first.number, first.page)
    for line in stray_lines(found.draft):
        message = f"{_quoted(found.entry.title)} has {_quoted(line.text)} in its abstract, which may be no part of it"
        yield Doubt("stray-line", message, line.number, line.page)


def _about(found: Finished) -> Iterable[tuple[str, str]]:
    entry = found.entry
    if not _SHORT_TITLE <= len(entry.title) <= _LONG_TITLE:
        yield "title-length", f"is unusually {'short' if len(entry.title) < _SHORT_TITLE else 'long'} for a title"
    yield from _about_source(found)
    if not entry.abstract:
        yield "no-abstract", "has no abstract"
    if entry.access_note is not None and entry.access is Access.UNKNOWN:
        yield "access-unclear", f"has the access note “{entry.access_note}”, whose meaning is not known"
    elif found.marked and entry.access_note is None:
        yield "access-unclear", "ends its title or source in a mark, or in words about access, that nothing explains"
    if found.stray is not None:
        yield (
            "stray-number",
            f"had the number {found.stray} behind the last sentence of its abstract, which was left out",
        )
    inside = address_inside(entry.title)
    if inside is not None:
        yield "address-in-title", f"has “{inside[:_SHOWN]}” in its title, which looks like an address"
    for address in found.left_out:
        yield "second-link", f"links to “{address[:_SHOWN]}” as well, which was left out"
    for target in found.targets:
        if not is_web(target):
            yield "link-not-http", f"links to “{target[:_SHOWN]}”, which is no web address, so the link was left out"


def _about_source(found: Finished) -> Iterable[tuple[str, str]]:
    source = found.source
    if source is None or not source.text:
        yield "no-source", "has no source"
    elif not source.sure and source.start > 0:
        yield "source-guessed", "has its source on the same line; where that begins was told by capital letters alone"
    elif not (source.sure or source.likely or source.date) and found.draft.of(Role.SOURCE_ABSTRACT):
        yield "source-guessed", "has its source before the abstract; where that ends was told by capital letters alone"
    if source is not None and found.entry.date is None:
        yield "no-year", "has no year of publication"


def doubt_parts(drafts: Sequence[Finished], clues: dict[int, Clues], known: Names) -> Iterable[Doubt]:
    """Entries that look like two, or two that look like one: by what stands in abstracts, and by doubles.

    Args:
        drafts: the entries.
        clues: by `id` of their lines.
        known: names of publications.
    """
    titles = Counter((found.entry.section, slug(found.entry.title)) for found in drafts)
    for found in drafts:
        if titles[found.entry.section, slug(found.entry.title)] > 1:
            first = found.draft.first
            message = f"{_quoted(found.entry.title)} stands more than once in this section"
            yield Doubt("same-title", message, first.number, first.page)
        lines = [line for line, role in found.draft.lines if role in _ABSTRACT]
        others = [(line, line.text) for line in lines if id(line) in clues and _like_another(clues[id(line)])]
        for line, text in others or _run_into(found, lines, known):
            message = (
                f"{_quoted(found.entry.title)} may be two entries: "
                f"its abstract holds {_quoted(text)}, which looks like a title or a source"
            )
            yield Doubt("two-in-one", message, line.number, line.page)


def _run_into(found: Finished, lines: Sequence[Line], known: Names) -> Iterable[tuple[Line, str]]:
    """The sources inside an abstract's paragraphs, each with the line it begins on; no line shows one that wraps."""
    for source in sources_inside(found.entry.abstract, known):
        first = " ".join(source.split()[:2])
        yield next((line for line in lines if first in line.text), found.draft.first), source


def _like_another(here: Clues) -> bool:
    sourced = here.whole_source and here.at_start is not None and here.at_start.date is not None
    return sourced or (here.linked and not here.item and not here.address)


def doubt_alone(roles: Sequence[Role], clues: Sequence[Clues]) -> Iterable[Doubt]:
    """Headings that look as titles do, and may be titles of entries: over text alone, last, or one right below another.

    Only where no contents say what is a heading; a number says so as well.
    """
    titles = {here.signature for here, role in zip(clues, roles, strict=True) if role in STARTS_ENTRY}
    for section in sections_of(roles):
        here = clues[section[0]]
        stands = _stands(roles, clues, section) if here.signature in titles else None
        if stands and not here.line.text[0].isdigit():
            message = f"{_quoted(here.line.text)} was taken for a heading {stands} may be an entry's title"
            yield Doubt("heading-or-title", message, here.line.number, here.line.page)


def _stands(roles: Sequence[Role], clues: Sequence[Clues], section: Sequence[int]) -> str | None:
    """Where a heading stands, and what may be a title, if one that is all of an entry could stand there."""
    first, others = section[0], {roles[position] for position in section[1:]}
    if roles[first] is not Role.HEADING:
        return None
    if others == {Role.POINTER}:
        return "over text alone; it"
    if section[-1] == len(roles) - 1 and not others:
        return "over nothing; it"
    if first and roles[first - 1] is Role.HEADING:
        return f"right below {_quoted(clues[first - 1].line.text)}; one of them"
    return None


def doubt_order(clues: Sequence[Clues], roles: Sequence[Role]) -> Iterable[Doubt]:
    """That sources seem to stand where they are not looked for: most lines that are dated sources were taken for none.

    Or each stands apart from what is above it, and right above what is shaped as a title.
    """
    dated = [i for i, here in enumerate(clues) if here.whole_source and here.at_start and here.at_start.date]
    odd = [i for i in dated if roles[i] not in _SOURCES or _is_above_title(clues, i)]
    if len(dated) >= _HABIT and 2 * len(odd) > len(dated):
        message = (
            "most lines that look like sources were not taken for the source of the title above them; "
            "they may stand above titles, so check every entry"
        )
        yield Doubt("sources-above", message)


def _is_above_title(clues: Sequence[Clues], position: int) -> bool:
    """Whether a line stands apart from what is above it, and right above words that are a paragraph but no sentence."""
    below = position + 1
    reach = min(len(clues), below + 2 * _TITLE_LINES)
    end = next((i for i in range(below, reach) if clues[i].line.gap), reach)
    words = [here for here in clues[below:end] if not (here.access_note or here.line.field is Field.ACCESS)]
    if not clues[position].line.gap or not 0 < len(words) <= _TITLE_LINES:
        return False
    return not words[-1].line.text.endswith(".") and not any(here.broken or here.address for here in words)


def doubt_matter(clues: Sequence[Clues], headings: Mapping[int, bool]) -> Iterable[Doubt]:
    """Sections that were taken for matter by what they lack alone; see `briefqa.reading.matter`."""
    for position, sure in headings.items():
        if not sure:
            here = clues[position]
            message = f"{_quoted(here.line.text)} has text below it that looks like entries, and was taken for none"
            yield Doubt("text-outside", message, here.line.number, here.line.page)


def doubt_outside(lines: Sequence[Line], roles: Sequence[Role], clues: Sequence[Clues]) -> Iterable[Doubt]:
    """Text that belongs to no entry though it stands among entries, or looks like a part of one."""
    last = max((position for position, role in enumerate(roles) if role in STARTS_ENTRY), default=0)
    for section in sections_of(roles):
        entries = any(
            roles[position] not in (Role.HEADING, Role.POINTER, Role.FRONT, Role.BACK) for position in section
        )
        pointers = [position for position in section if roles[position] is Role.POINTER]
        if entries and pointers:
            line = lines[pointers[0]]
            message = f"{_quoted(line.text)} stands among entries and belongs to none"
            yield Doubt("text-outside", message, line.number, line.page)
        for position in section:
            here = clues[position]
            if here.elsewhere and roles[position] is Role.BACK:
                continue
            if roles[position] is Role.BACK and position < last:
                message = f"{_quoted(here.line.text)} stands among entries and belongs to none"
                yield Doubt("text-outside", message, here.line.number, here.line.page)
                continue
            source = here.whole_source and here.at_start is not None and here.at_start.sure
            lost = roles[position] in (Role.FRONT, Role.BACK) and (source or here.linked) and not here.front
            pointer = roles[position] is Role.POINTER and ((source and not entries) or here.linked)
            if lost or pointer:
                message = f"{_quoted(here.line.text)} looks like part of an entry, and was taken for none"
                yield Doubt("text-outside", message, here.line.number, here.line.page)


def _quoted(text: str) -> str:
    return f'"{text}"' if len(text) <= 2 * _SHOWN else f'"{text[: 2 * _SHOWN - 1]}…"'
