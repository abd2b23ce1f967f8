"""By which names the server answers, so that no page on the web can ask it.

A browser lets a page read only answers from the page's own host. Who owns a name can have it lead to this machine once
the page is there ("DNS rebinding"); what the page then asks is for that name, by which this server is not known.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from briefqa.errors import ServeError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
_NAME = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")
_PORT = re.compile(r":[0-9]*$")


def hosts_answered(host: str, listening: str, named: Collection[str] = ()) -> tuple[str, ...] | None:
    """The names, in small letters and without port, by which requests may ask; None for any.

    Args:
        host: what the server was told to listen on: `localhost`, `0.0.0.0`.
        listening: the address that it does listen on, as the system tells it.
        named: names that the deployer gives it, such as that of a proxy in front; see `host_named`.
    """
    address = ipaddress.ip_address(listening.partition("%")[0])
    if not named and not address.is_loopback:
        return None
    own = [] if address.is_unspecified else [f"[{one}]" if ":" in one else one for one in (str(address), host.lower())]
    return tuple(dict.fromkeys([*_THIS_MACHINE, *own, *named]))


def host_named(text: str) -> str:
    """A name of a host as requests are compared with it.

    Raises:
        ServeError: it is none.
    """
    name = text.strip().lower().rstrip(".")
    if not _NAME.fullmatch(name):
        raise ServeError(f"'{text}' is no name of a host; write it without https:// and port: briefs.example.nhs.uk")
    return name


def only_for(app: ASGIApp, hosts: Collection[str] | None) -> ASGIApp:
    """An ASGI application that answers only requests for one of these hosts; see `hosts_answered`."""
    if hosts is None:
        return app

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        asked = _host_of(scope)
        if scope["type"] != "http" or asked in hosts:
            await app(scope, receive, send)
            return
        # What is no name is not repeated.
        name = asked if _NAME.fullmatch(asked) else ""
        mend = f"ask for one of {', '.join(hosts)}, or start it with --allow-host {name or 'NAME'}"
        told = f"this server is not known as '{name}'; {mend}"
        # Programs get JSON, as in all that they are refused.
        kind, body = (
            (b"application/json", json.dumps({"error": told}).encode())
            if re.match(r"/api(/|$)", scope["path"])
            else (b"text/plain; charset=utf-8", f"briefqa: {told}\n".encode())
        )
        headers = [
            (b"content-type", kind),
            (b"content-length", str(len(body)).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": 421, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return answering


def _host_of(scope: Scope) -> str:
    """The host that a request names, without its port; "" where it names none, or several."""
    named = [value for name, value in scope.get("headers", ()) if name == b"host"]
    if len(named) != 1:
        return ""
    return _PORT.sub("", named[0].decode("latin-1").lower()).rstrip(".")
