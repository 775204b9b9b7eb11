"""`export`: what was written, as files to keep or hand on."""

import argparse
from pathlib import Path

from app import i18n
from app.actions import exporting, exporting_marks, marking_pdf
from app.cli import asked_marks
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.i18n import _, ngettext
from app.phrases.marks import copy_unlocked
from app.phrases.sizes import size
from app.store import Store, StoreTooNew


def add_commands(add: Add) -> None:
    export = add("export", _("write comments, my comments, my notes or everything to a file"))
    export.add_argument("what", choices=sorted(exporting.FORMATS), metavar="WHAT",
                        help=", ".join(sorted(exporting.FORMATS)))  # fmt: skip
    export.add_argument(
        "--format", choices=("pdf", "json", "md", "csv"), help=_("usual: the first it can")
    )
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    export.add_argument("--round", metavar="R", help=_("only this round"))
    export.add_argument(
        "--of", metavar="PAPER", help=_("notes into a copy of the PDF of this document/ID")
    )
    export.add_argument("--password", metavar="WORD", help=_("of a PDF that asks for one"))
    asked_marks.add_filters(export)
    export.set_defaults(command=_export)


def _export(desk: Desk, args: argparse.Namespace) -> int:
    kinds = exporting.FORMATS[args.what]
    kind = args.format or kinds[0]
    if kind not in kinds:
        tell(_("“{what}” is written as {kinds}; nothing was written.").format(
            what=args.what, kinds=", ".join(kinds)
        ))  # fmt: skip
        return 2
    if args.what == "notes":
        return _notes(desk, args, kind)
    if args.of or asked_marks.wanted(args):
        tell(_("Only notes are filtered, or written into a PDF; nothing was written."))
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


def _notes(desk: Desk, args: argparse.Namespace, kind: str) -> int:
    wanted = asked_marks.wanted(args)
    if args.of and kind != "pdf":
        tell(_("A copy with notes in it is a PDF: --format pdf. Nothing was written."))
        return 2
    if args.of:
        done = marking_pdf.save(
            desk.store, desk.home, args.of, args.out, wanted, password=args.password
        )
    else:
        style = (i18n.language(), i18n.is_right_to_left())
        done = exporting_marks.write(desk.store, desk.home, kind, args.out, wanted, style=style)
    if done.private:
        tell(
            ngettext(
                "{n} private note is in this file: hand it on only if you mean to.",
                "{n} private notes are in this file: hand it on only if you mean to.",
                done.private,
            ).format(n=done.private)
        )
    if done.unplaced:
        tell(
            ngettext(
                "{n} note has no place on the pages; it is on the first one.",
                "{n} notes have no place on the pages; they are on the first one.",
                done.unplaced,
            ).format(n=done.unplaced)
        )
    if done.unlocked:
        tell(copy_unlocked())
    if desk.json:
        one({"what": "notes", "format": kind, "path": str(done.path), "notes": done.marks,
             "private": done.private, "unplaced": done.unplaced, "unlocked": done.unlocked,
             "size": done.path.stat().st_size})  # fmt: skip
    else:
        print(f"{done.path}  ({size(done.path.stat().st_size)})")
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
