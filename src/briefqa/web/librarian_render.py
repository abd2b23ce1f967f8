"""The librarian's room → HTML: its door, its first page, its work. Pure functions; all texts are escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import Any

from briefqa.brief import PartialDate
from briefqa.library import MAX_UPLOAD, Holdings, Outcome, TurnBack, Upload, Work, move_in_words
from briefqa.reading import SUFFIXES
from briefqa.showing import counted
from briefqa.web.librarian_frame import (
    ROOM,
    Frame,
    bullets,
    field,
    marked,
    problem_box,
    secret,
    sentence,
    way_back,
    whole_page,
)


def render_login(frame: Frame, problem: str | None = None) -> str:
    """The door."""
    body = f"""{problem_box(problem, "#password")}<h1>{ROOM}</h1>
<p>For those who look after the briefs. To ask them, you need no password.</p>
<form method="post" action="{frame.base}/login">
<input name="username" value="librarian" autocomplete="username" hidden>
{
        field(
            "password",
            "Password",
            '<input class="input" id="password" name="password" type="password" '
            'autocomplete="current-password" required{described}>',
            problem,
        )
    }
<button class="button">Log in</button></form>"""
    return whole_page(frame, ROOM, body, problem)


def render_home(
    frame: Frame, holdings: Holdings, waiting: Sequence[Upload], work: Work | None, problem: str | None = None
) -> str:
    """What there is, and what can be done."""
    body = f"""{problem_box(problem, "#file")}<h1>{ROOM}</h1>{_at_work(frame, work)}
<h2>Add a brief</h2>
<p>It is read first, and you see what was read. Nothing changes before you accept it.</p>
<form method="post" action="{frame.base}/upload" enctype="multipart/form-data" data-busy="The file is being uploaded
and read. This can take half a minute.">{secret(frame)}
{
        field(
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
    return whole_page(frame, ROOM, body, problem)


def render_turn_back(frame: Frame, seen: TurnBack, problem: str | None = None) -> str:
    """What turning back would do."""
    moves = [move_in_words(move) for move in seen.moves] or ["No file in the folder of briefs changes."]
    body = f"""{problem_box(problem)}{way_back(frame)}<h1>Turn back to the state before</h1>
<p>The index becomes what it was before its last change, and so do the files in the folder of briefs. Nothing is lost:
turn back once more, and the newer state is there again.</p>
<h2>What would change</h2>{bullets(moves)}
<p>The index holds {counted(seen.now.entries, "entry")} now. It would hold {counted(seen.then.entries, "entry")}.</p>
<h2>Briefs in the state before</h2>{_briefs(seen.then.briefs)}
<form method="post" action="{frame.base}/turn-back">{secret(frame)}{marked(seen.mark)}
<button class="button warning">Turn back</button></form>"""
    return whole_page(frame, "Turn back to the state before", body, problem)


def render_work(frame: Frame, work: Work | None, waiting: Sequence[Upload] = ()) -> str:
    """How far the work is, or what it did."""
    if work is None:
        body = f"{way_back(frame)}<h1>Nothing is at work</h1><p>Nothing was done since this page was started.</p>"
        return whole_page(frame, "Nothing is at work", body)
    if work.outcome is not None:
        return whole_page(frame, work.outcome.heading, _outcome(frame, work.outcome))
    if work.problem is not None:
        again = "".join(
            f'<p><a href="{frame.base}/upload/{upload.id}">{escape(upload.name)} still waits</a>: accept it again.</p>'
            for upload in waiting
            if upload.id == work.upload
        )
        body = f"{problem_box(work.problem)}{way_back(frame)}<h1>{escape(work.what)}</h1><p>It was not done.</p>{again}"
        return whole_page(frame, work.what, body, work.problem)
    done, total = work.progress or (0, 0)
    value = f' value="{done}" max="{total}"' if total else ""
    body = f"""<div id="work"><h1>{escape(work.what)}</h1><p id="now" role="status">{_now(work)}</p>{_stages(work)}
<progress id="bar" aria-label="Entries encoded"{value}></progress>
<p id="count">{f"{done:,} of {counted(total, 'entry')}" if total else "Not counted yet"}</p>
<p>Begun at {work.since:%H:%M}. You may leave this page: the work goes on, and people can ask meanwhile.</p>
<p><a href="{frame.base}">Back to the librarian’s room</a></p></div>"""
    # Who has no scripts gets a new page every few seconds.
    reload = '<noscript><meta http-equiv="refresh" content="3"></noscript>'
    return whole_page(frame, work.what, body, head=reload)


def render_lost(frame: Frame, message: str) -> str:
    """What is wrong, where there is nothing else to show."""
    return whole_page(
        frame, "Problem", f"{problem_box(message)}{way_back(frame)}<h1>This cannot be shown</h1>", message
    )


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
    alike = Counter(upload.name for upload in waiting)
    met: set[str] = set()
    listed = ""
    for upload in waiting:
        came = datetime.fromtimestamp(upload.since).astimezone()
        at = f"{came:%H:%M:%S}" if alike[upload.name] > 1 else f"{came:%H:%M}"
        # The newest come first.
        older = "; a newer upload of this name stands above" if upload.name in met else ""
        met.add(upload.name)
        listed += (
            f'<li><a href="{frame.base}/upload/{upload.id}">Check {escape(upload.name)}, '
            f"uploaded on {came.day} {came:%B %Y} at {at}</a>{older}</li>"
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
        parts.append(f"<h2>Files that could not be read</h2>{bullets(unread)}")
    if holdings.problem:
        parts.append(f'<div class="inset"><p>{escape(sentence(holdings.problem))}</p></div>')
    if holdings.pending:
        parts.append(
            "<h2>Not in the index yet</h2><p>These files in the folder of briefs were added, changed or removed by "
            f"hand. They are indexed with the next brief that you accept.</p>{bullets(holdings.pending)}"
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


def _stages(work: Work) -> str:
    """Which step the work is at: of a small brief all entries are encoded at once, and the bar alone says little."""
    if work.upload is None and work.progress is None:
        return ""
    done, total = work.progress or (0, 0)
    at = 0 if work.progress is None else 1 if done < total else 2
    steps = ("Read what is new and load the model", "Encode the entries", "Write the index")
    listed = ""
    for number, step in enumerate(steps):
        state = "done" if number < at else "now" if number == at else "to do"
        current = ' aria-current="step"' if number == at else ""
        listed += f"<li{current}>{step} <span>({state})</span></li>"
    return f'<ol id="steps">{listed}</ol>'


def _now(work: Work) -> str:
    """Changes seldom, so that a screen reader is not kept talking."""
    if work.upload is None and work.progress is None:
        return "The state before is checked, and put in place of the present one."
    if work.progress is None:
        return "Getting ready: what is new is read, and the model is loaded."
    done, total = work.progress
    if done >= total:
        return "All entries are encoded. The index is being written."
    return f"Encoding entries: {4 * done // max(total, 1) * 25} per cent done."


def _outcome(frame: Frame, outcome: Outcome) -> str:
    return (
        f"<h1>{escape(outcome.heading)}</h1><h2>What changed</h2>{bullets(outcome.changes)}"
        f'<p><a href="{frame.base.rpartition("/")[0]}/">Ask the briefs</a></p>'
        f'<p><a href="{frame.base}">Back to the librarian’s room</a></p>'
        f'<p><a href="{frame.base}/turn-back">Turn back to the state before</a></p>'
    )
