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


def keep_place(store: Store, collection: str, id: str, place: dict[str, Any]) -> None:
    store.run(
        "UPDATE seen SET place = ? WHERE collection = ? AND id = ?",
        [json.dumps(place), collection, id],
    )


def place(store: Store, collection: str, id: str) -> dict[str, Any] | None:
    row = store.one("SELECT place FROM seen WHERE collection = ? AND id = ?", [collection, id])
    return None if row is None or row["place"] is None else json.loads(row["place"])


def version(store: Store, collection: str, id: str) -> int | None:
    row = store.one("SELECT version FROM seen WHERE collection = ? AND id = ?", [collection, id])
    return None if row is None else row["version"]


def all_of(store: Store) -> list[Row]:
    return list(store.rows("SELECT collection, id, version, at FROM seen ORDER BY collection, id"))
