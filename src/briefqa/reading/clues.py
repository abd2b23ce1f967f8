"""What can be seen on each line of a brief by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefqa.reading.access import is_access_note, split_access_note
from briefqa.reading.authors import is_authors
from briefqa.reading.front import is_front_matter, is_surely_front_matter
from briefqa.reading.lines import LIKELY_BREAK, Line, is_list_item, join
from briefqa.reading.links import is_address
from briefqa.reading.names import JOURNAL, Names, capitalised_share, goes_on
from briefqa.reading.pace import LOOKED, PREPARED, Pace
from briefqa.reading.roles import Role
from briefqa.reading.sources import (
    SourceMatch,
    at_end_of_title,
    at_start,
    is_clearly_named,
    is_undated,
    looks_like_name,
)
from briefqa.reading.wrapped_sources import outside_link, runs_on, wrapped, wrapped_behind_title, wrapped_undated

_TERMINAL = re.compile(r"[.?!:;][\"'”’)\],*\s]*$")
# A title may go on after a question mark ("…? A qualitative study"), but not after a full stop.
_SENTENCE_BREAK = re.compile(r"[a-z)][.!]\s+[A-Z]")
_LABEL = re.compile(
    r"^(?i:abstract|aims?\b(?:\(s\))?|background|introduction|objectives?|purpose|methods?|results|findings|conclusions?|"
    r"context|design|setting|problem|key (?:findings|points|messages))(?:\b|(?<=\)))(?::|\s+[\"'“‘(]*[A-Z0-9]|$)"
)
# The end of a sentence that began on another line: a small letter, or a year and a full stop.
_TORN = re.compile(r"[a-z](?![A-Z])|\d{4}(?:[.,] |[.,]?$)|[),;]")
# What may be a list item's beginning, or a number or dash that a sentence was wrapped before.
_MARKER = re.compile(r"(?:(?P<dash>[*–-])|\(?(?P<number>\d{1,2})[.)])\s+\S")
# What says where something is to be had, or speaks to the reader, as abstracts seldom do.
_POINTING = re.compile(
    r"\b(?:asked for|available|be found|briefs?|click|contact|e-?mail|hub|intranet|library|links?|listed|pages?|please|"
    r"resources|see|visit|web(?:pages?|sites?)?|you|your)\b|https?:|www\.|@",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"(?:No|None|Nothing|We (?:did|could|found|have|searched)|There (?:is|are|was|were|has|have))\b")
# An abstract on one line has so many characters, and a title so many words.
_ABSTRACT, _TITLE_WORDS = 150, 5
# And a title so many lines.
_TITLE_LINES = 3
# A heading by itself has so many characters, and neither numbers nor marks.
_LONE = 60
_MAKER = re.compile(
    r"\b(?:NHS|Centre|College|Department|Hospitals?|Institute|Librar(?:y|ies)|Services?|Team|Trust|University)\b"
)
_PLAIN = re.compile(r"[^\W\d_][^\d@|:/,]*")
_LIST_REACH = 5
# So many lines before and behind show how wide text is set.
_NEAR = 12
_PARAGRAPH = 8
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
        named_below: whether it is that right below a title in small letters, and a blank line behind it.
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
    named_below: bool
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
    def title_shaped(self) -> bool:
        """Whether it stands apart and reads as titles do: several words, most in small letters, and no sentence."""
        text = self.line.text
        apart = self.line.gap or (self.line.fresh or 0.0) >= LIKELY_BREAK
        other = self.terminal or self.item or self.label or self.broken or self.line.style.level or self.line.small
        worded = len(text) <= _ABSTRACT and len(text.split()) >= _TITLE_WORDS and capitalised_share(text) <= 0.5
        return apart and worded and not other

    @property
    def abstract_shaped(self) -> bool:
        """Whether it reads as an abstract on one line does: sentences, none of which points elsewhere."""
        text = self.line.text
        return self.broken and len(text) >= _ABSTRACT and not self.front and _POINTING.search(text) is None

    @property
    def lone(self) -> bool:
        """Whether it reads as a heading does that nothing else speaks against: short, no sentence, nobody's name."""
        other = self.terminal or self.wraps or self.front or self.people or self.item or self.sourced
        shown = _PLAIN.fullmatch(self.line.text) is not None and _MAKER.search(self.line.text) is None
        return len(self.line.text) <= _LONE and not other and shown

    @property
    def linked(self) -> bool:
        """Whether most of it is a hyperlink."""
        return self.line.linked_share > 0.6

    @property
    def linked_throughout(self) -> bool:
        """Whether it is linked, or, as plain text shows a link, underlined from its first to its last letter."""
        return self.linked or (self.line.style.underlined and not self.line.links and not self.line.turns)

    @property
    def says_nothing_found(self) -> bool:
        """Whether it says that there is nothing, as sections without entries do."""
        return _NOTHING.match(self.line.text) is not None


def look(lines: Sequence[Line], known: Names, pace: Pace | None = None) -> list[Clues]:
    """The clues of every line, in order.

    Raises:
        ReadError: it would take too long.
    """
    front = _in_front_paragraphs(lines)
    positions = range(len(lines))
    steps = pace.over(positions, PREPARED, LOOKED) if pace else positions
    clues = [_look(lines[i : i + 4], known, item=_is_item(lines, i), front=i in front) for i in steps]
    rests: dict[int, set[Role]] = {}
    for i, here in enumerate(clues):
        for found in (here.joined, here.joined_in_title):
            if found is not None:
                last, role = _last_of(found, lines, i)
                rests.setdefault(last, set()).add(role)
                if last == i + 2:
                    rests.setdefault(i + 1, set()).add(Role.SOURCE_MORE)
    listed = _in_items(clues)
    below = {i for i in positions if _is_named_below(clues, i)}
    return [
        replace(here, rests=frozenset(rests.get(i, ())), in_item=i in listed, named_below=i in below)
        if i in rests or i in listed or i in below
        else here
        for i, here in enumerate(clues)
    ]


def _is_named_below(clues: Sequence[Clues], position: int) -> bool:
    """Whether a line is a name in capitals that ends the paragraph which a title in small letters begins."""
    here = clues[position]
    if not here.nameable or here.line.gap or here.access_note or here.people or len(here.line.text.split()) < 2:
        return False
    # Above a source that stands apart it may be the rest of the title.
    if position + 1 == len(clues) or not clues[position + 1].line.gap or clues[position + 1].whole_source:
        return False
    start = position - 1
    while start > max(0, position - _TITLE_LINES) and not clues[start].line.gap:
        start -= 1
    title = clues[start:position]
    if not title or not title[0].title_shaped or any(line.terminal or line.broken for line in title):
        return False
    last = title[-1].line.text
    ended = last.rsplit(" ", 1)[-1].islower() and last[-1].isalnum() and not goes_on(last)
    return ended and _had_room(clues, position)


def _had_room(clues: Sequence[Clues], position: int) -> bool:
    """Whether a line's first word would have fitted behind the line before it, as wide as lines near it are."""
    near = clues[max(0, position - _NEAR) : position + _NEAR]
    needed = len(clues[position - 1].line.text) + 1 + len(clues[position].line.text.split(" ", 1)[0])
    return needed <= max(len(other.line.text) for other in near)


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
    runs = runs_on(lines)
    joined_in_title = outside_link(line, wrapped_behind_title(runs, known))
    return Clues(
        line=line,
        title_text=title_text if title_text else text,
        at_start=started,
        in_title=outside_link(line, at_end_of_title(text, known, line.turns)),
        joined=wrapped(runs, started, known) or wrapped_undated(runs, started, lines, known),
        joined_in_title=joined_in_title,
        clearly_in_title=joined_in_title is not None
        and JOURNAL.match(text) is None
        and is_clearly_named(joined_in_title, known, after=text[: joined_in_title.start].rstrip()),
        labelled=labelled_source(text, known),
        named=text in known,
        undated=not _holds_source(started, text) and is_undated(text, known),
        nameable=looks_like_name(text),
        named_below=False,
        access_note=is_access_note(text),
        address=is_address(line),
        people=is_authors(text),
        front=front or (is_front_matter(title_text) and not is_access_note(text)),
        surely_front=is_surely_front_matter(text),
        item=item,
        in_item=False,
        label=_LABEL.match(text) is not None,
        terminal=_TERMINAL.search(text) is not None and not _opens_bracket(text),
        broken=is_broken(title_text),
        torn=_TORN.match(text) is not None,
        wraps=following is not None
        and not following.gap
        and (following.fresh or 0.0) < 0.5
        and not is_address(following),
        rests=frozenset(),
        signature=signature(line),
    )


def is_broken(text: str) -> bool:
    """Whether a sentence ends inside a text."""
    return _SENTENCE_BREAK.search(text) is not None


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
