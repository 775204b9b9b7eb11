"""The tables, their policies, and how they came to be: frozen steps, run in order.

A step is never changed once released; a new one is added below it. `:server` stands for
the role the running server works as (`database.py`).
"""

from dataclasses import dataclass

from app.server.steps import packs, policies, tables


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    name: str
    sql: str


_ASKED = """
-- Watched floors ask every few seconds for the newest of what members asked: one look each.
create index sight_asked on sight (cycle, reader, seq) where collection = 'intents';
"""

TABLES = (*tables.FIRST, "packs", "pack_records", "pressings")
"""Every table of ours that must force row-level security."""

STEPS = (
    Step(
        1,
        "tables",
        tables.TABLES
        + policies.ENTER
        + policies.STATISTICS
        + policies.POLICIES
        + policies.FORCE
        + policies.GRANTS,
    ),
    Step(2, "packs", packs.PACKS),
    Step(3, "asked", _ASKED),
)
