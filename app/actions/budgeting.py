"""What may travel now: the metered rule and the budgets that the member set."""

from dataclasses import dataclass

from app.actions import clock as clocks
from app.actions import syncing, traffic
from app.actions.clock import Clock, system
from app.domain import times
from app.settings import Settings
from app.store import Store
from app.sync import sparing

MEGA, KILO = 1_000_000, 1_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a sync may bring, and whether anything may travel without being asked for."""

    text_only: bool
    """The line is spared: no files, no long texts."""
    budget: int | None
    """Bytes of one sync, None without a limit."""
    spent: int
    """Bytes of this month so far, up and down."""
    month: int | None
    """Bytes that the member allows a month, None without a limit."""
    least: int = 0
    """Bytes of the smallest sync."""

    @property
    def over(self) -> bool:
        """Say whether the month's budget is spent: by itself only what she wrote travels then."""
        return self.month is not None and self.month - self.spent < max(self.least, 1)


def allowance(
    store: Store, settings: Settings, *, metered: bool, asked: bool, clock: Clock = system
) -> Allowance:
    """Return what may travel now, by the system's word that the line is `metered`.

    What the member asked for just now is not held up by the month's budget.
    """
    spent = traffic.spent(store, times.text(clocks.now(store, clock)))
    month = settings.month_budget * MEGA or None
    limits = [settings.sync_budget * KILO] if settings.sync_budget else []
    if month is not None and not asked:
        limits.append(max(0, month - spent))
    return Allowance(
        text_only=syncing.spares(settings.metered, metered=metered),
        budget=min(limits) if limits else None,
        spent=spent,
        month=month,
        least=0 if month is None else sparing.least(store),
    )
