"""How long one question takes from a cold start, and in how much memory: python benchmarks/asking.py [--runs N].

- `briefqa ask`, and the same question from Python, each in a new process, against a plain script that loads
  sentence-transformers, reads a FAISS index of the same passages and prints the nearest: no check of files, no words,
  no filters, no quotes. The index is the one of the real brief; the model is the bundled one.
- Where the time of `briefqa ask` goes, step by step, in processor seconds (which other work on the machine moves less).
- The next question in the same process, and the encoding of it alone.
- What opening the carried encoder costs with other settings of onnxruntime.

Runs take turns, so that what else the machine does meets all alike. Each figure is a median over the runs; times are
wall times unless it is said otherwise. Memory is the peak of a process. Needs `getrusage` (Linux, macOS).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from compileall import compile_dir
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

SEEDS = Path(__file__).parents[1] / "seeds"
# The arguments that bench.py gives.
BENCH = {"full": "--runs 5", "quick": "--runs 1"}
QUESTION = "training needs of link workers"
# Of ru_maxrss: kilobytes on Linux, bytes on macOS.
UNIT = 1 if sys.platform == "darwin" else 1024
PACKAGES = ("briefqa", "numpy", "faiss-cpu", "onnxruntime", "tokenizers", "click", "torch", "sentence-transformers")

COMMAND = """
import sys
from briefqa.cli import main
main(["ask", sys.argv[2], "--index", sys.argv[1] + "/index"])
"""
PYTHON = """
import sys
from briefqa import Retriever
print(Retriever.open(sys.argv[1] + "/index").ask(sys.argv[2]).hits[0])
"""
PLAIN = """
import json, os, sys
os.environ["HF_HUB_OFFLINE"] = "1"
import faiss
from sentence_transformers import SentenceTransformer
folder, question, model = sys.argv[1:]
texts = json.load(open(folder + "/texts.json"))
vectors = SentenceTransformer(model, device="cpu").encode([question], normalize_embeddings=True)
scores, rows = faiss.read_index(folder + "/plain.faiss").search(vectors, 5)
for score, row in zip(scores[0], rows[0]):
    print(score, texts[row])
"""
STEPS = """
import json, sys, time
last, steps = time.process_time(), {"Python itself": time.process_time()}
def step(name):
    global last
    now = time.process_time()
    steps[name], last = now - last, now
import numpy
step("import numpy")
import onnxruntime, tokenizers
step("import onnxruntime, tokenizers")
import click
step("import click")
from briefqa.cli import run
from briefqa.retriever import Retriever
from briefqa.showing import show_answer
step("import briefqa")
retriever = Retriever.open(sys.argv[1] + "/index")
step("open the index, digests among it")
retriever._encoder(retriever._snapshot.index)
step("open the carried encoder")
retriever.ask(sys.argv[2])
step("the question")
print(json.dumps(steps))
"""
WARM = """
import json, sys, time
from briefqa import Retriever
from statistics import median
retriever = Retriever.open(sys.argv[1] + "/index")
encoder = retriever._encoder(retriever._snapshot.index)
def timed(work):
    times = []
    for number in range(40):
        started = time.perf_counter()
        work(f"{sys.argv[2]} {number}")
        times.append(time.perf_counter() - started)
    return median(times[5:])
print(json.dumps({"ask": timed(retriever.ask), "encode": timed(lambda question: encoder.encode_query([question]))}))
"""
SESSION = """
import json, resource, sys, time
import numpy as np
import onnxruntime as ort
path, level, prepack, threads = sys.argv[1:]
options = ort.SessionOptions()
options.log_severity_level = 3
options.graph_optimization_level = getattr(ort.GraphOptimizationLevel, level)
options.intra_op_num_threads = int(threads)
options.add_session_config_entry("session.disable_prepacking", prepack)
before = time.perf_counter()
session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
opened = time.perf_counter() - before
words = np.asarray([[101, *range(2000, 2008), 102]])
feed = {given.name: np.zeros_like(words) if "type" in given.name else words for given in session.get_inputs()}
feed["attention_mask"] = np.ones_like(words)
times = []
for _ in range(30):
    before = time.perf_counter()
    session.run(None, feed)
    times.append(time.perf_counter() - before)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"open": opened, "first": times[0], "next": sorted(times[1:])[14], "peak": peak}))
"""
# Name → graph, optimisation when opened, whether weights are not rearranged for products, threads (0: one a core).
SESSIONS = {
    "as carried": ("encoder", "ORT_DISABLE_ALL", "0", "1"),
    "as carried, a thread for each core": ("encoder", "ORT_DISABLE_ALL", "0", "0"),
    "as carried, weights not rearranged": ("encoder", "ORT_DISABLE_ALL", "1", "1"),
    "weights inside the graph's file": ("one-file", "ORT_DISABLE_ALL", "0", "1"),
    "as exported, optimised when opened": ("plain", "ORT_ENABLE_ALL", "0", "1"),
    "as exported, not optimised": ("plain", "ORT_DISABLE_ALL", "0", "1"),
}


def prepare(folder: Path) -> None:
    """Write an index, a plain FAISS index of the same passages, and graphs."""
    import faiss
    import numpy as np
    import torch

    from briefqa.indexing import build_index, open_index
    from briefqa.indexing.passages import texts_of

    export = torch.onnx.export

    def keep(*arguments: object, **options: object) -> None:
        export(*arguments, **options)
        (folder / "plain").mkdir()
        shutil.copy(str(arguments[2]), folder / "plain" / "graph.onnx")

    with mock.patch.object(torch.onnx, "export", keep):
        build_index(SEEDS, folder / "index", "bundled")
    index = open_index(folder / "index")
    (folder / "texts.json").write_text(json.dumps(texts_of(index.entries, index.passages)), encoding="utf-8")
    plain = faiss.IndexFlatIP(index.manifest.encoder.dimension)
    plain.add(np.ascontiguousarray(index.vectors(range(len(index.passages)))))
    faiss.write_index(plain, str(folder / "plain.faiss"))
    (folder / "encoder").symlink_to(index.exported or "")
    (folder / "one-file").mkdir()
    optimise(folder / "plain" / "graph.onnx", folder / "one-file" / "graph.onnx")


def optimise(graph: Path, target: Path) -> None:
    """Write a graph as the index carries it, but with its weights in the same file."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(target)
    ort.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def run(code: str, *arguments: object) -> tuple[float, float, str]:
    """Seconds, peak megabytes and output of a new process."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", code, *map(str, arguments)], stdout=printed, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"a process ended with {process.returncode}: {code}")
        printed.seek(0)
        return seconds, usage.ru_maxrss * UNIT / 1e6, printed.read()


def table(header: str, rows: list[tuple[str, ...]]) -> None:
    """Print a table as Markdown has it."""
    print(f"\n| {header} |\n|{'---|' * (header.count('|') + 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def cold(folder: Path, model: str, runs: int) -> None:
    """One question, each time in a new process."""
    ways: dict[str, tuple[Any, ...]] = {
        "`briefqa ask`": (COMMAND, folder, QUESTION),
        "`Retriever.open(…).ask(…)`": (PYTHON, folder, QUESTION),
        "sentence-transformers and FAISS alone": (PLAIN, folder, QUESTION, model),
    }
    found: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for _ in range(runs):
        for way, arguments in ways.items():
            found[way].append(run(*arguments)[:2])
    plain = found["sentence-transformers and FAISS alone"]
    rows = []
    for way, measured in found.items():
        seconds = [one[0] for one in measured]
        ratios = [other[0] / one[0] for one, other in zip(measured, plain, strict=True)]
        peak = median(one[1] for one in measured)
        spread = f"{median(seconds):.2f} ({min(seconds):.2f} to {max(seconds):.2f})"
        rows.append((way, spread, f"{peak:.0f}", f"{median(ratios):.1f}"))
    table("cold start | s, median (all) | peak MB | times faster than the last, median", rows)


def steps(folder: Path, runs: int) -> None:
    """Where the time of a cold start goes."""
    found = [json.loads(run(STEPS, folder, QUESTION)[2]) for _ in range(runs)]
    rows = [(name, f"{median(one[name] for one in found):.3f}") for name in found[0]]
    rows.append(("together", f"{median(sum(one.values()) for one in found):.3f}"))
    table("step | processor s", rows)


def warm(folder: Path, runs: int) -> None:
    """The next question."""
    found = [json.loads(run(WARM, folder, QUESTION)[2]) for _ in range(runs)]
    rows = [(name, f"{median(one[name] for one in found) * 1000:.1f}") for name in found[0]]
    table("the next question | ms", rows)


def sessions(folder: Path, runs: int) -> None:
    """Other settings of onnxruntime."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in SESSIONS}
    for _ in range(runs):
        for name, (graph, *settings) in SESSIONS.items():
            found[name].append(json.loads(run(SESSION, folder / graph / "graph.onnx", *settings)[2]))
    rows = []
    for name, measured in found.items():
        opened, first, following = (median(one[key] for one in measured) * 1000 for key in ("open", "first", "next"))
        peak = median(one["peak"] for one in measured) * UNIT / 1e6
        rows.append((name, f"{opened:.0f}", f"{first:.1f}", f"{following:.1f}", f"{peak:.0f}"))
    table("graph | open: ms | first question | next | peak MB", rows)


def main() -> None:
    """Measure, and print tables."""
    from briefqa.encoding import find_model

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--prepare", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.prepare:
        prepare(chosen.prepare)
        return
    runs = chosen.runs
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"Load at the start: {os.getloadavg()[0]:.1f}")
    print(", ".join(f"{package} {version(package)}" for package in PACKAGES))
    # As pip does when it installs; where Python is told to write no bytecode, each start would compile anew.
    compile_dir(Path(__file__).parents[1] / "src", quiet=1)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        # In a process of its own: the peak of one that is started here is at least what this one has.
        subprocess.run([sys.executable, __file__, "--prepare", scratch], check=True, stderr=subprocess.DEVNULL)  # noqa: S603
        cold(folder, str(find_model("bundled")), runs)
        steps(folder, runs)
        warm(folder, runs)
        sessions(folder, runs)
    print(f"\nLoad at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
