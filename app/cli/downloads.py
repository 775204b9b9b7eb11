"""`queue`: the files that are to be brought, in which order, and bringing them."""

import argparse
import sys
from pathlib import Path
from typing import Any

from app.actions import queueing
from app.actions.queueing import Queued
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one, tell
from app.i18n import _, ngettext
from app.phrases import downloads
from app.phrases.sizes import size

VERBS = ("list", "add", "pause", "resume", "first", "remove", "run")


def add_commands(add: Add) -> None:
    command = add("queue", _("the downloads: list, order, pause, bring them"))
    command.add_argument("verb", choices=VERBS, nargs="?", default="list")
    command.add_argument("documents", nargs="*", metavar="DOCUMENT")
    command.add_argument("--all", action="store_true", help=_("all originals that are not here"))
    command.add_argument("--meeting", metavar="ID", help=_("all originals of this meeting"))
    command.set_defaults(command=_queue)


def _queue(desk: Desk, args: argparse.Namespace) -> int:
    ids: list[str] = args.documents
    match args.verb:
        case "add":
            return _add(desk, args)
        case "pause":
            queueing.pause(desk.store, ids or None)
        case "resume":
            queueing.resume(desk.store, ids or None)
        case "first":
            if not ids:
                return _which()
            for id in reversed(ids):
                queueing.first(desk.store, id)
        case "remove":
            if not ids:
                return _which()
            queueing.remove(desk.store, ids)
        case "run":
            return _run(desk)
        case _:
            pass
    _show(desk)
    return 0


def _which() -> int:
    tell(_("Say which document; nothing was changed. Try: queue list"))
    return 2


def _add(desk: Desk, args: argparse.Namespace) -> int:
    ids: list[str] = list(args.documents)
    if args.all or args.meeting:
        asked = queueing.of_meeting(desk.store, args.meeting) if args.meeting else None
        worth = queueing.worth(desk.store, desk.home, asked)
        tell(ngettext("{n} file, {size}", "{n} files, {size}", worth.count).format(
            n=worth.count, size=size(worth.size)
        ))  # fmt: skip
        ids += worth.documents
    elif not ids:
        return _which()
    queueing.add(desk.store, desk.home, ids)
    _show(desk)
    return 0


def _show(desk: Desk) -> None:
    found = queueing.listed(desk.store, desk.home)
    if desk.json:
        lines(_row(place, each) for place, each in enumerate(found, 1))
        return
    if not found:
        print(_("Nothing is to be brought."))
    for each in found:
        print(f"{_state(each):8} {size(each.got):>8} / {size(each.size):<8} {each.document}  "
              f"{each.title}")  # fmt: skip
        if each.state == "failed":
            print("         " + downloads.failed(each.code, each.why, each.document))


def _run(desk: Desk) -> int:
    failed: list[Queued] = []

    def came(each: Queued, path: Path | None) -> None:
        if path is None:
            failed.append(each)
            tell(_("{title}: it did not come.").format(title=each.title))
        elif desk.json:
            one({"id": each.document, "path": str(path), "size": each.size})
        else:
            print(path)

    def got(count: int) -> None:
        if not desk.json and sys.stderr.isatty():
            print(f"\r{size(count)}   ", end="", file=sys.stderr)

    queueing.run(desk.store, desk.home, came=came, got=got)
    if not failed:
        return 0
    for each in queueing.listed(desk.store, desk.home):
        if each.state == "failed":
            tell(f"{each.title}: {downloads.failed(each.code, each.why, each.document)}")
    return 1


def _row(place: int, each: Queued) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": each.document,
        "title": each.title,
        "name": each.name,
        "place": place,
        "state": each.state,
        "size": each.size,
        "got": each.got,
    }
    if each.state == "failed":
        row |= {
            "code": each.code,
            "message": downloads.failed(each.code, each.why, each.document),
        }
    return row


def _state(each: Queued) -> str:
    known = {"waiting": _("waits"), "paused": _("paused"), "failed": _("failed")}
    return known.get(each.state, each.state)
