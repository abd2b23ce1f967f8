"""The options that several commands take."""

from __future__ import annotations

from inspect import signature

from briefqa.cli.ask import ask
from briefqa.cli.options import COVERED_AT
from briefqa.cli.serve import serve
from briefqa.ranking import COVERED


def test_the_threshold_of_coverage_is_the_rankings_own() -> None:
    assert COVERED_AT == COVERED
    for command in (ask, serve):
        assert signature(command).parameters["covered_at"].default == COVERED_AT
