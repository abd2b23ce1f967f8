"""The command line: which commands there are, each in the module of its name."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from briefqa.cli.completion import PROGRAM, show_completion
from briefqa.cli.exits import Stopped
from briefqa.cli.printing import show

# In the order in which `briefqa --help` lists them.
COMMANDS = ("read", "index", "status", "ask", "export", "evaluate", "serve", "mcp", "gaps")


class Commands(click.Group):
    """Commands in the order in which they are given, where click would sort them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        del ctx
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Run the command that is asked for.

        Raises:
            Stopped: Ctrl-C, before click prints an empty line for it.
        """
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Stopped("stopped") from None


def application(arguments: Sequence[str]) -> Commands:
    """The application, with the command that is asked for alone: importing all of them takes time nobody has to wait.

    Args:
        arguments: the words after `briefqa`. Where the first is no command, all commands are there to be told about.
    """
    asked_for = [name for name in arguments[:1] if name in COMMANDS]
    app = Commands(
        name=PROGRAM,
        help="Ask NHS evidence briefs a question; get ranked, cited entries. Nothing leaves this machine.",
        commands=[getattr(import_module(f"briefqa.cli.{name}"), name) for name in asked_for or COMMANDS],
        # Commands have it from the group.
        context_settings={"show_default": True},
    )
    return show_completion(_version(app))


def _show_version(context: click.Context, option: click.Parameter, asked_for: bool) -> None:
    del option
    if asked_for:
        from importlib.metadata import version

        show(f"briefqa {version('briefqa')}")
        context.exit()


_version = click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
