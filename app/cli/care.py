"""`backup`: care of the profile."""

import argparse

from app.actions import backing
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one
from app.i18n import _


def add_commands(add: Add) -> None:
    add("backup", _("write a checked copy of the profile's store")).set_defaults(command=_backup)


def _backup(desk: Desk, _args: argparse.Namespace) -> int:
    path = backing.backup(desk.store, desk.home)
    if desk.json:
        one({"path": str(path), "size": path.stat().st_size})
    else:
        print(path)
    return 0
