"""Every version of my reviews that I submitted, as it was: to look back at and to restore.

A version is told from another by all that is in it. What others wrote is never kept here.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from app.domain.records import Data
from app.store.database import Store

KEPT = frozenset({"reviews", "asides"})
"""Collections whose submitted versions are kept."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """One version of a review as it was submitted."""

    number: int
    """Counted for each review from 1, in the order in which they were submitted or came here."""
    at: str
    """When it was written."""
    revision: int | None
    """The server's version that it became, None while the server has not given it back."""
    data: Data
    aside: Data
    """The word to the chairs that went with it."""


ADDED = frozenset({"late"})
"""Fields that the server puts into a review it takes."""
_Kept = tuple[int, Submitted]
"""A version, and its place among all that were kept here."""


def digest(data: Data) -> str:
    """Return what tells these words from any others, however their keys are ordered."""
    raw = json.dumps(data, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return blake2b(raw, digest_size=16).hexdigest()


def mark(data: Data) -> str:
    """Return what tells a submitted version from any other: without what a server adds to it."""
    return digest({name: value for name, value in data.items() if name not in ADDED})


def keep(
    store: Store, collection: str, id: str, data: Data | None, revision: int | None = None
) -> None:
    """Keep `data` as a version of record `id` that was submitted; known already: note `revision`.

    Drafts, other collections and what was erased are left out.
    """
    if collection not in KEPT or data is None or data.get("withdrawn"):
        return
    if data.get("state", "submitted") != "submitted":
        return
    store.run(
        """
        INSERT INTO submitted (collection, id, number, digest, revision, at, data)
        VALUES (?1, ?2, (SELECT coalesce(max(number), 0) + 1 FROM submitted
                          WHERE collection = ?1 AND id = ?2), ?3, ?4, ?5, ?6)
        ON CONFLICT (collection, id, digest) DO UPDATE
           SET revision = coalesce(excluded.revision, revision),
               data = CASE WHEN excluded.revision IS NULL THEN data ELSE excluded.data END
        """,
        [
            collection,
            id,
            mark(data),
            revision,
            str(data.get("written_at") or ""),
            json.dumps(data, ensure_ascii=False),
        ],
    )


def unsay(store: Store, collection: str, id: str, data: Data | None) -> None:
    """Forget a version that was taken back before it left this computer."""
    if collection in KEPT and data is not None:
        store.run(
            "DELETE FROM submitted"
            " WHERE collection = ? AND id = ? AND digest = ? AND revision IS NULL",
            [collection, id, mark(data)],
        )


def forget(store: Store, collection: str, id: str) -> None:
    """Forget all versions of a record that was erased."""
    if collection in KEPT:
        store.run("DELETE FROM submitted WHERE collection = ? AND id = ?", [collection, id])


def of(store: Store, id: str) -> list[Submitted]:
    """Return all submitted versions of review `id`, the first one first."""
    asides = list(_of(store, "asides", id))
    found = list(_of(store, "reviews", id))
    return [
        replace(each[1], aside=_beside(asides, each, found[place + 1 : place + 2]))
        for place, each in enumerate(found)
    ]


def ids(store: Store) -> list[str]:
    """Return the reviews of which a submitted version is kept."""
    sql = "SELECT DISTINCT id FROM submitted WHERE collection = 'reviews' ORDER BY id"
    return [row["id"] for row in store.rows(sql)]


def first_at(store: Store) -> dict[str, str]:
    """Return {proposal: when my review of it was submitted first}."""
    sql = """
        SELECT data ->> 'proposal' AS proposal, min(at) AS at FROM submitted
         WHERE collection = 'reviews' AND at != '' GROUP BY 1
    """
    return {row["proposal"]: row["at"] for row in store.rows(sql) if row["proposal"]}


def _beside(asides: Sequence[_Kept], review: _Kept, later: Sequence[_Kept]) -> Data:
    """Return the word to the chairs that was written in one act with `review`."""
    known = [each for each in asides if each[1].at == review[1].at]
    if later and later[0][1].at == review[1].at:
        # Two acts within one second: each wrote the review first, and its aside after it.
        known = [each for each in known if review[0] < each[0] < later[0][0]]
    return known[-1][1].data if known else {}


def _of(store: Store, collection: str, id: str) -> Iterable[_Kept]:
    sql = """
        SELECT rowid, number, at, revision, data FROM submitted
         WHERE collection = ? AND id = ? ORDER BY number
    """
    for row in store.rows(sql, [collection, id]):
        kept = Submitted(row["number"], row["at"], row["revision"], json.loads(row["data"]), {})
        yield row["rowid"], kept
