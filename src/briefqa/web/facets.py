"""What answers can be narrowed by, and how many entries each choice leaves to search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefqa.brief import Access, Brief
from briefqa.filters import LAST_YEAR
from briefqa.showing import edition
from briefqa.web.state import PAGE, State, years_as_typed

# "Since …": so many years back from the newest entry.
_BACK = (1, 3, 5, 10)
ACCESS_IN_WORDS = {
    Access.FREE: "Free",
    Access.ABSTRACT_ONLY: "Abstract only",
    Access.OPENATHENS: "NHS OpenAthens",
    Access.UNKNOWN: "Not stated",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that answers can be narrowed to.

    Attributes:
        value: as the address has it; "" for no narrowing.
        label: for people.
        count: entries that would be searched with it and all other filters in force.
        chosen: whether it is in force.
    """

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow.

    Attributes:
        name: of the filter in the address.
        legend: for people.
        choices: in order.
        single: whether only one can be chosen.
    """

    name: str
    legend: str
    choices: tuple[Choice, ...]
    single: bool = False


def facets_of(briefs: Sequence[Brief], state: State) -> tuple[Facet, ...]:
    """The facets over the entries of briefs; one that offers no choice is left out.

    The counts of a facet heed all filters but its own, so that each says what choosing the value would search.
    """
    return _narrowing(briefs, state).facets


def searched_of(briefs: Sequence[Brief], state: State) -> int:
    """How many entries pass all filters."""
    return _narrowing(briefs, state).searched


def years_in_words(years: tuple[int, int]) -> str:
    """`2019 to 2025`, `since 2022`, `up to 2020`, `2024`."""
    first, last = years
    if first == last:
        return str(first)
    if last >= LAST_YEAR:
        return f"since {first}"
    return f"{first} to {last}" if first > 1 else f"up to {last}"


@dataclass(frozen=True, slots=True)
class _Narrowing:
    facets: tuple[Facet, ...]
    searched: int


@dataclass(frozen=True, slots=True)
class _Row:
    """What of an entry it can be narrowed by; `keys` are its headings whatever their case."""

    brief: str
    section: tuple[str, ...]
    keys: frozenset[str]
    year: int | None
    access: Access


class _Briefs:
    """Briefs as a key that is the same for the same objects only: comparing them would compare all entries."""

    def __init__(self, briefs: Sequence[Brief]) -> None:
        self.briefs = tuple(briefs)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Briefs)
            and len(self.briefs) == len(other.briefs)
            and all(one is another for one, another in zip(self.briefs, other.briefs, strict=True))
        )

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.briefs)))


class _Table:
    """What entries of briefs can be narrowed by, read once: reading all of them takes longer than an answer."""

    def __init__(self, briefs: Sequence[Brief]) -> None:
        sections = {entry.section for brief in briefs for entry in brief.entries}
        headings = {section: (section, frozenset(map(str.casefold, section))) for section in sections}
        self._briefs = briefs
        self._rows = [
            _Row(entry.brief_id, *headings[entry.section], entry.date.year if entry.date else None, entry.access)
            for brief in briefs
            for entry in brief.entries
        ]
        # Most questions have no filter, and so the same facets.
        self.narrowing = lru_cache(maxsize=64)(self._narrowing)

    def _narrowing(self, state: State) -> _Narrowing:
        def left(but: str) -> list[_Row]:
            return [row for row in self._rows if _passes(row, state, but)]

        facets = (
            _briefs(self._briefs, left("briefs"), state),
            _sections(self._rows, left("sections"), state),
            _years(self._rows, left("years"), state),
            _access(self._rows, left("access"), state),
        )
        offered = (one for one in facets if len(one.choices) > 1 or any(it.chosen and it.value for it in one.choices))
        return _Narrowing(tuple(offered), len(left("")))


@lru_cache(maxsize=1)
def _table_of(briefs: _Briefs) -> _Table:
    return _Table(briefs.briefs)


def _narrowing(briefs: Sequence[Brief], state: State) -> _Narrowing:
    return _table_of(_Briefs(briefs)).narrowing(replace(state, question=None, entry=None, show=PAGE))


def _passes(row: _Row, state: State, but: str) -> bool:
    """Whether an entry passes the filters, as `Retriever.ask` has them, but one of them."""
    return (
        (but == "briefs" or not state.briefs or row.brief in state.briefs)
        and (but == "sections" or not state.sections or not row.keys.isdisjoint(map(str.casefold, state.sections)))
        and (but == "years" or state.years is None or _within(row, state.years))
        and (but == "access" or not state.access or row.access in state.access)
    )


def _within(row: _Row, years: tuple[int, int]) -> bool:
    return row.year is not None and years[0] <= row.year <= years[1]


def _briefs(briefs: Sequence[Brief], left: Iterable[_Row], state: State) -> Facet:
    counts = Counter(row.brief for row in left)
    choices = (
        Choice(brief.id, edition(brief), counts[brief.id], brief.id in state.briefs)
        for brief in briefs
        if brief.entries
    )
    return Facet("brief", "Brief", tuple(choices))


def _sections(rows: Iterable[_Row], left: Iterable[_Row], state: State) -> Facet:
    """The nearest headings of the entries, in the order of the briefs, and those in force."""
    chosen = {heading.casefold() for heading in state.sections}
    over = (heading for row in rows for heading in row.section if heading.casefold() in chosen)
    headings: dict[str, str] = {}
    for heading in (*(row.section[-1] for row in rows if row.section), *over):
        headings.setdefault(heading.casefold(), heading)
    counts = Counter(key for row in left for key in row.keys)
    choices = (Choice(heading, heading, counts[key], key in chosen) for key, heading in headings.items())
    return Facet("section", "Section", tuple(choices))


def _years(rows: Iterable[_Row], left: Sequence[_Row], state: State) -> Facet:
    """Since when: counted back from the newest entry, as far as there are older ones; and the range in force."""
    years = {row.year for row in rows if row.year is not None}
    newest, oldest = max(years, default=0), min(years, default=0)
    ranges: list[tuple[int, int] | None] = [None]
    ranges += [(newest - back, LAST_YEAR) for back in _BACK if newest - back > oldest]
    ranges += [state.years] if state.years not in ranges else []
    choices = (
        Choice(
            years_as_typed(one) if one else "",
            years_in_words(one).capitalize() if one else "Any year",
            sum(_within(row, one) for row in left) if one else len(left),
            one == state.years,
        )
        for one in ranges
    )
    return Facet("years", "Published", tuple(choices), single=True)


def _access(rows: Iterable[_Row], left: Iterable[_Row], state: State) -> Facet:
    there = {row.access for row in rows}
    counts = Counter(row.access for row in left)
    choices = (
        Choice(access.value, words, counts[access], access in state.access)
        for access, words in ACCESS_IN_WORDS.items()
        if access in there or access in state.access
    )
    return Facet("access", "Access to the full text", tuple(choices))
