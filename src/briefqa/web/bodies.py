"""What is wrong with the body of a request, in one line that says what to send instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_SEND = 'send a JSON object such as {"question": "…"} with Content-Type: application/json'


def wrong_body(problems: Sequence[Mapping[str, Any]], content_type: str | None) -> str | None:
    """What is wrong with a body as a whole; None where a part of it is wrong, or something else.

    Args:
        problems: as pydantic tells them.
        content_type: of the request, or None where it names none.
    """
    whole = [problem for problem in problems if tuple(problem["loc"]) == ("body",)]
    if not whole:
        return None
    if whole[0]["type"] == "missing":
        return f"the body is empty; {_SEND}"
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        return f"the body is sent {f'as {kind}' if kind else 'without a Content-Type'}; {_SEND}"
    return f"the body is no JSON object; {_SEND}"


def unreadable_body(cause: BaseException | None) -> str:
    """Why a body could not be read.

    Args:
        cause: what Python raised when it tried.
    """
    if isinstance(cause, UnicodeDecodeError):
        return "the body holds bytes that are no text; write it in UTF-8"
    if isinstance(cause, RecursionError):
        return f"the body is nested too deeply; {_SEND}"
    if isinstance(cause, ValueError):
        # Python reads no whole number of more than 4,300 digits.
        return f"the body holds a number of too many digits; {_SEND}"
    return f"the body cannot be read; {_SEND}"
