"""What programs ask of a running `briefqa serve --mcp`: HTTP, Gradio's client and MCP, and what docs/http.md shows."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode

import gradio_client
import mcp
import pytest
from gradio_client.exceptions import AppError
from playwright.sync_api import sync_playwright
from pydantic import ValidationError

from briefqa import Access, Retriever, extras
from briefqa.catalogue import briefs_record, entry_record
from briefqa.citing import of_answer, to_ris
from briefqa.cli import run
from briefqa.errors import MissingExtra, QuestionError
from briefqa.integrations import langchain, llamaindex
from briefqa.mcp.texts import text_of_answer
from briefqa.web.routes import routes_beside_the_page
from browser import find_browser
from conftest import ROOT
from running_server import Running

pytestmark = pytest.mark.model

QUESTION = "training needs of link workers"
DOCUMENT = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[gradio_client.Client]:
    made = gradio_client.Client(address, verbose=False, analytics_enabled=False)
    yield made
    made.close()


def shown(language: str, address: str) -> str:
    """The code that docs/http.md shows, for the server that runs."""
    block = re.search(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL)
    assert block is not None
    return block[1].replace("http://127.0.0.1:7860", address)


def lines_of(retriever: Retriever) -> list[str]:
    """What the examples of docs/http.md print."""
    return [f"{hit.rank} {hit.entry.title}" for hit in retriever.ask(QUESTION, 3).hits]


def test_http_stands_beside_the_page(address: str, retriever: Retriever) -> None:
    with urllib.request.urlopen(f"{address}/api/ask?q=training%20needs%20of%20link%20workers") as response:  # noqa: S310 - ours
        assert json.load(response) == retriever.ask(QUESTION).to_dict()
    with pytest.raises(HTTPError) as refused, urllib.request.urlopen(f"{address}/api/ask?q=x&k=0"):  # noqa: S310 - ours
        pass
    assert refused.value.code == 400
    assert json.load(refused.value) == {"error": "k is 0; ask for 1 to 100 hits"}
    with urllib.request.urlopen(address) as page:  # noqa: S310 - ours
        assert page.headers["content-type"].startswith("text/html")


def test_gradios_client_has_the_same_by_name(client: gradio_client.Client, retriever: Retriever) -> None:
    answer = retriever.ask(QUESTION, 2, sections=["Reviews"], years=(2019, 9999))
    limits: dict[str, Any] = {"question": QUESTION, "k": 2, "sections": ["Reviews"], "years": "2019-"}
    assert client.predict(**limits, api_name="/ask") == answer.to_dict()
    assert client.predict(api_name="/briefs") == briefs_record(retriever.briefs)
    hit = answer.hits[0]
    assert client.predict(hit.entry.id, api_name="/entry") == entry_record(hit.entry, answer.brief_of(hit))
    assert client.predict("ris", **limits, api_name="/export") == to_ris(of_answer(answer))
    assert client.predict("csl", api_name="/export").count('"title"') == 76


Ask = Callable[..., dict[str, Any]]
# Names of filters → what they are called where they are repeated.
SINGULAR = {"briefs": "brief", "sections": "section", "access": "access", "years": "year", "k": "k"}
IN_TEXT = ["on_the_command_line", "by_get"]
TYPED = ["from_python", "by_post", "through_gradios_client", "over_mcp", "through_langchain", "through_llamaindex"]


@dataclass
class Ways:
    """The ways to ask; each takes `briefs`, `sections`, `years` and `access`, which may be left out."""

    address: str
    client: gradio_client.Client
    retriever: Retriever
    index_folder: Path
    capsys: pytest.CaptureFixture[str]

    def from_python(self, **filters: Any) -> dict[str, Any]:  # noqa: ANN401 - as they are given
        try:
            return self.retriever.ask(QUESTION, **filters).to_dict()
        except QuestionError as error:
            return {"error": str(error)}

    def on_the_command_line(self, **filters: Any) -> dict[str, Any]:  # noqa: ANN401 - as they are given
        options = [part for name, value in _as_texts(filters) for part in ("-k" if name == "k" else f"--{name}", value)]
        code = run(["ask", QUESTION, "--json", "--index", str(self.index_folder), *options])
        printed = self.capsys.readouterr()
        return json.loads(printed.out) if code == 0 else {"error": printed.err}

    def by_get(self, **filters: Any) -> dict[str, Any]:  # noqa: ANN401 - as they are given
        return _json(f"{self.address}/api/ask?{urlencode([('q', QUESTION), *_as_texts(filters)])}")

    def by_post(self, **filters: object) -> dict[str, Any]:
        return _json(f"{self.address}/api/ask", {"question": QUESTION, **filters})

    def through_gradios_client(self, **filters: object) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = self.client.predict(QUESTION, **filters, api_name="/ask")
        except AppError as error:
            return {"error": str(error)}
        return answer

    def through_langchain(self, **filters: Any) -> dict[str, Any]:  # noqa: ANN401 - as they are given
        chain = langchain.BriefRetriever(retriever=self.retriever)
        try:
            documents = asyncio.run(chain.ainvoke(QUESTION, **filters))
            assert documents == langchain.BriefRetriever(retriever=self.retriever, **filters).invoke(QUESTION)
        except (QuestionError, ValidationError) as error:
            return {"error": str(error)}
        return {"hits": [{"entry": {"id": document.id}} for document in documents]}

    def through_llamaindex(self, **filters: Any) -> dict[str, Any]:  # noqa: ANN401 - as they are given
        try:
            nodes = llamaindex.BriefRetriever(self.retriever, **filters).retrieve(QUESTION)
        except QuestionError as error:
            return {"error": str(error)}
        return {"hits": [{"entry": {"id": node.node_id}} for node in nodes]}

    def over_mcp(self, **filters: object) -> dict[str, Any]:
        async def conversation() -> Any:  # noqa: ANN401 - a result of the tool
            async with mcp.Client(f"{self.address}/mcp") as talking:
                return await talking.call_tool("ask", {"question": QUESTION, **filters})

        result = asyncio.run(conversation())
        answer: dict[str, Any] = result.structured_content
        return {"error": result.content[0].text} if result.is_error else answer


@pytest.fixture
def ask(
    request: pytest.FixtureRequest,
    address: str,
    client: gradio_client.Client,
    retriever: Retriever,
    index_folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> Ask:
    """One of the ways to ask."""
    way: Ask = getattr(Ways(address, client, retriever, index_folder, capsys), request.param)
    return way


def _as_texts(filters: dict[str, Any]) -> list[tuple[str, str]]:
    """Filters where all that can be written is text: a list is a name that is repeated."""
    pairs: list[tuple[str, str]] = []
    for name, given in filters.items():
        pairs += [(SINGULAR[name], one) for one in ([given] if isinstance(given, str) else map(str, given or []))]
    return pairs


def _ids(answer: dict[str, Any]) -> list[str]:
    return [hit["entry"]["id"] for hit in answer["hits"]] if "hits" in answer else [str(answer)]


def _json(address: str, body: object = None) -> dict[str, Any]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})  # noqa: S310 - ours
    try:
        with urllib.request.urlopen(request) as response:  # noqa: S310 - ours
            record: dict[str, Any] = json.load(response)
    except HTTPError as refused:
        record = json.load(refused)
    return record


@pytest.mark.parametrize("ask", [*IN_TEXT, *TYPED], indirect=True)
def test_filters_mean_the_same_whichever_way_they_are_given(ask: Ask, retriever: Retriever) -> None:
    everything = _ids(retriever.ask(QUESTION).to_dict())
    for empty in (
        {"briefs": []},
        {"briefs": [""]},
        {"sections": [""]},
        {"sections": [" "]},
        {"access": [""]},
        {"access": ""},
        {"briefs": ""},
        {"sections": " "},
        {"briefs": None, "sections": None, "years": None, "access": None},
        {"years": []},
        {"years": ""},
        {"years": " "},
        {"briefs": [], "sections": [""], "years": "", "access": []},
    ):
        assert _ids(ask(**empty)) == everything, empty
    # A blank name beside others does not count.
    narrowed = retriever.ask(QUESTION, sections=["Reviews"], years=(2019, 9999), access={Access.FREE}).to_dict()
    for names, access in ((["", "reviews"], ["free"]), ("reviews", "free"), (["Reviews"], ["", "FREE"])):
        assert _ids(ask(sections=names, years="2019-", access=access)) == _ids(narrowed), (names, access)
    # What is not empty is never passed over.
    for wrong, told in (
        ({"sections": ["Nurses"]}, "there is no section 'Nurses'"),
        ({"briefs": ["nurses"]}, "there is no brief 'nurses'"),
        ({"years": "20x"}, "'20x' is no year or range of years"),
        ({"years": "2025-2019"}, "the years 2025 to 2019 are in the wrong order"),
        ({"access": ["open"]}, "there is no access 'open'; choose from: free"),
        ({"access": "free, unknown"}, "there is no access 'free, unknown'"),
    ):
        answer = ask(**wrong)
        assert list(answer) == ["error"], wrong
        assert told in answer["error"]


@pytest.mark.parametrize("ask", TYPED, indirect=True)
def test_what_is_of_another_kind_is_refused_whichever_way_it_comes(ask: Ask, retriever: Retriever) -> None:
    assert _ids(ask(k=2, years=[2019, 2023])) == _ids(retriever.ask(QUESTION, 2, years=(2019, 2023)).to_dict())
    for wrong, told in (
        ({"k": "3"}, "k is "),
        ({"k": True}, "k is "),
        ({"k": 2.0}, "k is 2.0; ask for 1 to 100 hits"),
        ({"k": 0}, "k is 0; ask for 1 to 100 hits"),
        ({"k": None}, "k is "),
        ({"sections": 3}, "sections is 3; give a name or a list of names"),
        ({"briefs": [3]}, "briefs has 3 in it; give a name or a list of names"),
        ({"access": {"free": 1}}, "access is {"),
        ({"years": 2019}, "years is 2019; give the first and the last"),
        ({"years": ["2019", "2020"]}, "years is ["),
    ):
        answer = ask(**wrong)
        assert list(answer) == ["error"], wrong
        assert told in answer["error"]


def test_years_may_be_a_pair_in_json(client: gradio_client.Client, address: str, retriever: Retriever) -> None:
    wanted = retriever.ask(QUESTION, years=(2019, 2023)).to_dict()
    assert client.predict(QUESTION, years=[2019, 2023], api_name="/ask") == wanted
    assert _json(f"{address}/api/ask", {"question": QUESTION, "years": [2019, 2023]}) == wanted


def test_gradios_client_sees_the_four_endpoints_typed_and_none_of_the_pages_own(client: gradio_client.Client) -> None:
    endpoints = client.view_api(return_format="dict")["named_endpoints"]
    assert set(endpoints) == {"/ask", "/briefs", "/entry", "/export"}
    typed = {field["parameter_name"]: field["python_type"]["type"] for field in endpoints["/ask"]["parameters"]}
    assert (typed["question"], typed["k"]) == ("str", "int")
    assert {"str", "list[str]"} <= set(re.findall(r"[\w\[\]]+", typed["briefs"]))


@pytest.mark.parametrize(
    ("endpoint", "given", "told"),
    [
        ("/ask", {"question": " "}, "the question is empty; type what you want to know"),
        ("/ask", {"question": "x", "k": 0}, "k is 0; ask for 1 to 100 hits"),
        ("/ask", {"question": "x", "k": "many"}, 'k is "many"; ask for 1 to 100 hits'),
        ("/ask", {"question": "x", "years": 2020}, "years is 2020; give the first and the last, such as [2019, 2025]"),
        ("/ask", {"question": "x", "access": ["open"]}, "there is no access 'open'; choose from: free"),
        ("/entry", {"entry_id": "none"}, "there is no entry 'none'; take the id of an entry from an answer"),
        ("/export", {"form": "ris", "access": ["free"]}, "whole briefs can be limited by brief and section alone"),
        ("/export", {"form": "ris", "k": 3}, "whole briefs can be limited by brief and section alone"),
        ("/export", {"form": "ris", "question": ""}, "the question is empty"),
        ("/export", {"form": "pdf"}, "there is no format 'pdf'; choose from: ris"),
        ("/export", {"form": "docx"}, "a Word file is no text; get it from /api/export?format=docx"),
    ],
)
def test_gradios_client_is_told_what_is_wrong_in_one_line(
    client: gradio_client.Client, endpoint: str, given: dict[str, Any], told: str
) -> None:
    with pytest.raises(AppError) as refused:
        client.predict(**given, api_name=endpoint)
    assert str(refused.value).startswith(told)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("data", [["of Mrs Doe"], ["of Mrs Doe"] * 20, {"question": "of Mrs Doe"}, ["of Mrs Doe", "x"]])
@pytest.mark.parametrize("way", ["call/ask", "run/ask"])
def test_what_is_sent_in_the_wrong_form_gets_into_no_log(running: Running, way: str, data: object) -> None:
    request = urllib.request.Request(  # noqa: S310 - ours
        f"{running.url}/gradio_api/{way}", json.dumps({"data": data}).encode(), {"Content-Type": "application/json"}
    )
    with contextlib.suppress(HTTPError), urllib.request.urlopen(request) as response:  # noqa: S310 - ours
        event = json.load(response).get("event_id")
        if event:
            urllib.request.urlopen(f"{running.url}/gradio_api/{way}/{event}").read()  # noqa: S310 - ours
    printed = running.log.read_text(encoding="utf-8")
    assert "Mrs Doe" not in printed
    assert "Traceback" not in printed


def test_mcp_over_http_has_the_tools_of_mcp_over_standard_input(address: str, retriever: Retriever) -> None:
    async def conversation() -> list[Any]:
        async with mcp.Client(f"{address}/mcp") as client:
            calls: list[dict[str, Any]] = [{"question": QUESTION}, {"question": "capital of France", "k": 1}]
            answers = [await client.call_tool("ask", one) for one in calls]
            return [await client.list_tools(), await client.call_tool("ask", {"question": "x", "k": 0}), *answers]

    tools, wrong, answered, silent = asyncio.run(conversation())
    assert [tool.name for tool in tools.tools] == ["ask", "list_briefs", "get_entry"]
    assert answered.structured_content == retriever.ask(QUESTION).to_dict()
    assert answered.content[0].text == text_of_answer(retriever.ask(QUESTION))
    assert silent.content[0].text.startswith("NOT COVERED: ")
    assert wrong.is_error
    assert wrong.content[0].text == "k is 0; ask for 1 to 100 hits"


def test_pages_of_other_sites_get_no_answer(address: str) -> None:
    """A page somewhere on the web may have a browser send requests to this machine."""
    request = urllib.request.Request(f"{address}/api/briefs", headers={"Origin": "https://example.org"})  # noqa: S310 - ours
    with urllib.request.urlopen(request) as response:  # noqa: S310 - ours
        assert response.headers["access-control-allow-origin"] is None
    posted = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    request = urllib.request.Request(f"{address}/mcp", b"{}", {**posted, "Origin": "https://example.org"})  # noqa: S310 - ours
    with pytest.raises(HTTPError) as refused, urllib.request.urlopen(request):  # noqa: S310 - ours
        pass
    assert refused.value.code == 403


@pytest.mark.parametrize("path", ["/", "/api/briefs", "/mcp", "/take-away?q=x&format=csv", "/gradio_api/info"])
def test_a_name_that_somebody_has_lead_here_gets_no_answer(address: str, path: str) -> None:
    request = urllib.request.Request(f"{address}{path}", headers={"Host": "evil.example:7860"})  # noqa: S310 - ours
    with pytest.raises(HTTPError) as refused, urllib.request.urlopen(request):  # noqa: S310 - ours
        pass
    assert refused.value.code == 421
    told = (
        "this server is not known as 'evil.example'; ask for one of localhost, 127.0.0.1, [::1], or start it with "
        "--allow-host evil.example"
    )
    answered = refused.value.read().decode()
    assert (json.loads(answered) == {"error": told}) if path.startswith("/api") else (answered == f"briefqa: {told}\n")


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/entry", "/api/ask/"])
def test_an_address_with_nothing_is_told_as_any_other_error(address: str, path: str) -> None:
    assert _json(f"{address}{path}") == {"error": f"there is nothing at {path}; see docs/http.md"}


def test_the_python_shown_runs(address: str, retriever: Retriever, capsys: pytest.CaptureFixture[str]) -> None:
    exec(shown("py", address), {})  # noqa: S102 - our own document
    assert capsys.readouterr().out.splitlines() == lines_of(retriever)


def test_the_curl_shown_runs(address: str, retriever: Retriever) -> None:
    commands = [line for line in shown("sh", address).replace("\\\n", "").splitlines() if line.startswith("curl")]
    found, refused, references = (
        subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False).stdout
        for command in commands
    )
    assert json.loads(found) == retriever.ask(QUESTION, 3).to_dict()
    assert json.loads(refused) == {"error": "k is 0; ask for 1 to 100 hits"}
    assert refused.strip() in DOCUMENT
    assert references == to_ris(of_answer(retriever.ask(QUESTION, 3)))


@pytest.mark.browser
def test_the_javascript_shown_runs(address: str, retriever: Retriever) -> None:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = running.new_page()
        printed: list[str] = []
        page.on("console", lambda message: printed.append(message.text))
        page.goto(f"{address}/api/briefs")
        page.evaluate(f"async () => {{ {shown('js', address)} }}")
        running.close()
    assert printed == lines_of(retriever)


def test_mcp_without_its_extra_is_named(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    assert [route.path for route in routes_beside_the_page(retriever, hosts=None)["routes"]] == ["/api", "/api"]
    with pytest.raises(MissingExtra, match=r"briefqa\[mcp\]"):
        routes_beside_the_page(retriever, hosts=None, mcp=True)
