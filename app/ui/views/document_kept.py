"""Keeps things with the place where one stopped in a document."""

from app.actions import reading
from app.domain.changes import Changes
from app.store import Store, seen
from app.ui.desk import Desk


def keep_beside(desk: Desk, document: str, key: str, value: object) -> None:
    """Keep `value` under one of the keys of `stopping.BESIDE`; None takes it away."""

    def write(store: Store) -> Changes:
        before = seen.place(store, "documents", document) or {}
        now = {name: each for name, each in before.items() if name != key}
        if value is not None:
            now[key] = value
        return reading.stopped(store, "documents", document, now)

    desk.worker.write(write)
