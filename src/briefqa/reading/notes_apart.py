"""Access notes that stand between a title and its source are put on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefqa.reading.access_notes import is_access_note, leading_note_end
from briefqa.reading.line_parts import first_part, rest_apart
from briefqa.reading.lines import Line
from briefqa.reading.links import split_address
from briefqa.reading.sources import at_start

# A note has no more words than these on either of the two lines that a margin leaves it on.
_WORDS_BEFORE, _WORDS_BEHIND = 4, 5
_WORD = re.compile(r"\S+")


def with_notes_apart(lines: Sequence[Line]) -> list[Line]:
    """Part a note from the source or address behind it, and from the title before it where a margin divides it."""
    result: list[Line] = []
    for position, line in enumerate(lines):
        following = lines[position + 1] if position + 1 < len(lines) else None
        cuts = _divided(result[-1], line) if result and not line.gap else None
        if cuts is not None:
            before = result.pop()
            start, end = cuts
            note = f"{before.text[start:].strip()} {line.text[:end].strip()}"
            if start:
                result.append(first_part(before, len(before.text[:start].rstrip())))
            opened = rest_apart(before, start) if start else before
            result.append(replace(opened, text=note, turns=(), looks=(), links=()))
            result.append(_behind(line, end))
        elif (cut := _source_behind(line.text, following)) is not None:
            result += [first_part(line, cut), _behind(line, cut)]
        else:
            result.append(line)
    return result


def _behind(line: Line, end: int) -> Line:
    """What stands on a line behind the note, as a line of its own."""
    start = end + len(line.text[end:]) - len(line.text[end:].lstrip())
    return rest_apart(line, start)


def _source_behind(text: str, following: Line | None = None) -> int | None:
    """Where a note ends that a text starts with, if a dated source, one with a volume, or an address comes next.

    A source may end on the line that follows.
    """
    _, address = split_address(text)
    if address is not None and is_access_note(note := text[: text.rindex(address)].rstrip()):
        return len(note)
    end = leading_note_end(text)
    if end is None:
        return None
    found = at_start(text[end:].lstrip())
    if found is None and following is not None and not following.gap:
        found = at_start(f"{text[end:].lstrip()} {following.text}")
    return end if found is not None and found.likely and (found.date is not None or found.sure) else None


def _divided(before: Line, line: Line) -> tuple[int, int] | None:
    """Where a note starts on a line and ends on the next, if a source comes next there; None where there is none."""
    starts = [match.start() for match in _WORD.finditer(before.text)][-_WORDS_BEFORE:]
    ends = [match.end() for match in _WORD.finditer(line.text)][:_WORDS_BEHIND]
    for start in starts:
        first = before.text[start:]
        if is_access_note(first) or not first[0].isupper():
            continue
        for end in reversed(ends):
            if is_access_note(line.text[:end]) and first != "NHS":
                continue
            if is_access_note(f"{first} {line.text[:end]}") and _source_behind(f"{first} {line.text}") is not None:
                return start, end
    return None
