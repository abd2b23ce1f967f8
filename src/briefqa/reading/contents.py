"""A brief's contents block, and which lines of the brief it names as headings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefqa.reading.lines import Line
from briefqa.reading.sources import at_start

_CONTENTS = re.compile(
    r"^(?:table of )?contents(?: page)?:?$|^(?:in|on) this (?:evidence )?(?:brief|page|document):?$|"
    r"^what(?:'|’)?s in this (?:evidence )?brief\??:?$|^sections:?$",
    re.IGNORECASE,
)
_LEADERS = " .…·_-–\t"
_PAGE = re.compile(r"(?<=[\s.…·_])\d{1,3}$")
# What numbers headings: "1.", "1.1", "Section 2:".
_NUMBERING = re.compile(r"^(?:(?:section|part|chapter)\s+)?\d{1,2}(?:\.\d{1,2})*\s?[.):–-]?\s+(?=\S)", re.IGNORECASE)
_LEADER_RUN = re.compile(r"(?:[.…·_]\s?){3,}")
_MAX_NAME = 120
# A block without its heading is looked for so far into the file, and must hold so many names.
_FAR, _FEWEST = 150, 4
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents block.

    Attributes:
        names: section headings in order, without the leading asterisk some carry and without numbering.
        start, end: the lines of the brief it takes up.
        depths: how deep each name is nested, from 1, where the block shows it by indents; else empty.
    """

    names: tuple[str, ...]
    start: int
    end: int
    depths: tuple[int, ...] = ()

    def depth_of(self) -> dict[str, int]:
        """How deep the headings are nested, by `heading_key`; without those that stand at two depths."""
        found: dict[str, set[int]] = {}
        for name, depth in zip(self.names, self.depths, strict=False):
            found.setdefault(heading_key(name), set()).add(depth)
        return {key: min(several) for key, several in found.items() if len(several) == 1}


def heading_key(text: str) -> str:
    """What two spellings of one heading share: case, quotes, dashes, asterisks and numbering aside."""
    plain = re.sub(r"[\"'“”‘’*]", "", without_numbering(text)).replace("–", "-").replace("—", "-").replace("‑", "-")
    return " ".join(plain.replace("&", "and").casefold().split()).rstrip(":")


def without_numbering(text: str) -> str:
    """A heading without the number, or the bullet, in front of it."""
    return _NUMBERING.sub("", re.sub(r"^[•▪●○◦]\s*|^-\s+", "", text)) or text


def with_lone_marks_taken_off(lines: Sequence[Line]) -> list[Line]:
    """The lines without the mark of the contents on one that has no neighbour with it.

    A link inside the file marks a line of the contents; "Back to contents" and a title may have one, too.
    """
    marks = [False, *(line.contents for line in lines), False]
    return [
        replace(line, contents=False) if line.contents and not (before or behind) else line
        for line, before, behind in zip(lines, marks, marks[2:], strict=False)
    ]


def read_contents(lines: Sequence[Line]) -> Contents:
    """The contents block; empty where there is none.

    It starts at a line "Contents", at lines that the file marks as contents, or at a run of lines that end in
    growing page numbers. Names without page numbers belong to it as long as they come back as lines of their own.
    """
    start = next((i for i, line in enumerate(lines) if line.contents or _CONTENTS.match(line.text)), None)
    if start is None:
        start = _unheaded(lines)
        if start is None:
            return Contents((), 0, 0)
    first = start + 1 if _CONTENTS.match(lines[start].text) else start
    later = {heading_key(line.text) for line in lines[first:]}
    counts: dict[str, int] = {}
    for line in lines[first:]:
        key = heading_key(line.text)
        counts[key] = counts.get(key, 0) + 1
    names: list[str] = []
    indents: list[int] = []
    keys: set[str] = set()
    paged = 0
    position = first
    while position < len(lines):
        found = _name(lines, position, later, counts, keys, paged=paged > 2)
        if found is None:
            break
        name, taken, with_page = found
        paged += with_page
        names.append(without_numbering(name).lstrip("*").strip())
        keys.add(heading_key(name))
        indents.append(lines[position].indent)
        position += taken
    if not names:
        return Contents((), 0, 0)
    return Contents(tuple(names), start, position, _depths(indents))


def _depths(indents: Sequence[int]) -> tuple[int, ...]:
    """Indents as depths, from 1; empty where they show none."""
    steps = sorted(set(indents))
    if not 1 < len(steps) <= _DEEPEST or indents[0] != steps[0]:
        return ()
    return tuple(steps.index(indent) + 1 for indent in indents)


def _unheaded(lines: Sequence[Line]) -> int | None:
    run = 0
    latest = 0
    for position, line in enumerate(lines[:_FAR]):
        page = _PAGE.search(line.text[-4:])
        number = int(page[0]) if page else -1
        if (
            page
            and len(_LEADER_RUN.sub(" ", line.text)) <= _MAX_NAME
            and number >= latest
            and at_start(line.text) is None
        ):
            run += 1
            latest = number
        else:
            if run >= _FEWEST:
                return position - run
            run, latest = 0, 0
    return None


def _paged_name(text: str) -> str | None:
    page = _PAGE.search(text[-4:])
    name = text[: len(text) - len(page[0])].rstrip(_LEADERS) if page else ""
    return name or None


def _name(
    lines: Sequence[Line], position: int, later: set[str], counts: dict[str, int], keys: set[str], *, paged: bool
) -> tuple[str, int, bool] | None:
    """A name that the block holds at a position, how many lines it takes, and whether a page number follows it."""
    line = lines[position]
    if len(_LEADER_RUN.sub(" ", line.text)) > _MAX_NAME or (_CONTENTS.match(line.text) and position):
        return None
    name = _paged_name(line.text)
    if name is not None and counts.get(heading_key(line.text), 0) < 2:
        return name, 1, True
    if line.contents:
        return line.text, 1, False
    wrapped = _wrapped_name(lines, position, later, counts)
    if wrapped is not None:
        return wrapped
    if paged:
        return None
    return (line.text, 1, False) if _is_plain_name(lines, position, counts, keys) else None


def _wrapped_name(
    lines: Sequence[Line], position: int, later: set[str], counts: dict[str, int]
) -> tuple[str, int, bool] | None:
    """A name that goes on in the next line."""
    line = lines[position]
    following = lines[position + 1] if position + 1 < len(lines) else None
    if following is None or following.gap or counts.get(heading_key(line.text), 0) >= 2:
        return None
    whole = _paged_name(following.text)
    if whole and heading_key(f"{line.text} {whole}") in later:
        return f"{line.text} {whole}", 2, True
    joined = f"{line.text} {following.text}"
    return (joined, 2, False) if counts.get(heading_key(joined), 0) >= 1 else None


def _is_plain_name(lines: Sequence[Line], position: int, counts: dict[str, int], keys: set[str]) -> bool:
    """Whether a line without a page number is a name: it comes back as a line, or stands among such that do."""
    line = lines[position]
    key = heading_key(line.text)
    if key in keys:
        return False
    if counts.get(key, 0) >= 2:
        return True
    ahead = [heading_key(other.text) for other in lines[position + 1 : position + 3]]
    short = len(line.text) <= 80 and not line.text.endswith((".", ";", ","))
    return (
        bool(keys) and short and len(ahead) == 2 and all(counts.get(one, 0) >= 2 and one not in keys for one in ahead)
    )


def find_headings(lines: Sequence[Line], contents: Contents) -> set[int]:
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

    A title, or the last line of one, may read the same; a heading is spelled as in the contents, set apart, not
    followed by a source, not linked, and marked or set as headings are.
    """
    spelled = {name.strip("*: ") for name in contents.names}
    keys = {heading_key(name) for name in contents.names}
    looks: dict[str, list[tuple[int, int]]] = {}
    for position, line in enumerate(lines):
        key = heading_key(line.text)
        if key in keys:
            following = lines[position + 1].text if position + 1 < len(lines) else ""
            look = (
                (without_numbering(line.text).strip("*: ") in spelled)
                + line.gap
                + 2 * (at_start(following) is None)
                - 4 * (line.linked_share > 0.5)
                + 2 * (line.style.level > 0)
            )
            looks.setdefault(key, []).append((look, position))
    return sorted(position for found in looks.values() for look, position in found if look == max(found)[0])
