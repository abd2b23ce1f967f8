"""Figures of runs → cells and tables; pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median, quantiles

NOT_THERE = "–"


def p95(values: Sequence[float]) -> float:
    """The value that 95 % are not above, interpolated; of a single value that value."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def ratio(values: Sequence[float], baseline: Sequence[float]) -> float:
    """Median of the ratios of runs that took turns.

    Raises:
        ValueError: not as many of one as of the other.
    """
    return median(one / other for one, other in zip(values, baseline, strict=True))


def figure(number: float) -> str:
    """A number with as many digits as say something: three, and none after the point from 100 on."""
    if number >= 99.95:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 9.995 else f"{number:.2f}"


def measured_row(name: str, runs: Mapping[str, Sequence[float]], ways: Iterable[str], baseline: str) -> list[str]:
    """A row with the median of each way, and how many times the baseline's it is.

    Args:
        name: what was measured.
        runs: way → its value in each round; a way that was not measured may be missing or empty.
        ways: the columns.
        baseline: the way that others are compared with.
    """
    other = runs.get(baseline, ())
    cells = [name]
    for way in ways:
        values = runs.get(way, ())
        if not values:
            cells.append(NOT_THERE)
        elif way == baseline or not other or not all(other):
            cells.append(figure(median(values)))
        else:
            cells.append(f"{figure(median(values))} (×{figure(ratio(values, other))})")
    return cells


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as Markdown has it."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
