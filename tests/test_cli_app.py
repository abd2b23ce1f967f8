"""Which commands there are."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

import briefqa
from briefqa.cli import run
from briefqa.cli.app import COMMANDS, application


def _names(*arguments: str) -> list[str]:
    return list(application(arguments).commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_stands_in_the_module_of_its_name_and_is_made_alone(name: str) -> None:
    assert getattr(import_module(f"briefqa.cli.{name}"), name).help
    assert _names(name, "--help") == [name]


def test_only_what_is_asked_for_is_imported() -> None:
    code = "import sys; from briefqa.cli import run; run(['ask', '--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert {name for name in COMMANDS if f"briefqa.cli.{name}" in loaded} == {"ask"}
    assert loaded & {"typer", "pydantic", "rich", "numpy", "click.shell_completion"} == set()


@pytest.mark.parametrize("arguments", [(), ("--help",), ("aks",), ("--help", "ask")])
def test_where_no_command_is_asked_for_there_are_all(arguments: tuple[str, ...]) -> None:
    assert _names(*arguments) == list(COMMANDS)


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"briefqa {briefqa.__version__}\n"
