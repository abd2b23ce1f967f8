"""`briefqa status`."""

from __future__ import annotations

from pathlib import Path

import click

from briefqa.cli.command import Command
from briefqa.cli.options import index_option, json_option, model_option, seeds_option
from briefqa.cli.printing import json_text, show


@click.command(cls=Command)
@index_option
@seeds_option
@model_option(None)
@json_option
def status(folder: Path, seeds: Path, model: str | None, as_json: bool) -> None:
    """Show what the index holds, and whether it is up to date."""
    from briefqa.errors import MissingExtra, ReadError
    from briefqa.indexing import open_index, why_stale
    from briefqa.showing import show_status

    index = open_index(folder)
    manifest = index.manifest
    stale: str | None
    try:
        stale, unknown = why_stale(index, seeds, model or manifest.encoder.name), None
    except (ReadError, MissingExtra) as error:
        # An index answers without the briefs and the model it was made of, as on another machine.
        stale, unknown = None, str(error)
    if as_json:
        record = {
            "index": str(folder),
            "entries": manifest.entries,
            "passages": manifest.passages,
            "approximation": manifest.approximation.to_dict() if manifest.approximation else None,
            "encoder": {**manifest.encoder.to_dict(), "not_exported": manifest.not_exported},
            "briefs": [
                {**item.brief, "entries": item.entries, "superseded_by": item.superseded_by} for item in manifest.briefs
            ],
            "unread": [{"file": failed.file, "problem": failed.problem} for failed in manifest.unread],
            "up_to_date": stale is None if unknown is None else None,
            "stale_because": stale or unknown,
            "turned_back": manifest.undone is not None,
        }
        show(json_text(record))
    else:
        show(show_status(manifest, str(folder), stale, unknown))
