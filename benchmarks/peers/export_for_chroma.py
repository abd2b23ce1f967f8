"""Write a model as Chroma's default embedding function wants it, which would otherwise download all-MiniLM-L6-v2.

    python export_for_chroma.py MODEL FOLDER

The graph gives a vector for each word piece, as the one that is downloaded does; Chroma averages them itself.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import torch
from transformers import AutoModel

NAMES = ["input_ids", "attention_mask", "token_type_ids"]
FILES = ("config.json", "special_tokens_map.json", "tokenizer_config.json", "tokenizer.json", "vocab.txt")


class WordPieces(torch.nn.Module):
    """The transformer without what it adds to the vectors of word pieces."""

    def __init__(self, model: str) -> None:
        super().__init__()
        self.transformer = AutoModel.from_pretrained(model).eval()

    def forward(self, *given: torch.Tensor) -> torch.Tensor:
        """Vectors of shape (texts, word pieces, dimension)."""
        vectors: torch.Tensor = self.transformer(**dict(zip(NAMES, given, strict=True))).last_hidden_state
        return vectors


def main() -> None:
    """Export, and copy what belongs to it."""
    model, folder = sys.argv[1], Path(sys.argv[2]) / "onnx"
    folder.mkdir(parents=True, exist_ok=True)
    for file in FILES:
        shutil.copy(Path(model) / file, folder)
    words = torch.tensor([[101, 2731, 3791, 102], [101, 2731, 102, 0]])
    axes = {name: {0: "texts", 1: "length"} for name in NAMES}
    given = (words, (words > 0).long(), torch.zeros_like(words))
    with torch.no_grad():
        torch.onnx.export(
            WordPieces(model),
            given,
            str(folder / "model.onnx"),
            input_names=NAMES,
            dynamic_axes=axes,
            dynamo=False,
            opset_version=17,
        )


if __name__ == "__main__":
    main()
