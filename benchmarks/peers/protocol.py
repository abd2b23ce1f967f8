"""What every peer is asked to do, so that all are measured alike; needs nothing but Python itself.

A peer is a script with two functions, given to `run`:

    build(source, model, folder)    index the texts of source, and leave in folder what is needed to ask
    open_index(model, folder)       → a function that answers: (question, k) → the k nearest, best first, as `Hit`s

It is run as `python SCRIPT build SOURCE MODEL FOLDER`, and as `python SCRIPT ask QUESTIONS MODEL FOLDER`, which prints
two lines of JSON: the first answer as soon as it is there, then what all questions were answered with and took.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

DEPTH = 10
# Of ru_maxrss: kilobytes on Linux, bytes on macOS.
UNIT = 1 if sys.platform == "darwin" else 1024


class Text(NamedTuple):
    """A text to be found, and the id of the entry that it is."""

    id: str
    text: str


Hit = Text
Ask = Callable[[str, int], Sequence[Hit]]


def texts_of(source: Path) -> list[Text]:
    """The texts that peers index: an entry each, its title and abstract."""
    return [Text(*pair) for pair in json.loads((source / "texts.json").read_text(encoding="utf-8"))]


def run(build: Callable[[Path, str, Path], None], open_index: Callable[[str, Path], Ask]) -> None:
    """Do what the command line says."""
    task, given, model, folder = sys.argv[1:]
    if task == "build":
        build(Path(given), model, Path(folder))
    else:
        first, *others = json.loads(Path(given).read_text(encoding="utf-8"))
        _answer(open_index(model, Path(folder)), first, others)


def _answer(ask: Ask, first: str, others: Sequence[str]) -> None:
    hits = ask(first, DEPTH)
    _print({"answer": hits[0].text, "processor": time.process_time(), "peak": _peak()})
    found, wall, processor = [[hit.id for hit in hits]], [], []
    for question in others:
        clock, used = time.perf_counter(), time.process_time()
        hits = ask(question, DEPTH)
        wall.append(time.perf_counter() - clock)
        processor.append(time.process_time() - used)
        found.append([hit.id for hit in hits])
    _print({"found": found, "wall": wall, "processor": processor, "peak": _peak()})


def _print(record: dict[str, object]) -> None:
    print(json.dumps(record), flush=True)


def _peak() -> int:
    """The most memory this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
