"""Measures ways to have texts answer questions, in turn: what else the machine does in one round meets all alike."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from environments import clean_environment
from processes import Failed, answered, finished
from tables import p95
from ways import OURS

from briefqa.evaluation import JudgedQuestion, first_is_relevant, ndcg

COMMAND = "`briefqa ask`"
# A question is too short to be shared out: with a thread a core, whatever else runs makes torch wait ten times as long.
ASKING_THREADS = 1


@dataclass(frozen=True)
class Installed:
    """A way that can be run: its script, the Pythons that build and ask, and the folder of its model."""

    script: Path
    builds: Path
    asks: Path
    model: Path


class Comparison:
    """What was measured so far.

    Attributes:
        installed: way → how it is run; one that failed is taken out.
        runs: measure, which begins with the name of the collection → way → its value in each round.
        failures: a line for each way that failed.
    """

    def __init__(self, installed: Mapping[str, Installed], kept: Path, say: Callable[[str], None]) -> None:
        """Start with nothing measured.

        Args:
            installed: way → how it is run.
            kept: file for `runs` as JSON, written after each round: a run that is stopped has not been for nothing.
            say: told what is going on.
        """
        self.installed, self._kept, self._say = dict(installed), kept, say
        self.runs: dict[str, dict[str, list[float]]] = {}
        self.failures: list[str] = []

    def build(self, collection: str, source: Path, folder: Path, rounds: int) -> None:
        """Have every way index a collection; the index of the last round is left in folder / way."""

        def build(way: str) -> None:
            place, run = folder / way, self.installed[way]
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            command = [run.builds, run.script, "build", source, run.model, place]
            _, used = finished(command, clean_environment())
            self._add(f"{collection} build", way, used._asdict())

        for number in range(rounds):
            self._say(f"{collection}: indexes, round {number + 1} of {rounds}")
            self._each(build)

    def ask(self, collection: str, first: str, questions: Sequence[JudgedQuestion], folder: Path, rounds: int) -> None:
        """Have every way answer all questions in a new process, and the command the first one alone."""
        file = folder / "questions.json"
        file.write_text(json.dumps([first, *(question.text for question in questions)]), encoding="utf-8")

        def ask(way: str) -> None:
            run = self.installed[way]
            command = [run.asks, run.script, "ask", file, run.model, folder / way]
            seconds, cold, warm = answered(command, clean_environment(ASKING_THREADS))
            clock, used = warm["wall"], warm["processor"]
            found = {question.id: ids for question, ids in zip(questions, warm["found"][1:], strict=True)}
            self._add(
                f"{collection} cold",
                way,
                {"wall": seconds, "processor": cold["processor"], "peak": cold["peak"] / 1e6},
            )
            self._add(
                f"{collection} warm",
                way,
                {
                    "p50": median(clock) * 1000,
                    "p95": p95(clock) * 1000,
                    "processor": median(used) * 1000,
                    "peak": warm["peak"] / 1e6,
                },
            )
            self._add(collection, way, quality(found, questions))
            if way == OURS:
                command = [run.asks.with_name("briefqa"), "ask", first, "--index", folder / way]
                _, taken = finished(command, clean_environment(ASKING_THREADS))
                self._add(f"{collection} cold", COMMAND, taken._asdict())

        for number in range(rounds):
            self._say(f"{collection}: questions, round {number + 1} of {rounds}")
            self._each(ask)

    def _each(self, work: Callable[[str], None]) -> None:
        """Do something for every way; of one that fails nothing is kept, as its rounds would not be those of others."""
        for way in list(self.installed):
            try:
                work(way)
            except Failed as failed:
                self.failures.append(f"{way}: {failed}")
                del self.installed[way]
                for values in self.runs.values():
                    values.pop(way, None)
        self._kept.write_text(json.dumps(self.runs, indent=1), encoding="utf-8")

    def _add(self, prefix: str, way: str, values: Mapping[str, float]) -> None:
        for name, value in values.items():
            self.runs.setdefault(f"{prefix} {name}", {}).setdefault(way, []).append(value)


def quality(found: Mapping[str, Sequence[str]], questions: Sequence[JudgedQuestion]) -> dict[str, float]:
    """How good runs are on the questions that nothing was tuned on and that can be answered."""
    judged = [question for question in questions if question.answerable and question.split == "final"]
    return {
        "ndcg": mean(ndcg(found[question.id], question.qrels) for question in judged),
        "first": mean(first_is_relevant(found[question.id], question.qrels) for question in judged),
    }
