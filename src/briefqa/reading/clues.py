"""What can be seen on each line of a brief by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefqa.reading.access import is_access_note, split_access_note
from briefqa.reading.authors import is_authors
from briefqa.reading.dates import ends_in_month, starts_with_year
from briefqa.reading.front import is_front_matter, is_surely_front_matter
from briefqa.reading.lines import LIKELY_BREAK, Line, is_list_item, join
from briefqa.reading.names import CONNECTORS, JOURNAL, Names
from briefqa.reading.roles import Role
from briefqa.reading.sources import (
    SourceMatch,
    at_end_of_title,
    at_start,
    is_clearly_named,
    is_undated,
    is_undated_journal,
    looks_like_name,
    undated,
)

_TERMINAL = re.compile(r"[.?!:;][\"'”’)\],*\s]*$")
# A title may go on after a question mark ("…? A qualitative study"), but not after a full stop.
_SENTENCE_BREAK = re.compile(r"[a-z)][.!]\s+[A-Z]")
_LABEL = re.compile(
    r"^(?i:abstract|aims?\b(?:\(s\))?|background|introduction|objectives?|purpose|methods?|results|findings|conclusions?|"
    r"context|design|setting|problem|key (?:findings|points|messages))(?:\b|(?<=\)))(?::|\s+[\"'“‘(]*[A-Z0-9]|$)"
)
# The end of a sentence that began on another line: a small letter, or a year and a full stop.
_TORN = re.compile(r"[a-z](?![A-Z])|\d{4}(?:[.,] |[.,]?$)|[),;]")
_LINK_LINE = re.compile(
    r"(?:(?:available (?:at|from|online)(?: at)?|url|link|web(?:site| ?page)?|doi|full[- ]text(?: available)?|"
    r"read (?:it |more )?(?:online|here)|"
    r"access(?: it| online)?)\s*[:–-]?\s*)?"
    r"[<(\[]?(?:https?://\S+|www\.\S+|doi:?\s?10\.\S+|(?:dx\.)?doi\.org/\S+|10\.\d{4,9}/\S+)[>)\]]?\.?",
    re.IGNORECASE,
)
_LINK_WORDS = re.compile(
    r"(?:full[- ]text|read (?:more|online|the .{1,30})|view (?:online|.{1,30})|link(?: to .{1,40})?|download.{0,30}|"
    r"available online|click here|access .{1,30})\.?",
    re.IGNORECASE,
)
# What may be a list item's beginning, or a number or dash that a sentence was wrapped before.
_MARKER = re.compile(r"(?:(?P<dash>[*–-])|\(?(?P<number>\d{1,2})[.)])\s+\S")
_LIST_REACH = 5
# A source that takes two lines has a date, or volume and pages.
_DIGIT = re.compile(r"\d")
_PARAGRAPH = 8
# So many characters behind a source may be the beginning of a date or address that goes on in the next line.
_LOOSE_END = 50
# A line of a source that goes on in the next is no longer, and a source takes no more lines.
_LONGEST_SOURCE, _MOST_LINES = 200, 3
_LAST = re.compile(r"^(?:source|published in|reference|citation)\s*:\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clues:
    """What can be seen on a line, found once.

    Attributes:
        line: the line itself.
        title_text: its text without an access note behind it.
        at_start: the source it starts with.
        in_title: the source that stands behind a title on it.
        joined: the source that it and the next line or two make together, where it alone makes none.
        joined_in_title: the source that starts behind a title on it and ends on the next line or the one after.
        clearly_in_title: whether that one starts where nothing but a source would.
        labelled: the source behind "Source:", as bulletins put it after the abstract.
        named: whether it is the name of a known publication.
        undated: whether it can be a source without a date.
        nameable: whether it is short and in capitals throughout, as names are.
        access_note: whether it is an access note.
        address: whether it is a bare address or DOI, or a link that says "Full text".
        people: whether it is names of authors.
        front: whether it, or a short paragraph it belongs to, speaks of the brief itself.
        surely_front: whether it says what nothing but front and back matter does.
        item: whether it is a list item.
        in_item: whether it is what a list item above it goes on with.
        label: whether it starts with what parts of abstracts are called.
        terminal: whether it ends as sentences do.
        broken: whether a sentence ends inside it.
        torn: whether it looks like the rest of a sentence.
        wraps: whether a line follows that it may go on in.
        rests: what it can be of a source that a line before begins: a middle, the whole rest, or the rest's line.
        signature: how it looks: lines that play one role mostly look alike.
    """

    line: Line
    title_text: str
    at_start: SourceMatch | None
    in_title: SourceMatch | None
    joined: SourceMatch | None
    joined_in_title: SourceMatch | None
    clearly_in_title: bool
    labelled: SourceMatch | None
    named: bool
    undated: bool
    nameable: bool
    access_note: bool
    address: bool
    people: bool
    front: bool
    surely_front: bool
    item: bool
    in_item: bool
    label: bool
    terminal: bool
    broken: bool
    torn: bool
    wraps: bool
    rests: frozenset[Role]
    signature: tuple[object, ...]

    @property
    def cut_short(self) -> bool:
        """Whether its last sentence seems to go on; list items often end without a stop."""
        return not self.terminal and not self.item

    @property
    def noted(self) -> bool:
        """Whether it ends in an access note."""
        return self.title_text != self.line.text

    @property
    def sourced(self) -> bool:
        """Whether it holds what is hardly anything but a source: dated, or with volume and pages."""
        found = [match for match in (self.at_start, self.in_title) if match is not None]
        return any(match.date is not None or match.name != match.text for match in found)

    @property
    def whole_source(self) -> bool:
        """Whether it is a source and nothing else."""
        return self.at_start is not None and self.at_start.end >= len(self.line.text)

    @property
    def likely_source(self) -> bool:
        """Whether it is a source and nothing else, by more than its place."""
        return self.whole_source and self.at_start is not None and (self.at_start.sure or self.at_start.likely)

    @property
    def linked(self) -> bool:
        """Whether most of it is a hyperlink."""
        return self.line.linked_share > 0.6


def look(lines: Sequence[Line], known: Names) -> list[Clues]:
    """The clues of every line, in order."""
    front = _in_front_paragraphs(lines)
    clues = [_look(lines[i : i + 4], known, item=_is_item(lines, i), front=i in front) for i in range(len(lines))]
    rests: dict[int, set[Role]] = {}
    for i, here in enumerate(clues):
        for found in (here.joined, here.joined_in_title):
            if found is not None:
                last, role = _last_of(found, lines, i)
                rests.setdefault(last, set()).add(role)
                if last == i + 2:
                    rests.setdefault(i + 1, set()).add(Role.SOURCE_MORE)
    listed = _in_items(clues)
    return [
        replace(here, rests=frozenset(rests.get(i, ())), in_item=i in listed) if i in rests or i in listed else here
        for i, here in enumerate(clues)
    ]


def _in_items(clues: Sequence[Clues]) -> set[int]:
    """Positions of the lines that list items go on with where a margin has parted them."""
    found: set[int] = set()
    for i, (before, here) in enumerate(pairwise(clues), start=1):
        listed = before.item or i - 1 in found
        if listed and not here.item and not here.line.gap and (here.line.fresh or 0.0) < LIKELY_BREAK:
            found.add(i)
    return found


def _last_of(found: SourceMatch, lines: Sequence[Line], position: int) -> tuple[int, Role]:
    """The line that a source ends on which another begins, and whether it takes up all of that one."""
    last = position + 1
    if found.end > len(join(lines[position : last + 1])):
        last += 1
    whole = found.end >= len(join(lines[position : last + 1]))
    return last, Role.SOURCE_REST if whole else Role.SOURCE_REST_ABSTRACT


def _in_front_paragraphs(lines: Sequence[Line]) -> set[int]:
    """Positions of lines in short paragraphs that say what only front and back matter does."""
    found: set[int] = set()
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and not lines[end].gap and (lines[end].fresh or 0.0) < LIKELY_BREAK:
            continue
        if end - start <= _PARAGRAPH and any(is_surely_front_matter(line.text) for line in lines[start:end]):
            found.update(range(start, end))
        start = end
    return found


def _is_item(lines: Sequence[Line], position: int) -> bool:
    """Whether a line is a list item: by itself, or as the next of others like it."""
    text = lines[position].text
    if is_list_item(text):
        return True
    marker = _MARKER.match(text)
    if marker is None:
        return False
    for other in lines[max(0, position - _LIST_REACH) : position + _LIST_REACH + 1]:
        near = _MARKER.match(other.text)
        if near is None or other is lines[position]:
            continue
        if marker["number"] is None and near["number"] is None and near["dash"] == marker["dash"]:
            return True
        if marker["number"] and near["number"] and abs(int(marker["number"]) - int(near["number"])) == 1:
            return True
    return False


def labelled_source(text: str, known: Names) -> SourceMatch | None:
    """The source of a line that says "Source:" first; positions count from the text behind that."""
    label = _LAST.match(text)
    found = at_start(text[label.end() :], known) if label else None
    return found if found is not None and label and found.end >= len(text) - label.end() else None


def _look(lines: Sequence[Line], known: Names, *, item: bool, front: bool) -> Clues:
    """The clues of the first line, by the three that follow it."""
    line = lines[0]
    following = lines[1] if len(lines) > 1 else None
    text = line.text
    title_text, _ = split_access_note(text)
    started = at_start(text, known, line.turns)
    runs = _runs_on(lines)
    joined_in_title = _outside_link(line, _joined_in_title(runs, known))
    return Clues(
        line=line,
        title_text=title_text if title_text else text,
        at_start=started,
        in_title=_outside_link(line, at_end_of_title(text, known, line.turns)),
        joined=_joined(runs, started, known) or _joined_undated(runs, started, lines, known),
        joined_in_title=joined_in_title,
        clearly_in_title=joined_in_title is not None
        and JOURNAL.match(text) is None
        and is_clearly_named(joined_in_title, known, after=text[: joined_in_title.start].rstrip()),
        labelled=labelled_source(text, known),
        named=text in known,
        undated=not _holds_source(started, text) and is_undated(text, known),
        nameable=looks_like_name(text),
        access_note=is_access_note(text),
        address=is_address(line),
        people=is_authors(text),
        front=front or (is_front_matter(title_text) and not is_access_note(text)),
        surely_front=is_surely_front_matter(text),
        item=item,
        in_item=False,
        label=_LABEL.match(text) is not None,
        terminal=_TERMINAL.search(text) is not None and not _opens_bracket(text),
        broken=_SENTENCE_BREAK.search(title_text) is not None,
        torn=_TORN.match(text) is not None,
        wraps=following is not None
        and not following.gap
        and (following.fresh or 0.0) < 0.5
        and not is_address(following),
        rests=frozenset(),
        signature=signature(line),
    )


def _holds_source(started: SourceMatch | None, text: str) -> bool:
    """Whether a source, told by its date, volume or pages, ends on a line before the line does."""
    if started is None or started.end >= len(text):
        return False
    return started.date is not None or started.name != started.text


def _opens_bracket(text: str) -> bool:
    """Whether a bracket is open at the end: "(Smith et al.,"."""
    return text.rfind("(") > text.rfind(")")


def signature(line: Line) -> tuple[object, ...]:
    """How a line looks."""
    style = line.style
    capitals = len(line.text) > 3 and line.text.isupper()
    return (
        style.level,
        style.size,
        style.bold,
        style.italic,
        style.color,
        line.linked_share > 0.6 or (style.underlined and not line.links),
        capitals,
    )


def is_address(line: Line) -> bool:
    """Whether a line is a bare address or DOI, or a link that only says what it is."""
    if _LINK_LINE.fullmatch(line.text):
        return True
    return line.linked_share > 0.6 and _LINK_WORDS.fullmatch(line.text) is not None


def _runs_on(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """A line with the one, and the two, that a source on it may go on in; the longer first."""
    runs: list[Sequence[Line]] = []
    for count, line in enumerate(lines[1:_MOST_LINES], start=2):
        if (line.gap and not line.page_break) or line.fresh == 1.0 or len(lines[count - 2].text) > _LONGEST_SOURCE:
            break
        runs.insert(0, lines[:count])
    return runs


def _joined(runs: Sequence[Sequence[Line]], started: SourceMatch | None, known: Names) -> SourceMatch | None:
    """The source that a line and the next ones make together, where the last one's start belongs to it."""
    for lines in runs:
        text = lines[0].text
        if started is not None and len(text) - started.end > _LOOSE_END and not _date_goes_on(lines):
            return None
        if not any(_DIGIT.search(line.text) for line in lines):
            continue
        found = at_start(join(lines), known)
        if found is None or not _is_told(found, lines) or not _ends_on_last(found, lines):
            continue
        if started is not None and started.date is not None and found.name != started.name:
            continue
        if _stands_alone(lines, known, numbered=_DIGIT.search(lines[0].text) is not None):
            continue
        return found
    return None


def _stands_alone(lines: Sequence[Line], known: Names, *, numbered: bool) -> bool:
    """Whether the second line is a source by itself; then what stands on the first is the title's.

    No name holds a number, and none is parted where its writer ended a line.
    """
    alone = at_start(lines[1].text, known)
    if alone is None or not alone.likely:
        return False
    fresh = (lines[1].fresh or 0.0) >= LIKELY_BREAK and not lines[1].page_break
    parted = fresh and not _goes_on(lines)
    return parted or numbered or alone.authors is not None


def _is_told(found: SourceMatch, lines: Sequence[Line]) -> bool:
    """Whether more than capitals tell a source that goes over several lines."""
    dated = found.authors is not None or lines[0].text.startswith(f"{found.name},") or _goes_on(lines)
    if found.date is not None and dated:
        return True
    if found.date is None and not found.sure:
        # "Workforce Plans and Trends", and below it nothing but a DOI, is a title.
        alone = is_address(lines[-1]) and not lines[-2].text.endswith(".")
        return found.doi is not None and not alone and is_undated(join(lines))
    return found.likely


def _goes_on(lines: Sequence[Line]) -> bool:
    """Whether a name goes on from the first line on the second: "Sociology of", "Work,"; or "of Health"."""
    last, first = lines[0].text.rsplit(" ", 1)[-1], lines[1].text.split(" ", 1)[0]
    return last.endswith(",") or last in CONNECTORS or first in CONNECTORS


def _date_goes_on(lines: Sequence[Line]) -> bool:
    """Whether a margin parted the month, at the end of the first line, from its year."""
    return ends_in_month(lines[0].text) and starts_with_year(lines[1].text)


def _joined_undated(
    runs: Sequence[Sequence[Line]], started: SourceMatch | None, lines: Sequence[Line], known: Names
) -> SourceMatch | None:
    """The source without a date that a line and the next ones make: a journal's, or all of a paragraph by authors."""
    if started is not None and started.date is not None:
        return None
    for run in runs:
        text = join(run)
        behind = lines[len(run)] if len(run) < len(lines) else None
        closed = behind is None or behind.gap or (behind.fresh or 0.0) >= LIKELY_BREAK
        if is_undated_journal(text, known) or (closed and is_undated(text, known) and undated(text).authors):
            return undated(text)
    return None


def _ends_on_last(found: SourceMatch, lines: Sequence[Line]) -> bool:
    """Whether a source ends on the last of the lines it is read from."""
    return found.end > len(join(lines[:-1])) + len(lines[-1].joint)


def _outside_link(line: Line, found: SourceMatch | None) -> SourceMatch | None:
    """A source behind a title, unless the title's link, or its underline, goes on over it."""
    if found is None or (line.style.underlined and not line.turns):
        return None
    return None if any(link.start <= found.start + 1 < link.end for link in line.links) else found


def _joined_in_title(runs: Sequence[Sequence[Line]], known: Names) -> SourceMatch | None:
    """The source that starts behind a title and goes on in the next line or two."""
    for lines in runs:
        if not any(_DIGIT.search(line.text) for line in lines):
            continue
        found = at_end_of_title(join(lines), known, lines[0].turns)
        # A name must have begun on the line; what starts on the next one is a source by itself.
        if found is None or not found.likely or not 0 < found.start < len(lines[0].text):
            continue
        if _stands_alone(lines, known, numbered=False):
            continue
        if _ends_on_last(found, lines) and (found.date is not None or found.sure):
            return found
    return None
