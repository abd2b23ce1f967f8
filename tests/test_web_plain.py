"""Pages that stand by themselves: whole, safe, and only for people."""

from __future__ import annotations

from urllib.parse import unquote, urljoin

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from briefqa.web.plain import STYLE, nothing_here, plain_page, way_to_start, with_page_for_nothing
from markup import HOSTILE, Parsed, assert_inert

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TOLD = {"detail": "Not Found"}


def _gone(_: Request) -> Response:
    return HTMLResponse("a page of its own", status_code=404)


def _wrong(_: Request) -> Response:
    return JSONResponse(TOLD, status_code=400)


def _told(_: Request) -> Response:
    return JSONResponse(TOLD, status_code=404)


@pytest.fixture(scope="module")
def client() -> TestClient:
    routes = [Route("/gone", _gone), Route("/wrong", _wrong), Route("/{path:path}", _told)]
    app = Starlette(routes=routes)
    app.add_middleware(with_page_for_nothing)
    return TestClient(app)


def test_a_page_says_what_it_is_and_runs_what_it_is_given() -> None:
    page = plain_page("Wait & see", "<p>Now.</p>", name="Starting", script="look();")
    assert "<title>Starting – Ask the evidence briefs</title>" in page
    assert "<h1>Wait &amp; see</h1><p>Now.</p>" in page
    assert page.count("<script>look();</script>") == 1
    assert "<title>Wait &amp; see – Ask the evidence briefs</title>" in plain_page("Wait & see", "")
    assert HOSTILE in assert_inert(plain_page(HOSTILE, "").replace(f"<style>{STYLE}</style>", "")).text


def test_where_nothing_is_there_is_a_way_on() -> None:
    page = nothing_here()
    assert Parsed(page).links() == ["./"]
    assert "<script" not in page


def test_a_browser_gets_a_page_where_nothing_is(client: TestClient) -> None:
    answer = client.get("/a/b?c=<script>", headers=BROWSER)
    assert (answer.status_code, answer.text) == (404, nothing_here("../"))
    assert answer.headers["content-length"] == str(len(answer.content))
    assert client.head("/a", headers=BROWSER).status_code == 404


@pytest.mark.parametrize("headers", [{"accept": "*/*"}, {"accept": "application/json"}])
def test_programs_are_told_as_before(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/a", headers=headers).json() == TOLD


@pytest.mark.parametrize("path", ["/api/nothing", "/gradio_api/nothing", "/mcp"])
def test_where_programs_ask_they_are_told_so_in_a_browser_too(client: TestClient, path: str) -> None:
    assert client.get(path, headers=BROWSER).json() == TOLD


def test_what_is_there_is_left_alone(client: TestClient) -> None:
    assert client.get("/gone", headers=BROWSER).text == "a page of its own"
    assert client.get("/wrong", headers=BROWSER).json() == TOLD


@pytest.mark.parametrize(
    ("path", "root", "asked"),
    [
        ("/nothing", "", "/nothing"),
        ("/a/b/c", "", "/a/b/c"),
        ("/a/", "", "/a/"),
        ("/a%2Fb", "", "/a%2Fb"),
        # A proxy in front takes its own path away, and may say so.
        ("/a/b", "", "/briefs/a/b"),
        ("/briefs/a/b", "/briefs", "/briefs/a/b"),
        ("/a/b", "/briefs", "/briefs/a/b"),
    ],
)
def test_the_start_is_found_behind_any_path(path: str, root: str, asked: str) -> None:
    way = way_to_start({"path": unquote(path), "raw_path": path.encode(), "root_path": root})
    start = "/briefs/" if asked.startswith("/briefs") else "/"
    assert urljoin(f"https://example.org{asked}", way) == f"https://example.org{start}"
