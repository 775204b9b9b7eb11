"""`check`, `publish`: a meeting folder looked through, and sent."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.actions import joining, ways
from app.actions.trouble import Trouble
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.documents.extract import extract
from app.i18n import _, ngettext
from app.phrases import faults as fault_words
from app.phrases.publishing import cannot
from app.phrases.sizes import size
from app.secretariat.folder import check
from app.secretariat.papers import Fault
from app.secretariat.publishing import CannotPublish, Published, Step, Way, publish
from app.store import Store
from app.store.facts import Profile
from app.sync.transport import Transport


def add_commands(add: Add) -> None:
    command = add("check", _("tell every fault of a meeting folder"))
    command.add_argument("folder", type=Path, metavar="FOLDER")
    command.set_defaults(command=_check)

    command = add("publish", _("make the server have what a meeting folder asks for"))
    command.add_argument("folder", type=Path, metavar="FOLDER")
    command.add_argument("--server", metavar="URL", help=_("usual: the one this profile knows"))
    command.add_argument("--setup-code", metavar="CODE", help=_("to make a new cycle"))
    command.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))
    command.set_defaults(command=_publish)


def _check(desk: Desk, args: argparse.Namespace) -> int:
    found = check(args.folder)
    if desk.json:
        told = {"faults": fault_rows(found.faults), "doubts": fault_rows(found.doubts)}
        one({**told, "records": len(found.folder.papers)})
    elif not found.faults:
        count = len(found.folder.papers)
        print(ngettext("No faults; {n} record.", "No faults; {n} records.", count).format(n=count))
    _tell_doubts(found.doubts)
    tell_faults(found.faults, _("nothing was changed"), folder=args.folder)
    return 2 if found.faults else 0


def _publish(desk: Desk, args: argparse.Namespace) -> int:
    def progress(step: Step) -> None:
        if not desk.json:
            words = {
                "upload": _("Files: {done} of {total}"),
                "send": _("Records: {done} of {total}"),
            }
            bare = step.what == "send"
            tell(words[step.what].format(
                done=step.done if bare else size(step.done),
                total=step.total if bare else size(step.total),
            ))  # fmt: skip

    try:
        done = publish(
            desk.store, args.folder, way(desk.store, args.server, args.setup_code), extract,
            dry_run=args.dry_run, progress=progress,
        )  # fmt: skip
    except CannotPublish as error:
        tell(cannot(error.code, error.params))
        return 1
    if desk.json:
        one(published(done))
    else:
        _tell_published(done)
    _tell_doubts(done.doubts)
    tell_faults(done.faults)
    return 2 if done.faults else 0 if done.whole else 1


def way(store: Store, url: str | None, setup_code: str | None) -> Way:
    """Return how publishing reaches the server: the address given, else the profile's own."""

    def found(cycle: str, title: str) -> Profile:
        if url is None:
            raise Trouble("no_server_given")
        return joining.found_cycle(store, url, cycle, title, setup_code)

    def connect(profile: Profile) -> Transport:
        return ways.server(joining.moved(store, profile, url))

    return Way(connect, found, anew=url is not None)


def published(done: Published) -> dict[str, Any]:
    """Return a publishing as `--json` shows it."""
    return {
        "faults": fault_rows(done.faults),
        "doubts": fault_rows(done.doubts),
        "changes": [
            {"collection": each.collection, "id": each.id, "action": each.action}
            for each in done.changes
        ],
        "missing": [{"collection": name, "id": id} for name, id in done.missing],
        "untouched": done.untouched,
        "dry_run": done.dry_run,
        "founded": done.founded,
        "sent": done.sent,
        "without_text": [{"id": id, "code": code} for id, code in done.unreadable],
        "uploaded": done.uploaded,
        "bytes_up": done.bytes_up,
        "bytes_down": done.bytes_down,
        "requests": done.requests,
        "conflicts": [{"collection": name, "id": id} for name, id in done.conflicts],
        "refused": [{"id": id, "code": code, "message": said} for id, code, said in done.refused],
    }


def _tell_published(done: Published) -> None:
    words = {
        "create": _("new"),
        "update": _("changed"),
        "withdraw": _("withdrawn"),
        "upload": _("file"),
    }
    for each in done.changes:
        print(f"{words[each.action]:>10}  {each.collection}/{each.id}")
    for name, id in done.missing:
        print(_("only on the server, left alone: {paper}").format(paper=f"{name}/{id}"))
    for id, _code in done.unreadable:
        print(_("goes without its text, which could not be read: {id}").format(id=id))
    for name, id in done.conflicts:
        tell(_("{paper} was changed by somebody else meanwhile: run it again.").format(
            paper=f"{name}/{id}"
        ))  # fmt: skip
    for id, code, said in done.refused:
        tell(_("The server would not take {id}: {why}").format(id=id, why=said or code))
    if done.faults:
        return
    count = len(done.changes)
    if done.dry_run:
        print(ngettext("{n} change; nothing was sent.", "{n} changes; nothing was sent.",
                       count).format(n=count))  # fmt: skip
    elif not count:
        print(_("The server has everything already; nothing was sent."))
    else:
        print(ngettext("{n} change published.", "{n} changes published.", count).format(n=count))


def fault_rows(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Return faults as `--json` shows them."""
    return [
        {
            "file": fault.file,
            "line": fault.line,
            "field": fault.field,
            "code": fault.code,
            "message": fault_words.words(fault.code, fault.params),
        }
        for fault in faults
    ]


def tell_faults(
    faults: tuple[Fault, ...], safe: str | None = None, *, folder: Path | None = None
) -> None:
    """Tell faults as compilers do, and then what is safe (else that nothing was sent).

    What is wrong with the folder itself is told by its name.
    """
    for fault in faults:
        away = folder is not None and fault.code == "no_folder"
        tell(f"{folder}: {fault_words.words(fault.code, fault.params)}" if away else _line(fault))
    if faults:
        count = len(faults)
        tell(ngettext("{n} fault; {safe}.", "{n} faults; {safe}.", count).format(
            n=count, safe=safe or _("nothing was sent")
        ))  # fmt: skip


def _tell_doubts(doubts: tuple[Fault, ...]) -> None:
    for each in doubts:
        tell(_("Please look: {doubt}").format(doubt=_line(each)))


def _line(fault: Fault) -> str:
    place = fault_words.place(fault.file, fault.line, fault.field)
    return f"{place}: {fault_words.words(fault.code, fault.params)}"
