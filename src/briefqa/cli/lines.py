"""`briefqa ask -`: questions from standard input, a line each; answers as JSON lines, in their order."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from briefqa.cli.printing import show
from briefqa.errors import QuestionError

if TYPE_CHECKING:
    from briefqa.answer import Answer

_BOM = b"\xef\xbb\xbf"


def check_input() -> None:
    """See that there is a standard input, before anything is opened.

    Raises:
        QuestionError: it is closed.
    """
    if sys.stdin is None:
        raise QuestionError("standard input is closed; write the questions there, one a line")


def answer_lines(answer: Callable[[str], Answer]) -> None:
    """Answer the questions on standard input, each as soon as its line is there.

    Args:
        answer: gives the answer to a question.

    Raises:
        QuestionError: what is wrong with the options, before anything is read; or, after the last question, how many
            could not be asked. The line of such a question is `{"question": …, "error": …}`.
    """
    # One question beforehand: what is wrong with the options is said once, and not with every question.
    answer("-")
    asked = refused = 0
    for question in questions_of(sys.stdin.buffer):
        asked += 1
        try:
            record = answer(question).to_dict()
        except QuestionError as error:
            refused += 1
            record = _refusal(question, error)
        show(json.dumps(record, ensure_ascii=False))
    if refused:
        raise QuestionError(f"{refused:,} of {asked:,} questions could not be asked; their lines say why")


def questions_of(lines: Iterable[bytes]) -> Iterator[str]:
    """The lines that are not empty, without white space at their ends. Bytes that are not UTF-8 become surrogates."""
    for number, line in enumerate(lines):
        text = (line.removeprefix(_BOM) if number == 0 else line).decode("utf-8", "surrogateescape").strip()
        if text:
            yield text


def _refusal(question: str, error: QuestionError) -> dict[str, Any]:
    # JSON holds text only, and a surrogate is none.
    return {"question": question.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), "error": str(error)}
