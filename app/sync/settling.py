"""What the server's answers mean for what I sent: accepted, in conflict, or refused."""

from dataclasses import replace

from app.domain.merging import merge
from app.domain.records import Data, Record
from app.store import Store, outbox, records
from app.store.outbox import Act
from app.sync.report import Report
from app.wire import Answer, ExchangeAnswer, WireRecord


def settle(store: Store, acts: list[Act], answer: ExchangeAnswer, report: Report) -> None:
    """Apply the answers to `acts`. The records of `answer` are in the store already."""
    by_op = {act.op: act for act in acts}
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
                _conflict(store, act, each, report)
            case "refused":
                code, message = each.code or "refused", each.message or ""
                if outbox.refused(store, act, code, message):
                    report.set_aside.append((act.id, code, message))


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


def _conflict(store: Store, act: Act, answer: Answer, report: Report) -> None:
    theirs = answer.theirs
    if theirs is None or theirs.gone or theirs.data is None:
        _nothing_there(store, act, report)
        return
    records.apply(store, [record(theirs)], records.filling_generation(store))
    if _says(theirs, act.data, act):
        outbox.accepted(store, act, theirs.version)
        report.sent += 1
        return
    act = outbox.collapse(store, act)
    if act.data is not None:
        merged = merge(act.base_data, act.data, theirs.data)
        if merged is not None:
            outbox.rebase(store, act, theirs.version, theirs.data, merged)
            if _says(theirs, merged, act):  # nothing of mine is missing there
                outbox.accepted(store, replace(act, data=merged), theirs.version)
                report.sent += 1
            return
    outbox.conflicted(store, act, _shown(theirs))
    report.conflicts.append((act.collection, act.id))


def _says(theirs: WireRecord, data: Data | None, act: Act) -> bool:
    """Say whether the server has `data` already, for the readers that `act` wants."""
    return theirs.data == data and tuple(theirs.audience) == act.audience


def _nothing_there(store: Store, act: Act, report: Report) -> None:
    act = outbox.collapse(store, act)
    if act.data is None:
        outbox.accepted(store, act, 0)  # it is gone, as I wished
        report.sent += 1
    elif act.base is not None:
        outbox.rebase(store, act, None, None, act.data)  # what I wrote is offered as new
    else:
        outbox.conflicted(store, act, None)
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
