"""The description of the HTTP interface: what it says is answered is what is answered."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from briefqa import Retriever
from briefqa.citing import Format
from briefqa.citing.formats import FILES
from briefqa.web.api import make_api
from schemas import schema
from tiny import HashingEncoder, brief_text, make_index

if TYPE_CHECKING:
    from httpx import Response

DOCUMENTED = {"Answer": "ask", "Briefs": "briefs", "FoundEntry": "entry"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    small = Retriever.open(make_index(tmp_path_factory.mktemp("small"), ward=brief_text()), HashingEncoder())
    return TestClient(make_api(small), raise_server_exceptions=False)


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def _of_components(part: object) -> object:
    """A part of a schema in docs/schema, with the names that the description has for what it refers to."""
    if isinstance(part, list):
        return [_of_components(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        name: f"#/components/schemas/{_named(value.rpartition('/')[2])}" if name == "$ref" else _of_components(value)
        for name, value in part.items()
    }


def _named(name: str) -> str:
    return "".join(word.title() for word in name.split("_"))


def _matches(described: dict[str, Any], path: str, response: Response, method: str = "get") -> None:
    """Hold a response to what is said of it."""
    said = described["paths"][path][method]["responses"][str(response.status_code)]
    kind = response.headers["content-type"].partition(";")[0]
    if kind == "application/json":
        whole = {**said["content"][kind]["schema"], "components": described["components"]}
        Draft202012Validator(whole).validate(response.json())
    assert kind in said["content"]


def test_its_schemas_are_those_of_the_documentation(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    for name, documented in DOCUMENTED.items():
        wanted = copy.deepcopy(schema(documented))
        for left_out in ("$schema", "$id"):
            del wanted[left_out]
        for part, inner in wanted.pop("$defs").items():
            assert schemas[_named(part)] == _of_components(inner)
        assert schemas[name] == _of_components(wanted)


def test_all_that_is_referred_to_is_there_and_nothing_of_what_is_not_served(described: dict[str, Any]) -> None:
    names = {
        *{"AskBody", "Error", *DOCUMENTED},
        *{"Hit", "Entry", "Brief", "ListedBrief"},
    }
    assert set(described["components"]["schemas"]) == names
    assert "422" not in str(described)
    assert "ValidationError" not in str(described)


def test_codes_are_those_that_are_served(described: dict[str, Any]) -> None:
    codes = {
        (method, path): {*operation["responses"]}
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    }
    assert codes.pop(("get", "/entry/{entry_id}")) == {"200", "400", "404", "405", "421", "500"}
    assert {*map(frozenset, codes.values())} == {frozenset({"200", "400", "405", "421", "500"})}


def test_answers_are_as_described(client: TestClient, described: dict[str, Any]) -> None:
    asked = client.get("/ask", params={"q": "sleep of porters"})
    _matches(described, "/ask", asked)
    _matches(described, "/ask", client.get("/ask?q="))
    _matches(described, "/ask", client.post("/ask", json={"question": "sleep", "years": [2019, 2025]}), "post")
    _matches(described, "/ask", client.post("/ask", json={}), "post")
    _matches(described, "/briefs", client.get("/briefs"))
    _matches(described, "/briefs", client.get("/briefs?x=1"))
    entry = asked.json()["hits"][0]["entry"]["id"]
    for path in (entry, "none", f"{entry}?x=1"):
        _matches(described, "/entry/{entry_id}", client.get(f"/entry/{path}"))
    for form in Format:
        _matches(described, "/export", client.get("/export", params={"format": form}))
    _matches(described, "/export", client.get("/export"))


def test_what_is_broken_is_as_described(
    client: TestClient, described: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(Retriever, "ask", broken)
    _matches(described, "/ask", client.get("/ask?q=x"))


def test_years_are_described_as_text_or_as_a_pair(described: dict[str, Any]) -> None:
    years = described["components"]["schemas"]["AskBody"]["properties"]["years"]
    valid = Draft202012Validator(years).is_valid
    assert all(map(valid, ("2019-2025", [2019, 2025], [], None)))
    assert not any(map(valid, (2019, [2019, 2020, 2021], ["2019", "2025"])))


def test_names_are_described_as_one_or_several(described: dict[str, Any]) -> None:
    for name in ("briefs", "sections", "access"):
        valid = Draft202012Validator(described["components"]["schemas"]["AskBody"]["properties"][name]).is_valid
        assert all(map(valid, ("one", ["one", "other"], [], None)))
        assert not any(map(valid, (1, [1])))


def test_files_are_described_by_their_kinds(described: dict[str, Any]) -> None:
    kinds = described["paths"]["/export"]["get"]["responses"]["200"]["content"]
    assert set(kinds) == {kind.partition(";")[0] for _, kind in FILES.values()}


def test_it_is_made_once_and_not_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch, client: TestClient) -> None:
    made = client.get("/openapi.json").json()

    def again(**_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("briefqa.web.openapi.get_openapi", again)
    assert client.get("/openapi.json").json() == made
    make_api(client.app)  # type: ignore[arg-type] # nothing is asked of it
