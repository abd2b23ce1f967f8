"""What a browser sees while the page is being made ready: an ASGI application that gives way to the page."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING

from briefqa.web.plain import SITE, STYLE, plain_page

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

# Looks again by itself, without moving a reader's place: only what is going on changes, and at last the page comes.
_SCRIPT = """
async function look() {
  try {
    const answer = await fetch(location.href, {cache: "no-store"});
    if (answer.status !== 503) return location.reload();
    const there = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = document.getElementById("now");
    const text = there.getElementById("now").textContent;
    if (now.textContent !== text) now.textContent = text;
  } catch {}
  setTimeout(look, 500);
}
setTimeout(look, 500);
"""
_BODY = """<p id="now" role="status">{now}</p><p>You need not do anything: the page opens by itself.</p>"""


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


_POLICY = (
    f"default-src 'none'; script-src 'sha256-{_digest(_SCRIPT)}'; style-src 'sha256-{_digest(STYLE)}'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Starting:
    """Says with status 503 what is going on, until `page` is set; from then on it is the page.

    Attributes:
        now: what is going on, a sentence.
        page: the page, once it is ready.
    """

    def __init__(self) -> None:
        self.now = "The page is starting."
        self.page: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if self.page is not None:
            await self.page(scope, receive, send)
        elif scope["type"] == "http":
            now = _BODY.format(now=escape(self.now))
            body = plain_page(SITE, now, name="Starting", script=_SCRIPT).encode()
            headers = {
                "content-type": "text/html; charset=utf-8",
                "content-length": str(len(body)),
                "cache-control": "no-store",
                "retry-after": "1",
                "content-security-policy": _POLICY,
                "x-content-type-options": "nosniff",
                "referrer-policy": "no-referrer",
            }
            pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
            await send({"type": "http.response.start", "status": 503, "headers": pairs})
            await send({"type": "http.response.body", "body": body})
