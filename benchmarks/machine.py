"""Which machine, which system, which state of the code."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]


def describe() -> str:
    """One line: processor, cores, memory, system, Python, commit."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{processor()}, {os.cpu_count()} cores, {memory:.0f} GB of memory; {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}; commit {commit()}"
    )


def processor() -> str:
    """The model of the processor, as far as the system names it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def commit() -> str:
    """The commit that is checked out, and whether files were changed since."""
    known = _git("rev-parse", "--short", "HEAD")
    return f"{known}, with changes" if _git("status", "--porcelain", "--untracked-files=no") else known or "unknown"


def load() -> float:
    """How many processes wanted to run, on average of the last minute."""
    return os.getloadavg()[0]


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return done.stdout.strip()
