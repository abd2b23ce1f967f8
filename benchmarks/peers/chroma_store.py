"""What both ways to use Chroma share: a collection on disk, filled and asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import chromadb
from chromadb.api.types import Documents, EmbeddingFunction
from chromadb.config import Settings
from chromadb.utils.batch_utils import create_batches
from protocol import Ask, Hit, run, texts_of

NAME = "entries"
EmbeddingOf = Callable[[str], EmbeddingFunction[Documents]]


def run_chroma(embedding_of: EmbeddingOf, configuration: dict[str, Any] | None = None) -> None:
    """Do what the command line asks for.

    Args:
        embedding_of: the embedding function, of the path of the model.
        configuration: of the collection; None for what it is by default.
    """

    def build(source: Path, model: str, folder: Path) -> None:
        """Add the texts in batches as large as the store takes."""
        client = _client_of(folder)
        collection = client.create_collection(NAME, embedding_function=embedding_of(model), configuration=configuration)
        texts = texts_of(source)
        for ids, _, _, documents in create_batches(
            client, [key for key, _ in texts], documents=[text for _, text in texts]
        ):
            collection.add(ids=ids, documents=documents)

    def open_index(model: str, folder: Path) -> Ask:
        """Open the collection."""
        collection = _client_of(folder).get_collection(NAME, embedding_function=embedding_of(model))

        def ask(question: str, k: int) -> list[Hit]:
            found = collection.query(query_texts=[question], n_results=k, include=["documents"])
            return [Hit(key, text) for key, text in zip(found["ids"][0], found["documents"][0], strict=True)]

        return ask

    run(build, open_index)


def _client_of(folder: Path) -> chromadb.ClientAPI:
    """A client that reports nothing to anyone."""
    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
