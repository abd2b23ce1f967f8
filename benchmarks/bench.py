"""All benchmarks in one go: python benchmarks/bench.py [--quick] [--texts N] [--rounds N] [--only NAME …].

briefqa and its peers are measured first, each in a virtual environment of its own that is made where it is missing
(peers_report.py); then every script beside this one that has a dictionary BENCH is run with the arguments in it, `full`
or `quick`. What is printed stands in build/bench/report.md, too. Exit code 1 says that a script failed.
"""

from __future__ import annotations

import argparse
import ast
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import corpora
from machine import ROOT, describe, load
from peers_report import peers_report
from processes import last_line

PLACE = ROOT / "build" / "bench"
HERE = Path(__file__).parent
# What stands for itself in the arguments of BENCH: questions, and an index that is made of a folder of briefs.
QUESTIONS = {
    "real_questions": HERE / "questions" / "social-prescribing-link-workers.tsv",
    "several_questions": HERE / "questions" / "several-briefs.tsv",
}
INDEXES = {"real": ROOT / "seeds", "several": HERE / "briefs"}


class Report:
    """Paragraphs that are printed as they come, and kept in a file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.write_text("", encoding="utf-8")

    def add(self, text: str) -> None:
        """Print a paragraph, and keep it."""
        print(f"{text}\n", flush=True)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{text}\n\n")


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller collections")
    parser.add_argument("--texts", type=int, help=f"entries made up: 0 (none) to {corpora.MOST:,}")
    parser.add_argument("--rounds", type=int, help="how often questions are asked")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="`peers`, or the name of a script without its ending")
    chosen = parser.parse_args()
    texts = (100 if chosen.quick else 500) if chosen.texts is None else chosen.texts
    rounds = chosen.rounds or (1 if chosen.quick else 3)
    if not 0 <= texts <= corpora.MOST:
        parser.error(f"--texts: from 0 to {corpora.MOST:,}")
    runs = {"peers": "", **scripts("quick" if chosen.quick else "full")}
    unknown = set(chosen.only or ()) - set(runs)
    if unknown:
        parser.error(f"--only: {', '.join(sorted(unknown))} is none of {', '.join(runs)}")
    PLACE.mkdir(parents=True, exist_ok=True)
    started, report, failed = time.perf_counter(), Report(PLACE / "report.md"), False
    report.add(f"# Benchmarks\n\n{describe()}. Load at the start: {load():.1f}.")
    for name, arguments in runs.items():
        if chosen.only and name not in chosen.only:
            continue
        report.add(f"## {name}")
        if name == "peers":
            for paragraph in peers_report(PLACE, texts, rounds):
                report.add(paragraph)
        else:
            failed |= not run(name, arguments, report)
    minutes = (time.perf_counter() - started) / 60
    report.add(f"Load at the end: {load():.1f}. All of it took {minutes:.0f} minutes.")
    sys.exit(failed)


def scripts(mode: str) -> dict[str, str]:
    """The scripts that have a dictionary BENCH, by name, and the arguments that it gives for this mode."""
    found = {}
    for script in sorted(HERE.glob("*.py")):
        for node in ast.parse(script.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "BENCH":
                found[script.stem] = str(ast.literal_eval(node.value)[mode])
    return found


def run(name: str, arguments: str, report: Report) -> bool:
    """Run a script and report what it prints; whether it ended well."""
    places = filled(arguments)
    given = arguments.format_map({key: path.relative_to(ROOT) for key, path in places.items()})
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        [sys.executable, HERE / f"{name}.py", *given.split()], capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode:
        report.add(f"Failed: {last_line(done.stderr)}")
        return False
    report.add(f"`python benchmarks/{name}.py {given}`, {time.perf_counter() - started:.0f} s")
    report.add(done.stdout.strip())
    return True


def filled(arguments: str) -> Mapping[str, Path]:
    """What stands in braces in the arguments; an index is made, or brought up to date, where it is needed."""
    places = dict(QUESTIONS)
    for name, seeds in INDEXES.items():
        if f"{{{name}}}" in arguments:
            places[name] = PLACE / "indexes" / name
            command = [sys.executable, "-m", "briefqa", "index", seeds, "--index", places[name]]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"HF_HUB_OFFLINE": "1"})  # noqa: S603
    return places


if __name__ == "__main__":
    main()
