"""What the Secretariat's own profile adds to a pack: receipts, refusals, what chairs decided."""

from dataclasses import replace

from app.domain.collections import CHAIRS_PAPERS, CHAIRS_WORDS
from app.secretariat.packing_values import Wish
from app.secretariat.reconcile import PlannedChange
from app.store import Store, carried, current, facts


def with_words(store: Store, wish: Wish) -> Wish:
    """Return `wish` with what this profile has to tell the readers of a pack of its cycle.

    A letter or a decision that a chair sent in a file reaches the members no other way: no
    folder holds it. Nor does one hold what chairs do to agendas, groups and next steps, nor a
    sheet of contributions that was taken in here: of papers what they wrote is told, which says
    so by its time of writing. Who may read it is chosen with the other records, by its audience.
    """
    profile = facts.profile(store)
    if profile is None:
        return wish
    rows = [row for name in sorted(CHAIRS_WORDS) for row in current.listed(store, name)]
    told = sorted(CHAIRS_PAPERS | {"contributions"})
    papers = (row for name in told for row in current.listed(store, name))
    rows += [row for row in papers if row.data.get("written_at")]
    return replace(
        wish,
        receipts=carried.receipts(store),
        aside=carried.not_taken(store),
        beside=tuple(
            PlannedChange(row.collection, row.id, "create", row.data, row.readers,
                          owner=row.owner or profile.account)
            for row in rows if not row.at_home
        ),
        told_of=profile.cycle,
    )  # fmt: skip
