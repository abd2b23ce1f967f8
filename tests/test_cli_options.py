"""The options that several commands take."""

from __future__ import annotations

from briefqa.cli.ask import ask
from briefqa.cli.mcp import mcp
from briefqa.cli.options import COVERED_AT
from briefqa.cli.serve import serve
from briefqa.ranking import COVERED


def test_the_threshold_of_coverage_is_the_rankings_own() -> None:
    assert COVERED_AT == COVERED
    for command in (ask, serve, mcp):
        assert {option.name: option.default for option in command.params}["covered_at"] == COVERED_AT
