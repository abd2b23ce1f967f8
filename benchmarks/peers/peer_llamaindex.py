"""LlamaIndex with its FAISS vector store and its Hugging Face embeddings; no language model."""

from __future__ import annotations

from pathlib import Path

import faiss
from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.faiss import FaissVectorStore
from protocol import Ask, Hit, run, texts_of

DIMENSION = 384


def build(source: Path, model: str, folder: Path) -> None:
    """A node for each text."""
    store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(DIMENSION))
    context = StorageContext.from_defaults(vector_store=store)
    nodes = [TextNode(id_=key, text=text) for key, text in texts_of(source)]
    VectorStoreIndex(nodes, storage_context=context, embed_model=embedding_of(model))
    context.persist(persist_dir=str(folder))


def open_index(model: str, folder: Path) -> Ask:
    """Load store and nodes."""
    store = FaissVectorStore.from_persist_dir(str(folder))
    context = StorageContext.from_defaults(vector_store=store, persist_dir=str(folder))
    index = load_index_from_storage(context, embed_model=embedding_of(model))
    retrievers = {}

    def ask(question: str, k: int) -> list[Hit]:
        if k not in retrievers:
            retrievers[k] = index.as_retriever(similarity_top_k=k)
        return [Hit(found.node.node_id, found.node.text) for found in retrievers[k].retrieve(question)]

    return ask


def embedding_of(model: str) -> HuggingFaceEmbedding:
    """Unit vectors, in batches of 32 as the others."""
    return HuggingFaceEmbedding(model_name=model, device="cpu", normalize=True, embed_batch_size=32)


if __name__ == "__main__":
    run(build, open_index)
