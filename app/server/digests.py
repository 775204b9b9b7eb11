"""Digests of what callers may read, by which a device knows whether it holds the same."""

import threading
from typing import Any

from app.server.database import Connection
from app.server.envelopes import Reader

Digest = dict[str, list[Any]]


class Digests:
    """Digests of what callers may read, kept until a commit changes what that is.

    A digest follows from the database alone: other workers come to the same one.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str | None, int], tuple[int, Digest]] = {}

    def of(self, connection: Connection, reader: Reader, access: int) -> Digest:
        row = connection.execute(
            "select max(last) from commits where cycle = %s", [reader.cycle]
        ).fetchone()
        last = int(row[0]) if row and row[0] is not None else 0
        key = (reader.cycle, reader.account, access)
        with self._lock:
            kept = self._kept.get(key)
        if kept and (
            kept[0] == last or (kept[0] < last and not _anything_after(connection, reader, kept[0]))
        ):
            self._keep(key, last, kept[1])
            return kept[1]
        rows = connection.execute(
            "select collection, count(*), bit_xor(part) from (select distinct collection, id, part "
            "from sight where cycle = %s and seen "
            "and reader = any (string_to_array(current_setting('satchel.readers'), ' '))) as mine "
            "group by collection order by collection",
            [reader.cycle],
        ).fetchall()
        found: Digest = {
            collection: [count, f"{xor % 2**64:016x}"] for collection, count, xor in rows
        }
        self._keep(key, last, found)
        return found

    def _keep(self, key: tuple[str, str | None, int], last: int, digest: Digest) -> None:
        with self._lock:
            if len(self._kept) > 1_000:  # noqa: PLR2004 -- a bound on memory, no meaning
                self._kept.clear()
            if key not in self._kept or self._kept[key][0] < last:
                self._kept[key] = (last, digest)


def _anything_after(connection: Connection, reader: Reader, seq: int) -> bool:
    """Say whether the reader gained, lost or was changed any record after `seq`."""
    row = connection.execute(
        "select exists (select 1 "
        "from unnest(string_to_array(current_setting('satchel.readers'), ' ')) as who(name) "
        "cross join unnest(array[1, 2, 3, 4]::smallint[]) as at(reading) "
        "cross join lateral (select 1 from sight s where s.cycle = %s and s.reader = who.name "
        "and s.class = at.reading and s.seq > %s order by s.seq limit 1) as newer)",
        [reader.cycle, seq],
    ).fetchone()
    return bool(row and row[0])
