"""What members send by file: who takes it in and hands it on, and how it is marked."""

CARRIERS = frozenset({"chair", "secretariat"})
"""Roles that take in others' answers and hand them on in their name."""
STAMPS = frozenset({"late", "via", "carried_by"})
"""Data fields that only whoever takes a change writes, never who wrote it."""
ROOM = 200
"""Bytes left free in a record for these."""
