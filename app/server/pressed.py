"""What a pack of an audience would hold, read as that audience reads, in reading order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any

import msgspec

from app.domain.collections import ALL
from app.packs import ordering, writing
from app.packs.container import PackedRecord
from app.packs.ordering import FRAMES
from app.server.database import Connection
from app.server.packing import PACKED

LARGEST_TEXT, ALL_TEXTS = 2_000_000, 8_000_000
"""Bytes of one document's text that goes along, and of all of them."""
_RECEIPTS = "60 days"


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a pack."""

    record: PackedRecord
    part: int
    size: int

    @property
    def collection(self) -> str:
        return self.record.collection

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def data(self) -> dict[str, Any]:
        return self.record.data or {}


@dataclass(frozen=True, slots=True)
class Reading:
    """What an audience reads at one moment of the database."""

    title: str
    epoch: str
    basis: int
    rows: tuple[Row, ...]
    texts: tuple[writing.Part, ...] = ()
    """The texts of its documents: small, and read at once by whoever reads the rest."""

    @property
    def parts(self) -> frozenset[tuple[str, str, int]]:
        return frozenset((each.collection, each.id, each.part) for each in self.rows)


def read(connection: Connection, cycle: str, row: tuple[Any, ...]) -> Reading:
    """Return what the audience in whose name the connection reads may read."""
    rows = connection.execute(
        "select collection, id, version, owner, audience, data, part from records "
        "where cycle = %s and collection = any(%s) and data is not null order by collection, id",
        [cycle, PACKED],
    ).fetchall()
    found = [
        Row(
            PackedRecord(collection, id, version, owner, tuple(readers), msgspec.json.decode(data)),
            int(part),
            len(data),
        )
        for collection, id, version, owner, readers, data, part in rows
    ]
    title, epoch, basis = row
    texts = _texts(connection, cycle, found)
    return Reading(title, epoch, int(basis), tuple(_in_reading_order(found)), texts)


def _texts(connection: Connection, cycle: str, rows: Iterable[Row]) -> tuple[writing.Part, ...]:
    """Return the documents' texts that are there whole, the smallest first.

    One by one they would each cost a round trip, and nothing would make them smaller.
    """
    names = files((each for each in rows if each.collection == "documents"), ("text",))
    there = connection.execute(
        "select sha256, size from files where cycle = %s and whole and sha256 = any(%s) "
        "and size between 1 and %s order by size, sha256",
        [cycle, names, LARGEST_TEXT],
    ).fetchall()
    found: list[writing.Part] = []
    left = ALL_TEXTS
    for name, size in there:
        left -= int(size)
        if left < 0:
            break
        pieces = connection.execute(
            "select content from chunks where cycle = %s and sha256 = %s order by start",
            [cycle, name],
        ).fetchall()
        content = b"".join(bytes(each[0]) for each in pieces)
        if sha256(content).hexdigest() == name:
            found.append(writing.Part(name, content, file=f"{name}.md"))
    return tuple(found)


def _in_reading_order(rows: Iterable[Row]) -> list[Row]:
    """Sort by reading class; of the texts, the newest version of each proposal leads."""
    found = list(rows)
    leading = ordering.newest(
        (each.id, each.data.get("version")) for each in found if each.collection == "proposals"
    )
    return sorted(found, key=lambda each: ordering.place(each.collection, each.id, leading))


def frames(rows: Iterable[Row]) -> Iterator[writing.Part]:
    for reading, group in groupby(rows, lambda each: ALL[each.collection].reading):
        for some in ordering.cut(group, lambda each: each.size):
            yield writing.records_part(FRAMES[reading], (each.record for each in some))


def counted(connection: Connection, cycle: str) -> tuple[int, list[str], dict[str, str]]:
    """Return the sequence of the next pack, and the acts that others handed on: taken, and not."""
    row = connection.execute(
        "select greatest((extract(epoch from clock_timestamp()) * 1000)::bigint, "
        "coalesce(max(sequence), 0) + 1) from packs where cycle = %s",
        [cycle],
    ).fetchone()
    carried = connection.execute(
        "select op, result, code from ops where cycle = %s and carried "
        "and at > now() - %s::interval order by op",
        [cycle, _RECEIPTS],
    ).fetchall()
    taken = [str(op) for op, result, _ in carried if result == "accepted"]
    aside = {str(op): code or "refused" for op, result, code in carried if result == "refused"}
    return (int(row[0]) if row else 0), taken, aside


def files(rows: Iterable[Row], fields: Sequence[str] = ("text", "file")) -> list[str]:
    """Return the hashes of the files that the packed documents name in `fields`."""
    found: list[str] = []
    for row in rows:
        if row.collection == "documents":
            told = [row.data.get(field) for field in fields]
            found += [each["sha256"] for each in told if isinstance(each, dict)
                      and isinstance(each.get("sha256"), str)]  # fmt: skip
    return list(dict.fromkeys(found))
