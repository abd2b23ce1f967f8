"""Answers → HTML. Pure functions; every text from a brief or a person is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from briefqa.answer import Answer, Hit
from briefqa.brief import Brief, Entry
from briefqa.ranking import in_words
from briefqa.showing import access_in_words, citation_line, contacts, counted, edition, places_of_doubles


def render_masthead(briefs: Sequence[Brief]) -> str:
    """The page's title and what is searched."""
    listed = "".join(
        f"<li>{escape(edition(brief))}, {counted(len(brief.entries), 'entry')}</li>"
        for brief in briefs
        if brief.entries
    )
    return (
        '<header class="masthead"><h1>Ask the evidence briefs</h1>'
        "<p>Type a question. You get the entries that fit it best, quoted word for word.</p>"
        f"<p>Searched here:</p><ul>{listed}</ul></header>"
    )


def render_summary(answer: Answer) -> str:
    """One line that says how a question was answered; read out by screen readers."""
    if not answer.hits:
        return "No entries found."
    count = counted(len(answer.hits), "entry")
    searched = f" Searched for “{escape(answer.searched)}”." if answer.searched != answer.question else ""
    if answer.covered:
        return f"{count} found for “{escape(answer.question)}”.{searched}"
    return f"Not covered by the briefs: “{escape(answer.question)}”.{searched} {count} nearest to it below."


def render_answer(answer: Answer) -> str:
    """The whole answer: result cards, under an honest heading."""
    if not answer.hits:
        return '<section class="answer"><h2>No entries found</h2><p>The briefs hold no entries.</p></section>'
    cards = "".join(_card(hit, answer.brief_of(hit), covered=answer.covered) for hit in answer.hits)
    if answer.covered:
        return f'<section class="answer"><h2>Entries that fit best</h2><ol class="cards">{cards}</ol></section>'
    return (
        '<section class="answer"><div class="not-covered"><h2>The briefs do not cover this</h2>'
        f"<p>No entry answers your question.{_contacts(answer.briefs)}</p>{_sections(answer)}</div>"
        f'<h2>Nearest entries</h2><p>They may not help.</p><ol class="cards">{cards}</ol></section>'
    )


def render_problem(message: str) -> str:
    """What went wrong, for the place where the answer would be."""
    text = f"<h2>There is a problem</h2><p>{escape(_sentence(message))}.</p>"
    return f'<section class="answer"><div class="problem">{text}</div></section>'


def _card(hit: Hit, brief: Brief, *, covered: bool) -> str:
    entry = hit.entry
    facts = [
        ("Section", escape(" › ".join(entry.section))),
        ("Brief", escape(edition(brief))),
        ("Access", escape(_sentence(access_in_words(entry, brief)))),
    ]
    # Of the nearest entries to a question that is not covered, none is relevant.
    if covered:
        facts.append(("Relevance", escape(_sentence(in_words(hit.score)))))
    facts += [("Also in", escape(place)) for place in places_of_doubles(hit)]
    rows = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts if value)
    return (
        f'<li class="card"><h3><span class="rank">{hit.rank}.</span> {_title(entry)}</h3>'
        f'<p class="source">{escape(citation_line(entry))}</p>{_note(entry)}'
        f"{_quote(hit)}<dl>{rows}</dl>{_abstract(hit)}</li>"
    )


def _title(entry: Entry) -> str:
    if entry.url and entry.url.lower().startswith(("https://", "http://")):
        return f'<a href="{escape(entry.url)}" rel="noopener noreferrer">{escape(entry.title)}</a>'
    return escape(entry.title)


def _note(entry: Entry) -> str:
    return f'<p class="note">{escape(entry.note)}</p>' if entry.note else ""


def _quote(hit: Hit) -> str:
    """The sentence nearest to the question; a title is not said twice."""
    if hit.quote.field == "title":
        return ""
    return f"<blockquote><p>{escape(hit.quote.text)}</p></blockquote>"


def _abstract(hit: Hit) -> str:
    """The abstract on demand, with the quoted sentence marked."""
    entry, quote = hit.entry, hit.quote
    if not entry.abstract:
        return '<p class="no-abstract">The brief gives no abstract.</p>'
    if quote.field == "abstract":
        text = (
            f"{escape(entry.abstract[: quote.start])}<mark>{escape(quote.text)}</mark>"
            f"{escape(entry.abstract[quote.end :])}"
        )
    else:
        text = escape(entry.abstract)
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n"))
    hidden = f'<span class="hidden"> of entry {hit.rank}</span>'
    return f'<details><summary>Whole abstract{hidden}</summary><div class="abstract">{paragraphs}</div></details>'


def _sections(answer: Answer) -> str:
    if not answer.nearest_sections:
        return ""
    listed = "".join(f"<li>{escape(section)}</li>" for section in answer.nearest_sections)
    return f"<p>The nearest sections are:</p><ul>{listed}</ul>"


def _contacts(briefs: Sequence[Brief]) -> str:
    links = ", ".join(f'<a href="mailto:{escape(address)}">{escape(address)}</a>' for address in contacts(briefs))
    return f" For help, write to {links}." if links else ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
