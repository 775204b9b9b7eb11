"""The schema for reading: files to bring, what is new, the index, the texts, marks by paper."""

from typing import Any


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


def m0013_marks_by_paper(db: Any) -> None:
    """Find the marks on one paper without reading all there are."""
    db.executescript("""
        CREATE INDEX records_about ON records (generation, collection, data ->> '$.about.id')
         WHERE collection IN ('notes', 'comments');
        CREATE INDEX outbox_about ON outbox (collection, data ->> '$.about.id')
         WHERE collection IN ('notes', 'comments');
    """)


STEPS = (
    m0009_queue,
    m0010_news_and_plan,
    m0011_index_without_words,
    m0012_document_texts,
    m0013_marks_by_paper,
)
