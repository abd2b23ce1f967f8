"""Chroma as it comes: on disk, and with its default embedding function, which runs the model in onnxruntime."""

from __future__ import annotations

from pathlib import Path

from chroma_store import run_chroma
from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2


def embedding_of(model: str) -> ONNXMiniLM_L6_V2:
    """The default function, with the model where we have it instead of where it would be downloaded to."""
    ONNXMiniLM_L6_V2.DOWNLOAD_PATH = Path(model)
    return ONNXMiniLM_L6_V2()


if __name__ == "__main__":
    run_chroma(embedding_of)
