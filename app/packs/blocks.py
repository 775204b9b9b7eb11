"""Records in a frame, column by column: what is alike stands together and packs tighter.

A line is one JSON array, a block of records that follow each other and have the same fields:

    [collection, fields, ids, versions, owners, audiences, columns]

`fields` is null where the records are gone; `columns` holds, for each field, its values. Of the
300 summaries of the reference cycle this saves 12 %, of all of it 2 % (measured).
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from app.packs.container import LARGEST_RECORD, PackedRecord

LARGEST_BLOCK = 2 * LARGEST_RECORD
"""Bytes of one line: a block is closed before it, but for a single record."""


class Block(msgspec.Struct, array_like=True, frozen=True):
    """Records of one collection with the same fields; all lists are equally long."""

    collection: str
    fields: tuple[str, ...] | None
    ids: list[str]
    versions: list[int]
    owners: list[str | None]
    audiences: list[tuple[str, ...]]
    columns: list[list[Any]]

    def __post_init__(self) -> None:
        """Refuse what is no table. Raises ValueError (as msgspec.ValidationError when decoded)."""
        columns = (self.versions, self.owners, self.audiences, *self.columns)
        if any(len(each) != len(self.ids) for each in columns):
            raise ValueError("columns of different lengths")
        if len(self.columns) != len(self.fields or ()) or len({*(self.fields or ())}) != len(
            self.columns
        ):
            raise ValueError("fields and columns do not fit")


def lines(records: Iterable[PackedRecord]) -> bytes:
    """Return `records`, in their order, as the lines of a frame."""
    return b"".join(msgspec.json.encode(_block(each)) + b"\n" for each in _runs(records))


def records(block: Block) -> Iterator[PackedRecord]:
    """Yield the records of `block`."""
    fields = block.fields
    for number, id in enumerate(block.ids):
        data = None
        if fields is not None:
            data = {
                name: column[number] for name, column in zip(fields, block.columns, strict=True)
            }
        yield PackedRecord(
            block.collection,
            id,
            block.versions[number],
            block.owners[number],
            block.audiences[number],
            data,
        )


def _runs(records: Iterable[PackedRecord]) -> Iterator[list[PackedRecord]]:
    held: list[PackedRecord] = []
    size, alike = 0, None
    for each in records:
        shape = each.collection, None if each.data is None else tuple(each.data)
        more = len(msgspec.json.encode(each))
        if held and (shape != alike or size + more > LARGEST_RECORD):
            yield held
            held, size = [], 0
        held.append(each)
        size, alike = size + more, shape
    if held:
        yield held


def _block(run: list[PackedRecord]) -> Block:
    first = run[0].data
    fields = None if first is None else tuple(first)
    return Block(
        run[0].collection,
        fields,
        [each.id for each in run],
        [each.version for each in run],
        [each.owner for each in run],
        [tuple(each.audience) for each in run],
        [[(each.data or {})[name] for each in run] for name in fields or ()],
    )
