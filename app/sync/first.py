"""The first sync with a server: its newest pack, then exchanges from where the pack ends.

One file of papers comes much tighter than pages of them, and goes on where a line broke. The
same where everything is read anew after a reset: the pack fills the second generation then.
Where there is no pack, or none that can be used, the exchange brings everything by itself.
"""

from collections.abc import Callable, Iterator

import msgspec

from app.packs.container import PackError
from app.paths import Home
from app.store import Store, facts, records
from app.sync import pulling
from app.sync.ahead import Nearing
from app.sync.intake import Taken
from app.sync.pulling import Wanted
from app.sync.report import Meter, Pace, Progress, Report
from app.sync.transport import COMPRESSED, OVERHEAD, Refused, Stop, Transport
from app.wire import Pack

FACT = "packs"
"""Where the packs are kept that the server offered when this computer joined."""
WIDEST = ("members", "observers", "public")
NOT_FOUND = 404
WORTH = 1.25 * COMPRESSED
"""Of the size of all records, what a pack may take that is brought again: a quarter more than
pages of them, because it goes on at the byte where the line broke."""

Early = Callable[[str, str], None]
"""Told the epoch and the cursor of the exchange that comes next."""


def not_early(_epoch: str, _cursor: str) -> None:
    """Ask nothing ahead."""


def due(store: Store) -> bool:
    """Say whether nothing was read here yet and the server offered packs."""
    return (
        facts.get(store, "cursor") is None
        and facts.get(store, "pack_sequence") is None
        and bool(offered(store))
    )


def offer(store: Store, packs: list[Pack]) -> None:
    """Keep which packs the server offers."""
    facts.put(store, **{FACT: msgspec.json.encode(packs).decode() if packs else None})


def offered(store: Store) -> list[Pack]:
    """Return the packs that the server offered."""
    try:
        return msgspec.json.decode(facts.get(store, FACT) or "[]", type=list[Pack])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return []


def widest(packs: list[Pack]) -> Pack | None:
    """Return the whole pack that was made for the most trusted readers among `packs`."""
    whole = [each for each in packs if each.from_ is None and each.audience in WIDEST]
    return min(whole, key=lambda each: WIDEST.index(each.audience), default=None)


def bring(
    store: Store,
    home: Home,
    transport: Transport,
    report: Report,
    *,
    budget: int | None,
    progress: Progress,
    stop: Stop,
    early: Early = not_early,
) -> bool:
    """Bring the widest pack there is; say whether the exchange may begin now.

    `early` is told, once the rest is a matter of seconds, where the exchange will begin.
    A pack that cannot be used is told in `report.pack` and is not asked for again. Raises
    TransportError; what has arrived is continued the next time.
    """
    meter, pace = Meter(report, transport.traffic), Pace(report, progress)
    told = pulling.telling(report, meter, pace)

    for pack in _candidates(store, transport, stop):
        report.phase, report.done, report.total = "papers", 0, pack.size
        # On a line that broke already, what is asked ahead would likely break as well.
        holds = pulling.waiting(home, pack.sha256) == 0
        nearing = Nearing(pack.size)

        def got(
            here: int, taken: Taken, *, holds: bool = holds, nearing: Nearing = nearing
        ) -> None:
            told(here, taken)
            if holds and nearing.soon(here) and taken.cursor is not None and not taken.older:
                early(taken.epoch, taken.cursor)

        try:
            most = None if budget is None else budget - OVERHEAD - meter.read()
            wanted = Wanted(pack.sha256, pack.size)
            taken = pulling.pull(
                store, home, wanted, transport.fetch, most=most, got=got, stop=stop
            )
        except PackError as error:
            report.pack, report.pack_params = f"pack_{error.code}", error.params
            records.empty_filling(store)  # an exchange from the beginning takes nothing back
            break
        except Refused as refused:
            if refused.status != NOT_FOUND:
                raise
            pulling.forget(home, pack.sha256)
            records.empty_filling(store)
            continue
        finally:
            meter.read()
            progress(report)
        if taken is None:
            report.more = True
            return False
        break
    offer(store, [])
    return True


def bring_anew(
    store: Store,
    home: Home,
    transport: Transport,
    report: Report,
    *,
    budget: int | None,
    progress: Progress,
    stop: Stop,
) -> bool:
    """After a reset, bring the pack that the server offers; say whether the exchange may begin.

    Only where the pack is likely not much larger than pages of the same: it holds texts of
    documents, too, and those are here. What was read of earlier packs does not count any more:
    the server may have gone back before them. As `bring` otherwise.
    """
    there = transport.changes(stop)
    pack = widest(there.packs)
    if pack is None or pack.size > there.bytes * WORTH:
        return True
    with store.atomic():
        offer(store, there.packs)
        facts.put(store, pack_sequence=None, pack_sha256=None)
    return bring(store, home, transport, report, budget=budget, progress=progress, stop=stop)


def _candidates(store: Store, transport: Transport, stop: Stop) -> Iterator[Pack]:
    """Yield the pack offered at joining; if that is gone, the one that is offered now."""
    first = widest(offered(store))
    if first is not None:
        yield first
    there = transport.changes(stop)
    offer(store, there.packs)
    now = widest(there.packs)
    if now is not None and (first is None or now.sha256 != first.sha256):
        yield now
