"""Rounds with their schemes, and the reviews written in them."""

import json
from collections.abc import Iterator
from typing import Any

from app.domain.records import Row
from app.domain.rounds import Round
from app.store import current
from app.store.database import Store


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


def answers(store: Store, round: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (proposal, owner, what counts in it) of the submitted reviews that may be seen here.

    The same reviews as `reviews`, without their texts: a large round has 22,000.
    """
    sql = """
        SELECT data ->> 'proposal' AS proposal, owner,
               json_object('scores', data -> 'scores', 'overall', data -> 'overall',
                           'stance', data -> 'stance', 'recused', data -> 'recused',
                           'no_expertise', data -> 'no_expertise', 'late', data -> 'late',
                           'merge_with', data -> 'merge_with', 'version', data -> 'version') AS data
          FROM shared
         WHERE collection = 'reviews' AND coalesce(data ->> 'withdrawn', 0) = 0
           AND data ->> 'proposal' IN (SELECT id FROM current WHERE collection = 'proposals'
                                          AND data ->> 'round' = ?)
    """
    for each in store.rows(sql, [round]):
        yield each["proposal"], each["owner"] or "", json.loads(each["data"])


def coverage(store: Store) -> dict[str, tuple[str, int]]:
    """Return {proposal: (its round, how many others' reviews of it count)} as they are here."""
    sql = """
        SELECT p.id, coalesce(p.data ->> 'round', '') AS round, coalesce(r.n, 0) AS n
          FROM current p
          LEFT JOIN (SELECT data ->> 'proposal' AS proposal, count(*) AS n FROM shared
                      WHERE collection = 'reviews' AND coalesce(data ->> 'withdrawn', 0) = 0
                        AND data ->> 'recused' IS NULL
                        AND coalesce(data ->> 'no_expertise', 0) = 0
                        AND owner IS NOT (SELECT value FROM facts WHERE name = 'account')
                      GROUP BY 1) r ON r.proposal = p.id
         WHERE p.collection = 'proposals'
    """
    return {row["id"]: (row["round"], row["n"]) for row in store.rows(sql)}


def my_review(store: Store, proposal: str) -> Row | None:
    """Return my review of `proposal` as it stands here, draft or submitted."""
    sql = f"""
        SELECT {current.COLUMNS} FROM current
         WHERE collection = 'reviews' AND data ->> 'proposal' = ?
           AND owner = (SELECT value FROM facts WHERE name = 'account')
    """
    found = store.one(sql, [proposal])
    return None if found is None else current.row(found)
