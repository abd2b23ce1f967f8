"""Small whole pages in the look of the page, for where the page itself cannot be: they load nothing."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SITE = "Ask the evidence briefs"
STYLE = """
body { margin: 0; font: 1.1875rem/1.5 Arial, sans-serif; color: #212b32; background: #fff; overflow-wrap: anywhere; }
main { max-width: 48rem; margin: 0 auto; padding: 1rem; border-bottom: 4px solid #005eb8; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
a { color: #005eb8; }
a:hover { color: #003087; text-decoration-thickness: 3px; }
a:visited { color: #330072; }
a:focus-visible {
  outline: 4px solid transparent; background: #ffeb3b; color: #212b32; box-shadow: 0 4px 0 #212b32;
  text-decoration: none;
}
"""
_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{style}</style></head>
<body><main><h1>{heading}</h1>{body}</main>{script}</body></html>
"""
# Where programs ask, which want no page.
_FOR_PROGRAMS = ("/api/", "/gradio_api/", "/mcp")


def plain_page(heading: str, body: str, *, name: str | None = None, script: str = "") -> str:
    """A whole page.

    Args:
        heading: plain text.
        body: what stands below it, as HTML.
        name: what the window is called, in front of the name of the site; the heading where it is None.
        script: JavaScript that runs.
    """
    return _PAGE.format(
        title=escape(f"{name or heading} – {SITE}"),
        style=STYLE,
        heading=escape(heading),
        body=body,
        script=f"<script>{script}</script>" if script else "",
    )


def nothing_here(start: str = "./") -> str:
    """The page at an address that there is not; `start` leads to the page, from where that address stands."""
    return plain_page(
        "Page not found",
        "<p>If you typed the address, check it is correct. If you pasted it, check you copied all of it.</p>"
        f'<p><a href="{escape(start)}">{SITE}</a></p>',
    )


def with_page_for_nothing(app: ASGIApp) -> ASGIApp:
    """An ASGI application that answers browsers with a page where `app` would say in JSON that there is nothing."""

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        await app(scope, receive, _paged(send, way_to_start(scope)) if _wants_page(scope) else send)

    return answering


def _wants_page(scope: Scope) -> bool:
    """Whether a person may be looking: browsers ask for HTML when an address is opened, programs do not."""
    if scope["type"] != "http" or scope["path"].startswith(_FOR_PROGRAMS):
        return False
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def way_to_start(scope: Scope) -> str:
    """From the path that was asked for to the page, whatever path of another server both stand behind."""
    # As it was sent: a slash that is percent-encoded makes no folder.
    path = scope.get("raw_path", b"").decode("latin-1").partition("?")[0] or scope["path"]
    below = path.removeprefix(scope.get("root_path", "").rstrip("/")).removeprefix("/")
    return "../" * below.count("/") or "./"


def _paged(send: Send, start: str) -> Send:
    replaced = False

    async def sending(message: Message) -> None:
        nonlocal replaced
        if message["type"] == "http.response.start" and message["status"] == 404:
            kind = dict(message.get("headers", ())).get(b"content-type", b"")
            replaced = kind.startswith(b"application/json")
            if replaced:
                page = nothing_here(start).encode()
                headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(page)).encode())]
                await send({**message, "headers": headers})
                await send({"type": "http.response.body", "body": page})
        if not replaced:
            await send(message)

    return sending
