"""What publishing asks of the store: what the server holds, and what to take back."""

import json

from app.domain.records import Record
from app.store import records
from app.store.database import Store


def held(store: Store) -> list[Record]:
    """Return everything the server has, as it said it, without what waits here."""
    sql = """
        SELECT collection, id, version, owner, audience, data FROM records
         WHERE generation = ? AND missing = 0 ORDER BY collection, id
    """
    return [
        Record(
            row["collection"],
            row["id"],
            row["version"],
            row["owner"],
            tuple(json.loads(row["audience"])),
            json.loads(row["data"]),
        )
        for row in store.rows(sql, [records.current_generation(store)])
    ]


def take_back(store: Store, named: list[tuple[str, str]]) -> None:
    """Take back what was made of these records and is not on its way.

    A publishing that broke off leaves it; the folder may say something else by now.
    """
    with store.atomic():
        for collection, id in named:
            store.run(
                "DELETE FROM outbox WHERE collection = ? AND id = ? AND state IN"
                " ('waiting', 'refused', 'conflict')",
                [collection, id],
            )
