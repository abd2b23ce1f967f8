"""What grows with an index: python benchmarks/growth.py INDEX [--largest 1000000].

Indexes of 100, 1,000 … entries are made, each in a process of its own, and asked questions by a new one, with the real
encoder: how long a question takes, how long opening, the peak of memory, and the room on disk. Beside it, in turn, a
plain alternative on the same vectors: a flat FAISS index of entries as a whole, read with `faiss.read_index`, the
entries a list of dicts read from JSON lines, and the same encoder. That answers with the nearest five; it checks no
file, knows no words or filters, and quotes nothing.

Entries are made up: words by a Zipf distribution over a vocabulary of real and made-up words, three sentences each.
Their vectors are those of INDEX's passages, two mixed and scattered as these are, so that they are somewhere near real
questions; those of an entry's sentences are scattered around that of the whole. All from one seed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np

from briefqa import Retriever
from briefqa.brief import Access, Brief, Entry, Locator, PartialDate
from briefqa.encoding import Vectors, open_exported
from briefqa.evaluation import read_questions
from briefqa.indexing import Index, IndexedBrief, Manifest, Part, Passages, open_index
from briefqa.indexing.exporting import Exported
from briefqa.indexing.lexical import documents_of, topic_terms
from briefqa.indexing.writing import write_state
from briefqa.reading import READER_VERSION

SEED = 6
OF_ONE_BRIEF = 100
SENTENCES = 3
# Vectors of an entry: the whole, the title, the sentences.
ROWS = 2 + SENTENCES
VOCABULARY = 30_000
BLOCK = 10_000
QUESTIONS = Path(__file__).parent / "questions" / "social-prescribing-link-workers.tsv"
ASKED = 60
HITS = 5
MEGABYTE = 1e6
PLAIN_VECTORS, PLAIN_ENTRIES = "plain.faiss", "plain.jsonl"


def main() -> None:
    """Print a table with a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path, help="an index whose passages and encoder are used")
    parser.add_argument("--largest", type=int, default=1_000_000, help="how many entries there are at most")
    parser.add_argument("--make", nargs=2, metavar=("FOLDER", "ENTRIES"), help=argparse.SUPPRESS)
    parser.add_argument("--measure", nargs=2, metavar=("SIDE", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        make(options.index, Path(options.make[0]), int(options.make[1]))
    elif options.measure:
        side, folder = options.measure
        print(json.dumps(measure(SIDES[side], options.index, Path(folder))))
    else:
        compare(options.index, [size for size in (10**power for power in range(2, 8)) if size <= options.largest])


def compare(source: Path, sizes: Sequence[int]) -> None:
    """Make and measure index after index."""
    print("| entries | | open, s | checked, s | question, ms: p50 | p95 | processor | peak MB | own MB | disk MB |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            started = time.perf_counter()
            how = json.loads(in_own_process(source, "--make", name, str(size)))
            built = time.perf_counter() - started
            for side in SIDES:
                taken = json.loads(in_own_process(source, "--measure", side, name))
                figures = [taken[key] for key in ("open", "checked", "p50", "p95", "processor", "peak", "own", "disk")]
                print(f"| {size:,} | {side} | {' | '.join(figure(number) for number in figures)} |", flush=True)
            print(f"<!-- {size:,}: made in {built:.0f} s, {how or 'all compared'} -->", flush=True)


def figure(number: float) -> str:
    """A number with as many digits as say something."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


def in_own_process(source: Path, *arguments: str) -> str:
    """The output of this script run with these arguments."""
    command = [sys.executable, __file__, str(source), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603


def make(source: Path, folder: Path, size: int) -> None:
    """An index of made-up entries, and what the alternative needs."""
    import faiss

    real = open_index(source)
    chance = np.random.default_rng(SEED)
    entries, passages = made_up_entries(real, size, chance)
    documents = documents_of(entries)
    vectors = partial(made_up_vectors, real, size)
    described = Manifest(
        briefqa="",
        reader=READER_VERSION,
        encoder=real.manifest.encoder,
        entries=size,
        passages=len(passages),
        blobs={},
        briefs=tuple(
            IndexedBrief(_brief(start), len(entries[start : start + OF_ONE_BRIEF]), 0, None, topic_terms(of_brief))
            for start in range(0, size, OF_ONE_BRIEF)
            if (of_brief := documents[start : start + OF_ONE_BRIEF])
        ),
    )
    (folder / "index").mkdir()
    encoder = real.manifest.blobs["encoder"]
    shutil.copytree(real.exported, folder / "index" / real.exported.name)  # type: ignore[arg-type,union-attr]
    exported = Exported(real.manifest.encoder, encoder, None)
    manifest = write_state(folder / "index", described, entries, documents, passages, vectors(), exported)
    flat = faiss.IndexFlatIP(real.manifest.encoder.dimension)
    for block in vectors():
        flat.add(np.ascontiguousarray(block[::ROWS]))
    faiss.write_index(flat, str(folder / PLAIN_VECTORS))
    with (folder / PLAIN_ENTRIES).open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(entry.to_dict())}\n" for entry in entries)
    print(json.dumps(manifest.approximation.to_dict() if manifest.approximation else None))


def made_up_entries(real: Index, size: int, chance: np.random.Generator) -> tuple[list[Entry], Passages]:
    """Entries, and where their titles and sentences stand."""
    words = _vocabulary(real, chance)
    likely = 1 / np.arange(10, len(words) + 10)
    ends = np.cumsum(likely / likely.sum())
    access = tuple(Access)
    entries: list[Entry] = []
    spans = np.zeros((size, ROWS, 2), np.int32)
    for start in range(0, size, BLOCK):
        count = min(BLOCK, size - start)
        picked = np.searchsorted(ends, chance.random((count, 8 + 12 * SENTENCES))).clip(max=len(words) - 1)
        years, kinds = chance.integers(1990, 2026, count).tolist(), chance.integers(0, len(access), count).tolist()
        for at, row in enumerate(picked.tolist()):
            number = start + at
            brief = f"brief-{number // OF_ONE_BRIEF}"
            title = " ".join(words[i] for i in row[:8]).capitalize()
            sentences = [
                " ".join(words[i] for i in row[first : first + 12]).capitalize() + "."
                for first in range(8, len(row), 12)
            ]
            spans[number, 1] = (0, len(title))
            place = 0
            for which, sentence in enumerate(sentences, start=2):
                spans[number, which] = (place, place + len(sentence))
                place += len(sentence) + 1
            entries.append(
                Entry(
                    id=f"{brief}/{number}",
                    brief_id=brief,
                    section=(f"Section {number % 7}",),
                    title=title,
                    source=f"Journal of {words[number % 500]} {number % 40}({number % 12})",
                    date=PartialDate(years[at]),
                    abstract=" ".join(sentences),
                    access=access[kinds[at]],
                    access_note=None,
                    locator=Locator(number % OF_ONE_BRIEF + 1),
                )
            )
    parts = np.tile(np.array([Part.ENTRY, Part.TITLE, *[Part.ABSTRACT] * SENTENCES], np.int8), size)
    first = np.arange(size + 1, dtype=np.int64) * ROWS
    return entries, Passages(first, parts, spans[:, :, 0].ravel(), spans[:, :, 1].ravel())


def made_up_vectors(real: Index, size: int) -> Iterator[Vectors]:
    """The vectors of their passages, in blocks; the same whenever they are asked for."""
    chance = np.random.default_rng(SEED + 1)
    base = real.vectors(range(len(real.passages)))
    # Scattered as the real ones are: most along the directions in which these differ most.
    centred = base - base.mean(axis=0)
    scattered = chance.normal(size=(20_000, len(base))).astype(np.float32) @ centred / np.sqrt(len(base))
    for start in range(0, size, BLOCK):
        count = min(BLOCK, size - start)
        mixed = base[chance.integers(0, len(base), count)] + 0.5 * base[chance.integers(0, len(base), count)]
        mixed += 0.7 * scattered[chance.integers(0, len(scattered), count)]
        around = scattered[chance.integers(0, len(scattered), (count, ROWS))]
        around[:, 0] = 0
        rows = (mixed[:, np.newaxis] + 0.6 * around).reshape(count * ROWS, -1)
        yield rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _vocabulary(real: Index, chance: np.random.Generator) -> list[str]:
    """Words of the index, the most usual first, and made-up ones of syllables behind them."""
    known = sorted(real.lexicon.words, key=lambda word: (-real.lexicon.words[word], word))
    syllables = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]
    made = ("".join(syllables[i] for i in row) for row in chance.integers(0, len(syllables), (VOCABULARY, 4)).tolist())
    return list(dict.fromkeys((*known, *made)))[:VOCABULARY]


def _brief(start: int) -> dict[str, Any]:
    key = f"brief-{start // OF_ONE_BRIEF}"
    return Brief(key, key, PartialDate(2025, 11), (), None, None, None, (), f"{key}.txt", "").to_dict()


# What asks a question, and what waits for files that are checked meanwhile.
Side = tuple[Callable[[str], object], Callable[[], object]]


def open_ours(_: Path, folder: Path) -> Side:
    """Briefqa's own."""
    retriever = Retriever.open(folder / "index")
    return lambda question: retriever.ask(question, HITS), retriever._snapshot.index.checked.wait


def open_plain(source: Path, folder: Path) -> Side:
    """The alternative."""
    import faiss

    index = faiss.read_index(str(folder / PLAIN_VECTORS))
    with (folder / PLAIN_ENTRIES).open(encoding="utf-8") as file:
        entries = [json.loads(line) for line in file]
    encoder = open_exported(next(source.glob("encoder-*")), "exported")

    def ask(question: str) -> list[dict[str, Any]]:
        return [entries[at] for at in index.search(encoder.encode_query([question]), HITS)[1][0]]

    return ask, lambda: None


SIDES = {"briefqa": open_ours, "FAISS and a list": open_plain}


def measure(side: Callable[[Path, Path], Side], source: Path, folder: Path) -> dict[str, float]:
    """Seconds to open, milliseconds of questions, megabytes."""
    questions = [question.text for question in read_questions(QUESTIONS)][: ASKED + 1]
    started = time.perf_counter()
    ask, ready = side(source, folder)
    opened = time.perf_counter() - started
    started = time.perf_counter()
    ready()
    checked = time.perf_counter() - started
    ask(questions[-1])  # loads the encoder
    taken, worked = [], []
    for question in questions[:ASKED]:
        before, working = time.perf_counter(), time.process_time()
        ask(question)
        taken.append((time.perf_counter() - before) * 1000)
        worked.append((time.process_time() - working) * 1000)
    unit = 1 if sys.platform == "darwin" else 1024
    files = (folder / "index").rglob("*") if side is open_ours else (folder / PLAIN_VECTORS, folder / PLAIN_ENTRIES)
    return {
        "open": opened,
        "checked": checked,
        "p50": float(np.percentile(taken, 50)),
        "p95": float(np.percentile(taken, 95)),
        "processor": float(np.percentile(worked, 50)),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE,
        "own": _own_memory(),
        "disk": sum(path.stat().st_size for path in files if path.is_file()) / MEGABYTE,
    }


def _own_memory() -> float:
    """Megabytes of the process that are no file's, which the system takes back when it needs them; 0 where unknown."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / MEGABYTE for line in lines if line.startswith("RssAnon")), 0.0)


if __name__ == "__main__":
    main()
