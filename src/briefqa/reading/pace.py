"""How long reading a file may take: refused early where it would take too long.

A brief of a thousand pages takes a while on a slow machine, and is read all the same. What would take far longer, as
something else in the name of a brief may, is refused as soon as that shows, and not when all patience is used up.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from briefqa.errors import ReadError

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

    def check(self, share: float) -> None:
        """Say that a share of the work is done.

        Args:
            share: over 0, up to 1.

        Raises:
            ReadError: `PATIENCE` is used up, and at this pace all would take longer than `LONGEST`.
        """
        taken = self._clock() - self._start
        if taken > PATIENCE and taken > LONGEST * share:
            raise ReadError(
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
