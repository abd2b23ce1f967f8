"""Run every script of examples/ in a fresh virtual environment, and see that all print the same hits.

    python tests/fresh.py

It takes minutes, nearly all of them for installing, and needs a package registry; the suite runs the same scripts in
its own environment (tests/test_examples.py). The index is made here, as it is copied to where it is only asked.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from running_server import serving

ROOT = Path(__file__).resolve().parents[1]
EXTRAS = "cite,langchain,llamaindex,mcp,web"
QUESTIONS = ("training needs of link workers", "capital of France")


def make_environment(folder: Path) -> Path:
    """The folder of programs of a new virtual environment, with briefqa and what asking takes, but nothing to build."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    install = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--constraint", ROOT / "constraints.txt", f"{ROOT}[{EXTRAS}]"], check=True, env=_env())
    return programs


def run_examples(programs: Path, folder: Path) -> dict[str, str]:
    """What each script prints for the questions, in a folder with indexes/default."""
    env = {**_env(), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    printed = {}
    log, python = folder / "log", str(programs / "python")
    index = folder / "indexes" / "default"
    with serving(ROOT / "seeds", index, log, "--mcp", python=python, env=env, folder=folder) as running:
        address = running.url
        for example in sorted((ROOT / "examples").glob("*_*.*")):
            command = ["sh", example] if example.suffix == ".sh" else [python, example]
            done = [
                subprocess.run([*command, question, address], cwd=folder, env=env, stdout=subprocess.PIPE, check=True)
                for question in QUESTIONS
            ]
            printed[example.name] = "".join(one.stdout.decode() for one in done)
    return printed


def main() -> None:
    """Run them all; the exit code is 1 where they differ."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        index = folder / "indexes" / "default"
        build = [sys.executable, "-m", "briefqa", "index", ROOT / "seeds", "--index", index]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        started = time.perf_counter()
        programs = make_environment(folder / "venv")
        installed = time.perf_counter()
        printed = run_examples(programs, folder)
        ran = time.perf_counter()
    wanted = printed["from_python.py"]
    print(wanted)
    for example, text in printed.items():
        print(f"{example}: {'the same' if text == wanted else f'differs:{os.linesep}{text}'}")
    print(f"installed in {installed - started:.0f} s, ran in {ran - installed:.0f} s")
    sys.exit(any(text != wanted for text in printed.values()))


def _env() -> dict[str, str]:
    """Without what would show the fresh environment the packages of this one."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


if __name__ == "__main__":
    main()
