"""What was last seen of each paper and date, beside how it stands: the difference is news."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.records import Data
from app.store.database import Row, Store

Key = tuple[str, str, str]
"""Kind, id, and which of its dates (or ""): `("round", "first", "comments")`."""


@dataclass(frozen=True, slots=True)
class Known:
    """One paper, answer or date: how it stands, and how it stood when it was seen last."""

    kind: str
    id: str
    key: str
    about: str
    """What is opened to see it, with its kind: `proposal/trees`, `round/first`."""
    state: Data
    seen: Data | None
    """None: it was never seen."""
    at: str
    """When it came to stand so, as far as this computer knows."""


def states(store: Store) -> dict[Key, str]:
    """Return how everything stood when it was looked at last, as canonical JSON."""
    rows = store.rows("SELECT kind, id, key, state FROM news")
    return {(row["kind"], row["id"], row["key"]): row["state"] for row in rows}


def papers(store: Store) -> list[tuple[str, str, Data, int]]:
    """Return (kind, id, how it stands, version last opened or 0) of proposals and documents."""
    sql = """
        SELECT substr(p.collection, 1, length(p.collection) - 1) AS kind, p.id,
               p.data -> 'version' AS version,
               coalesce(p.data ->> 'status', '') = 'withdrawn' AS withdrawn,
               substr(coalesce(p.data ->> '$.file.sha256', p.data ->> '$.text.sha256', ''), 1, 16)
                   AS content,
               coalesce(s.version, 0) AS opened
          FROM current p
          LEFT JOIN seen s ON s.collection = p.collection AND s.id = p.id
         WHERE p.collection IN ('proposals', 'documents')
    """
    return [(row["kind"], row["id"], _paper(row), row["opened"]) for row in store.rows(sql)]


def unseen(store: Store, *, but_new: bool = False) -> list[Known]:
    """Return what stands otherwise than it was seen, the latest first.

    With `but_new` without the papers that were never seen.
    """
    sql = """
        SELECT * FROM news
         WHERE state IS NOT seen AND (NOT ? OR seen IS NOT NULL OR kind IN ('question', 'decision'))
         ORDER BY at DESC, kind, id, key
    """
    return [_known(row) for row in store.rows(sql, [but_new])]


def put(store: Store, given: Iterable[Known]) -> None:
    """Take over how things stand. What is known already keeps how it was seen."""
    for each in given:
        store.run(
            """
            INSERT INTO news (kind, id, key, about, state, seen, at) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (kind, id, key) DO UPDATE
               SET about = excluded.about, state = excluded.state, at = excluded.at
            """,
            [each.kind, each.id, each.key, each.about, text(each.state),
             None if each.seen is None else text(each.seen), each.at],
        )  # fmt: skip


def forget(store: Store, keys: Iterable[Key]) -> None:
    """Let go what is no longer here."""
    for key in keys:
        store.run("DELETE FROM news WHERE kind = ? AND id = ? AND key = ?", key)


def settle(store: Store, keys: Iterable[Key]) -> None:
    """Take `keys` as seen without a word: nothing about them is news."""
    for key in keys:
        store.run("UPDATE news SET seen = state WHERE kind = ? AND id = ? AND key = ?", key)


def see(store: Store) -> tuple[int, int]:
    """Take everything as seen; return (mark to take it back by, how much was news)."""
    with store.atomic():
        row = store.one("SELECT max(coalesce(max(mark), 0), 0) + 1 AS mark FROM news")
        mark = 1 if row is None else int(row["mark"])
        sql = "UPDATE news SET before = seen, mark = ?, seen = state WHERE state IS NOT seen"
        count = store.run(sql, [mark])
    return mark, count


def see_about(store: Store, about: str, *, undoable: bool = False) -> int:
    """Take what is news of one paper (`proposal/trees`) or date as seen; return how much was.

    With `undoable` that is taken back by `unsee_about`, until it is opened.
    """
    store.run("UPDATE news SET before = NULL, mark = NULL WHERE about = ? AND mark < 0", [about])
    return store.run(
        """
        UPDATE news SET before = CASE WHEN ? THEN seen END, mark = CASE WHEN ? THEN -1 END,
               seen = state
         WHERE about = ? AND state IS NOT seen
        """,
        [undoable, undoable, about],
    )


def unsee_about(store: Store, about: str) -> int:
    """Take back what `see_about` did so that it could be; return how much is news again."""
    sql = "UPDATE news SET seen = before, before = NULL, mark = NULL WHERE about = ? AND mark < 0"
    return store.run(sql, [about])


def unsee(store: Store, mark: int | None = None) -> int:
    """Take back the marking `mark`, or the last one; return how much is news again."""
    return store.run(
        """
        UPDATE news SET seen = before, before = NULL, mark = NULL
         WHERE mark = coalesce(?, (SELECT max(mark) FROM news WHERE mark > 0))
        """,
        [mark],
    )


def text(state: Data) -> str:
    """Return `state` so that equal states are equal texts."""
    return json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _paper(row: Row) -> Data:
    number = None if row["version"] is None else json.loads(row["version"])
    state: Data = {
        "version": 1 if number is None else number,
        "withdrawn": bool(row["withdrawn"]),
    }
    # A document may be published anew under the version it had; a proposal never is.
    return state | ({"content": row["content"]} if row["kind"] == "document" else {})


def _known(row: Row) -> Known:
    return Known(
        row["kind"],
        row["id"],
        row["key"],
        row["about"],
        json.loads(row["state"]),
        None if row["seen"] is None else json.loads(row["seen"]),
        row["at"],
    )
