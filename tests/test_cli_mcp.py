"""`briefqa mcp` as desktop assistants start it, and the official client speaking with it: one process for all."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from briefqa import Retriever, extras
from briefqa.cli import run
from briefqa.mcp.texts import text_of_answer
from complaints import one_line
from conftest import ROOT
from running_server import unmeasured

QUESTION = "training needs of link workers"
# Runs the command and tells at its end, on standard error, what was loaded.
WATCHED = """
import atexit, sys
atexit.register(lambda: print("loaded:", *sorted(sys.modules), file=sys.stderr))
from briefqa.cli import main
main(sys.argv[1:])
"""
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}


@pytest.mark.model
def test_an_assistant_gets_the_answers_of_the_retriever(
    index_folder: Path, retriever: Retriever, tmp_path: Path
) -> None:
    log = tmp_path / "log"

    async def conversation() -> list[Any]:
        server = StdioServerParameters(
            command=sys.executable,
            args=["-c", WATCHED, "mcp", "--index", str(index_folder)],
            env=dict(os.environ),
            # Assistants start it anywhere.
            cwd=tmp_path,
        )
        with log.open("w") as errors:
            async with Client(stdio_client(server, errlog=errors)) as client:
                calls: list[tuple[str, dict[str, Any]]] = [
                    ("ask", {"question": QUESTION}),
                    ("ask", {"question": "capital of France", "k": 1}),
                    ("ask", {"question": "x", "k": 0}),
                    ("get_entry", {"entry_id": retriever.ask(QUESTION).hits[0].entry.id}),
                ]
                return [await client.list_tools(), *[await client.call_tool(*one) for one in calls]]

    tools, answered, silent, wrong, entry = asyncio.run(conversation())
    assert [tool.name for tool in tools.tools] == ["ask", "list_briefs", "get_entry"]
    assert answered.structured_content == retriever.ask(QUESTION).to_dict()
    assert answered.content[0].text == text_of_answer(retriever.ask(QUESTION))
    assert silent.content[0].text.startswith("NOT COVERED: ")
    assert silent.structured_content["covered"] is False
    assert wrong.is_error
    assert wrong.content[0].text == "k is 0; ask for 1 to 100 hits"
    assert entry.structured_content["entry"]["abstract"].startswith("Background: A social prescribing link worker")
    # Nothing is said but what was loaded, and that is no page, no training and no building.
    said, _, loaded = log.read_text(encoding="utf-8").partition("loaded:")
    assert said == ""
    assert {"mcp", "onnxruntime"} <= set(loaded.split())
    assert not {"gradio", "torch", "sentence_transformers", "bm25s"} & set(loaded.split())


def test_standard_output_is_protocol_only_and_ctrl_c_the_end(tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = [sys.executable, "-m", "briefqa", "mcp", "--index", tmp_path]
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, env=unmeasured()
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(f"no JSON at all\n{json.dumps(HELLO)}\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert answer["result"]["serverInfo"]["name"] == "briefqa"
            # Standard input stays open, as in a terminal.
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 130
            assert process.stdout.read() == ""
        finally:
            process.kill()
    assert log.read_text(encoding="utf-8").splitlines() == [
        f"briefqa: {tmp_path}: there is no index here yet; run `briefqa index`",
        "briefqa: stopped",
    ]


def test_without_the_extra_it_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    assert run(["mcp"]) == 1
    assert one_line(capsys).endswith('run `pip install "briefqa[mcp]"`\n')


def test_the_document_shows_settings_that_start_it(capsys: pytest.CaptureFixture[str]) -> None:
    document = (ROOT / "docs" / "mcp.md").read_text(encoding="utf-8")
    block = re.search(r"```json\n(.*?)```", document, re.DOTALL)
    assert block is not None
    settings = json.loads(block[1])["mcpServers"]["briefqa"]
    assert settings["command"].endswith("/bin/briefqa")
    command, *options = settings["args"]
    assert run([command, "--help"]) == 0
    said = capsys.readouterr().out
    assert [option for option in options if option.startswith("--") and option not in said] == []
    assert "standard input" in said
