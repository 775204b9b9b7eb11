"""`join` a server, a pack or a web folder; `server`: where the server is now."""

import argparse
from pathlib import Path
from typing import Any

from app.actions import addressing, backing, joining
from app.actions.acting import me
from app.actions.opening import Person, pack_in
from app.actions.trouble import Trouble
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.domain import web_invitations
from app.i18n import _
from app.phrases.sizes import size
from app.store.facts import Profile
from app.sync.pack_checks import Progress
from app.sync.transport import SignInPage, Unreachable


def add_commands(add: Add) -> None:
    join = add("join", _("make this profile a member of a cycle"))
    join.add_argument(
        "place", metavar="URL|FILE|WEBFOLDER", help=_("a server, a pack, or a web folder of packs")
    )
    join.add_argument(
        "--invitation",
        metavar="CODE",
        help=_("from the Secretariat's message: a server's invitation, or a reading key"),
    )
    join.add_argument(
        "--as", dest="account", metavar="ACCOUNT", help=_("who you are, in a pack or web folder")
    )
    join.add_argument("--fingerprint", help=_("refuse a server or a key that shows another one"))
    join.set_defaults(command=_join)

    server = add("server", _("show the server's address, or change it when the server moved"))
    server.add_argument(
        "url", nargs="?", metavar="URL", help=_("where it is now; asked before anything is changed")
    )
    server.set_defaults(command=_server)


def _join(desk: Desk, args: argparse.Namespace) -> int:
    backing.before(desk.store, desk.home, "join")
    # A Windows path is no address: "C:\pack.satchel" has one letter before its colon.
    if "://" not in args.place:
        return _by_file(desk, args)
    code = (args.invitation or "").strip()
    if not code or web_invitations.find(code).reading_key is not None:
        return _by_web(desk, args, code)
    if args.account is not None:
        # A server knows whom it invited: whoever names herself likely means a web folder, an
        # open one, or one whose reading key was copied wrongly.
        try:
            return _by_web(desk, args, code)
        except Trouble as trouble:
            if trouble.code != "no_web_folder":
                raise
    return _by_server(desk, args, code)


def _server(desk: Desk, args: argparse.Namespace) -> int:
    """Show the address of this profile's server, or change it."""
    profile = me(desk.store) if args.url is None else addressing.move(desk.store, args.url)
    if desk.json:
        one(_told(profile))
    elif args.url is None:
        print(profile.server or _("This profile has no server."))
    else:
        print(
            _("The server is {server} from now on; all that is here stays. Next: sync").format(
                server=profile.server
            )
        )
    return 0


def _by_server(desk: Desk, args: argparse.Namespace, code: str) -> int:
    try:
        profile = joining.join(desk.store, args.place, code, fingerprint=args.fingerprint)
    except SignInPage:
        raise
    except Unreachable as error:
        # Nothing was written here yet: not a word of it, as `troubles` has for any other command.
        raise Trouble("no_line_to_join") from error
    told = _told(profile)
    if desk.json:
        one(told)
    else:
        print(_("Joined {cycle} as {account} ({role}). Next: sync").format(**told))
    return 0


def _by_file(desk: Desk, args: argparse.Namespace) -> int:
    key = web_invitations.find(args.invitation).reading_key if args.invitation else None
    path = Path(args.place).expanduser()

    try:
        profile = joining.join_pack(
            desk.store,
            desk.home,
            pack_in(path) if path.is_dir() else path,
            args.account,
            fingerprint=args.fingerprint,
            reading_key=key,
            progress=_progress(desk),
        )
    except Trouble as trouble:
        _show_people(desk, trouble)
        raise
    return _joined(desk, profile)


def _by_web(desk: Desk, args: argparse.Namespace, code: str) -> int:
    try:
        profile = joining.join_web(
            desk.store,
            desk.home,
            args.place,
            args.account,
            invitation=code or None,
            fingerprint=args.fingerprint,
            progress=_progress(desk),
        )
    except SignInPage:
        raise
    except Unreachable as error:
        raise Trouble("no_line_to_join") from error
    except Trouble as trouble:
        _show_people(desk, trouble)
        if trouble.code == "no_web_folder" and not code:
            raise Trouble("pack_no_invitation", url=args.place) from trouble
        raise
    return _joined(desk, profile)


def _progress(desk: Desk) -> Progress:
    def progress(done: int, total: int) -> None:
        if not desk.json and done < total:
            tell(_("{done} of {total} …").format(done=size(done), total=size(total)))

    return progress


def _joined(desk: Desk, profile: Profile) -> int:
    told = _told(profile)
    if desk.json:
        one(told)
    else:
        print(_("Joined {cycle} as {account} ({role}).").format(**told))
        print(
            _("Signed with the key {fingerprint}: compare it with the Secretariat's.").format(
                **told
            )
        )
    return 0


def _told(profile: Profile) -> dict[str, Any]:
    return {
        "account": profile.account,
        "cycle": profile.cycle,
        "role": profile.role,
        "server": profile.server,
        "fingerprint": profile.fingerprint,
    }


def _show_people(desk: Desk, trouble: Trouble) -> None:
    """Give the roster to a program that has to let somebody choose."""
    people = trouble.params.get("people")
    if not desk.json or not isinstance(people, tuple | list):
        return
    rows = [each for each in people if isinstance(each, Person)]
    one(
        {
            "people": [
                {"account": each.account, "name": each.name, "role": each.role} for each in rows
            ]
        }
    )
