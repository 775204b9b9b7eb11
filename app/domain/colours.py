"""The four colours of marks: what they are called in records, and older names for them."""

from collections.abc import Mapping
from typing import Any

COLOURS = ("strong", "concern", "ask", "look_up")
"""Strong point, concern, to ask, look up."""
USUAL = "look_up"
_OLDER = {"look": "look_up"}
"""How a colour was written before; records keep it until they are changed."""


def colour(key: object) -> str | None:
    """Return the colour that `key` names, an older name too; None if it names none."""
    found = _OLDER.get(key, key) if isinstance(key, str) else None
    return found if found in COLOURS else None


def colour_of(collection: str, data: Mapping[str, Any]) -> str:
    """Return the colour of a mark: a note always has one, a comment if it was given one ("")."""
    return colour(data.get("colour")) or (USUAL if collection == "notes" else "")
