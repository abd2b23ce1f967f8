"""Which commands there are."""

from __future__ import annotations

from importlib import import_module

import pytest
import typer.main

import briefqa
from briefqa.cli import run
from briefqa.cli.app import COMMANDS, application


def _names(*arguments: str) -> list[str]:
    return list(typer.main.get_command(application(arguments)).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_stands_in_the_module_of_its_name_and_is_made_alone(name: str) -> None:
    assert getattr(import_module(f"briefqa.cli.{name}"), name).__doc__
    assert _names(name, "--help") == [name]


@pytest.mark.parametrize("arguments", [(), ("--help",), ("aks",), ("--help", "ask")])
def test_where_no_command_is_asked_for_there_are_all(arguments: tuple[str, ...]) -> None:
    assert _names(*arguments) == list(COMMANDS)


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"briefqa {briefqa.__version__}\n"
