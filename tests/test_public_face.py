"""What the outside relies on: the names of the package, their signatures and docstrings, and its one version."""

from __future__ import annotations

import inspect
import re
import tomllib
from dataclasses import fields, is_dataclass
from enum import Enum
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

import briefqa
from briefqa import errors
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = ROOT / "src" / "briefqa"
DOCUMENTED = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
NAMES = [name for name in briefqa.__all__ if not name.startswith("_")]


class _Annotation(str):
    """Shown without quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _signature(name: str, thing: object) -> str:
    """As a document writes it: annotations without quotation marks, nothing about `self` and `cls`."""
    assert callable(thing)
    found = inspect.signature(thing)
    shown = [
        parameter.replace(annotation=_Annotation(parameter.annotation))
        for parameter in found.parameters.values()
        if parameter.name not in ("self", "cls")
    ]
    return f"{name}{found.replace(parameters=shown, return_annotation=_Annotation(found.return_annotation))}"


def _members(name: str, kind: type) -> Iterator[str]:
    """Lines for what a class has itself, without what Python or a base class gives it."""
    own = [field.name for field in fields(kind)] if is_dataclass(kind) else []
    yield f"{name}.{{{', '.join(own)}}}" if own else name
    for member, thing in vars(kind).items():
        if member.startswith("_") or member in own:
            continue
        if isinstance(thing, property):
            yield f"{name}.{member}"
        elif isinstance(thing, classmethod):
            yield _signature(f"{name}.{member}", thing.__func__)
        elif inspect.isfunction(thing):
            yield _signature(f"{name}.{member}", thing)


def signatures() -> Iterator[str]:
    """All of the API, a line each, as docs/api.md shows it."""
    for name in NAMES:
        thing = getattr(briefqa, name)
        if not isinstance(thing, type):
            yield _signature(name, thing)
        elif issubclass(thing, Enum):
            yield f"{name}.{{{', '.join(thing.__members__)}}}"
        else:
            yield from _members(name, thing)


def test_all_names_the_public_names() -> None:
    public = {name for name in dir(briefqa) if not name.startswith("_")} - {path.stem for path in PACKAGE.iterdir()}
    assert public - {"TYPE_CHECKING", "lazily"} == set(NAMES)
    assert list(briefqa.__all__) == sorted(briefqa.__all__)
    for name in briefqa.__all__:
        assert getattr(briefqa, name) is not None
    with pytest.raises(AttributeError, match="module 'briefqa' has no attribute 'Retriver'"):
        getattr(briefqa, "Retriver")  # noqa: B009 - a plain attribute would be a useless expression


def test_every_signature_is_documented_as_it_is() -> None:
    block = re.search(r"^```text\n(.*?)^```$", DOCUMENTED, re.DOTALL | re.MULTILINE)
    assert block is not None
    shown = [" ".join(part.split()) for part in re.split(r"\n(?! )", block[1].strip())]
    assert shown == list(signatures())


@pytest.mark.parametrize("name", NAMES)
def test_every_public_thing_says_what_it_is(name: str) -> None:
    thing = getattr(briefqa, name)
    assert thing.__doc__
    # What dataclass writes where nobody else has.
    assert not thing.__doc__.startswith(f"{name}(")
    for member, inner in vars(thing).items() if isinstance(thing, type) else ():
        if not member.startswith("_") and (callable(inner) or isinstance(inner, property | classmethod)):
            assert inner.__doc__, f"{name}.{member}"


def test_every_error_is_documented() -> None:
    for name, thing in vars(errors).items():
        if isinstance(thing, type) and issubclass(thing, Exception):
            assert f"`{name}`" in DOCUMENTED
            assert thing.__doc__


def test_the_version_stands_in_one_place() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert briefqa.__version__ == version("briefqa") == stated
    for file in PACKAGE.rglob("*.py"):
        assert not re.search(rf"[\"']{re.escape(stated)}[\"']", file.read_text(encoding="utf-8")), file
