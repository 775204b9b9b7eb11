"""How a writer of reports tells how far it is, and is told to give up."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]
"""Told how much is done of how much: blocks, or rows of a table."""
Stop: TypeAlias = Callable[[], bool]
"""Asked between blocks whether to give up."""


class Stopped(Exception):
    """The one who asked for a report does not want it any more. Nothing was written."""


def ticking(progress: Progress | None, stop: Stop | None) -> Progress:
    """Return what writers call: it tells the progress on and raises Stopped."""

    def tick(done: int, total: int) -> None:
        if stop is not None and stop():
            raise Stopped
        if progress is not None:
            progress(done, total)

    return tick
