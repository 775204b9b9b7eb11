"""How much and how often: sizes of bodies, requests per token, failed enrolments."""

import threading
import time
from dataclasses import dataclass, field

BODY = 2 * 1024 * 1024
"""Bytes of a member's request body, compressed or not."""
BODY_SECRETARIAT = 8 * 1024 * 1024
SMALL_BODY = 16 * 1024
"""Bytes of a body that enrols, invites or makes a cycle."""
ANSWER = 8 * 1024 * 1024
"""Bytes of records in one answer when the caller names no limit."""
CHANGES = 10_000
"""Changes in one exchange."""
FILE = 256 * 1024 * 1024


def body_limit(role: str) -> int:
    return BODY_SECRETARIAT if role == "secretariat" else BODY


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


@dataclass(slots=True)
class Rate:
    """A token bucket per key: `burst` at once, then `per_second`. Safe between threads.

    Counted per process: with n workers a token gets n times as much, which is fine for
    a limit that is there to stop a loop that ran wild.
    """

    per_second: float = 200.0
    burst: float = 2_000.0
    _buckets: dict[str, _Bucket] = field(default_factory=dict[str, _Bucket])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: str, now: float | None = None) -> float:
        """Take one; answer 0.0, or the seconds to wait until there is one again."""
        at = time.monotonic() if now is None else now
        with self._lock:
            if len(self._buckets) > 10_000:  # noqa: PLR2004 -- a bound on memory, no meaning
                self._buckets.clear()
            bucket = self._buckets.setdefault(key, _Bucket(self.burst, at))
            bucket.left = min(self.burst, bucket.left + (at - bucket.at) * self.per_second)
            bucket.at = at
            if bucket.left >= 1:
                bucket.left -= 1
                return 0.0
            return (1 - bucket.left) / self.per_second


def rate_from(text: str | None) -> Rate:
    """Return the rate written as `PER_SECOND/BURST`, such as `50/500`; None is the usual one.

    Raises:
        ValueError: it is written otherwise.
    """
    if not text:
        return Rate()
    per_second, _, burst = text.partition("/")
    made = Rate(float(per_second), float(burst or per_second))
    if not (made.per_second > 0 and made.burst >= 1):
        raise ValueError(text)
    return made


@dataclass(slots=True)
class Failures:
    """Failed enrolments by address: each further one is answered later, up to 2 s."""

    forget_after: float = 60.0
    _seen: dict[str, tuple[int, float]] = field(default_factory=dict[str, tuple[int, float]])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, address: str, now: float | None = None) -> float:
        """Count one failure; answer the seconds its refusal should be held back."""
        at = time.monotonic() if now is None else now
        with self._lock:
            if len(self._seen) > 10_000:  # noqa: PLR2004 -- a bound on memory, no meaning
                self._seen.clear()
            count, last = self._seen.get(address, (0, at))
            count = 1 if at - last > self.forget_after else count + 1
            self._seen[address] = (count, at)
        return 0.0 if count <= 5 else min(2.0, 0.05 * 2 ** min(count - 5, 6))  # noqa: PLR2004 -- five tries are free
