"""What a caller is sent: pages of records in reading order, and how many bytes they would be."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from app.server.cursors import CLASSES, FromPack
from app.server.database import Connection
from app.server.envelopes import Key, Reader, gone, named, read

_Newer = tuple[int, Key, int, bool, str | None]
"""Reading class, key, seq, whether it is her own, and why it is gone."""

_KEYS = 5_000
"""Most records in one answer, whatever their size."""
_STEPS = (20, 80, 400)
"""How many records are read at once: few at first, in case the limit is small."""
_ALL = 2**31
"""A place behind every packed record: all of them were compared."""
_ENVELOPE = 140
"""Bytes that collection, id, version, owner and audience take, for an estimate."""

# Every query names its plan by `lateral ... offset 0`: one index probe for each reader and
# class, or key. Left to itself PostgreSQL reads the whole cycle instead, above all without
# fresh statistics.
_NEWER = """
select class, collection, id, max(seq), bool_or(reader = %(me)s), (array_agg(why order by seq desc))[1]
from unnest(array[1, 2, 3, 4]::smallint[], %(positions)s::bigint[]) as at(reading, after)
cross join unnest(string_to_array(current_setting('satchel.readers'), ' ')) as who(name)
cross join lateral (
    select class, collection, id, seq, reader, why from sight s
    where cycle = %(cycle)s and class = at.reading and seq > at.after and reader = who.name
        and (seq > %(since)s or (seen and not exists (
            select 1 from pack_records p where p.cycle = %(cycle)s and p.pack = %(pack)s
                and p.collection = s.collection and p.id = s.id and p.part = s.part)))
    order by seq offset 0) as s
group by class, collection, id order by class, max(seq) limit %(most)s
"""

# What a pack held and the reader may not read, in the pack's order.
_LOST = """
select p.place, p.collection, p.id, s.why from pack_records p
cross join lateral (
    select coalesce(bool_or(seen), false) as seen, (array_agg(why order by seq desc))[1] as why
    from sight s where s.cycle = p.cycle and s.collection = p.collection and s.id = p.id
        and reader = any (string_to_array(current_setting('satchel.readers'), ' ')) offset 0) as s
where p.cycle = %(cycle)s and p.pack = %(pack)s and p.place > %(told)s and not s.seen
order by p.place limit %(most)s
"""

_LEADING = """
select k.collection, k.id, max(seq), (array_agg(why order by seq desc))[1]
from unnest(%(collections)s::text[], %(ids)s::text[]) as k(collection, id)
cross join lateral (
    select seq, why from sight s
    where s.cycle = %(cycle)s and s.collection = k.collection and s.id = k.id
        and reader = any (string_to_array(current_setting('satchel.readers'), ' ')) offset 0) as s
group by k.collection, k.id
"""


@dataclass(frozen=True, slots=True)
class Start:
    """From where on somebody reads."""

    positions: tuple[int, int, int, int] | None = None
    """Where she stands in each reading class; None at the very beginning."""
    top: int = 0
    """The newest seq she was ever sent."""
    pack: FromPack | None = None


@dataclass(frozen=True, slots=True)
class Page:
    records: list[msgspec.Raw]
    positions: tuple[int, int, int, int]
    top: int
    more: bool
    pack: FromPack | None = None


def page(
    connection: Connection,
    reader: Reader,
    start: Start,
    limit: int,
    first: Sequence[Key] = (),
) -> Page:
    """Return the records after `start` that fit into `limit` bytes, at least one.

    Args:
        connection: a reading transaction.
        reader: who reads.
        start: from where on.
        limit: bytes of JSON; `first` does not count.
        first: records that this exchange accepted; they lead, always.
    """
    leading = _leading(connection, reader, first)
    sent = _Sent([body for body, _ in leading.values()], limit)
    top = max([start.top, *(seq for _, seq in leading.values())])
    now_at = list(start.positions or (0,) * CLASSES)
    pack = begun(connection, reader.cycle, start.pack)
    if pack:
        pack, whole = _take_back(connection, reader, pack, sent, leading)
        if not whole:
            return Page(sent.records, _four(now_at), top, more=True, pack=pack)
    keys, more = _newer(connection, reader, start.positions, pack)
    for step in _steps(keys):
        bodies = read(connection, reader, [key for _, key, *_ in step if key not in leading])
        for reading, key, seq, mine, why in step:
            body = bodies.get(key)
            if body is None and key not in leading and _knew(start, reading, mine=mine):
                body = gone(key, why)
            if body is not None and not sent.takes(body):
                return Page(sent.records, _four(now_at), top, more=True, pack=pack)
            now_at[reading - 1] = seq
            top = max(top, seq)
    if pack and not more:
        # All that was there at the beginning was sent, or the pack held it.
        now_at = [max(each, pack.since) for each in now_at]
        return Page(sent.records, _four(now_at), max(top, pack.since), more=False)
    return Page(sent.records, _four(now_at), top, more, pack)


class _Sent:
    """The records of one answer, up to its limit."""

    def __init__(self, leading: list[msgspec.Raw], limit: int) -> None:
        self.records = leading
        self._left = limit
        self._empty = True

    def takes(self, body: msgspec.Raw) -> bool:
        """Take a record if there is room, the first one always."""
        size = memoryview(body).nbytes + 1
        if not self._empty and size > self._left:
            return False
        self.records.append(body)
        self._left -= size
        self._empty = False
        return True


def _knew(start: Start, reading: int, *, mine: bool) -> bool:
    """Say whether a reader may hold something that is gone now."""
    if start.positions is None:
        return False
    return mine or start.pack is not None or start.positions[reading - 1] > 0


def _take_back(
    connection: Connection, reader: Reader, pack: FromPack, sent: _Sent, leading: Collection[Key]
) -> tuple[FromPack, bool]:
    """Send what a pack held and she may not read; say how far, and whether that was all."""
    for count, (place, key, why) in enumerate(_lost(connection, reader, pack)):
        if count == _KEYS or (key not in leading and not sent.takes(gone(key, why))):
            return pack, False
        pack = replace(pack, told=place)
    return replace(pack, told=_ALL), True


def begun(connection: Connection, cycle: str, pack: FromPack | None) -> FromPack | None:
    """Return `pack` with the newest seq of this moment, if reading from it begins now."""
    if pack is None or pack.since:
        return pack
    row = connection.execute("select max(last) from commits where cycle = %s", [cycle]).fetchone()
    return replace(pack, since=int(row[0]) if row else 0)


def bytes_after(connection: Connection, reader: Reader, start: Start) -> int:
    """Return about how many bytes of records an exchange from `start` would bring."""
    pack = begun(connection, reader.cycle, start.pack)
    row = connection.execute(
        "select coalesce(sum(r.size + %(envelope)s), 0) from ("
        + _NEWER
        + ") as k(class, collection, id) join records r on r.cycle = %(cycle)s "
        "and r.collection = k.collection and r.id = k.id",
        {**_parameters(reader, start.positions, pack, 10_000_000), "envelope": _ENVELOPE},
    ).fetchone()
    return int(row[0]) if row else 0


def _leading(
    connection: Connection, reader: Reader, first: Iterable[Key]
) -> dict[Key, tuple[msgspec.Raw, int]]:
    wanted = list(dict.fromkeys(first))
    if not wanted:
        return {}
    rows = connection.execute(_LEADING, named(reader, wanted)).fetchall()
    at = {(row[0], row[1]): (int(row[2]), row[3]) for row in rows}
    bodies = read(connection, reader, wanted)
    return {
        key: (bodies.get(key) or gone(key, at[key][1]), at[key][0]) for key in wanted if key in at
    }


def _steps(keys: list[_Newer]) -> Iterator[list[_Newer]]:
    start, sizes = 0, iter(_STEPS)
    size = next(sizes)
    while start < len(keys):
        yield keys[start : start + size]
        start, size = start + size, next(sizes, size)


def _lost(
    connection: Connection, reader: Reader, pack: FromPack
) -> Iterator[tuple[int, Key, str | None]]:
    """Yield what the pack held and she may not read: place, key, why."""
    if pack.told == _ALL:
        return
    rows = connection.execute(
        _LOST,
        {"cycle": reader.cycle, "pack": pack.number, "told": pack.told, "most": _KEYS + 1},
    ).fetchall()
    for place, collection, id, why in rows:
        yield int(place), (collection, id), why


def _newer(
    connection: Connection,
    reader: Reader,
    positions: tuple[int, int, int, int] | None,
    pack: FromPack | None,
) -> tuple[list[_Newer], bool]:
    parameters = _parameters(reader, positions, pack, _KEYS + 1)
    rows = connection.execute(_NEWER, parameters).fetchall()
    keys = [(row[0], (row[1], row[2]), int(row[3]), row[4], row[5]) for row in rows[:_KEYS]]
    return keys, len(rows) > _KEYS


def _parameters(
    reader: Reader,
    positions: tuple[int, int, int, int] | None,
    pack: FromPack | None,
    most: int,
) -> dict[str, Any]:
    return {
        "pack": pack.number if pack else 0,
        "since": pack.since if pack else -1,
        "cycle": reader.cycle,
        "me": reader.account or "",
        "positions": list(positions or (0,) * CLASSES),
        "most": most,
    }


def _four(positions: list[int]) -> tuple[int, int, int, int]:
    one, two, three, four = positions
    return one, two, three, four
