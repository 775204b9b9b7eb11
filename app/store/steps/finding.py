"""The schema for finding: what came to be searched after the index was laid out."""

from typing import Any


def m0018_outcomes_are_found(db: Any) -> None:
    """Index next steps and decisions that were here before they were searched."""
    db.executescript("""
        INSERT OR IGNORE INTO dirty
        SELECT collection, id FROM current WHERE collection IN ('actions', 'decisions');
    """)


def m0019_words_within_runs_are_found(db: Any) -> None:
    """Index anew what may have Thai, Lao, Khmer or Burmese: it is held by pairs of letters now."""
    db.executescript("""
        INSERT OR IGNORE INTO dirty
        SELECT collection, id FROM current
         WHERE collection = 'documents'
            OR data GLOB '*[\u0e01-\u0edf\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]*';
    """)


STEPS = (m0018_outcomes_are_found, m0019_words_within_runs_are_found)
