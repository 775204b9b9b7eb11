"""`sync`: the exchange."""

import argparse

from app import phrases
from app.actions import costing, guarding, naming, status, syncing, ways
from app.cli import daily
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.i18n import _, ngettext
from app.phrases.faults import shown as safe
from app.phrases.sizes import size
from app.store import Store
from app.sync.report import Report, quiet
from app.sync.transport import TransportError


def add_commands(add: Add) -> None:
    sync = add("sync", _("send what waits, bring what is new"))
    sync.add_argument("--text-only", action="store_true", help=_("papers and texts, no files"))
    sync.add_argument("--budget", type=_bytes, metavar="BYTES", help=_("stop when it is spent"))
    sync.add_argument("--estimate", action="store_true", help=_("only say what it would cost"))
    erased = sync.add_mutually_exclusive_group()
    erased.add_argument(
        "--accept-erasures", action="store_true", help=_("let go what was erased on the server")
    )
    erased.add_argument(
        "--keep-erased", action="store_true", help=_("keep here what was erased on the server")
    )
    sync.set_defaults(command=_told_of_web)


def _bytes(text: str) -> int:
    """Return how many bytes are meant; argparse tells what is none. Raises ValueError."""
    count = int(text)
    if count <= 0:
        raise ValueError(text)
    return count


_bytes.__name__ = "number of bytes"  # argparse names it in its message


def _estimate(desk: Desk) -> int:
    cost = costing.estimate(desk.store, desk.home)
    if desk.json:
        told = {"bytes_up": cost.bytes_up, "bytes_down": cost.bytes_down, "exact": cost.exact}
        one({**told, "seconds": cost.seconds, "counts": cost.counts})
        return 0
    sentence = _("{up} up and {down} down.") if cost.exact else _("About {up} up and {down} down.")
    print(sentence.format(up=size(cost.bytes_up), down=size(cost.bytes_down)))
    if cost.seconds is not None:
        print(_("About {seconds} seconds at the speed of the last sync.").format(
            seconds=max(1, round(cost.seconds))
        ))  # fmt: skip
    return 0


def _progress(report: Report) -> None:
    if report.phase == "papers" and report.total:
        tell(_("Papers: {done} of {total} …").format(
            done=size(report.done), total=size(report.total)
        ))  # fmt: skip
    elif report.phase == "texts" and report.total:
        tell(_("Texts of documents: {done} of {total} …").format(
            done=size(report.done), total=size(report.total)
        ))  # fmt: skip
    else:
        tell(_("{up} up, {down} down …").format(
            up=size(report.bytes_up), down=size(report.bytes_down)
        ))  # fmt: skip


def _told_of_web(desk: Desk, args: argparse.Namespace) -> int:
    """Sync; a web folder that cannot be reached takes nothing later either, so it is told so."""
    try:
        return _sync(desk, args)
    except TransportError as error:
        if error.kind != "none" or not ways.by_web(desk.store):
            raise
        tell(
            _(
                "The web folder cannot be reached now. Everything is saved here. Papers come with "
                "the next sync; what you wrote goes as a file: bundle make --out FILE"
            )
        )
        return 1


def _sync(desk: Desk, args: argparse.Namespace) -> int:
    if args.estimate:
        return _estimate(desk)
    if args.keep_erased:
        guarding.keep_erased(desk.store)
    # Originals come when they are asked for; what is text only leaves long texts, too.
    report = syncing.sync(
        desk.store,
        desk.home,
        text_only=args.text_only,
        budget=args.budget,
        progress=quiet if desk.json else _progress,
        accept_erasures=args.accept_erasures,
    )
    daily.backup(desk)
    waiting = status.status(desk.store).waiting
    if desk.json:
        one(shape(report, waiting))
    else:
        _told(desk.store, report, waiting)
        if waiting and ways.by_web(desk.store):
            print(_("A web folder takes nothing. Send it as a file: bundle make --out FILE"))
    if report.asks is not None:
        asked = report.asks
        tell(phrases.erased(asked.count, asked.of, asked.mine))
        tell(_("To let them go: sync --accept-erasures. To keep them: sync --keep-erased."))
        return 1
    return 0


def _told(store: Store, report: Report, waiting: int) -> None:
    print(_("Sent {sent}, received {received}.").format(sent=report.sent, received=report.received))
    if waiting:
        print(ngettext("{n} item waits.", "{n} items wait.", waiting).format(n=waiting))
    for collection, id in report.conflicts:
        name = safe(naming.title(store, collection, id))
        print(_("Changed in two places, both kept: {name}. See: conflicts").format(name=name))
    for id, code, message in report.set_aside:
        why = phrases.not_taken(code, message)
        print(_("Set aside: {id}. {why}").format(id=id, why=why))
    for collection, id in report.joined:
        name = safe(naming.title(store, collection, id))
        print(_("Changed in two places, joined: {name}. See: merges").format(name=name))
    if report.repaired:
        print(phrases.repaired())
    if report.pack:
        print(_("The server's pack of papers was not used; they came one by one. The reason:"))
        print(phrases.trouble(report.pack, report.pack_params))
    if report.more:
        print(_("More is there. Next: sync"))


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
        "joined": len(report.joined),
        "repaired": report.repaired,
        "pack": report.pack or None,
        "asks": None
        if report.asks is None
        else {
            "erasures": report.asks.count,
            "mine": report.asks.mine,
            "of": report.asks.of,
            "collections": report.asks.collections,
        },
    }
