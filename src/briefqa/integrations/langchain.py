"""The briefs as a retriever of LangChain.

retriever = BriefRetriever.open("indexes/default", k=3, access={"free"})
documents = retriever.invoke("training needs of link workers")
"""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Self

from briefqa.brief import Access
from briefqa.extras import require
from briefqa.filters import access_of, checked_k, names_of, years_of
from briefqa.integrations.passages import metadata_of, text_of
from briefqa.ranking import COVERED
from briefqa.retriever import Retriever

require("langchain", needed_for="the retriever for LangChain")

from langchain_core.callbacks import (  # noqa: E402 - what is missing is said first
    AsyncCallbackManagerForRetrieverRun,
    CallbackManagerForRetrieverRun,
)
from langchain_core.documents import Document  # noqa: E402
from langchain_core.retrievers import BaseRetriever  # noqa: E402
from pydantic import PlainValidator  # noqa: E402 - which comes with langchain-core


# A filter spelt wrongly must not be passed over: more would be found than was asked for.
class BriefRetriever(BaseRetriever, extra="forbid"):
    """Retrieves the entries that fit a question best, each as a document of its title and abstract.

    Every field but `retriever` can also be given for one question: `invoke(question, k=3)`.

    A filter that is empty filters nothing.

    Attributes:
        retriever: what is asked.
        k: at most so many documents, 1 to 100.
        briefs: only entries of briefs with these ids.
        sections: only entries under these headings.
        years: only entries published in this range of years, both included: `(2019, 2025)` or `"2019-2025"`.
        access: only entries with this access.
        only_covered: return nothing where the briefs do not cover the question. Else the nearest entries are returned,
            and `metadata["covered"]` is False.
    """

    retriever: Retriever
    k: Annotated[int, PlainValidator(checked_k)] = 5
    briefs: Annotated[tuple[str, ...] | None, PlainValidator(partial(names_of, argument="briefs"))] = None
    sections: Annotated[tuple[str, ...] | None, PlainValidator(partial(names_of, argument="sections"))] = None
    years: Annotated[tuple[int, int] | None, PlainValidator(years_of)] = None
    access: Annotated[tuple[Access, ...] | None, PlainValidator(access_of)] = None
    only_covered: bool = False

    @classmethod
    def open(cls, folder: str | Path = "indexes/default", *, covered_at: float = COVERED, **fields: Any) -> Self:  # noqa: ANN401 - pydantic checks them
        """Open the index in a folder.

        Args:
            folder: where `briefqa index` wrote it.
            covered_at: see `briefqa.Retriever`.
            fields: any of the attributes.

        Raises:
            IndexOpenError: there is no index, or it cannot be used; the message says why.
            QuestionError: `covered_at` is out of range.
        """
        return cls(retriever=Retriever.open(folder, covered_at=covered_at), **fields)

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun | None = None,
        **fields: Any,  # noqa: ANN401 - pydantic checks them
    ) -> list[Document]:
        """The documents, best first.

        Raises:
            QuestionError: the question, `k` or a filter is out of range.
        """
        del run_manager  # there is nothing to tell between start and end
        # The filters of one question are checked as those of the retriever are.
        asked = type(self)(retriever=self.retriever, **{**self._fields(), **fields}) if fields else self
        answer = asked.retriever.ask(
            query, asked.k, briefs=asked.briefs, sections=asked.sections, years=asked.years, access=asked.access
        )
        if asked.only_covered and not answer.covered:
            return []
        return [
            Document(id=hit.entry.id, page_content=text_of(hit.entry), metadata=metadata_of(answer, hit))
            for hit in answer.hits
        ]

    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun | None = None,
        **fields: Any,  # noqa: ANN401 - pydantic checks them
    ) -> list[Document]:
        """The same in a thread; the base class has no room there for the fields of one question."""
        del run_manager
        return await asyncio.to_thread(partial(self._get_relevant_documents, query, **fields))

    def _fields(self) -> dict[str, Any]:
        names = ("k", "briefs", "sections", "years", "access", "only_covered")
        return {name: getattr(self, name) for name in names}
