"""Cross-references: paragraphs that lead to other sections or briefs, "See also: Strategy and policy"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefqa.reading.lines import LIKELY_BREAK, Line
from briefqa.reading.names import goes_on

_PART = r"(?:sections?|headings?|chapters?|parts?|entr(?:y|ies)|pages?|(?:evidence )?briefs?|bulletins?|lists?)"
_OUTSET = re.compile(
    # "See also" alone, or what part of which brief to see; "See our guide to rest" may be an abstract's.
    rf"[•▪●○◦→»>*–-]?\s*(?:(?:(?:see|compare) also|also see)\b(?=\s?:|\s\S)|"
    rf"(?:please )?see (?:the|our|under) (?:\w+ ){{0,3}}?{_PART}\b|see under\b|"
    rf"cross[- ]?references?\s?:|(?:related|other relevant|linked) {_PART}\s?:)",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.?!][\"'”’)\],*\s]*$")
# A cross-reference takes no more lines.
_MAX_LINES = 4


def cross_references(lines: Sequence[Line]) -> set[int]:
    """Positions of the lines of all such paragraphs.

    Such a line starts a paragraph with a capital, as the words inside an abstract do not; where a page ends in the
    middle of one, it goes on on the next.
    """
    found: set[int] = set()
    for start, line in enumerate(lines):
        if not _is_outset(line, lines[start - 1] if start else None):
            continue
        found.add(start)
        for position in range(start + 1, min(len(lines), start + _MAX_LINES)):
            if not _goes_on(lines[position - 1], lines[position]):
                break
            found.add(position)
    return found


def _is_outset(line: Line, before: Line | None) -> bool:
    apart = line.gap or (line.fresh or 0.0) >= LIKELY_BREAK
    ended = before is None or not goes_on(before.text)
    return apart and ended and not line.small and _OUTSET.match(line.text) is not None


def _goes_on(before: Line, line: Line) -> bool:
    if line.page_break:
        return _ENDED.search(before.text) is None and not before.text.endswith(":")
    return not line.gap and (line.fresh or 0.0) < LIKELY_BREAK
