"""The messages that docs/troubleshooting.md explains are those that the code has."""

from __future__ import annotations

import ast
import re

import pytest

from conftest import ROOT

DOCUMENTED = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
MESSAGES = re.findall(r"^\| `([^`]+)`[^|]*\|", DOCUMENTED, re.MULTILINE)


def _texts() -> str:
    """All texts in the code, a line each; what is filled in is left out."""
    found = []
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else "…" for part in node.values]
                found.append("".join(map(str, parts)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
    return "\n".join(found)


TEXTS = _texts()


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_that_is_explained_exists(message: str) -> None:
    parts = [part.strip(" ;:") for part in message.split("…")]
    told = [part for part in parts if len(part) > 3]
    assert told
    for part in told:
        assert part in TEXTS, part


def test_there_are_messages() -> None:
    assert len(MESSAGES) > 20
