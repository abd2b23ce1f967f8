"""What answers can be narrowed by, and how many entries each choice leaves to search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefqa.brief import Access, Brief, Entry
from briefqa.filters import LAST_YEAR
from briefqa.showing import edition
from briefqa.web.state import State, years_as_typed

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
    entries = [entry for brief in briefs for entry in brief.entries]
    facets = (
        _briefs(briefs, [entry for entry in entries if _passes(entry, state, "briefs")], state),
        _sections(entries, [entry for entry in entries if _passes(entry, state, "sections")], state),
        _years(entries, [entry for entry in entries if _passes(entry, state, "years")], state),
        _access(entries, [entry for entry in entries if _passes(entry, state, "access")], state),
    )
    return tuple(
        facet for facet in facets if len(facet.choices) > 1 or any(one.chosen and one.value for one in facet.choices)
    )


def searched_of(briefs: Sequence[Brief], state: State) -> int:
    """How many entries pass all filters."""
    return sum(_passes(entry, state, "") for brief in briefs for entry in brief.entries)


def years_in_words(years: tuple[int, int]) -> str:
    """`2019 to 2025`, `since 2022`, `up to 2020`, `2024`."""
    first, last = years
    if first == last:
        return str(first)
    if last >= LAST_YEAR:
        return f"since {first}"
    return f"{first} to {last}" if first > 1 else f"up to {last}"


def _passes(entry: Entry, state: State, but: str) -> bool:
    """Whether an entry passes the filters, as `Retriever.ask` has them, but one of them."""
    headings = {heading.casefold() for heading in entry.section}
    return (
        (but == "briefs" or not state.briefs or entry.brief_id in state.briefs)
        and (but == "sections" or not state.sections or not headings.isdisjoint(map(str.casefold, state.sections)))
        and (but == "years" or state.years is None or _within(entry, state.years))
        and (but == "access" or not state.access or entry.access in state.access)
    )


def _within(entry: Entry, years: tuple[int, int]) -> bool:
    return entry.date is not None and years[0] <= entry.date.year <= years[1]


def _briefs(briefs: Sequence[Brief], left: Iterable[Entry], state: State) -> Facet:
    counts = Counter(entry.brief_id for entry in left)
    choices = (
        Choice(brief.id, edition(brief), counts[brief.id], brief.id in state.briefs)
        for brief in briefs
        if brief.entries
    )
    return Facet("brief", "Brief", tuple(choices))


def _sections(entries: Iterable[Entry], left: Iterable[Entry], state: State) -> Facet:
    """The nearest headings of the entries, in the order of the briefs, and those in force."""
    chosen = {heading.casefold() for heading in state.sections}
    over = (heading for entry in entries for heading in entry.section if heading.casefold() in chosen)
    headings: dict[str, str] = {}
    for heading in (*(entry.section[-1] for entry in entries if entry.section), *over):
        headings.setdefault(heading.casefold(), heading)
    counts = Counter(key for entry in left for key in {heading.casefold() for heading in entry.section})
    choices = (Choice(heading, heading, counts[key], key in chosen) for key, heading in headings.items())
    return Facet("section", "Section", tuple(choices))


def _years(entries: Iterable[Entry], left: Sequence[Entry], state: State) -> Facet:
    """Since when: counted back from the newest entry, as far as there are older ones; and the range in force."""
    years = {entry.date.year for entry in entries if entry.date}
    newest, oldest = max(years, default=0), min(years, default=0)
    ranges: list[tuple[int, int] | None] = [None]
    ranges += [(newest - back, LAST_YEAR) for back in _BACK if newest - back > oldest]
    ranges += [state.years] if state.years not in ranges else []
    choices = (
        Choice(
            years_as_typed(one) if one else "",
            years_in_words(one).capitalize() if one else "Any year",
            sum(_within(entry, one) for entry in left) if one else len(left),
            one == state.years,
        )
        for one in ranges
    )
    return Facet("years", "Published", tuple(choices), single=True)


def _access(entries: Iterable[Entry], left: Iterable[Entry], state: State) -> Facet:
    there = {entry.access for entry in entries}
    counts = Counter(entry.access for entry in left)
    choices = (
        Choice(access.value, words, counts[access], access in state.access)
        for access, words in ACCESS_IN_WORDS.items()
        if access in there or access in state.access
    )
    return Facet("access", "Access to the full text", tuple(choices))
