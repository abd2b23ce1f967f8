"""The typer application: which commands there are, each in the module of its name."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import typer

# In the order in which `briefqa --help` lists them.
COMMANDS = ("read", "index", "status", "ask", "export", "evaluate", "serve")


def application(arguments: Sequence[str]) -> typer.Typer:
    """The application, with the command that is asked for alone: making all of them takes longer than a question.

    Args:
        arguments: the words after `briefqa`. Where the first is no command, all commands are there to be told about.
    """
    app = typer.Typer(
        name="briefqa",
        help="Ask NHS evidence briefs a question; get ranked, cited entries. Nothing leaves this machine.",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    # With a callback, typer makes a group of one command, too.
    app.callback()(_nothing)
    asked_for = [name for name in arguments[:1] if name in COMMANDS]
    for name in asked_for or COMMANDS:
        app.command(name)(getattr(import_module(f"briefqa.cli.{name}"), name))
    return app


def _nothing() -> None:
    pass
