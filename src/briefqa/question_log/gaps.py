"""What people asked that the briefs did not cover: the list from which the next brief is commissioned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from briefqa.question_log.log import LoggedQuestion
from briefqa.showing import counted
from briefqa.terms import stems

# Characters of a word that may mean something to a reader.
_WORD = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """Something people asked that the briefs did not cover when it was asked last.

    Attributes:
        questions: the ways in which it was asked, the most frequent first.
        times: how often it was asked in all.
        first, last: when it was asked first and last, UTC.
        nearest: ids of the entries that came nearest when it was asked last, best first.
    """

    questions: tuple[str, ...]
    times: int
    first: datetime
    last: datetime
    nearest: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """One gap of `briefqa gaps --json`."""
        return {
            "questions": list(self.questions),
            "times": self.times,
            "first": self.first.isoformat(timespec="seconds"),
            "last": self.last.isoformat(timespec="seconds"),
            "nearest": list(self.nearest),
        }


def says_nothing(question: str) -> bool:
    """Whether a question has no word of two characters or more but stop words; so "a", "???", "what is it"."""
    return all(len(stem) < _WORD for stem in stems(question))


def find_gaps(questions: Iterable[LoggedQuestion]) -> tuple[Gap, ...]:
    """The gaps that logged questions show, the most asked first, the latest first among equals.

    Questions that have the same word stems, in whatever order, are one; what was covered when it was asked last is no
    gap any more, and no brief could be written on a question that says nothing.
    """
    alike: dict[frozenset[str], list[LoggedQuestion]] = {}
    for question in sorted(questions, key=lambda question: question.time):
        if not says_nothing(question.question):
            alike.setdefault(frozenset(stems(question.question)), []).append(question)
    gaps = [_gap(asked) for asked in alike.values() if not asked[-1].covered]
    return tuple(sorted(gaps, key=lambda gap: (-gap.times, -gap.last.timestamp(), gap.questions)))


def show_gaps(gaps: Sequence[Gap], asked: int, unreadable: Sequence[int] = (), *, empty: int = 0) -> str:
    """Gaps as plain text.

    Args:
        gaps: what was found.
        asked: how many questions were looked at.
        empty: how many of these say nothing.
        unreadable: numbers of lines of the log that are no record.
    """
    of_all = f"of {counted(asked, 'question')} in the log"
    head = f"{counted(len(gaps), 'gap')}, {of_all}, most asked first" if gaps else f"No gaps, {of_all}"
    lines = [head]
    for gap in gaps:
        times = "once" if gap.times == 1 else counted(gap.times, "time")
        lines += ["", f"{gap.questions[0]}", f"  asked {times}, last on {gap.last:%Y-%m-%d}"]
        lines += [f"  also as: {other}" for other in gap.questions[1:]]
        lines += [f"  nearest: {gap.nearest[0]}"] if gap.nearest else []
    if empty:
        lines += ["", f"Left out: {counted(empty, 'question')} without a word that says what was wanted"]
    if unreadable:
        numbers = ", ".join(map(str, unreadable))
        lines += ["", f"Not read, as they are no records: {'line' if len(unreadable) == 1 else 'lines'} {numbers}"]
    return "\n".join(lines)


def _gap(asked: Sequence[LoggedQuestion]) -> Gap:
    wordings = Counter(" ".join(question.question.split()) for question in asked)
    return Gap(
        questions=tuple(wording for wording, _ in wordings.most_common()),
        times=len(asked),
        first=asked[0].time,
        last=asked[-1].time,
        nearest=asked[-1].entries,
    )
