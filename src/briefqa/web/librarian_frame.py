"""What all pages of the librarian's room are put together from: the frame, forms, lists. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from briefqa.web.plain import SITE

ROOM = "Librarian’s room"


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of one visit share.

    Attributes:
        base: address of the room, without a slash at its end.
        form: secret that each form sends along, or None where nobody is logged in.
    """

    base: str
    form: str | None = None


def whole_page(frame: Frame, title: str, body: str, problem: str | None = None, head: str = "") -> str:
    """A page of the room.

    Args:
        frame: what all pages share.
        title: of the page, plain text.
        body: what stands in the main part, as HTML.
        problem: what went wrong, which the window's title says, too.
        head: more for the document's head, as HTML.
    """
    leave = (
        f'<form method="post" action="{frame.base}/logout">{secret(frame)}<button class="link">Log out</button></form>'
        if frame.form
        else ""
    )
    whole = ROOM if title == ROOM else f"{title} – {ROOM}"
    return f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{"Error: " if problem else ""}{escape(whole)}</title><link rel="stylesheet" href="{frame.base}/style.css">
<script src="{frame.base}/script.js" defer></script>{head}</head>
<body><a class="skip" href="#main">Skip to main content</a>
<header class="bar"><nav aria-label="Site"><a href="{frame.base.rpartition("/")[0]}/">{SITE}</a>{leave}</nav></header>
<main id="main" tabindex="-1">{body}<p id="busy" role="status"></p></main></body></html>
"""


def problem_box(message: str | None, target: str | None = None) -> str:
    """What went wrong, read out at once; `target` is the id, with `#`, of the control that mends it."""
    if message is None:
        return ""
    text = escape(sentence(message))
    shown = f'<a href="{target}">{text}</a>' if target else text
    return (
        f'<div class="problem" role="alert" tabindex="-1" id="problem"><h2>There is a problem</h2><p>{shown}</p></div>'
    )


def field(name: str, label: str, control: str, problem: str | None, hint: str = "") -> str:
    """A control with its label, hint and error, which screen readers read out with it.

    Args:
        name: id of the control.
        label: HTML.
        control: HTML, with `{described}` where the attributes go that name hint and error.
        problem: what was wrong with what was entered.
        hint: plain text.
    """
    ids = [f"{name}-{part}" for part, there in (("hint", hint), ("error", problem)) if there]
    described = f' aria-describedby="{" ".join(ids)}"' if ids else ""
    described += ' aria-invalid="true"' if problem else ""
    told = f'<span class="hint" id="{name}-hint">{escape(hint)}</span>' if hint else ""
    wrong = f'<span class="error" id="{name}-error">{escape(sentence(problem))}</span>' if problem else ""
    return (
        f'<div class="group{" wrong" if problem else ""}"><label for="{name}">{label}</label>'
        f"{told}{wrong}{control.format(described=described)}</div>"
    )


def secret(frame: Frame) -> str:
    """The secret of the visit, for a form."""
    return f'<input type="hidden" name="form" value="{escape(frame.form or "")}">'


def marked(mark: str) -> str:
    """What a person saw when they decided, for a form: it is done only if nothing changed since."""
    return f'<input type="hidden" name="mark" value="{escape(mark)}">'


def way_back(frame: Frame) -> str:
    """The link back to the room's first page."""
    return f'<p class="back"><a href="{frame.base}">Back to the librarian’s room</a></p>'


def facts_list(facts: Iterable[tuple[str, str]]) -> str:
    """Names and their values, both HTML."""
    return f"<dl>{''.join(f'<div><dt>{name}</dt><dd>{value}</dd></div>' for name, value in facts)}</dl>"


def bullets(texts: Iterable[str]) -> str:
    """Plain texts as a list."""
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def sentence(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]
