"""The schema for finding: what came to be searched after the index was laid out."""

from typing import Any


def m0018_outcomes_are_found(db: Any) -> None:
    """Index next steps and decisions that were here before they were searched."""
    db.executescript("""
        INSERT OR IGNORE INTO dirty
        SELECT collection, id FROM current WHERE collection IN ('actions', 'decisions');
    """)


STEPS = (m0018_outcomes_are_found,)
