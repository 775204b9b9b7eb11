"""Makes the packs of a cycle: each read as its audience, written, signed and listed.

Apart from any request and any writing transaction, by one worker at a time.
"""

import secrets
from datetime import UTC, datetime
from hashlib import sha256

from nacl.signing import SigningKey

from app.domain import times
from app.packs import writing
from app.packs.container import Manifest
from app.packs.ordering import AUDIENCES
from app.server import packing, pressed
from app.server.cursors import PACK_MARK, Packed, word
from app.server.database import Connection, Database, enter
from app.server.files import PIECE

_KEPT = "7 days"
"""How long a pack that a newer one replaced may still be read, so that downloads finish."""


def make(database: Database, cycle: str) -> list[str]:
    """Make the packs that are missing or behind; answer their audiences.

    Does nothing while another worker is at it. Forgets the content of dropped packs.
    """
    made: list[str] = []
    with database.alone(cycle, "packs") as first:
        if not first:
            return []
        for name in AUDIENCES:
            with database.reading_as(cycle, name) as (connection, row):
                if row is None or row[2] is None:
                    return []
                behind = packing.behind(connection, cycle, [name])
                found = pressed.read(connection, cycle, row) if behind else None
            if found and _press(database, cycle, name, found):
                made.append(name)
        _purge(database, cycle)
    return made


def _press(database: Database, cycle: str, name: str, found: pressed.Reading) -> bool:
    """Write and keep the pack of one audience; False where there is none to make."""
    if not found.rows or _wider_holds_the_same(database, cycle, name, found):
        with database.writing(cycle, "") as (connection, _):
            _supersede(connection, cycle, name, found.basis)
        return False
    with database.writing(cycle, "") as (connection, _):
        sequence, receipts, aside = pressed.counted(connection, cycle)
    with database.door() as connection:
        row = connection.execute("select seed from cycle_keys where cycle = %s", [cycle]).fetchone()
    if row is None:
        return False
    mark = secrets.token_bytes(PACK_MARK)
    inside = {each.name for each in found.texts}
    counts: dict[str, int] = {}
    for each in found.rows:
        counts[each.collection] = counts.get(each.collection, 0) + 1
    head = Manifest(
        kind="pack",
        cycle=cycle,
        title=found.title,
        sequence=sequence,
        made_at=times.text(datetime.now(UTC)),
        epoch=found.epoch,
        audience=name,
        cursor=Packed(word(found.epoch), mark).text(),
        contains=counts,
        lacks=[name for name in pressed.files(found.rows) if name not in inside],
        receipts=receipts,
        aside=aside,
        key="",
    )
    whole = writing.write(
        head, (*pressed.frames(found.rows), *found.texts), SigningKey(bytes(row[0]))
    )
    return _keep(database, cycle, name, found, head, mark, whole)


def _wider_holds_the_same(
    database: Database, cycle: str, name: str, found: pressed.Reading
) -> bool:
    wider = AUDIENCES[: AUDIENCES.index(name)]
    with database.reading_as(cycle, name) as (connection, _):
        rows = connection.execute(
            "select p.number, r.collection, r.id, r.part from packs p join pack_records r "
            "on r.cycle = p.cycle and r.pack = p.number where p.cycle = %s "
            "and p.audience = any(%s) and p.dropped_at is null and p.superseded_at is null",
            [cycle, list(wider)],
        ).fetchall()
    held: dict[int, set[tuple[str, str, int]]] = {}
    for number, *key in rows:
        held.setdefault(number, set()).add((key[0], key[1], int(key[2])))
    return any(frozenset(each) == found.parts for each in held.values())


def _keep(
    database: Database,
    cycle: str,
    name: str,
    found: pressed.Reading,
    head: Manifest,
    mark: bytes,
    whole: bytes,
) -> bool:
    """Store a pack and list it, unless something in it was taken back meanwhile."""
    hash = sha256(whole).hexdigest()
    with database.storing(cycle) as connection:
        connection.execute(
            "insert into files (cycle, sha256, size, there) values (%s, %s, %s, %s)",
            [cycle, hash, len(whole), len(whole)],
        )
        for at in range(0, len(whole), PIECE):
            connection.execute(
                "insert into chunks (cycle, sha256, start, content) values (%s, %s, %s, %s)",
                [cycle, hash, at, whole[at : at + PIECE]],
            )
    with database.writing(cycle, "") as (connection, entered):
        row = connection.execute(
            "insert into packs (cycle, audience, sha256, size, sequence, mark) "
            "values (%s, %s, %s, %s, %s, %s) returning number",
            [cycle, name, hash, len(whole), head.sequence, mark],
        ).fetchone()
        number = int(row[0]) if row else 0
        connection.execute(
            "insert into pack_records (cycle, pack, collection, id, part, place) "
            "select %s, %s, collection, id, part, place from unnest(%s::text[], %s::text[], "
            "%s::bigint[]) with ordinality as r(collection, id, part, place)",
            [
                cycle,
                number,
                [each.collection for each in found.rows],
                [each.id for each in found.rows],
                [each.part for each in found.rows],
            ],
        )
        fits = entered.epoch == found.epoch and not _holds_too_much(connection, cycle, number, name)
        if fits:
            _supersede(connection, cycle, name, found.basis, number)
            enter(connection, cycle, "", "storing")
            connection.execute(
                "update files set whole = true where cycle = %s and sha256 = %s", [cycle, hash]
            )
        else:
            connection.rollback()
    if not fits:
        with database.storing(cycle) as connection:
            connection.execute("delete from files where cycle = %s and sha256 = %s", [cycle, hash])
    return fits


def _holds_too_much(connection: Connection, cycle: str, number: int, name: str) -> bool:
    row = connection.execute(
        "select exists (select 1 from pack_records r where r.cycle = %s and r.pack = %s "
        "and not exists (select 1 from sight s where s.cycle = r.cycle "
        "and s.collection = r.collection and s.id = r.id and s.seen "
        "and s.reader = any (words_of(%s))))",
        [cycle, number, name],
    ).fetchone()
    return bool(row and row[0])


def _supersede(
    connection: Connection, cycle: str, name: str, basis: int, number: int | None = None
) -> None:
    connection.execute(
        "update packs set superseded_at = now() where cycle = %s and audience = %s "
        "and superseded_at is null and number is distinct from %s",
        [cycle, name, number],
    )
    connection.execute(
        "insert into pressings (cycle, audience, basis) values (%s, %s, %s) "
        "on conflict (cycle, audience) do update set basis = excluded.basis",
        [cycle, name, basis],
    )


def _purge(database: Database, cycle: str) -> None:
    """Forget the content of packs that nobody may read any more."""
    with database.storing(cycle) as connection:
        connection.execute(
            "delete from files f using packs p where f.cycle = %(cycle)s and p.cycle = f.cycle "
            "and p.sha256 = f.sha256 and (p.dropped_at is not null "
            "or p.superseded_at < now() - %(kept)s::interval)",
            {"cycle": cycle, "kept": _KEPT},
        )
