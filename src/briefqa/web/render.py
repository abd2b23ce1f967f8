"""What the page says → HTML. Pure functions; every text from a brief or a person is escaped here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from html import escape

from briefqa.answer import Answer
from briefqa.brief import Brief, Entry
from briefqa.filters import MAX_HITS
from briefqa.showing import contacts, counted
from briefqa.web.facets import facets_of, searched_of
from briefqa.web.links import Outside, here
from briefqa.web.plain import SITE, plain_page
from briefqa.web.render_cards import evidence_as_at, mail, render_card, render_entry_card
from briefqa.web.render_facets import render_clear, render_facets, render_filters
from briefqa.web.state import PAGE, State

# Format of an export → what it is called, and for what.
FORMATS = {
    "docx": "Word reading list",
    "ris": "RIS for EndNote, Zotero and Mendeley",
    "bibtex": "BibTeX",
    "csv": "CSV for Excel",
    "markdown": "Markdown",
}
# More briefs than that are listed on demand only.
_FEW = 3
# Characters of a question that are repeated: two lines or three on a phone.
SHORT = 80


def render_masthead(briefs: Sequence[Brief]) -> str:
    """The page's title and what is searched."""
    held = [brief for brief in briefs if brief.entries]
    listed = "".join(f"<li>{evidence_as_at(brief)}, {counted(len(brief.entries), 'entry')}</li>" for brief in held)
    searched = f"{counted(len(held), 'brief')}, {counted(sum(len(brief.entries) for brief in held), 'entry')}"
    unfolded = " open" if len(held) <= _FEW else ""
    return (
        f'<header class="masthead"><h1>{SITE}</h1><p class="intro">'
        "Type a question. You get the entries that fit it best, quoted word for word.</p>"
        f'<details data-keep="searched"{unfolded}><summary>Searched here: {searched}</summary>'
        f"<ul>{listed}</ul></details></header>"
    )


def shortened(text: str) -> str:
    """The beginning of a long text, cut at a word; it has at most `SHORT` characters."""
    if len(text) <= SHORT:
        return text
    head = text[: SHORT - 1]
    words = head.rpartition(" ")[0] if not text[SHORT - 1].isspace() else head
    # Without a space for long, as in an address, there is no word to cut at.
    return f"{(words if len(words) > SHORT // 2 else head).rstrip()}…"


def render_summary(answer: Answer, searched: int, *, whole: bool = False) -> str:
    """One line, plain text, that says how a question was answered; read out by screen readers.

    All entries that are searched have a place in the ranking, so how many "match" cannot be said.

    Args:
        answer: what is shown.
        searched: how many entries pass the filters.
        whole: whether a long question is repeated whole, as on paper. Else its beginning is, for all of it would push
            the answer off a phone, and be read out before it.
    """
    if not answer.hits:
        return "No entries found."
    asked, spelt = (text if whole else shortened(text) for text in (answer.question, answer.searched))
    mended = f" Searched for “{spelt}”." if answer.searched != answer.question else ""
    one, shown = searched == 1, len(answer.hits)
    among = "the only entry searched" if one else f"of {searched:,} entries searched"
    if answer.covered:
        best = among if one else f"the {shown:,} that {'fits' if shown == 1 else 'fit'} best {among}"
        return f"Showing {best}, for “{asked}”.{mended}"
    nearest = among if one else f"the {shown:,} nearest {among}"
    return f"Not covered by the briefs: “{asked}”.{mended} Showing {nearest}."


def render_whole_question(answer: Answer) -> str:
    """A long question on demand, whole, and what was searched for."""
    if max(len(answer.question), len(answer.searched)) <= SHORT:
        return ""
    searched = f"<p>Searched for “{escape(answer.searched)}”.</p>" if answer.searched != answer.question else ""
    return (
        '<details class="whole" data-keep="whole"><summary>Your whole question</summary>'
        f"<p>{escape(answer.question)}</p>{searched}</details>"
    )


def render_printed(summary: str = "") -> str:
    """What stands on top on paper, in place of the box and of what is read out; the script adds the page's address."""
    said = f'<p class="printed">{escape(summary)}</p>' if summary else ""
    return f'{said}<p class="printed" data-address></p>'


def render_start(examples: Sequence[str], briefs: Sequence[Brief], state: State) -> str:
    """What stands below the box before anything is asked."""
    if not any(brief.entries for brief in briefs):
        return (
            '<section class="start"><h2>There is nothing to search yet</h2>'
            "<p>Add a brief to the folder of briefs; the page follows by itself.</p></section>"
        )
    links = "".join(f'<li><a href="{escape(here(State(text)))}">{escape(text)}</a></li>' for text in examples)
    start = f'<section class="start"><h2>Examples</h2><ul>{links}</ul></section>' if examples else ""
    return f"{_narrowed(briefs, state)}{start}" if state.filtered else start


def render_answer(answer: Answer, state: State, outside: Outside) -> str:
    """The whole answer: what was searched, facets, key points, cards and what can be done with them."""
    return (
        f'<div class="columns">{_narrowed(answer.briefs, state)}'
        f'<div class="answer">{_found(answer, state, outside)}</div></div>'
    )


def render_entry(entry: Entry, brief: Brief, outside: Outside) -> str:
    """One entry, as its permanent link shows it."""
    take = _take_away(State(entry=entry.id), "this entry")
    return f'{render_printed()}<div class="answer">{render_entry_card(entry, brief, outside)}{take}</div>'


@dataclass(frozen=True, slots=True)
class WayOut:
    """A link that leads out of a problem."""

    words: str
    state: State


def render_problem(messages: Sequence[str], way: WayOut | None = None) -> str:
    """All that went wrong, for the place where the answer would be, and what can be done about it."""
    mend = f'<p><a href="{escape(here(way.state))}">{escape(way.words)}</a></p>' if way is not None else ""
    said = "".join(f"<p>{escape(_sentence(message))}.</p>" for message in messages)
    text = f'<h2 id="problem" tabindex="-1" data-focus>There is a problem</h2>{said}{mend}'
    return f'<section class="answer"><div class="problem">{text}</div></section>'


def render_refusal(message: str, state: State) -> str:
    """A whole page that says why a file cannot be had, with the way back to the question."""
    # Relative: the page may stand behind another server's path.
    back = f'<p><a href="./">{SITE}</a></p>'
    if state.question:
        back = f'<p><a href="./{escape(here(state))}">Back to your question</a></p>{back}'
    return plain_page("There is a problem", f"<p>{escape(_sentence(message))}.</p>{back}")


def render_updated() -> str:
    """That the briefs changed while the page was open."""
    return (
        '<div class="updated"><p><strong>The briefs were updated</strong> since you opened this page. '
        "What you see now is from the new briefs.</p></div>"
    )


def render_reminder() -> str:
    """That a question seems to hold an NHS number."""
    return (
        '<div class="updated reminder"><p><strong>Do not enter patient data.</strong> Your question seems to hold an '
        "NHS number. It was not searched for, is not kept here, and was taken out of this page’s address. It may still "
        "stand in the browser’s history: take it out there."
        "</p></div>"
    )


def _narrowed(briefs: Sequence[Brief], state: State) -> str:
    searched = searched_of(briefs, state)
    return (
        f'<div class="aside">{render_filters(state, briefs, searched)}'
        f"{render_facets(facets_of(briefs, state), state)}</div>"
    )


def _found(answer: Answer, state: State, outside: Outside) -> str:
    if not answer.hits:
        filtered = f"No entry passes the filters. {render_clear(state)}"
        why = filtered if state.filtered else "The briefs hold no entries."
        return f'<h2 tabindex="-1" data-focus>No entries found</h2><p>{why}</p>'
    cards = "".join(render_card(hit, answer, outside) for hit in answer.hits)
    listed = f'<ol class="cards">{cards}</ol>{_more(answer, state)}{_take_away(state, "the entries")}'
    if answer.covered:
        first = "" if answer.key_points else ' tabindex="-1" data-focus'
        return f"{_key_points(answer)}<h2{first}>Entries that fit best</h2>{listed}"
    return (
        '<div class="not-covered"><h2 tabindex="-1" data-focus>The briefs do not cover this</h2>'
        f"<p>No entry{_within(state)} answers your question.{_contacts(answer.briefs)}</p>"
        f"{_sections(answer, state)}</div>"
        f"<h2>Nearest entries</h2><p>They may not help.</p>{listed}"
    )


def _within(state: State) -> str:
    """That filters are in force, and the way without them."""
    return f" that passes the filters ({render_clear(state, 'clear all filters')})" if state.filtered else ""


def _key_points(answer: Answer) -> str:
    """Sentences word for word, each with the card it is from; "" where the entries have none to show."""
    if not answer.key_points:
        return ""
    titles = {hit.rank: hit.entry.title for hit in answer.hits}
    points = "".join(
        f"<li><q>{escape(point.text)}</q> "
        f'<a href="#result-{point.hit}">Entry {point.hit}'
        f'<span class="hidden">: {escape(titles[point.hit])}</span></a></li>'
        for point in answer.key_points
    )
    return (
        '<section class="key-points"><h2 tabindex="-1" data-focus>Key points</h2>'
        f"<p>Word for word from the entries below.</p><ol>{points}</ol></section>"
    )


def _more(answer: Answer, state: State) -> str:
    """A link to more hits, where there may be more."""
    shown = len(answer.hits)
    left = min(MAX_HITS, searched_of(answer.briefs, state)) - shown
    if shown < state.show or left < 1:
        return ""
    more = replace(state, show=min(state.show + PAGE, MAX_HITS))
    return f'<p class="more"><a href="{escape(here(more))}" data-more="{shown + 1}">Show more entries</a></p>'


def _take_away(state: State, what: str) -> str:
    """A form that saves the answer; the boxes of the cards belong to it."""
    hidden = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in state.pairs)
    buttons = "".join(
        f'<button class="plain" name="format" value="{form}">{name}</button>' for form, name in FORMATS.items()
    )
    how = (
        ""
        if state.entry is not None
        else "<p>Saves the entries you selected, or all that are shown if none of them is selected.</p>"
        # The script says here which selected entries are not shown now.
        '<p class="unseen" hidden></p>'
    )
    return (
        f'<form id="take-away" class="take-away" action="take-away" method="get"><h2>Save or print {what}</h2>{how}'
        f'{hidden}<div class="formats">{buttons}'
        '<button type="button" class="plain" data-print>Print</button></div></form>'
    )


def _sections(answer: Answer, state: State) -> str:
    """The nearest sections, each as a link that asks the same of it alone."""
    if not answer.nearest_sections:
        return ""
    chosen = {section.casefold() for section in state.sections}
    listed = "".join(f"<li>{_section(one, chosen, state)}</li>" for one in answer.nearest_sections)
    said = "The nearest sections are these. Each link asks your question of that section alone."
    return f"<p>{said}</p><ul>{listed}</ul>"


def _section(section: str, chosen: Collection[str], state: State) -> str:
    if chosen == {section.casefold()}:
        return escape(section)
    narrowed = replace(state, sections=(section,), show=PAGE)
    return f'<a href="{escape(here(narrowed))}">{escape(section)}</a>'


def _contacts(briefs: Sequence[Brief]) -> str:
    links = ", ".join(map(mail, contacts(briefs)))
    return f" For help, ask the Knowledge Management team: {links}." if links else ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
