"""Files of judged questions: tab-separated, a question a line; docs/evaluation.md describes them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefqa.errors import EvaluationError
from briefqa.evaluation.measures import Qrels

_REQUIRED = ("id", "question", "judgements")
# Grades usually end at 3 or 4; the gain of a nonsense grade would drown all others.
_GRADE = re.compile(r"[0-9]|10", re.ASCII)


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with its judgements.

    Attributes:
        id: unique in its file.
        kind: how it is put (`keywords`, `paraphrase`, …), or why it cannot be answered (`near`, `far`); may be empty.
        split: `tune` or `final`, or other names; the second is for reporting only. Empty where the file has none.
        text: the question.
        qrels: entry id → grade; none above 0 where the briefs do not answer it.
        line: where it stands in its file, from 1.
    """

    id: str
    kind: str
    split: str
    text: str
    qrels: Qrels
    line: int = 1

    @property
    def answerable(self) -> bool:
        """Whether an entry is relevant."""
        return any(grade > 0 for grade in self.qrels.values())


def read_questions(path: str | Path) -> list[JudgedQuestion]:
    """Read a tab-separated UTF-8 file with the columns id, question and judgements, perhaps kind, split and others.

    A judgement is `entry-id=grade`, grades being whole numbers from 0 to 10; several are separated by spaces; none
    means the question is unanswerable. Blank lines are passed over.

    Raises:
        EvaluationError: the file cannot be read, or is not of that form; the message names file and line.
    """
    file = Path(path)
    lines = _lines(file)
    _, head = next(lines, (1, ""))
    columns = _columns(head, file)
    questions: list[JudgedQuestion] = []
    lines_of: dict[str, int] = {}
    for line, text in lines:
        if text.strip():
            question = _question(text, columns, file, line)
            if question.id in lines_of:
                raise EvaluationError(
                    f"the id '{question.id}' stands on line {lines_of[question.id]} already; give each its own",
                    file=file,
                    line=line,
                )
            lines_of[question.id] = line
            questions.append(question)
    if not questions:
        raise EvaluationError("holds no question; write one a line below the names of the columns", file=file)
    return questions


def of_split(questions: Sequence[JudgedQuestion], split: str, path: str | Path) -> list[JudgedQuestion]:
    """The questions of one split of a file.

    Raises:
        EvaluationError: there are none; the message names the splits there are.
    """
    chosen = [question for question in questions if question.split == split]
    if not chosen:
        names = ", ".join(sorted({question.split for question in questions} - {""}))
        there = f"choose from: {names}" if names else "its column 'split' is not there or empty"
        raise EvaluationError(f"has no question of the split '{split}'; {there}", file=Path(path))
    return chosen


def check_entries(questions: Sequence[JudgedQuestion], entries: Collection[str], path: str | Path) -> None:
    """See that every judgement names an entry of the index that is asked.

    Raises:
        EvaluationError: one does not; the message names file, line and the most similar id.
    """
    known = frozenset(entries)
    for question in questions:
        for entry in question.qrels:
            if entry not in known:
                similar = difflib.get_close_matches(entry, sorted(known), n=1)
                hint = f"is '{similar[0]}' meant?" if similar else "`briefqa read FILE --json` shows the ids of a brief"
                raise EvaluationError(
                    f"'{question.id}' judges '{entry}', which is no entry of the index; {hint}",
                    file=Path(path),
                    line=question.line,
                )


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, whichever way they end."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise EvaluationError("there is no such file; name a file of judged questions", file=file) from None
    except IsADirectoryError:
        raise EvaluationError("is a folder; name a file of judged questions in it", file=file) from None
    except OSError as error:
        reason = "is a folder" if file.is_dir() else f"cannot be read ({error.strerror or error})"
        raise EvaluationError(f"{reason}; name a file of judged questions", file=file) from None
    try:
        # Spreadsheets put a mark in front of UTF-8.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise EvaluationError("is not UTF-8; save it as UTF-8 text", file=file, line=line) from None
    # Not splitlines, which also parts lines where a question holds a rarer kind of white space.
    return enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1)


def _columns(head: str, file: Path) -> list[str]:
    columns = [name.strip() for name in head.split("\t")]
    missing = [name for name in _REQUIRED if name not in columns]
    if missing:
        names = " and ".join(f"'{name}'" for name in missing)
        raise EvaluationError(
            f"the first line names no column {names}; it must name id, question and judgements, with tabs between",
            file=file,
            line=1,
        )
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    if twice is not None:
        raise EvaluationError(f"the first line names the column '{twice}' twice; rename one", file=file, line=1)
    return columns


def _question(text: str, columns: Sequence[str], file: Path, line: int) -> JudgedQuestion:
    values = text.split("\t")
    if len(values) != len(columns):
        raise EvaluationError(
            f"has {len(values)} cells for {len(columns)} columns; put a tab between cells, also where one is empty",
            file=file,
            line=line,
        )
    cells: Mapping[str, str] = {name: value.strip() for name, value in zip(columns, values, strict=True)}
    for name in ("id", "question"):
        if not cells[name]:
            raise EvaluationError(f"the {name} is empty; fill it in or take the line out", file=file, line=line)
    return JudgedQuestion(
        id=cells["id"],
        kind=cells.get("kind", ""),
        split=cells.get("split", ""),
        text=cells["question"],
        qrels=_qrels(cells["judgements"], file, line),
        line=line,
    )


def _qrels(text: str, file: Path, line: int) -> dict[str, int]:
    qrels: dict[str, int] = {}
    for judgement in text.split():
        entry, equals, grade = judgement.rpartition("=")
        if not equals or not entry:
            problem = f"'{judgement}' is no judgement; write entry-id=grade, with spaces between judgements"
            raise EvaluationError(problem, file=file, line=line)
        if not _GRADE.fullmatch(grade):
            problem = f"'{grade}' is no grade of '{entry}'; write a whole number from 0 to 10, such as 1, 2 or 3"
            raise EvaluationError(problem, file=file, line=line)
        if entry in qrels:
            raise EvaluationError(f"'{entry}' is judged twice; leave one of the two out", file=file, line=line)
        qrels[entry] = int(grade)
    return qrels
