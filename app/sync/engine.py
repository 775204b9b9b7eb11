"""One sync: what I did goes up, what others did comes down, until neither side has more.

It may stop anywhere and be run again. A row is frozen before it is sent; all rows of
an answer and its cursor are one transaction; no transaction is open while the line is
waited for. Told in numbered prose in `docs/sync.md`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_urlsafe
from time import monotonic

import msgspec
from msgspec import UNSET

from app.store import Store, carried, erasures, facts, outbox, records
from app.store.database import Unfit
from app.sync import bundle, digest, handing_on, paging, settling, sparing
from app.sync.receiving import Receiving
from app.sync.report import Meter, Progress, Report, quiet
from app.sync.transport import OVERHEAD, Cancelled, SignInPage, Stop, Transport, Unreachable, never
from app.wire import Change, ExchangeAnswer, ExchangeRequest

ENOUGH = 8
"""Times one record is built anew on what the server has, in one sync; then it waits."""


Anew = Callable[[Report], bool]
"""Called when everything is to be read anew; says whether the exchange may go on."""


def exchange_all(_: Report) -> bool:
    """Let the exchange bring everything."""
    return True


@dataclass(slots=True)
class _Run:
    store: Store
    transport: Transport
    device: str
    send: bool
    stop: Stop
    report: Report
    receiving: Receiving
    read: bool = True
    """Without it nothing is read on but what a request brings in any case."""
    begun_anew: bool = False
    """The server's answer was a reset, and nothing was asked since."""
    offered: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    """How often each record went up in this sync."""
    handing: list[carried.Carried] = field(default_factory=list[carried.Carried])
    """What members sent by file and this request hands on."""
    handed: set[str] = field(default_factory=set[str])
    """Ops that were handed on in this sync and answered, or not."""


def sync(
    store: Store,
    transport: Transport,
    *,
    device: str,
    budget: int | None = None,
    progress: Progress = quiet,
    stop: Stop = never,
    send: bool = True,
    accept_erasures: bool = False,
    read: bool = True,
    report: Report | None = None,
    anew: Anew = exchange_all,
) -> Report:
    """Exchange until nothing waits and nothing more comes, or `budget` bytes are spent.

    Without `send` it only brings what others did; what waits goes on waiting. Without `read`
    it asks only while something waits, and for one record at a time: the least an answer
    brings. After a reset `anew` may bring what it can, once, before the exchange goes on. More
    erasures than usual are asked about (`Report.asks`), unless they are
    accepted. Raises TransportError; what was finished by then stays finished.
    """
    report = report or Report()
    receiving = Receiving(store, report, accept_erasures)
    run = _Run(store, transport, device, send, stop, report, receiving, read)
    begun, meter = monotonic() - report.seconds, Meter(report, transport.traffic)
    if accept_erasures:
        with store.atomic():
            receiving.let_go()
    report.phase, report.done, report.total = "exchange", 0, None
    spent = earlier = meter.read()
    left, again = None if budget is None else budget - spent, True
    if left is not None and left < OVERHEAD and spent:
        report.more, again = True, False  # what came before it took the whole budget
    if not read and (records.is_read_anew(store) or not waits(store)):
        return report
    try:
        while again:
            again = _once(run, left)
            spent = meter.read()
            report.done = spent - earlier
            progress(report)
            if again and run.begun_anew:
                run.begun_anew, anew, again = False, exchange_all, anew(report)
                report.phase, report.total = "exchange", None
                spent = meter.read()
            if budget is not None:
                left = budget - spent
                if again and left < sparing.least(store, send=send):
                    report.more = True
                    break
    finally:
        report.asks = erasures.asked(store)
        report.seconds = round(monotonic() - begun, 3)
    return report


def _once(run: _Run, budget: int | None) -> bool:
    """Do one exchange; say whether another is needed."""
    store, report = run.store, run.report
    acts, request = _prepared(run, budget)
    answer = _completed(request, _answered(run, request))
    if answer.reset is not None:
        if request.epoch is None and request.cursor is None:
            raise SignInPage("a reset of nothing")
        # Nothing of this request was taken: read everything anew, beside what is here.
        report.reset = answer.reset
        with store.atomic():
            if _still(store, request):
                records.begin_generation(store, answer.reset)
                run.begun_anew = True
        return run.read
    if not answer.epoch or not answer.cursor:
        raise SignInPage("an answer without a cursor")
    try:
        with store.atomic():
            if not _still(store, request):
                return True
            run.receiving.take(acts, answer)
            settling.settle(store, acts, answer, report)
            handing_on.settle(store, run.handing, answer, report)
            run.handed |= {act.op for act in run.handing}
            facts.put(store, cursor=answer.cursor, epoch=answer.epoch)
            if not answer.more:
                paging.held(store)
                run.receiving.finish(answer)
            if _differs(store, answer, report):
                report.repaired = True
                records.begin_generation(store, "digest")
                return run.read
    except Unfit as error:
        raise SignInPage("an answer that cannot be kept") from error
    report.more = answer.more
    return _needs_another(run, acts, request, answer)


def _answered(run: _Run, request: ExchangeRequest) -> ExchangeAnswer:
    """Exchange; a line that breaks in the answer is asked for less the next time."""
    before = run.transport.traffic.down
    try:
        return run.transport.exchange(request, run.stop)
    except SignInPage:
        raise
    except Unreachable:
        paging.broke(run.store, run.transport.traffic.down - before)
        raise


def _completed(request: ExchangeRequest, answer: ExchangeAnswer) -> ExchangeAnswer:
    """Return `answer` with what it leaves out because we hold all of it. Raises SignInPage."""
    if not answer.same:
        return answer
    if request.digest is UNSET or answer.more:
        raise SignInPage("the same as what was never told")
    epoch, cursor = answer.epoch or request.epoch or "", answer.cursor or request.cursor
    return msgspec.structs.replace(answer, epoch=epoch, cursor=cursor)


def _prepared(run: _Run, budget: int | None) -> tuple[list[outbox.Act], ExchangeRequest]:
    """Freeze what goes, and say how far we have read: one moment of the store."""
    store = run.store
    with store.atomic():
        if run.stop():
            # Whoever stopped us may be taking back right now what would be frozen here.
            raise Cancelled
        # What is not known to stand on the server as I last saw it is not written over.
        sends = run.send and not records.is_read_anew(store)
        acts = outbox.take(store, sparing.room(budget)) if sends else []
        run.handing = handing_on.take(store, run.handed) if sends else []
        carried.leave(store, run.handing)
        cursor = facts.get(store, "cursor")
        request = ExchangeRequest(
            device=run.device,
            epoch=facts.get(store, "epoch"),
            cursor=cursor,
            limit=paging.limit(store, cursor, budget) if run.read else 1,
            nonce=token_urlsafe(6),
            changes=[*map(_change, acts), *map(bundle.change, run.handing)],
        )
        if cursor is not None and not request.changes and facts.get(store, "filling") is None:
            # Likely there is nothing new: then a word is the whole answer.
            request.digest = digest.word(store)
    return acts, request


def waits(store: Store) -> bool:
    """Say whether acts wait here that the next exchange would take along."""
    return bool(outbox.to_send(store)) or handing_on.more(store, set())


def reading_on(store: Store, device: str, epoch: str, cursor: str) -> ExchangeRequest:
    """Return what the first exchange after a pack asks that ends at `cursor`, without acts."""
    return ExchangeRequest(
        device=device,
        epoch=epoch,
        cursor=cursor,
        limit=paging.limit(store, cursor, None),
        nonce=token_urlsafe(6),
    )


def _still(store: Store, request: ExchangeRequest) -> bool:
    """Say whether no other sync of this profile has read on while we waited.

    If one has, this answer fits no more: what it brings is asked for again.
    """
    now = facts.get(store, "epoch"), facts.get(store, "cursor")
    return now == (request.epoch, request.cursor)


def _differs(store: Store, answer: ExchangeAnswer, report: Report) -> bool:
    """Say whether all was read, and is not what the server says it is; asked once a sync."""
    if answer.more or report.repaired or answer.digest is None:
        return False
    return not digest.agrees(store, answer.digest)


def _needs_another(
    run: _Run, acts: list[outbox.Act], request: ExchangeRequest, answer: ExchangeAnswer
) -> bool:
    if answer.more:
        if answer.cursor == request.cursor and not answer.records and not answer.answers:
            raise SignInPage("more without an end")
        if run.read:
            return True
    if not run.send:
        return False
    for act in acts:
        key = act.collection, act.id
        run.offered[key] = run.offered.get(key, 0) + 1
    # What was asked just now and got no answer is asked again by the next sync, not by this one.
    asked = {act.op for act in acts}
    return handing_on.more(run.store, run.handed) or any(
        act.op not in asked and run.offered.get((act.collection, act.id), 0) < ENOUGH
        for act in outbox.to_send(run.store)
    )


def _change(act: outbox.Act) -> Change:
    return Change(
        op=act.op,
        collection=act.collection,
        id=act.id,
        base=act.base,
        audience=list(act.audience),
        data=act.data,
    )
