"""The index over everything that is searched: filled in small bites, thrown away at will.

A `dirty` list is filled by triggers in the same transaction as the data; `refresh`
empties it. `words` holds folded words without text, `passages` where each is from.
"""

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from app.domain.folding import is_han, tokens
from app.domain.unspaced import indexed, is_pair
from app.store import facts, vocabulary
from app.store.database import Store, open_store
from app.store.passages import Passage, Texts, passages_of

KIND_BITS = 40
"""A passage's number begins with its kind: the index is then asked for some kinds only."""
CLASSES = (
    ("proposal", False), ("document", False), ("item", False), ("meeting", False),
    ("member", False), ("group", False),
    ("note", True), ("comment", True), ("question", True), ("evidence", True),
    ("comment", False), ("question", False), ("evidence", False),
    ("action", False), ("decision", False),
)  # fmt: skip
"""Kinds in the order of their numbers: papers, then marks, mine before those of others, then what
was noted at meetings: as short as marks, and weighed as they are."""
MARKS_FROM, MINE_TO = 6, 9
SMALL = 20_000
"""Passages of an index that is written anew within half a second."""

Key = tuple[str, str]


def class_of(kind: str, *, mine: bool) -> int:
    """Return the class of a passage; what is no kind of ours counts as a comment."""
    known = {each for each, _mine in CLASSES}
    wanted = (kind if kind in known else "comment", mine)
    return CLASSES.index(wanted) if wanted in CLASSES else CLASSES.index((wanted[0], not mine))


def open_to_index(path: Path) -> Store:
    """Open a store for many bites of indexing beside others who write.

    Its commits wait for no disk: a bite that a power cut takes is made again, since the
    list of what is dirty goes with it. Raises as `open_store`.
    """
    store = open_store(path)
    store.run("PRAGMA synchronous = NORMAL")
    return store


def refresh(store: Store, texts: Texts, limit: int = 200, seconds: float | None = None) -> int:
    """Index up to `limit` dirty records, or for about `seconds`; return how many were.

    Of a proposal only its newest version is in the index: each section is found once,
    with the words it has now.
    """
    if store.one("SELECT 1 FROM dirty LIMIT 1") is None:
        return 0  # and take no lock: this is asked before every search
    done = 0
    counts: Counter[str] = Counter()
    with store.atomic():
        rows = store.rows("SELECT collection, id FROM dirty LIMIT ?", [limit])
        dirty = [(row["collection"], row["id"]) for row in rows]
        until = None if seconds is None else time.monotonic() + seconds
        me = facts.get(store, "account")
        for key in dirty:
            papers = _forget(store, key)
            _index(store, key, papers, texts, me, counts)
            store.run("DELETE FROM dirty WHERE collection = ? AND id = ?", key)
            done += 1
            if until is not None and time.monotonic() > until:
                break
        vocabulary.add(store, counts)
    return done


def left(store: Store) -> int:
    """Return how many records wait to be indexed."""
    row = store.one("SELECT count(*) AS n FROM dirty")
    return 0 if row is None else row["n"]


def begin_anew(store: Store) -> None:
    """Throw the index away; all that stands now is indexed again from the next refresh on."""
    with store.atomic():
        store.run("INSERT INTO words(words) VALUES ('delete-all')")
        store.run("DELETE FROM passages")
        store.run("DELETE FROM vocabulary")
        store.run("DELETE FROM dirty")
        store.run("INSERT OR IGNORE INTO dirty SELECT collection, id FROM current")


def forget_gone(store: Store) -> int:
    """Take out of the index at once what is not here any more; return how many records."""
    sql = """
        SELECT d.collection, d.id FROM dirty d
         WHERE NOT EXISTS (SELECT 1 FROM current c
                            WHERE c.collection = d.collection AND c.id = d.id)
           AND EXISTS (SELECT 1 FROM passages p
                        WHERE p.collection = d.collection AND p.id = d.id)
    """
    gone = [(row["collection"], row["id"]) for row in store.rows(sql)]
    if gone:
        with store.atomic():
            for key in gone:
                _again(store, _forget(store, key) if key[0] == "versions" else set())
                _forget(store, key)
    return len(gone)


def is_small(store: Store) -> bool:
    """Say whether `scrub` takes no time that anyone notices."""
    row = store.one("SELECT count(*) AS n FROM (SELECT 1 FROM passages LIMIT ?)", [SMALL])
    return row is not None and row["n"] < SMALL


def scrub(store: Store) -> None:
    """Overwrite the words of what was taken out of the index: they lie in the file till then."""
    with store.atomic():
        forget_gone(store)
        store.run("INSERT INTO words(words) VALUES ('optimize')")
        store.run("DELETE FROM vocabulary")
        store.run("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'words', 'row')")
        rows = store.rows("SELECT term, doc FROM temp.terms")
        single = ((row["term"], row["doc"]) for row in rows)
        counts = {term: n for term, n in single if not is_han(term) and not is_pair(term)}
        vocabulary.add(store, Counter(counts))
        store.run("DROP TABLE temp.terms")


def is_whole(store: Store) -> bool:
    """Say whether the index has every passage once, and names no record that is not here."""
    sql = """
        SELECT (SELECT count(*) FROM words) != (SELECT count(*) FROM passages)
            OR EXISTS (SELECT 1 FROM passages p
                        WHERE NOT EXISTS (SELECT 1 FROM current c
                                           WHERE c.collection = p.collection AND c.id = p.id)
                          AND NOT EXISTS (SELECT 1 FROM dirty d
                                           WHERE d.collection = p.collection AND d.id = p.id))
            OR EXISTS (SELECT 1 FROM current c
                        WHERE c.collection IN ('proposals', 'comments', 'documents')
                          AND coalesce(c.data ->> 'withdrawn', 0) = 0
                          AND NOT EXISTS (SELECT 1 FROM passages p
                                           WHERE p.collection = c.collection AND p.id = c.id)
                          AND NOT EXISTS (SELECT 1 FROM dirty d
                                           WHERE d.collection = c.collection AND d.id = c.id))
               AS broken
    """
    found = store.one(sql)
    return found is not None and not found["broken"]


def _forget(store: Store, key: Key) -> set[str]:
    """Take a record out of the index; return the papers its words were about."""
    sql = "SELECT number, about FROM passages WHERE collection = ? AND id = ?"
    rows = list(store.rows(sql, key))
    for row in rows:
        store.run("DELETE FROM words WHERE rowid = ?", [row["number"]])
    if rows:
        store.run("DELETE FROM passages WHERE collection = ? AND id = ?", key)
    return {row["about"] for row in rows}


def _again(store: Store, papers: set[str]) -> None:
    """Have all versions of these proposals looked at: another one is the newest now."""
    for paper in papers:
        store.run(
            """
            INSERT OR IGNORE INTO dirty SELECT collection, id FROM current
             WHERE collection = 'versions' AND data ->> 'proposal' = ?
            """,
            [paper.partition("/")[2]],
        )


def _index(
    store: Store, key: Key, papers: set[str], texts: Texts, me: str | None, counts: Counter[str]
) -> None:
    sql = "SELECT data, owner FROM current WHERE collection = ? AND id = ?"
    found = store.one(sql, key)
    if found is None:
        if key[0] == "versions":
            _again(store, papers)
        return
    data: dict[str, Any] = json.loads(found["data"])
    if key[0] == "versions" and not _is_newest(store, key[1], data):
        return
    mine = me is not None and found["owner"] == me
    for passage in passages_of(*key, data, texts):
        _add(store, key, passage, mine=mine, counts=counts)


def _is_newest(store: Store, id: str, data: dict[str, Any]) -> bool:
    """Say whether a version is the newest of its proposal; if so take the older ones out."""
    known = store.rows(
        """
        SELECT id FROM current WHERE collection = 'versions' AND data ->> 'proposal' = ?
         ORDER BY CAST(data ->> 'number' AS INTEGER) DESC, id
        """,
        [data.get("proposal")],
    )
    newest, *older = [row["id"] for row in known] or [id]
    if newest != id:
        return False
    for each in older:
        _forget(store, ("versions", each))
    return True


def _add(store: Store, key: Key, passage: Passage, *, mine: bool, counts: Counter[str]) -> None:
    first = class_of(passage.kind, mine=mine) << KIND_BITS
    row = store.one(
        """
        INSERT INTO passages (number, collection, id, kind, about, section)
        SELECT coalesce(max(number), ?) + 1, ?, ?, ?, ?, ? FROM passages
         WHERE number > ? AND number < ?
        RETURNING number
        """,
        [first, *key, passage.kind, passage.about, passage.section,
         first, first + (1 << KIND_BITS)],
    )  # fmt: skip
    title, body = indexed(passage.title), indexed(passage.body)
    counts.update(each for each in {*tokens(title), *tokens(body)} if not is_han(each))
    number = 0 if row is None else row["number"]
    sql = "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)"
    store.run(sql, [number, title, body])
