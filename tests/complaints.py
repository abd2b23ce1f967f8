"""What the command line says when something cannot be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error, where nothing stands on standard output."""
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert printed.err.startswith("briefqa: ")
    assert "Traceback" not in printed.err
    return printed.err
