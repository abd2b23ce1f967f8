"""How long reading a file may take: refused early where it would take too long.

A brief of a thousand pages takes a while on a slow machine, and is read all the same. What would take far longer, as
something else in the name of a brief may, is refused as soon as that shows, and not when all patience is used up.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, takewhile
from pathlib import Path
from typing import TypeVar

from briefqa.errors import ReadError
from briefqa.reading.lines import Line

# Seconds before anything is refused, and those that reading may take in all.
PATIENCE, LONGEST = 8.0, 60.0
# The shares of the time that a brief's reading takes, up to where its lines are looked at, and up to where roles are
# weighed; as measured on briefs.
PREPARED, LOOKED = 0.38, 0.76
# A brief of a thousand pages has half as many lines with text.
MAX_LINES = 100_000
# And so many lines that hold less than a few words each are no brief's.
MAX_SHORT_LINES, SHORT = 10_000, 15
# Of those without text, too, which cost little.
MAX_BLANK_LINES = 1_000_000

# A file of so many characters is tried out, a line counting as some more of them: runs of lines from so many places of
# it, of so many characters each.
LONG, _LINE = 1_000_000, 50
_PLACES, _RUN = 3, 15_000
# So many times longer than all may take must a few lines say, as they say it roughly.
_ROUGHLY = 1.5

_Item = TypeVar("_Item")


def refuse_many_lines(count: int, characters: int, file: Path, *, blank: int = 0) -> None:
    """Refuse more lines than a brief has before they take up memory and time.

    Args:
        count: of lines with text.
        characters: in them.
        file: named in the error.
        blank: how many lines there are with those that are blank, as far as that is known.

    Raises:
        ReadError: there are more than `MAX_LINES`, or `MAX_BLANK_LINES`, or more than `MAX_SHORT_LINES` and these are
            far shorter than a brief's.
    """
    if count > MAX_LINES:
        said = f"more than {MAX_LINES:,} lines of text"
    elif blank > MAX_BLANK_LINES:
        said = f"more than {MAX_BLANK_LINES:,} lines"
    elif count > MAX_SHORT_LINES and characters < SHORT * count:
        said = f"{count:,} lines of {characters / count:.0f} characters on average"
    else:
        return
    raise ReadError(
        f"holds {said}, far more than a brief; give the brief alone, in parts if it is very long", file=file
    )


class Pace:
    """The time spent on a file since reading it began, held against what is left to do.

    Args:
        file: named in the error.
        clock: seconds, from any start; by default those of the processor, as a busy machine makes no file longer.
    """

    def __init__(self, file: Path, clock: Callable[[], float] = time.thread_time) -> None:
        self._file = file
        self._clock = clock
        self._start = clock()

    def try_out(self, lines: Sequence[Line], read: Callable[[Sequence[Line]], object]) -> None:
        """Refuse a long file by the time that a few of its lines take, before all are read.

        Args:
            lines: of the whole file.
            read: what will be done with them.

        Raises:
            ReadError: at this pace all would take far longer than `LONGEST`.
        """
        whole = _weight(lines)
        if whole < LONG:
            return
        some: list[Line] = []
        for place in range(_PLACES):
            run = lines[len(lines) * (2 * place + 1) // (2 * _PLACES) :]
            weights = accumulate(map(_weight_of, run))
            some += run[: 1 + sum(1 for _ in takewhile(lambda weight: weight < _RUN, weights))]
        start = self._clock()
        read(some)
        if (self._clock() - start) * whole / _weight(some) > _ROUGHLY * LONGEST:
            raise self._too_long()

    def check(self, share: float) -> None:
        """Say that a share of the work is done.

        Args:
            share: over 0, up to 1.

        Raises:
            ReadError: `PATIENCE` is used up, and at this pace all would take longer than `LONGEST`.
        """
        taken = self._clock() - self._start
        if taken > PATIENCE and taken > LONGEST * share:
            raise self._too_long()

    def _too_long(self) -> ReadError:
        return ReadError(
            f"would take longer than {LONGEST:g} seconds to read, far longer than a brief; give the brief alone, "
            "in parts if it is very long",
            file=self._file,
        )

    def over(self, items: Sequence[_Item], start: float, end: float) -> Iterator[_Item]:
        """The items one by one, as the work between two shares.

        Raises:
            ReadError: see `check`.
        """
        for position, item in enumerate(items):
            self.check(start + (end - start) * position / len(items))
            yield item


def _weight(lines: Sequence[Line]) -> int:
    return sum(map(_weight_of, lines))


def _weight_of(line: Line) -> int:
    return len(line.text) + _LINE
