"""`statistics`: contributions counted by group, region and call; taken in from a sheet."""

import argparse
from pathlib import Path

from app.actions import contributing, reporting
from app.actions.contributing import USUAL
from app.actions.reporting import Wanted
from app.cli import daily
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, plain, tell
from app.cli.secretariat import fault_rows, tell_faults
from app.domain.contributions import Statistics
from app.i18n import _, ngettext
from app.phrases import contributions as words
from app.phrases.faults import shown
from app.reports import statistics as tables
from app.reports.shown import shown as cell_words
from app.reports.tree import Table, cell
from app.secretariat import contributions as sheets
from app.store import current


def add_commands(add: Add) -> None:
    command = add("statistics", _("count the contributions by stakeholder group, region and call"))
    command.add_argument("--call", metavar="C", help=_("of this call alone"))
    command.add_argument("--by", metavar="group,region,call", type=_dimensions, default=USUAL,
                         help=_("what to count by, in this order; usual: group,region"))  # fmt: skip
    command.add_argument("--format", choices=("text", "json", "csv"), default="text")
    command.add_argument("--import", dest="sheet", type=Path, metavar="FILE.csv",
                         help=_("take contributions in, all of them or none (Secretariat)"))  # fmt: skip
    command.add_argument("--dry-run", action="store_true",
                         help=_("with --import: only say what would be done"))  # fmt: skip
    command.set_defaults(command=_statistics)


def _dimensions(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _statistics(desk: Desk, args: argparse.Namespace) -> int:
    if args.sheet is not None:
        return _take(desk, args)
    if args.dry_run:
        tell(_("--dry-run goes with --import FILE; nothing was done."))
        return 2
    found = contributing.counted(desk.store, args.call, args.by)
    if desk.json or args.format == "json":
        one(contributing.shape(found, args.call))
        return 0
    if args.format == "csv":
        wanted = Wanted("statistics", "csv", call=args.call, dimensions=args.by)
        content, _warned = reporting.made(desk.store, desk.home, wanted)
        print(content.decode("utf-8-sig").replace("\r\n", "\n"), end="")
    else:
        _print(found)
    for each in words.warnings(found):
        tell(each)
    return 0


def _take(desk: Desk, args: argparse.Namespace) -> int:
    contributing.as_secretariat(desk.store)
    there = {row.id: row for row in current.listed(desk.store, "contributions")}
    documents = {row.id for row in current.listed(desk.store, "documents")}
    read = sheets.read(args.sheet, there, documents)
    if read.faults:
        if desk.json:
            one({"faults": fault_rows(read.faults), "changes": [], "unchanged": 0,
                 "dry_run": args.dry_run})  # fmt: skip
        tell_faults(read.faults, _("nothing was taken in"))
        return 2
    if not args.dry_run:
        contributing.take(
            desk.store, [(each.id, each.data or {}, each.audience) for each in read.changes]
        )
        daily.backup(desk)
    if desk.json:
        one({
            "faults": [],
            "changes": [{"collection": each.collection, "id": each.id, "action": each.action}
                        for each in read.changes],
            "unchanged": read.unchanged,
            "dry_run": args.dry_run,
        })  # fmt: skip
        return 0
    new = sum(each.action == "create" for each in read.changes)
    print(_("New: {new}. Changed: {changed}. As they were: {unchanged}.").format(
        new=new, changed=len(read.changes) - new, unchanged=read.unchanged
    ))  # fmt: skip
    if args.dry_run:
        print(_("Nothing was written."))
    elif read.changes:
        count = len(read.changes)
        print(ngettext("{n} goes to the members with the next sync.",
                       "{n} go to the members with the next sync.", count).format(n=count))  # fmt: skip
    return 0


def _print(found: Statistics) -> None:
    print(words.number(found.total))
    if found.total:
        crossed = found.by == (tables.ROWS, tables.COLUMNS)
        _table(tables.crossed(found) if crossed else tables.rows(found))


def _table(table: Table) -> None:
    heads = [each.title for each in table.columns]
    rows = [
        [cell_words(cell(each), column.kind) for each, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]  # fmt: skip
    wide = [max(len(line[at]) for line in (heads, *rows)) for at in range(len(heads))]
    for line in (heads, *rows):
        cells = [
            plain(shown(text)).ljust(wide[at]) if table.columns[at].kind == "text"
            else text.rjust(wide[at])
            for at, text in enumerate(line)
        ]  # fmt: skip
        print("  ".join(cells).rstrip())
    if table.note:
        print(table.note)
