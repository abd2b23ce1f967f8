"""The exit codes, and the error for work that Ctrl-C ended."""

from __future__ import annotations

from briefqa.errors import BriefqaError

DONE = 0
# What was asked for cannot be done; one line on standard error says why.
FAILED = 1
# The command was given wrongly: click's own code.
USAGE = 2
# What Ctrl-C ended, as shells give it: 128 + SIGINT.
STOPPED = 130


class Stopped(BriefqaError):
    """Ctrl-C, with what becomes of the work so far."""
