"""Reading the rows of a store that SQLite refuses: page by page, without trusting its trees.

The file format is told at sqlite.org/fileformat2.html. Only leaf pages are read, as they
stand after the whole transactions of the log: rows are told by their shape, so that a
broken schema, index or inner page costs nothing. Rows on broken pages are lost; since
what is deleted is overwritten (`secure_delete`), no deleted row comes back.
"""

import json
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.store import log

Row = dict[str, Any]
Value = int | float | str | bytes | None

OUTBOX = (
    "seq", "op", "collection", "id", "state", "base", "base_data", "audience", "data",
    "written_at", "code", "message", "theirs",
)  # fmt: skip
RECORDS = (
    "generation", "collection", "id", "version", "owner", "audience", "data", "missing",
)  # fmt: skip
UNDO = ("act", "verb", "at", "records")
SEEN = ("collection", "id", "version", "at", "place")
PAST = ("collection", "id", "digest")
CARRIED = (
    "account", "op", "collection", "id", "base", "sent_audience", "sent_data", "audience", "data",
    "via", "proof", "device_key", "carried_by", "written_at", "n", "received_at", "state", "code",
    "message",
)  # fmt: skip
FILED = ("op", "collection", "id", "base", "written_at", "at", "file", "confirmed")
_STATES = frozenset({"home", "waiting", "sent", "conflict", "refused"})
_OP = re.compile(r"[0-9a-zA-Z_-]{1,64}")
_NAME = re.compile(r"[a-z][a-z0-9_]{1,40}")
_DIGEST = re.compile(r"[0-9a-f]{32}")
_FACTS = frozenset(
    {
        "account", "cycle", "role", "server", "token", "device", "device_seed", "fingerprint",
        "cursor", "epoch", "generation", "filling", "filling_why", "last_exchange", "pins", "way",
        "web", "reading_key", "pack_sequence", "pack_sha256",
        "cycle_key", "bundle_sequence", "key_file",
    }
)  # fmt: skip
_TABLE_LEAF, _INDEX_LEAF = 0x0D, 0x0A
_PAGE_SIZES = frozenset(1 << n for n in range(9, 17))
_FILE_HEAD = 100
_LARGEST = 64_000_000


@dataclass(slots=True)
class Salvage:
    """What could still be read."""

    outbox: list[Row] = field(default_factory=list[Row])
    records: list[Row] = field(default_factory=list[Row])
    undo: list[Row] = field(default_factory=list[Row])
    seen: list[Row] = field(default_factory=list[Row])
    past: list[Row] = field(default_factory=list[Row])
    carried: list[Row] = field(default_factory=list[Row])
    """What members' files brought: for a chair or the Secretariat it is nowhere else."""
    filed: list[Row] = field(default_factory=list[Row])
    facts: dict[str, str] = field(default_factory=dict[str, str])
    pages: int = 0
    """Pages of the file."""
    broken: int = 0
    """Pages of rows that could not be read whole."""


def salvage(path: Path, *, with_log: bool = True) -> Salvage:
    """Return all rows that can be read from the store at `path` and its log; nothing is changed.

    Raises OSError: the file itself cannot be read.
    """
    raw = path.read_bytes()
    beside = log.beside(path)
    wal = beside.read_bytes() if with_log and beside.is_file() else b""
    size = _page_size(raw, wal)
    pages = _Pages(raw, size, log.pages(wal, size))
    found = Salvage(pages=pages.count)
    for number in range(1, pages.count + 1):
        try:
            for kind, values in _cells(pages, number, found):
                _sort_in(found, kind, values)
        except _Broken:
            found.broken += 1
    return _tidy(found)


class _Broken(Exception):
    """A page or a cell is not what the format says."""


class _Pages:
    """The pages of a file, under those of its log."""

    def __init__(self, raw: bytes, size: int, over: dict[int, bytes]) -> None:
        self.raw, self.size, self.over = raw, size, over
        self.count = min(max([(len(raw) + size - 1) // size, *over]), 1 << 22)
        self.usable = size - (raw[20] if len(raw) > _FILE_HEAD and raw[20] < size - 480 else 0)

    def page(self, number: int) -> bytes:
        known = self.over.get(number)
        if known is not None:
            return known
        return self.raw[(number - 1) * self.size : number * self.size]


def _page_size(raw: bytes, wal: bytes) -> int:
    told = struct.unpack(">H", raw[16:18])[0] if len(raw) >= _FILE_HEAD else 0
    told = 65536 if told == 1 else told
    if raw[:15] == b"SQLite format 3" and told in _PAGE_SIZES:
        return told
    return log.page_size(wal) or 4096


def _cells(pages: _Pages, number: int, found: Salvage) -> Iterator[tuple[int, list[Value]]]:
    page = pages.page(number)
    start = _FILE_HEAD if number == 1 else 0
    if len(page) < start + 8 or page[start] not in {_TABLE_LEAF, _INDEX_LEAF}:
        return
    kind, cells = page[start], struct.unpack(">H", page[start + 3 : start + 5])[0]
    if cells * 2 + start + 8 > len(page):
        raise _Broken
    for index in range(cells):
        at = struct.unpack(">H", page[start + 8 + index * 2 : start + 10 + index * 2])[0]
        try:
            yield kind, _cell(pages, page, at, table=kind == _TABLE_LEAF)
        except (_Broken, IndexError, struct.error, OverflowError):
            found.broken += 1


def _cell(pages: _Pages, page: bytes, at: int, *, table: bool) -> list[Value]:
    length, at = _varint(page, at)
    rowid: int | None = None
    if table:
        rowid, at = _varint(page, at)
    if length > _LARGEST:
        raise _Broken
    values = _values(_payload(pages, page, at, length, table=table))
    if rowid is not None and values and values[0] is None:
        values[0] = rowid  # an INTEGER PRIMARY KEY is kept as the rowid alone
    return values


def _payload(pages: _Pages, page: bytes, at: int, length: int, *, table: bool) -> bytes:
    usable = pages.usable
    most = usable - 35 if table else (usable - 12) * 64 // 255 - 23
    if length <= most:
        return _exactly(page[at : at + length], length)
    least = (usable - 12) * 32 // 255 - 23
    here = least + (length - least) % (usable - 4)
    here = here if here <= most else least
    held = bytearray(page[at : at + here])
    following = struct.unpack(">I", page[at + here : at + here + 4])[0]
    visited: set[int] = set()
    while following and len(held) < length:
        if following in visited or following > pages.count:
            raise _Broken
        visited.add(following)
        more = pages.page(following)
        following = struct.unpack(">I", more[:4])[0]
        held += more[4 : 4 + min(usable - 4, length - len(held))]
    return _exactly(bytes(held), length)


def _exactly(raw: bytes, length: int) -> bytes:
    if len(raw) != length:
        raise _Broken
    return raw


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(9):
        byte = raw[at + index]
        if index == 8:  # noqa: PLR2004 -- the ninth byte counts whole
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:  # noqa: PLR2004 -- the last byte of a varint
            return value, at + index + 1
    raise _Broken


def _values(payload: bytes) -> list[Value]:
    head, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < head:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    return values


_WHOLE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in _WHOLE:
        raw = _exactly(payload[at : at + _WHOLE[kind]], _WHOLE[kind])
        return int.from_bytes(raw, "big", signed=True), at + len(raw)
    if kind == 7:  # noqa: PLR2004 -- serial type of a float
        return struct.unpack(">d", payload[at : at + 8])[0], at + 8
    if kind in {8, 9}:
        return kind - 8, at
    length = (kind - 12) // 2
    raw = _exactly(payload[at : at + length], length)
    if kind % 2 == 0:
        return raw, at + length
    try:
        return raw.decode(), at + length
    except UnicodeDecodeError as error:
        raise _Broken from error


def _sort_in(found: Salvage, kind: int, values: list[Value]) -> None:
    if kind == _INDEX_LEAF:
        if len(values) == 2 and values[0] in _FACTS and isinstance(values[1], str):  # noqa: PLR2004 -- name, value
            found.facts[str(values[0])] = values[1]
        elif len(values) == len(SEEN) and isinstance(values[2], int) and _named(values[0]):
            found.seen.append(dict(zip(SEEN, values, strict=True)))
        elif len(values) == len(PAST) and _named(values[0]) and _is_digest(values[2]):
            found.past.append(dict(zip(PAST, values, strict=True)))
        elif len(values) == len(CARRIED):
            _append(found.carried, CARRIED, values, _is_carried)
        elif len(values) == len(FILED):
            _append(found.filed, FILED, values, _is_filed)
        return
    kinds: tuple[tuple[tuple[str, ...], Callable[[Row], bool], list[Row]], ...] = (
        (OUTBOX, _is_act, found.outbox),
        (RECORDS, _is_record, found.records),
        (UNDO, _is_undo, found.undo),
    )
    for names, fits, into in kinds:
        # A later version of the schema may have added columns behind ours.
        if len(values) >= len(names):
            row: Row = dict(zip(names, values, strict=False))
            if fits(row):
                into.append(row)
                return


def _append(
    into: list[Row], names: tuple[str, ...], values: list[Value], fits: Callable[[Row], bool]
) -> None:
    row: Row = dict(zip(names, values, strict=True))
    if fits(row):
        into.append(row)


def _is_carried(row: Row) -> bool:
    texts = ("account", "id", "carried_by", "written_at", "received_at")
    return (
        row["state"] in {"waiting", "handed_on", "conflict", "refused"}
        and row["via"] in {"bundle", "form"}
        and isinstance(row["op"], str)
        and _OP.fullmatch(row["op"]) is not None
        and _named(row["collection"])
        and all(isinstance(row[name], str) for name in texts)
        and isinstance(row["n"], int)
        and isinstance(row["base"], int | None)
        and _json(row["audience"], list)
        and all(row[name] is None or _json(row[name], dict) for name in ("data", "sent_data"))
    )


def _is_filed(row: Row) -> bool:
    return (
        isinstance(row["op"], str)
        and _OP.fullmatch(row["op"]) is not None
        and _named(row["collection"])
        and all(isinstance(row[name], str) for name in ("id", "written_at", "at", "file"))
        and isinstance(row["base"], int | None)
        and row["confirmed"] in {0, 1}
    )


def _is_act(row: Row) -> bool:
    return (
        row["state"] in _STATES
        and isinstance(row["op"], str)
        and _OP.fullmatch(row["op"]) is not None
        and _named(row["collection"])
        and isinstance(row["id"], str)
        and isinstance(row["written_at"], str)
        and _json(row["audience"], list)
        and all(row[name] is None or _json(row[name], dict) for name in ("base_data", "theirs"))
        and (row["data"] is None or _json(row["data"], dict))
        and isinstance(row["base"], int | None)
    )


def _is_record(row: Row) -> bool:
    return (
        isinstance(row["generation"], int)
        and _named(row["collection"])
        and isinstance(row["id"], str)
        and isinstance(row["version"], int)
        and isinstance(row["owner"], str | None)
        and _json(row["audience"], list)
        and _json(row["data"], dict)
        and row["missing"] in {0, 1}
    )


def _is_undo(row: Row) -> bool:
    return isinstance(row["verb"], str) and _json(row["records"], list)


def _is_digest(value: Value) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def _named(value: Value) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def _json(value: Value, kind: type) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return isinstance(json.loads(value), kind)
    except (ValueError, RecursionError):
        return False


def together(first: Salvage, more: Salvage) -> Salvage:
    """Return what either holds; where both have a row, that of `first`."""
    both = Salvage(pages=first.pages, broken=first.broken, facts={**more.facts, **first.facts})
    for name in ("outbox", "undo", "seen", "past", "carried", "filed"):
        getattr(both, name).extend(getattr(first, name) or ())
    known = {row["op"] for row in first.outbox}
    both.outbox += [row for row in more.outbox if row["op"] not in known]
    both.records += more.records + first.records
    both.past += more.past
    both.carried += more.carried
    both.filed += more.filed
    return _tidy(both)


def _tidy(found: Salvage) -> Salvage:
    """Keep one row for each key: pages may be there twice after a torn write."""

    def once(rows: list[Row], key: Callable[[Row], Any], order: str) -> list[Row]:
        return list({key(row): row for row in sorted(rows, key=lambda row: row[order])}.values())

    found.outbox = sorted(
        once(found.outbox, lambda row: row["op"], "seq"), key=lambda row: row["seq"]
    )
    generation = found.facts.get("generation", "")
    if generation.isdecimal():
        found.records = [row for row in found.records if row["generation"] == int(generation)]
    found.records = once(found.records, lambda row: (row["collection"], row["id"]), "version")
    found.undo = sorted(once(found.undo, lambda row: row["act"], "act"), key=lambda r: r["act"])
    found.carried = once(found.carried, lambda row: (row["account"], row["op"]), "received_at")
    found.filed = once(found.filed, lambda row: row["op"], "at")
    found.seen = once(found.seen, lambda row: (row["collection"], row["id"]), "version")
    return found
