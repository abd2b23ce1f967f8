"""The HTTP interface, without a server; tests/test_web_routes.py has one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

import briefqa
from briefqa import Access, Retriever, extras
from briefqa.catalogue import briefs_record, entry_record
from briefqa.citing import Format, export, of_answer, of_briefs
from briefqa.web.api import make_api
from tiny import HashingEncoder, brief_text, make_index

QUESTION = "sleep of porters at night"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """Over one small brief."""
    return Retriever.open(make_index(tmp_path_factory.mktemp("small"), ward=brief_text()), HashingEncoder())


@pytest.fixture(scope="module")
def client(small: Retriever) -> TestClient:
    return TestClient(make_api(small), raise_server_exceptions=False)


def error_of(response: Response) -> str:
    """The one line, where there is nothing else."""
    record: dict[str, str] = response.json()
    assert list(record) == ["error"]
    assert "\n" not in record["error"]
    return record["error"]


def test_get_and_post_answer_as_the_retriever_does(client: TestClient, small: Retriever) -> None:
    wanted = small.ask(QUESTION).to_dict()
    assert client.get("/ask", params={"q": QUESTION}).json() == wanted
    assert client.post("/ask", json={"question": QUESTION}).json() == wanted


def test_filters_are_named_as_on_the_command_line_or_as_in_python(client: TestClient, small: Retriever) -> None:
    wanted = small.ask(
        QUESTION,
        1,
        briefs=["ward-life"],
        sections=["Reviews", "Training"],
        years=(2021, 2022),
        access=[Access.FREE, Access.ABSTRACT_ONLY],
    ).to_dict()
    assert wanted["hits"][0]["entry"]["year"] == 2022
    sections, access = ["Reviews", "Training"], ["free", "abstract_only"]
    query: dict[str, Any] = {"q": QUESTION, "k": 1, "brief": "ward-life", "year": "2021-2022"}
    assert client.get("/ask", params={**query, "section": sections, "access": access}).json() == wanted
    body = {"question": QUESTION, "k": 1, "briefs": ["ward-life"], "years": "2021-2022"}
    assert client.post("/ask", json={**body, "sections": sections, "access": access}).json() == wanted


def test_briefs_and_entries_are_the_documented_json(client: TestClient, small: Retriever) -> None:
    assert client.get("/briefs").json() == briefs_record(small.briefs)
    for brief in small.briefs:
        for entry in brief.entries:
            assert client.get(f"/entry/{entry.id}").json() == entry_record(entry, brief)


@pytest.mark.parametrize("form", Format)
def test_exports_are_those_of_citing(client: TestClient, small: Retriever, form: Format) -> None:
    answer = client.get("/export", params={"format": form, "q": QUESTION, "k": 2, "section": "Reviews"})
    whole = client.get("/export", params={"format": form.upper(), "brief": "ward-life", "section": "Training"})
    for response, name in ((answer, "answer"), (whole, "briefs")):
        assert response.status_code == 200
        assert response.headers["content-disposition"].startswith(f'attachment; filename="{name}.')
    if form is not Format.DOCX:  # which holds the time it was made
        assert answer.content == export(of_answer(small.ask(QUESTION, 2, sections=["Reviews"])), form)
        assert whole.content == export(of_briefs(small.briefs, ["ward-life"], ["Training"]), form)
    else:
        assert answer.content.startswith(b"PK")


def test_an_nhs_number_gets_into_no_file(client: TestClient) -> None:
    asked = client.get("/export", params={"format": "ris", "q": f"{QUESTION} 9434765919"})
    assert asked.status_code == 200
    assert "Question: left out, as it seems to hold an NHS number" in asked.text
    assert "9434765919" not in asked.text


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/ask", 400, "q is missing"),
        ("/ask?q=", 400, "the question is empty; type what you want to know"),
        ("/ask?q=x&k=0", 400, "k is 0; ask for 1 to 100 hits"),
        ("/ask?q=x&k=many", 400, 'k is "many"; ask for 1 to 100 hits'),
        ("/ask?q=x&years=2020", 400, "years is not known here; see how it is spelt"),
        ("/ask?q=x&year=20", 400, "'20' is no year or range of years; write 2024, 2019-2025, 2022- or -2020"),
        (
            "/ask?q=x&access=open",
            400,
            "there is no access 'open'; choose from: free, abstract_only, openathens, unknown",
        ),
        ("/ask?q=x&brief=none", 400, "there is no brief 'none'; choose from: ward-life"),
        (f"/ask?q={'x' * 1001}", 400, "the question has 1,001 characters; use at most 1,000"),
        ("/entry/ward-life/none", 404, "there is no entry 'ward-life/none'; take the id of an entry from an answer"),
        ("/export", 400, "format is missing"),
        ("/export?format=pdf", 400, "there is no format 'pdf'; choose from: ris, bibtex, csl, csv, markdown, docx"),
        (
            "/export?format=ris&access=free",
            400,
            "whole briefs can be limited by brief and section alone; ask a question",
        ),
        ("/export?format=ris&k=3", 400, "whole briefs can be limited by brief and section alone; ask a question"),
        ("/export?format=ris&section=none", 400, "there is no section 'none'"),
        ("/ask?q=x&k=1_0", 400, 'k is "1_0"; ask for 1 to 100 hits'),
        ("/ask?q=x&k=", 400, 'k is ""; ask for 1 to 100 hits'),
        ("/ask?q=x&=y", 400, "a part of the query string has no name in front of its =; leave it out, or name it"),
        ("/entry/%ff", 400, "the address holds bytes that are no text; write it in UTF-8, percent-encoded"),
        ("/entry", 404, "there is nothing at /entry; see docs/http.md"),
        ("/answers", 404, "there is nothing at /answers; see docs/http.md"),
        ("/ask?q=x&k=1&k=2", 400, "k is given more than once; give it once"),
        ("/ask?q=x&q=y", 400, "q is given more than once; give it once"),
        ("/ask?q=x&year=2020&year=2021", 400, "year is given more than once; give it once"),
        ("/ask?q=%ff", 400, "q holds bytes that are no text; write it in UTF-8, percent-encoded"),
        ("/ask?q=x&section=caf%e9", 400, "section holds bytes that are no text; write it in UTF-8, percent-encoded"),
        ("/briefs?x=1", 400, "x is not known here; see how it is spelt"),
        ("/entry/ward-life/none?x=1", 400, "x is not known here; see how it is spelt"),
        ("/export?format=ris&format=csv", 400, "format is given more than once; give it once"),
    ],
)
def test_wrong_requests_are_refused_in_one_line(client: TestClient, path: str, status: int, told: str) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert error_of(response).startswith(told)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{", "the body is no JSON"),
        ("[]", "the body is no JSON object; send a JSON object such as"),
        ("{}", "question is missing"),
        ("", 'the body is empty; send a JSON object such as {"question": "…"} with Content-Type: application/json'),
        (b'{"question": "\xff"}', "the body holds bytes that are no text; write it in UTF-8"),
        ("[" * 100_000, "the body is nested too deeply; send a JSON object"),
        (f'{{"question": "x", "k": {"9" * 5000}}}', "the body holds a number of too many digits"),
        ('{"question": 1}', "question is 1; give a text"),
        ('{"question": "x", "k": 2.0}', "k is 2.0; ask for 1 to 100 hits"),
        ('{"question": "x", "years": [2019, null]}', "years is [2019, null]; give the first and the last, such as [20"),
        ('{"question": "x", "section": ["Reviews"]}', "section is not known here; see how it is spelt"),
        ('{"question": "x", "years": 2020}', "years is 2020; give the first and the last, such as [2019, 2025], or"),
        ('{"question": "x", "years": [2020]}', "years is [2020]; give the first and the last"),
        ('{"question": "x", "years": [2021, 2020]}', "the years 2021 to 2020 are in the wrong order"),
        ('{"question": "\\ud800"}', "the question holds bytes that are no text; type it in UTF-8"),
    ],
)
def test_wrong_bodies_are_refused_in_one_line(client: TestClient, body: str | bytes, told: str) -> None:
    response = client.post("/ask", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert error_of(response).startswith(told)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
def test_json_that_is_not_called_so_is_refused_with_what_to_send(client: TestClient, kind: str | None) -> None:
    response = client.post("/ask", content=b'{"question": "x"}', headers={"content-type": kind} if kind else {})
    assert response.status_code == 400
    assert error_of(response).startswith(
        f"the body is sent {f'as {kind}' if kind else 'without a Content-Type'}; send a"
    )
    assert error_of(response).endswith("with Content-Type: application/json")


def test_a_query_string_beside_a_body_is_refused(client: TestClient) -> None:
    response = client.post("/ask?k=1", json={"question": QUESTION})
    assert (response.status_code, error_of(response)) == (400, "k is not known here; see how it is spelt")


def test_years_in_a_body_may_be_a_pair(client: TestClient, small: Retriever) -> None:
    wanted = small.ask(QUESTION, years=(2021, 2022)).to_dict()
    assert client.post("/ask", json={"question": QUESTION, "years": [2021, 2022]}).json() == wanted


def test_empty_filters_are_none_of_an_export_either(client: TestClient, small: Retriever) -> None:
    whole = client.get("/export?format=csl&brief=&section=&access=&year=")
    assert whole.content == export(of_briefs(small.briefs), Format.CSL)


def test_another_method_is_refused(client: TestClient) -> None:
    response = client.delete("/ask")
    assert (response.status_code, error_of(response)) == (405, "/ask does not take DELETE; see docs/http.md")
    assert "GET" in response.headers["allow"]


def test_what_the_caller_cannot_help_is_no_fault_of_theirs(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    response = client.get("/export", params={"format": "ris"})
    assert response.status_code == 500
    assert 'run `pip install "briefqa[cite]"`' in error_of(response)


def test_what_is_broken_is_not_told_in_detail(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(Retriever, "ask", broken)
    response = client.get("/ask", params={"q": QUESTION})
    assert response.status_code == 500
    assert error_of(response) == "something is broken here; the log of the server says what"


def test_it_describes_itself(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert described["info"] == {"title": "briefqa", "version": briefqa.__version__}
    assert set(described["paths"]) == {"/ask", "/briefs", "/entry/{entry_id}", "/export"}
    parameters = {field["name"]: field for field in described["paths"]["/ask"]["get"]["parameters"]}
    assert set(parameters) == {"q", "k", "brief", "section", "year", "access"}
    assert all(field["description"] for field in parameters.values())
    # The pages that would show it load scripts of other machines.
    assert [client.get(path).status_code for path in ("/docs", "/redoc")] == [404, 404]


@pytest.mark.model
def test_it_is_the_json_of_the_command_line(
    index_folder: Path, retriever: Retriever, capsys: pytest.CaptureFixture[str]
) -> None:
    from briefqa.cli import run

    question = "training needs of link workers"
    assert run(["ask", question, "-k", "3", "--year", "2019-", "--index", str(index_folder), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    asked = TestClient(make_api(retriever)).get("/ask", params={"q": question, "k": 3, "year": "2019-"})
    assert asked.json() == printed
