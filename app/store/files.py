"""Files on this computer, named by their content."""

import json
import re
from collections.abc import Collection

from app.store.database import Store

HASH = re.compile(r"\b[0-9a-f]{64}\b")


def arrived(store: Store, sha256: str, name: str, size: int, got: int, *, whole: bool) -> None:
    """Remember how much of a file is here."""
    with store.atomic():
        store.run(
            """
            INSERT INTO files VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (sha256) DO UPDATE SET got = excluded.got, whole = excluded.whole,
                   size = excluded.size
            """,
            [sha256, name, size, got, int(whole)],
        )
        if whole:
            store.run(
                """
                INSERT OR IGNORE INTO dirty
                SELECT collection, id FROM current
                 WHERE collection = 'documents' AND data ->> '$.text.sha256' = ?
                """,
                [sha256],
            )


def missing_texts(store: Store) -> list[tuple[str, int]]:
    """Return (sha256, size) of the document texts that are not here, the smallest first."""
    sql = """
        SELECT DISTINCT d.data ->> '$.text.sha256' AS sha256, d.data ->> '$.text.size' AS size
          FROM current d
         WHERE d.collection = 'documents' AND d.data ->> '$.text.sha256' IS NOT NULL
           AND coalesce(d.data ->> 'status', '') != 'withdrawn'
           AND NOT EXISTS (SELECT 1 FROM files f
                            WHERE f.sha256 = d.data ->> '$.text.sha256' AND f.whole = 1)
         ORDER BY size
    """
    return [(row["sha256"], int(row["size"] or 0)) for row in store.rows(sql)]


def texts_of(store: Store, ids: Collection[str]) -> frozenset[str]:
    """Return the sha256 of the texts of documents."""
    sql = """
        SELECT d.data ->> '$.text.sha256' AS sha256 FROM current d
         WHERE d.collection = 'documents' AND d.id IN (SELECT value FROM json_each(?))
           AND d.data ->> '$.text.sha256' IS NOT NULL
    """
    return frozenset(row["sha256"] for row in store.rows(sql, [json.dumps(sorted(ids))]))


def forget(store: Store, sha256: str) -> None:
    store.run("DELETE FROM files WHERE sha256 = ?", [sha256])


def whole(store: Store) -> list[str]:
    return [row["sha256"] for row in store.rows("SELECT sha256 FROM files WHERE whole = 1")]


def marked(store: Store) -> list[tuple[str, str]]:
    """Return (sha256, name) of the files that are marked as here and whole."""
    sql = "SELECT sha256, name FROM files WHERE whole = 1 ORDER BY sha256"
    return [(row["sha256"], row["name"]) for row in store.rows(sql)]


def named(store: Store) -> set[str]:
    """Return every sha256 that a record or an unsent act names, or a document's older text has."""
    found = {row["sha256"] for row in store.rows("SELECT sha256 FROM document_texts")}
    for table in ("records", "outbox"):
        for row in store.rows(f"SELECT data FROM {table} WHERE data GLOB '*sha256*'"):
            found.update(HASH.findall(row["data"]))
    return found
