"""`briefqa export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefqa.cli.exporting import check_unused, export_references
from briefqa.cli.options import INDEX, ForceOption, IndexOption, complete_format, format_named


def export(
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="ris, bibtex, csl, csv, markdown or docx.",
            show_default=False,
            autocompletion=complete_format,
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Save in this file; a Word file must be named.")
    ] = None,
    brief: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this brief (its id); may be repeated.")
    ] = None,
    section: Annotated[
        list[str] | None, typer.Option(metavar="HEADING", help="Only this section; may be repeated.")
    ] = None,
    folder: IndexOption = INDEX,
    force: ForceOption = False,
) -> None:
    """Give the entries of whole briefs to other programs.

    docs/citing.md says what the formats hold.
    """
    from briefqa.citing import of_briefs
    from briefqa.indexing import open_index

    chosen = format_named(form)
    if output is None and (chosen == "docx" or force):
        raise typer.BadParameter("name the file to save: --output FILE")
    if output is not None:
        check_unused(output, force=force)
    export_references(of_briefs(open_index(folder).briefs, brief, section), chosen, output, force=force)
