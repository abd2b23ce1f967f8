"""What a shell is told to complete commands, options and values with the Tab key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

PROGRAM = "briefqa"
# Where a shell asks for completions, as click names it after the program.
VARIABLE = "_BRIEFQA_COMPLETE"
SHELLS = ("bash", "zsh", "fish", "powershell")


def complete_access(context: click.Context, option: click.Parameter, incomplete: str) -> list[str]:
    """What a shell offers for `--access`."""
    del context, option
    from briefqa.brief import Access

    return [access.value for access in Access if access.value.startswith(incomplete)]


def complete_format(context: click.Context, option: click.Parameter, incomplete: str) -> list[str]:
    """What a shell offers for `--format`."""
    del context, option
    from briefqa.citing import Format

    return [form.value for form in Format if form.value.startswith(incomplete)]


def complete_folder(context: click.Context, option: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Have the shell offer folders; for files, click does the like by itself."""
    del context, option
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="dir")]


def _show(context: click.Context, option: click.Parameter, shell: str | None) -> None:
    del option
    if shell is not None:
        from click.shell_completion import get_completion_class

        script = get_completion_class(shell)
        assert script is not None  # noqa: S101 - SHELLS are click's own
        # As bytes: Windows would end the lines of a text as no shell can read them.
        click.echo(script(context.command, {}, PROGRAM, VARIABLE).source().encode(), nl=False)
        context.exit()


show_completion = click.option(
    "--show-completion",
    metavar="SHELL",
    type=click.Choice(SHELLS),
    is_eager=True,
    expose_value=False,
    callback=_show,
    help="Show the script by which bash, zsh, fish or powershell completes words with the Tab key, and exit.",
)
