"""What the Secretariat's own profile adds to a pack: receipts, refusals, what chairs decided."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.domain import audience
from app.domain.collections import CHAIRS_PAPERS, CHAIRS_WORDS, HANDED_ON, JOINED_BY_FILE
from app.domain.records import Row
from app.secretariat.packing_values import Personal, Wish
from app.secretariat.reconcile import PlannedChange
from app.store import Store, acts, carried, current, facts, records, standing

SEALED = JOINED_BY_FILE - {"documents"}
"""What is sealed to single readers: short words, no papers with texts of their own."""


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
    rows = [row for name in sorted(CHAIRS_WORDS) for row in _listed(store, name)]
    told = sorted(CHAIRS_PAPERS | {"contributions"})
    papers = (row for name in told for row in _listed(store, name))
    rows += [row for row in papers if row.data.get("written_at")]
    aside = carried.not_taken(store)
    receipts = [*carried.receipts(store, aside), *_mine(store)]
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
            _change(row, profile.account)
            for row in rows if not row.at_home
        ),
        personal=() if wish.audience != "members" else _personal(store, rows, profile.account),
        told_of=profile.cycle,
    )  # fmt: skip


def _listed(store: Store, collection: str) -> Iterator[Row]:
    """Yield the records of a collection as a pack is to tell them.

    What waits for the Secretariat's decision is told as the others have it, until it is decided.
    """
    undecided = {
        act.id for act in acts.all_of(store)
        if act.state == "conflict" and act.collection == collection
    }  # fmt: skip
    for row in current.listed(store, collection):
        held = records.one(store, collection, row.id) if row.id in undecided else None
        if held is None or held.data is None:
            yield row
        else:
            yield replace(row, owner=held.owner, readers=held.audience, data=held.data)


def _personal(store: Store, rows: Iterable[Row], by: str) -> tuple[Personal, ...]:
    """Return what single members may read of `rows` that not all members do.

    Such as the answer to a wish, for who wished; what only chairs read, for chairs. It reaches
    those of whose devices a file has come here: only they have a key to seal it to.
    """
    narrow = [
        row for row in rows
        if row.collection in SEALED and not row.at_home
        and not audience.covers(row.readers, "member", None)
    ]  # fmt: skip
    found: list[Personal] = []
    for person in current.listed(store, "members"):
        role = str(person.data.get("role") or "member")
        hers = [row for row in narrow if audience.covers(row.readers, role, person.id)]
        keys = carried.device_keys(store, person.id) if hers else []
        if keys and person.data.get("status") != "left":
            found.append(Personal(tuple(keys), tuple(_change(row, by) for row in hers)))
    return tuple(found)


def _change(row: Row, by: str) -> PlannedChange:
    return PlannedChange(row.collection, row.id, "create", row.data, row.readers,
                         owner=row.owner or by)  # fmt: skip


def _mine(store: Store) -> list[str]:
    """Return the ops of what this profile wrote itself: it is in the pack, as others' words are."""
    return [
        act.op
        for act in acts.all_of(store)
        if act.collection in HANDED_ON and act.state in {"waiting", "sent"}
    ]
