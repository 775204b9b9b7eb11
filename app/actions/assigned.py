"""What its rounds ask of me: every proposal, or those they assign to me."""

from collections.abc import Sequence

from app.domain import assigning
from app.domain.proposals import ProposalRow
from app.store import Store, current, documents, facts, proposals, rounds


def to_me(store: Store, listed: Sequence[ProposalRow]) -> list[ProposalRow]:
    """Return those of `listed` that I am asked to review: all, or what their rounds assign to me."""
    account = facts.get(store, "account")
    schemes = {each.id: each for each in rounds.listed(store)}
    if account is None or not any(map(assigning.assigns, schemes.values())):
        return list(listed)
    groups = _my_groups(store, account)
    return [
        row
        for row in listed
        if (scheme := schemes.get(row.round)) is None
        or assigning.asked(scheme, account, groups, row.id, row.theme)
    ]


def mine(store: Store) -> frozenset[str] | None:
    """Return the proposals that I am asked to review; None where no round assigns any: all."""
    if not any(map(assigning.assigns, rounds.listed(store))):
        return None
    return frozenset(row.id for row in to_me(store, proposals.listed(store)))


def about_me(store: Store) -> frozenset[str]:
    """Return the documents that I am asked about now (`documents.asked_about`), so they come first."""
    return documents.asked_about(store, mine(store))


def _my_groups(store: Store, account: str) -> frozenset[str]:
    return frozenset(
        row.id
        for row in current.listed(store, "workgroups")
        if account in (*(row.data.get("participants") or ()), *(row.data.get("facilitators") or ()))
    )
