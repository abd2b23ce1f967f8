"""`briefqa export`."""

from __future__ import annotations

from pathlib import Path

import click

from briefqa.cli.command import Command
from briefqa.cli.completion import complete_format
from briefqa.cli.exporting import check_unused, export_references
from briefqa.cli.options import WRITTEN, brief_option, force_option, format_named, index_option, section_option


@click.command(cls=Command)
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    required=True,
    shell_complete=complete_format,
    help="ris, bibtex, csl, csv, markdown or docx.",
)
@click.option("--output", metavar="FILE", type=WRITTEN, help="Save in this file; a Word file must be named.")
@brief_option
@section_option
@index_option
@force_option
def export(
    form: str, output: Path | None, brief: tuple[str, ...], section: tuple[str, ...], folder: Path, force: bool
) -> None:
    """Give the entries of whole briefs to other programs.

    docs/citing.md says what the formats hold.
    """
    from briefqa.citing import of_briefs
    from briefqa.indexing import open_index

    chosen = format_named(form)
    if output is None and (chosen == "docx" or force):
        raise click.BadParameter("name the file to save: --output FILE")
    if output is not None:
        check_unused(output, force=force)
    export_references(of_briefs(open_index(folder).briefs, brief, section), chosen, output, force=force)
