"""How long a line that broke is left alone before it is tried again by itself."""

import random
from collections.abc import Callable

from app.sync.transport import Busy

MOST = 20
"""Doublings: more would only make numbers that nobody waits for."""


def jittered(seconds: float) -> float:
    """Return a wait of about `seconds`, so that a room full of laptops does not ask at once."""
    return seconds * random.uniform(0.75, 1.25)  # noqa: S311 -- no secret


def exact(seconds: float) -> float:
    return seconds


class Patience:
    """Waits in seconds: `first`, then doubled with each failure up to `longest`.

    What the server asks for is obeyed to the second; a wait of our own goes through `spread`.
    """

    def __init__(
        self, first: float, longest: float, spread: Callable[[float], float] = exact
    ) -> None:
        self._first, self._longest = first, longest
        self._spread = spread
        self._failures = 0

    def renew(self) -> None:
        """Begin anew: something went well, or the member asks."""
        self._failures = 0

    def after(self, error: Exception) -> float:
        """Return how long to wait after `error`, and wait longer the next time."""
        wait = min(self._first * 2**self._failures, self._longest)
        self._failures = min(self._failures + 1, MOST)
        if isinstance(error, Busy):
            return error.seconds
        return min(self._spread(wait), self._longest)
