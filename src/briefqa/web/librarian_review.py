"""What was read of an upload, and what accepting it would do → HTML. Pure functions; all texts are escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from briefqa.brief import Brief, Entry
from briefqa.library import Kind, Meaning, Review, move_in_words
from briefqa.reading import Doubt
from briefqa.showing import access_in_words, citation_line, counted, edition
from briefqa.web.librarian_frame import (
    Frame,
    bullets,
    facts_list,
    marked,
    problem_box,
    secret,
    sentence,
    way_back,
    whole_page,
)


def render_review(frame: Frame, review: Review, problem: str | None = None) -> str:
    """What was read of an upload, what is doubtful, and what accepting it would do."""
    brief, doubts = review.preview.brief, review.preview.doubts
    actions = f"{frame.base}/upload/{review.upload.id}"
    accept = (
        f'<form method="post" action="{actions}/accept">{secret(frame)}'
        f'{marked(review.mark)}<button class="button">Accept and index</button></form>'
        if review.meaning.moves
        else ""
    )
    facts = [
        ("File", escape(review.upload.name)),
        ("Title", escape(brief.title)),
        ("Published", escape(brief.published.words if brief.published else "the brief does not say")),
        ("Entries", f"{len(brief.entries):,}"),
        ("Doubts", f"{len(doubts):,}"),
        (
            "Lines of text",
            escape(", ".join(f"{count:,} of {part}" for part, count in review.preview.parts.items() if count)),
        ),
    ]
    body = f"""{problem_box(problem)}{way_back(frame)}<h1>Check {escape(review.upload.name)}</h1>
<p>Nothing has changed yet.</p>{facts_list(facts)}
<h2>What is doubtful</h2>{_doubts(doubts)}
<h2>What was read</h2>{_sections(brief.entries)}{_entries(brief)}
<h2>If you accept it</h2>{_meaning(review.meaning, brief)}{_besides(review)}
<div class="buttons">{accept}<form method="post" action="{actions}/discard">{secret(frame)}
<button class="button secondary">Discard</button></form></div>"""
    return whole_page(frame, f"Check {review.upload.name}", body, problem)


def _meaning(meaning: Meaning, brief: Brief) -> str:
    rivals = ", ".join(f"{edition(rival)}, {rival.file}" for rival in meaning.rivals)
    match meaning.kind:
        case Kind.EMPTY:
            told = ["No entry was found in this file, so it cannot be accepted. Is it an evidence brief?"]
        case Kind.SAME:
            told = [
                f"The same file is in the folder of briefs already: {', '.join(meaning.same_as)}. Nothing would change."
            ]
        case Kind.NEW:
            told = ["It is a brief that is not there yet. Its entries are added."]
        case Kind.NEWER:
            told = [f"It is a newer edition. It takes the place of {rivals} in search; that file stays in the folder."]
        case Kind.OLDER:
            dated = "" if brief.published else " It says no date, so any edition with a date counts as newer."
            told = [f"It is an older edition than {rivals}, so it is listed but not searched.{dated}"]
        case Kind.CORRECTED:
            told = [f"It is another file of the edition that is there: {rivals}. It takes the place of that file."]
    if meaning.kind is Kind.CORRECTED and meaning.behind is not None:
        told.append(f"It is listed but not searched, as {meaning.behind} is a newer edition.")
    told += [move_in_words(move) for move in meaning.moves]
    if meaning.moves and meaning.name != brief.file and meaning.kind is not Kind.CORRECTED:
        told.append(f"It is called {meaning.name}, as another file is called {brief.file}.")
    return bullets(told)


def _besides(review: Review) -> str:
    if not review.besides or not review.meaning.moves:
        return ""
    return (
        '<div class="inset"><p>These files in the folder of briefs were added, changed or removed since the index was '
        f"built. They are indexed along with it:</p>{bullets(review.besides)}</div>"
    )


def _doubts(doubts: Sequence[Doubt]) -> str:
    if not doubts:
        return "<p>Nothing.</p>"
    told = []
    for doubt in doubts:
        places = [f"page {doubt.page}"] if doubt.page is not None else []
        places += [f"line {doubt.line}"] if doubt.line is not None else []
        told.append(f"{sentence(', '.join(places))}: {doubt.message}" if places else sentence(doubt.message))
    return f"<p>Compare these places with the file. If they are right, accept it.</p>{bullets(told)}"


def _sections(entries: Sequence[Entry]) -> str:
    if not entries:
        return "<p>No entry was found.</p>"
    told = [
        f"{section}: {counted(sum(1 for _ in inside), 'entry')}"
        for section, inside in groupby(entries, key=lambda entry: " › ".join(entry.section) or "(no section)")
    ]
    return bullets(told)


def _entries(brief: Brief) -> str:
    if not brief.entries:
        return ""
    listed = "".join(
        f"<li><p><b>{escape(entry.title)}</b><br>{escape(citation_line(entry))}<br>"
        f"Access: {escape(access_in_words(entry, brief))}</p><p>{escape(entry.abstract) or 'No abstract.'}</p></li>"
        for entry in brief.entries
    )
    return f"<details><summary>All {counted(len(brief.entries), 'entry')}</summary><ol>{listed}</ol></details>"
