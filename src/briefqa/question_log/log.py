"""The local question log: one JSON object a line, added to a file that only its owner may read."""

from __future__ import annotations

import json
import os
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from briefqa.answer import Answer
from briefqa.errors import LogError
from briefqa.nhs_numbers import has_nhs_number

# So many of an answer's first entries are kept.
_ENTRIES = 5


@dataclass(frozen=True, slots=True)
class LoggedQuestion:
    """One question that was asked; never who asked it, or from where.

    Attributes:
        time: when it was answered, UTC, to the second.
        question: as asked.
        covered: whether the briefs answered it.
        entries: ids of the first entries of the answer, best first, at most five.
    """

    time: datetime
    question: str
    covered: bool
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadLog:
    """A log, read.

    Attributes:
        questions: in the order in which they were asked.
        unreadable: 1-based numbers of lines that are no record, such as one that a power cut left half-written.
    """

    questions: tuple[LoggedQuestion, ...]
    unreadable: tuple[int, ...]


class QuestionLog:
    """A log that questions are added to. Threads and processes may share a file: each record is written at once."""

    def __init__(self, file: Path) -> None:
        """Open a log, made where there is none.

        Raises:
            LogError: the file cannot be written.
        """
        self.file = file
        self._lock = threading.Lock()
        self._append(b"")

    def record(self, answer: Answer) -> bool:
        """Add a question and what became of it; not one that holds an NHS number. Whether it was added.

        Raises:
            LogError: the file cannot be written any more.
        """
        if has_nhs_number(answer.question):
            return False
        record = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "question": answer.question,
            "covered": answer.covered,
            "entries": [hit.entry.id for hit in answer.hits[:_ENTRIES]],
        }
        self._append(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        return True

    def _append(self, line: bytes) -> None:
        try:
            # O_APPEND and one write: records of two processes never mix.
            handle = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                with self._lock:
                    os.write(handle, line)
            finally:
                os.close(handle)
        except OSError as error:
            raise LogError(
                f"cannot be written ({error.strerror or error}); name another file", file=self.file
            ) from None


def read_log(file: Path) -> ReadLog:
    """Read a question log.

    Raises:
        LogError: the file is not there, cannot be read, or has no line that is a record.
    """
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError as error:
        raise LogError(f"cannot be read ({error.strerror or error}); name a question log", file=file) from None
    questions, unreadable = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            questions.append(_record(line))
        except (ValueError, KeyError, TypeError):
            unreadable.append(number)
    if unreadable and not questions:
        raise LogError("is no question log; name the file given as `briefqa serve --question-log`", file=file)
    return ReadLog(tuple(questions), tuple(unreadable))


def _record(line: str) -> LoggedQuestion:
    found = json.loads(line)
    question, covered, entries = found["question"], found["covered"], found["entries"]
    if not (isinstance(question, str) and isinstance(covered, bool) and isinstance(entries, list)):
        raise TypeError
    time = datetime.fromisoformat(found["time"])
    return LoggedQuestion(time.astimezone(UTC), question, covered, tuple(str(entry) for entry in entries))
