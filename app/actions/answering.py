"""Who has answered in a round and who has not, of those it asks, and of how much."""

from collections.abc import Sequence

from app.actions import matrix
from app.domain import assigning
from app.domain.proposals import ProposalRow
from app.domain.rounds import Round
from app.store import Store, members, proposals


def answered(store: Store, scheme: Round) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whom the round asks, by name: who sent at least one review, and who sent none.

    Whoever is asked about no proposal of it is not waited for.
    """
    papers = proposals.listed(store, scheme.id)
    asked = set(
        shares(store, scheme, papers) if assigning.assigns(scheme) else members.asked(store)
    )
    silent = set(members.unanswered(store, scheme.id))
    expected = [account for account in members.asked(store) if account in asked]
    return (
        tuple(each for each in expected if each not in silent),
        tuple(each for each in expected if each in silent),
    )


def shares(store: Store, scheme: Round, papers: Sequence[ProposalRow]) -> dict[str, frozenset[str]]:
    """Return {account: which of `papers` she is asked about}; withdrawn ones ask nobody."""
    found: dict[str, set[str]] = {}
    for paper, of in matrix.asked(store, scheme, papers).items():
        for account in of:
            found.setdefault(account, set()).add(paper)
    return {account: frozenset(papers) for account, papers in found.items()}
