"""The schema for joining what several chairs wrote of one record, where only files travel."""

from typing import Any


def m0017_joined_by_file(db: Any) -> None:
    """Keep what an act changed, as it was before, and what a pack said under what files say."""
    db.executescript("""
        ALTER TABLE carried ADD COLUMN was TEXT CHECK (was IS NULL OR json_valid(was));

        CREATE TABLE beneath (
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            owner TEXT,
            audience TEXT NOT NULL CHECK (json_valid(audience)),
            data TEXT NOT NULL CHECK (json_valid(data)),
            PRIMARY KEY (collection, id)
        ) STRICT, WITHOUT ROWID;
    """)


STEPS = (m0017_joined_by_file,)
