"""Security headers: on every answer, and a page whose scripts carry the nonce that its policy names."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from briefqa.web.guard import with_security_headers

PAGE = "<html><script>1</script><script type=module src=x></script><scripted></scripted>" + "é" * 2000


def _page(_: Request) -> Response:
    return HTMLResponse(PAGE, headers={"x-frame-options": "ALLOWALL"})


def _pieces(_: Request) -> Response:
    return StreamingResponse(iter(["<scr", "ipt>1</script>"]), media_type="text/html")


def _client(first: Route) -> TestClient:
    app = Starlette(routes=[first, Route("/other", lambda _: PlainTextResponse("<script>"))])
    app.add_middleware(GZipMiddleware)
    app.add_middleware(with_security_headers)
    return TestClient(app)


@pytest.mark.parametrize("path", ["/", "/other", "/nowhere"])
def test_every_answer_carries_them(path: str) -> None:
    headers = _client(Route("/", _page)).get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert "'unsafe-inline'" not in policy["script-src"]
    assert policy["frame-ancestors"] == "'none'"
    assert policy["connect-src"] == "'self'"


def test_the_pages_own_scripts_have_the_nonce_and_no_other() -> None:
    client = _client(Route("/", _page))
    first, second = client.get("/"), client.get("/")
    nonce = re.search(r"'nonce-([^']+)'", first.headers["content-security-policy"])
    assert nonce is not None
    assert first.text == PAGE.replace("<script", f'<script nonce="{nonce[1]}"').replace(
        f'<script nonce="{nonce[1]}"ed', "<scripted"
    )
    assert nonce[1] not in second.text
    assert int(first.headers["content-length"]) == len(first.content)
    assert client.get("/other").text == "<script>"


def test_a_page_in_pieces_is_put_together() -> None:
    assert re.fullmatch(r'<script nonce="[^"]+">1</script>', _client(Route("/", _pieces)).get("/").text)
