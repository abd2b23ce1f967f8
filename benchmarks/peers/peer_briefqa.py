"""briefqa from Python: an index of a folder of briefs, and `Retriever.ask`."""

from __future__ import annotations

from pathlib import Path

from protocol import Ask, Hit, run


def build(source: Path, model: str, folder: Path) -> None:
    """Read the briefs and index their entries."""
    from briefqa.indexing import build_index

    build_index(source / "seeds", folder, model)


def open_index(_model: str, folder: Path) -> Ask:
    """Open the index, which carries its encoder."""
    from briefqa import Retriever

    retriever = Retriever.open(folder)

    def ask(question: str, k: int) -> list[Hit]:
        return [Hit(hit.entry.id, hit.entry.abstract) for hit in retriever.ask(question, k).hits]

    return ask


if __name__ == "__main__":
    run(build, open_index)
