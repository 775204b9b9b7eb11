"""Reads what a place shows: at once in a small cycle, beside the window in a large one."""

from collections.abc import Callable
from typing import Any, TypeVar

from app.store import Store, tallies
from app.ui.desk import Desk
from app.ui.worker import Renewed

T = TypeVar("T")
MANY = 500
"""Proposals and documents from which on a place is read beside the window: 5,000 take 0.1-0.3 s."""


class Beside:
    """The one reading of a place. In a small cycle it is there at once: nothing is seen to come."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._reading = Renewed()

    def __bool__(self) -> bool:
        """Say whether it is being read beside the window."""
        return bool(self._reading)

    def read(self, query: Callable[[Store], T], then: Callable[[T], Any]) -> None:
        """Hand the answer to `query` to `then`: at once, or when the desk's reader has found it.

        Asked again meanwhile, it is read once more after that: what is shown may be old by then.
        """
        if self._reading or tallies.papers(self._desk.store) >= MANY:
            self._reading.run(
                self._desk.reader, lambda store, _job: query(store), then, self._desk.failed.emit
            )
        else:
            then(query(self._desk.store))

    def leave(self) -> None:
        """Stop what is under way; nothing more is told of it."""
        self._reading.leave()
