"""The rows of the outbox as they are read: by windows, lists and sync alike."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from app.domain.records import Data
from app.store.database import Row, Store


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the outbox."""

    seq: int
    op: str
    collection: str
    id: str
    state: str
    base: int | None
    base_data: Data | None
    audience: tuple[str, ...]
    data: Data | None
    written_at: str
    code: str | None = None
    message: str | None = None
    theirs: Data | None = None
    """The server's record in a conflict, as it came."""

    @property
    def size(self) -> int:
        """Bytes it will take on the line, before compression."""
        return len(json.dumps(self.data, ensure_ascii=False).encode()) + 200


class Sized(Protocol):
    @property
    def size(self) -> int: ...


S = TypeVar("S", bound=Sized)


def within(acts: Iterable[S], size: int) -> list[S]:
    """Return the first of `acts`, no more than fit into `size` bytes, but always one."""
    taken: list[S] = []
    for act in acts:
        size -= act.size
        if taken and size < 0:
            break
        taken.append(act)
    return taken


def of(store: Store, collection: str, id: str) -> list[Act]:
    """Return the rows of one record, oldest first."""
    sql = "SELECT * FROM outbox WHERE collection = ? AND id = ? ORDER BY seq"
    return [act(row) for row in store.rows(sql, [collection, id])]


def all_of(store: Store) -> list[Act]:
    """Return everything in the outbox, oldest first."""
    return [act(row) for row in store.rows("SELECT * FROM outbox ORDER BY seq")]


def act(row: Row) -> Act:
    def read(name: str) -> Data | None:
        return None if row[name] is None else json.loads(row[name])

    return Act(
        row["seq"],
        row["op"],
        row["collection"],
        row["id"],
        row["state"],
        row["base"],
        read("base_data"),
        tuple(json.loads(row["audience"])),
        read("data"),
        row["written_at"],
        row["code"],
        row["message"],
        read("theirs"),
    )
