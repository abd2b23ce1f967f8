"""References as files and on standard output, for the commands that export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefqa.cli.printing import show

if TYPE_CHECKING:
    from briefqa.citing import Format, References


def check_unused(file: Path, *, force: bool) -> None:
    """Say before any work that a file is there already.

    Raises:
        SaveError: it is, and is not to be replaced.
    """
    from briefqa.saving import check_free

    check_free(file, replace=force)


def export_references(references: References, form: Format, file: Path | None, *, force: bool) -> None:
    """Print references as they are, to the byte, or save them."""
    from briefqa.citing import export
    from briefqa.saving import save
    from briefqa.showing import counted

    data = export(references, form)
    if file is None:
        click.echo(data, nl=False)
    else:
        save(data, file, replace=force)
        show(f"{file} holds {counted(len(references.items), 'entry')}")
