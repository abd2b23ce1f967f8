"""The briefs as a retriever of LlamaIndex.

retriever = BriefRetriever.open("indexes/default", k=3, access={"free"})
nodes = retriever.retrieve("training needs of link workers")
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from pathlib import Path
from typing import Any, Self

from briefqa.answer import Answer, Hit
from briefqa.brief import Access
from briefqa.extras import require
from briefqa.filters import access_of, checked_k, names_of, years_of
from briefqa.integrations.passages import FOR_MODELS, metadata_of, text_of
from briefqa.ranking import COVERED
from briefqa.retriever import Retriever

require("llamaindex", needed_for="the retriever for LlamaIndex")

from llama_index.core.base.base_retriever import BaseRetriever  # noqa: E402 - what is missing is said first
from llama_index.core.callbacks.base import CallbackManager  # noqa: E402
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode  # noqa: E402


class BriefRetriever(BaseRetriever):
    """Retrieves the entries that fit a question best, each as a node of its title and abstract, with its relevance.

    A language model is shown the text and the metadata named in `FOR_MODELS`, `covered` first; an embedding only the
    text.

    A filter that is empty filters nothing.

    Attributes:
        retriever: what is asked.
        k: at most so many nodes, 1 to 100.
        briefs: only entries of briefs with these ids.
        sections: only entries under these headings.
        years: only entries published in this range of years, both included: `(2019, 2025)` or `"2019-2025"`.
        access: only entries with this access.
        only_covered: return nothing where the briefs do not cover the question. Else the nearest entries are returned,
            and `metadata["covered"]` is False.
    """

    def __init__(
        self,
        retriever: Retriever,
        k: int = 5,
        *,
        briefs: Collection[str] | str | None = None,
        sections: Collection[str] | str | None = None,
        years: tuple[int, int] | str | None = None,
        access: Collection[Access | str] | str | None = None,
        only_covered: bool = False,
        callback_manager: CallbackManager | None = None,
        verbose: bool = False,
    ) -> None:
        super().__init__(callback_manager=callback_manager, verbose=verbose)
        self.retriever = retriever
        # Checked, and kept so that a second question finds them as the first did.
        self.k = checked_k(k)
        self.briefs = names_of(briefs, "briefs")
        self.sections = names_of(sections, "sections")
        self.years = years_of(years)
        self.access = access_of(access)
        self.only_covered = only_covered

    @classmethod
    def open(cls, folder: str | Path = "indexes/default", *, covered_at: float = COVERED, **fields: Any) -> Self:  # noqa: ANN401 - handed on
        """Open the index in a folder.

        Args:
            folder: where `briefqa index` wrote it.
            covered_at: see `briefqa.Retriever`.
            fields: any of the attributes, `callback_manager` or `verbose`.

        Raises:
            IndexOpenError: there is no index, or it cannot be used; the message says why.
            QuestionError: `covered_at` is out of range.
        """
        return cls(Retriever.open(folder, covered_at=covered_at), **fields)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """The nodes, best first.

        Raises:
            QuestionError: the question, `k` or a filter is out of range.
        """
        answer = self.retriever.ask(
            query_bundle.query_str,
            self.k,
            briefs=self.briefs,
            sections=self.sections,
            years=self.years,
            access=self.access,
        )
        if self.only_covered and not answer.covered:
            return []
        return [NodeWithScore(node=_node(answer, hit), score=hit.score) for hit in answer.hits]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        # The base class would hold up the event loop.
        return await asyncio.to_thread(self._retrieve, query_bundle)


def _node(answer: Answer, hit: Hit) -> TextNode:
    metadata = metadata_of(answer, hit)
    return TextNode(
        id_=hit.entry.id,
        text=text_of(hit.entry),
        metadata=metadata,
        excluded_llm_metadata_keys=[name for name in metadata if name not in FOR_MODELS],
        excluded_embed_metadata_keys=list(metadata),
    )
