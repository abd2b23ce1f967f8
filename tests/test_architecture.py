"""The rooms of docs/architecture.md: who may import whom, and what is imported only when needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "src" / "briefqa"

# Room → the rooms it may import, as in the table of docs/architecture.md.
ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "extras": {"errors"},
    "lazy": set(),
    "nhs_numbers": set(),
    "sentences": set(),
    "terms": set(),
    "abbreviations": {"terms"},
    "brief": {"errors"},
    "lexicon": {"abbreviations", "brief", "terms"},
    "fields": {"brief"},
    "asking": {"abbreviations", "fields", "lexicon", "terms"},
    "answer": {"brief", "ranking"},
    "citing": {"answer", "brief", "errors", "extras", "filters", "nhs_numbers", "ranking"},
    "reading": {"errors", "brief", "extras"},
    "encoding": {"errors"},
    "indexing": {
        *{
            "abbreviations",
            "brief",
            "encoding",
            "errors",
            "extras",
            "fields",
            "lazy",
            "lexicon",
            "reading",
            "sentences",
        },
        *{"terms", "works"},
    },
    "ranking": {"brief"},
    "evaluation": {"errors"},
    "works": {"brief"},
    "quoting": {"answer", "asking", "brief", "ranking", "terms"},
    "snapshot": {"abbreviations", "asking", "brief", "encoding", "errors", "fields", "indexing", "ranking", "terms"},
    "answering": {"answer", "asking", "encoding", "nhs_numbers", "quoting", "ranking", "snapshot", "works"},
    "retriever": {
        *{"errors", "brief", "answer", "answering", "encoding", "filters", "indexing", "nhs_numbers", "ranking"},
        *{"snapshot"},
    },
    "showing": {"brief", "answer", "indexing", "nhs_numbers", "ranking", "reading"},
    "filters": {"brief", "errors", "nhs_numbers"},
    "catalogue": {"brief", "errors"},
    "validating": set(),
    "mcp": {
        *{"answer", "brief", "catalogue", "errors", "filters", "nhs_numbers", "ranking", "retriever", "showing"},
        *{"validating"},
    },
    "integrations": {"answer", "brief", "extras", "filters", "ranking", "retriever", "showing"},
    "web": {
        *{"answer", "brief", "catalogue", "citing", "errors", "extras", "filters", "library", "mcp"},
        *{"nhs_numbers", "question_log", "ranking", "reading", "retriever", "showing", "terms", "validating"},
    },
    "saving": {"errors"},
    "question_log": {"answer", "errors", "nhs_numbers", "showing", "terms"},
    "library": {"brief", "encoding", "errors", "indexing", "lazy", "reading", "saving", "showing"},
    "cli": {
        *{"answer", "brief", "citing", "encoding", "errors", "evaluation", "extras", "filters", "indexing", "library"},
        *{"mcp", "nhs_numbers", "question_log", "reading", "retriever", "saving", "showing", "web"},
    },
    "__init__": {"answer", "brief", "errors", "lazy", "reading", "retriever"},
    "__main__": {"cli"},
}
# Library → the only room that knows it, or the only rooms.
OWNERS = {
    "faiss": "indexing",
    "bm25s": "indexing",
    "filelock": "indexing",
    "sentence_transformers": "encoding",
    "transformers": "encoding",
    "huggingface_hub": "encoding",
    "torch": "encoding",
    "onnx": "encoding",
    "onnxruntime": "encoding",
    "tokenizers": "encoding",
    "gradio": "web",
    "fastapi": "web",
    "starlette": "web",
    "uvicorn": "web",
    "mcp": "mcp",
    "langchain_core": "integrations",
    "llama_index": "integrations",
    "click": "cli",
    "rich": "cli",
    "sentencex": "sentences",
    "Stemmer": "terms",
    "rapidfuzz": "lexicon",
    "rispy": "citing",
    "bibtexparser": "citing",
    "docx": "citing, reading",
    "lxml": "reading",
    "markdown_it": "reading",
    "pypdfium2": "reading",
}
# Rooms whose modules import the libraries they are for, and so are imported only where these are asked for.
ASKED_FOR = {"integrations", "mcp"}
HEAVY = {
    *{
        "sentence_transformers",
        "transformers",
        "torch",
        "gradio",
        "uvicorn",
        "faiss",
        "bm25s",
        "rich",
        "huggingface_hub",
    },
    *{"onnx", "onnxruntime", "tokenizers"},
    *{"bibtexparser", "docx", "lxml", "markdown_it", "pypdfium2", "rispy"},
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> list[tuple[str, bool]]:
    """Dotted names a module imports, and whether that happens when it is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lazy = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.If)
        for inner in ast.walk(outer)
    }
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [(alias.name, id(node) not in lazy) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [(f"{node.module}.{alias.name}", id(node) not in lazy) for alias in node.names]
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    room = _room(path)
    for name, _ in _imports(path):
        first, *rest = name.split(".")
        if first == "briefqa":
            target = rest[0] if (PACKAGE / rest[0]).is_dir() or (PACKAGE / f"{rest[0]}.py").is_file() else "ranking"
            assert target == room or target in ROOMS[room], f"{room} may not import {name}"
        elif first in OWNERS:
            assert room in OWNERS[first].split(", "), f"only {OWNERS[first]} may import {first}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_libraries_are_imported_inside_functions(path: Path) -> None:
    assert {name for name, at_import in _imports(path) if at_import and name.split(".")[0] in HEAVY} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_is_for_other_libraries_is_imported_where_it_is_asked_for(path: Path) -> None:
    rooms = {name.split(".")[1] for name, at_import in _imports(path) if at_import and name.startswith("briefqa.")}
    assert rooms & ASKED_FOR <= {_room(path)}


def test_every_room_is_in_the_table() -> None:
    assert {_room(path) for path in MODULES} == set(ROOMS)
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for room in ROOMS.keys() - {"__init__", "__main__"}:
        assert f"| `{room}" in table, f"docs/architecture.md has no row for {room}"


def test_importing_briefqa_loads_nothing_heavy() -> None:
    never = HEAVY | {"mcp", "click", "pydantic", "fastapi", "starlette", "langchain_core", "llama_index"}
    code = f"import sys, briefqa; print(sorted({never!r} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_the_package_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()
