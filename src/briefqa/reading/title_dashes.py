"""Briefs that part titles and sources by a dash or a bar: `Sleep and rotas — BMJ Open 12(2), 2022`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefqa.reading.authors import is_authors
from briefqa.reading.front import is_surely_front_matter
from briefqa.reading.line_parts import first_part, last_part
from briefqa.reading.lines import LIKELY_BREAK, Line, is_list_item, join
from briefqa.reading.roles import Field
from briefqa.reading.source_names import TITLE_WORDS
from briefqa.reading.sources import at_start
from briefqa.reading.undated_sources import is_undated, looks_like_name

_DASH = re.compile(r"(?:(?<=\s)|^)(?P<dash>[—–|-])(?=\s|$)")
_NUMBERED = re.compile(r"[\[(]?\d")
# A habit shows in so many sources, and in such a share of all.
_MANY, _MOST = 3, 0.6
# A title with its source takes no more, so that a dash in the middle of an abstract parts nothing.
_LONGEST_TITLE, _LONGEST_NAME, _MOST_LINES = 300, 120, 3
# A look of so many characters at the start of a line can be a title's.
_LOOKED_TITLE = 25
# So far above the first source behind a dash there may be one that is less plain.
_REACH = 3
_PAGES = re.compile(r"\d\(\d[^()]*\)|\bpp\. ?\d")
_SENTENCES = re.compile(r"[a-z)][.?!]\s+[A-Z]|[.?!;:]$")


@dataclass(frozen=True, slots=True)
class _Cut:
    """A dash, where what stands before it ends and what stands behind it begins, and what shows that it parts.

    Attributes:
        dash: the character.
        end, start: positions in the line.
        sure: whether a source with a date or pages stands behind it.
        shown: whether a link or a look ends at it.
        lines: on how many the source behind it stands, its own included.
    """

    dash: str
    end: int
    start: int
    sure: bool
    shown: bool
    lines: int = 1


def with_dashes_parted(lines: Sequence[Line]) -> list[Line]:
    """Part titles from the sources that a dash joins to them, where the brief does so throughout, or a link ends there.

    A line that proves to be no source, as the rest of a sentence, gets its dash back: it is the line's `joint`.
    """
    cuts = _cuts(lines)
    if not cuts:
        return list(lines)
    usual = _usual(lines, cuts)
    first = min((i for i, found in cuts.items() if found.sure), default=len(lines)) - _REACH
    result: list[Line] = []
    awaited = ""
    for position, line in enumerate(lines):
        if awaited:
            line = _behind(line, awaited)
            awaited = ""
        cut = cuts.get(position)
        if cut is None or not (cut.shown or (cut.dash in usual and position >= first)):
            result.append(line)
            continue
        if cut.end:
            result.append(first_part(line, cut.end))
        if cut.start < len(line.text):
            result.append(_behind(last_part(line, cut.start), cut.dash, apart=not cut.end))
        else:
            awaited = cut.dash
    return result


def _behind(line: Line, dash: str, *, apart: bool = True) -> Line:
    """A line that stood behind a dash."""
    return replace(
        line,
        field=Field.BEHIND_DASH,
        joint=f" {dash} ",
        fresh=1.0,
        gap=line.gap and apart,
        page_break=line.page_break and apart,
    )


def _cuts(lines: Sequence[Line]) -> dict[int, _Cut]:
    """For each line the last dash that a source may stand behind."""
    cuts: dict[int, _Cut] = {}
    for position, line in enumerate(lines):
        bullet = is_list_item(line.text) and _NUMBERED.match(line.text) is None
        if line.contents or line.style.level or line.field or bullet or is_surely_front_matter(line.text):
            continue
        for match in reversed(list(_DASH.finditer(line.text, 0, _LONGEST_TITLE))):
            cut = _cut(lines, position, match)
            if cut is not None:
                cuts[position] = cut
                break
    return cuts


def _cut(lines: Sequence[Line], position: int, match: re.Match[str]) -> _Cut | None:
    line = lines[position]
    end = len(line.text[: match.start()].rstrip())
    start = match.end() + (match.end() < len(line.text))
    title = _title(lines, position, line.text[:end])
    if not title or len(title) > _LONGEST_TITLE or is_authors(line.text[:end]):
        return None
    texts = _rests(lines, position, start)
    if not texts or not texts[0][:1].isupper():
        return None
    ends = [link.end for link in line.links] + [turn for turn in line.turns if turn >= _LOOKED_TITLE]
    shown = any(abs(place - near) <= 1 for place in ends for near in (end, start))
    longer = [_is_dated(text, least) for text, least in zip(texts, (0, *map(len, texts)), strict=False)]
    if any(longer):
        behind = longer.index(True) + (start >= len(line.text)) + 1
        return _Cut(match["dash"], end, start, sure=True, shown=shown, lines=behind)
    if any(_is_name(text) if not shown else _may_be_name(text) for text in texts):
        return _Cut(match["dash"], end, start, sure=False, shown=shown)
    return None


def _title(lines: Sequence[Line], position: int, before: str) -> str:
    """What stands before a dash, from where its paragraph begins."""
    first = position
    while first and position - first < _MOST_LINES and _goes_on(lines[first]):
        first -= 1
    return join([*lines[first:position], replace(lines[position], text=before)]).strip()


def _rests(lines: Sequence[Line], position: int, start: int) -> list[str]:
    """What stands behind a dash on its line, and with each of the lines that may go on with it."""
    rest = lines[position].text[start:]
    texts = [rest] if rest else []
    run = [replace(lines[position], text=rest)] if rest else []
    for line in lines[position + 1 : position + 1 + _MOST_LINES - len(run)]:
        if not _goes_on(line):
            break
        run.append(line)
        texts.append(join(run))
    return texts


def _goes_on(line: Line) -> bool:
    return (not line.gap or line.page_break) and (line.fresh or 0.0) < LIKELY_BREAK


def _is_dated(text: str, least: int) -> bool:
    """Whether a text is a source with a date or pages, or one and an abstract, of more than so many characters."""
    found = at_start(text)
    if found is None or not found.likely or found.end <= least:
        return False
    return found.date is not None or (found.sure and _PAGES.search(found.text) is not None)


def _is_name(text: str) -> bool:
    """Whether a text can be somebody's name, and hardly the second half of a title."""
    return _may_be_name(text) and (is_undated(text) or (looks_like_name(text) and TITLE_WORDS.search(text) is None))


def _may_be_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and _SENTENCES.search(text) is None


def _usual(lines: Sequence[Line], cuts: Mapping[int, _Cut]) -> set[str]:
    """The dashes that most of the brief's plain sources stand behind."""
    counts = Counter(cut.dash for cut in cuts.values() if cut.sure)
    if max(counts.values(), default=0) < _MANY:
        return set()
    behind = {i + more for i, cut in cuts.items() if cut.sure for more in range(cut.lines)}
    others = 0
    for position, line in enumerate(lines):
        found = None if position in behind else at_start(line.text, turns=line.turns)
        others += found is not None and found.likely and found.date is not None and found.end >= len(line.text)
    return {dash for dash, count in counts.items() if count >= max(_MANY, _MOST * (count + others))}
