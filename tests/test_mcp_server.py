"""The tools as the official client sees them, without a transport (which test_cli_mcp.py and test_web_routes.py have).

Each test is one conversation.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.types import CallToolResult

from briefqa import Retriever
from briefqa.catalogue import briefs_record, entry_record
from briefqa.mcp.server import known_as, make_server
from briefqa.mcp.texts import text_of_answer, text_of_briefs, text_of_entry
from briefqa.mcp.tools import opened_later
from tiny import HashingEncoder, brief_text, make_index

QUESTION = "sleep of porters at night"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """Over one small brief."""
    return Retriever.open(make_index(tmp_path_factory.mktemp("small"), ward=brief_text()), HashingEncoder())


def talk(opened: Callable[[], Retriever], talking: Callable[[Client], Awaitable[Any]]) -> Any:  # noqa: ANN401 - its result
    """The result of a conversation."""

    async def conversation() -> Any:  # noqa: ANN401 - likewise
        async with Client(make_server(opened)) as client:
            return await talking(client)

    return asyncio.run(conversation())


def call(retriever: Retriever, tool: str, **arguments: object) -> CallToolResult:
    result: CallToolResult = talk(lambda: retriever, lambda client: client.call_tool(tool, arguments))
    return result


def text_of(result: CallToolResult) -> str:
    assert [block.type for block in result.content] == ["text"]
    text: str = result.content[0].text  # type: ignore[union-attr]
    return text


def test_each_tool_gives_text_and_the_documented_json(small: Retriever) -> None:
    answer = small.ask(QUESTION, 2)
    asked = call(small, "ask", question=QUESTION, k=2)
    assert (text_of(asked), asked.structured_content) == (text_of_answer(answer), answer.to_dict())
    listed = call(small, "list_briefs")
    assert (text_of(listed), listed.structured_content) == (text_of_briefs(small.briefs), briefs_record(small.briefs))
    entry, brief = answer.hits[0].entry, answer.brief_of(answer.hits[0])
    fetched = call(small, "get_entry", entry_id=entry.id)
    assert (text_of(fetched), fetched.structured_content) == (text_of_entry(entry, brief), entry_record(entry, brief))
    assert not any(result.is_error for result in (asked, listed, fetched))


def test_filters_reach_the_retriever(small: Retriever) -> None:
    limits: dict[str, Any] = {"briefs": ["ward-life"], "sections": ["Reviews"], "access": ["abstract_only"]}
    found = call(small, "ask", question=QUESTION, years="2020-2022", **limits)
    assert found.structured_content is not None
    assert [hit["entry"]["title"] for hit in found.structured_content["hits"]] == [
        "Night shifts and sleep among porters"
    ]
    # Null is what many clients send for what they leave out.
    unlimited = call(small, "ask", question=QUESTION, k=5, briefs=None, sections=None, years=None, access=None)
    assert unlimited.structured_content == small.ask(QUESTION).to_dict()


def test_what_is_empty_filters_nothing(small: Retriever) -> None:
    """Language models send it, and must not take what follows for silence of the briefs."""
    empty = {"briefs": [], "sections": [], "access": [], "years": ""}
    assert call(small, "ask", question=QUESTION, **empty).structured_content == small.ask(QUESTION).to_dict()


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("ask", {}, "question is missing"),
        ("ask", {"question": "  "}, "the question is empty; type what you want to know"),
        ("ask", {"question": "x" * 1001}, "the question has 1,001 characters; use at most 1,000"),
        ("ask", {"question": "x", "k": 0}, "k is 0; ask for 1 to 100 hits"),
        ("ask", {"question": "x", "k": "many"}, 'k is "many"; ask for 1 to 100 hits'),
        ("ask", {"question": "x", "years": "20"}, "'20' is no year or range of years; write 2024, 2019-2025"),
        (
            "ask",
            {"question": "x", "access": ["open"]},
            "there is no access 'open'; choose from: free, abstract_only",
        ),
        ("ask", {"question": "x", "sections": ["None"]}, "there is no section 'None'"),
        (
            "ask",
            {"question": "x", "year": "2020"},
            "ask has no argument 'year'; it takes: question, k, briefs, sections",
        ),
        ("list_briefs", {"all": True}, "list_briefs has no argument 'all'; it takes: no argument"),
        ("get_entry", {"entry_id": "ward-life/none"}, "there is no entry 'ward-life/none'; take the id of an entry"),
        ("search", {}, "there is no tool 'search'; there are: ask, list_briefs, get_entry"),
    ],
)
def test_wrong_input_is_an_error_in_one_line(small: Retriever, tool: str, arguments: dict[str, Any], told: str) -> None:
    result = call(small, tool, **arguments)
    assert result.is_error
    assert text_of(result).startswith(told)
    assert "\n" not in text_of(result)
    assert result.structured_content is None


def test_a_model_is_told_what_it_needs(small: Retriever) -> None:
    tools = {tool.name: tool for tool in talk(lambda: small, lambda client: client.list_tools()).tools}
    assert list(tools) == ["ask", "list_briefs", "get_entry"]
    for tool in tools.values():
        assert tool.title
        assert tool.description
        assert "\n\n" in tool.description
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.open_world_hint is False
        assert all(field["description"] for field in tool.input_schema["properties"].values())
        assert tool.output_schema["type"] == "object"
    assert "NOT COVERED means that the briefs are silent" in tools["ask"].description
    assert "no evidence" in tools["ask"].output_schema["properties"]["covered"]["description"]
    assert tools["ask"].input_schema["required"] == ["question"]
    assert tools["ask"].input_schema["properties"]["k"]["maximum"] == 100

    async def introduction(client: Client) -> tuple[str, str]:
        return client.server_info.name, client.instructions or ""

    name, instructions = talk(lambda: small, introduction)
    assert name == "briefqa"
    assert "NOT COVERED" in instructions


def test_an_index_is_opened_when_it_is_needed_and_once_it_is_there(tmp_path: Path) -> None:
    opened = opened_later(tmp_path / "index", 0.1)

    async def talking(client: Client) -> None:
        await client.list_tools()
        missing = await client.call_tool("list_briefs", {})
        assert missing.is_error
        assert text_of(missing) == f"{tmp_path / 'index'}: there is no index here; run `briefqa index`"
        make_index(tmp_path, ward=brief_text())
        assert not (await client.call_tool("list_briefs", {})).is_error

    talk(opened, talking)
    assert opened() is opened()


def test_what_is_broken_is_logged_and_not_told(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Retriever:
        raise RuntimeError("a secret of the house")

    result = talk(broken, lambda client: client.call_tool("list_briefs", {}))
    assert result.is_error
    assert "secret" not in text_of(result)
    assert any(record.levelno == logging.ERROR and record.exc_info for record in caplog.records)


def test_over_http_it_is_known_by_the_names_of_the_server() -> None:
    known = known_as(("localhost", "briefs.nhs.uk"))
    assert known.enable_dns_rebinding_protection
    assert {"localhost", "briefs.nhs.uk:*"} <= set(known.allowed_hosts)
    assert {"http://localhost:*", "https://briefs.nhs.uk"} <= set(known.allowed_origins)
    assert not known_as(None).enable_dns_rebinding_protection
