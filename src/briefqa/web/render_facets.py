"""Facets and the filters in force → HTML. Pure functions; every text from a brief is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from briefqa.brief import Brief
from briefqa.showing import counted, edition
from briefqa.web.facets import ACCESS_IN_WORDS, Choice, Facet, years_in_words
from briefqa.web.links import here
from briefqa.web.state import State

# Choices that a facet shows without being opened.
_SHORT = 8


def render_filters(state: State, briefs: Sequence[Brief], searched: int) -> str:
    """What is searched: always there, with each filter in force and a link that takes it away.

    Args:
        state: what is asked.
        briefs: all there are.
        searched: how many of their entries pass the filters.
    """
    everything = sum(len(brief.entries) for brief in briefs)
    if not state.filtered:
        return f'<p class="filters">Searched: all {counted(everything, "entry")}.</p>'
    items = "".join(
        f'<li>{escape(name)} <a href="{escape(here(left))}">Remove<span class="hidden"> {escape(name)}</span></a></li>'
        for name, left in _in_force(state, briefs)
    )
    return (
        f'<div class="filters"><p>Searched: {searched:,} of {counted(everything, "entry")}, narrowed to</p>'
        f"<ul>{items}</ul><p>{render_clear(state)}</p></div>"
    )


def render_clear(state: State, words: str = "Clear all filters") -> str:
    """The link to the same question without filters."""
    return f'<a href="{escape(here(state.cleared()))}">{words}</a>'


def render_facets(facets: Sequence[Facet], state: State) -> str:
    """A form with a group of choices for each facet; a choice takes effect at once."""
    if not facets:
        return ""
    question = f'<input type="hidden" name="q" value="{escape(state.question)}">' if state.question is not None else ""
    groups = "".join(map(_group, facets))
    return (
        '<details class="narrow" data-keep="narrow" data-wide><summary>Narrow the results</summary>'
        f'<form id="narrow" aria-label="Narrow the results">{question}{groups}</form></details>'
    )


def _in_force(state: State, briefs: Sequence[Brief]) -> list[tuple[str, State]]:
    """Each filter in words, and the state without it."""
    titles = {brief.id: edition(brief) for brief in briefs}
    found = [(f"Brief: {titles.get(one, one)}", state.without(briefs=one)) for one in state.briefs]
    found += [(f"Section: {one}", state.without(sections=one)) for one in state.sections]
    if state.years:
        found.append((f"Published: {years_in_words(state.years)}", state.without(years=None)))
    return found + [(f"Access: {ACCESS_IN_WORDS[one]}", state.without(access=one)) for one in state.access]


def _group(facet: Facet) -> str:
    choices = "".join(_choice(facet, choice) for choice in facet.choices)
    if len(facet.choices) > _SHORT:
        choices = (
            f'<details data-keep="{facet.name}"{" open" if any(one.chosen for one in facet.choices) else ""}>'
            f'<summary>{len(facet.choices)} to choose from<span class="hidden">: {facet.legend}</span></summary>'
            f"{choices}</details>"
        )
    return f"<fieldset><legend>{facet.legend}</legend>{choices}</fieldset>"


def _choice(facet: Facet, choice: Choice) -> str:
    kind = "radio" if facet.single else "checkbox"
    chosen = " checked" if choice.chosen else ""
    count = f'<span class="count">{choice.count:,}<span class="hidden"> {_noun(choice.count)}</span></span>'
    return (
        f'<label class="choice"><input type="{kind}" name="{facet.name}" value="{escape(choice.value)}"{chosen}>'
        f"<span>{escape(choice.label)} {count}</span></label>"
    )


def _noun(count: int) -> str:
    return "entry" if count == 1 else "entries"
