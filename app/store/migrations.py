"""How the schema came to be, oldest first.

Each step is frozen once released: it uses SQL of its own time and imports
nothing from the rest of the program. `tests/unit/store/test_database.py` opens
a store stopped at any step. What the tables mean is told in `docs/store.md`.
"""

import json
from hashlib import blake2b
from typing import Any

from sqlite_utils import Migrations

migrations: Any = Migrations("satchel")


@migrations()
def m0001_records_outbox_facts(db: Any) -> None:
    """Keep what the server said, what I did since, and what this computer knows of itself."""
    db.executescript("""
        CREATE TABLE facts (
            name TEXT PRIMARY KEY,
            value TEXT
        ) STRICT, WITHOUT ROWID;
        INSERT INTO facts VALUES ('generation', '1');

        CREATE TABLE records (
            generation INTEGER NOT NULL,
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            owner TEXT,
            audience TEXT NOT NULL CHECK (json_valid(audience)),
            data TEXT NOT NULL CHECK (json_valid(data)),
            missing INTEGER NOT NULL DEFAULT 0,
            UNIQUE (generation, collection, id)
        ) STRICT;

        CREATE TABLE outbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            op TEXT NOT NULL UNIQUE,
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            state TEXT NOT NULL
                CHECK (state IN ('home', 'waiting', 'sent', 'conflict', 'refused')),
            base INTEGER,
            base_data TEXT CHECK (base_data IS NULL OR json_valid(base_data)),
            audience TEXT NOT NULL CHECK (json_valid(audience)),
            data TEXT CHECK (data IS NULL OR json_valid(data)),
            written_at TEXT NOT NULL,
            code TEXT,
            message TEXT,
            theirs TEXT CHECK (theirs IS NULL OR json_valid(theirs))
        ) STRICT;
        CREATE INDEX outbox_record ON outbox (collection, id, seq);

        CREATE TABLE undo (
            act INTEGER PRIMARY KEY AUTOINCREMENT,
            verb TEXT NOT NULL,
            at TEXT NOT NULL,
            records TEXT NOT NULL CHECK (json_valid(records))
        ) STRICT;

        CREATE TABLE seen (
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            at TEXT NOT NULL,
            place TEXT CHECK (place IS NULL OR json_valid(place)),
            PRIMARY KEY (collection, id)
        ) STRICT, WITHOUT ROWID;
    """)


@migrations()
def m0002_current(db: Any) -> None:
    """Show what stands now: the server's records under what this member did since."""
    db.executescript("""
        CREATE VIEW current AS
        SELECT r.collection, r.id, r.version AS revision, r.owner, r.audience, r.data,
               0 AS waiting, 0 AS at_home, NULL AS state, r.missing
          FROM records r
         WHERE r.generation = (SELECT CAST(value AS INTEGER) FROM facts WHERE name = 'generation')
           AND NOT EXISTS (SELECT 1 FROM outbox o
                            WHERE o.collection = r.collection AND o.id = r.id)
        UNION ALL
        SELECT o.collection, o.id, r.version,
               coalesce(r.owner, (SELECT value FROM facts WHERE name = 'account')),
               o.audience, o.data,
               EXISTS (SELECT 1 FROM outbox w
                        WHERE w.collection = o.collection AND w.id = o.id
                          AND w.state IN ('waiting', 'sent')),
               o.state = 'home', o.state, 0
          FROM outbox o
          LEFT JOIN records r
            ON r.generation = (SELECT CAST(value AS INTEGER) FROM facts
                                WHERE name = 'generation')
           AND r.collection = o.collection AND r.id = o.id
         WHERE o.data IS NOT NULL
           AND o.seq = (SELECT max(l.seq) FROM outbox l
                         WHERE l.collection = o.collection AND l.id = o.id);
    """)


@migrations()
def m0003_files_and_search(db: Any) -> None:
    """Keep which files are here, and an index that can be thrown away and made again."""
    db.executescript("""
        CREATE TABLE files (
            sha256 TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            size INTEGER NOT NULL,
            got INTEGER NOT NULL DEFAULT 0,
            whole INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE dirty (
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            PRIMARY KEY (collection, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE passages (
            number INTEGER PRIMARY KEY,
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            about TEXT NOT NULL,
            section TEXT,
            title TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX passages_record ON passages (collection, id);
        CREATE VIRTUAL TABLE words USING fts5(
            title, body, content='', contentless_delete=1,
            tokenize="unicode61 remove_diacritics 0"
        );

        CREATE TRIGGER record_added AFTER INSERT ON records
        BEGIN INSERT INTO dirty VALUES (new.collection, new.id) ON CONFLICT DO NOTHING; END;
        CREATE TRIGGER record_changed AFTER UPDATE OF data ON records
        BEGIN INSERT INTO dirty VALUES (new.collection, new.id) ON CONFLICT DO NOTHING; END;
        CREATE TRIGGER record_gone AFTER DELETE ON records
        BEGIN INSERT INTO dirty VALUES (old.collection, old.id) ON CONFLICT DO NOTHING; END;
        CREATE TRIGGER act_added AFTER INSERT ON outbox
        BEGIN INSERT INTO dirty VALUES (new.collection, new.id) ON CONFLICT DO NOTHING; END;
        CREATE TRIGGER act_changed AFTER UPDATE OF data ON outbox
        BEGIN INSERT INTO dirty VALUES (new.collection, new.id) ON CONFLICT DO NOTHING; END;
        CREATE TRIGGER act_gone AFTER DELETE ON outbox
        BEGIN INSERT INTO dirty VALUES (old.collection, old.id) ON CONFLICT DO NOTHING; END;
    """)


@migrations()
def m0004_shared(db: Any) -> None:
    """Show what others see or will see: as `current`, but drafts hide nothing."""
    db.executescript("""
        CREATE VIEW shared AS
        SELECT r.collection, r.id, r.version AS revision, r.owner, r.audience, r.data,
               0 AS waiting, 0 AS at_home, NULL AS state, r.missing
          FROM records r
         WHERE r.generation = (SELECT CAST(value AS INTEGER) FROM facts WHERE name = 'generation')
           AND NOT EXISTS (SELECT 1 FROM outbox o
                            WHERE o.collection = r.collection AND o.id = r.id
                              AND o.state != 'home')
        UNION ALL
        SELECT o.collection, o.id, r.version,
               coalesce(r.owner, (SELECT value FROM facts WHERE name = 'account')),
               o.audience, o.data, o.state IN ('waiting', 'sent'), 0, o.state, 0
          FROM outbox o
          LEFT JOIN records r
            ON r.generation = (SELECT CAST(value AS INTEGER) FROM facts
                                WHERE name = 'generation')
           AND r.collection = o.collection AND r.id = o.id
         WHERE o.data IS NOT NULL
           AND o.seq = (SELECT max(l.seq) FROM outbox l
                         WHERE l.collection = o.collection AND l.id = o.id
                           AND l.state != 'home');
    """)


@migrations()
def m0005_versions_by_proposal(db: Any) -> None:
    """Find the versions of one proposal without reading the text of all."""
    db.execute("CREATE INDEX records_proposal ON records (collection, data ->> 'proposal')")


@migrations()
def m0006_past(db: Any) -> None:
    """Know again what I once had on the server, should it be restored from a backup."""
    db.executescript("""
        CREATE TABLE past (
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            digest TEXT NOT NULL,
            PRIMARY KEY (collection, id, digest)
        ) STRICT, WITHOUT ROWID;
    """)


@migrations()
def m0007_carried(db: Any) -> None:
    """Keep what members' files brought here, and which of my acts went out in a file."""
    db.executescript("""
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
            via TEXT NOT NULL CHECK (via IN ('bundle', 'form')),
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
        CREATE INDEX carried_record ON carried (collection, id);
        CREATE INDEX carried_state ON carried (state);

        CREATE TABLE filed (
            op TEXT PRIMARY KEY,
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            base INTEGER,
            written_at TEXT NOT NULL,
            at TEXT NOT NULL,
            file TEXT NOT NULL,
            confirmed INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX filed_record ON filed (collection, id);
    """)


@migrations()
def m0008_merges(db: Any) -> None:
    """Keep for a while what was joined or let go, and what the server wishes erased."""
    db.executescript("""
        CREATE TABLE merges (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('joined', 'settled', 'discarded')),
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            at TEXT NOT NULL,
            audience TEXT NOT NULL CHECK (json_valid(audience)),
            their_audience TEXT NOT NULL CHECK (json_valid(their_audience)),
            base TEXT CHECK (base IS NULL OR json_valid(base)),
            mine TEXT CHECK (mine IS NULL OR json_valid(mine)),
            theirs TEXT CHECK (theirs IS NULL OR json_valid(theirs)),
            result TEXT CHECK (result IS NULL OR json_valid(result)),
            undone TEXT
        ) STRICT;

        CREATE TABLE erasures (
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            mine INTEGER NOT NULL,
            PRIMARY KEY (collection, id)
        ) STRICT, WITHOUT ROWID;
    """)


@migrations()
def m0009_queue(db: Any) -> None:
    """Keep which files are to be brought, and in which order, when the program is closed."""
    db.executescript("""
        CREATE TABLE queue (
            document TEXT PRIMARY KEY,
            place REAL NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'paused', 'failed')),
            code TEXT,
            why TEXT
        ) STRICT, WITHOUT ROWID;
    """)


@migrations()
def m0010_news_and_plan(db: Any) -> None:
    """Keep what was already seen of each paper and date, how long papers are, how alike."""
    db.executescript("""
        CREATE TABLE news (
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            key TEXT NOT NULL,
            about TEXT NOT NULL,
            state TEXT NOT NULL CHECK (json_valid(state)),
            seen TEXT CHECK (seen IS NULL OR json_valid(seen)),
            at TEXT NOT NULL,
            before TEXT CHECK (before IS NULL OR json_valid(before)),
            mark INTEGER,
            PRIMARY KEY (kind, id, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX news_about ON news (about);

        CREATE TABLE lengths (
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            counts TEXT NOT NULL CHECK (json_valid(counts)),
            PRIMARY KEY (collection, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE orders (
            name TEXT PRIMARY KEY,
            digest TEXT NOT NULL,
            value TEXT NOT NULL CHECK (json_valid(value))
        ) STRICT, WITHOUT ROWID;
    """)


@migrations()
def m0011_index_without_words(db: Any) -> None:
    """Number passages by their kind, keep no text beside the index, count its words."""
    db.executescript("""
        DROP TABLE words;
        DROP TABLE passages;

        CREATE TABLE passages (
            number INTEGER PRIMARY KEY,
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            about TEXT NOT NULL,
            section TEXT
        ) STRICT;
        CREATE INDEX passages_record ON passages (collection, id);
        CREATE VIRTUAL TABLE words USING fts5(
            title, body, content='', contentless_delete=1,
            tokenize="unicode61 remove_diacritics 0"
        );
        CREATE TABLE vocabulary (
            word TEXT PRIMARY KEY,
            passages INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        DELETE FROM dirty;
        INSERT INTO dirty SELECT collection, id FROM current;
    """)


@migrations()
def m0012_document_texts(db: Any) -> None:
    """Keep which texts a document has had: its versions, the newest one included."""
    number = """
        CASE WHEN json_type({data}, '$.version') = 'integer' AND {data} ->> '$.version' > before.n
             THEN {data} ->> '$.version' ELSE before.n + 1 END
    """
    take = f"""
        INSERT INTO document_texts (document, number, sha256)
        SELECT new.id, {number.format(data="new.data")}, new.data ->> '$.text.sha256'
          FROM (SELECT coalesce(max(number), 0) AS n FROM document_texts
                 WHERE document = new.id) AS before
         WHERE true
            ON CONFLICT DO NOTHING;  -- "OR IGNORE" gives way to what fired the trigger
    """
    one = "new.collection = 'documents' AND new.data ->> '$.text.sha256' IS NOT NULL"
    db.executescript(f"""
        CREATE TABLE document_texts (
            document TEXT NOT NULL,
            number INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            PRIMARY KEY (document, number),
            UNIQUE (document, sha256)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER text_added AFTER INSERT ON records WHEN {one} BEGIN {take} END;
        CREATE TRIGGER text_changed AFTER UPDATE OF data ON records WHEN {one} BEGIN {take} END;
        CREATE TRIGGER document_gone AFTER DELETE ON records
          WHEN old.collection = 'documents'
           AND NOT EXISTS (SELECT 1 FROM records
                            WHERE collection = 'documents' AND id = old.id)
        BEGIN DELETE FROM document_texts WHERE document = old.id; END;

        INSERT OR IGNORE INTO document_texts (document, number, sha256)
        SELECT id, {number.format(data="data").replace("before.n", "0")},
               data ->> '$.text.sha256'
          FROM records
         WHERE collection = 'documents' AND data ->> '$.text.sha256' IS NOT NULL;
    """)


@migrations()
def m0013_marks_by_paper(db: Any) -> None:
    """Find the marks on one paper without reading all there are."""
    db.executescript("""
        CREATE INDEX records_about ON records (generation, collection, data ->> '$.about.id')
         WHERE collection IN ('notes', 'comments');
        CREATE INDEX outbox_about ON outbox (collection, data ->> '$.about.id')
         WHERE collection IN ('notes', 'comments');
    """)


@migrations()
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


@migrations()
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


@migrations()
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
