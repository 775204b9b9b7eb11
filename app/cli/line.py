"""`join`, `sync`: what needs a line."""

import argparse

from app import phrases
from app.actions import joining, status, syncing
from app.actions.trouble import Trouble
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, size, tell
from app.i18n import _, ngettext
from app.sync.engine import Report
from app.sync.transport import SignInPage, Unreachable


def add_commands(add: Add) -> None:
    join = add("join", _("make this profile a member of a cycle"))
    join.add_argument("url", metavar="URL")
    join.add_argument("--invitation", required=True, metavar="CODE")
    join.add_argument("--fingerprint", help=_("refuse a server that shows another one"))
    join.set_defaults(command=_join)

    sync = add("sync", _("send what waits, bring what is new"))
    sync.add_argument("--text-only", action="store_true", help=_("papers and texts, no files"))
    sync.add_argument("--budget", type=int, metavar="BYTES", help=_("stop when it is spent"))
    sync.add_argument("--estimate", action="store_true", help=_("only say what it would cost"))
    sync.set_defaults(command=_sync)


def _join(desk: Desk, args: argparse.Namespace) -> int:
    try:
        profile = joining.join(desk.store, args.url, args.invitation, fingerprint=args.fingerprint)
    except SignInPage:
        raise
    except Unreachable as error:
        # Nothing was written here yet: not a word of it, as `troubles` has for any other command.
        raise Trouble("no_line_to_join") from error
    told = {
        "account": profile.account,
        "cycle": profile.cycle,
        "role": profile.role,
        "server": profile.server,
        "fingerprint": profile.fingerprint,
    }
    if desk.json:
        one(told)
    else:
        print(_("Joined {cycle} as {account} ({role}). Next: sync").format(**told))
    return 0


def _sync(desk: Desk, args: argparse.Namespace) -> int:
    if args.estimate:
        cost = syncing.estimate(desk.store)
        if desk.json:
            one({"bytes_up": cost.bytes_up, "bytes_down": cost.bytes_down, "exact": cost.exact})
        else:
            print(_("About {up} up and {down} down.").format(
                up=size(cost.bytes_up), down=size(cost.bytes_down)
            ))  # fmt: skip
        return 0

    def progress(report: Report) -> None:
        if not desk.json:
            tell(_("{up} up, {down} down …").format(
                up=size(report.bytes_up), down=size(report.bytes_down)
            ))  # fmt: skip

    # Files come when they are asked for, so that papers and texts are all a sync ever brings.
    report = syncing.sync(desk.store, desk.home, budget=args.budget, progress=progress)
    waiting = status.status(desk.store).waiting
    if desk.json:
        one(shape(report, waiting))
    else:
        print(_("Sent {sent}, received {received}.").format(
            sent=report.sent, received=report.received
        ))  # fmt: skip
        if waiting:
            print(ngettext("{n} item waits.", "{n} items wait.", waiting).format(n=waiting))
        for _collection, id in report.conflicts:
            print(_("Changed in two places, both kept: {id}").format(id=id))
        for id, code, message in report.set_aside:
            why = phrases.not_taken(code, message)
            print(_("Set aside: {id}. {why}").format(id=id, why=why))
    return 0


def shape(report: Report, waiting: int) -> dict[str, object]:
    """Return a report as `sync --json` shows it."""
    return {
        "sent": report.sent,
        "received": report.received,
        "gone": report.gone,
        "bytes_up": report.bytes_up,
        "bytes_down": report.bytes_down,
        "requests": report.requests,
        "seconds": report.seconds,
        "waiting": waiting,
        "conflicts": len(report.conflicts),
        "set_aside": [
            {"id": id, "code": code, "message": phrases.not_taken(code, message)}
            for id, code, message in report.set_aside
        ],
        "more": report.more,
        "reset": report.reset,
    }
