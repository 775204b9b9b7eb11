"""Numbers for the status line and Today."""

import json
from collections.abc import Collection

from app.domain.rounds import Deadline
from app.store import current
from app.store.database import Store


def outbox_states(store: Store) -> dict[str, int]:
    """Return {state: rows} of the outbox."""
    sql = "SELECT state, count(*) AS n FROM outbox GROUP BY state"
    return {row["state"]: row["n"] for row in store.rows(sql)}


def papers(store: Store) -> int:
    """Return how many proposals and documents there are, withdrawn ones among them."""
    sql = "SELECT count(*) AS n FROM current WHERE collection IN ('proposals', 'documents')"
    row = store.one(sql)
    return 0 if row is None else row["n"]


def waiting_bytes(store: Store) -> int:
    row = store.one(
        "SELECT coalesce(sum(length(CAST(data AS BLOB)) + 200), 0) AS n FROM outbox"
        " WHERE state IN ('waiting', 'sent')"
    )
    return 0 if row is None else row["n"]


def unread(store: Store, proposals: Collection[str] | None = None) -> tuple[int, int]:
    """Return how many open proposals were never opened, and how many changed since.

    Of all, or of `proposals`; not those on which I declared a conflict of interest.
    """
    papers = None if proposals is None else json.dumps(sorted(proposals))
    row = store.one(
        """
        SELECT coalesce(sum(coalesce(s.version, 0) = 0), 0) AS unread,
               coalesce(sum(s.version > 0 AND s.version < p.data ->> 'version'), 0) AS changed
          FROM current p
          LEFT JOIN seen s ON s.collection = 'proposals' AND s.id = p.id
         WHERE p.collection = 'proposals' AND coalesce(p.data ->> 'status', '') != 'withdrawn'
           AND (?1 IS NULL OR p.id IN (SELECT value FROM json_each(?1)))
           AND p.id NOT IN (SELECT coalesce(data ->> 'proposal', '') FROM current
                             WHERE collection = 'reviews' AND data ->> 'recused' IS NOT NULL
                               AND coalesce(data ->> 'withdrawn', 0) = 0
                               AND owner = (SELECT value FROM facts WHERE name = 'account'))
        """,
        [papers],
    )
    return (0, 0) if row is None else (row["unread"], row["changed"])


def calling(store: Store) -> int:
    """Return how many proposals changed since I read them, or answer me, and I did not see it."""
    row = store.one(
        """
        SELECT (SELECT count(*)
                  FROM current p
                  JOIN seen s ON s.collection = 'proposals' AND s.id = p.id
                  LEFT JOIN news n ON n.kind = 'proposal' AND n.id = p.id AND n.key = ''
                 WHERE p.collection = 'proposals' AND s.version > 0
                   AND s.version < p.data ->> 'version'
                   AND coalesce(p.data ->> 'status', '') != 'withdrawn'
                   AND (n.id IS NULL OR n.state IS NOT n.seen))
             + (SELECT count(DISTINCT about) FROM news
                 WHERE kind = 'question' AND state IS NOT seen) AS n
        """
    )
    return 0 if row is None else row["n"]


def deadlines(store: Store) -> list[tuple[str, Deadline]]:
    """Return (round, deadline) of all rounds, the earliest first."""
    found = [
        (row.id, Deadline.from_json(each))
        for row in current.listed(store, "rounds")
        for each in row.data.get("deadlines") or ()
    ]
    return sorted(found, key=lambda each: each[1].at)


def has(store: Store, collection: str) -> bool:
    """Say whether there is any record of `collection` here."""
    sql = "SELECT 1 FROM current WHERE collection = ? LIMIT 1"
    return store.one(sql, [collection]) is not None
