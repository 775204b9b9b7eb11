"""What I and the server say differently of one record: both are kept until it is settled."""

import json
from uuid import uuid4

from app.domain.merging import Side, differing, join, merge
from app.domain.records import Data
from app.store import outbox, records
from app.store.acts import Act, of
from app.store.database import Store


def rebase(
    store: Store, act: Act, version: int | None, theirs: Data | None, data: Data | None
) -> None:
    """Build `act` on the server's version as a new op, with the texts of both in `data`.

    A draft behind it takes what is new from them too, where it does not contradict.
    """
    with store.atomic():
        for draft in outbox.behind(store, act):
            if draft.state == "sent":
                continue  # it went out in a file as it is
            both = None if draft.data is None or data is None else merge(act.data, draft.data, data)
            if both is not None:
                store.run(
                    "UPDATE outbox SET base_data = ?, data = ? WHERE seq = ?",
                    [outbox.as_json(data), outbox.as_json(both), draft.seq],
                )
        store.run(
            """
            UPDATE outbox SET op = ?, state = 'waiting', base = ?, base_data = ?, data = ?,
                   audience = ?, theirs = NULL
             WHERE seq = ?
            """,
            [
                str(uuid4()),
                version,
                outbox.as_json(theirs),
                outbox.as_json(data),
                json.dumps(act.audience),
                act.seq,
            ],
        )


def keep_both(store: Store, act: Act, theirs: Data | None) -> None:
    """Keep both: mine here, theirs beside it, until the member settles it."""
    store.run(
        "UPDATE outbox SET state = 'conflict', theirs = ? WHERE seq = ?",
        [outbox.as_json(theirs), act.seq],
    )


def gather(store: Store, collection: str, id: str) -> None:
    """Make one conflict of several on a record: two acts that were out came back one by one."""
    found = [each for each in of(store, collection, id) if each.state == "conflict"]
    if len(found) < 2:  # noqa: PLR2004 -- several
        return
    first, newest = found[0], found[-1]
    data, audience = first.data, newest.audience
    for act in found[1:]:
        told = act.data
        data = told if told is None or data is None else join(act.base_data, told, data).data
        outbox.drop(store, act)
    store.run(
        "UPDATE outbox SET data = ?, audience = ?, theirs = ?, written_at = ? WHERE seq = ?",
        [outbox.as_json(data), json.dumps(audience), outbox.as_json(newest.theirs),
         newest.written_at, first.seq],
    )  # fmt: skip


def settle(
    store: Store, collection: str, id: str, *, mine: bool = True, both: Data | None = None
) -> bool:
    """End a conflict: `mine` goes on top of theirs, or theirs stands. False if there is none.

    What only one side changed is joined in any case; the choice is about what both
    changed. With `both` that goes on top of theirs instead.
    """
    with store.atomic():
        found = [each for each in of(store, collection, id) if each.state == "conflict"]
        if not found:
            return False
        act = found[0]
        theirs = act.theirs or {}
        version = theirs.get("version")
        there: Data | None = theirs.get("data")
        known = there if version is not None else None
        ends = both or settled(act, "mine" if mine else "theirs")
        lost = there is not None and records.version(store, collection, id) is None
        if not mine and both is None and (ends is None or not differing(ends, there)):
            if lost:
                rebase(store, act, None, None, there)  # the server lost it meanwhile
            else:
                outbox.drop(store, act)
        else:
            rebase(store, act, version, known, ends)
        return True


def settled(act: Act, side: Side) -> Data | None:
    """Return what a conflict would end as; None erases, or leaves nothing."""
    there: Data | None = (act.theirs or {}).get("data")
    if act.data is None or there is None:
        kept = {"mine": act.data, "theirs": there, "both": act.data or there}
        return kept[side]
    return join(act.base_data, act.data, there, side).data
