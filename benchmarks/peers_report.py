"""briefqa beside its peers: environments, collections and measurements → one table."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import corpora
from comparing import COMMAND, Comparison, Installed
from environments import NotInstalled, clean_environment, installed_megabytes, made, megabytes, versions
from machine import ROOT
from processes import Failed, finished
from tables import markdown, measured_row
from ways import OURS, PEERS, PLAIN, Way, ways

from briefqa.encoding import find_model
from briefqa.evaluation import read_questions

JUDGED = ROOT / "benchmarks" / "questions" / "social-prescribing-link-workers.tsv"
FIRST = "training needs of link workers"
# Label → measure of comparing.py.
MEASURES = (
    ("build the index, s", "build wall"),
    ("– processor s", "build processor"),
    ("– peak MB", "build peak"),
    ("cold start to the first answer, s", "cold wall"),
    ("– processor s", "cold processor"),
    ("– peak MB", "cold peak"),
    ("next questions, ms, p50", "warm p50"),
    ("– ms, p95", "warm p95"),
    ("– processor ms, p50", "warm processor"),
    ("– peak MB", "warm peak"),
)
QUALITY = (("nDCG@10", "ndcg"), ("first hit relevant", "first"))
SIZES = ("packages to ask", "packages to build", "index and model")


def peers_report(place: Path, texts: int, rounds: int) -> Iterator[str]:
    """Paragraphs: the table, versions, and what could not be measured.

    Args:
        place: folder for what is kept: environments, which are made where they are missing, and all figures.
        texts: how many entries the collection has that is made up; 0 for none.
        rounds: how often questions are asked; of the collection that is made up, and builds of the real brief, there
            are half as many, and one build of what is made up.
    """
    compared, failures, half = ways(), list[str](), (rounds + 1) // 2
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        comparison = Comparison(_installed(compared, place, failures), place / "peers.json", _say)
        questions = read_questions(JUDGED)
        counts = {"real": corpora.real(folder / "real")}
        if texts:
            counts["made up"] = corpora.made_up(folder / "made up", texts)
        for collection, builds, asks in (("real", half, rounds), ("made up", 1, half)):
            if collection not in counts:
                continue
            indexes = folder / f"{collection} indexes"
            comparison.build(collection, folder / collection, indexes, builds)
            comparison.ask(collection, FIRST, questions, indexes, asks)
        sizes = _sizes(comparison, folder / "real indexes")
    yield (
        f"Medians, and in brackets how many times the plain script's (median over rounds in turn). Real brief: {half} "
        f"builds, {rounds} new processes with {len(questions) + 1} questions each; made up: one build, {half} of these."
    )
    yield _table([way.name for way in compared], counts, comparison.runs | sizes)
    yield "\n".join(_named(compared, comparison.installed))
    yield from (f"Not measured: {line}" for line in (*failures, *comparison.failures))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _installed(compared: Sequence[Way], place: Path, failures: list[str]) -> dict[str, Installed]:
    """The ways whose environments are there or could be made; a line is added for each other."""
    installed, model, exported = dict[str, Installed](), find_model("bundled"), place / "exported model"
    for way in compared:
        try:
            builds, asks = made(way.builds, place / "venvs"), made(way.asks, place / "venvs")
            if way.exported and not (exported / "onnx" / "model.onnx").exists():
                # What an index of briefqa is built with can export a model.
                export = [installed[OURS].builds, PEERS / "export_for_chroma.py", model, exported]
                finished(export, clean_environment())
            installed[way.name] = Installed(way.script, builds, asks, exported if way.exported else model)
        except (NotInstalled, Failed) as why:
            failures.append(f"{way.name}: {why}")
        except KeyError:
            failures.append(f"{way.name}: its model is exported by what builds indexes of briefqa, which is not there")
    return installed


def _sizes(comparison: Comparison, indexes: Path) -> dict[str, dict[str, list[float]]]:
    """What has to be on the disk, in megabytes; an index of briefqa carries what it needs of the model."""
    ways = comparison.installed.items()
    return {
        "disk packages to ask": {name: [installed_megabytes(way.asks)] for name, way in ways},
        "disk packages to build": {name: [installed_megabytes(way.builds)] for name, way in ways},
        "disk index and model": {
            name: [megabytes([indexes / name] if name == OURS else [indexes / name, way.model])] for name, way in ways
        },
    }


def _table(names: Sequence[str], counts: Mapping[str, int], runs: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    columns = [name for way in names for name in ((way, COMMAND) if way == OURS else (way,))]

    def rows(collection: str, measures: Sequence[tuple[str, str]]) -> Iterator[list[str]]:
        for label, measure in measures:
            yield measured_row(label, runs.get(f"{collection} {measure}", {}), columns, PLAIN)

    def heading(text: str) -> list[str]:
        return [f"**{text}**", *[""] * len(columns)]

    table = [heading(f"real brief, {counts['real']} entries"), *rows("real", MEASURES + QUALITY)]
    if "made up" in counts:
        table += [heading(f"made up, {counts['made up']:,} entries"), *rows("made up", MEASURES)]
    table += [heading("on disk, MB"), *rows("disk", [(name, name) for name in SIZES])]
    return markdown(["", *columns], table)


def _named(compared: Sequence[Way], installed: Mapping[str, Installed]) -> Iterator[str]:
    for way in compared:
        if way.name in installed:
            yield f"- {way.name}: {versions(installed[way.name].asks, way.shown)}"
