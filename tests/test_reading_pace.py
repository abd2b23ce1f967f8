"""Reading a file is given up as soon as it shows that it would take too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from briefqa.errors import ReadError
from briefqa.reading.lines import Line
from briefqa.reading.looking import look
from briefqa.reading.names import NO_NAMES
from briefqa.reading.pace import LONGEST, MAX_BLANK_LINES, MAX_LINES, MAX_SHORT_LINES, PATIENCE, Pace, refuse_many_lines

FILE = Path("brief.txt")


def pace(*seconds: float) -> Pace:
    """A pace whose clock says these after its start."""
    ticks: Iterator[float] = iter((100.0, *(100.0 + second for second in seconds)))
    return Pace(FILE, clock=lambda: next(ticks))


@pytest.mark.parametrize(
    ("seconds", "share"),
    [(PATIENCE, 0.001), (LONGEST / 2, 0.51), (LONGEST, 1.0), (0.0, 0.5)],
)
def test_what_will_end_in_time_goes_on(seconds: float, share: float) -> None:
    pace(seconds).check(share)


@pytest.mark.parametrize(("seconds", "share"), [(PATIENCE + 1, 0.1), (LONGEST / 2, 0.49), (LONGEST + 1, 1.0)])
def test_what_would_take_longer_is_refused_at_once(seconds: float, share: float) -> None:
    with pytest.raises(ReadError, match=r"^brief\.txt: would take longer than 60 seconds .*; give the brief alone"):
        pace(seconds).check(share)


def test_work_is_watched_item_by_item() -> None:
    assert list(pace(1, 2, 3).over("abc", 0.0, 1.0)) == ["a", "b", "c"]
    slow = Pace(FILE, clock=count(step=PATIENCE).__next__)
    done = []
    with pytest.raises(ReadError):
        done += slow.over(range(100), 0.0, 0.5)
    steps = Pace(FILE, clock=count(step=PATIENCE).__next__).over(range(100), 0.0, 0.5)
    # The first takes all patience, the second shows how long all would take.
    assert next(steps) == 0
    with pytest.raises(ReadError):
        next(steps)


class TestTryingOut:
    LINES = tuple(Line(number, "Nurses sleep better now. " * 4) for number in range(1, 12_001))

    def test_a_file_of_usual_length_is_not_tried_out(self) -> None:
        pace().try_out(self.LINES[:2_000], lambda _: pytest.fail("was read"))

    def test_a_few_lines_of_a_long_one_are_read_from_different_places(self) -> None:
        read: list[Sequence[Line]] = []
        pace(1.0, 1.1).try_out(self.LINES, read.append)
        (some,) = read
        assert 100 <= len(some) <= 1_000
        assert [line.number for line in some] == sorted({line.number for line in some})
        assert some[0].number < 3_000
        assert some[-1].number > 9_000

    def test_what_would_take_too_long_is_refused_before_it_is_read(self) -> None:
        with pytest.raises(ReadError, match=r"^brief\.txt: would take longer than 60 seconds"):
            pace(1.0, 7.0).try_out(self.LINES, len)

    def test_long_lines_weigh_more(self) -> None:
        lines = [Line(number, "Nurses sleep. " * 1_000) for number in range(1, 101)]
        read: list[Sequence[Line]] = []
        pace(1.0, 1.1).try_out(lines, read.append)
        assert len(read[0]) == 6


def test_lines_are_looked_at_under_it() -> None:
    lines = [Line(number, "Nurses sleep.") for number in range(1, 100)]
    with pytest.raises(ReadError):
        look(lines, NO_NAMES, Pace(FILE, clock=count(step=PATIENCE).__next__))


@pytest.mark.parametrize(
    ("count", "characters", "blank", "said"),
    [
        (MAX_LINES + 1, 80 * MAX_LINES, 0, "more than 100,000 lines of text"),
        (2, 80, MAX_BLANK_LINES + 1, "more than 1,000,000 lines"),
        (MAX_SHORT_LINES + 1, 3 * MAX_SHORT_LINES, 0, "10,001 lines of 3 characters on average"),
    ],
)
def test_more_lines_than_a_brief_has_are_refused(count: int, characters: int, blank: int, said: str) -> None:
    with pytest.raises(ReadError, match=rf"^brief\.txt: holds {said}, far more than a brief; give the brief alone"):
        refuse_many_lines(count, characters, FILE, blank=blank)


@pytest.mark.parametrize(
    ("count", "characters", "blank"),
    [(MAX_LINES, 80 * MAX_LINES, MAX_BLANK_LINES), (MAX_SHORT_LINES, MAX_SHORT_LINES, 0), (0, 0, 0)],
)
def test_as_many_as_a_long_one_has_are_not(count: int, characters: int, blank: int) -> None:
    refuse_many_lines(count, characters, FILE, blank=blank)
