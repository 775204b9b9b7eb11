"""`check`, `import`, `publish`, `members`, `epoch`: the Secretariat's desk."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.cli import fault_words
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.i18n import _, ngettext
from app.secretariat.folder import check
from app.secretariat.papers import Fault


def add_commands(add: Add) -> None:
    command = add("check", _("tell every fault of a meeting folder"))
    command.add_argument("folder", type=Path, metavar="FOLDER")
    command.set_defaults(command=_check)


def _check(desk: Desk, args: argparse.Namespace) -> int:
    found = check(args.folder)
    if desk.json:
        one({"faults": fault_rows(found.faults), "records": len(found.folder.papers)})
    else:
        tell_faults(found.faults)
        if not found.faults:
            count = len(found.folder.papers)
            print(ngettext("No faults; {n} record.", "No faults; {n} records.", count).format(
                n=count
            ))  # fmt: skip
    return 2 if found.faults else 0


def fault_rows(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Return faults as `--json` shows them."""
    return [
        {
            "file": fault.file,
            "line": fault.line,
            "field": fault.field,
            "code": fault.code,
            "message": fault_words.words(fault),
        }
        for fault in faults
    ]


def tell_faults(faults: tuple[Fault, ...]) -> None:
    for fault in faults:
        tell(f"{fault_words.place(fault)}: {fault_words.words(fault)}")
    if faults:
        count = len(faults)
        tell(ngettext(
            "{n} fault; nothing was sent.", "{n} faults; nothing was sent.", count
        ).format(n=count))  # fmt: skip
