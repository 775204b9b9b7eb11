"""Reading the rows of a store that SQLite refuses: page by page, without trusting its trees.

The file format is told at sqlite.org/fileformat2.html. Only leaf pages are read, as they
stand after the whole transactions of the log: rows are told by their shape, so that a
broken schema, index or inner page costs nothing. Rows on broken pages are lost; since
what is deleted is overwritten (`secure_delete`), no deleted row comes back.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.carrying import WAYS
from app.store import log
from app.store.pages import INDEX_LEAF, Broken, Pages, Value, cells, page_size

Row = dict[str, Any]

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
    "message", "was",
)  # fmt: skip
FILED = ("op", "collection", "id", "base", "written_at", "at", "file", "confirmed")
_STATES = frozenset({"home", "waiting", "sent", "conflict", "refused"})
_OP = re.compile(r"[0-9a-zA-Z_-]{1,64}")
_NAME = re.compile(r"[a-z][a-z0-9_]{1,40}")
_HALF = re.compile("[\ud800-\udfff]")
_DIGEST = re.compile(r"[0-9a-f]{32}")
_FACTS = frozenset(
    {
        "account", "cycle", "role", "server", "token", "device", "device_seed", "fingerprint",
        "cursor", "epoch", "generation", "filling", "filling_why", "last_exchange", "pins", "way",
        "web", "reading_key", "pack_sequence", "pack_sha256",
        "cycle_key", "bundle_sequence", "key_file",
    }
)  # fmt: skip


@dataclass(slots=True)
class Salvage:
    """What could still be read."""

    outbox: list[Row] = field(default_factory=list[Row])
    torn: list[Row] = field(default_factory=list[Row])
    """Rows of the outbox with text that is no UTF-8: to be read by the member, not to be sent."""
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
    size = page_size(raw, wal)
    pages = Pages(raw, size, log.pages(wal, size))
    found = Salvage(pages=pages.count)
    for number in range(1, pages.count + 1):
        try:
            for cell in cells(pages, number):
                if cell.values is None:
                    found.broken += 1
                elif not all(_is_whole(value) for value in cell.values):
                    found.broken += 1
                    if len(cell.values) >= len(OUTBOX):
                        shown = _shown(cell.values[: len(OUTBOX)])
                        _append(found.torn, OUTBOX, shown, _is_torn)
                else:
                    _sort_in(found, cell.kind, cell.values)
        except Broken:
            found.broken += 1
    return _tidy(found)


def _sort_in(found: Salvage, kind: int, values: list[Value]) -> None:
    if kind == INDEX_LEAF:
        if len(values) == 2 and values[0] in _FACTS and isinstance(values[1], str):  # noqa: PLR2004 -- name, value
            found.facts[str(values[0])] = values[1]
        elif len(values) == len(SEEN) and isinstance(values[2], int) and _named(values[0]):
            found.seen.append(dict(zip(SEEN, values, strict=True)))
        elif len(values) == len(PAST) and _named(values[0]) and _is_digest(values[2]):
            found.past.append(dict(zip(PAST, values, strict=True)))
        elif len(values) in {len(CARRIED), len(CARRIED) - 1}:
            # What was kept before the last column was added lies there without it.
            _append(found.carried, CARRIED, [*values, None][: len(CARRIED)], _is_carried)
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


def _is_whole(value: Value) -> bool:
    return not isinstance(value, str) or not _HALF.search(value)


def _shown(values: list[Value]) -> list[Value]:
    """Return values with a mark in the place of each byte that is no UTF-8."""
    return [
        value.encode(errors="surrogateescape").decode(errors="replace")
        if isinstance(value, str)
        else value
        for value in values
    ]


def _is_torn(row: Row) -> bool:
    texts = ("op", "collection", "id", "state", "audience", "written_at")
    return (
        isinstance(row["seq"], int)
        and all(isinstance(row[name], str) for name in texts)
        and isinstance(row["data"], str | None)
        and isinstance(row["base"], int | None)
    )


def _is_carried(row: Row) -> bool:
    texts = ("account", "id", "carried_by", "written_at", "received_at")
    return (
        row["state"] in {"waiting", "handed_on", "conflict", "refused"}
        and row["via"] in WAYS
        and isinstance(row["op"], str)
        and _OP.fullmatch(row["op"]) is not None
        and _named(row["collection"])
        and all(isinstance(row[name], str) for name in texts)
        and isinstance(row["n"], int)
        and isinstance(row["base"], int | None)
        and _json(row["audience"], list)
        and all(
            row[name] is None or _json(row[name], dict) for name in ("data", "sent_data", "was")
        )
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
    for name in ("outbox", "torn", "undo", "seen", "past", "carried", "filed"):
        getattr(both, name).extend(getattr(first, name) or ())
    known = {row["op"] for row in first.outbox}
    both.outbox += [row for row in more.outbox if row["op"] not in known]
    both.torn += more.torn
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
    found.torn = once(found.torn, lambda row: (row["op"], row["written_at"]), "seq")
    generation = found.facts.get("generation", "")
    if generation.isdecimal():
        found.records = [row for row in found.records if row["generation"] == int(generation)]
    found.records = once(found.records, lambda row: (row["collection"], row["id"]), "version")
    found.undo = sorted(once(found.undo, lambda row: row["act"], "act"), key=lambda r: r["act"])
    found.carried = once(found.carried, lambda row: (row["account"], row["op"]), "received_at")
    found.filed = once(found.filed, lambda row: row["op"], "at")
    found.seen = once(found.seen, lambda row: (row["collection"], row["id"]), "version")
    return found
