"""What goes to standard output and to standard error."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from briefqa.cli.streams import let_go

if TYPE_CHECKING:
    from briefqa.showing import Styles


def show(text: str) -> None:
    """Print a text and a line's end on standard output."""
    click.echo(text)


def json_text(record: dict[str, Any]) -> str:
    """A record as JSON, for programs that read it and people who look at it."""
    return json.dumps(record, ensure_ascii=False, indent=2)


def styles() -> Styles:
    """Bold and colour where standard output is a terminal that has them and NO_COLOR (no-color.org) is not set."""
    from briefqa.showing import Styles

    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return Styles()
    bold = partial(click.style, bold=True)
    return Styles(title=bold, relevance=partial(click.style, fg="green"), warning=bold)


def complain(message: str, code: int) -> int:
    """Say in one line on standard error what is wrong; the exit code, as given."""
    try:
        click.echo(f"briefqa: {' '.join(message.split())}", err=True)
    except OSError:
        let_go(sys.stderr)
    return code


def speak_utf8() -> None:
    """Windows consoles and pipes default to code pages that lack the quotes and dashes briefs are full of."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8", errors="replace")
