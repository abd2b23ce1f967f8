"""Chroma as it comes: on disk, and with its default embedding function, which runs the model in onnxruntime."""

from __future__ import annotations

from pathlib import Path

import chromadb
from chromadb.config import Settings
from chromadb.utils.batch_utils import create_batches
from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2
from protocol import Ask, Hit, run, texts_of

NAME = "entries"


def build(source: Path, model: str, folder: Path) -> None:
    """Add the texts in batches as large as the store takes."""
    client = client_of(folder)
    collection = client.create_collection(NAME, embedding_function=embedding_of(model))
    texts = texts_of(source)
    for ids, _, _, documents in create_batches(
        client, [key for key, _ in texts], documents=[text for _, text in texts]
    ):
        collection.add(ids=ids, documents=documents)


def open_index(model: str, folder: Path) -> Ask:
    """Open the collection."""
    collection = client_of(folder).get_collection(NAME, embedding_function=embedding_of(model))

    def ask(question: str, k: int) -> list[Hit]:
        found = collection.query(query_texts=[question], n_results=k, include=["documents"])
        return [Hit(key, text) for key, text in zip(found["ids"][0], found["documents"][0], strict=True)]

    return ask


def client_of(folder: Path) -> chromadb.ClientAPI:
    """A client that reports nothing to anyone."""
    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def embedding_of(model: str) -> ONNXMiniLM_L6_V2:
    """The default function, with the model where we have it instead of where it would be downloaded to."""
    ONNXMiniLM_L6_V2.DOWNLOAD_PATH = Path(model)
    return ONNXMiniLM_L6_V2()


if __name__ == "__main__":
    run(build, open_index)
