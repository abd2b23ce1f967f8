"""Entries → HTML: one card each. Pure functions; every text from a brief is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from briefqa.answer import Answer, Hit, Why
from briefqa.brief import Access, Brief, Entry
from briefqa.ranking import in_words
from briefqa.showing import citation_line
from briefqa.web.citation import citation_of
from briefqa.web.links import Link, Outside, linked, mail_link, permalink

_TEAM = "the Knowledge Management team"


def render_card(hit: Hit, answer: Answer, outside: Outside) -> str:
    """A ranked entry, as an item of a list."""
    entry, brief = hit.entry, answer.brief_of(hit)
    facts = _facts(entry, brief, outside)
    # Of the nearest entries to a question that is not covered, none is relevant.
    if answer.covered:
        facts.insert(0, ("Relevance", in_words(hit.score).capitalize()))
    facts += [("Also in", _double(other, answer, outside)) for other in hit.also_in]
    return (
        f'<li class="card" id="result-{hit.rank}" tabindex="-1">'
        f'<h3><span class="rank">{hit.rank}.</span> {_title(entry)}</h3>'
        f"{_source(entry)}{_quote(hit)}{_rows(facts)}{_abstract(hit)}{_why(hit)}{_tools(entry, brief, hit.rank)}</li>"
    )


def render_entry_card(entry: Entry, brief: Brief, outside: Outside) -> str:
    """An entry by itself, with its whole abstract."""
    abstract = f'<div class="abstract">{_paragraphs(escape(entry.abstract))}</div>' if entry.abstract else _NO_ABSTRACT
    return (
        f'<article class="card alone"><h2 tabindex="-1" data-focus>{_title(entry)}</h2>'
        f"{_source(entry)}{_rows(_facts(entry, brief, outside))}{abstract}{_tools(entry, brief, None)}</article>"
    )


def external(link: Link, described: str = "") -> str:
    """A link that leaves the page; `described` is read out behind its name."""
    hidden = f'<span class="hidden"> {escape(described)}</span>' if described else ""
    return f'<a href="{escape(link.address)}" rel="noopener noreferrer">{escape(link.name)}{hidden}</a>'


def mail(address: str) -> str:
    """An address of the briefs, as a link where it is one."""
    link = mail_link(address)
    return f'<a href="{escape(link)}">{escape(address)}</a>' if link else escape(address)


def evidence_as_at(brief: Brief) -> str:
    """A brief's title and what its date means to a reader, escaped."""
    date = f", evidence as at {brief.published.words}" if brief.published else ", no date given"
    return escape(brief.title + date)


def _title(entry: Entry) -> str:
    return external(Link(entry.title, entry.url or "")) if linked(entry) else escape(entry.title)


def _source(entry: Entry) -> str:
    note = f'<p class="note">{escape(entry.note)}</p>' if entry.note else ""
    authors = f'<p class="authors">{escape(entry.authors)}</p>' if entry.authors else ""
    return f'{authors}<p class="source">{escape(citation_line(entry))}</p>{note}'


def _quote(hit: Hit) -> str:
    """The sentence nearest to the question; a title is not said twice."""
    return "" if hit.quote.field == "title" else f"<blockquote><p>{escape(hit.quote.text)}</p></blockquote>"


def _facts(entry: Entry, brief: Brief, outside: Outside) -> list[tuple[str, str]]:
    """Names and their values as HTML."""
    searches = ", ".join(external(link, f"for {entry.title}") for link in outside.searches(entry))
    return [
        ("Access", _access(entry, brief, outside)),
        ("Full text", f"Search for the title: {searches}" if searches else ""),
        ("Section", escape(" › ".join(entry.section))),
        ("Brief", evidence_as_at(brief)),
    ]


def _rows(facts: Sequence[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts if value) + "</dl>"


def _access(entry: Entry, brief: Brief, outside: Outside) -> str:
    """What the brief says about access, and what to do."""
    marked = f" (marked “{escape(entry.access_note)}”)" if entry.access_note else ""
    ask = f"ask {_TEAM}: {mail(brief.contact)}" if brief.contact else f"ask {_TEAM} or your library"
    match entry.access:
        case Access.FREE:
            return f"<strong>Free</strong>: the brief marks no restriction{marked}"
        case Access.ABSTRACT_ONLY:
            return f"<strong>Only the abstract is freely available</strong>{marked}. For the full text, {ask}"
        case Access.OPENATHENS:
            sign_in = outside.sign_in(entry)
            way = f"{external(sign_in, f'to read {entry.title}')}, or {ask}" if sign_in else f"For help, {ask}"
            return f"<strong>An NHS OpenAthens account is needed</strong>{marked}. {way}"
        case Access.UNKNOWN:
            return f"<strong>The brief does not say</strong>{marked}. For help, {ask}"


def _double(other: Entry, answer: Answer, outside: Outside) -> str:
    """Where else the same work stands, with its own access."""
    brief = next((brief for brief in answer.briefs if brief.id == other.brief_id), None)
    place = [escape(" › ".join(other.section))] if other.section else []
    if brief is None:
        return escape(other.brief_id)
    link = f'<a href="{escape(permalink(other))}">{evidence_as_at(brief)}</a>'
    return f"{link}{''.join(f' ({one})' for one in place)}. {_access(other, brief, outside)}"


_NO_ABSTRACT = '<p class="no-abstract">The brief gives no abstract.</p>'


def _abstract(hit: Hit) -> str:
    """The abstract on demand, with the quoted sentence marked."""
    entry, quote = hit.entry, hit.quote
    if not entry.abstract:
        return _NO_ABSTRACT
    if quote.field == "abstract":
        text = (
            f"{escape(entry.abstract[: quote.start])}<mark>{escape(quote.text)}</mark>"
            f"{escape(entry.abstract[quote.end :])}"
        )
    else:
        text = escape(entry.abstract)
    return _folded("Whole abstract", hit, f'<div class="abstract">{_paragraphs(text)}</div>')


def _paragraphs(text: str) -> str:
    """Paragraphs of escaped text; a mark that goes over several is closed and opened again between them."""
    paragraphs = []
    marked = False
    for line in text.split("\n"):
        begun = f"<mark>{line}" if marked else line
        marked = begun.count("<mark>") > begun.count("</mark>")
        paragraphs.append(f"<p>{begun}{'</mark>' if marked else ''}</p>")
    return "".join(paragraphs)


def _why(hit: Hit) -> str:
    reasons = "".join(f"<li>{reason}</li>" for reason in _reasons(hit.why))
    return _folded("Why this result", hit, f"<ul>{reasons}</ul>") if reasons else ""


def _reasons(why: Why) -> list[str]:
    if why.title:
        return ["Your question is its title."]
    reasons = [f"Its meaning is near to that of your question: {why.meaning:.2f} of at most 0.70."]
    if why.matched:
        words = ", ".join(map(escape, why.matched))
        reasons.append(f"It has these words of your question: {words}. They add {why.words:.2f} of at most 0.30.")
    if why.fields:
        reasons.append(
            f"It has the year, the access or the publication that your question names; that adds {why.fields:.2f}."
        )
    return [*reasons, f"Together: {why.strength:.2f}. Entries are ordered by that."]


def _tools(entry: Entry, brief: Brief, rank: int | None) -> str:
    """Select, copy, link; the names say of which entry where there are several."""
    select = (
        f'<label class="pick"><input type="checkbox" name="pick" value="{escape(entry.id)}" form="take-away"> '
        f"Select{_of(' ', rank)}</label>"
        if rank
        else ""
    )
    citation = escape(citation_of(entry, brief))
    return (
        f'<div class="tools">{select}<button type="button" class="plain" data-copy="{citation}">'
        f"Copy citation{_of(' of ', rank)}</button>"
        f'<a href="{escape(permalink(entry))}">Link to this entry{_of(": ", rank)}</a></div>'
    )


def _of(joint: str, rank: int | None) -> str:
    """To which entry something belongs, for those who do not see where it stands."""
    return f'<span class="hidden">{joint}entry {rank}</span>' if rank else ""


def _folded(name: str, hit: Hit, inner: str) -> str:
    key = escape(f"{name} {hit.entry.id}")
    return f'<details data-keep="{key}"><summary>{name}{_of(" of ", hit.rank)}</summary>{inner}</details>'
