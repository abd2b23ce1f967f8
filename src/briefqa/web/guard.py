"""What every answer of the server carries so that a browser runs and loads nothing but the page itself."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio compiles its templates in the browser, hence 'unsafe-eval', and styles its elements one by one, hence
# 'unsafe-inline' for styles. Scripts must come from here or carry the page's nonce: none in a text ever runs.
_POLICY = (
    "default-src 'none'",
    "script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'self'",
    "frame-ancestors 'none'",
)
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=()"),
)
_HEADER = b"content-security-policy"
_SCRIPT = re.compile(rb"<script(?=[\s>])")


def with_security_headers(app: ASGIApp) -> ASGIApp:
    """An ASGI application whose answers carry them; the page's own scripts get the nonce of each answer."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        if scope["path"] == "/":
            # The page is changed on its way; it must not be compressed yet.
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        await app(scope, receive, _sender(send, nonce, is_page=scope["path"] == "/"))

    return guarded


def _sender(send: Send, nonce: str, *, is_page: bool) -> Send:
    start: Message = {}
    body = bytearray()

    async def sending(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in _names()]
            # What has a policy of its own has a stricter one.
            own = any(pair[0].lower() == _HEADER for pair in kept)
            policy = [] if own else [(_HEADER, "; ".join(_POLICY).format(nonce=nonce).encode())]
            message = {**message, "headers": [*kept, *_ALWAYS, *policy]}
            if is_page:
                start = message
                return
        elif is_page:
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            page = _SCRIPT.sub(f'<script nonce="{nonce}"'.encode(), bytes(body))
            headers = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
            await send({**start, "headers": [*headers, (b"content-length", str(len(page)).encode())]})
            message = {"type": "http.response.body", "body": page}
        await send(message)

    return sending


def _names() -> set[bytes]:
    return {name for name, _ in _ALWAYS}
