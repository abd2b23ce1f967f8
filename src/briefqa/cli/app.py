"""The typer application: which commands there are."""

from __future__ import annotations

import typer

from briefqa.cli.ask import ask
from briefqa.cli.evaluate import evaluate
from briefqa.cli.export import export
from briefqa.cli.index import index
from briefqa.cli.read import read
from briefqa.cli.serve import serve
from briefqa.cli.status import status

app = typer.Typer(
    name="briefqa",
    help="Ask NHS evidence briefs a question; get ranked, cited entries. Nothing leaves this machine.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
# In the order in which `briefqa --help` lists them.
for command in (read, index, status, ask, export, evaluate, serve):
    app.command()(command)
