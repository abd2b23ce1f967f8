"""The options that several commands take, and what their texts mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefqa.errors import QuestionError, ServeError

if TYPE_CHECKING:
    from briefqa.citing import Format

SEEDS = Path("seeds")
INDEX = Path("indexes/default")
BUNDLED = "bundled"
# The ranking's own threshold, which would have to be imported with all it needs; a test holds them equal.
COVERED_AT = 0.1


@contextmanager
def given_wrongly(name: str | None = None) -> Iterator[None]:
    """Within, what is wrong is wrong whatever the index holds: the command is given wrongly.

    Args:
        name: the option or argument that is looked at, for the message.

    Raises:
        typer.BadParameter: the value cannot be meant.
    """
    try:
        yield
    except (QuestionError, ServeError) as error:
        # In quotes, as typer itself names them.
        raise typer.BadParameter(str(error), param_hint=f"'{name}'" if name else None) from None


def _share(value: float) -> float:
    """`--covered-at`; that `nan` is no number from 0 to 1, typer's own range does not see."""
    from briefqa.filters import checked_share

    with given_wrongly():
        return checked_share(value)


SeedsOption = Annotated[Path, typer.Option("--seeds", metavar="DIR", help="Folder with the briefs.", readable=False)]
IndexOption = Annotated[Path, typer.Option("--index", metavar="DIR", help="Folder of the index.", readable=False)]
ModelOption = Annotated[
    str,
    typer.Option(
        "--model", metavar="MODEL", help="Folder of a sentence-transformers model, or its name in the local cache."
    ),
]
CoveredAtOption = Annotated[
    float,
    typer.Option(
        "--covered-at",
        metavar="SCORE",
        min=0,
        max=1,
        callback=_share,
        help="Relevance of the best entry from which on a question counts as covered.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the file where it is there already.")]


def complete_access(incomplete: str) -> list[str]:
    """What a shell offers for `--access`."""
    from briefqa.brief import Access

    return [access.value for access in Access if access.value.startswith(incomplete)]


def complete_format(incomplete: str) -> list[str]:
    """What a shell offers for `--format`."""
    from briefqa.citing import Format

    return [form.value for form in Format if form.value.startswith(incomplete)]


def only_one(options: dict[str, bool]) -> str | None:
    """The name of the option that is given, or None.

    Raises:
        typer.BadParameter: several are given.
    """
    given = [name for name, is_given in options.items() if is_given]
    if len(given) > 1:
        raise typer.BadParameter(f"{' and '.join(f'--{name}' for name in given)} exclude each other; give one of them")
    return given[0] if given else None


def format_named(name: str) -> Format:
    """The export format of this name.

    Raises:
        typer.BadParameter: there is none.
    """
    from briefqa.citing.formats import format_named as named

    with given_wrongly("--format"):
        return named(name)
