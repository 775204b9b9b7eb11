"""The queue of downloads: which documents' files are to be brought, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Place:
    """One document in the queue."""

    document: str
    state: str
    """`waiting`, `paused`, or `failed` with its `code` and `why`."""
    code: str = ""
    why: str = ""


def listed(store: Store) -> list[Place]:
    """Return the queue, what comes next first."""
    rows = store.rows("SELECT document, state, code, why FROM queue ORDER BY place, document")
    return [
        Place(row["document"], row["state"], row["code"] or "", row["why"] or "") for row in rows
    ]


def add(store: Store, documents: Sequence[str]) -> None:
    """Put `documents` at the end; what is in the queue already stays where it is, and waits."""
    with store.atomic():
        for document in documents:
            store.run(
                """
                INSERT INTO queue (document, place, state)
                VALUES (?, (SELECT coalesce(max(place), 0) + 1 FROM queue), 'waiting')
                ON CONFLICT (document) DO UPDATE SET state = 'waiting', code = NULL, why = NULL
                """,
                [document],
            )


def remove(store: Store, documents: Sequence[str]) -> None:
    with store.atomic():
        for document in documents:
            store.run("DELETE FROM queue WHERE document = ?", [document])


def turn(store: Store, document: str, state: str, code: str = "", why: str = "") -> None:
    """Give `document` another state, if it is in the queue."""
    store.run(
        "UPDATE queue SET state = ?, code = ?, why = ? WHERE document = ?",
        [state, code or None, why or None, document],
    )


def put_in_order(store: Store, documents: Sequence[str]) -> None:
    """Give the queue the order of `documents`, which must be all of it."""
    with store.atomic():
        for place, document in enumerate(documents, 1):
            store.run("UPDATE queue SET place = ? WHERE document = ?", [place, document])
