"""`import`: what proposers send becomes files of a meeting folder."""

import argparse
import sys
from pathlib import Path
from typing import Any

from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one
from app.cli.secretariat import fault_rows, tell_faults
from app.documents.diff import SectionDiff
from app.i18n import _, ngettext
from app.secretariat import importing
from app.secretariat.columns import Column
from app.secretariat.importing import CannotImport, Imported, ImportPlan

CONTEXT = 60
"""Characters shown on each side of a change."""


def add_commands(add: Add) -> None:
    command = add("import", _("make proposal files from Word, a spreadsheet or Markdown"))
    command.add_argument("file", type=Path, metavar="FILE", help=".docx .xlsx .csv .md")
    command.add_argument("--round", required=True, metavar="R")
    command.add_argument("--proposal", metavar="ID", help=_("it is a version of this one"))
    command.add_argument("--into", type=Path, required=True, metavar="FOLDER")
    command.add_argument("--dry-run", action="store_true", help=_("only show what would change"))
    command.set_defaults(command=_import)


def _import(desk: Desk, args: argparse.Namespace) -> int:
    try:
        plan = importing.plan(args.file, args.into, args.round, args.proposal)
        if not desk.json:
            _show(plan)
        written = [] if args.dry_run else importing.write(plan)
    except CannotImport as error:
        if desk.json:
            one({"faults": fault_rows(error.faults), "proposals": [], "written": []})
        tell_faults(tuple(error.faults), _("nothing was written"))
        return 2
    if desk.json:
        one(shape(plan, written))
    elif args.dry_run:
        print(_("Nothing was written."))
    else:
        count = len(written)
        print(ngettext(
            "{n} file written; nothing is published.", "{n} files written; nothing is published.",
            count,
        ).format(n=count))  # fmt: skip
    return 0


def shape(plan: ImportPlan, written: list[Path]) -> dict[str, Any]:
    """Return an import as `--json` shows it."""
    return {
        "faults": [],
        "round": plan.round,
        "proposals": [_proposal(each) for each in plan.proposals],
        "columns": [_column(each) for each in plan.columns],
        "written": [str(path) for path in written],
    }


def _proposal(each: Imported) -> dict[str, Any]:
    return {
        "id": each.proposal,
        "title": each.title,
        "version": each.number,
        "action": each.action,
        "file": each.path,
        "headings": [
            {"found": one.found, "key": one.key, "known": one.known, "similarity": one.similarity}
            for one in each.headings
        ],
        "unmatched": list(each.unmatched),
        "missing": [key for key, _heading in each.missing],
        "fields": list(each.fields),
        "left_out": list(each.left_out),
        "near": each.near,
        "changes": [
            {"key": one.key, "state": one.state, "ops": [list(op) for op in one.ops]}
            for one in each.changes
        ],
    }


def _column(column: Column) -> dict[str, Any]:
    return {"column": column.header, "is": column.target, "how": column.how}


def _show(plan: ImportPlan) -> None:
    for column in plan.columns:
        print(_("column “{header}” is {target}").format(
            header=column.header, target=column.target
        ))  # fmt: skip
    for each in plan.proposals:
        words = {
            "create": _("new proposal {id}: {title}"),
            "update": _("version {n} of {id}: {title}"),
            "same": _("nothing new in {id}: {title}"),
        }[each.action]
        print(words.format(id=each.proposal, title=each.title, n=each.number))
        for heading in each.unmatched:
            print("  " + _("not a section of the round, kept as its own: {heading}").format(
                heading=heading
            ))  # fmt: skip
        for _key, heading in each.missing:
            print("  " + _("the round asks for a section that is not there: {heading}").format(
                heading=heading
            ))  # fmt: skip
        if each.near:
            print("  " + _("nearly the title of {other}: is it the same? Then say --proposal "
                           "{other}").format(other=each.near))  # fmt: skip
        if each.left_out:
            print("  " + _("addresses belong into contacts.csv and were left out: {them}").format(
                them=", ".join(each.left_out)
            ))  # fmt: skip
        if each.action == "update":
            for change in each.changes:
                _show_change(change)


def _show_change(change: SectionDiff) -> None:
    if change.state == "same":
        return
    states = {
        "changed": _("changed"),
        "added": _("added"),
        "removed": _("removed"),
        "moved": _("moved"),
    }
    print(f"  ## {change.heading or change.key} ({states.get(change.state, change.state)})")
    colour = sys.stdout.isatty()
    line = "".join(_shown(op, text, colour=colour) for op, text in change.ops)
    print("  " + line.replace("\n", "\n  "))


def _shown(op: str, text: str, *, colour: bool) -> str:
    if op == "=":
        if len(text) <= 2 * CONTEXT:
            return text
        return f"{text[:CONTEXT]} … {text[-CONTEXT:]}"
    if colour:
        return f"\x1b[{'32' if op == '+' else '31'}m{text}\x1b[0m"
    return f"[{op}{text}{op}]"
