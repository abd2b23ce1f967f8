"""The retriever for LangChain, against LangChain and its own standard tests for retrievers."""

from __future__ import annotations

import asyncio
import importlib
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda
from langchain_tests.integration_tests import RetrieversIntegrationTests
from pydantic import ValidationError

from briefqa import Access, Retriever, extras
from briefqa.errors import IndexMissing, MissingExtra, QuestionError
from briefqa.integrations.langchain import BriefRetriever
from briefqa.integrations.passages import metadata_of, text_of
from conftest import ROOT

pytestmark = pytest.mark.model

QUESTION = "training needs of link workers"


@pytest.mark.anyio
class TestStandard(RetrieversIntegrationTests):
    """What LangChain asks of every retriever."""

    @pytest.fixture(autouse=True)
    def _with(self, retriever_of_briefs: Retriever) -> None:
        self.opened = retriever_of_briefs

    @pytest.fixture
    def anyio_backend(self) -> str:
        return "asyncio"

    @property
    def retriever_constructor(self) -> type[BriefRetriever]:
        return BriefRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"retriever": self.opened}

    @property
    def retriever_query_example(self) -> str:
        return QUESTION


@pytest.fixture
def retriever_of_briefs(request: pytest.FixtureRequest) -> Retriever:
    """The real one; the standard tests have a fixture of their own that is called `retriever`."""
    found: Retriever = request.getfixturevalue("opened")
    return found


@pytest.fixture(scope="module")
def opened(index_folder: Path) -> Retriever:
    return Retriever.open(index_folder)


def test_the_documents_are_the_hits(opened: Retriever) -> None:
    answer = opened.ask(QUESTION, 3)
    assert BriefRetriever(retriever=opened, k=3).invoke(QUESTION) == [
        Document(id=hit.entry.id, page_content=text_of(hit.entry), metadata=metadata_of(answer, hit))
        for hit in answer.hits
    ]


def test_both_ways_of_asking_agree(opened: Retriever) -> None:
    retriever = BriefRetriever(retriever=opened, k=2)
    assert asyncio.run(retriever.ainvoke(QUESTION)) == retriever.invoke(QUESTION)
    assert asyncio.run(retriever.ainvoke(QUESTION, k=1)) == retriever.invoke(QUESTION, k=1)
    assert retriever.batch([QUESTION, "loneliness"]) == [retriever.invoke(QUESTION), retriever.invoke("loneliness")]


def test_filters_are_those_of_the_retriever(opened: Retriever) -> None:
    limits: dict[str, Any] = {"sections": ["Reviews"], "years": (2020, 2024), "access": ["free"]}
    limits["briefs"] = ["social-prescribing-link-workers"]
    wanted = opened.ask(QUESTION, 4, **{**limits, "access": {Access.FREE}})
    ids = [hit.entry.id for hit in wanted.hits]
    assert len(ids) > 1
    assert [one.id for one in BriefRetriever(retriever=opened, k=4, **limits).invoke(QUESTION)] == ids
    # And for one question alone.
    retriever = BriefRetriever(retriever=opened, k=9)
    assert [one.id for one in retriever.invoke(QUESTION, k=4, **limits)] == ids
    assert len(retriever.invoke(QUESTION)) == 9


def test_what_is_not_covered_is_visible_or_left_out(opened: Retriever) -> None:
    retriever = BriefRetriever(retriever=opened, k=2)
    assert [one.metadata["covered"] for one in retriever.invoke("capital of France")] == [False, False]
    assert retriever.invoke("capital of France", only_covered=True) == []
    assert BriefRetriever(retriever=opened, only_covered=True).invoke("capital of France") == []
    assert [one.metadata["covered"] for one in retriever.invoke(QUESTION, only_covered=True)] == [True, True]


def test_it_takes_its_place_in_a_chain(opened: Retriever) -> None:
    chain = BriefRetriever(retriever=opened, k=1) | RunnableLambda(lambda documents: documents[0].metadata["source"])
    assert chain.invoke(QUESTION) == "The Lancet"


def test_it_opens_a_folder(index_folder: Path, tmp_path: Path) -> None:
    assert BriefRetriever.open(index_folder, k=1).invoke(QUESTION)[0].metadata["covered"] is True
    assert BriefRetriever.open(index_folder, covered_at=1, k=1).invoke(QUESTION)[0].metadata["covered"] is False
    with pytest.raises(IndexMissing, match="briefqa index"):
        BriefRetriever.open(tmp_path)


def test_wrong_arguments_are_refused(opened: Retriever) -> None:
    for wrong in ({"acces": ["free"]}, {"access": ["open"]}, {"k": "many"}, {"k": 0}, {"years": (2020,)}):
        with pytest.raises(ValidationError, match=next(iter(wrong))):
            BriefRetriever(retriever=opened, **wrong)
        with pytest.raises(ValidationError, match=next(iter(wrong))):
            BriefRetriever(retriever=opened).invoke(QUESTION, **wrong)
    for question, fields, told in (
        (" ", {}, "the question is empty"),
        ("x", {"briefs": ["none"]}, "there is no brief 'none'"),
    ):
        with pytest.raises(QuestionError, match=told):
            BriefRetriever(retriever=opened, **fields).invoke(question)


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    monkeypatch.delitem(sys.modules, "briefqa.integrations.langchain")
    with pytest.raises(MissingExtra, match=r'the retriever for LangChain needs .* "briefqa\[langchain\]"'):
        importlib.import_module("briefqa.integrations.langchain")


def test_the_document_shows_code_that_runs_and_every_field(
    index_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
    (tmp_path / "indexes").mkdir()
    (tmp_path / "indexes" / "default").symlink_to(index_folder)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", document, re.DOTALL)
    assert [re.findall(r"integrations\.(\w+)", block) for block in blocks] == [["langchain"], ["llamaindex"]]
    for block in blocks:
        exec(block, {})  # noqa: S102 - our own document
    printed = capsys.readouterr().out.splitlines()
    assert printed[:3] == printed[3:]
    assert all(line.startswith("True | ") for line in printed)
    rows = re.findall(r"^\| (`.*?) \|", document, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    metadata = BriefRetriever.open(k=1).invoke(QUESTION)[0].metadata
    fields = set(BriefRetriever.model_fields) - {*BaseRetriever.model_fields, "retriever"}
    assert named == set(metadata) | fields
