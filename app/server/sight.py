"""Who may read what, kept as rows: one per reader (group or account) and record.

An edit, a gain or a loss of sight gives that reader's row a new seq, so that opening a
round delivers old reviews and closing sight sends `gone`; `version` stays as it is.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any, LiteralString

from app.domain import audience, phases
from app.domain.collections import ALL, Reading
from app.server.cursors import MARK
from app.server.database import Connection

OPENED = ("reviews", "intents")
"""Collections whose readers follow from the round, whatever was sent."""
_ASIDE: LiteralString = (
    "r.id in (select id from records v where v.cycle = %(cycle)s "
    "and v.collection = 'reviews' and v.subject = %(proposal)s)"
)
"""An aside bears the id of its review."""


def commit(connection: Connection, cycle: str) -> None:
    """Close a writing transaction: give its rows a random mark that cursors can quote."""
    connection.execute(
        "insert into commits (cycle, last, mark) select %s, nextval('seq'), %s",
        [cycle, secrets.token_bytes(MARK)],
    )


def readers(
    connection: Connection,
    cycle: str,
    collection: str,
    owner: str,
    words: Iterable[str],
    about: str | None,
    data: Mapping[str, Any],
) -> frozenset[str]:
    """Return the groups and accounts that may read a record."""
    if collection == "notes":
        return frozenset({owner})
    if collection == "asides":
        return frozenset({owner}) | chairs_of(connection, cycle, about)
    if collection in OPENED:
        chairs = chairs_of(connection, cycle, about)
        return frozenset({owner}) | chairs | opened_to(connection, cycle, about)
    if audience.is_kept_back(collection, data):
        return frozenset({owner, "chairs"})
    return frozenset(words) | {owner}


def opened_to(connection: Connection, cycle: str, proposal: str | None) -> frozenset[str]:
    """Return whom the round lets read what members said of `proposal`, beside the chairs.

    Where the round hides anything at all, a member who declared a conflict of interest
    is left out for good. A review that was taken back neither opens nor bars anything.
    """
    rule, status = _rule(connection, cycle, proposal)
    if rule == "open" and phases.opened(rule, status):
        return frozenset({"members"})
    if phases.opened(rule, status):
        recused = _reviewers(connection, cycle, proposal, recused=True)
        if not recused:
            return frozenset({"members"})
        return _members(connection, cycle) - recused
    if rule == "after_mine" and status != phases.DRAFT:
        return _reviewers(connection, cycle, proposal, recused=False) & _members(connection, cycle)
    return frozenset()


def chairs_of(connection: Connection, cycle: str, proposal: str | None) -> frozenset[str]:
    """Return who reads as a chair what members said of `proposal`.

    All chairs and the Secretariat; where a chair declared a conflict of interest about it,
    the Secretariat and the other chairs, each by name.
    """
    rows = connection.execute(
        "select account, exists (select 1 from records r where r.cycle = a.cycle "
        "and r.collection = 'reviews' and r.subject = %s and r.owner = a.account "
        "and r.data is not null and not r.withdrawn and r.recused) "
        "from accounts a where cycle = %s and role = 'chair'",
        [proposal, cycle],
    ).fetchall()
    if not any(barred for _account, barred in rows):
        return frozenset({"chairs"})
    return frozenset({"secretariat"}) | {account for account, barred in rows if not barred}


def reviewed(connection: Connection, cycle: str, collection: str, id: str) -> str | None:
    """Return the proposal that an aside is about: that of the review whose id it bears."""
    if collection != "asides":
        return None
    row = connection.execute(
        "select subject from records where cycle = %s and collection = 'reviews' and id = %s",
        [cycle, id],
    ).fetchone()
    return row[0] if row else None


def words(connection: Connection, cycle: str, proposal: str | None) -> tuple[str, ...]:
    """Return the audience that is shown beside reviews and intents about `proposal`.

    Whom `after_mine` opened them to is not listed: it would tell who has reviewed.
    """
    rule, status = _rule(connection, cycle, proposal)
    return ("members",) if phases.opened(rule, status) else ("chairs",)


def place(
    connection: Connection,
    cycle: str,
    collection: str,
    id: str,
    who: frozenset[str],
    part: int,
    *,
    fresh: bool,
) -> None:
    """Write the rows of a record that was made or edited: all its readers get it (again).

    A `fresh` record has no readers who could lose it.
    """
    connection.execute(
        "insert into sight (cycle, collection, id, reader, class, seq, seen, part) "
        "select %(cycle)s, %(collection)s, %(id)s, reader, %(class)s, nextval('seq'), true, "
        "%(part)s from unnest(%(who)s::text[]) as reader "
        "on conflict (cycle, collection, id, reader) do update "
        "set seq = excluded.seq, seen = true, why = null, part = excluded.part",
        {
            "cycle": cycle,
            "collection": collection,
            "id": id,
            "who": sorted(who),
            "class": int(ALL[collection].reading),
            "part": part,
        },
    )
    if not fresh:
        connection.execute(
            "update sight set seq = nextval('seq'), seen = false, why = 'access' where cycle = %s "
            "and collection = %s and id = %s and seen and reader <> all(%s)",
            [cycle, collection, id, sorted(who)],
        )


def erase(connection: Connection, cycle: str, collection: str, id: str) -> None:
    """Tell every reader of a record that it was erased, those who lost it before too."""
    connection.execute(
        "update sight set seq = nextval('seq'), seen = false, why = 'erased' "
        "where cycle = %s and collection = %s and id = %s",
        [cycle, collection, id],
    )


def reopen(connection: Connection, cycle: str, proposals: Iterable[str]) -> None:
    """Work out anew who reads the reviews, intents and asides about `proposals`.

    Only what differs is written: gains and losses get a new seq, the rest stays.
    """
    for proposal in sorted(set(proposals)):
        chairs = chairs_of(connection, cycle, proposal)
        opened = chairs | opened_to(connection, cycle, proposal)
        _reopen(connection, cycle, proposal, OPENED, opened, "r.subject = %(proposal)s")
        _reopen(connection, cycle, proposal, ("asides",), chairs, _ASIDE)
        # Who may read it is shown beside the record, so those who had it get it again.
        connection.execute(
            "with shown as (update records set audience = %(words)s where cycle = %(cycle)s "
            "and collection = any(%(collections)s) and subject = %(proposal)s "
            "and data is not null and audience <> %(words)s returning collection, id) "
            "update sight s set seq = nextval('seq') from shown where s.cycle = %(cycle)s "
            "and s.collection = shown.collection and s.id = shown.id and s.seen",
            {
                "cycle": cycle,
                "collections": list(OPENED),
                "proposal": proposal,
                "words": list(words(connection, cycle, proposal)),
            },
        )


def _reopen(
    connection: Connection,
    cycle: str,
    proposal: str,
    collections: tuple[str, ...],
    who: frozenset[str],
    about: LiteralString,
) -> None:
    """Let `who` and its owner read each record of `collections` that is `about` the proposal."""
    parameters = {
        "cycle": cycle,
        "collections": list(collections),
        "proposal": proposal,
        "who": sorted(who),
        "class": int(Reading.REST),
    }
    connection.execute(
        "insert into sight (cycle, collection, id, reader, class, seq, seen, part) "
        "select cycle, collection, id, reader, %(class)s, nextval('seq'), true, part "
        "from (select distinct r.cycle, r.collection, r.id, r.part, reader from records r "
        "cross join unnest(%(who)s::text[] || array[r.owner]) as reader "
        f"where r.cycle = %(cycle)s and r.collection = any(%(collections)s) and {about} "
        "and r.data is not null and not exists ("
        "select 1 from sight s where s.cycle = r.cycle and s.collection = r.collection "
        "and s.id = r.id and s.reader = reader.reader and s.seen)) as gained "
        "on conflict (cycle, collection, id, reader) do update "
        "set seq = excluded.seq, seen = true, why = null, part = excluded.part",
        parameters,
    )
    connection.execute(
        "update sight s set seq = nextval('seq'), seen = false, why = 'access' from records r "
        f"where r.cycle = %(cycle)s and r.collection = any(%(collections)s) and {about} "
        "and r.data is not null and s.cycle = r.cycle "
        "and s.collection = r.collection and s.id = r.id and s.seen "
        "and s.reader <> all(%(who)s::text[] || array[r.owner])",
        parameters,
    )


def reopen_round(connection: Connection, cycle: str, round: str) -> None:
    rows = connection.execute(
        "select id from records where cycle = %s and collection = 'proposals' and subject = %s",
        [cycle, round],
    ).fetchall()
    reopen(connection, cycle, [row[0] for row in rows])


def reopen_all(connection: Connection, cycle: str) -> None:
    """Work out anew every opened record: an account came, left or changed its role."""
    rows = connection.execute(
        "select distinct subject from records where cycle = %s and collection = any(%s) "
        "and subject is not null and data is not null",
        [cycle, list(OPENED)],
    ).fetchall()
    reopen(connection, cycle, [row[0] for row in rows])


def _rule(connection: Connection, cycle: str, proposal: str | None) -> tuple[str, str]:
    row = connection.execute(
        "select r.data from records p join records r on r.cycle = p.cycle "
        "and r.collection = 'rounds' and r.id = p.subject "
        "where p.cycle = %s and p.collection = 'proposals' and p.id = %s "
        "and p.data is not null and r.data is not null",
        [cycle, proposal],
    ).fetchone()
    data: dict[str, Any] = json.loads(row[0]) if row else {}
    return data.get("others_visible") or "never", data.get("status") or "open"


def _reviewers(
    connection: Connection, cycle: str, proposal: str | None, *, recused: bool
) -> frozenset[str]:
    rows = connection.execute(
        "select owner from records where cycle = %s and collection = 'reviews' and subject = %s "
        "and data is not null and not withdrawn and recused = %s",
        [cycle, proposal, recused],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def _members(connection: Connection, cycle: str) -> frozenset[str]:
    rows = connection.execute(
        "select account from accounts where cycle = %s and role in ('member', 'chair', 'secretariat')",
        [cycle],
    ).fetchall()
    return frozenset(row[0] for row in rows)
