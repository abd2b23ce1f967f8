"""From Enter to an answer that can be seen: python benchmarks/page.py INDEX QUESTIONS [--alone N] [--crowds N].

One window of a real Chromium, on `briefqa serve`: first alone, and then as soon as 49 others have asked in one moment
(`crowd.py`), every other of them a window, too, and the rest programs over HTTP. Beside it, in turn and for the same
questions, stands what the retriever itself takes in this process: for one question, and for 50 of them shared out to a
thread a core. So both say how many times longer a person waits than the answer takes. Server, browser, crowd and all
else share one machine. A request that is not answered ends the run. Needs a browser (tests/browser.py) and the
development extra; memory and processor time need /proc (Linux).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from crowd import Crowd, Finished, at_once
from machine import ROOT, load
from tables import figure, markdown, p95, ratio

from briefqa import Retriever
from briefqa.evaluation import read_questions
from briefqa.web.line import cores
from briefqa.web.links import Outside
from briefqa.web.view import view_of

sys.path.insert(0, str(ROOT / "tests"))

from browser import find_browser
from running_server import Running, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The arguments that bench.py gives.
BENCH = {"full": "{real} {real_questions}", "quick": "{real} {real_questions} --alone 10 --crowds 3"}
PEOPLE = 50
MEASURES = ("ms, median", "p95", "× the retriever")
# From the key that is pressed until what it brought has been painted.
WATCH = """() => {
  const before = document.body.dataset.answers;
  let pressed = 0;
  document.addEventListener("keydown", (event) => { pressed = event.timeStamp; }, {once: true, capture: true});
  window.seen = new Promise((resolve) => new MutationObserver((_, watching) => {
    if (document.body.dataset.answers === before) return;
    watching.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
  }).observe(document.body, {attributes: true}));
}"""


@dataclass
class Measured:
    """Milliseconds of each way for the same questions, in the order of asking."""

    seen: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    rendered: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)


class Window:
    """A window of the browser, with the page open."""

    def __init__(self, page: Page, url: str) -> None:
        """Open it, and wait until it can be asked."""
        self._page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.goto(url)
        page.wait_for_selector("body[data-answers='1']")

    def type(self, question: str) -> None:
        """Put a question into the box."""
        self._page.get_by_label("Your question").fill(question)
        self._page.evaluate(WATCH)

    def enter(self) -> float:
        """Press Enter; milliseconds until the answer was seen."""
        self._page.keyboard.press("Enter")
        took: float = self._page.evaluate("window.seen")
        return took


def main() -> None:
    """Measure, and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path, help="an index of seeds/ that is up to date")
    parser.add_argument("questions", type=Path, help="judged questions")
    parser.add_argument("--alone", type=int, default=40, help="questions that are asked alone")
    parser.add_argument("--crowds", type=int, default=10, help="how often fifty ask at once")
    chosen = parser.parse_args()
    questions = [one.text for one in read_questions(chosen.questions)]
    retriever = Retriever.open(chosen.index)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with serving(ROOT / "seeds", chosen.index, log) as running, opened(running.url) as window:
            crowd = Crowd(running.url)
            at_start = memory(running)
            alone(questions[:3], window, crowd, retriever)
            one = alone(list(islice(cycle(questions), chosen.alone)), window, crowd, retriever)
            report_one(one)
            after_one = memory(running)
            crowded(questions, window, crowd, retriever)
            before = processor(running)
            rounds = [crowded(questions[round_:], window, crowd, retriever) for round_ in range(chosen.crowds)]
            report_all(rounds, (processor(running) - before) / chosen.crowds / PEOPLE)
            held = f"{at_start} at first, {after_one} after questions alone, {memory(running)} after the crowds"
            print(f"\nserver, MB: {held}")
            said = log.read_text(encoding="utf-8").count("\n") - 1
            print(f"errors: {len(window.errors)} in the browser, {said} in the server's log, no question unanswered")
            print(f"{os.cpu_count()} cores, load {load():.1f}")


@contextmanager
def opened(url: str) -> Iterator[Window]:
    """A window of the browser.

    Raises:
        SystemExit: there is no browser.
    """
    from playwright.sync_api import sync_playwright

    executable = find_browser()
    if executable is None:
        raise SystemExit("there is no browser; run: python tests/browser.py")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield Window(browser.new_page(), url)
        browser.close()


def alone(questions: list[str], window: Window, crowd: Crowd, retriever: Retriever) -> Measured:
    """Each question in each way, with nobody else there."""
    measured = Measured()
    for question in questions:
        measured.asked.append(took(lambda q=question: retriever.ask(q)))
        measured.rendered.append(took(lambda q=question: view_of(retriever, address(q), Outside())))
        request = crowd.on_page(address(question), "one")
        with together([crowd.answered(request)]) as asking:
            (finished,) = asking.result()
        measured.answered.append(finished.seconds * 1000)
        window.type(question)
        measured.seen.append(window.enter())
    return measured


def crowded(questions: list[str], window: Window, crowd: Crowd, retriever: Retriever) -> Measured:
    """The window asks the first question once 49 others have asked the next: its turn is the last."""
    own, *others = islice(cycle(questions), PEOPLE)
    requests = [
        crowd.over_http(question) if place % 2 else crowd.on_page(address(question), f"window {place}")
        for place, question in enumerate(others)
    ]
    measured = Measured()
    with ThreadPoolExecutor(cores()) as threads:
        measured.asked.append(took(lambda: list(threads.map(retriever.ask, [own, *others]))))
    window.type(own)
    before = crowd.sent
    with together([crowd.answered(request) for request in requests]) as asking:
        while crowd.sent < before + len(requests):
            time.sleep(0.001)
        measured.seen.append(window.enter())
        measured.others += [one.seconds * 1000 for one in asking.result()]
    return measured


@contextmanager
def together(asked: list[Coroutine[None, None, bytes]]) -> Iterator[Future[list[Finished[bytes]]]]:
    """Have a crowd ask in a thread of its own: in this one is the browser's."""
    with ThreadPoolExecutor(1) as apart:
        yield apart.submit(lambda: asyncio.run(at_once(asked)))


def report_one(one: Measured) -> None:
    """What each step adds, as multiples of the retriever's own time for the same question."""
    rows = (
        ("the retriever: `Retriever.ask`", one.asked),
        ("and the HTML of the page: `view_of`", one.rendered),
        ("and Gradio and HTTP: the page's request, over a bare socket", one.answered),
        ("and the browser: from Enter to an answer that is painted", one.seen),
    )
    print(markdown(["one person", *MEASURES], [[name, *figures(taken, one.asked)] for name, taken in rows]))


def report_all(rounds: list[Measured], each: float) -> None:
    """How long those wait who ask at once, as multiples of what the retriever takes for all of them."""
    whole = [one.asked[0] for one in rounds]
    waits = sorted(wait for one in rounds for wait in one.others)
    rows = (
        ("the retriever, all 50 questions, a thread a core", whole),
        ("the window: from Enter to an answer that is painted", [one.seen[0] for one in rounds]),
        ("the 49 others: the first answer", [min(one.others) for one in rounds]),
        ("the one in the middle", [median(one.others) for one in rounds]),
        ("the last", [max(one.others) for one in rounds]),
    )
    print(f"\n{markdown(['fifty at once', *MEASURES], [[name, *figures(taken, whole)] for name, taken in rows])}")
    print(f"\nall waits of the 49: median {figure(median(waits))} ms, p95 {figure(p95(waits))} ms; ", end="")
    print(f"processor time of the server for each question: {each:.0f} ms")


def figures(taken: list[float], compared: list[float]) -> list[str]:
    """Cells: median, 95th percentile, and times the other way in the same rounds."""
    return [figure(median(taken)), figure(p95(taken)), figure(ratio(taken, compared))]


def address(question: str) -> str:
    """The query string of a question."""
    return f"?{urlencode({'q': question})}"


def took(work: Callable[[], object]) -> float:
    """Milliseconds on the clock, as a person waits."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def memory(running: Running) -> str:
    """What the server's process holds, in megabytes, or that this cannot be told."""
    try:
        lines = Path(f"/proc/{running.process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "–"
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return f"{kilobytes * 1024 / 1e6:.0f}"


def processor(running: Running) -> float:
    """Milliseconds of processor time that the server has used, or 0 where this cannot be told."""
    try:
        fields = Path(f"/proc/{running.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0
    ticks: int = os.sysconf("SC_CLK_TCK")
    return (int(fields[11]) + int(fields[12])) / ticks * 1000


if __name__ == "__main__":
    main()
