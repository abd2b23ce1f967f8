"""The page and what is served beside it, as one application."""

from __future__ import annotations

import sys

import pytest
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient
from starlette.routing import Mount, Route

from briefqa import Retriever
from briefqa.errors import MissingExtra
from briefqa.web.application import build_application
from briefqa.web.links import Outside
from tiny import HashingEncoder, brief_text, make_index


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    return Retriever.open(make_index(tmp_path_factory.mktemp("application"), ward=brief_text()), HashingEncoder())


@pytest.fixture(scope="module")
def client(asked: Retriever) -> TestClient:
    beside = {
        "routes": [
            Route("/beside", lambda _: PlainTextResponse("beside")),
            Route("/strict", lambda _: PlainTextResponse("strict", headers={"content-security-policy": "sandbox"})),
        ]
    }
    return TestClient(build_application(asked, Outside(), beside=beside))


def test_what_is_served_beside_the_page_comes_first_and_is_guarded(client: TestClient) -> None:
    answer = client.get("/beside")
    assert answer.text == "beside"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert client.get("/strict").headers["content-security-policy"] == "sandbox"


def test_the_page_takes_no_files(client: TestClient) -> None:
    answer = client.post("/gradio_api/upload", files={"files": ("brief.txt", b"text")})
    assert (answer.status_code, answer.text) == (404, "This page takes no files.\n")


@pytest.mark.parametrize("path", ["/nothing", "/nothing/at/all", "/librarian", "/static/nothing"])
def test_at_an_address_that_there_is_not_people_get_a_page_and_programs_json(client: TestClient, path: str) -> None:
    page = client.get(path, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.status_code == 404
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>Page not found</h1>" in page.text
    assert page.headers["x-content-type-options"] == "nosniff"
    told = client.get(path)
    assert (told.status_code, told.headers["content-type"]) == (404, "application/json")


def test_a_file_is_made_of_an_answer(client: TestClient) -> None:
    saved = client.get("/take-away?q=night&format=csv")
    assert saved.headers["content-disposition"] == 'attachment; filename="evidence-night.csv"'
    refused = client.get("/take-away?q=night&format=exe")
    assert refused.status_code == 400
    assert "There is no format" in refused.text


def test_gradio_remembers_few_of_the_windows_and_none_of_the_questions(asked: Retriever) -> None:
    app = build_application(asked, Outside())
    held = next(mount.app for mount in app.routes if isinstance(mount, Mount) and hasattr(mount.app, "state_holder"))
    client, event = TestClient(app), held.get_blocks().default_config.fns
    go = next(one for one, function in event.items() if ("go" in {name for _, name in function.targets}))
    for window in range(105):
        sent = {"data": [], "event_data": {"query": ""}, "fn_index": go, "session_hash": f"window {window}"}
        assert client.post("/gradio_api/run/predict", json=sent).status_code == 200
    assert len(held.state_holder.session_data) == 100
    assert not held.get_blocks()._queue.event_analytics


def test_without_gradio_the_extra_is_named(asked: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gradio", None)
    with pytest.raises(MissingExtra, match=r"pip install \"briefqa\[web\]\""):
        build_application(asked, Outside())
