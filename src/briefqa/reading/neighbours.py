"""What can be seen between two neighbouring lines of a brief."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefqa.reading.clues import Clues
from briefqa.reading.lines import LIKELY_BREAK, Line

# A sentence's end, not that of a label.
_ENDED = re.compile(r"[.?!][\"'”’)\],*\s]*$")
# What the help section ends in, with a full stop or without.
_ADDRESSED = re.compile(r"(?:\S@|https?://|www\.)\S+$")
# What no title ends in.
_DANGLING = re.compile(
    r"(?:\b(?:of|and|in|[Tt]he|for|on|to|with|by|[Aa]n?|or|from|at|as|St|Dr|Mrs?|Ms|Prof|versus|vs\.?)|&|,|\b[A-Z][\w-]*['’]s)$"
)
# Some do: "10 years on", so that a page's end behind it tells nothing.
_PARTICLE = re.compile(r"\b(?:on|in|by)$")


@dataclass(frozen=True, slots=True)
class Pair:
    """What counts about two neighbouring lines when one role follows another; few combinations occur."""

    first: bool
    gap: bool
    page_break: bool
    fresh: float | None
    item: bool
    small: bool
    terminal: bool
    ended: bool
    cut_short: bool
    stopped: str
    before_item: bool
    dangling: bool
    front: bool
    compact: bool
    restyled: bool
    same_link: bool
    linked: bool
    titled: bool
    entered: bool
    lone: bool
    apart: bool
    bare: bool
    noted: bool
    named: bool
    addressed: bool
    told: bool
    notice: bool


def pair_of(before: Clues | None, here: Clues, *, compact: bool) -> Pair:
    """What counts about a line and the one before it."""
    line = here.line
    # The last line of a list item, however many it takes, may end as the first does; but on a page it may go on.
    listed = before is not None and before.in_item and line.gap and not line.page_break
    # A title and what starts afresh below it: no abstract begins with one; above an abstract it is hardly a heading.
    starts = line.gap and not (here.item or line.small)
    bare = before is not None and before.bare_last and not before.terminal
    asked = before is not None and before.bare_last and before.terminal and line.gap
    titled = before is not None and starts and (before.title_shaped or bare)
    dangling = before is not None and _dangles(before, line)
    return Pair(
        first=before is None,
        gap=line.gap,
        page_break=line.page_break,
        fresh=line.fresh,
        item=here.item,
        small=line.small,
        terminal=before is not None and before.terminal,
        ended=before is not None and before.terminal and _ENDED.search(before.line.text) is not None,
        cut_short=before is not None and before.cut_short and not listed,
        stopped=before.title_text[-1:] if before is not None and before.title_text[-1:] in ".;:?" else "",
        before_item=before is not None and (before.item or listed),
        dangling=dangling,
        front=here.front or here.sourced,
        compact=compact,
        restyled=before is not None and before.signature != here.signature,
        linked=before is not None and before.linked_throughout and line.gap,
        titled=titled,
        entered=titled and here.abstract_shaped,
        lone=line.gap and here.lone,
        apart=before is not None and starts and not (line.page_break or dangling or (before.terminal and not asked)),
        bare=bare,
        noted=before is not None and before.access_note,
        named=before is not None and before.mere_name and line.gap,
        addressed=before is not None and before.front and _ADDRESSED.search(before.line.text) is not None,
        told=before is not None and line.gap and before.abstract_shaped and not before.says_nothing_found,
        notice=before is not None and (before.notice or before.elsewhere),
        same_link=before is not None and not (here.address or here.access_note) and _same_link(before.line, line),
    )


def _dangles(before: Clues, line: Line) -> bool:
    """Whether a line ends in what no title does."""
    text = before.title_text
    open_end = _DANGLING.search(text) is not None or text.count("(") > text.count(")")
    return open_end and not (line.page_break and _PARTICLE.search(text) is not None)


def _same_link(before: Line, line: Line) -> bool:
    """Whether a line starts with the link that the line before it ends with.

    Plain text shows no more than its underline, which goes on where the margin, and not a writer, ended the line.
    """
    if not (before.links or line.links):
        wrapped = not line.gap and (line.fresh or 0.0) < LIKELY_BREAK
        return wrapped and line.style.underlined and before.style.underlined and not before.turns
    return bool(before.links and line.links) and before.links[-1].target == line.links[0].target and line.linked
