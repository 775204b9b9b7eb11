"""Taking back the last acts: each is kept with how the outbox was before it."""

import json
from dataclasses import dataclass
from typing import Any

from app.domain.merging import merge
from app.domain.records import Data
from app.store import outbox, submitted
from app.store.database import Row, Store

KEEP = 200
"""Acts that can be taken back; older ones are forgotten."""

COLUMNS = (
    "op", "collection", "id", "state", "base", "base_data", "audience", "data", "written_at",
    "code", "message", "theirs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Undoable:
    """An act that can be taken back, and the records it touched."""

    act: int
    verb: str
    records: tuple[tuple[str, str], ...]
    left: bool = False
    """Some of it was offered to a server: to take it back is a new act that others see."""


def remember(store: Store, verb: str, at: str, after: dict[tuple[str, str], Data | None]) -> None:
    """Keep how records stand in the outbox, and what the act will make of them.

    Call it before the act, in its transaction. `after` is {(collection, id): data}.
    """
    before: list[dict[str, Any]] = []
    for key, made in after.items():
        rows = store.rows("SELECT * FROM outbox WHERE collection = ? AND id = ? ORDER BY seq", key)
        shown = _shown(store, key)
        before.append(
            {
                "collection": key[0],
                "id": key[1],
                "rows": [{name: row[name] for name in COLUMNS} for row in rows],
                "data": None if shown is None else json.loads(shown["data"]),
                "audience": None if shown is None else json.loads(shown["audience"]),
                "after": made,
            }
        )
    store.run(
        "INSERT INTO undo (verb, at, records) VALUES (?, ?, ?)",
        [verb, at, json.dumps(before, ensure_ascii=False)],
    )
    store.run("DELETE FROM undo WHERE act <= (SELECT max(act) FROM undo) - ?", [KEEP])


def last(store: Store) -> Undoable | None:
    return found(store)


def found(store: Store, act: int | None = None) -> Undoable | None:
    """Return the last act, or `act`; None if it cannot be taken back."""
    row = _act(store, act)
    return None if row is None else _undoable(store, row)


def take_back(store: Store, at: str, act: int | None = None) -> Undoable | None:
    """Take back the last act, or `act`; None if there is nothing to take back.

    What has not left yet is put back as it was. What has left is answered by a new
    act: the words as they were, or, if there were none, the record withdrawn. An act
    that a later one built on stays until that is taken back.
    """
    with store.atomic():
        row = _act(store, act)
        if row is None:
            return None
        done = _undoable(store, row)
        for each in json.loads(row["records"]):
            _restore(store, each, at)
        store.run("DELETE FROM undo WHERE act = ?", [row["act"]])
        return done


def _act(store: Store, act: int | None) -> Row | None:
    """Return `act` or the last one, unless a later one touched the same records."""
    rows = list(
        store.rows("SELECT * FROM undo WHERE act >= coalesce(?, 0) ORDER BY act DESC", [act])
        if act is not None
        else store.rows("SELECT * FROM undo ORDER BY act DESC LIMIT 1")
    )
    if not rows or (act is not None and rows[-1]["act"] != act):
        return None
    keys = {(each["collection"], each["id"]) for each in json.loads(rows[-1]["records"])}
    later = (each for row in rows[:-1] for each in json.loads(row["records"]))
    return None if any((each["collection"], each["id"]) in keys for each in later) else rows[-1]


def _undoable(store: Store, row: Row) -> Undoable:
    before = json.loads(row["records"])
    touched = tuple((each["collection"], each["id"]) for each in before)
    left = not all(_is_here(store, each) for each in before)
    return Undoable(row["act"], row["verb"], touched, left)


def _is_here(store: Store, before: dict[str, Any]) -> bool:
    """Say whether what the act made of a record never left this computer."""
    now = outbox.of(store, before["collection"], before["id"])
    frozen_then = {row["op"] for row in before["rows"] if row["state"] == "sent"}
    left = any(act.state == "sent" and act.op not in frozen_then for act in now)
    still = {act.op for act in now} >= {row["op"] for row in before["rows"]}
    return bool(now) and not left and (still or not frozen_then)


def _restore(store: Store, before: dict[str, Any], at: str) -> None:
    key: tuple[str, str] = (before["collection"], before["id"])
    if _is_here(store, before):
        store.run("DELETE FROM outbox WHERE collection = ? AND id = ?", key)
        submitted.unsay(store, *key, before.get("after"))
        _put_back(store, before)
        return
    shown = _shown(store, key)
    if shown is not None:
        _answer(store, before, shown, at)
    elif all(row["state"] == "refused" for row in before["rows"]):
        _put_back(store, before)  # what the server never took and was thrown away


def _put_back(store: Store, before: dict[str, Any]) -> None:
    names, marks = ", ".join(COLUMNS), ", ".join("?" * len(COLUMNS))
    for row in before["rows"]:
        store.run(f"INSERT INTO outbox ({names}) VALUES ({marks})", [row[name] for name in COLUMNS])


def _answer(store: Store, before: dict[str, Any], shown: Row, at: str) -> None:
    """Take back what has left, by a new act."""
    there: Data = json.loads(shown["data"])
    was: Data | None = before["data"]
    if was is None:
        data: Data = {**there, "withdrawn": True}
    else:
        # What was written elsewhere since stays, where it does not contradict.
        data = merge(before.get("after"), was, there) or was
    audience = tuple(before["audience"] or json.loads(shown["audience"]))
    if data == there and list(audience) == json.loads(shown["audience"]):
        return
    drafted = bool(before["rows"]) and before["rows"][-1]["state"] == "home"
    outbox.put(
        store,
        before["collection"],
        before["id"],
        data,
        audience=audience,
        written_at=at,
        home=drafted,
    )


def _shown(store: Store, key: tuple[str, str]) -> Row | None:
    return store.one("SELECT data, audience FROM current WHERE collection = ? AND id = ?", key)
