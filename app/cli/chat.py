"""`chat`: what was typed during a call; looked at, kept, its lines made into what counts."""

import argparse

from app.actions import chatting
from app.cli import daily, said
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.i18n import _


def add_commands(add: Add) -> None:
    chat = add("chat", _("read the saved chat of a call, make its lines into what counts"))
    said.add_shared(chat, _("Zoom's saved chat, or lines of NAME: text; - for standard input"))
    chat.add_argument("--flag", type=int, metavar="N", help=_("make line N into --as"))
    chat.add_argument("--as", dest="what", metavar="WHAT",
                      help=_("minutes, proposal/ID, question or action"))  # fmt: skip
    chat.add_argument("--owner", metavar="ACCOUNT", help=_("whose action it is; who wrote it"))
    chat.add_argument("--due", metavar="DATE", help=_("when the action is due"))
    chat.set_defaults(command=_chat)


def _chat(desk: Desk, args: argparse.Namespace) -> int:
    if args.flag is None or args.file:
        return said.run(desk, args, "chat")
    if not args.what:
        tell(_("Say what the line is made into: --as minutes, proposal/ID, question or action"))
        return 2
    kept = said.chosen(desk, args, "chat")
    made = chatting.flag(
        desk.store,
        desk.home,
        kept.id,
        args.flag,
        args.what,
        args.to,
        owner=args.owner,
        due=args.due,
    )
    daily.backup(desk)
    if desk.json:
        one({"collection": made.collection, "id": made.id, "already": made.already})
    else:
        print(_("It stands there already.") if made.already else f"{made.collection} {made.id}")
    return 0
