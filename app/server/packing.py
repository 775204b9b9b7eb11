"""Packs of the server: which there are, whether they are behind, and when they must go.

One per audience. A pack is found by its hash like every file; it is for whoever is of its
audience, and gone the moment something in it was erased or narrowed (`drop`, in the
transaction that does so). Made by `app.server.pressing`.
"""

from collections.abc import Sequence

from app.domain import audience
from app.domain.collections import ALL, NEVER_PACKED
from app.packs.ordering import AUDIENCES
from app.server.cursors import Packed, word
from app.server.database import Connection
from app.wire import Pack

PACKED = sorted(set(ALL) - NEVER_PACKED)
"""Collections that packs hold; never what members say to each other, nor where they live."""


def listed(connection: Connection, cycle: str, epoch: str, role: str | None) -> list[Pack]:
    """Return the newest packs that somebody of `role` may read, the fullest first."""
    rows = connection.execute(
        "select sha256, size, audience, mark from packs where cycle = %s "
        "and dropped_at is null and superseded_at is null and audience = any(%s)",
        [cycle, sorted(audience.words_of(role))],
    ).fetchall()
    found = [
        Pack(sha256=name, size=size, audience=word_, cursor=Packed(word(epoch), mark).text())
        for name, size, word_, mark in rows
    ]
    return sorted(found, key=lambda pack: -AUDIENCES.index(pack.audience))


def stale(connection: Connection, cycle: str, role: str | None) -> bool:
    """Say whether a pack that somebody of `role` may read is missing or behind."""
    may = audience.words_of(role)
    return behind(connection, cycle, [each for each in AUDIENCES if each in may])


def behind(connection: Connection, cycle: str, audiences: Sequence[str]) -> bool:
    """Say whether something was published since it was last looked what to pack.

    Only as far as whoever the connection reads as may know.
    """
    row = connection.execute(
        "select exists (select 1 from unnest(%(words)s::text[]) as a(word) "
        "left join pressings p on p.cycle = %(cycle)s and p.audience = a.word "
        "where exists (select 1 from unnest(words_of(a.word)) as who(name) "
        "cross join unnest(array[1, 2, 3, 4]::smallint[]) as at(reading) "
        "cross join lateral (select 1 from sight s where s.cycle = %(cycle)s "
        "and s.reader = who.name and s.class = at.reading and s.seq > coalesce(p.basis, 0) "
        "and s.collection = any(%(packed)s) order by s.seq limit 1) as newer))",
        {
            "cycle": cycle,
            "words": list(audiences),
            "packed": PACKED,
        },
    ).fetchone()
    return bool(row and row[0])


def drop(connection: Connection, cycle: str, collection: str, id: str) -> None:
    """Take away every pack that holds a record its audience may not read (any more).

    For the transaction that erased the record or changed its readers.
    """
    if collection not in PACKED:
        return
    connection.execute(
        "with lost as (update packs p set dropped_at = now() from pack_records r "
        "where p.cycle = %(cycle)s and p.dropped_at is null and r.cycle = p.cycle "
        "and r.pack = p.number and r.collection = %(collection)s and r.id = %(id)s "
        "and not exists (select 1 from sight s where s.cycle = p.cycle "
        "and s.collection = r.collection and s.id = r.id and s.seen "
        "and s.reader = any (words_of(p.audience))) returning p.audience) "
        "delete from pressings where cycle = %(cycle)s and audience in (select audience from lost)",
        {"cycle": cycle, "collection": collection, "id": id},
    )


def drop_all(connection: Connection, cycle: str) -> None:
    """Take away every pack of a cycle: they belong to an earlier epoch."""
    connection.execute(
        "update packs set dropped_at = now() where cycle = %s and dropped_at is null", [cycle]
    )
    connection.execute("delete from pressings where cycle = %s", [cycle])
