"""Runs: what was returned for each question, kept in a file so that a later run can be compared with it.

A file of a run is JSON Lines, as docs/evaluation.md describes. TREC's format has no place for whether an answer says
that the question is covered, nor for a question without hits, and allows no white space in ids.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefqa.errors import EvaluationError
from briefqa.evaluation.questions import JudgedQuestion

_FORMAT = "briefqa run"
_SCHEMA = 1
_DAMAGED = "is not a run as `briefqa evaluate --save` writes it; save one anew"


@dataclass(frozen=True, slots=True)
class RankedEntry:
    """A hit of a run.

    Attributes:
        entry: its id.
        score: relevance in [0, 1].
        also_in: ids of entries that stand for the same work.
    """

    entry: str
    score: float
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedQuestion:
    """What was returned for one question.

    Attributes:
        id: the question's.
        question: its text.
        covered: whether the answer says that the briefs cover it.
        hits: best first, distinct entries.
    """

    id: str
    question: str
    covered: bool
    hits: tuple[RankedEntry, ...]

    @property
    def best(self) -> float:
        """The relevance of the first hit; 0 where there is none."""
        return self.hits[0].score if self.hits else 0.0


def check_writable(path: str | Path) -> None:
    """See that a run can be saved there, before time is spent on it.

    Raises:
        EvaluationError: its folder is not there, or it is a folder.
    """
    file = Path(path)
    if file.is_dir():
        raise EvaluationError("is a folder; name a file to save the run in", file=file)
    if not file.parent.is_dir():
        raise EvaluationError("the run cannot be saved, as its folder is not there; create it first", file=file)


def save_run(run: Sequence[RankedQuestion], path: str | Path) -> None:
    """Write a run in one step: afterwards there is the whole of it, or what was there before.

    Raises:
        EvaluationError: it cannot be written.
    """
    file = Path(path)
    check_writable(file)
    records = [{"format": _FORMAT, "schema": _SCHEMA, "questions": len(run)}, *(_to_record(ranked) for ranked in run)]
    data = "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode("utf-8")
    try:
        _replace(file, data)
    except OSError as error:
        problem = f"the run cannot be saved ({error.strerror or error}); name another file"
        raise EvaluationError(problem, file=file) from None


def read_run(path: str | Path) -> list[RankedQuestion]:
    """Read a run that `save_run` wrote.

    Raises:
        EvaluationError: it cannot be read, or is no such file; the message names file and line.
    """
    file = Path(path)
    try:
        # Lines end in line feeds only: a question may hold other characters that part lines elsewhere.
        head, *lines = file.read_bytes().decode("utf-8").rstrip("\n").split("\n")
    except FileNotFoundError:
        problem = "there is no such run; save one with `briefqa evaluate QUESTIONS --save RUN`"
        raise EvaluationError(problem, file=file) from None
    except UnicodeDecodeError:
        raise EvaluationError(_DAMAGED, file=file) from None
    except OSError as error:
        reason = "is a folder" if file.is_dir() else f"cannot be read ({error.strerror or error})"
        raise EvaluationError(f"{reason}; name the file of a run", file=file) from None
    expected = _count(head, file)
    run = [_from_line(text, file, line) for line, text in enumerate(lines, start=2)]
    if len(run) != expected:
        problem = f"has {len(run)} of {expected} questions, so it is cut short or altered; save the run anew"
        raise EvaluationError(problem, file=file)
    if len({ranked.id for ranked in run}) < len(run):
        raise EvaluationError(f"has a question twice; it {_DAMAGED}", file=file)
    return run


def same_questions(
    run: Sequence[RankedQuestion], questions: Sequence[JudgedQuestion], path: str | Path
) -> list[RankedQuestion]:
    """A saved run in the order of the questions.

    Raises:
        EvaluationError: it is not of these questions; the message names one in which they differ.
    """
    by_id = {ranked.id: ranked for ranked in run}
    remedy = "compare runs of the same questions and split, or save the run anew"
    for question in questions:
        ranked = by_id.pop(question.id, None)
        if ranked is None:
            raise EvaluationError(f"this run has no question '{question.id}'; {remedy}", file=Path(path))
        if ranked.question != question.text:
            raise EvaluationError(f"in this run '{question.id}' is another question; {remedy}", file=Path(path))
    if by_id:
        problem = f"this run has the question '{next(iter(by_id))}', which is not asked now; {remedy}"
        raise EvaluationError(problem, file=Path(path))
    known = {ranked.id: ranked for ranked in run}
    return [known[question.id] for question in questions]


def _to_record(ranked: RankedQuestion) -> dict[str, Any]:
    hits = [{"entry": hit.entry, "score": hit.score, "also_in": list(hit.also_in)} for hit in ranked.hits]
    return {
        "id": ranked.id,
        "question": ranked.question,
        "covered": ranked.covered,
        "best_score": ranked.best,
        "hits": hits,
    }


def _count(head: str, file: Path) -> int:
    """How many questions the first line says there are."""
    try:
        record = json.loads(head)
        if record["format"] != _FORMAT:
            raise ValueError
        schema, count = record["schema"], record["questions"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise EvaluationError(_DAMAGED, file=file, line=1) from None
    if schema != _SCHEMA:
        problem = f"has schema {schema}, and {_SCHEMA} is known here; save the run with this version of briefqa"
        raise EvaluationError(problem, file=file, line=1)
    if not isinstance(count, int):
        raise EvaluationError(_DAMAGED, file=file, line=1)
    return count


def _from_line(text: str, file: Path, line: int) -> RankedQuestion:
    try:
        record = json.loads(text)
        hits = tuple(_hit(hit) for hit in record["hits"])
        ranked = RankedQuestion(
            _of_type(record["id"], str), _of_type(record["question"], str), _of_type(record["covered"], bool), hits
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise EvaluationError(_DAMAGED, file=file, line=line) from None
    if len({hit.entry for hit in hits}) < len(hits):
        raise EvaluationError(f"has an entry twice; it {_DAMAGED}", file=file, line=line)
    return ranked


def _hit(record: dict[str, Any]) -> RankedEntry:
    score = record["score"]
    if isinstance(score, bool) or not isinstance(score, int | float) or not math.isfinite(score):
        raise ValueError
    also_in = tuple(_of_type(entry, str) for entry in _of_type(record["also_in"], list))
    return RankedEntry(_of_type(record["entry"], str), float(score), also_in)


def _of_type(value: Any, kind: type) -> Any:  # noqa: ANN401 - what JSON holds
    if not isinstance(value, kind):
        raise TypeError
    return value


def _replace(file: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".briefqa-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp's files are for their owner alone; a run is a file like others, or keeps the rights it had.
        temporary.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~_umask())
        os.replace(temporary, file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """What new files are not allowed; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
