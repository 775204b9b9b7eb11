"""The question that many erasures raise: may so much leave this computer?"""

from app.actions import syncing
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.paths import Home
from app.store import Store, current, erasures, merges
from app.store.erasures import Asked
from app.sync.engine import contents


def asked(store: Store) -> Asked | None:
    """Return whether so much was erased on the server that the member is asked first."""
    return erasures.asked(store)


def keep_erased(store: Store) -> Changes:
    """Keep all of it, marked as no longer on the server. Raises Trouble("nothing_asked")."""
    question = erasures.asked(store)
    if question is None:
        raise Trouble("nothing_asked")
    erasures.keep(store)
    return Changes.of(*question.collections, "sync")


def let_go(store: Store, home: Home) -> Changes:
    """Take away what was erased on the server, but for the member's own.

    Raises Trouble("nothing_asked").
    """
    question = erasures.asked(store)
    if question is None:
        raise Trouble("nothing_asked")
    with store.atomic():
        before = {row.id: contents(row.data) for row in current.listed(store, "documents")}
        gone = erasures.let_go(store)
        merges.forget_unseen(store)
    left: set[str] = set()
    for collection, id in gone:
        if collection == "documents":
            left |= before.get(id, set())
    syncing.let_go(store, home, left)
    return Changes.of(*question.collections, "sync")
