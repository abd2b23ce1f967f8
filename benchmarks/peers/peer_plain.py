"""The plain script that all others are compared with: sentence-transformers and FAISS alone."""

from __future__ import annotations

from pathlib import Path

import faiss
from protocol import Ask, Hit, run, texts_of
from sentence_transformers import SentenceTransformer


def build(source: Path, model: str, folder: Path) -> None:
    """Unit vectors in an exact index, beside the texts."""
    encoder = SentenceTransformer(model, device="cpu")
    texts = [text for _, text in texts_of(source)]
    vectors = encoder.encode(texts, batch_size=32, normalize_embeddings=True, show_progress_bar=False)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(folder / "vectors.faiss"))
    (folder / "texts.json").write_bytes((source / "texts.json").read_bytes())


def open_index(model: str, folder: Path) -> Ask:
    """Load the model, read index and texts."""
    encoder = SentenceTransformer(model, device="cpu")
    index = faiss.read_index(str(folder / "vectors.faiss"))
    texts = texts_of(folder)

    def ask(question: str, k: int) -> list[Hit]:
        vectors = encoder.encode([question], normalize_embeddings=True, show_progress_bar=False)
        return [texts[row] for row in index.search(vectors, k)[1][0]]

    return ask


if __name__ == "__main__":
    run(build, open_index)
