"""What people write for the filters of a question, the same on the command line, over HTTP and over MCP."""

from __future__ import annotations

import re

from briefqa.brief import Access
from briefqa.errors import QuestionError

FIRST_YEAR, LAST_YEAR = 1, 9999


def years_of(text: str) -> tuple[int, int]:
    """A year or a range of years, open at one end: `2024`, `2019-2025`, `2022-`, `-2020`.

    Raises:
        QuestionError: it is neither.
    """
    match = re.fullmatch(r"(\d{4})?(?:\s*(-)\s*(\d{4})?)?", text.strip())
    if match is None or not (match[1] or match[3]):
        raise QuestionError(f"'{text}' is no year or range of years; write 2024, 2019-2025, 2022- or -2020")
    first = int(match[1] or FIRST_YEAR)
    last = int(match[3] or LAST_YEAR) if match[2] else first
    return first, last


def access_named(name: str) -> Access:
    """The access of this name.

    Raises:
        QuestionError: there is none.
    """
    try:
        return Access(name.lower().replace("-", "_"))
    except ValueError:
        choices = ", ".join(access.value for access in Access)
        raise QuestionError(f"there is no access '{name}'; choose from: {choices}") from None
