"""Carrying what one store holds and a restored one lacks over into the restored one.

Unsent items come first: whatever else a restore brings back, no word that was saved here
goes missing. The newer store's rows of a record take the place of the older one's.
"""

import json
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.collections import ALL
from app.store import carried as ledger
from app.store import facts, undo
from app.store.database import Store, is_damage, readable, sqlite3
from app.store.records import UPSERT, current_generation
from app.store.salvage import CARRIED, FILED, OUTBOX, PAST, RECORDS, SEEN, Row, Salvage

PROGRESS = frozenset(
    {
        "cursor", "epoch", "generation", "filling", "filling_why", "last_exchange",
        "pack_sequence", "pack_sha256", "pack_made_at",
    }
)  # fmt: skip
"""Facts about how far the records of one store go: they stay with those records."""
WHOSE = frozenset({"account", "cycle"})
"""Whose profile it is: never believed of a damaged store where a sound one knows."""
_OURS = frozenset(
    {
        "facts", "records", "outbox", "undo", "seen", "past", "files", "dirty", "passages",
        "vocabulary",
        "_sqlite_migrations",
    }
)  # fmt: skip


@dataclass(slots=True)
class Carried:
    """What was brought over."""

    acts: int = 0
    """Unsent items that the restored store had not."""
    left: list[Row] = field(default_factory=list[Row])
    """Rows of the outbox that could not be kept as such; their words are not lost."""


def read(store: Store) -> Salvage:
    """Return the member's own rows of a sound store."""
    generation = current_generation(store)
    return Salvage(
        outbox=_all(store, f"SELECT {', '.join(OUTBOX)} FROM outbox ORDER BY seq"),
        records=_all(
            store,
            f"SELECT {', '.join(RECORDS)} FROM records WHERE generation = {generation}",
        ),
        seen=_all(store, f"SELECT {', '.join(SEEN)} FROM seen"),
        past=_all(store, f"SELECT {', '.join(PAST)} FROM past"),
        facts=dict(facts.all_of(store)),
    )


def _all(store: Store, sql: str) -> list[Row]:
    return [dict(row) for row in store.rows(sql)]


def carry(into: Store, newer: Salvage, *, whole: bool) -> Carried:
    """Bring over what `newer` holds: `whole` says that nothing of it was lost.

    Rows of the outbox in `into` whose record `newer` knows as received are dropped then.
    """
    carried = Carried()
    with into.atomic():
        ours = PROGRESS if whole or not facts.get(into, "account") else PROGRESS | WHOSE
        facts.put(into, **{n: value for n, value in newer.facts.items() if n not in ours})
        received = {(row["collection"], row["id"]): row["version"] for row in newer.records}
        had = {row["op"] for row in into.rows("SELECT op FROM outbox")}
        held = {(row["collection"], row["id"]) for row in newer.outbox}
        if whole:
            _drop_received(into, received, held)
        for key in held:
            into.run("DELETE FROM outbox WHERE collection = ? AND id = ?", key)
        for row in newer.outbox:
            if row["collection"] in ALL and _put(into, row):
                carried.acts += row["op"] not in had
            else:
                carried.left.append(row)
        sql = "SELECT op, written_at FROM outbox"
        kept = {(row["op"], row["written_at"]) for row in into.rows(sql)}
        carried.left += [row for row in newer.torn if (row["op"], row["written_at"]) not in kept]
        if carried.acts or carried.left:
            into.run("DELETE FROM undo")  # its acts stand on an outbox that is no more
        _memories(into, newer)
        _by_file(into, newer)
        _unnumbered(into, newer)
        ledger.show_all(into)
    return carried


def _put(into: Store, row: Row) -> bool:
    names, marks = ", ".join(undo.COLUMNS), ", ".join("?" * len(undo.COLUMNS))
    try:
        into.run(
            f"INSERT INTO outbox ({names}) VALUES ({marks})", [row[name] for name in undo.COLUMNS]
        )
    except sqlite3.IntegrityError:
        return False
    return True


def _drop_received(
    into: Store, received: dict[tuple[str, str], int], held: set[tuple[str, str]]
) -> None:
    for row in _all(into, "SELECT seq, collection, id, base, state FROM outbox"):
        key = (row["collection"], row["id"])
        since = key in received and received[key] > (row["base"] or 0)
        if since and key not in held and row["state"] in {"waiting", "sent"}:
            into.run("DELETE FROM outbox WHERE seq = ?", [row["seq"]])


def _memories(into: Store, newer: Salvage) -> None:
    for row in newer.seen:
        into.run(
            """
            INSERT INTO seen (collection, id, version, at, place) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (collection, id) DO UPDATE
               SET version = excluded.version, at = excluded.at, place = excluded.place
             WHERE excluded.version >= seen.version
            """,
            [row[name] for name in SEEN],
        )
    for row in newer.past:
        into.run("INSERT OR IGNORE INTO past VALUES (?, ?, ?)", [row[name] for name in PAST])


def _by_file(into: Store, newer: Salvage) -> None:
    """Bring over what members' files brought here, and which acts went out in a file."""
    for table, names, rows in (
        ("carried", CARRIED, newer.carried),
        ("filed", FILED, newer.filed),
    ):
        sql = (
            f"INSERT OR REPLACE INTO {table} ({', '.join(names)})"
            f" VALUES ({', '.join('?' * len(names))})"
        )
        for row in rows:
            with suppress(sqlite3.IntegrityError):
                into.run(sql, [row[name] for name in names])


def _unnumbered(into: Store, newer: Salvage) -> None:
    """Bring over what no server has numbered yet: it is nowhere else."""
    for row in newer.records:
        if row["version"] == 0:
            into.run(
                "INSERT OR IGNORE INTO records"
                " (generation, collection, id, version, owner, audience, data)"
                " VALUES (?, ?, ?, 0, ?, ?, ?)",
                [
                    current_generation(into), row["collection"], row["id"], row["owner"],
                    row["audience"], row["data"],
                ],
            )  # fmt: skip


def fill(into: Store, found: Salvage) -> int:
    """Put salvaged records into an empty store, for want of a backup; return how many.

    It has no cursor: the next sync reads everything anew beside them.
    """
    count = 0
    with into.atomic():
        for row in found.records:
            if row["collection"] in ALL:
                count += into.run(
                    UPSERT,
                    [
                        current_generation(into), row["collection"], row["id"], row["version"],
                        row["owner"], row["audience"], row["data"],
                    ],
                )  # fmt: skip
        if found.facts.get("way", "server") != "server":
            facts.put(into, epoch=found.facts.get("epoch"))
    return count


def carry_tables(into: Store, path: Path) -> None:
    """Bring over the rows of tables that this module does not know by name, as far as readable."""
    connection: Any = into.db.conn
    with _as_far_as_readable():
        connection.execute("ATTACH DATABASE ? AS newer", [str(path)])
        names: list[str] = []
        with _as_far_as_readable():
            sql = """
                SELECT n.name FROM newer.sqlite_master n JOIN main.sqlite_master m USING (name)
                 WHERE n.type = 'table' ORDER BY name
            """
            names += [row["name"] for row in into.rows(sql) if row["name"] not in _OURS]
        for name in names:
            if not name.startswith(("sqlite_", "words")):
                with _as_far_as_readable():
                    _carry_table(into, name)
        connection.execute("DETACH DATABASE newer")
    ledger.show_all(into)


@contextmanager
def _as_far_as_readable() -> Generator[None]:
    try:
        yield
    except UnicodeDecodeError:
        pass  # SQLite's own message quotes what is damaged
    except sqlite3.DatabaseError as error:
        if not isinstance(error, sqlite3.IntegrityError) and not is_damage(error):
            raise


def _carry_table(into: Store, name: str) -> None:
    columns = [
        row["name"]
        for row in into.rows(
            "SELECT a.name FROM pragma_table_info(?, 'main') a"
            " JOIN pragma_table_info(?, 'newer') b USING (name)",
            [name, name],
        )
    ]
    listed = ", ".join(f'"{column}"' for column in columns)
    with into.atomic():
        into.run(
            f'INSERT OR IGNORE INTO main."{name}" ({listed}) SELECT {listed} FROM newer."{name}"'
            f" WHERE {readable(columns)}"
        )


def changed_words(store: Store, sound: Store) -> list[Row]:
    """Return the rows of `sound` that `store` holds with other words under the same number.

    An act is written once: another text gets another op or another time. So the file changed
    where SQLite does not look, and a copy whose sum is right is believed.
    """
    sql = "SELECT op, collection, id, data, written_at FROM outbox"
    now = {(row["op"], row["written_at"]): row["data"] for row in store.rows(sql)}
    return [
        row
        for row in _all(sound, sql)
        if now.get((row["op"], row["written_at"]), row["data"]) != row["data"]
    ]


def put_back(store: Store, rows: list[Row]) -> None:
    """Give acts the words of `rows` again."""
    with store.atomic():
        for row in rows:
            store.run("UPDATE outbox SET data = ? WHERE op = ?", [row["data"], row["op"]])


def words_of(rows: list[Row]) -> str:
    """Return rows of an outbox as plain text, for a member to read and to copy from."""
    told: list[str] = []
    for row in rows:
        told.append(f"{row['collection']}/{row['id']}  {row['written_at']}")
        try:
            told.append(json.dumps(json.loads(row["data"] or "null"), ensure_ascii=False, indent=1))
        except ValueError:
            told.append(str(row["data"]))
        told.append("")
    return "\n".join(told)
