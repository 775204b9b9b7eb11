"""What the server's answers mean for what I sent: accepted, in conflict, or refused."""

from dataclasses import replace
from datetime import UTC, datetime

from app.domain import times
from app.domain.decisions import joined_readers
from app.domain.merging import differing, merge
from app.domain.records import Data, Record
from app.store import Store, conflicting, facts, merges, outbox, records
from app.store.outbox import Act
from app.sync.report import Report
from app.wire import Answer, ExchangeAnswer, WireRecord


def settle(store: Store, acts: list[Act], answer: ExchangeAnswer, report: Report) -> None:
    """Apply the answers to `acts`. The records of `answer` are in the store already."""
    by_op = {act.op: act for act in acts}
    at = _now(store, answer)
    came = {(each.collection, each.id) for each in answer.records}
    for each in answer.answers:
        act = by_op.pop(each.op, None)
        if act is None or not _stands(store, act):
            continue
        report.touched.add(act.collection)
        match each.result:
            case "accepted":
                _accepted(store, act, each, came, report)
            case "conflict":
                _conflict(store, act, each, report, at)
            case "refused":
                code, message = each.code or "refused", each.message or ""
                if outbox.refused(store, act, code, message):
                    report.set_aside.append((act.id, code, message))
    _look_again(store, answer, report, at)


def _now(store: Store, answer: ExchangeAnswer) -> str:
    """Return the server's time, or the nearest to it that we know."""
    known = answer.now if times.is_instant(answer.now) else facts.get(store, "last_exchange")
    return known or times.text(datetime.now(UTC))


def _stands(store: Store, act: Act) -> bool:
    """Say whether `act` still is as it was sent: another sync may have been answered first."""
    rows = outbox.of(store, act.collection, act.id)
    return any(row.op == act.op and row.state == "sent" for row in rows)


def record(wire: WireRecord) -> Record:
    data = None if wire.gone else wire.data
    return Record(wire.collection, wire.id, wire.version, wire.owner, tuple(wire.audience), data)


def _accepted(
    store: Store, act: Act, answer: Answer, came: set[tuple[str, str]], report: Report
) -> None:
    """Let go of `act` if the record itself is here; green only then, else it is asked again."""
    version = answer.version or 0
    filling = records.filling_generation(store)
    held = records.version(store, act.collection, act.id, filling)
    here = (act.collection, act.id) in came or (held is not None and held[0] >= version)
    if here or act.data is None:
        outbox.accepted(store, act, version)
        report.sent += 1


def _conflict(store: Store, act: Act, answer: Answer, report: Report, at: str) -> None:
    theirs = answer.theirs
    if theirs is None or theirs.gone or theirs.data is None:
        _nothing_there(store, act, report)
        return
    records.apply(store, [record(theirs)], records.filling_generation(store))
    if not joined(store, act, theirs, report, at):
        report.conflicts.append((act.collection, act.id))


def joined(store: Store, act: Act, theirs: WireRecord, report: Report, at: str) -> bool:
    """Join `act` with what the server (or a pack) has, if they do not contradict; else keep both."""
    if _says(theirs, act.data, act):
        outbox.accepted(store, act, theirs.version)
        report.sent += 1
        return True
    act = outbox.collapse(store, act)
    mine = act.data
    if mine is not None and theirs.data is not None:
        merged = merge(act.base_data, mine, theirs.data)
        if merged is not None:
            readers = joined_readers(act.collection, merged, act.audience, tuple(theirs.audience))
            act = replace(act, audience=readers)
            conflicting.rebase(store, act, theirs.version, theirs.data, merged)
            if _says(theirs, merged, act):  # nothing of mine is missing there
                outbox.accepted(store, replace(act, data=merged), theirs.version)
                report.sent += 1
            elif differing(merged, mine) and differing(merged, theirs.data):
                wanted = tuple(theirs.audience)
                merges.keep(store, "joined", act, theirs.data, merged, at, wanted)
                report.joined.append((act.collection, act.id))
            return True
    conflicting.keep_both(store, act, _shown(theirs))
    return False


def _look_again(store: Store, answer: ExchangeAnswer, report: Report, at: str) -> None:
    """Let conflicts that wait for the member know what was written elsewhere since.

    It may end one: what is there now may be joined, or say what she says.
    """
    if records.filling_generation(store) != records.current_generation(store):
        return
    came = {(each.collection, each.id): each for each in answer.records if each.data is not None}
    for key, theirs in came.items():
        for act in outbox.of(store, *key):
            shown = (act.theirs or {}).get("version")
            if act.state == "conflict" and shown is not None and shown < theirs.version:
                joined(store, act, theirs, report, at)
                report.touched.add(act.collection)


def _says(theirs: WireRecord, data: Data | None, act: Act) -> bool:
    """Say whether the server has `data` already, for the readers that `act` wants."""
    return theirs.data == data and tuple(theirs.audience) == act.audience


def _nothing_there(store: Store, act: Act, report: Report) -> None:
    act = outbox.collapse(store, act)
    if act.data is None:
        outbox.accepted(store, act, 0)  # it is gone, as I wished
        report.sent += 1
    elif act.base is not None:
        conflicting.rebase(store, act, None, None, act.data)  # what I wrote is offered as new
    else:
        conflicting.keep_both(store, act, None)
        report.conflicts.append((act.collection, act.id))


def _shown(theirs: WireRecord) -> dict[str, object]:
    return {
        "collection": theirs.collection,
        "id": theirs.id,
        "version": theirs.version,
        "owner": theirs.owner,
        "audience": theirs.audience,
        "data": theirs.data,
    }
