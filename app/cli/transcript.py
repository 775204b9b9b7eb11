"""`transcript`: what was said on a call, read from its captions; looked at, kept, corrected, quoted."""

import argparse

from app.actions import transcribing
from app.cli import daily, said
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one
from app.i18n import _
from app.store import current


def add_commands(add: Add) -> None:
    transcript = add("transcript", _("read what was said on a call, from its captions"))
    said.add_shared(
        transcript, _("captions: text, .docx, .html, .vtt, .srt, document/ID; - for standard input")
    )
    transcript.add_argument("--quote", type=int, metavar="N",
                            help=_("add turn N to the key points of its item, or of --to"))  # fmt: skip
    transcript.add_argument("--words", metavar="TEXT", help=_("of --quote these words alone"))
    transcript.set_defaults(command=_transcript)


def _transcript(desk: Desk, args: argparse.Namespace) -> int:
    if args.quote is None or args.file:
        return said.run(desk, args, "transcript")
    kept = said.chosen(desk, args, "transcript")
    changes = transcribing.quote(desk.store, kept.id, args.quote, args.to, args.words)
    daily.backup(desk)
    if not desk.json:
        print(_("Added to the key points.") if changes.ids else _("It stands there already."))
        return 0
    item = changes.ids[0] if changes.ids else None
    row = None if item is None else current.one(desk.store, "items", item)
    one({"already": row is None} if row is None else row.flat())
    return 0
