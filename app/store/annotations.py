"""Notes, comments and questions: mine, and those others share with me."""

import json
from collections.abc import Iterable, Sequence

from app.domain.records import Row
from app.store import current
from app.store.database import Store


def on(store: Store, kind: str, id: str) -> list[Row]:
    """Return all marks on one paper (`kind` proposal, document or item), oldest first."""
    sql = f"""
        SELECT {current.COLUMNS} FROM current
         WHERE collection IN ('notes', 'comments')
           AND data ->> '$.about.kind' = ? AND data ->> '$.about.id' = ?
         ORDER BY data ->> 'written_at', id
    """
    return [current.row(each) for each in store.rows(sql, [kind, id])]


def on_items(store: Store, items: Sequence[str]) -> list[Row]:
    """Return all marks on these agenda items, oldest first, in one query."""
    holes = ", ".join("?" * len(items))
    sql = f"""
        SELECT {current.COLUMNS} FROM current
         WHERE collection IN ('notes', 'comments')
           AND data ->> '$.about.kind' = 'item' AND data ->> '$.about.id' IN ({holes})
         ORDER BY data ->> 'written_at', id
    """
    return [current.row(each) for each in store.rows(sql, list(items))]


def mine(store: Store) -> list[Row]:
    """Return all my notes and comments, oldest first."""
    sql = f"""
        SELECT {current.COLUMNS} FROM current
         WHERE collection IN ('notes', 'comments')
           AND owner = (SELECT value FROM facts WHERE name = 'account')
         ORDER BY data ->> 'written_at', id
    """
    return [current.row(each) for each in store.rows(sql)]


def comments(store: Store, round: str | None = None) -> list[Row]:
    """Return comments on proposals of `round`, or all comments there are."""
    sql = f"""
        SELECT {current.COLUMNS} FROM current
         WHERE collection = 'comments'
           AND (? IS NULL OR data ->> '$.about.id' IN
                (SELECT id FROM current WHERE collection = 'proposals' AND data ->> 'round' = ?))
         ORDER BY data ->> 'written_at', id
    """
    return [current.row(each) for each in store.rows(sql, [round, round])]


def filed(store: Store, ways: Iterable[str]) -> list[Row]:
    """Return comments that somebody filed for who said them in one of `ways`, the newest first."""
    sql = f"""
        SELECT {current.COLUMNS} FROM current
         WHERE collection = 'comments' AND data ->> 'via' IN (SELECT value FROM json_each(?))
           AND coalesce(data ->> 'withdrawn', 0) = 0
         ORDER BY data ->> 'written_at' DESC, id DESC
    """
    return [current.row(each) for each in store.rows(sql, [json.dumps([*ways])])]


def questions(store: Store) -> list[Row]:
    sql = f"""
        SELECT {current.COLUMNS} FROM current
         WHERE collection = 'comments' AND data ->> 'kind' = 'question'
         ORDER BY data ->> 'written_at', id
    """
    return [current.row(each) for each in store.rows(sql)]
