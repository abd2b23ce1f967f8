"""How fast an index is built, added to and opened, and in how much memory: python benchmarks/indexing.py [SIZES …].

- A full build of the real brief against a plain script that encodes the same passages with sentence-transformers and
  adds them to a FAISS index: no files to read, no digests, no terms, nothing kept for a build that is stopped.
- One brief of 100 entries added to an index of SIZES entries (100, 10,000 and 100,000), against a plain script that
  reads a FAISS index of as many vectors, encodes the same passages, adds them and writes it again. Both use the real
  model. The vectors that are there before are random: nothing that is measured depends on their values.
- Opening these, against reading the FAISS index and the entries as JSON.

Each figure is the median of runs in processes of their own, without the imports and the loading of the model, which
both need. Memory is the peak of the process. The largest size needs 4 GB of disk and some 10 minutes to be made. Needs
a system with `getrusage` (Linux, macOS).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

os.environ.setdefault("HF_HUB_OFFLINE", "1")
# The arguments that bench.py gives.
BENCH = {"full": "100 10000 --runs 3", "quick": "100 --runs 1"}
SEEDS = Path(__file__).parents[1] / "seeds"
BRIEF_ENTRIES = 100
MEGABYTE = 1e6
WORDS = """
access advice age anxiety apprentices assessment attendance audit balance barriers beds benefits burnout calls carers
case change charity choice clinics cohort community competence confidence continuity cost councils culture data
delivery demand depression design diaries digital discharge duties education equity evaluation evidence exercise
family feedback finance focus follow-up framework funding gardens goals groups growth guidance health home housing
impact induction inequality insight interviews isolation journeys knowledge leadership learning listening loneliness
managers measures mentoring methods mobility models morale motivation networks nurses outcomes partners pathways
patients peers pharmacy places planning pilots practice prevention quality questionnaires recovery referral reflection
registers retention reviews roles rotas rural safety sampling satisfaction schemes screening shifts skills staff
standards stigma strategy stress supervision support surveys systems targets teams themes therapy time training
transport trials trust turnover uptake value visits volunteers waiting wards wellbeing workload youth
""".split()  # noqa: SIM905
VERBS = "shaped improved reduced limited followed explained predicted supported changed delayed".split()  # noqa: SIM905


def main() -> None:
    """Print Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--make", nargs=2, metavar=("FOLDER", "ENTRIES"), help=argparse.SUPPRESS)
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        make(Path(options.make[0]), int(options.make[1]))
    elif options.measure:
        what, folder = options.measure
        print(json.dumps(measure(MEASURED[what](Path(folder)))))
    else:
        compare(options.sizes, options.runs)


def compare(sizes: Sequence[int], runs: int) -> None:
    """Make the indexes, and measure both sides in turn."""
    print("| what | entries | briefqa: s | MB | plain: s | MB | time × | memory × |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        row("full build", number_of_entries(SEEDS), "full", SEEDS, runs)
        for size in sizes:
            place = folder / str(size)
            in_own_process("--make", str(place), str(size))
            row("add a brief of 100", size, "add", place, runs)
            row("open", size, "open", place, runs)
            shutil.rmtree(place)


def row(what: str, entries: int, measured: str, folder: Path, runs: int) -> None:
    """Measure both sides in turn, so that what slows the machine for a while slows both, and print the medians."""
    taken = [
        [json.loads(in_own_process("--measure", f"{side} {measured}", str(folder))) for side in ("briefqa", "plain")]
        for _ in range(runs)
    ]
    ours, plain = ({name: median(run[side][name] for run in taken) for name in ("seconds", "bytes")} for side in (0, 1))
    figures = [ours["seconds"], ours["bytes"] / MEGABYTE, plain["seconds"], plain["bytes"] / MEGABYTE]
    ratios = [ours["seconds"] / plain["seconds"], ours["bytes"] / plain["bytes"]]
    print(f"| {what} | {entries:,} | {' | '.join(figure(number) for number in (*figures, *ratios))} |", flush=True)


def figure(number: float) -> str:
    """A number with as many digits as say something."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


def in_own_process(*arguments: str) -> str:
    """The output of this script run with these arguments."""
    return subprocess.run([sys.executable, __file__, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603


def measure(work: Callable[[], object]) -> dict[str, float]:
    """Seconds of some work, and the peak of memory in bytes, with what was there before."""
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    return {"seconds": seconds, "bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit}


def number_of_entries(seeds: Path) -> int:
    """How many entries a folder of briefs has."""
    from briefqa import read_brief
    from briefqa.reading import find_briefs

    return sum(len(read_brief(path).brief.entries) for path in find_briefs(seeds))


def texts_of(files: Sequence[Path]) -> list[str]:
    """The passages of briefs, each text once."""
    from briefqa import read_brief
    from briefqa.indexing.passages import passages_of

    return list(dict.fromkeys(text for file in files for text in passages_of(read_brief(file).brief.entries)[1]))


def import_libraries() -> None:
    """Import what briefqa imports when it is first needed, which is no part of what is measured."""
    for library in ("bm25s", "faiss"):
        import_module(library)


def full_build(seeds: Path) -> Callable[[], object]:
    """A build of briefqa where there is no index yet."""
    import_libraries()
    from briefqa.encoding import load_encoder
    from briefqa.indexing import build_index

    encoder = load_encoder()
    encoder.encode_document(["warm up"])
    folder = tempfile.mkdtemp()
    return lambda: build_index(seeds, folder, encoder)


def plain_full_build(seeds: Path) -> Callable[[], object]:
    """The same passages encoded and added to a FAISS index, and that written."""
    import faiss
    from sentence_transformers import SentenceTransformer

    from briefqa.encoding import find_model
    from briefqa.reading import find_briefs

    model = SentenceTransformer(str(find_model("bundled")), device="cpu")
    model.encode(["warm up"])
    texts = texts_of(find_briefs(seeds))
    file = f"{tempfile.mkdtemp()}/vectors.faiss"

    def work() -> None:
        index = faiss.IndexFlatIP(model.get_embedding_dimension())
        index.add(model.encode(texts, batch_size=32, normalize_embeddings=True, show_progress_bar=False))
        faiss.write_index(index, file)

    return work


def add_brief(folder: Path) -> Callable[[], object]:
    """A build of briefqa after a brief was added."""
    import_libraries()
    from briefqa.encoding import load_encoder
    from briefqa.indexing import build_index, roll_back

    encoder = load_encoder()
    encoder.encode_document(["warm up"])
    if (folder / "added").exists():
        roll_back(folder / "index")
    (folder / "added").touch()
    shutil.copy(folder / "new.txt", folder / "seeds" / "new.txt")
    return lambda: build_index(folder / "seeds", folder / "index", encoder)


def plain_add(folder: Path) -> Callable[[], object]:
    """As many vectors read, those of the new brief's passages added, all written."""
    import faiss
    from sentence_transformers import SentenceTransformer

    from briefqa.encoding import find_model

    model = SentenceTransformer(str(find_model("bundled")), device="cpu")
    model.encode(["warm up"])
    texts = texts_of([folder / "new.txt"])

    def work() -> None:
        index = faiss.read_index(str(folder / "plain.faiss"))
        index.add(model.encode(texts, batch_size=32, normalize_embeddings=True, show_progress_bar=False))
        faiss.write_index(index, str(folder / "plain-new.faiss"))

    return work


def open_ours(folder: Path) -> Callable[[], object]:
    """Opening an index, with the check of every file."""
    import_libraries()
    from briefqa.indexing import open_index

    return lambda: open_index(folder / "index")


def open_plain(folder: Path) -> Callable[[], object]:
    """Reading a FAISS index, and the entries as JSON."""
    import faiss

    def work() -> tuple[object, object]:
        lines = (folder / "plain.jsonl").read_text(encoding="utf-8").splitlines()
        return faiss.read_index(str(folder / "plain.faiss")), [json.loads(line) for line in lines]

    return work


MEASURED: dict[str, Callable[[Path], Callable[[], object]]] = {
    "briefqa full": full_build,
    "plain full": plain_full_build,
    "briefqa add": add_brief,
    "plain add": plain_add,
    "briefqa open": open_ours,
    "plain open": open_plain,
}


class RandomEncoder:
    """Gives random vectors, and says that the bundled model made them."""

    def __init__(self) -> None:
        from briefqa.encoding import load_encoder

        self.info = load_encoder().info
        self._random = np.random.default_rng(1)

    def encode_document(self, texts: Sequence[str], *_: object) -> Any:  # noqa: ANN401
        """Unit vectors."""
        vectors = self._random.standard_normal((len(texts), self.info.dimension), dtype=np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    encode_query = encode_document


def make(folder: Path, entries: int) -> None:
    """An index of so many entries in briefs of 100, what a plain script would have, and a brief to be added."""
    import faiss

    from briefqa.indexing import build_index, open_index

    (folder / "seeds").mkdir(parents=True)
    for number in range(entries // BRIEF_ENTRIES):
        write_brief(folder / "seeds" / f"brief-{number:04}.txt", topic_of(number), number)
    write_brief(folder / "new.txt", topic_of(entries), entries)
    build_index(folder / "seeds", folder / "index", RandomEncoder())
    index = open_index(folder / "index")
    plain = faiss.IndexFlatIP(index.manifest.encoder.dimension)
    plain.add(index.vectors(range(len(index.passages))))
    faiss.write_index(plain, str(folder / "plain.faiss"))
    shutil.copy(folder / "index" / index.manifest.blobs["entries"][0].path, folder / "plain.jsonl")


def topic_of(number: int) -> str:
    """A topic that no other brief has: a number at its end would make it an edition."""
    return f"{WORDS[number % len(WORDS)]} and {WORDS[number // len(WORDS) % len(WORDS)]}".title()


def write_brief(file: Path, topic: str, seed: int) -> None:
    """A brief of 100 entries, of words in any order."""
    chance = random.Random(seed)  # noqa: S311

    def some(count: int) -> str:
        return " ".join(chance.sample(WORDS, count))

    lines = [f"Evidence Brief: {topic}", "May 2024", "Contents", "Research\t1", "Research"]
    for _ in range(BRIEF_ENTRIES):
        sentences = [f"{some(6).capitalize()} {chance.choice(VERBS)} {some(7)}." for _ in range(chance.randint(2, 4))]
        year, volume = chance.randint(2015, 2024), chance.randint(1, 90)
        title = f"{some(4).capitalize()} and {some(2)}: a study of {some(2)}"
        lines += [title, f"Journal of {some(2).title()} {volume}(2), {year}", " ".join(sentences)]
    file.write_text("\n\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
