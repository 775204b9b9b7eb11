"""How cycles begin, devices get their tokens, and tokens are recognised."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey
from psycopg.errors import UniqueViolation

from app.domain import fields, ids, keys
from app.server import cursors, names
from app.server.database import Connection, Database
from app.server.problems import Problem, bad, no_token
from app.wire import CycleRequest, Enrolled, EnrolRequest, founder_words

FOUNDER = "secretariat-1"
"""The account that makes a cycle; the bare word is taken by the audience."""

AGAIN = timedelta(days=7)
"""How long a spent invitation gives the same device a fresh token (a line was cut)."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token it is; `role` as it was when the request came in."""

    cycle: str
    account: str
    role: str
    device: str


def begin_cycle(database: Database, asked: CycleRequest, setup_code: str | None) -> Enrolled:
    """Make a cycle, its key and its first account, the Secretariat's.

    The device that made it may ask again for 7 days as long as it never used its token, if it
    proves that it is that device: the first answer was lost on the line.

    Raises:
        Problem: 403 the setup code is wrong, 409 there is such a cycle, 400 a bad field.
    """
    if setup_code is not None and not _same(asked.setup_code or "", setup_code):
        raise Problem(403, "setup_code_wrong", "The setup code of the server is another one.")
    if not ids.SLUG.fullmatch(asked.id):
        raise bad("bad_id", "A cycle is named with a-z, 0-9 and hyphens.")
    if not asked.title.strip() or "\0" in asked.title or any(fields.line(asked.title, "title")):
        raise bad("bad_title", "A title has 1 to 500 characters.")
    key = names.device_key(asked.device_key)
    signing = SigningKey.generate()
    try:
        with database.door() as connection:
            connection.execute(
                "insert into cycles (id, title, epoch) values (%s, %s, %s)",
                [asked.id, asked.title, new_epoch()],
            )
            connection.execute(
                "insert into cycle_keys (cycle, seed, public) values (%s, %s, %s)",
                [asked.id, bytes(signing), bytes(signing.verify_key)],
            )
            connection.execute(
                "insert into commits (cycle, last, mark) values (%s, 0, %s)",
                [asked.id, secrets.token_bytes(cursors.MARK)],
            )
            connection.execute(
                "insert into accounts (cycle, account, role) values (%s, %s, 'secretariat')",
                [asked.id, FOUNDER],
            )
            _, token = _new_device(connection, asked.id, FOUNDER, key, asked.device)
    except UniqueViolation as error:
        again = _made_by(database, asked.id, key) if _proven(asked, key) else None
        if again is None:
            raise Problem(409, "cycle_exists", "There is a cycle of this name already.") from error
        return again
    return Enrolled(
        token=token,
        account=FOUNDER,
        role="secretariat",
        cycle=asked.id,
        fingerprint=keys.fingerprint(bytes(signing.verify_key)),
    )


def _proven(asked: CycleRequest, key: bytes) -> bool:
    try:
        VerifyKey(key).verify(founder_words(asked.id), keys.raw(asked.proof or ""))
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def _made_by(database: Database, cycle: str, key: bytes) -> Enrolled | None:
    """Give the founding device a fresh token if it never could use the first one."""
    with database.door() as connection:
        row = connection.execute(
            "select d.id, k.public from devices d join cycle_keys k using (cycle) "
            "where d.cycle = %s and d.account = %s and d.key = %s and d.last_seen is null "
            "and d.revoked_at is null and d.enrolled_at > now() - %s for update of d",
            [cycle, FOUNDER, key, AGAIN],
        ).fetchone()
        if row is None:
            return None
        token = names.new_token()
        connection.execute(
            "update devices set token = %s where id = %s", [names.hashed(token), row[0]]
        )
    return Enrolled(
        token=token,
        account=FOUNDER,
        role="secretariat",
        cycle=cycle,
        fingerprint=keys.fingerprint(bytes(row[1])),
    )


def enrol(database: Database, asked: EnrolRequest) -> Enrolled:
    """Turn an invitation into a device's token.

    The same device may ask again for 7 days and gets a fresh token; the earlier one dies.

    Raises:
        Problem: 404 no such invitation, 409 spent by another device or too long ago,
            403 the device was revoked or its member left, 400 a bad key.
    """
    key = names.device_key(asked.device_key)
    with database.door() as connection:
        row = connection.execute(
            "select i.code, i.cycle, i.account, i.spent_at, now() - i.spent_at, d.id, d.key, "
            "d.revoked_at, a.role, a.left_at, k.public from invitations i "
            "join accounts a using (cycle, account) join cycle_keys k using (cycle) "
            "left join devices d on d.id = i.device where i.code = %s for update of i",
            [names.hashed_invitation(asked.invitation)],
        ).fetchone()
        if row is None:
            raise Problem(404, "invitation_unknown", "No such invitation: look for a typing slip.")
        code, cycle, account, spent_at, age, device, spender, revoked, role, left, public = row
        if left is not None:
            raise Problem(403, "member_left", "This member left the cycle; ask the Secretariat.")
        if spent_at is None:
            device, token = _new_device(connection, cycle, account, key, asked.device)
            connection.execute(
                "update invitations set spent_at = now(), device = %s where code = %s",
                [device, code],
            )
        elif revoked is not None:
            raise Problem(403, "device_revoked", "This device was signed off by the Secretariat.")
        elif not hmac.compare_digest(bytes(spender), key) or age > AGAIN:
            raise Problem(
                409,
                "invitation_spent",
                "This invitation was used before, by another device or more than 7 days ago; "
                "ask the Secretariat for a new one.",
            )
        else:
            token = names.new_token()
            connection.execute(
                "update devices set token = %s where id = %s", [names.hashed(token), device]
            )
    return Enrolled(
        token=token,
        account=account,
        role=role,
        cycle=cycle,
        fingerprint=keys.fingerprint(bytes(public)),
    )


def recognise(database: Database, header: str | None) -> Caller:
    """Return whose token an Authorization header carries.

    Raises:
        Problem: 401, there is none, or it is unknown, replaced or revoked.
    """
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise no_token()
    with database.door() as connection:
        row = connection.execute(
            "select d.id, d.cycle, d.account, a.role, "
            "d.last_seen is null or d.last_seen < now() - interval '1 minute' "
            "from devices d join accounts a using (cycle, account) "
            "where d.token = %s and d.revoked_at is null and a.left_at is null",
            [names.hashed(token.strip())],
        ).fetchone()
        if row is None:
            raise no_token()
        device, cycle, account, role, stale = row
        if stale:
            connection.execute("update devices set last_seen = now() where id = %s", [device])
    return Caller(cycle, account, role, str(device))


def new_epoch() -> str:
    return secrets.token_hex(8)


def _new_device(
    connection: Connection, cycle: str, account: str, key: bytes, name: str | None
) -> tuple[Any, str]:
    token = names.new_token()
    row = connection.execute(
        "insert into devices (cycle, account, name, key, token) values (%s, %s, %s, %s, %s) "
        "returning id",
        [cycle, account, names.device_name(name), key, names.hashed(token)],
    ).fetchone()
    return (row[0] if row else None), token


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(names.hashed(one), names.hashed(other))
