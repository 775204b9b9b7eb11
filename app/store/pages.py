"""The pages and cells of a store's file, read without SQLite.

The file format is told at sqlite.org/fileformat2.html. Everything is taken for possibly
broken: no length or number of a page is believed that leads out of the file.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from app.store import log

Value = int | float | str | bytes | None

TABLE_LEAF, INDEX_LEAF = 0x0D, 0x0A
_PAGE_SIZES = frozenset(1 << n for n in range(9, 17))
_FILE_HEAD = 100
_LARGEST = 64_000_000


class Broken(Exception):
    """A page or a cell is not what the format says."""


class Pages:
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


def page_size(raw: bytes, wal: bytes) -> int:
    """Return the size of pages that the file or its log names, else the usual one."""
    told = struct.unpack(">H", raw[16:18])[0] if len(raw) >= _FILE_HEAD else 0
    told = 65536 if told == 1 else told
    if raw[:15] == b"SQLite format 3" and told in _PAGE_SIZES:
        return told
    return log.page_size(wal) or 4096


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a leaf page; None where it could not be read whole.

    Bytes of a text that are no UTF-8 stand in it as half characters (`surrogateescape`).
    """

    kind: int
    values: list[Value] | None


def cells(pages: Pages, number: int) -> Iterator[Cell]:
    """Give the rows of a page that is a leaf. Raises Broken: the page itself is."""
    page = pages.page(number)
    start = _FILE_HEAD if number == 1 else 0
    if len(page) < start + 8 or page[start] not in {TABLE_LEAF, INDEX_LEAF}:
        return
    kind, count = page[start], struct.unpack(">H", page[start + 3 : start + 5])[0]
    if count * 2 + start + 8 > len(page):
        raise Broken
    for index in range(count):
        at = struct.unpack(">H", page[start + 8 + index * 2 : start + 10 + index * 2])[0]
        try:
            yield Cell(kind, _cell(pages, page, at, table=kind == TABLE_LEAF))
        except (Broken, IndexError, struct.error, OverflowError):
            yield Cell(kind, None)


def _cell(pages: Pages, page: bytes, at: int, *, table: bool) -> list[Value]:
    length, at = _varint(page, at)
    rowid: int | None = None
    if table:
        rowid, at = _varint(page, at)
    if length > _LARGEST:
        raise Broken
    values = _values(_payload(pages, page, at, length, table=table))
    if rowid is not None and values and values[0] is None:
        values[0] = rowid  # an INTEGER PRIMARY KEY is kept as the rowid alone
    return values


def _payload(pages: Pages, page: bytes, at: int, length: int, *, table: bool) -> bytes:
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
            raise Broken
        visited.add(following)
        more = pages.page(following)
        following = struct.unpack(">I", more[:4])[0]
        held += more[4 : 4 + min(usable - 4, length - len(held))]
    return _exactly(bytes(held), length)


def _exactly(raw: bytes, length: int) -> bytes:
    if len(raw) != length:
        raise Broken
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
    raise Broken


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
    return raw.decode(errors="surrogateescape"), at + length
