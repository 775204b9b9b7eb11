"""Conflicts of interest proposed to the member: what speaks for one, and her word that it is none."""

from app.actions.acting import me
from app.domain import conflicts
from app.domain.changes import Changes
from app.domain.conflicts import Hint
from app.domain.records import Data
from app.store import Store, current, rounds, set_aside


def suggested(store: Store, proposal: str) -> tuple[Hint, ...]:
    """Return what makes a conflict of interest of mine likely, without what I said is none.

    Nothing where I declared one, where I do not review, or before I joined.
    """
    found = current.one(store, "proposals", proposal)
    if found is None or not _asked(store, proposal):
        return ()
    profile = me(store)
    own = current.one(store, "members", profile.account)
    gone = set_aside.dismissed(store, proposal)
    mine: Data = {} if own is None else own.data
    given = found.data.get("proponents")
    listed = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    hints = conflicts.suggested(profile.account, mine, listed)
    return tuple(each for each in hints if each.key not in gone)


def dismiss(store: Store, proposal: str) -> Changes:
    """Remember that what is proposed now is no conflict of interest; other grounds ask anew."""
    with store.atomic():
        for each in suggested(store, proposal):
            set_aside.dismiss(store, proposal, each.key)
    return Changes.of("set_aside", ids=(proposal,))


def ask_again(store: Store, proposal: str) -> Changes:
    """Take a dismissal back."""
    set_aside.ask_again(store, proposal)
    return Changes.of("set_aside", ids=(proposal,))


def _asked(store: Store, proposal: str) -> bool:
    profile, scheme = me(store), rounds.of_proposal(store, proposal)
    mine = rounds.my_review(store, proposal)
    declared = mine is not None and bool(mine.data.get("recused"))
    return scheme is not None and profile.role != "observer" and not declared
