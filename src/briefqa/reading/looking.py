"""Finding the clues of every line of a brief."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefqa.reading.abstract_labels import is_label, is_only_label, is_whole_label
from briefqa.reading.access_notes import is_access_note, split_access_note
from briefqa.reading.authors import is_authors
from briefqa.reading.bare_titles import bare_titles
from briefqa.reading.clues import Clues, is_broken, signature
from briefqa.reading.cross_references import cross_references
from briefqa.reading.dated_lines import dated_below_titles
from briefqa.reading.front import is_front_matter, is_surely_front_matter
from briefqa.reading.lines import LIKELY_BREAK, Line, is_list_item, join
from briefqa.reading.links import is_address, split_address
from briefqa.reading.names import JOURNAL, Names, goes_on
from briefqa.reading.notices import is_notice
from briefqa.reading.pace import LOOKED, PREPARED, Pace
from briefqa.reading.roles import Role
from briefqa.reading.source_match import SourceMatch
from briefqa.reading.sources import at_end_of_title, at_start, is_clearly_named
from briefqa.reading.undated_sources import is_undated, looks_like_name
from briefqa.reading.wrapped_sources import (
    is_divided,
    outside_link,
    runs_on,
    wrapped,
    wrapped_behind_title,
    wrapped_undated,
)

_TERMINAL = re.compile(r"[.?!:;][\"'”’)\],*\s]*$")
# The end of a sentence that began on another line: a small letter, or a year and a full stop.
_TORN = re.compile(r"[a-z](?![A-Z])|\d{4}(?:[.,] |[.,]?$)|[),;]")
# What may be a list item's beginning, or a number or dash that a sentence was wrapped before.
_MARKER = re.compile(r"(?:(?P<dash>[*–-])|\(?(?P<number>\d{1,2})[.)])\s+\S")
# A title has so many lines.
_TITLE_LINES = 3
_LIST_REACH = 5
# So many lines before and behind show how wide text is set.
_NEAR = 12
_PARAGRAPH = 8
_LAST = re.compile(r"^(?:source|published in|reference|citation)\s*:\s+(?=\S)", re.IGNORECASE)


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
        for source in (here.joined, here.joined_in_title):
            if source is not None:
                last, role = _last_of(source, lines, i)
                rests.setdefault(last, set()).add(role)
                if last == i + 2:
                    rests.setdefault(i + 1, set()).add(Role.SOURCE_MORE)
    listed = _in_items(clues)
    below = {i for i in positions if _is_named_below(clues, i)}
    found = [
        replace(here, rests=frozenset(rests.get(i, ())), in_item=i in listed, named_below=i in below)
        if i in rests or i in listed or i in below
        else here
        for i, here in enumerate(clues)
    ]
    for paragraph in bare_titles(found):
        for i in paragraph:
            found[i] = replace(found[i], bare=True, bare_last=i == paragraph[-1])
    for i in cross_references(lines):
        found[i] = replace(found[i], elsewhere=True)
    for i in _lone_labels(found):
        found[i] = replace(found[i], label=True, terminal=True, undated=False, nameable=False)
    for i in dated_below_titles(found):
        found[i] = replace(found[i], dated_below=True)
    return found


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


def _lone_labels(clues: Sequence[Clues]) -> Iterator[int]:
    """Positions of labels on lines of their own: that name nothing else, or several between one source and the next.

    A section may be called "Background" as well; the parts of one abstract come together.
    """
    group: list[int] = []
    for i, here in enumerate([*clues, None]):
        if here is None or (here.whole_source and here.at_start and here.at_start.date):
            yield from group if len(group) > 1 else (one for one in group if is_only_label(clues[one].line.text))
            group = []
        elif is_whole_label(here.line.text) and not here.line.style.level:
            group.append(i)


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
    # A note may stand before an address, too.
    title_text, note = split_access_note(split_address(text)[0])
    if note is None or not title_text:
        title_text = text
    started = at_start(text, known, line.turns)
    runs = runs_on(lines)
    joined_in_title = outside_link(line, wrapped_behind_title(runs, known))
    return Clues(
        line=line,
        title_text=title_text,
        at_start=started,
        in_title=outside_link(line, at_end_of_title(text, known, line.turns)),
        joined=wrapped(runs, started, known) or wrapped_undated(runs, started, lines, known),
        joined_in_title=joined_in_title,
        clearly_in_title=joined_in_title is not None
        and JOURNAL.match(text) is None
        and is_clearly_named(joined_in_title, known, after=text[: joined_in_title.start].rstrip()),
        divided=joined_in_title is not None and is_divided(lines, joined_in_title, known),
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
        notice=is_notice(text),
        elsewhere=False,
        item=item,
        in_item=False,
        label=is_label(text),
        terminal=_TERMINAL.search(text) is not None and not _opens_bracket(text),
        broken=is_broken(title_text),
        torn=_TORN.match(text) is not None,
        wraps=following is not None and _wraps(text, following),
        dated_below=False,
        bare=False,
        bare_last=False,
        rests=frozenset(),
        signature=signature(line),
    )


def _wraps(text: str, following: Line) -> bool:
    """Whether a line may go on in the next; over a page's end where its last word joins it with what follows."""
    if following.page_break and following.gap:
        return goes_on(text)
    return not following.gap and (following.fresh or 0.0) < LIKELY_BREAK and not is_address(following)


def _holds_source(started: SourceMatch | None, text: str) -> bool:
    """Whether a source, told by its date, volume or pages, ends on a line before the line does."""
    if started is None or started.end >= len(text):
        return False
    return started.date is not None or started.name != started.text


def _opens_bracket(text: str) -> bool:
    """Whether a bracket is open at the end: "(Smith et al.,"."""
    return text.rfind("(") > text.rfind(")")
