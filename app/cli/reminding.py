"""`remind`: drafts of mails to those who were asked and have not answered."""

import argparse
from pathlib import Path
from typing import Any

from app.actions import reminding
from app.actions.reminding import Asked, Draft
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, tell
from app.i18n import _, ngettext
from app.phrases import filing as phrases
from app.phrases.faults import shown
from app.reports.reminder import until


def add_commands(add: Add) -> None:
    remind = add("remind", _("drafts of mails to those who have not answered, with the form"))
    remind.add_argument("round", metavar="ROUND")
    remind.add_argument("--out", metavar="FOLDER", help=_("without it: who would be reminded"))
    remind.add_argument("--to", action="append", metavar="ACCOUNT",
                        help=_("these alone; may be repeated"))  # fmt: skip
    remind.add_argument("--partly", action="store_true",
                        help=_("those too who have answered some of it"))  # fmt: skip
    remind.set_defaults(command=_remind)


def _remind(desk: Desk, args: argparse.Namespace) -> int:
    found = reminding.plan(desk.store, args.round)
    people = reminding.chosen(found, args.to or (), partly=args.partly)
    if args.out is None:
        if desk.json:
            lines(_row(each) for each in people)
        else:
            if found.deadline is not None:
                print(until(found.deadline))
            for each in people:
                print(_said(each))
        return 0
    folder = Path(args.out).expanduser().absolute()
    if folder.exists() and not folder.is_dir():
        tell(_("{path} is no folder: name the folder for the drafts.").format(path=shown(args.out)))
        return 2
    made = reminding.save(desk.store, desk.home, found, people, folder)
    if desk.json:
        lines(_row(each.asked, each) for each in made)
    else:
        for each in made:
            print(each.path)
    tell(phrases.drafts(len(made), str(folder)))
    unreached = [each.name for each in people if not each.to]
    if unreached:
        tell(phrases.unreached(unreached))
    if found.mine:
        tell(phrases.mine_too())
    return 0


def _said(each: Asked) -> str:
    count = len(each.missing)
    missing = ngettext("{n} answer missing", "{n} answers missing", count).format(n=count)
    to = ", ".join(each.to) or _("no address")
    return f"{each.account}  {shown(each.name)} ({to}): {missing}"


def _row(each: Asked, made: Draft | None = None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "account": each.account,
        "name": each.name,
        "to": list(each.to),
        "missing": list(each.missing),
        "answered": each.answered,
    }
    if made is not None:
        told |= {"path": str(made.path), "subject": made.subject, "size": len(made.content)}
    return told
