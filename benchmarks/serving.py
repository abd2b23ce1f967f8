"""From `briefqa serve` to a page that answers: python benchmarks/serving.py [--runs N] [--index DIR].

For an index that is up to date: when the door answers that the page is starting, when the page is there, and when the
first answer is; each in wall seconds and in processor seconds of the serving process (which other work on the machine
moves less). Likewise for a bare Gradio page with a box and nothing behind it: what Gradio itself takes. The two take
turns. Needs /proc (Linux).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median

from crowd import Crowd, view_in

SEEDS = Path(__file__).parents[1] / "seeds"
BARE = """
import os, sys
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
import gradio as gr
with gr.Blocks(analytics_enabled=False) as page:
    gr.Textbox(label="Your question")
page.launch(server_port=int(sys.argv[1]), quiet=True, run_history=False)
"""
Times = dict[str, tuple[float, float]]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--index", help="an index of seeds/ that is up to date, instead of one built for this")
    given = parser.parse_args()
    runs = given.runs
    with tempfile.TemporaryDirectory() as name:
        index = given.index or f"{name}/index"
        if given.index is None:
            subprocess.run([sys.executable, "-m", "briefqa", "index", str(SEEDS), "--index", index], check=True)  # noqa: S603
        serve = ["-m", "briefqa", "serve", "--seeds", str(SEEDS), "--index", index, "--port"]
        ours, bare = [], []
        for _ in range(runs):
            ours.append(_timed(serve))
            bare.append(_timed(["-c", BARE]))
    print(f"{'':38}  wall s  processor s  (medians of {runs})")
    for title, measured in (("briefqa serve", ours), ("a bare Gradio page", bare)):
        for step in measured[0]:
            wall, processor = (median(run[step][place] for run in measured) for place in (0, 1))
            print(f"{title + ': ' + step:38}  {wall:6.2f}  {processor:11.2f}")


def _timed(arguments: list[str]) -> Times:
    """When each step was reached after the start, in wall and processor seconds."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    times: Times = {}
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments, str(port)], stdout=subprocess.DEVNULL)  # noqa: S603

    def reached(step: str) -> None:
        times.setdefault(step, (time.perf_counter() - start, _processor(process.pid)))

    try:
        while "page" not in times:
            try:
                urllib.request.urlopen(url, timeout=60).close()
                reached("page")
            except urllib.error.HTTPError:
                reached("door")
            except OSError:
                pass
            time.sleep(0.02)
        if "door" in times:
            _ask(url)
            reached("first answer")
    finally:
        process.terminate()
        process.wait()
    return times


def _ask(url: str) -> None:
    """Ask as the page does, and wait for the answer."""
    crowd = Crowd(url)
    said = view_in(asyncio.run(crowd.answered(crowd.on_page("q=loneliness", "benchmark"))))
    if "entries found" not in said:
        raise SystemExit(said)


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks: int = os.sysconf("SC_CLK_TCK")
    return (int(fields[11]) + int(fields[12])) / ticks


if __name__ == "__main__":
    main()
