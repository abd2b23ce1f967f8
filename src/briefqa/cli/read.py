"""`briefqa read`."""

from __future__ import annotations

from pathlib import Path

import click

from briefqa.cli.command import Command
from briefqa.cli.options import PATH, json_option
from briefqa.cli.printing import json_text, show


@click.command(cls=Command)
@click.argument("file", type=PATH, help="A brief: a .txt, .md, .docx or .pdf file.")
@json_option
def read(file: Path, as_json: bool) -> None:
    """Show what would be indexed of a brief, and what is doubtful."""
    from briefqa.errors import ReadError
    from briefqa.reading import read_brief
    from briefqa.showing import show_reading

    reading = read_brief(file)
    show(json_text(reading.to_dict()) if as_json else show_reading(reading))
    if not reading.brief.entries:
        raise ReadError("no entry was found; is this an evidence brief?", file=file)
