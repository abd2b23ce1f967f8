"""txtai with its default index (FAISS) and without its database, which is its quickest way to answer."""

from __future__ import annotations

from pathlib import Path

from protocol import Ask, Hit, run, texts_of
from txtai import Embeddings


def build(source: Path, model: str, folder: Path) -> None:
    """Index the texts by their row."""
    embeddings = Embeddings(path=model, gpu=False)
    embeddings.index(text for _, text in texts_of(source))
    embeddings.save(str(folder / "index"))
    (folder / "texts.json").write_bytes((source / "texts.json").read_bytes())


def open_index(_model: str, folder: Path) -> Ask:
    """Load the index, which names its model, and read the texts."""
    embeddings = Embeddings()
    embeddings.load(str(folder / "index"))
    texts = texts_of(folder)

    def ask(question: str, k: int) -> list[Hit]:
        return [texts[row] for row, _ in embeddings.search(question, k)]

    return ask


if __name__ == "__main__":
    run(build, open_index)
