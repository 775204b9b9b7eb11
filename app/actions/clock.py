"""The time that is written into what the member writes. Nothing is decided by it."""

from collections.abc import Callable
from datetime import UTC, datetime

from app.domain import times

Clock = Callable[[], datetime]


def system() -> datetime:
    return datetime.now(UTC)


def stamp(clock: Clock = system) -> str:
    return times.text(clock())
