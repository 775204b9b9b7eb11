"""Rounds with their schemes, and the reviews written in them."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from app.domain.records import Row
from app.domain.rounds import Round
from app.store import current
from app.store.database import Store


class Numbers(NamedTuple):
    """What of a review numbers are made of, in the order of the index `records_reviews`."""

    proposal: str
    withdrawn: bool | None
    version: int | None
    recused: str | None
    no_expertise: bool | None
    stance: str | None
    overall: int | None
    scores: dict[str, int | None] | None
    late: bool | None
    merge_with: list[str] | None


def listed(store: Store) -> list[Round]:
    return [Round.from_json(row.id, row.data) for row in current.listed(store, "rounds")]


def one(store: Store, id: str) -> Round | None:
    found = current.one(store, "rounds", id)
    return None if found is None else Round.from_json(found.id, found.data)


def of_proposal(store: Store, proposal: str) -> Round | None:
    """Return the round `proposal` is read in."""
    found = store.one(
        """
        SELECT r.id, r.data FROM current p
          JOIN current r ON r.collection = 'rounds' AND r.id = p.data ->> 'round'
         WHERE p.collection = 'proposals' AND p.id = ?
        """,
        [proposal],
    )
    return None if found is None else Round.from_json(found["id"], json.loads(found["data"]))


def reviews(store: Store, round: str) -> list[Row]:
    """Return the submitted reviews of all proposals of `round` that may be seen here.

    My own are as submitted, whatever I have drafted since.
    """
    sql = f"""
        SELECT {current.COLUMNS} FROM shared
         WHERE collection = 'reviews' AND coalesce(data ->> 'withdrawn', 0) = 0
           AND data ->> 'proposal' IN (SELECT id FROM current WHERE collection = 'proposals'
                                          AND data ->> 'round' = ?)
         ORDER BY data ->> 'proposal', owner
    """
    return [current.row(each) for each in store.rows(sql, [round])]


def reviews_of(store: Store, proposal: str) -> list[Row]:
    """Return the submitted reviews of one proposal that may be seen here, as `reviews`."""
    sql = f"""
        SELECT {current.COLUMNS} FROM shared
         WHERE collection = 'reviews' AND coalesce(data ->> 'withdrawn', 0) = 0
           AND data ->> 'proposal' = ?
         ORDER BY owner
    """
    return [current.row(each) for each in store.rows(sql, [proposal])]


def answers(store: Store, round: str) -> Iterator[tuple[str, str, Numbers]]:
    """Yield (proposal, owner, what counts in it) of the submitted reviews that may be seen here.

    The same reviews as `reviews`, without their texts: a large round has 22,000.
    """
    paths = ", ".join(f"'$.{name}'" for name in Numbers._fields)
    values = f"json_extract(data, {paths})"
    # The server's records by their index, as the planner would not; what is on its way by the
    # view. One row of all, because making 22,000 takes longer than reading them.
    sql = f"""
        SELECT group_concat(found) AS found, json_group_array(owner) AS owners
          FROM (SELECT owner, {values} AS found FROM records INDEXED BY records_reviews
                 WHERE collection = 'reviews'
                   AND generation = (SELECT CAST(value AS INTEGER) FROM facts
                                      WHERE name = 'generation')
                   AND NOT EXISTS (SELECT 1 FROM outbox o
                                    WHERE o.collection = 'reviews' AND o.id = records.id
                                      AND o.state != 'home')
                 UNION ALL
                SELECT owner, {values} FROM shared
                 WHERE collection = 'reviews' AND state IS NOT NULL)
    """
    row = store.one(sql)
    if row is None or row["found"] is None:
        return
    sql = "SELECT id FROM current WHERE collection = 'proposals' AND data ->> 'round' = ?"
    here = {each["id"] for each in store.rows(sql, [round])}
    found = map(Numbers._make, _decoded(f"[{row['found']}]"))
    for review, owner in zip(found, json.loads(row["owners"]), strict=True):
        if review.proposal in here and not review.withdrawn:
            yield review.proposal, owner or "", review


def _decoded(text: str) -> list[list[Any]]:
    """Return JSON as values, in half the time of `json` where it is as strict as it should be."""
    import msgspec  # noqa: PLC0415 -- slow import

    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return json.loads(text)


def kept_from_me(store: Store) -> frozenset[str]:
    """Return the proposals of which I, a chair, do not read what members say of them.

    I declared a conflict of interest about them, and sent it. The other chairs read all.
    """
    sql = """
        SELECT data ->> 'proposal' AS proposal FROM current
         WHERE collection = 'reviews' AND data ->> 'recused' IS NOT NULL AND NOT at_home
           AND coalesce(data ->> 'withdrawn', 0) = 0
           AND owner = (SELECT value FROM facts WHERE name = 'account')
           AND (SELECT value FROM facts WHERE name = 'role') = 'chair'
    """
    return frozenset(str(row["proposal"]) for row in store.rows(sql))


def my_review(store: Store, proposal: str) -> Row | None:
    """Return my review of `proposal` as it stands here, draft or submitted."""
    sql = f"""
        SELECT {current.COLUMNS} FROM current
         WHERE collection = 'reviews' AND data ->> 'proposal' = ?
           AND owner = (SELECT value FROM facts WHERE name = 'account')
    """
    found = store.one(sql, [proposal])
    return None if found is None else current.row(found)
