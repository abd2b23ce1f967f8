"""The progress bar of a build."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefqa.encoding import Progress


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=console)
    task = bar.add_task("Loading the model", total=None, rate="")
    # When and after how many entries the first batch ended: loading the model is no part of the rate.
    first: tuple[float, int] | None = None
    # Where nobody watches, the bar is printed once, at the end: not before there is something to tell.
    if console.is_terminal:
        bar.start()

    def tell(done: int, total: int) -> None:
        nonlocal first
        bar.start()
        now = time.perf_counter()
        first = first or (now, done)
        rate = f"{(done - first[1]) / (now - first[0]):.1f} entries/s" if done > first[1] else ""
        bar.update(task, description="Encoding entries", completed=done, total=total, rate=rate)

    try:
        yield tell
    except BaseException:
        # The bar is of no use beside the one line that says what went wrong.
        bar.live.transient = True
        raise
    finally:
        if bar.live.is_started:
            bar.stop()
