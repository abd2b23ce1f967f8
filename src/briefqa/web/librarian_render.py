"""The librarian's room → HTML. Pure functions; every text from a file or a person is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from briefqa.brief import Brief, Entry, PartialDate
from briefqa.library import (
    MAX_UPLOAD,
    Holdings,
    Kind,
    Meaning,
    Outcome,
    Review,
    TurnBack,
    Upload,
    Work,
    move_in_words,
)
from briefqa.reading import SUFFIXES, Doubt
from briefqa.showing import access_in_words, citation_line, counted, edition

_ROOM = "Librarian’s room"
_SITE = "Ask the evidence briefs"


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of one visit share.

    Attributes:
        base: address of the room, without a slash at its end.
        form: secret that each form sends along, or None where nobody is logged in.
    """

    base: str
    form: str | None = None


def render_login(frame: Frame, problem: str | None = None) -> str:
    """The door."""
    body = f"""{_problem(problem, "#password")}<h1>{_ROOM}</h1>
<p>For those who look after the briefs. To ask them, you need no password.</p>
<form method="post" action="{frame.base}/login">
<input name="username" value="librarian" autocomplete="username" hidden>
{
        _field(
            "password",
            "Password",
            '<input class="input" id="password" name="password" type="password" '
            'autocomplete="current-password" required{described}>',
            problem,
        )
    }
<button class="button">Log in</button></form>"""
    return _page(frame, _ROOM, body, problem)


def render_home(
    frame: Frame, holdings: Holdings, waiting: Sequence[Upload], work: Work | None, problem: str | None = None
) -> str:
    """What there is, and what can be done."""
    body = f"""{_problem(problem, "#file")}<h1>{_ROOM}</h1>{_at_work(frame, work)}
<h2>Add a brief</h2>
<p>It is read first, and you see what was read. Nothing changes before you accept it.</p>
<form method="post" action="{frame.base}/upload" enctype="multipart/form-data" data-busy="The file is being uploaded
and read. This can take half a minute.">{_secret(frame)}
{
        _field(
            "file",
            "Choose a brief",
            f'<input class="file" id="file" name="file" type="file" '
            f'accept="{",".join(SUFFIXES)}" required{{described}}>',
            problem,
            hint=f"One file: {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}, up to {MAX_UPLOAD // 1_000_000} MB.",
        )
    }
<button class="button">Upload and check</button></form>
{_waiting(frame, waiting)}{_holdings(frame, holdings)}"""
    return _page(frame, _ROOM, body, problem)


def render_review(frame: Frame, review: Review, problem: str | None = None) -> str:
    """What was read of an upload, what is doubtful, and what accepting it would do."""
    brief, doubts = review.preview.brief, review.preview.doubts
    actions = f"{frame.base}/upload/{review.upload.id}"
    accept = (
        f'<form method="post" action="{actions}/accept">{_secret(frame)}'
        f'{_mark(review.mark)}<button class="button">Accept and index</button></form>'
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
    body = f"""{_problem(problem)}{_back(frame)}<h1>Check {escape(review.upload.name)}</h1>
<p>Nothing has changed yet.</p>{_facts(facts)}
<h2>What is doubtful</h2>{_doubts(doubts)}
<h2>What was read</h2>{_sections(brief.entries)}{_entries(brief)}
<h2>If you accept it</h2>{_meaning(review.meaning, brief)}{_besides(review)}
<div class="buttons">{accept}<form method="post" action="{actions}/discard">{_secret(frame)}
<button class="button secondary">Discard</button></form></div>"""
    return _page(frame, f"Check {review.upload.name}", body, problem)


def render_turn_back(frame: Frame, seen: TurnBack, problem: str | None = None) -> str:
    """What turning back would do."""
    moves = [move_in_words(move) for move in seen.moves] or ["No file in the folder of briefs changes."]
    body = f"""{_problem(problem)}{_back(frame)}<h1>Turn back to the state before</h1>
<p>The index becomes what it was before its last change, and so do the files in the folder of briefs. Nothing is lost:
turn back once more, and the newer state is there again.</p>
<h2>What would change</h2>{_list(moves)}
<p>The index holds {counted(seen.now.entries, "entry")} now. It would hold {counted(seen.then.entries, "entry")}.</p>
<h2>Briefs in the state before</h2>{_briefs(seen.then.briefs)}
<form method="post" action="{frame.base}/turn-back">{_secret(frame)}{_mark(seen.mark)}
<button class="button warning">Turn back</button></form>"""
    return _page(frame, "Turn back to the state before", body, problem)


def render_work(frame: Frame, work: Work | None, waiting: Sequence[Upload] = ()) -> str:
    """How far the work is, or what it did."""
    if work is None:
        body = f"{_back(frame)}<h1>Nothing is at work</h1><p>Nothing was done since this page was started.</p>"
        return _page(frame, "Nothing is at work", body)
    if work.outcome is not None:
        return _page(frame, work.outcome.heading, _outcome(frame, work.outcome))
    if work.problem is not None:
        again = "".join(
            f'<p><a href="{frame.base}/upload/{upload.id}">{escape(upload.name)} still waits</a>: accept it again.</p>'
            for upload in waiting[:1]
        )
        body = f"{_problem(work.problem)}{_back(frame)}<h1>{escape(work.what)}</h1><p>It was not done.</p>{again}"
        return _page(frame, work.what, body, work.problem)
    done, total = work.progress or (0, 0)
    value = f' value="{done}" max="{total}"' if total else ""
    body = f"""<div id="work"><h1>{escape(work.what)}</h1><p id="now" role="status">{_now(work)}</p>
<progress id="bar" aria-label="Entries encoded"{value}></progress>
<p id="count">{f"{done:,} of {counted(total, 'entry')}" if total else "Not counted yet"}</p>
<p>Begun at {work.since:%H:%M}. You may leave this page: the work goes on, and people can ask meanwhile.</p>
<p><a href="{frame.base}">Back to the librarian’s room</a></p></div>"""
    # Who has no scripts gets a new page every few seconds.
    reload = '<noscript><meta http-equiv="refresh" content="3"></noscript>'
    return _page(frame, work.what, body, head=reload)


def render_lost(frame: Frame, message: str) -> str:
    """What is wrong, where there is nothing else to show."""
    return _page(frame, "Problem", f"{_problem(message)}{_back(frame)}<h1>This cannot be shown</h1>", message)


def _page(frame: Frame, title: str, body: str, problem: str | None = None, head: str = "") -> str:
    leave = (
        f'<form method="post" action="{frame.base}/logout">{_secret(frame)}<button class="link">Log out</button></form>'
        if frame.form
        else ""
    )
    whole = _ROOM if title == _ROOM else f"{title} – {_ROOM}"
    return f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{"Error: " if problem else ""}{escape(whole)}</title><link rel="stylesheet" href="{frame.base}/style.css">
<script src="{frame.base}/script.js" defer></script>{head}</head>
<body><a class="skip" href="#main">Skip to main content</a>
<header class="bar"><nav aria-label="Site"><a href="{frame.base.rpartition("/")[0]}/">{_SITE}</a>{leave}</nav></header>
<main id="main" tabindex="-1">{body}<p id="busy" role="status"></p></main></body></html>
"""


def _problem(message: str | None, target: str | None = None) -> str:
    if message is None:
        return ""
    text = escape(_sentence(message))
    shown = f'<a href="{target}">{text}</a>' if target else text
    return (
        f'<div class="problem" role="alert" tabindex="-1" id="problem"><h2>There is a problem</h2><p>{shown}</p></div>'
    )


def _field(name: str, label: str, control: str, problem: str | None, hint: str = "") -> str:
    """A control with its label, hint and error, which screen readers read out with it."""
    ids = [f"{name}-{part}" for part, there in (("hint", hint), ("error", problem)) if there]
    described = f' aria-describedby="{" ".join(ids)}"' if ids else ""
    described += ' aria-invalid="true"' if problem else ""
    told = f'<span class="hint" id="{name}-hint">{escape(hint)}</span>' if hint else ""
    wrong = f'<span class="error" id="{name}-error">{escape(_sentence(problem))}</span>' if problem else ""
    return (
        f'<div class="group{" wrong" if problem else ""}"><label for="{name}">{label}</label>'
        f"{told}{wrong}{control.format(described=described)}</div>"
    )


def _secret(frame: Frame) -> str:
    return f'<input type="hidden" name="form" value="{escape(frame.form or "")}">'


def _mark(mark: str) -> str:
    return f'<input type="hidden" name="mark" value="{escape(mark)}">'


def _back(frame: Frame) -> str:
    return f'<p class="back"><a href="{frame.base}">Back to the librarian’s room</a></p>'


def _at_work(frame: Frame, work: Work | None) -> str:
    if work is None or work.ended:
        return ""
    return (
        f'<div class="inset"><p>{escape(work.what)}, since {work.since:%H:%M}. '
        f'<a href="{frame.base}/work">See how far it is</a></p></div>'
    )


def _waiting(frame: Frame, waiting: Sequence[Upload]) -> str:
    if not waiting:
        return ""
    listed = "".join(
        f'<li><a href="{frame.base}/upload/{upload.id}">Check {escape(upload.name)}</a></li>' for upload in waiting
    )
    return f"<h2>Uploaded, not accepted yet</h2><ul>{listed}</ul>"


def _holdings(frame: Frame, holdings: Holdings) -> str:
    manifest = holdings.manifest
    built = holdings.built
    parts = [
        f"<h2>Briefs in the index</h2><p>Last changed on {built.day} {built:%B %Y} at {built:%H:%M}: "
        f"{counted(len(manifest.briefs), 'brief')}, {counted(manifest.entries, 'entry')} in search.</p>",
        _briefs(manifest.briefs),
    ]
    if manifest.unread:
        unread = [f"{failed.file}: {failed.problem}" for failed in manifest.unread]
        parts.append(f"<h2>Files that could not be read</h2>{_list(unread)}")
    if holdings.problem:
        parts.append(f'<div class="inset"><p>{escape(_sentence(holdings.problem))}</p></div>')
    if holdings.pending:
        parts.append(
            "<h2>Not in the index yet</h2><p>These files in the folder of briefs were added, changed or removed by "
            f"hand. They are indexed with the next brief that you accept.</p>{_list(holdings.pending)}"
        )
    if manifest.previous is not None:
        parts.append(
            f'<h2>Turn back</h2><p><a href="{frame.base}/turn-back">Turn back to the state before the last change</a>'
            "</p>"
        )
    return "".join(parts)


def _briefs(briefs: Iterable[Any]) -> str:
    """The briefs of a manifest as a table that stays one, for a screen reader, where it is shown as a list."""
    heads = ("Brief", "Published", "Entries", "Doubts", "File", "In search")
    rows = []
    for item in briefs:
        published = PartialDate.parse(item.brief["published"]).words if item.brief["published"] else "not given"
        searched = f"No: {item.superseded_by} is newer" if item.superseded_by else "Yes"
        cells = (item.brief["title"], published, f"{item.entries:,}", f"{item.doubts:,}", item.brief["file"], searched)
        rows.append(
            "".join(
                f'<td role="cell"><span class="head" aria-hidden="true">{head}</span>{escape(cell)}</td>'
                for head, cell in zip(heads, cells, strict=True)
            )
        )
    listed = "".join(f'<tr role="row">{row}</tr>' for row in rows)
    titles = "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in heads)
    return (
        '<table role="table"><caption class="hidden">Briefs</caption>'
        f'<thead role="rowgroup"><tr role="row">{titles}</tr></thead><tbody role="rowgroup">{listed}</tbody></table>'
    )


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
    return _list(told)


def _besides(review: Review) -> str:
    if not review.besides or not review.meaning.moves:
        return ""
    return (
        '<div class="inset"><p>These files in the folder of briefs were added, changed or removed since the index was '
        f"built. They are indexed along with it:</p>{_list(review.besides)}</div>"
    )


def _doubts(doubts: Sequence[Doubt]) -> str:
    if not doubts:
        return "<p>Nothing.</p>"
    told = []
    for doubt in doubts:
        places = [f"page {doubt.page}"] if doubt.page is not None else []
        places += [f"line {doubt.line}"] if doubt.line is not None else []
        told.append(f"{_sentence(', '.join(places))}: {doubt.message}" if places else _sentence(doubt.message))
    return f"<p>Compare these places with the file. If they are right, accept it.</p>{_list(told)}"


def _sections(entries: Sequence[Entry]) -> str:
    if not entries:
        return "<p>No entry was found.</p>"
    told = [
        f"{section}: {counted(sum(1 for _ in inside), 'entry')}"
        for section, inside in groupby(entries, key=lambda entry: " › ".join(entry.section) or "(no section)")
    ]
    return _list(told)


def _entries(brief: Brief) -> str:
    if not brief.entries:
        return ""
    listed = "".join(
        f"<li><p><b>{escape(entry.title)}</b><br>{escape(citation_line(entry))}<br>"
        f"Access: {escape(access_in_words(entry, brief))}</p><p>{escape(entry.abstract) or 'No abstract.'}</p></li>"
        for entry in brief.entries
    )
    return f"<details><summary>All {counted(len(brief.entries), 'entry')}</summary><ol>{listed}</ol></details>"


def _now(work: Work) -> str:
    """Changes seldom, so that a screen reader is not kept talking."""
    if work.progress is None:
        return "Getting ready: what is new is read, and the model is loaded."
    done, total = work.progress
    if done >= total:
        return "All entries are encoded. The index is being written."
    return f"Encoding entries: {4 * done // max(total, 1) * 25} per cent done."


def _outcome(frame: Frame, outcome: Outcome) -> str:
    return (
        f"<h1>{escape(outcome.heading)}</h1><h2>What changed</h2>{_list(outcome.changes)}"
        f'<p><a href="{frame.base.rpartition("/")[0]}/">Ask the briefs</a></p>'
        f'<p><a href="{frame.base}">Back to the librarian’s room</a></p>'
        f'<p><a href="{frame.base}/turn-back">Turn back to the state before</a></p>'
    )


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<div><dt>{name}</dt><dd>{value}</dd></div>' for name, value in facts)}</dl>"


def _list(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
