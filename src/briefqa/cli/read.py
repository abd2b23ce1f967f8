"""`briefqa read`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefqa.cli.options import JsonOption
from briefqa.cli.printing import json_text, show


def read(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A brief: a .txt, .md, .docx or .pdf file.", show_default=False, readable=False
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Show what would be indexed of a brief, and what is doubtful."""
    from briefqa.errors import ReadError
    from briefqa.reading import read_brief
    from briefqa.showing import show_reading

    reading = read_brief(file)
    show(json_text(reading.to_dict()) if as_json else show_reading(reading))
    if not reading.brief.entries:
        raise ReadError("no entry was found; is this an evidence brief?", file=file)
