"""The schema for rounds: submitted reviews, their numbers, what was said elsewhere."""

import json
from hashlib import blake2b
from typing import Any


def m0014_submitted(db: Any) -> None:
    """Keep every submitted version of my reviews, and what I set aside while reviewing."""
    db.executescript("""
        CREATE TABLE submitted (
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            number INTEGER NOT NULL,
            digest TEXT NOT NULL,
            revision INTEGER,
            at TEXT NOT NULL,
            data TEXT NOT NULL CHECK (json_valid(data)),
            PRIMARY KEY (collection, id, digest)
        ) STRICT;
        CREATE TABLE skipped (
            proposal TEXT PRIMARY KEY,
            at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE dismissed (
            proposal TEXT NOT NULL,
            hint TEXT NOT NULL,
            PRIMARY KEY (proposal, hint)
        ) STRICT;
    """)
    own = """
        SELECT r.collection, r.id, r.version, r.data FROM records r
         WHERE r.collection IN ('reviews', 'asides') AND r.missing = 0
           AND r.owner = (SELECT value FROM facts WHERE name = 'account')
           AND r.generation = (SELECT CAST(value AS INTEGER) FROM facts
                                WHERE name = 'generation')
         UNION ALL
        SELECT o.collection, o.id, NULL, o.data FROM outbox o
         WHERE o.collection IN ('reviews', 'asides') AND o.state != 'home'
           AND o.data IS NOT NULL
    """
    numbers: dict[tuple[str, str], int] = {}
    for collection, id_, revision, text in db.execute(own).fetchall():
        data = json.loads(text)
        if data.get("state", "submitted") != "submitted":
            continue
        told = {name: value for name, value in data.items() if name != "late"}
        plain = json.dumps(told, sort_keys=True, ensure_ascii=False)
        digest = blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        number = numbers[collection, id_] = numbers.get((collection, id_), 0) + 1
        db.execute(
            "INSERT OR IGNORE INTO submitted VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                collection, id_, number, digest, revision or None,
                data.get("written_at") or "", text,
            ],
        )  # fmt: skip


def m0015_scores(db: Any) -> None:
    """Find one member's reviews at once, and the numbers of all without reading their texts."""
    db.executescript("""
        CREATE INDEX records_reviews ON records (
            generation, collection, owner,
            json_extract(data, '$.proposal', '$.withdrawn', '$.version', '$.recused',
                         '$.no_expertise', '$.stance', '$.overall', '$.scores', '$.late',
                         '$.merge_with'),
            id
        ) WHERE collection = 'reviews';
    """)


def m0016_said_elsewhere(db: Any) -> None:
    """Take what members said in mails, chats and calls into the ledger of what was handed on."""
    db.executescript("""
        ALTER TABLE carried RENAME TO carried_before;
        DROP INDEX carried_record;
        DROP INDEX carried_state;
        CREATE TABLE carried (
            account TEXT NOT NULL,
            op TEXT NOT NULL,
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            base INTEGER,
            sent_audience TEXT CHECK (sent_audience IS NULL OR json_valid(sent_audience)),
            sent_data TEXT CHECK (sent_data IS NULL OR json_valid(sent_data)),
            audience TEXT NOT NULL CHECK (json_valid(audience)),
            data TEXT CHECK (data IS NULL OR json_valid(data)),
            via TEXT NOT NULL CHECK (via IN ('bundle', 'form', 'mail', 'chat', 'call')),
            proof TEXT,
            device_key TEXT,
            carried_by TEXT NOT NULL,
            written_at TEXT NOT NULL,
            n INTEGER NOT NULL,
            received_at TEXT NOT NULL,
            state TEXT NOT NULL
                CHECK (state IN ('waiting', 'handed_on', 'conflict', 'refused')),
            code TEXT,
            message TEXT,
            PRIMARY KEY (account, op)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO carried SELECT * FROM carried_before;
        DROP TABLE carried_before;
        CREATE INDEX carried_record ON carried (collection, id);
        CREATE INDEX carried_state ON carried (state);
    """)


STEPS = (
    m0014_submitted,
    m0015_scores,
    m0016_said_elsewhere,
)
