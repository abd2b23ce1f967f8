"""`briefqa gaps`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from briefqa.cli.command import Command
from briefqa.cli.options import PATH, json_option
from briefqa.cli.printing import json_text, show


@click.command(cls=Command)
@click.argument("log", type=PATH, help="The file of `briefqa serve --question-log`.")
@click.option("--since", metavar="DAY", help="Only questions asked on this day or later: 2026-01-31.")
@json_option
def gaps(log: Path, since: str | None, as_json: bool) -> None:
    """List what people asked that the briefs did not cover.

    The most asked comes first. Questions with the same words are one; what was covered when it was asked last is not
    listed, nor is what says nothing ("a", "???").
    """
    from briefqa.question_log import find_gaps, read_log, says_nothing, show_gaps

    start = _day(since) if since else None
    found = read_log(log)
    asked = [question for question in found.questions if start is None or question.time >= start]
    gaps_found = find_gaps(asked)
    empty = sum(says_nothing(question.question) for question in asked)
    if as_json:
        record = {
            "log": str(log),
            "questions": len(asked),
            "left_out": empty,
            "gaps": [gap.to_dict() for gap in gaps_found],
            "unreadable_lines": list(found.unreadable),
        }
        show(json_text(record))
    else:
        show(show_gaps(gaps_found, len(asked), found.unreadable, empty=empty))


def _day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise click.BadParameter(f"'{text}' is no day; write it like 2026-01-31", param_hint="'--since'") from None
