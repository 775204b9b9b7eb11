"""What a record is called where people read of it: its title, or that of the paper it is about."""

from collections.abc import Mapping
from typing import Any

from app.actions.papers import COLLECTION
from app.store import Store, current

SHOWN = 80
"""Letters of words that stand for a title."""


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
    said = " ".join(str(row.data.get("text") or "").split())[:SHOWN]  # next steps, decisions
    if not on and row.data.get("meeting"):  # its summary report
        meeting = current.one(store, "meetings", str(row.data["meeting"]))
        said = said or ("" if meeting is None else str(meeting.data.get("title") or ""))
    return str(row.data.get("title") or row.data.get("name") or called or on or said or id)
