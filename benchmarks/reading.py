"""How fast briefs of each format are read, and in how much memory: python benchmarks/reading.py [PAGES …] [--runs N].

A page is 45 lines of 78 columns as a brief has them; files of one length say the same in every format. Each figure is
the median of runs in processes of their own, beside that of a library that only takes the text out and finds no
entries. Memory is the peak of a process and of the one that reads Word and PDF files for it, together. Needs a system
with `getrusage` (Linux, macOS) and the development extra.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

# The arguments that bench.py gives.
BENCH = {"full": "1 100 --runs 3", "quick": "1 --runs 1"}
TESTS = Path(__file__).parents[1] / "tests"
LINES = 45
FORMATS = ("txt", "md", "docx", "pdf")
OTHERS = {
    "txt": "decoding the file",
    "md": "decoding the file",
    "docx": "python-docx, text of paragraphs",
    "pdf": "pypdfium2, text of pages",
}
MEGABYTE = 1e6


def main() -> None:
    """Print a Markdown table with a row for each format and length."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=int, default=[1, 100, 1000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--make", metavar="FOLDER", help=argparse.SUPPRESS)
    parser.add_argument("--measure", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.make:
        make(Path(arguments.make), arguments.pages[0])
    elif arguments.measure:
        reader, file = arguments.measure
        print(json.dumps(measure(briefqa_reads if reader == "briefqa" else other_reads, Path(file))))
    else:
        compare(arguments.pages, arguments.runs)


def compare(lengths: list[int], runs: int) -> None:
    """Make the files, have each read in turn, and print what it took."""
    print("| format | pages | briefqa: pages/s | MB | compared with | pages/s | MB | time × | memory × |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for pages in lengths:
            in_own_process("--make", folder, str(pages))
            for suffix in FORMATS:
                file = f"{folder}/brief-{pages}.{suffix}"
                # In turn, so that what slows the machine for a while slows both.
                measured = [(taken("briefqa", file), taken("other", file)) for _ in range(runs)]
                print(row(suffix, pages, measured), flush=True)


def row(suffix: str, pages: int, measured: list[tuple[dict[str, Any], dict[str, Any]]]) -> str:
    """Medians of the runs as a row of the table."""
    refused = next((ours["refused"] for ours, _ in measured if "refused" in ours), None)
    seconds, memory = (median(other[name] for _, other in measured) for name in ("seconds", "bytes"))
    other = f"{OTHERS[suffix]} | {figure(pages / seconds)} | {figure(memory / MEGABYTE)}"
    if refused:
        return f"| {suffix} | {pages:,} | refused: {refused} | – | {other} | – | – |"
    our_seconds, our_memory = (median(ours[name] for ours, _ in measured) for name in ("seconds", "bytes"))
    return (
        f"| {suffix} | {pages:,} | {figure(pages / our_seconds)} | {figure(our_memory / MEGABYTE)} | {other} "
        f"| {figure(our_seconds / seconds)} | {figure(our_memory / memory)} |"
    )


def figure(number: float) -> str:
    """A number with as many digits as say something."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}"


def taken(reader: str, file: str) -> dict[str, Any]:
    """What one reading took, or why the file was refused."""
    measured: dict[str, Any] = json.loads(in_own_process("--measure", reader, file))
    return measured


def in_own_process(*arguments: str) -> str:
    """The output of this script run with these arguments; what it needs is not counted to this process."""
    order = [sys.executable, __file__]
    if arguments[0] == "--make":
        order += [arguments[2], *arguments[:2]]
    else:
        order += arguments
    return subprocess.run(order, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603


def measure(prepare: Callable[[Path], Callable[[], str | None]], file: Path) -> dict[str, Any]:
    """Seconds of one reading, without imports, and the peak of memory in bytes; or why the file was refused."""
    read = prepare(file)
    start = time.perf_counter()
    refused = read()
    seconds = time.perf_counter() - start
    if refused:
        return {"refused": refused}
    unit = 1 if sys.platform == "darwin" else 1024
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {"seconds": seconds, "bytes": sum(peaks) * unit}


def briefqa_reads(file: Path) -> Callable[[], str | None]:
    """A reading by briefqa: None, or why it refused the file."""
    from briefqa import read_brief
    from briefqa.errors import ReadError

    def read() -> str | None:
        try:
            read_brief(file)
        except ReadError as error:
            return error.problem.split(";")[0]
        return None

    return read


def other_reads(file: Path) -> Callable[[], None]:
    """A reading by what briefqa is compared with."""
    if file.suffix == ".docx":
        import docx

        def read() -> None:
            _ = [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]

    elif file.suffix == ".pdf":
        import pypdfium2

        def read() -> None:
            _ = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]

    else:

        def read() -> None:
            file.read_bytes().decode("utf-8-sig")

    return read


def make(folder: Path, pages: int) -> None:
    """Write a brief of so many pages in every format: a hand-written one over and over, under new titles."""
    sys.path.insert(0, str(TESTS))
    from typeset.habits import Habits, load
    from typeset.manuscript import Section
    from typeset.markdown import to_markdown
    from typeset.pdf import to_pdf
    from typeset.text import to_text
    from typeset.word import to_docx

    manuscript, _, how = load(TESTS / "manuscripts" / "nursing-associates.json")
    habits = Habits(wrap=78, running_header="Evidence Brief: {title}", page_numbers=True, lines_per_page=LINES)
    written = [(heading, work, habit) for (heading, work), habit in zip(manuscript.works(), how, strict=True)]
    sections: dict[str, list[Any]] = {}
    entry_habits: list[Any] = []
    lines = 0
    while lines < pages * LINES:
        edition = len(entry_habits) // len(written) + 1
        heading, work, habit = written[len(entry_habits) % len(written)]
        sections.setdefault(f"{heading} {edition}", []).append(replace(work, title=f"{work.title}: edition {edition}"))
        entry_habits.append(habit)
        # Blank lines, and a last line that is not full, for each of the parts.
        lines += 6 + sum(len(text) for text in (work.title, work.source, *work.abstract)) // 72
    whole = replace(manuscript, sections=tuple(Section(name, tuple(works)) for name, works in sections.items()))
    for suffix, typeset in zip(FORMATS, (to_text, to_markdown, to_docx, to_pdf), strict=True):
        (folder / f"brief-{pages}.{suffix}").write_bytes(typeset(whole, habits, entry_habits))


if __name__ == "__main__":
    main()
