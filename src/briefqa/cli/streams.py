"""Standard input, output and error as they are found: some may be closed, and others take nothing."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

_ALL = (0, 1, 2)


def take_places() -> None:
    """Have the numbers of closed streams taken.

    Else the next file that is opened would get one, and whatever a library prints would be written into an index.
    Nobody can be told that standard error is closed, so what is told goes nowhere; the exit code is still right.
    """
    for number in _ALL:
        try:
            os.fstat(number)
        except OSError:
            # It gets the lowest number that is free: this one.
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - it stays open


def let_go(stream: TextIO | None) -> None:
    """Have what is still held for a stream go nowhere: at the end it would fail to be written once more."""
    if stream is not None:
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
