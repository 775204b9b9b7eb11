"""One sync: what I did goes up, what others did comes down, until neither side has more.

It may stop anywhere and be run again. A row is frozen before it is sent; all rows of
an answer and its cursor are one transaction; no transaction is open while the line is
waited for. Told in numbered prose in `docs/sync.md`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from uuid import uuid4

from app.domain import times
from app.domain.records import Record
from app.store import Store, facts, outbox, records
from app.sync import digest
from app.sync.merge import merge
from app.sync.transport import Stop, Transport, never
from app.wire import Answer, Change, ExchangeAnswer, ExchangeRequest, WireRecord

FIRST_PAGE, PAGE = 48_000, 400_000
"""Uncompressed bytes of records asked for at once: little first, so that reading can start."""


@dataclass(slots=True)
class Report:
    """What one sync did, for the member to read."""

    sent: int = 0
    received: int = 0
    gone: int = 0
    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    seconds: float = 0.0
    more: bool = False
    reset: str | None = None
    repaired: bool = False
    """The digest differed and everything was read again."""
    conflicts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    set_aside: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    """(id, code, message) of what the server will not take."""
    touched: set[str] = field(default_factory=set[str])


Progress = Callable[[Report], None]


def quiet(_: Report) -> None:
    """Tell nobody."""


def sync(
    store: Store,
    transport: Transport,
    *,
    device: str,
    budget: int | None = None,
    progress: Progress = quiet,
    stop: Stop = never,
    send: bool = True,
) -> Report:
    """Exchange until nothing waits and nothing more comes, or `budget` bytes are spent.

    Without `send` it only brings what others did; what waits goes on waiting.
    Raises TransportError; what was finished by then stays finished.
    """
    report, begun = Report(), monotonic()
    before = transport.traffic.up, transport.traffic.down, transport.traffic.requests
    try:
        while True:
            again = _once(store, transport, device, report, stop, send=send)
            report.bytes_up = transport.traffic.up - before[0]
            report.bytes_down = transport.traffic.down - before[1]
            report.requests = transport.traffic.requests - before[2]
            progress(report)
            spent = report.bytes_up + report.bytes_down
            if budget is not None and again and spent >= budget:
                report.more = True
                break
            if not again:
                break
    finally:
        report.seconds = round(monotonic() - begun, 3)
    return report


def _once(
    store: Store, transport: Transport, device: str, report: Report, stop: Stop, *, send: bool
) -> bool:
    """Do one exchange; say whether another is needed."""
    acts = outbox.to_send(store) if send else []
    outbox.freeze(store, [act for act in acts if act.state == "waiting"])
    cursor = facts.get(store, "cursor")
    request = ExchangeRequest(
        device=device,
        epoch=facts.get(store, "epoch"),
        cursor=cursor,
        limit=PAGE if cursor else FIRST_PAGE,
        nonce=uuid4().hex,
        changes=[_change(act) for act in acts],
    )
    answer = transport.exchange(request, stop)
    if answer.reset is not None:
        # Nothing of this request was taken: read everything anew, beside what is here.
        report.reset = answer.reset
        records.begin_generation(store, answer.reset)
        return True
    with store.atomic():
        _take(store, answer, report)
        _settle(store, acts, answer, report)
        facts.put(store, cursor=answer.cursor, epoch=answer.epoch)
        if not answer.more:
            _finish(store, answer, report)
    report.more = answer.more
    told = None if answer.more or report.repaired else answer.digest
    if told is not None and not digest.agrees(store, told):
        report.repaired = True
        records.begin_generation(store, "access")
        return True
    return answer.more or (send and bool(outbox.to_send(store, 1)))


def _change(act: outbox.Act) -> Change:
    return Change(
        op=act.op,
        collection=act.collection,
        id=act.id,
        base=act.base,
        audience=list(act.audience),
        data=act.data,
    )


def _take(store: Store, answer: ExchangeAnswer, report: Report) -> None:
    filling = records.filling_generation(store)
    applied = records.apply(store, [_record(each) for each in answer.records], filling)
    report.received += len(applied.news)
    report.gone += len(applied.gone)
    report.touched |= {collection for collection, _ in (*applied.news, *applied.gone)}


def _record(wire: WireRecord) -> Record:
    data = None if wire.gone else wire.data
    return Record(wire.collection, wire.id, wire.version, wire.owner, tuple(wire.audience), data)


def _settle(store: Store, acts: list[outbox.Act], answer: ExchangeAnswer, report: Report) -> None:
    by_op = {act.op: act for act in acts}
    came = {(each.collection, each.id) for each in answer.records}
    for each in answer.answers:
        act = by_op.get(each.op)
        if act is None:
            continue
        report.touched.add(act.collection)
        match each.result:
            case "accepted":
                # Green only once the record itself came back; until then it is asked again.
                if (act.collection, act.id) in came or act.data is None:
                    outbox.accepted(store, act, each.version or 0)
                    report.sent += 1
            case "conflict":
                _conflict(store, act, each, report)
            case "refused":
                outbox.refused(store, act, each.code or "refused", each.message or "")
                report.set_aside.append((act.id, each.code or "refused", each.message or ""))


def _conflict(store: Store, act: outbox.Act, answer: Answer, report: Report) -> None:
    theirs = answer.theirs
    if theirs is not None and not theirs.gone and theirs.data is not None:
        records.apply(store, [_record(theirs)], records.filling_generation(store))
        if theirs.data == act.data:
            outbox.accepted(store, act, theirs.version)
            report.sent += 1
            return
        merged = None if act.data is None else merge(act.base_data, act.data, theirs.data)
        if merged is not None:
            outbox.rebase(store, act, theirs.version, theirs.data, merged)
            return
    elif act.data is not None and act.base is not None:
        # It is not there any more: what I wrote is offered as new.
        outbox.rebase(store, act, None, None, act.data)
        return
    shown = None if theirs is None else _shown(theirs)
    outbox.conflicted(store, act, shown)
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


def _finish(store: Store, answer: ExchangeAnswer, report: Report) -> None:
    """Close a round: swap generations after a reset, offer again what the server lost of mine."""
    why = facts.get(store, "filling_why")
    records.swap_generation(store)
    account = facts.get(store, "account")
    if why in {"epoch", "cursor"}:
        for lost in records.missing(store):
            if lost.owner == account and lost.data is not None:
                outbox.put(
                    store,
                    lost.collection,
                    lost.id,
                    lost.data,
                    audience=lost.audience,
                    written_at=str(lost.data.get("written_at") or answer.now),
                )
    me = records.version(store, "members", account or "")
    if me is not None:
        role = json.loads(me[1]).get("role")
        if role:
            facts.put(store, role=role)
    now = answer.now
    facts.put(store, last_exchange=now if times.is_instant(now) else None)
    if why is not None:
        report.touched |= {"*"}
