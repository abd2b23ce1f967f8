"""The options that several commands take, and what their texts mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefqa.cli.completion import complete_folder
from briefqa.errors import QuestionError, ServeError
from briefqa.filters import names_of

if TYPE_CHECKING:
    from briefqa.citing import Format

SEEDS = Path("seeds")
INDEX = Path("indexes/default")
BUNDLED = "bundled"
# The ranking's own threshold, which would have to be imported with all it needs; a test holds them equal.
COVERED_AT = 0.1

_Command = TypeVar("_Command", bound=Callable[..., Any] | click.Command)


@contextmanager
def given_wrongly(name: str | None = None) -> Iterator[None]:
    """Within, what is wrong is wrong whatever the index holds: the command is given wrongly.

    Args:
        name: the option or argument that is looked at, for the message.

    Raises:
        click.BadParameter: the value cannot be meant.
    """
    try:
        yield
    except (QuestionError, ServeError) as error:
        # In quotes, as click itself names them.
        raise click.BadParameter(str(error), param_hint=f"'{name}'" if name else None) from None


class Whole(click.IntRange):
    """A whole number within bounds, and so called in messages; click's own are "integer ranges"."""

    name = "whole number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401
        """The number of a text, in plain digits.

        Raises:
            click.BadParameter: it is none, or out of range.
        """
        if isinstance(value, str) and not re.fullmatch("-?[0-9]{1,9}", value):
            self.fail(f"'{value}' is not a valid {self.name}.", param, ctx)
        number: int = super().convert(value, param, ctx)
        return number


class Share(click.FloatRange):
    """A number from 0 to 1, and so called in messages. That `nan` is none, click's own range does not see."""

    name = "number"

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401
        """The number of a text.

        Raises:
            click.BadParameter: it is none, or out of range.
        """
        from briefqa.filters import checked_share

        number = super().convert(value, param, ctx)
        with given_wrongly():
            return checked_share(number)


class Text(click.ParamType[str]):
    """A text; bytes on a command line need be none."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """The text.

        Raises:
            click.BadParameter: it holds bytes that are no text.
        """
        del param, ctx
        with given_wrongly():
            names_of(value, "it")
        return str(value)


class AnyPath(click.Path):
    """A path that need not be there: what is wrong with it is said by what reads it or writes it."""

    def __init__(self, *, written: bool = False) -> None:
        super().__init__(readable=False, path_type=Path)
        self._written = written

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """The path of a text.

        Raises:
            click.BadParameter: there is none, or it is what other programs call standard output.
        """
        if value == "":
            self.fail("it is empty; name a file or folder", param, ctx)
        if value == "-" and self._written:
            self.fail("- is no file; name one (./- where it is to be called so)", param, ctx)
        return super().convert(value, param, ctx)


PATH = AnyPath()
WRITTEN = AnyPath(written=True)

seeds_option = click.option(
    "--seeds",
    metavar="DIR",
    type=PATH,
    default=SEEDS,
    shell_complete=complete_folder,
    help="Folder with the briefs.",
)
index_option = click.option(
    "--index",
    "folder",
    metavar="DIR",
    type=PATH,
    default=INDEX,
    shell_complete=complete_folder,
    help="Folder of the index.",
)
covered_at_option = click.option(
    "--covered-at",
    metavar="SCORE",
    type=Share(),
    default=COVERED_AT,
    help="Relevance of the best entry from which on a question counts as covered.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
force_option = click.option("--force", is_flag=True, help="Replace the file where it is there already.")
brief_option = click.option(
    "--brief", metavar="ID", type=Text(), multiple=True, help="Only this brief (its id); may be repeated."
)
section_option = click.option(
    "--section", metavar="HEADING", type=Text(), multiple=True, help="Only this section; may be repeated."
)


def model_option(default: str | None) -> Callable[[_Command], _Command]:
    """`--model`, with what it is where it is not given."""
    return click.option(
        "--model",
        metavar="MODEL",
        default=default,
        help="Folder of a sentence-transformers model, or its name in the local cache.",
    )


def only_one(options: dict[str, bool]) -> str | None:
    """The name of the option that is given, or None.

    Raises:
        click.BadParameter: several are given.
    """
    given = [name for name, is_given in options.items() if is_given]
    if len(given) > 1:
        raise click.BadParameter(f"{' and '.join(f'--{name}' for name in given)} exclude each other; give one of them")
    return given[0] if given else None


def format_named(name: str) -> Format:
    """The export format of this name.

    Raises:
        click.BadParameter: there is none.
    """
    from briefqa.citing.formats import format_named as named

    with given_wrongly("--format"):
        return named(name)
