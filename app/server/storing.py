"""Writes one judged record: the row, its readers, and what follows from it elsewhere."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.server import packing, roster, sight
from app.server.database import Connection
from app.wire import digest_part

_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAMES_FILES = ("documents", "packs")
"""Collections whose records open files to their readers. Never what members write: whoever
guessed a hash could name it in a comment and read the file."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it is before a change is judged."""

    version: int
    owner: str
    audience: tuple[str, ...]
    data: Mapping[str, Any] | None
    """None after an erasure."""
    subject: str | None
    by_owner: bool
    """The last change came from the owner herself, or was signed by her device."""


def find(connection: Connection, cycle: str, collection: str, id: str) -> Stored | None:
    row = connection.execute(
        "select version, owner, audience, data, subject, by_owner from records "
        "where cycle = %s and collection = %s and id = %s",
        [cycle, collection, id],
    ).fetchone()
    if row is None:
        return None
    version, owner, audience, data, subject, by_owner = row
    parsed = None if data is None else json.loads(data)
    return Stored(version, owner, tuple(audience), parsed, subject, by_owner)


def save(
    connection: Connection,
    cycle: str,
    collection: str,
    id: str,
    before: Stored | None,
    *,
    owner: str,
    audience: tuple[str, ...],
    data: Mapping[str, Any],
    by_owner: bool,
) -> int:
    """Make or change a record; answer its new version."""
    version = before.version + 1 if before else 1
    about = subject(collection, data)
    if collection in sight.OPENED:
        audience = sight.words(connection, cycle, about)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    part = signed(digest_part(id, version))
    connection.execute(
        "insert into records (cycle, collection, id, version, owner, audience, data, size, "
        "subject, by_owner, withdrawn, recused, part) values (%(cycle)s, %(collection)s, %(id)s, "
        "%(version)s, %(owner)s, %(audience)s, %(data)s, %(size)s, %(subject)s, %(by_owner)s, "
        "%(withdrawn)s, %(recused)s, %(part)s) on conflict (cycle, collection, id) do update set "
        "version = excluded.version, owner = excluded.owner, audience = excluded.audience, "
        "data = excluded.data, size = excluded.size, subject = excluded.subject, "
        "by_owner = excluded.by_owner, withdrawn = excluded.withdrawn, "
        "recused = excluded.recused, part = excluded.part, changed_at = now()",
        {
            "cycle": cycle,
            "collection": collection,
            "id": id,
            "version": version,
            "owner": owner,
            "audience": list(audience),
            "data": text,
            "size": len(text.encode()),
            "subject": about,
            "by_owner": by_owner,
            "withdrawn": data.get("withdrawn") is True,
            "recused": data.get("recused") is not None,
            "part": part,
        },
    )
    of = about or sight.reviewed(connection, cycle, collection, id)
    who = sight.readers(connection, cycle, collection, owner, audience, of, data)
    sight.place(connection, cycle, collection, id, who, part, fresh=before is None)
    if before is not None:
        packing.drop(connection, cycle, collection, id)
    _name_files(connection, cycle, collection, id, data)
    _follow(connection, cycle, collection, id, before, data)
    return version


def erase(connection: Connection, cycle: str, collection: str, id: str, before: Stored) -> int:
    """Empty a record for good; its readers are told. Answer the version of the gravestone."""
    version = before.version + 1
    connection.execute(
        "update records set data = null, size = 0, version = %s, withdrawn = false, "
        "recused = false, part = 0, changed_at = now() "
        "where cycle = %s and collection = %s and id = %s",
        [version, cycle, collection, id],
    )
    sight.erase(connection, cycle, collection, id)
    packing.drop(connection, cycle, collection, id)
    _name_files(connection, cycle, collection, id, {})
    _follow(connection, cycle, collection, id, before, None)
    return version


def subject(collection: str, data: Mapping[str, Any]) -> str | None:
    """Return the record that decides who reads this one: a proposal, or a proposal's round."""
    match collection:
        case "proposals":
            return data.get("round")
        case "reviews":
            return data.get("proposal")
        case "intents" | "comments":
            about: Mapping[str, Any] = data.get("about") or {}
            return about.get("id") if about.get("kind") == "proposal" else None
        case _:
            return None


def signed(part: int) -> int:
    """Return 64 unsigned bits as PostgreSQL's signed ones."""
    return part - 2**64 if part >= 2**63 else part


def _follow(
    connection: Connection,
    cycle: str,
    collection: str,
    id: str,
    before: Stored | None,
    data: Mapping[str, Any] | None,
) -> None:
    """Do what a record's change means for the sight of others and for accounts."""
    if collection == "rounds":
        sight.reopen_round(connection, cycle, id)
    elif collection == "proposals":
        was = before.subject if before else None
        if data is None or before is None or data.get("round") != was:
            sight.reopen(connection, cycle, [id])
    elif collection == "reviews":
        about = data.get("proposal") if data else (before.subject if before else None)
        if about:
            sight.reopen(connection, cycle, [about])
    elif collection == "members":
        _follow_member(connection, cycle, id, before, data)


def _follow_member(
    connection: Connection,
    cycle: str,
    account: str,
    before: Stored | None,
    data: Mapping[str, Any] | None,
) -> None:
    if data is None or data.get("status") == "left":
        roster.sign_off(connection, cycle, account)
        return
    old = before.data.get("role") if before and before.data else None
    role = data.get("role")
    roster.give_role(connection, cycle, account, role if role != old else None)


def _name_files(
    connection: Connection, cycle: str, collection: str, id: str, data: Mapping[str, Any]
) -> None:
    if collection not in _NAMES_FILES:
        return
    connection.execute(
        "delete from file_uses where cycle = %s and collection = %s and id = %s",
        [cycle, collection, id],
    )
    hashes = sorted(set(_hashes(data)))
    if hashes:
        connection.execute(
            "insert into file_uses (cycle, sha256, collection, id) "
            "select %s, hash, %s, %s from unnest(%s::text[]) as hash",
            [cycle, collection, id, hashes],
        )


def _hashes(data: Mapping[str, Any]) -> list[str]:
    stack: list[Any] = [data]
    found: list[str] = []
    while stack:
        each = stack.pop()
        if isinstance(each, Mapping):
            children: Mapping[str, Any] = each
            hash = children.get("sha256")
            if isinstance(hash, str) and _SHA256.fullmatch(hash):
                found.append(hash)
            stack += children.values()
        elif isinstance(each, list):
            stack += each
    return found
