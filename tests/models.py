"""Small sentence-transformers models with random weights, for tests of what can be done with any model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefqa.encoding import find_model

if TYPE_CHECKING:
    from pathlib import Path

SIZES = {"num_hidden_layers": 2, "num_attention_heads": 2, "hidden_size": 32, "intermediate_size": 64}


def make_model(
    folder: Path,
    *,
    kind: str = "bert",
    pooling: str = "mean",
    max_length: int | None = 48,
    prompts: dict[str, str] | None = None,
    include_prompt: bool = True,
    further: tuple[str, ...] = ("normalize",),
    truncate_dim: int | None = None,
) -> Path:
    """Write a model of that architecture, pooling and further modules (`dense`, `normalize`) into a new folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Normalize, Pooling, Transformer
    from transformers import AutoConfig, AutoModel, AutoTokenizer

    torch.manual_seed(0)
    tokenizer = AutoTokenizer.from_pretrained(find_model("bundled"))
    config = AutoConfig.for_model(kind, vocab_size=len(tokenizer), pad_token_id=tokenizer.pad_token_id, **_sizes(kind))
    plain = folder.parent / f"{folder.name}-plain"
    AutoModel.from_config(config).save_pretrained(plain)
    tokenizer.save_pretrained(plain)
    modules: list[Any] = [Transformer(str(plain), max_seq_length=max_length)]
    modules.append(Pooling(32, pooling_mode=pooling, include_prompt=include_prompt))
    modules += [Dense(32, 16) if module == "dense" else Normalize() for module in further]
    model = SentenceTransformer(modules=modules, prompts=prompts, truncate_dim=truncate_dim, device="cpu")
    model.save(str(folder), create_model_card=False)
    return folder


def _sizes(kind: str) -> dict[str, Any]:
    if kind == "distilbert":
        return {"n_layers": 2, "n_heads": 2, "dim": 32, "hidden_dim": 64}
    if kind == "modernbert":
        return {**SIZES, "bos_token_id": 101, "cls_token_id": 101, "eos_token_id": 102, "sep_token_id": 102}
    return SIZES
