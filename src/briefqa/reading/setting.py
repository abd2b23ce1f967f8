"""What is known of a brief's body as a whole when its lines are weighed."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from briefqa.reading.clues import Clues


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the body as a whole.

    Attributes:
        headings: positions of what the contents block, or without one their numbers, say are section headings.
        has_contents: whether there is a contents block, so that another line is seldom a heading.
        title: the brief's, in lower case, or "".
        compact: whether blank lines stand between entries, and none inside them.
        numbered: whether headings have numbers, so that a line without one is seldom a heading.
        counted: whether entries have numbers or bullets, so that a line without one seldom starts one.
    """

    headings: AbstractSet[int]
    has_contents: bool
    title: str = ""
    compact: bool = False
    numbered: bool = False
    counted: bool = False


def is_compact(clues: Sequence[Clues]) -> bool:
    """Whether a file's blank lines stand between entries only, by its sources: none before and none behind them.

    A file with hardly any says nothing by them.
    """
    sources = [i for i, here in enumerate(clues[:-1]) if here.whole_source and here.at_start and here.at_start.date]
    inner = [i for i in sources if not clues[i].line.gap and not clues[i + 1].line.gap]
    gaps = sum(here.line.gap for here in clues)
    return len(sources) >= 4 and len(inner) >= 0.75 * len(sources) and gaps >= 0.5 * len(sources)
