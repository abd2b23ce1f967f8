"""The encoder of questions that an index carries: a graph and a tokenizer, run by onnxruntime alone."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from briefqa.encoding import EncoderInfo, Progress, Span, Vectors, to_unit
from briefqa.errors import EncoderError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

GRAPH = "graph.onnx"
WEIGHTS = "weights.bin"
TOKENIZER = "tokenizer.json"
SETTINGS = "settings.json"
# What a graph may ask for, by the names that transformers has for it → what tokenizers calls it.
INPUTS = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
_BATCH = 32


class OnnxEncoder:
    """Encodes questions only: an index that is asked needs no vectors of passages. Safe to use from several threads."""

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, info: EncoderInfo) -> None:
        """Use `open`."""
        self._session = session
        self._tokenizer = tokenizer
        self._info = info
        self._inputs = [(given.name, INPUTS[given.name]) for given in session.get_inputs()]

    @classmethod
    def open(cls, folder: Path, name: str) -> Self:
        """Open what `export` wrote; see `briefqa.encoding.open_exported`.

        Raises:
            EncoderError: the files are not those of an exported encoder, or this machine's libraries cannot run them.
        """
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from tokenizers import Tokenizer

        try:
            settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
            session = open_session(folder / GRAPH)
            return cls(session, Tokenizer.from_file(str(folder / TOKENIZER)), EncoderInfo(name=name, **settings))
        except Exception as error:  # the libraries raise anything, among it plain Exceptions
            raise EncoderError(
                f"{folder}: the exported encoder cannot be opened ({in_short(error)}); run `briefqa index --full`"
            ) from error

    @property
    def info(self) -> EncoderInfo:
        """Which encoder this is."""
        return self._info

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions: float32, shape (len(texts), dimension), length 1."""
        prompt = self._info.prompts["query"]
        vectors = np.zeros((len(texts), self._info.dimension), dtype=np.float32)
        # Longest first, so that a batch holds texts of one length.
        order = sorted(range(len(texts)), key=lambda i: (-len(texts[i]), i))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors[batch] = self._run(self._tokenizer.encode_batch([prompt + texts[i] for i in batch]))
        return vectors

    def encode_document(
        self,
        texts: Sequence[str],  # noqa: ARG002
        progress: Progress | None = None,  # noqa: ARG002
        left_out: Sequence[Sequence[Span]] | None = None,  # noqa: ARG002
    ) -> Vectors:
        """Always raises.

        Raises:
            EncoderError: passages may be encoded otherwise than questions, and only these are exported.
        """
        raise EncoderError("an exported encoder encodes questions only; load the model it was made from for passages")

    def knows(self, word: str) -> bool:
        """Whether a word in small letters is one of the tokenizer's own, as only usual words are."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids) == 1

    def _run(self, encodings: Sequence[Encoding]) -> Vectors:
        feed = {
            name: np.asarray([getattr(encoding, kind) for encoding in encodings], dtype=np.int64)
            for name, kind in self._inputs
        }
        return to_unit(self._session.run(None, feed)[0])


def open_session(graph: Path, optimised: Path | None = None) -> InferenceSession:
    """A session that runs a graph on one core; docs/performance.md says what was measured.

    Args:
        graph: file of the graph, which was optimised when it was written.
        optimised: where to write the graph as optimised now, its weights beside it as `WEIGHTS`.
    """
    # Before it is imported: its builds for Linux and macOS would keep a number for this machine in the home folder and
    # send what is run to their makers. Only this stops all of it; the function below is for the builds for Windows.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions, disable_telemetry_events

    disable_telemetry_events()
    options = SessionOptions()
    # A question is too short to be worth sharing out; several that are asked at once each have a core.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors, which are raised as well
    if optimised is None:
        options.graph_optimization_level = GraphOptimizationLevel.ORT_DISABLE_ALL
    else:
        # The next level up would fit the graph to the processor of this machine.
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = str(optimised)
        # Weights beside the graph are mapped into memory: a third of the time to open, and half of the memory.
        options.add_session_config_entry("session.optimized_model_external_initializers_file_name", WEIGHTS)
        options.add_session_config_entry("session.optimized_model_external_initializers_min_size_in_bytes", "1024")
    return InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def in_short(error: BaseException) -> str:
    """The first line of what a library says is wrong, cut to a readable length."""
    said = str(error).strip()
    return (said.splitlines()[0] if said else type(error).__name__)[:120]
