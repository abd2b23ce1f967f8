"""Kill builds at random moments, and see what they leave: python tests/crashing.py [--kills N] [--command-kills N].

Each kill is a SIGKILL of a real process that builds without end; after it, the index has to open and answer as one of
the states that were built. `--command-kills` does the same to `briefqa index` with the real model. The tests run a few
of both, `make soak` many. Needs a system that forks (Linux, macOS).
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from briefqa import Retriever
from briefqa.indexing import build_index, read_manifest, roll_back
from briefqa.indexing.lock import LOCK
from briefqa.indexing.manifest import MANIFEST, names_in_use
from tiny import HashingEncoder, brief_text, write_briefs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefqa.encoding import Encoder

QUESTIONS = ("sleep of porters on night shifts", "sign language", "peer support on wards")
# The seeds of three states: what they hold of each file.
STATES = (
    {"ward": brief_text("Ward Life"), "home": brief_text("Home Life")},
    {"ward": brief_text("Ward Life").replace("five hours", "four hours"), "home": brief_text("Home Life")},
    {"ward": brief_text("Ward Life"), "clinic": brief_text("Clinic Life", "June 2025").replace("wards", "clinics")},
)


def make_seeds(folder: Path) -> list[Path]:
    """A folder of briefs for each state."""
    return [write_briefs(folder / f"seeds-{number}", **texts) for number, texts in enumerate(STATES)]


def answers(folder: Path, encoder: Encoder | None) -> str:
    """Everything an index answers, to be compared."""
    retriever = Retriever.open(folder, encoder)
    return dumped([retriever.ask(question).to_dict() for question in QUESTIONS])


def dumped(record: object) -> str:
    """As text."""
    return json.dumps(record, sort_keys=True)


def expected_answers(folder: Path, seeds: list[Path]) -> list[str]:
    """What an index of each state answers."""
    found = []
    for number, briefs in enumerate(seeds):
        build_index(briefs, folder / f"alone-{number}", HashingEncoder())
        found.append(answers(folder / f"alone-{number}", HashingEncoder()))
    assert len(set(found)) == len(found)
    return found


def changes(seeds: list[Path], index: Path, turn: random.Random) -> Iterator[None]:
    """Build one state after another, without end; now and then everything anew, or back to the state before."""
    while True:
        if turn.random() < 0.2:
            roll_back(index)
        else:
            build_index(turn.choice(seeds), index, HashingEncoder(), full=turn.random() < 0.3)
        yield


def kill_builds(folder: Path, kills: int, seed: int) -> dict[str, int]:
    """Kill as many processes that build; what was met."""
    # A child that is killed with the lock that tqdm (by way of bm25s) shares with forks would hold it for ever.
    tqdm.set_lock(threading.RLock())
    seeds = make_seeds(folder)
    expected = expected_answers(folder, seeds)
    index = folder / "index"
    for briefs in seeds[:2]:
        build_index(briefs, index, HashingEncoder())
    started = time.perf_counter()
    build_index(seeds[2], index, HashingEncoder())
    usual = time.perf_counter() - started
    chance = random.Random(seed)  # noqa: S311
    met = {"kills": 0, "moved on": 0, "half-written": 0}
    before = answers(index, HashingEncoder())
    for number in range(kills):
        pid = os.fork()
        if pid == 0:
            try:
                for _ in changes(seeds, index, random.Random(f"{seed} {number}")):  # noqa: S311
                    pass
            finally:
                os._exit(1)
        time.sleep(chance.uniform(0, 3 * usual))
        os.kill(pid, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(pid, 0)[1]), f"kill {number}: the build ended by itself"
        after = answers(index, HashingEncoder())
        assert after in expected, f"kill {number}: an answer that no state gives"
        met["kills"] += 1
        met["moved on"] += after != before
        met["half-written"] += any(name.startswith(".briefqa-") for name in os.listdir(index))  # noqa: PTH208
        before = after
    build_index(seeds[0], index, HashingEncoder())
    assert answers(index, HashingEncoder()) == expected[0]
    left = {path.name for path in index.iterdir()}
    assert left == {MANIFEST, LOCK, *names_in_use(index, read_manifest(index))}, left
    return met


def kill_commands(folder: Path, kills: int, seed: int) -> dict[str, int]:
    """Kill as many `briefqa index` with the real model; what was met."""
    seeds = make_seeds(folder)
    expected = []
    for number, briefs in enumerate(seeds):
        if number:
            # With the encoder as it is exported already, which takes longest.
            shutil.copytree(folder / "alone-0", folder / f"alone-{number}")
        build_index(briefs, folder / f"alone-{number}", "bundled")
        expected.append(answers(folder / f"alone-{number}", None))
    index = folder / "index"
    shutil.copytree(folder / "alone-0", index)
    chance = random.Random(seed)  # noqa: S311
    met = {"kills": 0, "ended before": 0}
    for number in range(kills):
        command = [sys.executable, "-m", "briefqa", "index", str(seeds[(number + 1) % 3]), "--index", str(index)]
        # Without the vectors of the state before, the model is loaded every time.
        with subprocess.Popen([*command, "--full"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(chance.uniform(0.5, 15))
                met["ended before"] += 1
            except subprocess.TimeoutExpired:
                process.kill()
        met["kills"] += 1
        assert answers(index, None) in expected, f"kill {number}: an answer that no state gives"
    return met


def read_on(index: Path, expected: Path, asks: int, *, anew: bool) -> dict[str, Any]:
    """Ask an index that changes, so often and until each state was met; every answer has to be that of one state."""
    allowed: list[list[str]] = json.loads(expected.read_text(encoding="utf-8"))
    encoder = HashingEncoder()
    retriever = Retriever.open(index, encoder)
    print("ready", flush=True)
    seen, limit = set(), time.monotonic() + 120
    for asked, question in enumerate(itertools.cycle(range(len(QUESTIONS))), start=1):
        if anew:
            retriever = Retriever.open(index, encoder)
        answer = dumped(retriever.ask(QUESTIONS[question]).to_dict())
        states = [state for state, answers in enumerate(allowed) if answers[question] == answer]
        assert states, f"an answer that no state gives: {answer}"
        seen.add(states[0])
        if (asked >= asks and len(seen) == len(allowed)) or time.monotonic() > limit:
            return {"asked": asked, "states": len(seen)}
    raise AssertionError


def main() -> None:
    """Run what is asked for and print what was met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--command-kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--read", nargs=3, metavar=("INDEX", "EXPECTED", "ASKS"), help=argparse.SUPPRESS)
    parser.add_argument("--anew", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        index, expected, asks = options.read
        print(json.dumps(read_on(Path(index), Path(expected), int(asks), anew=options.anew)))
        return
    for work, kills in ((kill_builds, options.kills), (kill_commands, options.command_kills)):
        if kills:
            with tempfile.TemporaryDirectory() as folder:
                print(json.dumps({**work(Path(folder), kills, options.seed), "seed": options.seed}), flush=True)


if __name__ == "__main__":
    main()
