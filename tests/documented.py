"""What documents show is run: commands of briefqa with their output, and Python.

A block of ```console holds commands behind `$ ` and what they print. `$ briefqa …` is run, with `< FILE` as a shell
would; `$ cat FILE` shows a file that is written so; `$ echo $?` shows the exit code; other commands are passed over,
and their output with them. In output, `…` stands for any text, and for any lines where it stands alone. A block of
```python is run as it is. Both are run in a folder with `seeds/` and `indexes/default`, from the top of a document to
its end.
"""

from __future__ import annotations

import io
import re
import shlex
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefqa.cli import run
from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
DOCUMENTS = sorted(path for path in (ROOT / "docs").glob("*.md") if _BLOCK.search(path.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Block:
    """A fenced block: its language and its text."""

    language: str
    text: str

    def commands(self) -> list[tuple[str, str]]:
        """Each command with the output shown for it."""
        parts = re.split(r"^\$ ", self.text, flags=re.MULTILINE)
        return [(command, shown) for command, _, shown in (part.partition("\n") for part in parts[1:])]


def blocks(document: Path) -> list[Block]:
    """The blocks of a document that can be run, in their order."""
    return [Block(match[1], match[2]) for match in _BLOCK.finditer(document.read_text(encoding="utf-8"))]


@dataclass
class Shell:
    """Runs the commands of one document in the present folder."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    code: int = 0

    def check(self, command: str, shown: str) -> None:
        """Run a command, and hold what it prints to what is shown."""
        words = shlex.split(command, comments=True)
        if words[0] == "cat":
            (self.folder / words[1]).write_text(shown, encoding="utf-8")
        elif words == ["echo", "$?"]:
            assert shown == f"{self.code}\n"
        elif words[0] == "briefqa":
            printed = self._printed(words[1:])
            assert matches(shown, printed), f"$ {command}\nprints\n{printed}\nbut shown is\n{shown}"

    def _printed(self, words: list[str]) -> str:
        if "<" in words:
            *words, _, file = words
            self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((self.folder / file).read_bytes())))
        self.code = run(words)
        out, err = self.capsys.readouterr()
        # The progress bar is not for documents.
        return out + "".join(line for line in err.splitlines(keepends=True) if line.startswith("briefqa: "))


def matches(shown: str, printed: str) -> bool:
    """Whether a text is what is shown of it. Spaces at the ends of lines do not count: documents have none."""
    lines = [re.escape(line).replace("…", ".*") if line != "…" else r"(?:.*\n)*?.*" for line in shown.splitlines()]
    plain = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    return re.fullmatch("".join(f"{line}\n" for line in lines), plain) is not None
