"""`members`: invite, list, revoke."""

import argparse
from collections.abc import Generator
from contextlib import contextmanager

from app.actions.acting import me
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one, tell
from app.domain.audience import ROLES
from app.i18n import _
from app.phrases import invitations
from app.secretariat import membership
from app.secretariat.membership import Entry, MembershipTrouble
from app.sync.server import ServerTransport
from app.wire import Device


def add_commands(add: Add) -> None:
    members = add("members", _("invite members, list them, revoke a lost device"))
    members.add_argument("what", choices=("invite", "list", "revoke"))
    members.add_argument("who", nargs="?", metavar="ACCOUNT", help=_("revoke: or a device's id"))
    members.add_argument("--role", choices=ROLES, help=_("usual: the one of her record"))
    members.set_defaults(command=_members)


def _members(desk: Desk, args: argparse.Namespace) -> int:
    if args.what != "list" and not args.who:
        tell(_("Name the account: members {what} ACCOUNT").format(what=args.what))
        return 2
    try:
        with _register(desk) as register:
            match args.what:
                case "invite":
                    _invite(desk, register, args.who, args.role)
                case "revoke":
                    _revoke(desk, register, args.who)
                case _:
                    _list(desk, register)
    except MembershipTrouble as trouble:
        tell(invitations.trouble(trouble.code, trouble.params))
        return 1
    return 0


@contextmanager
def _register(desk: Desk) -> Generator[ServerTransport]:
    profile = me(desk.store)
    server = ServerTransport(profile.server, profile.cycle, profile.token)
    try:
        yield server
    finally:
        server.close()


def _invite(desk: Desk, register: ServerTransport, account: str, role: str | None) -> None:
    made = membership.invite(desk.store, register, account, role)
    told = membership.message(desk.store, account, made)
    if desk.json:
        one(
            {
                "account": account,
                "invitation": made.invitation,
                "fingerprint": made.fingerprint,
                "url": told["url"],
            }
        )
        return
    tell(_("Send this message:"))
    print(invitations.letter(told))


def _revoke(desk: Desk, register: ServerTransport, named: str) -> None:
    gone = membership.revoke(desk.store, register, named)
    if desk.json:
        one({"revoked": [_device(each) for each in gone]})
        return
    if not gone:
        print(_("There was no device to revoke."))
    for each in gone:
        print(_("Revoked: {name} ({id})").format(name=each.name, id=each.id))


def _list(desk: Desk, register: ServerTransport) -> None:
    entries = membership.listing(desk.store, register)
    if desk.json:
        lines(_entry(each) for each in entries)
        return
    for each in entries:
        state = _("enrolled") if each.enrolled else _("invited") if each.invited else ""
        print(f"{each.account:24} {each.role:12} {state:10} {each.name}")


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "account": entry.account,
        "role": entry.role,
        "name": entry.name,
        "status": entry.status,
        "invited": entry.invited,
        "enrolled": entry.enrolled,
        "devices": [_device(each) for each in entry.devices],
    }


def _device(device: Device) -> dict[str, object]:
    return {
        "id": device.id,
        "name": device.name,
        "enrolled_at": device.enrolled_at,
        "last_seen": device.last_seen,
        "revoked": device.revoked,
    }
