"""How far long work is, on one line of a terminal that goes away when it ends."""

import sys
from time import monotonic
from typing import Self

OFTEN = 0.1
"""Seconds between two looks."""


class Far:
    """Writes only where somebody looks: never into a file or a pipe, never beside JSON."""

    def __init__(self, *, quiet: bool) -> None:
        self._shows = not quiet and sys.stderr.isatty()
        self._last = 0.0
        self._wide = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._wide:
            print("\r" + " " * self._wide + "\r", end="", file=sys.stderr, flush=True)

    def show(self, done: int, total: int) -> None:
        """Show that `done` of `total` parts are done."""
        now = monotonic()
        if not self._shows or now - self._last < OFTEN:
            return
        self._last = now
        said = f"{done} / {total}"
        self._wide = max(self._wide, len(said))
        print(f"\r{said}", end="", file=sys.stderr, flush=True)
