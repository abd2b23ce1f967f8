"""What a person asks and how they narrow it ⇄ the query string of the page's address."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self, TypeVar
from urllib.parse import parse_qs, quote, unquote_plus, urlencode

from briefqa.brief import Access
from briefqa.errors import QuestionError, one_message
from briefqa.filters import FIRST_YEAR, LAST_YEAR, MAX_HITS, access_named, years_of
from briefqa.nhs_numbers import without_nhs_numbers
from briefqa.web.queries import check_query

# Hits that are shown at first, and that each "show more" adds.
PAGE = 5
# No person's address has more; each costs time.
_FIELDS = 1000
# What the parts of an address are called where something is wrong with them.
_PARTS = {
    "q": "the question",
    "years": "the range of years",
    "show": "the number of entries",
    "entry": "the entry",
    "brief": "a brief",
    "section": "a section",
    "access": "an access",
    "format": "the format",
    "pick": "a selected entry",
}
_Value = TypeVar("_Value")
# What mail programs, social networks and search engines put into addresses, to see where people come from.
_TRACKING = re.compile(r"(?:utm_[a-z_]+|fbclid|gclid|msclkid|mc_[ce]id)(?:=|$)")


class AddressError(QuestionError):
    """Values in an address are none.

    Attributes:
        problems: what is wrong, each a message of its own.
        rest: what the address says besides.
        only_show: whether the number of entries alone is wrong.
    """

    def __init__(self, problems: Sequence[str], rest: State, *, only_show: bool) -> None:
        super().__init__(one_message(problems))
        self.problems, self.rest, self.only_show = problems, rest, only_show


@dataclass(frozen=True, slots=True)
class State:
    """All that an address of the page says.

    Attributes:
        question: as typed, white space at its ends removed; "" where nothing was typed, None where none is asked.
        briefs: ids of the briefs that are searched; none for all.
        sections: headings, likewise.
        access: likewise.
        years: range of the years of publication, both included, or None for all.
        show: at most so many hits, 1 to 100.
        entry: id of the one entry that is looked at, or None. Then the question and the filters do not count.
    """

    question: str | None = None
    briefs: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    access: tuple[Access, ...] = ()
    years: tuple[int, int] | None = None
    show: int = PAGE
    entry: str | None = None

    @classmethod
    def of_query(cls, query: str) -> Self:
        """What a query string (`q=sleep&access=free`, with or without `?`) says; names it does not know are left out.

        Raises:
            AddressError: a year, an access or a number is none; the message names all that are not.
            QuestionError: the address has too many parts.
        """
        try:
            given = parse_qs(query.removeprefix("?"), keep_blank_values=True, max_num_fields=_FIELDS)
        except ValueError:
            raise QuestionError(f"the address has more than {_FIELDS:,} parts; ask with fewer filters") from None
        reading = _Reading([])
        access = (reading.of(access_named, name, None) for name in _each(given, "access"))
        state = cls(
            question=_last(given, "q") if "q" in given else None,
            briefs=_each(given, "brief"),
            sections=_each(given, "section"),
            access=tuple(one for one in access if one is not None),
            years=reading.of(years_of, _last(given, "years"), None),
            entry=_last(given, "entry") or None,
        )
        filters_read = not reading.problems
        state = replace(state, show=reading.of(_show_of, _last(given, "show"), PAGE))
        if reading.problems:
            raise AddressError(reading.problems, state, only_show=filters_read)
        return state

    @classmethod
    def of_question(cls, query: str) -> Self:
        """The question of a query string alone, whatever else it says."""
        question = re.search(r"(?:^|[?&])q=([^&]*)", query)
        return cls(unquote_plus(question[1]) if question else None)

    @property
    def anonymous(self) -> State:
        """The same without NHS numbers in the question."""
        return replace(self, question=without_nhs_numbers(self.question)) if self.question else self

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of the query string that says this."""
        if self.entry is not None:
            return [("entry", self.entry)]
        given = [("q", self.question)] if self.question is not None else []
        given += [("brief", brief) for brief in self.briefs]
        given += [("section", section) for section in self.sections]
        given += [("years", years_as_typed(self.years))] if self.years else []
        given += [("access", access.value) for access in self.access]
        return given + ([("show", str(self.show))] if self.show != PAGE else [])

    @property
    def query(self) -> str:
        """The query string that says this, without `?`; "" for the page as it is opened."""
        return urlencode(self.pairs)

    @property
    def filtered(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self.briefs or self.sections or self.access or self.years)

    @property
    def filters(self) -> dict[str, Any]:
        """What `Retriever.ask` takes for the filters."""
        return {
            "briefs": self.briefs or None,
            "sections": self.sections or None,
            "access": self.access or None,
            "years": self.years,
        }

    def without(self, **left_out: object) -> State:
        """Without one value of a filter (`sections="Sleep"`), or without all of it (`years=None`)."""
        changes: dict[str, Any] = {}
        for name, value in left_out.items():
            kept: Sequence[object] | None = getattr(self, name)
            changes[name] = tuple(one for one in kept or () if one != value) if value is not None else None
        return replace(self, show=PAGE, **changes)

    def cleared(self) -> State:
        """The same question without filters."""
        return State(self.question)


def check_address(query: str, once: Sequence[str] = (), repeated: Sequence[str] = ()) -> None:
    """See that an address says what the page knows, and one thing only; where a link was found may stand in it.

    Args:
        query: its query string, with or without `?`.
        once: what else may be given once.
        repeated: and what several times.

    Raises:
        QuestionError: it does not.
    """
    parts = [part for part in query.removeprefix("?").split("&") if not _TRACKING.match(part)]
    plain = quote("&".join(parts), safe="%&=+", errors="surrogatepass")
    check_query(
        plain.encode(), ("q", "years", "show", "entry", *once), ("brief", "section", "access", *repeated), _PARTS
    )


def years_as_typed(years: tuple[int, int]) -> str:
    """What `briefqa.filters.years_of` takes back."""
    first, last = years
    if first == last:
        return f"{first:04d}"
    return f"{f'{first:04d}' if first > FIRST_YEAR else ''}-{f'{last:04d}' if last < LAST_YEAR else ''}"


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads the values of an address one by one, and goes on where one is wrong."""

    problems: list[str]

    def of(self, read: Callable[[str], _Value], text: str, otherwise: _Value) -> _Value:
        try:
            return read(text)
        except QuestionError as error:
            self.problems.append(str(error))
            return otherwise


def _each(given: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in given.get(name, ()) if value.strip()))


def _last(given: Mapping[str, Sequence[str]], name: str) -> str:
    return given.get(name, ("",))[-1].strip()


def _show_of(text: str) -> int:
    if not text:
        return PAGE
    if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= MAX_HITS:
        raise QuestionError(f"'{text}' is no number of entries; write a number from 1 to {MAX_HITS}")
    return int(text)
