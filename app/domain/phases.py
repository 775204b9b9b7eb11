"""What the phase of a round means: who reads what members said in it, and when an answer is late."""

from datetime import datetime

from app.domain import times
from app.domain.rounds import Round

DRAFT = "draft"
SHUT = frozenset({"closed", "decided"})
"""Statuses in which a round asks for no more reviews; those that come are taken, and late."""
DUE = {
    "reviews": ("reviews", "review", "scores", "score"),
    "comments": ("comments", "comment"),
    "intents": ("comments", "comment"),
}
"""By which of a round's deadlines answers of a collection are late."""


def opened(rule: str, status: str) -> bool:
    """Say whether every member reads what others said, in a round of this status.

    Args:
        rule: the round's `others_visible`.
        status: `draft`, `open`, `closed` or `decided`.
    """
    if status == DRAFT:
        return False
    return rule == "open" or (rule == "closed" and status in SHUT)


def due(scheme: Round, collection: str) -> datetime | None:
    """Return when answers of `collection` are due; None where the round names no date.

    By the deadlines named for them, or else by the last of all.
    """
    wanted = DUE.get(collection, ())
    named = [each for each in scheme.deadlines if each.what.casefold() in wanted]
    found = [each.at for each in named or scheme.deadlines if times.is_instant(each.at)]
    return max(map(times.parse, found), default=None)


def is_late(scheme: Round, collection: str, now: datetime) -> bool:
    """Say whether an answer that comes at `now` is late: taken all the same, and marked."""
    if collection == "reviews" and scheme.status in SHUT:
        return True
    until = due(scheme, collection)
    return until is not None and now > until
