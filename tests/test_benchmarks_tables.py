"""The pure parts of the benchmarks: statistics, tables, collections, and which scripts run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

from tables import figure, markdown, measured_row, p95, ratio

TIMES = st.lists(st.floats(0.001, 1000), min_size=1, max_size=30)


@given(TIMES)
def test_the_95th_percentile_is_that_of_numpy(values: Sequence[float]) -> None:
    assert p95(values) == pytest.approx(np.percentile(values, 95))


@given(st.lists(st.tuples(st.floats(0.001, 1000), st.floats(0.5, 2)), min_size=1), st.floats(0.1, 10))
def test_what_slows_both_in_a_round_changes_no_ratio(rounds: list[tuple[float, float]], times: float) -> None:
    baseline = [plain for plain, _ in rounds]
    assert ratio([plain * times for plain in baseline], baseline) == pytest.approx(times)
    slowed = [plain * slower for plain, slower in rounds]
    assert ratio([plain * times for plain in slowed], slowed) == pytest.approx(times)


def test_rounds_that_are_not_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="argument 2 is longer"):
        ratio([1, 2], [1, 2, 3])


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0.004, "0.00"),
        (0.614, "0.61"),
        (9.994, "9.99"),
        (9.996, "10.0"),
        (11.92, "11.9"),
        (99.94, "99.9"),
        (99.96, "100"),
        (1121.4, "1,121"),
    ],
)
def test_a_figure_has_three_digits(number: float, shown: str) -> None:
    assert figure(number) == shown


def test_a_row_has_medians_and_ratios_and_a_dash_for_what_is_missing() -> None:
    runs = {"plain": [10, 30, 12], "ours": [1, 2, 1.5], "gone": list[float]()}
    row = measured_row("cold, s", runs, ["plain", "ours", "gone", "never"], "plain")
    assert row == ["cold, s", figure(median([10, 30, 12])), "1.50 (×0.10)", "–", "–"]


def test_without_a_baseline_there_are_no_ratios() -> None:
    assert measured_row("cold, s", {"ours": [1.5]}, ["plain", "ours"], "plain") == ["cold, s", "–", "1.50"]


def test_a_table_is_markdown() -> None:
    assert markdown(["", "a"], [["x", "1"]]) == "|  | a |\n| --- | --- |\n| x | 1 |"
