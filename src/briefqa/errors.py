"""Everything briefqa raises on purpose.

    BriefqaError
    ├── ReadError            a brief, or the folder of briefs, cannot be read
    ├── QuestionError        a question or its filters cannot be asked
    │   └── EntryMissing         no brief has an entry with this id
    ├── EvaluationError      judged questions or a run cannot be read, saved or compared
    ├── SaveError            a file cannot be saved where it is wanted
    ├── LogError             the question log cannot be written or read
    ├── LibraryError         an upload cannot be taken in, or the briefs cannot be put back as they were
    ├── EncoderError         the encoder cannot be loaded, or is not what it claims to be
    │   └── ExportRefused        it cannot be exported so that its vectors stay the same
    ├── IndexBuildError      the index cannot be written
    │   └── IndexBusy            another build is at work in its folder
    ├── IndexOpenError       an index cannot be opened
    │   ├── IndexMissing         there is none
    │   ├── IndexCorrupt         a file is missing, cut short or altered
    │   ├── IndexVersionError    another version of briefqa wrote it
    │   └── EncoderMismatch      it was built with another encoder than the one at hand
    ├── ServeError           the page, or MCP, cannot be served
    └── MissingExtra         an optional dependency is not installed

The message of each is one line for the person who caused it: what is wrong, where, what to do next.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class BriefqaError(Exception):
    """Base of every error briefqa raises on purpose; its message is one line, ready to be shown."""


class ReadError(BriefqaError):
    """A brief cannot be read.

    Attributes:
        file: the file or folder concerned.
        line: 1-based line the problem was met on, or None where it concerns the whole file.
        problem: what is wrong and what to do, without the place.
    """

    def __init__(self, message: str, *, file: Path, line: int | None = None) -> None:
        super().__init__(f"{_place(file, line)}: {message}")
        self.problem = message
        self.file = file
        self.line = line


class QuestionError(BriefqaError, ValueError):
    """A question, or a filter that comes with it, is out of range.

    Attributes:
        for_json: the message for who sent JSON: what it quotes is spelt as there, `[2019, null]`.
    """

    def __init__(self, message: str, *, for_json: str | None = None) -> None:
        super().__init__(message)
        self.for_json = for_json or message


def one_message(problems: Sequence[str]) -> str:
    """Several messages as one, each a sentence of its own."""
    return ". ".join([*problems[:1], *(problem[:1].upper() + problem[1:] for problem in problems[1:])])


class EntryMissing(QuestionError):
    """No brief that is searched has an entry with this id."""


class EvaluationError(BriefqaError):
    """Judged questions or a run cannot be read, saved or compared.

    Attributes:
        file: the file concerned.
        line: 1-based line the problem was met on, or None where it concerns the whole file.
    """

    def __init__(self, message: str, *, file: Path, line: int | None = None) -> None:
        super().__init__(f"{_place(file, line)}: {message}")
        self.file = file
        self.line = line


class SaveError(BriefqaError):
    """A file cannot be saved where it is wanted; what was there before is unchanged.

    Attributes:
        file: the file concerned.
    """

    def __init__(self, message: str, *, file: Path) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file


class LogError(BriefqaError):
    """The question log cannot be written or read.

    Attributes:
        file: the log.
    """

    def __init__(self, message: str, *, file: Path) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file


class LibraryError(BriefqaError):
    """An upload cannot be taken in, or the folder of briefs cannot be put back as it was; nothing has changed."""


class EncoderError(BriefqaError):
    """The encoder cannot be loaded, or its weights are not the ones expected."""


class ExportRefused(EncoderError):
    """An encoder cannot be exported so that it gives the same vectors; its message says why, in a few words."""


class IndexBuildError(BriefqaError):
    """The index cannot be written; what was there before is unchanged."""


class IndexBusy(IndexBuildError):
    """Another build is at work in the folder of the index.

    Attributes:
        folder: of the index.
        holder: which build it is, as far as that is known.
    """

    def __init__(self, folder: Path, holder: str) -> None:
        super().__init__(f"{folder}: {holder} is at work here; wait for it to end")
        self.folder = folder
        self.holder = holder


class IndexOpenError(BriefqaError):
    """An index folder cannot be opened."""


class IndexMissing(IndexOpenError):
    """There is no index in the folder."""


class IndexCorrupt(IndexOpenError):
    """A file of the index is missing, cut short, or not the one that was written."""


class IndexVersionError(IndexOpenError):
    """The index has a schema that this version of briefqa does not know."""


class EncoderMismatch(IndexOpenError):
    """The index was built with another encoder, or other settings of it, than the one at hand."""


class ServeError(BriefqaError):
    """The page, or MCP, cannot be served, for instance because a port is taken."""


class MissingExtra(BriefqaError):
    """An optional dependency is not installed.

    Attributes:
        extra: the name of the extra that brings it.
    """

    def __init__(self, extra: str, *, needed_for: str) -> None:
        super().__init__(f'{needed_for} needs packages that are not installed: run `pip install "briefqa[{extra}]"`')
        self.extra = extra


def _place(file: Path, line: int | None) -> str:
    return f"{file}:{line}" if line is not None else f"{file}"
