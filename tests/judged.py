"""A few judged questions and a run of them, for tests of what is made of both."""

from __future__ import annotations

from briefqa.evaluation import JudgedQuestion, RankedEntry, RankedQuestion


def question(key: str, kind: str = "", **qrels: int) -> JudgedQuestion:
    """A question with these grades; without any it is unanswerable."""
    return JudgedQuestion(key, kind, "", f"about {key}", qrels)


def ranked(
    key: str, *entries: str, best: float = 0.75, covered: bool = True, **also: tuple[str, ...]
) -> RankedQuestion:
    """What is returned for a question: these entries, and those they stand for."""
    hits = tuple(RankedEntry(entry, best - place / 100, also.get(entry, ())) for place, entry in enumerate(entries))
    return RankedQuestion(key, f"about {key}", covered, hits)


QUESTIONS = [
    question("q1", "keywords", a=3, b=1),
    question("q2", "near"),
    question("q3", "keywords", c=2),
    question("q4", "typo", a=1),
]
RUN = [
    ranked("q1", "a", "x", "b", best=0.9),
    ranked("q2", "a", best=0.8),
    ranked("q3", "x", "y", best=0.6, covered=False),
    ranked("q4", "x", "a", best=0.9),
]
