"""The retriever for LlamaIndex, against LlamaIndex."""

from __future__ import annotations

import asyncio
import importlib
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from llama_index.core import PromptTemplate
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.schema import MetadataMode, QueryBundle

from briefqa import Access, Retriever, extras
from briefqa.errors import IndexMissing, MissingExtra, QuestionError
from briefqa.integrations.llamaindex import BriefRetriever
from briefqa.integrations.passages import metadata_of, text_of

pytestmark = pytest.mark.model

QUESTION = "training needs of link workers"


def test_the_nodes_are_the_hits(retriever: Retriever) -> None:
    answer = retriever.ask(QUESTION, 3)
    nodes = BriefRetriever(retriever, 3).retrieve(QUESTION)
    assert isinstance(BriefRetriever(retriever), BaseRetriever)
    assert [node.node_id for node in nodes] == [hit.entry.id for hit in answer.hits]
    assert [node.score for node in nodes] == [hit.score for hit in answer.hits]
    assert [node.text for node in nodes] == [text_of(hit.entry) for hit in answer.hits]
    assert [node.metadata for node in nodes] == [metadata_of(answer, hit) for hit in answer.hits]


def test_a_model_is_shown_whether_it_is_covered_and_an_embedding_the_text_alone(retriever: Retriever) -> None:
    node = BriefRetriever(retriever, 1).retrieve("capital of France")[0].node
    shown = node.get_content(MetadataMode.LLM)
    assert shown.startswith("covered: False\nsource: ")
    assert "access: free" in shown
    assert "entry_id" not in shown
    assert node.get_content(MetadataMode.EMBED) == node.get_content(MetadataMode.NONE)


def test_both_ways_of_asking_agree(retriever: Retriever) -> None:
    briefs = BriefRetriever(retriever, 2)
    nodes = briefs.retrieve(QUESTION)
    assert asyncio.run(briefs.aretrieve(QueryBundle(QUESTION))) == nodes


def test_asking_does_not_hold_up_the_event_loop(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_in: list[threading.Thread] = []
    ask = Retriever.ask

    def noting(*given: Any, **named: Any) -> object:  # noqa: ANN401 - handed on
        asked_in.append(threading.current_thread())
        return ask(*given, **named)

    monkeypatch.setattr(Retriever, "ask", noting)
    asyncio.run(BriefRetriever(retriever, 1).aretrieve(QUESTION))
    assert asked_in != [threading.main_thread()]
    assert len(asked_in) == 1


def test_filters_are_those_of_the_retriever(retriever: Retriever) -> None:
    limits: dict[str, Any] = {"sections": ["Reviews"], "years": (2020, 2024), "access": ["free"]}
    limits["briefs"] = ["social-prescribing-link-workers"]
    wanted = retriever.ask(QUESTION, 4, **{**limits, "access": {Access.FREE}})
    nodes = BriefRetriever(retriever, 4, **limits).retrieve(QUESTION)
    assert [node.node_id for node in nodes] == [hit.entry.id for hit in wanted.hits]
    assert len(nodes) > 1


def test_what_is_not_covered_is_visible_or_left_out(retriever: Retriever) -> None:
    nodes = BriefRetriever(retriever, 2).retrieve("capital of France")
    assert [node.metadata["covered"] for node in nodes] == [False, False]
    assert BriefRetriever(retriever, only_covered=True).retrieve("capital of France") == []
    assert len(BriefRetriever(retriever, 2, only_covered=True).retrieve(QUESTION)) == 2


def test_it_takes_its_place_in_a_query_engine(retriever: Retriever) -> None:
    # The model of LlamaIndex's own tests: its answer is what it was asked.
    engine = RetrieverQueryEngine.from_args(
        BriefRetriever(retriever, 1),
        llm=MockLLM(),
        text_qa_template=PromptTemplate("{context_str}"),
    )
    response = engine.query(QUESTION)
    assert str(response).startswith("covered: True\nsource: The Lancet\ndate: 2022-11\n")
    assert response.source_nodes[0].metadata["access_note"] == "Abstract only*"


def test_it_opens_a_folder(index_folder: Path, tmp_path: Path) -> None:
    assert BriefRetriever.open(index_folder, k=1).retrieve(QUESTION)[0].metadata["covered"] is True
    assert BriefRetriever.open(index_folder, covered_at=1, k=1).retrieve(QUESTION)[0].metadata["covered"] is False
    with pytest.raises(IndexMissing, match="briefqa index"):
        BriefRetriever.open(tmp_path)


def test_wrong_arguments_are_refused(retriever: Retriever) -> None:
    with pytest.raises(TypeError, match="acces"):
        BriefRetriever(retriever, acces=["free"])  # type: ignore[call-arg]
    for question, fields, told in (
        (" ", {}, "the question is empty"),
        ("x", {"k": 0}, "k is 0; ask for 1 to 100"),
        ("x", {"briefs": ["none"]}, "there is no brief 'none'"),
        ("x", {"access": ["open"]}, "there is no access 'open'; choose from: free"),
    ):
        with pytest.raises(QuestionError, match=told):
            BriefRetriever(retriever, **fields).retrieve(question)


def test_filters_hold_for_every_question(retriever: Retriever) -> None:
    once = BriefRetriever(retriever, sections=(name for name in ["Reviews"]))  # type: ignore[arg-type] # can be read once
    assert once.retrieve(QUESTION) == once.retrieve(QUESTION) != BriefRetriever(retriever).retrieve(QUESTION)


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    monkeypatch.delitem(sys.modules, "briefqa.integrations.llamaindex")
    with pytest.raises(MissingExtra, match=r'the retriever for LlamaIndex needs .* "briefqa\[llamaindex\]"'):
        importlib.import_module("briefqa.integrations.llamaindex")
