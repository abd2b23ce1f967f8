"""From the words of a command line to its exit code. Every error a user can cause ends here in one line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from briefqa.cli.app import application
from briefqa.cli.completion import PROGRAM
from briefqa.cli.exits import DONE, FAILED, STOPPED, Stopped
from briefqa.cli.printing import complain, speak_utf8
from briefqa.cli.streams import let_go, take_places
from briefqa.errors import BriefqaError


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 done, 1 cannot be done, 2 wrong usage."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the exit code. Errors become one line on standard error."""
    take_places()
    speak_utf8()
    if sys.stdout is None:
        return complain("standard output is closed; send it to a file, or to /dev/null", FAILED)
    given = list(arguments) or ["--help"]
    try:
        result = application(given)(args=given, prog_name=PROGRAM, standalone_mode=False)
    except BriefqaError as error:
        return complain(str(error), STOPPED if isinstance(error, Stopped) else FAILED)
    except click.ClickException as error:
        return complain(f"{error.format_message()} (see `briefqa --help`)", error.exit_code)
    except click.Abort:
        return complain("stopped", STOPPED)
    except SystemExit as left:
        # click leaves with 1 where the reader of a pipe has gone (`briefqa ask … | head`); nothing is wrong. With 0 it
        # leaves when the shell has been told about completion.
        if left.code:
            let_go(sys.stdout)
        return DONE
    except OSError as error:
        let_go(sys.stdout)
        return complain(f"the output cannot be written ({error.strerror or error})", FAILED)
    return result if isinstance(result, int) else DONE
