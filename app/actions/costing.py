"""What the next sync will cost: told before it starts, in bytes and in time."""

import json
from dataclasses import dataclass, field

import zstandard

from app.actions.acting import me
from app.actions.opening import told
from app.actions.trouble import Trouble
from app.actions.ways import Open, done_with, server
from app.paths import Home
from app.store import Store, facts, files, outbox
from app.sync import first, following, pulling
from app.sync.report import Report
from app.sync.transport import COMPRESSED, OVERHEAD, Refused, Stop, Transport, never
from app.sync.web import WebTransport
from app.wire import ChangesAnswer

RATE = "rate"
"""Where the speed of the last sync is kept, in bytes a second."""
ENOUGH = 10_000
"""Bytes: a sync that moved fewer says nothing about the speed of the line."""
RESET = 409
"""HTTP: the cursor no longer holds, so everything would come again."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the next sync will cost, in bytes on the line."""

    bytes_up: int
    bytes_down: int
    exact: bool = False
    """The size of all that will come is known: it lies in packs."""
    counts: dict[str, int] = field(default_factory=dict[str, int])
    """How many records of each collection the server has for us."""
    seconds: float | None = None
    """How long it will take at the speed of the last sync; None: not measured yet."""


def estimate(
    store: Store, home: Home | None = None, *, stop: Stop = never, open_transport: Open = server
) -> Estimate:
    """Ask what is there and say what bringing it will cost. Nothing is brought or sent.

    With `home`, what has arrived already of a pack or is here of texts does not count.
    Raises Trouble (`not_joined`, `no_server`, `device_revoked`, `pack_...`), TransportError.
    """
    transport = open_transport(me(store))
    try:
        if isinstance(transport, WebTransport):
            return _of_folder(store, home, transport, stop)
        return _of_server(store, home, transport, stop)
    except Refused as refused:
        if refused.status in {401, 403}:
            raise Trouble("device_revoked", reason=refused.code) from refused
        raise
    finally:
        done_with(store, transport)


def measured(store: Store, report: Report) -> None:
    """Keep how fast the line was, for the next estimate."""
    moved = report.bytes_up + report.bytes_down
    if moved >= ENOUGH and report.seconds > 0:
        facts.put(store, **{RATE: str(round(moved / report.seconds))})


def rate(store: Store) -> int | None:
    """Return the speed of the last sync that says something, in bytes a second."""
    found = facts.get(store, RATE)
    return int(found) if found and found.isdecimal() and int(found) > 0 else None


def _of_server(store: Store, home: Home | None, transport: Transport, stop: Stop) -> Estimate:
    cursor = facts.get(store, "cursor")
    there = _asked(transport, stop, cursor)
    up, down, exact = OVERHEAD, OVERHEAD, False
    waiting = [act.data for act in outbox.to_send(store, limit=100_000, size=2**40)]
    if waiting:
        up += len(zstandard.compress(json.dumps(waiting).encode(), 19))
    pack = first.widest(there.packs) if _nothing_here(store) else None
    if pack is not None:
        down += pack.size - (pulling.waiting(home, pack.sha256) if home else 0)
        after = _asked(transport, stop, pack.cursor)
        down += int(after.bytes * COMPRESSED)
        exact = after.bytes == 0 and not waiting
    elif cursor is None or cursor != there.cursor:
        down += int(there.bytes * COMPRESSED)
    texts = [size + OVERHEAD for _, size in files.missing_texts(store)]
    return _told(store, up, down + sum(texts), there, exact=exact and not texts)


def _nothing_here(store: Store) -> bool:
    return facts.get(store, "cursor") is None and facts.get(store, "pack_sequence") is None


def _asked(transport: Transport, stop: Stop, cursor: str | None) -> ChangesAnswer:
    try:
        return transport.changes(stop, cursor)
    except Refused as refused:
        if refused.status != RESET:
            raise
        return transport.changes(stop)


def _told(
    store: Store, up: int, down: int, there: ChangesAnswer | None = None, *, exact: bool
) -> Estimate:
    speed = rate(store)
    seconds = None if speed is None else round((up + down) / speed, 1)
    return Estimate(up, down, exact, dict(there.counts) if there else {}, seconds)


def _of_folder(store: Store, home: Home | None, web: WebTransport, stop: Stop) -> Estimate:
    with told():
        there = following.look(store, home, web, stop=stop, known=facts.get(store, "web_etag"))
    if there is None or not there.ways:
        return _told(store, OVERHEAD, OVERHEAD, exact=True)
    pack = there.ways[0]
    here = pulling.waiting(home, pack.sha256) if home else 0
    return _told(store, 2 * OVERHEAD, there.asked + pack.size - here + OVERHEAD, exact=True)
