"""What the member decides herself: two texts of one record, what was set aside."""

import json
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.actions.acting import Write, act, check, me
from app.actions.clock import Clock, now, stamp, system
from app.actions.trouble import Trouble
from app.documents import diff
from app.documents.diff import Op
from app.domain import ids, times
from app.domain.changes import Changes
from app.domain.merging import Path, Side, differing, join, value
from app.domain.records import Data
from app.store import Store, conflicting, current, merges, outbox, records, undo
from app.store.acts import Act
from app.store.merges import Merge

Choice = Literal["mine", "theirs", "both", "later"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One field that was changed here and elsewhere in different ways."""

    path: Path
    base: Any
    mine: Any
    theirs: Any

    def ops(self) -> list[Op]:
        """Return how theirs became mine, word by word; empty if they are no texts."""
        if all(each is None or isinstance(each, str) for each in (self.mine, self.theirs)):
            return diff.words(self.theirs or "", self.mine or "")
        return []


@dataclass(frozen=True, slots=True)
class Conflict:
    """One record that two have written, with everything that is needed to choose."""

    collection: str
    id: str
    written_at: str
    readers: tuple[str, ...]
    their_readers: tuple[str, ...]
    base: Data | None
    mine: Data | None
    """None: it was to be erased here."""
    theirs: Data | None
    """None: there is nothing there any more."""
    their_version: int | None
    fields: tuple[Contradiction, ...]
    both: bool
    """Both can be kept."""


def conflicts(store: Store) -> list[Conflict]:
    """Return what was changed here and elsewhere and waits for the member, oldest first."""
    return [conflict(each) for each in outbox.all_of(store) if each.state == "conflict"]


def conflict(act: Act) -> Conflict:
    """Return what a row in conflict is about."""
    there = act.theirs or {}
    theirs: Data | None = there.get("data")
    paths: tuple[Path, ...] = ()
    if act.data is not None and theirs is not None:
        paths = join(act.base_data, act.data, theirs).contradictions
    paths = paths or differing(act.data, theirs)
    return Conflict(
        act.collection,
        act.id,
        act.written_at,
        act.audience,
        _their_readers(act),
        act.base_data,
        act.data,
        theirs,
        there.get("version"),
        tuple(
            Contradiction(
                path, value(act.base_data, path), value(act.data, path), value(theirs, path)
            )
            for path in paths
        ),
        _how_both(act) != "",
    )


def settle(
    store: Store,
    id: str,
    keep: Choice,
    *,
    collection: str | None = None,
    seen: int | None = None,
    clock: Clock = system,
) -> Changes:
    """End the conflict on record `id`: keep mine, theirs or both, or decide `later`.

    The choice is about the fields that contradict: what only one side changed is joined.
    `both` puts texts one after the other, theirs first; of a value that can be only one
    it takes mine. A comment that has other readers on each side, or another place, is
    kept as two comments. What was not chosen can be had back for thirty days.

    A review and its aside bear the same id: both are settled unless `collection` says
    which. `seen` is the version of theirs that she was shown.

    Raises Trouble: `no_conflict`, `cannot_keep_both`, `too_long`, `changed_meanwhile`.
    """
    if keep == "later":
        return Changes()
    with store.atomic():  # what is read here must still stand when it is written
        found = [
            each
            for each in outbox.all_of(store)
            if each.id == id and each.state == "conflict" and collection in {None, each.collection}
        ]
        if not found:
            raise Trouble("no_conflict", id=id)
        if seen is not None and any((each.theirs or {}).get("version") != seen for each in found):
            raise Trouble("changed_meanwhile", id=id)
        ends = {(each.collection, id): _end(each, keep) for each in found}
        apart = [
            replace(each, id=ids.new_id())
            for each in found
            if keep == "both" and _how_both(each) == "apart"
        ]
        made = {(each.collection, each.id): each.data for each in apart}
        undo.remember(store, "settle", stamp(clock), {**ends, **made})
        for each in found:
            _settle(store, each, keep, ends[each.collection, id], clock)
        for each in apart:
            outbox.put(
                store,
                each.collection,
                each.id,
                {**(each.data or {}), "written_at": stamp(clock), "device": me(store).device},
                audience=each.audience,
                written_at=stamp(clock),
            )
    return Changes.of(*{each.collection for each in found}, ids=(id, *(each.id for each in apart)))


def _end(act: Act, keep: Side) -> Data | None:
    """Return what the record will be. Raises Trouble: `cannot_keep_both`, `too_long`."""
    if keep == "both":
        match _how_both(act):
            case "":
                raise Trouble("cannot_keep_both", id=act.id)
            case "apart":
                keep = "theirs"
            case _:
                pass
    ends = conflicting.settled(act, keep)
    if ends is not None:
        check(act.collection, act.id, ends)
    return ends


def _settle(store: Store, act: Act, keep: Side, ends: Data | None, clock: Clock) -> None:
    theirs: Data | None = (act.theirs or {}).get("data")
    at = times.text(now(store, clock))
    merges.keep(store, "settled", act, theirs, ends, at, _their_readers(act))
    joined = ends if keep == "both" and _how_both(act) == "joined" else None
    conflicting.settle(store, act.collection, act.id, mine=keep == "mine", both=joined)


def _how_both(act: Act) -> str:
    """Return how both can be kept: `joined` in one record, `apart` in two; empty: not at all."""
    theirs: Data | None = (act.theirs or {}).get("data")
    if act.data is None:
        return ""
    if theirs is None:
        return "joined"
    comment = act.collection == "comments"
    if _their_readers(act) != act.audience:
        # Joined, words of one side would go to readers of the other.
        return "apart" if comment else ""
    found = join(act.base_data, act.data, theirs).contradictions
    return "joined" if not comment or set(found) <= {("text",)} else "apart"


def _their_readers(act: Act) -> tuple[str, ...]:
    return tuple((act.theirs or {}).get("audience") or act.audience)


def joined(store: Store) -> list[Merge]:
    """Return what was joined by itself in the last thirty days, the latest first."""
    return merges.listed(store, "joined")


def kept(store: Store) -> list[Merge]:
    """Return what was not chosen or thrown away in the last thirty days, the latest first."""
    return merges.listed(store, "settled", "discarded")


def unmerge(
    store: Store, number: int, side: Literal["mine", "theirs"], clock: Clock = system
) -> Changes:
    """Put one side of a merge back on top, as a new act that can be undone.

    What was written since in other fields stays; where it contradicts, it gives way and
    is kept for thirty days itself. The same side a second time changes nothing: what was
    written since then stands. Raises Trouble: `no_such_merge`, `nothing_to_put_back`,
    `put_back_already`, `put_back_and_changed`.
    """
    with store.atomic():
        merge = merges.one(store, number)
        if merge is None:
            raise Trouble("no_such_merge", number=number)
        wanted = merge.mine if side == "mine" else merge.theirs
        if wanted is None:
            raise Trouble("nothing_to_put_back", number=number)
        readers = merge.audience if side == "mine" else merge.their_audience
        stands = current.one(store, merge.collection, merge.id)
        data = wanted
        if stands is not None:
            found = join(merge.before(side) or stands.data, wanted, stands.data)
            data = found.data
            if merge.undone == side and not differing(data, stands.data):
                raise Trouble("put_back_already", number=number)
            if merge.undone == side and found.contradictions:
                raise Trouble("put_back_and_changed", number=number)
            if found.contradictions:
                gone = _as_act(merge, stands.data, stands.readers)
                at = times.text(now(store, clock))
                merges.keep(store, "settled", gone, wanted, data, at, readers)
        merges.undone(store, number, side)
        return act(store, "unmerge", [Write(merge.collection, merge.id, data, readers)], clock)


def _as_act(merge: Merge, data: Data, readers: tuple[str, ...]) -> Act:
    return Act(
        0, "", merge.collection, merge.id, "waiting", None, merge.result, readers, data, merge.at
    )


def set_aside(store: Store) -> list[Act]:
    """Return what the server did not take, with its reason, oldest first."""
    return [each for each in outbox.all_of(store) if each.state == "refused"]


def offer(
    store: Store, id: str, *, collection: str | None = None, clock: Clock = system
) -> Changes:
    """Offer what was set aside once more, as it is. Raises Trouble("not_set_aside")."""
    with store.atomic():
        found = _aside(store, id, collection)
        undo.remember(
            store, "offer", stamp(clock), {(each.collection, id): each.data for each in found}
        )
        for each in found:
            outbox.put(
                store,
                each.collection,
                id,
                each.data,
                audience=each.audience,
                written_at=each.written_at,
            )
    return Changes.of(*{each.collection for each in found}, ids=(id,))


def discard(
    store: Store, id: str, *, collection: str | None = None, clock: Clock = system
) -> Changes:
    """Let go of what was set aside; it can be had back for thirty days.

    Raises Trouble("not_set_aside").
    """
    with store.atomic():
        found = _aside(store, id, collection)
        at = times.text(now(store, clock))
        ends: dict[tuple[str, str], Data | None] = {}
        for each in found:
            held = records.version(store, each.collection, id)
            there: Data | None = None if held is None else json.loads(held[1])
            ends[each.collection, id] = there
            merges.keep(store, "discarded", each, there, there, at)
        undo.remember(store, "discard", stamp(clock), ends)
        for each in found:
            outbox.drop(store, each)
    return Changes.of(*{each.collection for each in found}, ids=(id,))


def _aside(store: Store, id: str, collection: str | None) -> list[Act]:
    found = [
        each for each in set_aside(store) if each.id == id and collection in {None, each.collection}
    ]
    if not found:
        raise Trouble("not_set_aside", id=id)
    return found
