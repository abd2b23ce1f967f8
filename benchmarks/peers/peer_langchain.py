"""LangChain with its FAISS vector store and its Hugging Face embeddings."""

from __future__ import annotations

from pathlib import Path

from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings
from protocol import Ask, Hit, run, texts_of


def build(source: Path, model: str, folder: Path) -> None:
    """Index the texts with their ids as metadata."""
    texts = texts_of(source)
    store = FAISS.from_texts([text for _, text in texts], embeddings_of(model), [{"id": key} for key, _ in texts])
    store.save_local(str(folder))


def open_index(model: str, folder: Path) -> Ask:
    """Load the store, which unpickles the texts."""
    store = FAISS.load_local(str(folder), embeddings_of(model), allow_dangerous_deserialization=True)

    def ask(question: str, k: int) -> list[Hit]:
        return [Hit(found.metadata["id"], found.page_content) for found in store.similarity_search(question, k)]

    return ask


def embeddings_of(model: str) -> HuggingFaceEmbeddings:
    """Unit vectors, so that the store's distances rank as cosines do."""
    return HuggingFaceEmbeddings(
        model_name=model, model_kwargs={"device": "cpu"}, encode_kwargs={"normalize_embeddings": True, "batch_size": 32}
    )


if __name__ == "__main__":
    run(build, open_index)
