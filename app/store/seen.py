"""What I have opened, in which version, and where I stopped. It never leaves this computer."""

import json
from typing import Any

from app.store.database import Row, Store


def mark(store: Store, collection: str, id: str, version: int, at: str) -> None:
    """Remember that `version` was opened; an older one changes nothing."""
    store.run(
        """
        INSERT INTO seen (collection, id, version, at) VALUES (?, ?, ?, ?)
        ON CONFLICT (collection, id) DO UPDATE SET version = excluded.version, at = excluded.at
         WHERE excluded.version >= seen.version
        """,
        [collection, id, version, at],
    )


def put(store: Store, collection: str, id: str, version: int, at: str) -> None:
    """Have `version` be the one that was opened last, 0 for none: the place kept in it stays."""
    store.run(
        """
        INSERT INTO seen (collection, id, version, at) VALUES (?, ?, ?, ?)
        ON CONFLICT (collection, id) DO UPDATE SET version = excluded.version, at = excluded.at
        """,
        [collection, id, version, at],
    )


def keep_place(store: Store, collection: str, id: str, place: dict[str, Any]) -> None:
    store.run(
        "UPDATE seen SET place = ? WHERE collection = ? AND id = ?",
        [json.dumps(place), collection, id],
    )


def place(store: Store, collection: str, id: str) -> dict[str, Any] | None:
    row = store.one("SELECT place FROM seen WHERE collection = ? AND id = ?", [collection, id])
    return None if row is None or row["place"] is None else json.loads(row["place"])


def version(store: Store, collection: str, id: str) -> int | None:
    """Return the newest version that was opened, None if none was or it was marked unread."""
    row = store.one("SELECT version FROM seen WHERE collection = ? AND id = ?", [collection, id])
    return None if row is None else row["version"] or None


def all_of(store: Store) -> list[Row]:
    return list(
        store.rows(
            "SELECT collection, id, version, at FROM seen WHERE version > 0 ORDER BY collection, id"
        )
    )


def read_at(store: Store, collection: str) -> dict[str, str]:
    """Return when each paper of `collection` was opened or marked as read last."""
    sql = "SELECT id, at FROM seen WHERE collection = ? AND version > 0"
    return {row["id"]: row["at"] for row in store.rows(sql, [collection])}
