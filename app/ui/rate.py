"""How fast bytes move, from what was counted in the last seconds."""

from collections import deque
from collections.abc import Callable
from time import monotonic

WINDOW = 10.0
"""Seconds that are looked back: long enough to be steady, short enough to be true."""
LEAST = 0.5
"""Seconds below which nothing is said of the rate."""


class Rate:
    """Counts of bytes with their time; `now` for tests."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._seen: deque[tuple[float, int]] = deque()

    def seen(self, total: int) -> None:
        """Note that `total` bytes have moved so far."""
        now = self._now()
        self._seen.append((now, total))
        while len(self._seen) > 2 and now - self._seen[1][0] >= WINDOW:  # noqa: PLR2004 -- a pair
            self._seen.popleft()

    def value(self) -> float:
        """Return bytes a second, 0 while too little was seen."""
        if len(self._seen) < 2:  # noqa: PLR2004 -- a pair
            return 0.0
        (begun, first), (_, last) = self._seen[0], self._seen[-1]
        spent = self._now() - begun
        return max(0, last - first) / spent if spent >= LEAST else 0.0
