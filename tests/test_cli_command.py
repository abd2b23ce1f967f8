"""Options are given once, but those that may be repeated."""

from __future__ import annotations

import pytest

from briefqa.cli import run
from complaints import one_line


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["ask", "x", "-k", "1", "-k", "2"], "-k"),
        (["ask", "x", "-k1", "-k1"], "-k"),
        (["ask", "x", "--year", "2020", "--year=2021"], "--year"),
        (["ask", "x", "--index", "a", "--index", "b"], "--index"),
        (["export", "--format", "ris", "--format", "csv"], "--format"),
        (["serve", "--port", "1", "--port", "2"], "--port"),
    ],
)
def test_of_two_values_none_is_passed_over(
    arguments: list[str], option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert f"{option} is given more than once; give it once" in one_line(capsys)


@pytest.mark.model
def test_what_may_be_repeated_may(index_folder: object, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--access", "free", "--access", "unknown", "--section", "Reviews", "--section", "", "--json", "--json"]
    assert run(["ask", "training", *options, "--index", str(index_folder)]) == 0
    assert '"hits"' in capsys.readouterr().out
