"""How long somebody has spoken, and how late a meeting runs against the plan of its agenda."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from app.domain import times
from app.domain.agendas import A_PROPOSAL

FAR = 12 * 60
"""Minutes off its plan beyond which a meeting is held at another time, and neither late nor early."""
LAST = 60
"""Seconds before the end at which it is said that they run out."""

Stage = Literal["open", "running", "last_minute", "over"]
"""`open`: there is no limit."""


@dataclass(frozen=True, slots=True)
class Timer:
    """How long somebody has the floor."""

    elapsed: int
    """Seconds."""
    left: int | None
    """Seconds, negative once it is over; None without a limit."""
    stage: Stage


@dataclass(frozen=True, slots=True)
class Plan:
    """When an item should be under way."""

    id: str
    starts: float
    """Minutes from the beginning of the meeting."""
    minutes: float
    """What it takes, with what is under it."""


@dataclass(frozen=True, slots=True)
class Late:
    """Where a meeting stands against its plan."""

    minutes: float
    """Behind the plan when this item is over; negative: before it."""
    item_left: float
    """Minutes left of what was planned for the item, negative: over."""
    ends_at: str
    """When the meeting will be over if all else takes as long as planned."""


def speaker_minutes(item: Mapping[str, Any]) -> float | None:
    """Return how many minutes each speaker has, None for no limit (0 in the record)."""
    told = item.get("speaker_minutes")
    if isinstance(told, bool) or not isinstance(told, (int, float)) or told < 0:
        return float(A_PROPOSAL)
    return float(told) or None


def timer(began_at: str, now: datetime, minutes: float | None) -> Timer:
    """Return where somebody stands who speaks since `began_at`."""
    elapsed = max(0, int((now - times.parse(began_at)).total_seconds()))
    if minutes is None:
        return Timer(elapsed, None, "open")
    left = round(minutes * 60) - elapsed
    stage: Stage = "over" if left <= 0 else "last_minute" if left <= LAST else "running"
    return Timer(elapsed, left, stage)


def late(
    agenda: Sequence[Plan], begins: str, item: str, begun_at: str | None, now: datetime
) -> Late | None:
    """Return how late a meeting runs that is at `item` since `begun_at`.

    `begins` is when it should have begun. None where the plan says nothing: no beginning, an
    item that is not of the agenda, an agenda without minutes, a meeting on another day.
    """
    node = next((each for each in agenda if each.id == item), None)
    whole = max((each.starts + each.minutes for each in agenda), default=0.0)
    if not times.is_instant(begins) or node is None or not whole:
        return None
    first, own = times.parse(begins), timedelta(minutes=node.minutes)
    begun = times.parse(begun_at) if begun_at and times.is_instant(begun_at) else now
    behind = max(now, begun + own) - (first + timedelta(minutes=node.starts) + own)
    if abs(behind) > timedelta(minutes=FAR):
        return None
    return Late(
        round(behind.total_seconds() / 60, 1),
        round((begun + own - now).total_seconds() / 60, 1),
        times.text(first + timedelta(minutes=whole) + behind),
    )
