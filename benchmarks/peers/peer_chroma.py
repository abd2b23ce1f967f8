"""Chroma on disk, with its embedding function for sentence-transformers and its default index (HNSW)."""

from __future__ import annotations

from chroma_store import run_chroma
from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction


def embedding_of(model: str) -> SentenceTransformerEmbeddingFunction:
    """Unit vectors."""
    return SentenceTransformerEmbeddingFunction(model_name=model, device="cpu", normalize_embeddings=True)


if __name__ == "__main__":
    run_chroma(embedding_of, configuration={"hnsw": {"space": "cosine"}})
