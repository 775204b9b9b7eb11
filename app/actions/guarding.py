"""The question that many erasures raise: may so much leave this computer?"""

from app.actions import syncing
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.paths import Home
from app.store import Store, erasures
from app.store.erasures import Asked
from app.sync import letting_go


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
        _, left = letting_go.let_go(store)
    syncing.let_go(store, home, left)
    return Changes.of(*question.collections, "sync")
