"""The schema for exchanging: what the server said, what I did since, what files carried."""

from typing import Any


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


def m0005_versions_by_proposal(db: Any) -> None:
    """Find the versions of one proposal without reading the text of all."""
    db.execute("CREATE INDEX records_proposal ON records (collection, data ->> 'proposal')")


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


STEPS = (
    m0001_records_outbox_facts,
    m0002_current,
    m0003_files_and_search,
    m0004_shared,
    m0005_versions_by_proposal,
    m0006_past,
    m0007_carried,
    m0008_merges,
)
