"""What the Secretariat's own profile adds to a pack: receipts, refusals, what chairs decided."""

from dataclasses import replace

from app.domain.collections import CHAIRS_PAPERS, CHAIRS_WORDS, HANDED_ON
from app.secretariat.packing_values import Wish
from app.secretariat.reconcile import PlannedChange
from app.store import Store, acts, carried, current, facts, standing


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
    receipts, aside = [*carried.receipts(store), *_mine(store)], carried.not_taken(store)
    if wish.audience != "members":
        # Its readers do not see all that chairs write: it cannot say that their words are in it.
        others = standing.ops(store)
        receipts = [op for op in receipts if op not in others]
        aside = {op: code for op, code in aside.items() if op not in others}
    return replace(
        wish,
        receipts=receipts,
        aside=aside,
        beside=tuple(
            PlannedChange(row.collection, row.id, "create", row.data, row.readers,
                          owner=row.owner or profile.account)
            for row in rows if not row.at_home
        ),
        told_of=profile.cycle,
    )  # fmt: skip


def _mine(store: Store) -> list[str]:
    """Return the ops of what this profile wrote itself: it is in the pack, as others' words are."""
    return [
        act.op
        for act in acts.all_of(store)
        if act.collection in HANDED_ON and act.state in {"waiting", "sent"}
    ]
