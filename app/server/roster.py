"""Accounts as the Secretariat keeps them: invited, listed, given a role, signed off."""

from uuid import UUID

from app.domain import audience, keys
from app.server import names, sight
from app.server.database import Connection, Database
from app.server.enrolment import Caller
from app.server.problems import Problem, bad, not_found
from app.wire import Device, Invitation, InvitationRequest, Member


def only_secretariat(caller: Caller) -> None:
    if caller.role != "secretariat":
        raise Problem(403, "secretariat_only", "Only the Secretariat may do this.")


def invite(database: Database, caller: Caller, asked: InvitationRequest) -> Invitation:
    """Write an invitation for one device of `asked.account`, in the role asked for."""
    only_secretariat(caller)
    account = names.account(asked.account)
    if asked.role not in audience.ROLES:
        raise bad("bad_role", f"A role is one of {', '.join(audience.ROLES)}.")
    code = names.new_invitation()
    with database.writing(caller.cycle, caller.account) as (connection, _):
        if asked.role != "secretariat" and is_last_secretariat(connection, caller.cycle, account):
            raise Problem(409, "last_secretariat", "A cycle without a Secretariat is lost.")
        give_role(connection, caller.cycle, account, asked.role, returns=True)
        connection.execute(
            "insert into invitations (code, cycle, account) values (%s, %s, %s)",
            [names.hashed_invitation(code), caller.cycle, account],
        )
        sight.commit(connection, caller.cycle)
    with database.door() as connection:
        row = connection.execute(
            "select public from cycle_keys where cycle = %s", [caller.cycle]
        ).fetchone()
    return Invitation(invitation=code, fingerprint=keys.fingerprint(bytes(row[0]) if row else b""))


def members(database: Database, caller: Caller) -> list[Member]:
    """List every account with its devices and whether an invitation waits."""
    only_secretariat(caller)
    with database.door() as connection:
        devices = connection.execute(
            "select account, id, name, enrolled_at, last_seen, revoked_at is not null "
            "from devices where cycle = %s order by enrolled_at",
            [caller.cycle],
        ).fetchall()
        accounts = connection.execute(
            "select account, role, exists (select 1 from invitations i where i.cycle = a.cycle "
            "and i.account = a.account and i.spent_at is null) "
            "from accounts a where cycle = %s order by account",
            [caller.cycle],
        ).fetchall()
    return [
        Member(
            account=account,
            role=role,
            invited=invited,
            devices=[
                Device(
                    id=str(id),
                    name=name,
                    enrolled_at=names.moment(enrolled),
                    last_seen=names.moment(seen) if seen else None,
                    revoked=revoked,
                )
                for owner, id, name, enrolled, seen, revoked in devices
                if owner == account
            ],
        )
        for account, role, invited in accounts
    ]


def revoke(database: Database, caller: Caller, device: str) -> Device:
    """Sign a device off: its token is worth nothing from now on.

    Raises:
        Problem: 404, no such device in this cycle; 409, the one that asks.
    """
    only_secretariat(caller)
    try:
        wanted = UUID(device)
    except ValueError as error:
        raise not_found() from error
    if str(wanted) == caller.device:
        raise Problem(409, "own_device", "This is the device you are asking from.")
    with database.door() as connection:
        row = connection.execute(
            "update devices set revoked_at = coalesce(revoked_at, now()) "
            "where cycle = %s and id = %s returning id, name, enrolled_at, last_seen",
            [caller.cycle, wanted],
        ).fetchone()
    if row is None:
        raise not_found()
    return Device(
        id=str(row[0]),
        name=row[1],
        enrolled_at=names.moment(row[2]),
        last_seen=names.moment(row[3]) if row[3] else None,
        revoked=True,
    )


def is_last_secretariat(connection: Connection, cycle: str, account: str) -> bool:
    """Say whether nobody would be left who may publish and invite."""
    rows = connection.execute(
        "select account from accounts where cycle = %s and role = 'secretariat' "
        "and left_at is null",
        [cycle],
    ).fetchall()
    return [row[0] for row in rows] == [account]


def give_role(
    connection: Connection, cycle: str, account: str, role: str | None, *, returns: bool = False
) -> None:
    """Make the account or change its role; a change makes its devices read anew.

    Args:
        connection: a writing transaction.
        cycle: whose account it is.
        account: its name.
        role: None leaves a role as it is (and makes a new account a member).
        returns: it may have left before, and comes back.
    """
    before = connection.execute(
        "select role, left_at is not null from accounts where cycle = %s and account = %s",
        [cycle, account],
    ).fetchone()
    if before is None:
        connection.execute(
            "insert into accounts (cycle, account, role) values (%s, %s, %s)",
            [cycle, account, role or "member"],
        )
    else:
        connection.execute(
            "update accounts set role = coalesce(%(role)s, role), "
            "access = access + (coalesce(%(role)s, role) <> role)::integer, "
            "left_at = case when %(returns)s then null else left_at end "
            "where cycle = %(cycle)s and account = %(account)s",
            {"role": role, "returns": returns, "cycle": cycle, "account": account},
        )
    changed = before is None or (role is not None and role != before[0])
    if changed or (returns and before is not None and before[1]):
        sight.reopen_all(connection, cycle)


def sign_off(connection: Connection, cycle: str, account: str) -> None:
    """Let a member leave: her devices are revoked, her unused invitations void."""
    connection.execute(
        "update accounts set left_at = coalesce(left_at, now()), access = access + 1 "
        "where cycle = %s and account = %s",
        [cycle, account],
    )
    connection.execute(
        "update devices set revoked_at = coalesce(revoked_at, now()) "
        "where cycle = %s and account = %s",
        [cycle, account],
    )
    connection.execute(
        "delete from invitations where cycle = %s and account = %s and spent_at is null",
        [cycle, account],
    )
