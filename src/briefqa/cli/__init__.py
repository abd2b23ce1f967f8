"""The command line: parse, call one thing, show it."""

from briefqa.cli.running import main, run

__all__ = ["main", "run"]
