"""The typer application: which commands there are, each in the module of its name."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from briefqa.cli.printing import show

# In the order in which `briefqa --help` lists them.
COMMANDS = ("read", "index", "status", "ask", "export", "evaluate", "serve", "mcp", "gaps")


def application(arguments: Sequence[str]) -> typer.Typer:
    """The application, with the command that is asked for alone: making all of them takes longer than a question.

    Args:
        arguments: the words after `briefqa`. Where the first is no command, all commands are there to be told about,
            and so are the options that come without one.
    """
    asked_for = [name for name in arguments[:1] if name in COMMANDS]
    app = typer.Typer(
        name="briefqa",
        help="Ask NHS evidence briefs a question; get ranked, cited entries. Nothing leaves this machine.",
        add_completion=not asked_for,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    # With a callback, typer makes a group of one command, too.
    app.callback()(_nothing if asked_for else _without_command)
    for name in asked_for or COMMANDS:
        app.command(name)(getattr(import_module(f"briefqa.cli.{name}"), name))
    return app


def _nothing() -> None:
    pass


def _show_version(asked_for: bool) -> None:
    if asked_for:
        from importlib.metadata import version

        show(f"briefqa {version('briefqa')}")
        raise typer.Exit


def _without_command(
    version: Annotated[  # its callback does the work
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass
