"""What people give for a question and its filters, the same whichever way they ask: checked, and as it is searched for.

What is empty filters nothing. Whatever else is wrong is a `QuestionError` of one line that names the argument.
"""

from __future__ import annotations

import json
import re
import reprlib
from collections.abc import Iterable, Mapping
from operator import index
from typing import cast

from briefqa.brief import Access
from briefqa.errors import QuestionError
from briefqa.nhs_numbers import without_nhs_numbers

MAX_QUESTION = 1000
MAX_HITS = 100
FIRST_YEAR, LAST_YEAR = 1, 9999
_K = f"k is {{}}; ask for 1 to {MAX_HITS} hits"
# Characters of a value that are quoted.
_LONGEST = 60
_SURROGATE = re.compile("[\ud800-\udfff]")


def checked_question(question: object) -> str:
    """The question without white space at its ends.

    Raises:
        QuestionError: it is no text, blank, too long, holds bytes that are no text, or nothing but an NHS number.
    """
    if not isinstance(question, str):
        raise _wrong("question is {}; give a text", question)
    asked = question.strip()
    if not asked:
        raise QuestionError("the question is empty; type what you want to know")
    # What Python makes of bytes on a command line that are not UTF-8.
    if _SURROGATE.search(asked):
        raise QuestionError("the question holds bytes that are no text; type it in UTF-8")
    if len(asked) > MAX_QUESTION:
        raise QuestionError(f"the question has {len(asked):,} characters; use at most {MAX_QUESTION:,}")
    left = without_nhs_numbers(asked)
    if left != asked and not any(map(str.isalnum, left)):
        raise QuestionError("the question is nothing but an NHS number; ask without patient data")
    return asked


def checked_k(k: object) -> int:
    """How many hits are wanted.

    Raises:
        QuestionError: it is no whole number from 1 to 100.
    """
    whole = _whole(k)
    if whole is None or not 1 <= whole <= MAX_HITS:
        raise _wrong(_K, k)
    return whole


def k_as_written(k: object) -> int:
    """How many hits are wanted, where all that can be written is text, as in the address of a request.

    Raises:
        QuestionError: it is no whole number from 1 to 100, in plain digits.
    """
    if isinstance(k, str):
        if not re.fullmatch("[0-9]{1,9}", k):
            raise _wrong(_K, k)
        return checked_k(int(k))
    return checked_k(k)


def checked_share(covered_at: object) -> float:
    """The relevance from which on a question counts as covered.

    Raises:
        QuestionError: it is no number from 0 to 1.
    """
    if isinstance(covered_at, str | bytes):
        share = None
    else:
        try:
            share = float(cast("float", covered_at))
        except (TypeError, ValueError, OverflowError):
            share = None
    if share is None or not 0 <= share <= 1:
        raise _wrong("covered_at is {}; give a relevance from 0 to 1", covered_at)
    return share


def names_of(given: object, argument: str) -> tuple[str, ...] | None:
    """The names of a filter, such as ids of briefs or headings; None where it filters nothing.

    Args:
        given: a list or any other collection of names, one name alone, or None. Blank names do not count.
        argument: what it is called, for the message.

    Raises:
        QuestionError: it is something else.
    """
    if given is None:
        return None
    if isinstance(given, str):
        names: tuple[object, ...] = (given,)
    elif isinstance(given, Iterable) and not isinstance(given, Mapping | bytes):
        names = tuple(given)
    else:
        raise _wrong(f"{argument} is {{}}; give a name or a list of names", given)
    for name in names:
        if not isinstance(name, str):
            raise _wrong(f"{argument} has {{}} in it; give a name or a list of names", name)
        if _SURROGATE.search(name):
            raise QuestionError(f"{argument} holds bytes that are no text; write it in UTF-8")
    return tuple(plain for name in cast("tuple[str, ...]", names) if (plain := name.strip())) or None


def years_of(given: object) -> tuple[int, int] | None:
    """The first and the last year, both included; None where it filters nothing.

    Args:
        given: a pair of years, or a year or a range as text, which may be open at one end: `2024`, `2019-2025`,
            `2022-`, `-2020`. A blank text, an empty list, or None, filters nothing.

    Raises:
        QuestionError: it is something else, or the later year comes first.
    """
    plain = given.strip() if isinstance(given, str) else given
    if plain is None or (isinstance(plain, str | list | tuple) and not plain):
        return None
    first, last = _as_written(given) if isinstance(given, str) else _pair(given)
    if first > last:
        raise QuestionError(f"the years {first} to {last} are in the wrong order; put the earlier first")
    return first, last


def access_of(given: object) -> tuple[Access, ...] | None:
    """Kinds of access; None where nothing is filtered.

    Args:
        given: as `names_of` takes it; `Access` or their names.

    Raises:
        QuestionError: it is something else, or there is no such access.
    """
    names = names_of(given, "access")
    return None if names is None else tuple(map(access_named, names))


def access_named(name: str) -> Access:
    """The access of this name.

    Raises:
        QuestionError: there is none.
    """
    try:
        return Access(name.strip().lower().replace("-", "_"))
    except ValueError:
        choices = ", ".join(access.value for access in Access)
        raise QuestionError(f"there is no access '{name}'; choose from: {choices}") from None


def _as_written(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{4})?(?:\s*(-)\s*(\d{4})?)?", text.strip())
    if match is None or not (match[1] or match[3]):
        raise QuestionError(f"'{text}' is no year or range of years; write 2024, 2019-2025, 2022- or -2020")
    first = int(match[1] or FIRST_YEAR)
    return first, int(match[3] or LAST_YEAR) if match[2] else first


def _pair(given: object) -> tuple[int, int]:
    years = [_whole(year) for year in given] if isinstance(given, list | tuple) else []
    if len(years) == 2 and years[0] is not None and years[1] is not None:
        first, last = years[0], years[1]
        if max(abs(first), abs(last)) <= LAST_YEAR:
            return first, last
    raise _wrong(
        "years is {}; give the first and the last, such as {}, or write 2024, 2019-2025, 2022- or -2020",
        given,
        (2019, 2025),
    )


def _whole(value: object) -> int | None:
    """A whole number of Python's or NumPy's; None for all else, and for truth values."""
    if isinstance(value, bool):
        return None
    try:
        return index(value)  # type: ignore[arg-type]
    except TypeError:
        return None


def _wrong(message: str, *values: object) -> QuestionError:
    """An error that quotes values, as Python writes them, and for programs that sent JSON as that does."""
    return QuestionError(message.format(*map(_shown, values)), for_json=message.format(*map(_shown_as_json, values)))


def _shown(value: object) -> str:
    """A value as Python writes it, short and on one line."""
    return " ".join(reprlib.repr(value).split())


def _shown_as_json(value: object) -> str:
    try:
        written = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return _shown(value)
    return written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"
