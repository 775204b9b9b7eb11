"""`file`: a member's words that came by mail, in a chat or on a call, kept as hers."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.actions import filing, papers, senders
from app.actions.filing import KINDS, Filed, Listed
from app.actions.senders import Candidate
from app.actions.trouble import Trouble
from app.cli import daily
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one, plain, tell
from app.documents.messages import Message, own_words
from app.domain.carrying import FILED
from app.i18n import _
from app.phrases import filing as phrases
from app.phrases.faults import shown
from app.reports import words
from app.store import current, members


def add_commands(add: Add) -> None:
    file = add("file", _("keep what a member said by mail, in a chat or on a call, as hers"))
    file.add_argument("file", metavar="FILE", nargs="?",
                      help=_(".eml, mbox or text; - for standard input"))  # fmt: skip
    file.add_argument("--about", metavar="KIND/ID", help=_("proposal/ID, document/ID or item/ID"))
    file.add_argument("--from", dest="sender", metavar="ACCOUNT", help=_("whose words they are"))
    file.add_argument("--quote", action="append", metavar="TEXT",
                      help=_("these words alone, each a remark; may be repeated"))  # fmt: skip
    file.add_argument("--criterion", metavar="KEY")
    file.add_argument("--kind", choices=KINDS, default="comment")
    file.add_argument("--at", metavar="DATE", help=_("when it was said, if it does not say"))
    file.add_argument("--how", choices=FILED, help=_("if it cannot be told from the words"))
    file.add_argument("--message", metavar="N", type=int,
                      help=_("of several messages this one, from 1"))  # fmt: skip
    file.add_argument("--list", action="store_true", help=_("what was filed"))
    file.add_argument("--undo", metavar="ID", help=_("take back what was filed"))
    file.set_defaults(command=_file)


def _file(desk: Desk, args: argparse.Namespace) -> int:
    if args.undo:
        filing.take_back(desk.store, args.undo)
        daily.backup(desk)
        one({"id": args.undo, "undone": True}) if desk.json else print(_("Taken back."))
        return 0
    if args.list:
        return _list(desk)
    if not args.file:
        tell(_("Name the file, or - to paste the words: file FILE --about proposal/ID"))
        return 2
    try:
        raw = (
            sys.stdin.buffer.read()
            if args.file == "-"
            else Path(args.file).expanduser().read_bytes()
        )
    except FileNotFoundError:
        raise Trouble("no_such_file", path=args.file) from None
    except IsADirectoryError:
        raise Trouble("is_a_folder") from None
    found = filing.read(raw, args.how)
    if not args.about:
        return _show(desk, found)
    message = _chosen(desk, found, args.message)
    if message is None:
        return 2
    if args.at:
        message = filing.with_date(message, args.at)
    account = args.sender or _sender(desk, message)
    if account is None:
        return 2
    return _keep(desk, message, account, args)


def _keep(desk: Desk, message: Message, account: str, args: argparse.Namespace) -> int:
    """File each quote, all or none."""
    with desk.store.atomic():
        made = [
            filing.file(
                desk.store,
                message,
                account,
                args.about,
                quote,
                kind=args.kind,
                criterion=args.criterion,
            )
            for quote in args.quote or [None]
        ]
    daily.backup(desk)
    name = members.names(desk.store).get(account, account)
    for each in made:
        if each.already:
            tell(phrases.already(name))
        if each.elsewhere:
            tell(phrases.elsewhere([_title(desk, about) for about in each.elsewhere]))
    _answer(desk, made, account, message, args)
    return 0


def _answer(
    desk: Desk, made: Sequence[Filed], account: str, message: Message, args: argparse.Namespace
) -> None:
    if desk.json:
        told = {"account": account, "about": args.about, "kind": args.kind, "how": message.how,
                "at": message.at or None, "message": message.key}  # fmt: skip
        lines(
            {"id": each.id, **told, "already": each.already, "elsewhere": list(each.elsewhere)}
            for each in made
        )
        return
    done = {each.id for each in made if not each.already}
    for each in filing.listed(desk.store):
        if each.id in done:
            print(_said(each))


def _chosen(desk: Desk, found: list[Message], number: int | None) -> Message | None:
    if number is not None and 1 <= number <= len(found):
        return found[number - 1]
    if number is None and len(found) == 1:
        return found[0]
    _show(desk, found, err=True)
    tell(_("Say which one: --message N. Nothing was filed."))
    return None


def _sender(desk: Desk, message: Message) -> str | None:
    """Return whose it is if an address says so; else offer whom it may be from."""
    offered = senders.proposed(desk.store, message)
    account = senders.certain(offered)
    if account is not None:
        tell(_("From {name}: {why}.").format(name=offered[0].name, why=phrases.why("address")))
        return account
    for each in offered:
        tell(_offer(each))
    if offered:
        tell(_("Say whose words they are: --from ACCOUNT. Nothing was filed."))
    else:
        tell(
            _("It is not known who “{name}” is. Say whose words they are: --from ACCOUNT. "
              "Nothing was filed.").format(name=shown(message.name or message.address or "–"))
        )  # fmt: skip
    return None


def _offer(each: Candidate) -> str:
    return f"  --from {each.account}  {shown(each.name)} ({phrases.why(each.why)})"


def _show(desk: Desk, found: list[Message], *, err: bool = False) -> int:
    """Show what was understood; nothing is filed."""
    rows = [_row(desk, number, each) for number, each in enumerate(found, 1)]
    if desk.json and not err:
        lines(rows)
        return 0
    stream = sys.stderr if err else sys.stdout
    for number, each in enumerate(found, 1):
        head = (each.name, each.address, words.day(each.at) if each.at else "", each.subject)
        print(f"{number}. {' · '.join(shown(part) for part in head if part)}", file=stream)
        if not err:
            print(plain(own_words(each.text)), file=stream)
            for one_ in senders.proposed(desk.store, each):
                print(_offer(one_), file=stream)
    return 0


def _row(desk: Desk, number: int, each: Message) -> dict[str, Any]:
    offered = senders.proposed(desk.store, each)
    return {
        "message": number,
        **asdict(each),
        "own_words": own_words(each.text),
        "candidates": [asdict(one_) for one_ in offered],
        "account": senders.certain(offered),
    }


def _list(desk: Desk) -> int:
    found = filing.listed(desk.store)
    if desk.json:
        lines(asdict(each) for each in found)
        return 0
    if not found:
        print(_("Nothing was filed."))
    for each in found:
        print(_said(each))
    return 0


def _said(each: Listed) -> str:
    came = words.came(each.came, each.name)
    text = " ".join(plain(each.text).split())
    leaving = _(" (taken back; goes with the next sync)") if each.state == "leaving" else ""
    return f"{each.id}  {shown(each.title)}: {text} ({each.name}; {came}){leaving}"


def _title(desk: Desk, about: str) -> str:
    kind, _slash, id = about.partition("/")
    row = current.one(desk.store, papers.COLLECTION.get(kind, ""), id)
    return str((row.data.get("title") if row else None) or about)
