"""What pydantic finds wrong with what someone sent, in one line for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def in_one_line(problems: Iterable[Mapping[str, Any]], skip: int = 0) -> str:
    """Each problem with the name of what it is about.

    Args:
        problems: as `ValidationError.errors()` gives them.
        skip: so many parts at the beginning of each name are left out.
    """
    return "; ".join(_told(problem, skip) for problem in problems)


def _told(problem: Mapping[str, Any], skip: int) -> str:
    name = ".".join(str(part) for part in problem["loc"][skip:])
    message = str(problem["msg"])
    if problem["type"] == "extra_forbidden":
        return f"{name} is not known here; see how it is spelt"
    if problem["type"] == "missing" and name:
        return f"{name} is missing"
    if problem["type"] == "value_error":
        # Raised by a check of our own, whose message is a line already.
        return f"{name}: {problem['ctx']['error']}"
    if problem["type"] == "json_invalid":
        return "the body is no JSON"
    return f"{name}: {message[:1].lower()}{message[1:]}" if name else f"{message[:1].lower()}{message[1:]}"
