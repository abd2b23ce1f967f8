"""Reading Word and PDF files, and large ones in Markdown, in a process of their own.

Such a file can be made, or damaged, so that a library takes minutes, gigabytes or the whole process down with it. A
process that is given a time and an amount of memory cannot take anything else with it.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from briefqa.errors import ReadError
from briefqa.reading.files import read_bytes
from briefqa.reading.line_records import from_record, to_record
from briefqa.reading.lines import Document
from briefqa.reading.pace import refuse_many_lines

SECONDS = 9.0
# Beside other work, a process gets its seconds of the processor later: so often as long is waited for them.
_BUSY = 3
MEMORY = 400_000_000
_TOO_MUCH = "save a smaller or simpler copy, for instance by printing the brief to a new PDF file"


def read_isolated(path: Path, *, seconds: float = SECONDS) -> Document:
    """The lines of a Word, PDF or Markdown file.

    Args:
        path: ends in `.docx`, `.pdf` or `.md`.
        seconds: of the processor's time (where the system can limit it; else of time), after which reading is given up.
            Three times as long is waited for them, and for what waits itself.

    Raises:
        ReadError: the file cannot be read, takes longer, or needs more than `MEMORY` bytes (where the system can
            limit them); or no process can be started.
    """
    return from_record(run_isolated("briefqa.reading.isolation", path, seconds=seconds))


def run_isolated(module: str, path: Path, *, seconds: float) -> dict[str, Any]:
    """What a module, run as a process of its own, prints about a file.

    Args:
        module: dotted name; it is given the file and the seconds, calls `limit`, and prints a JSON object, in which
            `error` says why the file cannot be read.
        path: of the file.
        seconds: see `read_isolated`.

    Raises:
        ReadError: the file cannot be read, takes longer, or ended the process; or none can be started.
    """
    # -P: nothing in the current folder is taken for a module.
    command = [sys.executable, "-P", "-m", module, str(path), str(seconds)]
    longest = seconds if sys.platform == "win32" else _BUSY * seconds
    too_long = f"takes longer than {seconds:g} second{'s' * (seconds != 1)} to read; {_TOO_MUCH}"
    try:
        done = subprocess.run(command, capture_output=True, timeout=longest, check=False, stdin=subprocess.DEVNULL)  # noqa: S603
    except OSError as error:
        raise ReadError(
            f"could not be read, as no process to read it in could be started ({error.strerror or error}); "
            "close other programs and try again",
            file=path,
        ) from error
    except subprocess.TimeoutExpired:
        raise ReadError(too_long, file=path) from None
    if sys.platform != "win32" and done.returncode == -signal.SIGPROF:
        raise ReadError(too_long, file=path)
    try:
        record: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise ReadError(f"needs too much memory to read, or is damaged; {_TOO_MUCH}", file=path) from None
    if "error" in record:
        raise ReadError(record["error"], file=path)
    return record


def _read(path: Path) -> Document:
    if path.suffix.lower() == ".pdf":
        from briefqa.reading.pdf import read_pdf

        return read_pdf(path)
    if path.suffix.lower() == ".md":
        from briefqa.reading.markdown import read_markdown

        return read_markdown(read_bytes(path), path)
    from briefqa.reading.docx import read_docx

    return read_docx(path)


def limit(seconds: float, memory: int) -> None:
    """Have this process ended after so much of the processor's time, and refused more than `memory` bytes."""
    if sys.platform == "win32":
        return
    import resource

    # By the system itself, also in the middle of a library's code.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if most == resource.RLIM_INFINITY else min(memory, most), most))


def main() -> None:
    """Print a file's lines as JSON, or why there are none."""
    path = Path(sys.argv[1])
    limit(float(sys.argv[2]), MEMORY)
    try:
        document = _read(path)
        refuse_many_lines(len(document.lines), sum(len(line.text) for line in document.lines), path)
        record = to_record(document)
    except ReadError as error:
        record = {"error": error.problem}
    except MemoryError:
        record = {"error": f"needs too much memory to read; {_TOO_MUCH}"}
    sys.stdout.write(json.dumps(record))


if __name__ == "__main__":
    main()
