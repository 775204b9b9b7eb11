"""Words of others that may no longer be read here: out of the store, its log and its copies.

Records go with the server's word. SQLite overwrites what it deletes (`secure_delete`), but not
in the log beside the file, nor where it moved rows between pages: so the file is written anew.
"""

from contextlib import closing
from pathlib import Path

from app.domain.collections import MEMBERS_OWN, NEVER_PACKED
from app.store import copies, facts, indexing, merges, records
from app.store.database import Store, open_store

LOG = "log_to_empty"
"""The fact that the log beside the store may hold what was deleted from the store."""
_OWN = ", ".join(f"'{name}'" for name in sorted(MEMBERS_OWN))
_UNPUBLISHED = ", ".join(f"'{name}'" for name in sorted(NEVER_PACKED))
_UNREAD = f"""
    collection NOT IN ({_OWN})
    AND NOT EXISTS (SELECT 1 FROM records r
                     WHERE r.generation = (SELECT CAST(value AS INTEGER) FROM facts
                                            WHERE name = 'generation')
                       AND r.collection = {{table}}.collection AND r.id = {{table}}.id)
"""


def hide(store: Store, proposal: str, *, asides_only: bool = False) -> int:
    """Let go of what others said of `proposal`: their reviews, asides, intents; return how many.

    For who declares a conflict of interest; the server sends word of the same with the answer to
    it. Taken back before it has left, the next sync finds that they are missing and reads anew.
    `asides_only` where the round is open to all: words to the chairs never open.
    """
    with store.atomic():
        generation = records.current_generation(store)
        count = store.run(
            """
            DELETE FROM records
             WHERE generation = ?1 AND owner IS NOT (SELECT value FROM facts WHERE name = 'account')
               AND collection = 'asides'
               AND id IN (SELECT id FROM records
                           WHERE generation = ?1 AND collection = 'reviews'
                             AND data ->> 'proposal' = ?2)
            """,
            [generation, proposal],
        )
        count += (
            0
            if asides_only
            else store.run(
                """
            DELETE FROM records
             WHERE generation = ?1 AND owner IS NOT (SELECT value FROM facts WHERE name = 'account')
               AND (collection = 'reviews' AND data ->> 'proposal' = ?2
                    OR collection = 'intents' AND data ->> '$.about.kind' = 'proposal'
                       AND data ->> '$.about.id' = ?2)
            """,
                [generation, proposal],
            )
        )
        if count:
            records.note_loss(store)
    return count


def forget_others(store: Store) -> None:
    """Let go of what stands in acts and in their undo of records that are not here any more.

    What the member wrote of her own stays, and so do her words in an act that waits.
    """
    with store.atomic():
        store.run(
            f"""
            UPDATE outbox SET base_data = NULL, theirs = NULL
             WHERE (base_data IS NOT NULL OR theirs IS NOT NULL)
               AND base IS NOT NULL AND {_UNREAD.format(table="outbox")}
            """
        )
        store.run(
            """
            DELETE FROM news
             WHERE kind = 'decision' AND id NOT IN (SELECT id FROM current
                                                     WHERE collection = 'decisions')
            """
        )
        store.run(
            f"""
            DELETE FROM undo
             WHERE EXISTS (
                   SELECT 1 FROM (SELECT value ->> 'collection' AS collection, value ->> 'id' AS id,
                                         value ->> 'data' AS data, value ->> 'rows' AS acts
                                    FROM json_each(undo.records)) AS each
                    WHERE data IS NOT NULL AND {_UNREAD.format(table="each")}
                      AND (acts = '[]'
                           OR EXISTS (SELECT 1 FROM json_each(acts)
                                       WHERE value ->> 'base' IS NOT NULL)))
            """
        )


def rewrite(store: Store) -> None:
    """Write the store's file anew: what was deleted may lie on in pages that were rearranged."""
    store.run("VACUUM")


def empty_log(store: Store) -> bool:
    """Write the log into the store and empty it; False where somebody reads just now.

    Then it is noted, so that it is done later (`log_waits`).
    """
    facts.put(store, **{LOG: None})
    row = store.one("PRAGMA wal_checkpoint(TRUNCATE)")
    done = row is None or not row["busy"]
    if not done:
        facts.put(store, **{LOG: "1"})
    return done


def log_waits(store: Store) -> bool:
    """Say whether the log is still to be emptied."""
    return facts.get(store, LOG) is not None


def keep_papers(store: Store) -> None:
    """Leave in a copy only what was published: nobody tells it when a right to read ends."""
    with store.atomic():
        store.run(f"DELETE FROM records WHERE collection IN ({_UNPUBLISHED})")
        store.run(f"DELETE FROM outbox WHERE collection IN ({_UNPUBLISHED})")
        for table in ("carried", "undo", "merges", "submitted", "past"):
            store.run(f"DELETE FROM {table}")
        indexing.begin_anew(store)
    rewrite(store)


def clean(path: Path, store: Store) -> bool:
    """Take out of another store at `path` what is another's and not in `store`.

    Of a damaged one nothing can be taken out; False then.
    """
    if copies.look(path).state != copies.FINE:
        return False
    held = {(collection, id) for collection, id, _version in records.versions(store)}
    account = facts.get(store, "account", "")
    copies.renew(path)
    with closing(open_store(path)) as other:
        rows = other.rows(
            "SELECT DISTINCT collection, id FROM records WHERE owner IS NOT ?", [account]
        )
        gone = [(row["collection"], row["id"]) for row in rows]
        with other.atomic():
            for key in gone:
                if key not in held:
                    other.run("DELETE FROM records WHERE collection = ? AND id = ?", key)
        forget_others(other)
        merges.forget_unseen(other)
        rewrite(other)
        copies.close_whole(other)
    return True
