"""Work beside the requests: packs once a publication rests, tidying once a day."""

import logging
import threading
import time

from app.server import housekeeping, pressing
from app.server.database import Database
from app.server.problems import Problem

_LOG = logging.getLogger(__name__)

REST = 2.0
"""Seconds without another write after which a publication counts as finished."""
LONGEST = 30.0
"""Seconds after which a pack is made even if writes go on."""
DAY = 24 * 3600.0
_PATIENCE = 30.0


class Backroom:
    """One thread that does what no request should wait for. Safe between threads.

    Lost with the process: what was not done is noticed when somebody next asks.
    """

    def __init__(self, database: Database, day: float = DAY) -> None:
        self._database = database
        self._day = day
        self._change = threading.Condition()
        self._due: dict[str, tuple[float, float]] = {}
        """Cycle: when to look, and when at the latest."""
        self._ends = False
        self._thread = threading.Thread(target=self._work, name="backroom", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._change:
            self._ends = True
            self._change.notify()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def published(self, cycle: str) -> None:
        """Say that something was written that packs hold; more may follow."""
        now = time.monotonic()
        with self._change:
            _, latest = self._due.get(cycle, (0.0, now + LONGEST))
            self._due[cycle] = min(now + REST, latest), latest
            self._change.notify()

    def wanted(self, cycle: str) -> None:
        """Say that somebody asked for packs which are missing or behind."""
        now = time.monotonic()
        with self._change:
            self._due.setdefault(cycle, (now + REST, now + LONGEST))
            self._change.notify()

    def _work(self) -> None:
        tidy_at = time.monotonic() + self._day
        while True:
            with self._change:
                cycle, wait = self._next(tidy_at)
                if self._ends:
                    return
                if wait > 0:
                    self._change.wait(wait)
                    continue
                if cycle is not None:
                    del self._due[cycle]
            try:
                if cycle is None:
                    tidy_at = time.monotonic() + self._day
                    housekeeping.tidy(self._database)
                else:
                    pressing.make(self._database, cycle)
            except Problem:
                # Busy; who asks next brings it up again.
                _LOG.info("the database is busy")
            except Exception:  # noqa: BLE001 -- the thread must outlive any fault
                _LOG.exception("work beside the requests")

    def _next(self, tidy_at: float) -> tuple[str | None, float]:
        """Return what comes next (a cycle, or None for tidying) and the seconds until then."""
        now = time.monotonic()
        cycle = min(self._due, key=lambda each: self._due[each][0], default=None)
        if cycle is None or self._due[cycle][0] > tidy_at:
            return None, tidy_at - now
        return cycle, self._due[cycle][0] - now
