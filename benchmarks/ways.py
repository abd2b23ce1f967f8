"""What is compared: briefqa, and what people would use instead; each with its script and its environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from environments import Environment
from machine import ROOT

PEERS = Path(__file__).parent / "peers"
PLAIN, OURS = "plain script", "briefqa"


@dataclass(frozen=True)
class Way:
    """A way to have texts answer questions.

    Attributes:
        name: as tables have it.
        script: what builds an index and asks it.
        asks: the environment that questions are asked in.
        builds: the one that the index is built in.
        shown: the packages whose versions are named.
        exported: whether it takes the model as peers/export_for_chroma.py writes it.
    """

    name: str
    script: Path
    asks: Environment
    builds: Environment
    shown: tuple[str, ...]
    exported: bool = False


def ways() -> tuple[Way, ...]:
    """All of them; the plain script, which others are compared with, is first."""
    return (
        _peer(PLAIN, "plain", "sentence-transformers", "faiss-cpu"),
        _briefqa(),
        _peer("txtai", "txtai", "txtai", "faiss-cpu"),
        _peer(
            "LangChain",
            "langchain",
            *("langchain-community", "langchain-huggingface", "sentence-transformers", "faiss-cpu"),
        ),
        _peer(
            "LlamaIndex",
            "llamaindex",
            *("llama-index-core", "llama-index-embeddings-huggingface", "llama-index-vector-stores-faiss", "faiss-cpu"),
        ),
        _peer("Chroma", "chroma", "chromadb", "sentence-transformers"),
        _chroma_as_it_comes(),
    )


def _peer(name: str, key: str, *packages: str) -> Way:
    # Each asks for torch by name: its file of constraints says which, and no other build is dragged in.
    environment = Environment(key, ("torch", *packages), PEERS / f"{key}.txt")
    return Way(name, PEERS / f"peer_{key}.py", environment, environment, ("torch", *packages))


def _chroma_as_it_comes() -> Way:
    environment = Environment("chroma-onnx", ("chromadb",), PEERS / "chroma_onnx.txt")
    return Way(
        "Chroma, its ONNX model",
        PEERS / "peer_chroma_onnx.py",
        environment,
        environment,
        ("chromadb", "onnxruntime", "tokenizers"),
        exported=True,
    )


def _briefqa() -> Way:
    sources = (path for path in (ROOT / "src").rglob("*") if path.is_file() and path.suffix != ".pyc")
    files = (ROOT / "pyproject.toml", *sorted(sources))
    asks, builds = (
        Environment(name, (f"{ROOT}{extra}",), ROOT / "constraints.txt", files)
        for name, extra in (("briefqa", ""), ("briefqa-build", "[build]"))
    )
    return Way(
        OURS,
        PEERS / "peer_briefqa.py",
        asks,
        builds,
        ("briefqa", "numpy", "faiss-cpu", "onnxruntime", "tokenizers"),
    )
