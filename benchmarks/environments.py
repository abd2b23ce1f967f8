"""A virtual environment for each peer: made once, and used again as long as what belongs into it is the same."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


class NotInstalled(Exception):
    """An environment could not be made; the message is one line."""


@dataclass(frozen=True)
class Environment:
    """What belongs into a virtual environment.

    Attributes:
        name: the name of its folder.
        packages: as `pip install` takes them.
        constraints: the file with all versions.
        sources: files of our own that are installed; when they change it is installed again.
    """

    name: str
    packages: tuple[str, ...]
    constraints: Path
    sources: tuple[Path, ...] = ()

    def digest(self) -> str:
        """Changes when what belongs into it does."""
        files = b"".join(path.read_bytes() for path in (self.constraints, *self.sources))
        return hashlib.sha256("\n".join([sys.version, *self.packages]).encode() + files).hexdigest()


def made(environment: Environment, folder: Path) -> Path:
    """Make an environment in a folder of environments, or find it there; its Python.

    Raises:
        NotInstalled: with what pip said.
    """
    place = folder / environment.name
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp, wanted = place / "installed", environment.digest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    if not python.exists():
        venv.create(place, with_pip=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(  # noqa: S603
        [*install, "--constraint", str(environment.constraints), *environment.packages],
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(),
        check=False,
    )
    if done.returncode:
        raise NotInstalled(f"{environment.name} could not be installed: {reason(done.stderr)}")
    stamp.write_text(wanted, encoding="utf-8")
    return python


def reason(said: str) -> str:
    """The first error that pip names, or the last line it wrote."""
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["pip said nothing"]
    errors = (line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: "))
    return next(errors, lines[-1])


def megabytes(paths: Iterable[Path]) -> float:
    """Size of files and of all files in folders."""
    return sum(file.stat().st_size for path in paths for file in _files(path)) / 1e6


def installed_megabytes(python: Path) -> float:
    """Size of the packages in an environment, without pip and what Python compiles of them."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    packages = Path(done.stdout.strip())
    files = _files(packages)
    return megabytes(
        file for file in files if file.suffix != ".pyc" and not file.relative_to(packages).parts[0].startswith("pip")
    )


def versions(python: Path, packages: Iterable[str]) -> str:
    """`name version` of packages, where they are installed."""
    code = "import sys, importlib.metadata as m; print(*(f'{n} {m.version(n)}' for n in sys.argv[1:]), sep=', ')"
    done = subprocess.run([str(python), "-c", code, *packages], capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.strip()


def clean_environment(threads: int | None = None) -> dict[str, str]:
    """Variables for an environment of its own, where nothing of ours is found and nothing reaches for the network.

    Args:
        threads: for one piece of work; None for as many as there are cores.
    """
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    quiet = {"HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False"}
    return kept | quiet | {"OMP_NUM_THREADS": str(threads or os.cpu_count())}


def _files(path: Path) -> Iterator[Path]:
    yield from (path,) if path.is_file() else (file for file in path.rglob("*") if file.is_file())
