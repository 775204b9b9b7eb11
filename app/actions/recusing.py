"""Conflicts of interest proposed to the member: what speaks for one, and her word that it is none."""

from app.domain import conflicts
from app.domain.changes import Changes
from app.domain.conflicts import Hint
from app.domain.records import Data
from app.store import Store, current, facts, rounds, set_aside
from app.store.facts import Profile

NEAREST = ("affiliation", "employer", "other")
"""Kinds proposed in the place of one that the round does not ask for."""


def suggested(store: Store, proposal: str) -> tuple[Hint, ...]:
    """Return what makes a conflict of interest of mine likely, without what I said is none.

    Nothing where I declared one, where I do not review, or before I joined.
    """
    found, profile = current.one(store, "proposals", proposal), facts.profile(store)
    if found is None or profile is None or not _asked(store, profile, proposal):
        return ()
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


def told(store: Store, proposal: str) -> Data | None:
    """Return the surest of what is proposed as `--json` shows it, None where nothing is."""
    hints = suggested(store, proposal)
    if not hints:
        return None
    first, scheme = hints[0], rounds.of_proposal(store, proposal)
    known = () if scheme is None else scheme.recusals
    kind = next((each for each in (first.kind, *NEAREST) if each in known), first.kind)
    return {"kind": kind, "reason": first.by, "named": first.named, "mine": first.mine}


def _asked(store: Store, profile: Profile, proposal: str) -> bool:
    scheme = rounds.of_proposal(store, proposal)
    mine = rounds.my_review(store, proposal)
    declared = mine is not None and bool(mine.data.get("recused"))
    return scheme is not None and profile.role != "observer" and not declared


def kept_from_me(store: Store, round: str | None = None) -> tuple[str, ...]:
    """Return the titles of what a chair declared a conflict about, of one round or of all.

    What members say of these proposals does not come to her (decision 31).
    """
    barred = rounds.kept_from_me(store)
    papers = [current.one(store, "proposals", id) for id in sorted(barred)]
    return tuple(
        str(each.data.get("title") or each.id)
        for each in papers
        if each is not None and round in {None, each.data.get("round")}
    )
