"""`export`: what was written, as files to keep or hand on."""

import argparse
from pathlib import Path

from app.actions import exporting
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.i18n import _
from app.phrases.sizes import size
from app.store import Store, StoreTooNew


def add_commands(add: Add) -> None:
    export = add("export", _("write comments, my comments or everything to a file"))
    export.add_argument("what", choices=sorted(exporting.FORMATS), metavar="WHAT",
                        help=", ".join(sorted(exporting.FORMATS)))  # fmt: skip
    export.add_argument("--format", choices=("pdf", "json"), help=_("usual: the first it can"))
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    export.add_argument("--round", metavar="R", help=_("only this round"))
    export.set_defaults(command=_export)


def _export(desk: Desk, args: argparse.Namespace) -> int:
    kinds = exporting.FORMATS[args.what]
    kind = args.format or kinds[0]
    if kind not in kinds:
        tell(_("“{what}” is written as {kinds}; nothing was written.").format(
            what=args.what, kinds=", ".join(kinds)
        ))  # fmt: skip
        return 2
    round_ = args.round
    if args.what == "comments" and kind == "pdf":
        round_ = exporting.round_of(desk.store, args.round)
        others = [] if args.round else exporting.other_rounds(desk.store, round_)
        if others:
            tell(_("This is round {round}. For the others: --round {others}").format(
                round=round_, others=", ".join(others)
            ))  # fmt: skip
    store = _readable(desk) if args.what == "everything" else desk.store
    path = exporting.export(store, desk.home, args.what, kind, args.out, round=round_)
    if desk.json:
        one(
            {
                "what": args.what,
                "format": kind,
                "round": round_,
                "path": str(path),
                "size": path.stat().st_size,
            }
        )
    else:
        print(f"{path}  ({size(path.stat().st_size)})")
    return 0


def _readable(desk: Desk) -> Store:
    """Return the store, also one that a newer version wrote: it is read then, and left as it is."""
    try:
        return desk.store
    except StoreTooNew:
        tell(_(
            "A newer version of the program has written this profile. It is left as it is; what "
            "this one understands of it is exported."
        ))  # fmt: skip
        return desk.read_only()
