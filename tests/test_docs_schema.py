"""What the commands print as JSON is what docs/schema/ describes, neither less nor more."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from briefqa.catalogue import briefs_record, entry_record
from briefqa.cli import run
from conftest import BRIEF, ROOT, SEEDS
from schemas import FOLDER, check, schema

if TYPE_CHECKING:
    from pathlib import Path

    from briefqa import Retriever

NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
HEAD = "id\tkind\tsplit\tquestion\tjudgements\n"
NEEDS = (
    "q1\tkeywords\ttune\ttraining needs of link workers\tsocial-prescribing-link-workers/"
    "qualifications-and-training-needs-of-social-prescribing-link-workers-an-f25630=3\n"
)
FAR = "q2\tfar\ttune\tcapital of France\t\n"


def _printed(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, Any]:
    assert run([*map(str, arguments), "--json"]) == 0
    record: dict[str, Any] = json.loads(capsys.readouterr().out)
    return record


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$id"] == f"urn:briefqa:schema:{name}"


def test_every_schema_is_named_and_an_entry_is_the_same_in_all() -> None:
    documented = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\(schema/([\w-]+)\.json\)", documented)) == NAMES
    ask = schema("ask")
    assert schema("read")["$defs"]["entry"] == ask["$defs"]["entry"]
    line = schema("ask-line")["$defs"]
    assert (line["entry"], line["hit"]) == (ask["$defs"]["entry"], ask["$defs"]["hit"])
    assert schema("entry")["$defs"] == {"entry": ask["$defs"]["entry"], "brief": schema("read")["properties"]["brief"]}
    assert line["answer"] == {name: ask[name] for name in ("type", "properties", "required")}


def test_read(capsys: pytest.CaptureFixture[str]) -> None:
    record = _printed(capsys, "read", BRIEF)
    check(record, "read")
    record["entries"][0]["access"] = "cheap"
    with pytest.raises(ValidationError, match="cheap"):
        check(record, "read")


@pytest.mark.model
def test_status(index_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for seeds in (SEEDS, tmp_path / "nowhere"):
        check(_printed(capsys, "status", "--index", index_folder, "--seeds", seeds), "status")


@pytest.mark.model
@pytest.mark.parametrize("question", ["training needs of link workers", "capital of France", "papers before 1900"])
def test_ask(question: str, index_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = _printed(capsys, "ask", question, "-k", "100", "--index", index_folder)
    check(record, "ask")
    del record["covered"]
    with pytest.raises(ValidationError, match="covered"):
        check(record, "ask")


@pytest.mark.model
def test_what_is_given_beside_answers(retriever: Retriever) -> None:
    check(briefs_record(retriever.briefs), "briefs")
    for entry in retriever.briefs[0].entries[:5]:
        check(entry_record(entry, retriever.briefs[0]), "entry")


@pytest.mark.model
def test_ask_with_filters_that_nothing_passes(index_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(_printed(capsys, "ask", "training", "--year", "1066", "--index", index_folder), "ask")


@pytest.mark.model
def test_evaluate(index_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions, saved = tmp_path / "questions.tsv", tmp_path / "run.jsonl"
    for rows, more in ((NEEDS + FAR, ["--save", saved]), (NEEDS + FAR, ["--against", saved]), (FAR, []), (NEEDS, [])):
        questions.write_text(HEAD + rows, encoding="utf-8")
        check(_printed(capsys, "evaluate", questions, "--index", index_folder, *more), "evaluate")


def test_gaps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "asked.jsonl"
    log.write_text(
        '{"time": "2026-01-05T09:00:00+00:00", "question": "pay", "covered": false, "entries": ["b/e"]}\n{\n',
        encoding="utf-8",
    )
    check(_printed(capsys, "gaps", log), "gaps")
