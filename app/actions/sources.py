"""What a point of a letter names: a comment, or what a review says to one criterion."""

from collections.abc import Mapping
from typing import Any

from app.actions.trouble import Trouble
from app.domain.composed_letters import Source
from app.domain.letters import is_review
from app.domain.records import Data
from app.store import Store, current

WHOLE = "comment"
"""Stands in the place of a criterion for a review's word on the whole proposal."""


def source(store: Store, id: str, names: Mapping[str, str]) -> Source:
    """Return what `id` stands for: a comment's id, or `<review id>/<criterion>`."""
    review, slash, key = id.partition("/")
    row = current.one(store, "reviews" if slash else "comments", review)
    if row is None or row.data.get("withdrawn"):
        return Source(id, "gone")
    owner = row.owner or ""
    name = names.get(owner, owner)
    if slash:
        return Source(id, "review", owner, name, review_text(row.data, key))
    anchor: Mapping[str, Any] = row.data.get("anchor") or {}
    return Source(
        id,
        str(row.data.get("kind") or "comment"),
        owner,
        name,
        str(row.data.get("text") or ""),
        str((anchor.get("quote") or {}).get("exact") or ""),
        str(anchor.get("section") or ""),
    )


def said(store: Store, id: str) -> str:
    """Return the words of a source. Raises Trouble("no_such_record")."""
    found = source(store, id, {})
    if found.kind == "gone":
        collection = "reviews" if is_review(id) else "comments"
        raise Trouble("no_such_record", collection=collection, id=id)
    return found.text


def review_text(review: Data, key: str) -> str:
    """Return what a review says to the criterion `key`, or on the whole (`comment`)."""
    texts: Mapping[str, str] = review.get("texts") or {}
    if key == WHOLE and key not in texts:
        return str(review.get("comment") or "")
    return str(texts.get(key) or "")
