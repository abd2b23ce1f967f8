"""What would be indexed of an upload: read in a process of its own, whatever is in the file."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from briefqa.brief import Brief, Entry
from briefqa.errors import BriefqaError, ReadError
from briefqa.reading import Doubt, read_brief
from briefqa.reading.isolation import limit, run_isolated

SECONDS = 30.0
MEMORY = 1_500_000_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What was read of a file.

    Attributes:
        brief: with its entries; it may have none.
        doubts: what a librarian should look at, as `Reading.doubts`.
        parts: how many lines of the file were taken for what.
    """

    brief: Brief
    doubts: tuple[Doubt, ...]
    parts: Mapping[str, int]

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Take `Reading.to_dict()`."""
        entries = [Entry.from_dict(entry) for entry in record["entries"]]
        return cls(
            Brief.from_dict(record["brief"], entries),
            tuple(Doubt(**doubt) for doubt in record["doubts"]),
            record["lines"],
        )


def read_upload(path: Path, *, seconds: float = SECONDS) -> dict[str, Any]:
    """What `Preview.from_record` takes, of a file that may be anything.

    Raises:
        ReadError: it cannot be read, takes longer, or needs more memory than `MEMORY` (where the system can limit it).
    """
    return run_isolated("briefqa.library.preview", path, seconds=seconds)


def main() -> None:
    """Print what was read of a file as JSON, or why nothing was."""
    limit(float(sys.argv[2]), MEMORY)
    try:
        record = read_brief(sys.argv[1]).to_dict()
    except ReadError as error:
        record = {"error": error.problem}
    except BriefqaError as error:
        record = {"error": f"cannot be read here: {error}"}
    except (MemoryError, RecursionError):
        record = {"error": "needs too much memory to read; save a smaller or simpler copy"}
    sys.stdout.write(json.dumps(record))


if __name__ == "__main__":
    main()
