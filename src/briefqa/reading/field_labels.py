"""Briefs that label the fields of their entries: `Source: BMJ Open 12(2), 2022`, `Abstract: Among 181,130 …`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefqa.reading.access_notes import is_access_note
from briefqa.reading.authors import is_authors
from briefqa.reading.dates import is_date
from briefqa.reading.line_parts import as_one, last_part
from briefqa.reading.lines import LIKELY_BREAK, Line
from briefqa.reading.links import is_address
from briefqa.reading.roles import Field
from briefqa.reading.sources import at_start

_WORDS: Mapping[Field, str] = {
    Field.TITLE: r"title",
    Field.AUTHORS: r"author(?:s|\(s\))?",
    Field.SOURCE: r"source|published (?:in|by)|journal|publication|publisher|reference|citation",
    Field.ABSTRACT: r"abstract|summary|description",
    Field.ACCESS: r"access|availability",
    Field.LINK: r"(?:web ?)?link|url|web ?(?:site|page|address)|available (?:at|from|online)(?: at)?|full[- ]text",
    Field.DATE: r"date(?: of publication| published)?|publication date|published(?: on)?|year",
}
_LABEL = re.compile(
    "(?:" + "|".join(f"(?P<{field}>{words})" for field, words in _WORDS.items()) + r")(?P<colon>\s*:)?(?:\s+|(?<=:)|$)",
    re.IGNORECASE,
)
# By these a habit of labels is known.
_MAIN = (Field.SOURCE, Field.ABSTRACT)
# A habit shows in so many labels, and in such a share of the sources that the brief seems to have.
_MANY, _MOST = 3, 0.6
# A note is no longer; a paragraph "Access: …" of an abstract mostly is.
_LONGEST_NOTE = 80
# So far above the first source or abstract what else is labelled may be of the same entry.
_REACH = 6
# What is short, and ends where the next label, or a gap, stands; and the lines it takes at most.
_SHORT = frozenset({Field.AUTHORS, Field.SOURCE, Field.LAST_SOURCE, Field.ACCESS, Field.DATE, Field.BEHIND_DASH})
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class _Label:
    """What a line is labelled as, the label's words in small letters, and where the field itself begins."""

    field: Field
    words: str
    end: int


def without_field_labels(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Lines without the labels of fields, where a brief labels its entries; and the lines that are nothing but labels.

    The evidence is a label of source or abstract that comes back in most entries. Elsewhere "Abstract:" and "Source:"
    are words like others, and so are "Background:", "Methods:" and the like everywhere.
    """
    labels = _labels(lines)
    if not _is_systematic(lines, labels):
        return list(lines), []
    labels = _fitting(lines, labels)
    text: list[Line] = []
    alone: list[Line] = []
    awaited: tuple[Field, Line] | None = None
    for position, line in enumerate(lines):
        label = labels.get(position)
        if label is not None and label.end >= len(line.text):
            alone.append(line)
            awaited = (label.field, line)
            continue
        if label is not None:
            line = _shortened(line, label)
        elif awaited is not None and not line.linked:
            field, above = awaited
            line = replace(line, field=field, fresh=1.0, gap=above.gap, page_break=above.page_break)
        awaited = None
        text.append(line)
    return _with_last_sources(_dated(text)), alone


def with_fields_joined(lines: Sequence[Line]) -> list[Line]:
    """Put sources and authors that a label or a dash tells on one line each: they end where the next label stands."""
    result: list[Line] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        end = position + 1
        while end < len(lines) and line.field in _SHORT and _goes_on(lines[end]):
            end += 1
        # Only labels part a source from sentences below it.
        runs_on = line.field is Field.BEHIND_DASH and lines[end - 1].text.endswith((".", "?", ":"))
        if 1 < end - position <= _MOST_LINES and not runs_on:
            line = as_one(lines[position:end])
        else:
            end = position + 1
        result.append(line)
        position = end
    return result


def _labels(lines: Sequence[Line]) -> dict[int, _Label]:
    """What looks like a label, by position: words for a field and a colon, a look of their own, or nothing behind."""
    found: dict[int, _Label] = {}
    for position, line in enumerate(lines):
        match = _LABEL.match(line.text)
        if match is None or line.contents:
            continue
        field = next(field for field in _WORDS if match[field])
        above = found.get(position - 1)
        if above is not None and above.field is field and above.end >= len(lines[position - 1].text):
            continue  # the field itself, which begins with the word
        words = match[field]
        apart = any(abs(turn - match.end()) <= 1 for turn in line.turns) or match.end() == len(line.text)
        if match["colon"] or apart:
            found[position] = _Label(field, words.lower(), match.end())
    return found


def _is_systematic(lines: Sequence[Line], labels: Mapping[int, _Label]) -> bool:
    """Whether most entries have a source, or an abstract, that is labelled."""
    counts = Counter(label.field for label in labels.values())
    sources, abstracts = counts[Field.SOURCE], counts[Field.ABSTRACT]
    most = max(sources, abstracts)
    if most < _MANY:
        return False
    entries = sources
    below = {position + 1 for position, label in labels.items() if label.end >= len(lines[position].text)}
    for position, line in enumerate(lines):
        found = (
            None
            if position in labels or position in below or most < _MOST * entries
            else at_start(line.text, turns=line.turns)
        )
        entries += found is not None and found.likely and found.date is not None and found.end >= len(line.text)
    return most >= _MOST * entries


def _fitting(lines: Sequence[Line], labels: Mapping[int, _Label]) -> dict[int, _Label]:
    """Labels that come back, or stand before what they say; and none of the front matter's."""
    counts = Counter(label.words for label in labels.values())
    main = {
        position
        for position, label in labels.items()
        if label.field in _MAIN and (label.words == label.field or counts[label.words] >= _MANY)
    }
    start = min(main) - _REACH
    fitting = {
        position: label
        for position, label in labels.items()
        if position in main
        or (position >= start and _fits(_labelled(lines, position, label), label, counts[label.words]))
    }
    # A date is the source's: it stands beside it.
    return {
        position: label
        for position, label in fitting.items()
        if label.field is not Field.DATE or any(near in fitting for near in (position - 1, position + 1))
    }


def _labelled(lines: Sequence[Line], position: int, label: _Label) -> Line | None:
    """What stands behind a label, or below one that has a line of its own."""
    if label.end < len(lines[position].text):
        return last_part(lines[position], label.end)
    return lines[position + 1] if position + 1 < len(lines) else None


def _fits(line: Line | None, label: _Label, count: int) -> bool:
    if line is None:
        return False
    match label.field:
        case Field.DATE:
            return is_date(line.text)
        case Field.ACCESS:
            return is_access_note(line.text) or (count >= _MANY and len(line.text) <= _LONGEST_NOTE)
        case Field.LINK:
            return is_address(line) or bool(line.links)
        case Field.AUTHORS:
            return count >= _MANY or is_authors(line.text)
        case Field.SOURCE | Field.ABSTRACT:
            return False
        case _:
            return count >= _MANY


def _shortened(line: Line, label: _Label) -> Line:
    """A line without its label, which may look otherwise than what it labels."""
    rest = last_part(line, label.end)
    field = Field.LINK if label.field is Field.ACCESS and is_address(rest) else label.field
    return replace(rest, field=field, fresh=1.0)


def _dated(lines: Sequence[Line]) -> list[Line]:
    """Sources with the date that is labelled by itself above or below them."""
    result: list[Line] = []
    for line in lines:
        before = result[-1] if result else None
        pair = {line.field, before.field} if before is not None else set()
        if before is not None and pair == {Field.SOURCE, Field.DATE}:
            source, date = (line, before) if line.field is Field.SOURCE else (before, line)
            text = f"{source.text.rstrip(' .,;')}, {date.text}"
            result[-1] = replace(source, text=text, number=before.number, page=before.page, gap=before.gap)
        else:
            result.append(line)
    return result


def _with_last_sources(lines: Sequence[Line]) -> list[Line]:
    """Say that sources stand behind abstracts where most do: the next title is else more of an abstract to them."""
    sources = [position for position, line in enumerate(lines) if line.field is Field.SOURCE]
    last = sum(_is_last(lines, position) for position in sources)
    if last < _MOST * len(sources):
        return list(lines)
    return [replace(line, field=Field.LAST_SOURCE) if line.field is Field.SOURCE else line for line in lines]


def _is_last(lines: Sequence[Line], position: int) -> bool:
    above = position - 1
    while above > 0 and lines[above].field not in (None, Field.ABSTRACT, Field.TITLE):
        above -= 1
    return above >= 0 and (lines[above].field is Field.ABSTRACT or lines[above].text.endswith("."))


def _goes_on(line: Line) -> bool:
    return line.field is None and not line.gap and (line.fresh or 0.0) < LIKELY_BREAK
