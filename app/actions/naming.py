"""What a record is called where people read of it: its title, or that of the paper it is about."""

from collections.abc import Mapping
from typing import Any

from app.actions.papers import COLLECTION
from app.store import Store, current


def title(store: Store, collection: str, id: str) -> str:
    """Return the title of a record, else that of the paper it is about, else its id."""
    of = "reviews" if collection == "asides" else collection  # both bear the id of the review
    row = current.one(store, of, id)
    if row is None:
        return id
    about: Mapping[str, Any] = row.data.get("about") or {}
    kind = COLLECTION.get(str(about.get("kind") or "proposal"), "decisions")
    on = str(about.get("id") or row.data.get("proposal") or "")
    paper = current.one(store, kind, on) if on else None
    called = None if paper is None else paper.data.get("title")
    return str(row.data.get("title") or row.data.get("name") or called or on or id)
