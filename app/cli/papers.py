"""`status`, `list`, `show`, `diff`, `get`, `open`: reading what is here."""

import argparse
import sys
import webbrowser
from collections.abc import Mapping
from typing import Any

from app.actions import downloading, showing, status, ways
from app.cli import asked_marks
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one, tell
from app.domain.carrying import came
from app.i18n import _
from app.phrases.sizes import size
from app.reports import words
from app.store import facts


def add_commands(add: Add) -> None:
    add("status", _("who, which cycle, what waits, what is due")).set_defaults(command=_status)

    listing = add("list", _("list a collection, the outbox, notes or questions"))
    listing.add_argument("collection", metavar="KIND")
    listing.add_argument("--mine", action="store_true",
                         help=_("what is mine; of proposals what I am asked to review"))  # fmt: skip
    asked_marks.add_filters(listing)
    listing.set_defaults(command=_list)

    show = add("show", _("show one record"))
    show.add_argument("kind", metavar="KIND")
    show.add_argument("id", metavar="ID")
    show.add_argument("--version", type=int, metavar="N", help=_("this version of a proposal"))
    show.set_defaults(command=_show)

    for name, does, command in (
        ("get", _("bring a document's file and print where it is"), _get),
        ("open", _("bring a document's file and open it"), _open),
    ):
        get = add(name, does)
        get.add_argument("document", metavar="DOCUMENT")
        get.add_argument("--text", action="store_true", help=_("its text instead of the original"))
        get.set_defaults(command=command)


def _status(desk: Desk, _args: argparse.Namespace) -> int:
    now = status.status(desk.store)
    if desk.json:
        one(now.to_json())
        return 0
    if now.account is None:
        print(_("This computer has not joined a cycle yet."))
        return 0
    if now.server:
        print(_("{account} ({role}) in {cycle}, server {server}").format(**now.to_json()))
        print(_("Last sync: {when}").format(when=now.last_exchange or _("never")))
    else:
        print(_("{account} ({role}) in {cycle}").format(**now.to_json()))
        print(_way(desk))
    print(_("Waiting to be sent: {waiting}. Set aside: {set_aside}. Conflicts: {conflicts}.").format(
        **now.to_json()
    ))  # fmt: skip
    print(_("Proposals not read: {unread}. Changed since they were: {changed}.").format(
        **now.to_json()
    ))  # fmt: skip
    if now.in_file:
        print(_("Sent in a file, not yet confirmed: {n}.").format(n=now.in_file))
    if now.carried:
        print(_("Taken in from members’ files, to be handed on: {n}.").format(n=now.carried))
    for round_, deadline in now.deadlines:
        print(f"{deadline.at}  {deadline.what} ({round_})")
    for each in now.asked:
        print(_("{at}  Your answer is asked for: {title} (position {id})").format(
            at=each.closes_at, title=each.title, id=each.id
        ))  # fmt: skip
    for name, count in now.counts.items():
        print(f"{count:6}  {name}")
    return 0


def _way(desk: Desk) -> str:
    """Return where papers come from when there is no server, and of when they are."""
    when = facts.get(desk.store, "pack_made_at") or _("unknown")
    if ways.by_web(desk.store):
        folder = facts.get(desk.store, "web") or ""
        return _("Papers come from the web folder {folder}. These are of {when}.").format(
            folder=folder, when=when
        )
    return _("Papers come in files: bundle open FILE. These are of {when}.").format(when=when)


def _list(desk: Desk, args: argparse.Namespace) -> int:
    rows = showing.listed(desk.store, desk.home, args.collection, asked_marks.wanted(args))
    if args.mine:
        rows = list(showing.mine(desk.store, args.collection, rows))
    if desk.json:
        lines(rows)
        return 0
    for row in rows:
        title = row.get("title") or row.get("name") or row.get("text") or _quoted(row)
        title = title or row.get("state") or ""
        mark = "·" if row.get("waiting") else " "
        how = came(row)
        said = "" if how is None else f"  ({words.came(how, str(row['owner']))})"
        print(f"{mark} {row['id']}  {str(title)[:100]}{said}")
    return 0


def _quoted(row: Mapping[str, Any]) -> str:
    """Return the words that a highlight is on: it has none of its own."""
    quote = (row.get("anchor") or {}).get("quote") or {}
    exact = " ".join(str(quote.get("exact") or "").split())
    return _("“{words}”").format(words=exact) if exact else ""


def _show(desk: Desk, args: argparse.Namespace) -> int:
    row = showing.shown(desk.store, desk.home, args.kind, args.id, args.version)
    one(row) if desk.json else print_record(row)
    return 0


def print_record(row: dict[str, Any]) -> None:
    """Print a record for people: what it holds, then its text."""
    text: dict[str, Any] = row.pop("text", None) if isinstance(row.get("text"), dict) else {}
    for name, value in row.items():
        if value not in (None, "", [], {}):
            print(f"{name}: {value}")
    for section in text.get("sections", ()):
        print(f"\n## {section['heading']}\n\n{section['text']}")


def _get(desk: Desk, args: argparse.Namespace) -> int:
    wanted = downloading.planned(desk.store, desk.home, args.document, text=args.text)
    if not wanted.here:
        tell(_("{name}: {size}").format(name=wanted.name, size=size(wanted.size)))

    def got(count: int) -> None:
        if not desk.json and sys.stderr.isatty():
            print(f"\r{size(count)} / {size(wanted.size)}   ", end="", file=sys.stderr)

    path = downloading.get(desk.store, desk.home, args.document, text=args.text, got=got)
    if desk.json:
        one({"id": args.document, "path": str(path), "size": wanted.size})
    else:
        print(path)
    return 0


def _open(desk: Desk, args: argparse.Namespace) -> int:
    _get(desk, args)
    wanted = downloading.planned(desk.store, desk.home, args.document, text=args.text)
    if not downloading.may_be_opened(wanted.target):
        tell(_("It is not opened from here, as it may be a program. Open it yourself if you trust "
               "who sent it."))  # fmt: skip
        return 1
    webbrowser.open(wanted.target.as_uri())
    return 0
