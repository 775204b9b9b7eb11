"""What was joined by itself, and what was let go by a choice: kept for thirty days."""

import json
from dataclasses import dataclass
from datetime import timedelta

from app.domain import times
from app.domain.collections import MEMBERS_OWN
from app.domain.merging import Path, differing
from app.domain.records import Data
from app.store.acts import Act
from app.store.database import Row, Store

KEPT = timedelta(days=30)
"""How long both sides can be had back."""


@dataclass(frozen=True, slots=True)
class Merge:
    """One joining or choice: both sides as they were before it, and what came of it."""

    number: int
    kind: str
    """`joined` by itself, `settled` by the member, `discarded` by her."""
    collection: str
    id: str
    at: str
    audience: tuple[str, ...]
    their_audience: tuple[str, ...]
    base: Data | None
    mine: Data | None
    theirs: Data | None
    result: Data | None
    undone: str | None
    """The side that was put back last, `mine` or `theirs`; None: it stands."""

    @property
    def from_mine(self) -> tuple[Path, ...]:
        """The fields of the result that came from this computer."""
        return differing(self.result, self.theirs)

    @property
    def from_theirs(self) -> tuple[Path, ...]:
        """The fields of the result that came from elsewhere."""
        return differing(self.result, self.mine)

    def before(self, side: str) -> Data | None:
        """Return what was on top before `side` is put back: the result, or the other side."""
        if self.undone is None or self.undone == side:
            return self.result
        return (self.theirs if side == "mine" else self.mine) or self.result


def keep(store: Store, kind: str, act: Act, theirs: Data | None, result: Data | None, at: str,
         their_audience: tuple[str, ...] = ()) -> None:  # fmt: skip
    """Keep what `act` and `theirs` were before `result` took their place.

    `at` is the server's time as far as we know it, so that nobody's wrong clock ends
    the thirty days.
    """
    store.run(
        """
        INSERT INTO merges (kind, collection, id, at, audience, their_audience,
                            base, mine, theirs, result)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            kind,
            act.collection,
            act.id,
            at,
            json.dumps(act.audience),
            json.dumps(their_audience or act.audience),
            _json(act.base_data),
            _json(act.data),
            _json(theirs),
            _json(result),
        ],
    )


def listed(store: Store, *kinds: str) -> list[Merge]:
    """Return what is kept of `kinds` (all, if none is named), the latest first."""
    wanted = kinds or ("joined", "settled", "discarded")
    marks = ", ".join("?" * len(wanted))
    sql = f"SELECT * FROM merges WHERE kind IN ({marks}) ORDER BY number DESC"
    return [_merge(row) for row in store.rows(sql, list(wanted))]


def one(store: Store, number: int) -> Merge | None:
    row = store.one("SELECT * FROM merges WHERE number = ?", [number])
    return None if row is None else _merge(row)


def undone(store: Store, number: int, side: str) -> None:
    store.run("UPDATE merges SET undone = ? WHERE number = ?", [side, number])


def forget_unseen(store: Store) -> None:
    """Let go of others' words in records that may no longer be read here.

    What members write of their own stays: its owner always reads it.
    """
    own = ", ".join(f"'{name}'" for name in sorted(MEMBERS_OWN))
    store.run(
        f"""
        DELETE FROM merges
         WHERE theirs IS NOT NULL AND collection NOT IN ({own})
           AND NOT EXISTS (SELECT 1 FROM records r
                            WHERE r.generation = (SELECT CAST(value AS INTEGER) FROM facts
                                                   WHERE name = 'generation')
                              AND r.collection = merges.collection AND r.id = merges.id)
        """
    )


def thin(store: Store, now: str) -> None:
    """Let go of what is older than thirty days at `now`, the server's time."""
    if times.is_instant(now):
        limit = times.text(times.parse(now) - KEPT)
        store.run("DELETE FROM merges WHERE at < ?", [limit])


def _merge(row: Row) -> Merge:
    def read(name: str) -> Data | None:
        return None if row[name] is None else json.loads(row[name])

    return Merge(
        row["number"],
        row["kind"],
        row["collection"],
        row["id"],
        row["at"],
        tuple(json.loads(row["audience"])),
        tuple(json.loads(row["their_audience"])),
        read("base"),
        read("mine"),
        read("theirs"),
        read("result"),
        row["undone"],
    )


def _json(data: Data | None) -> str | None:
    return None if data is None else json.dumps(data, ensure_ascii=False)
