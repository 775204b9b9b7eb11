"""`note`, `comment`, `edit`, `withdraw`, `undo`: marks on papers."""

import argparse

from app.actions import acting, annotating, marking_pages, naming, papers, showing
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.domain import audience as audiences
from app.domain.anchors import Anchor
from app.domain.changes import Changes
from app.domain.colours import COLOURS, USUAL
from app.i18n import _
from app.phrases import undoing
from app.phrases.faults import shown as safe
from app.store import current, undo


def add_commands(add: Add) -> None:
    note = add("note", _("keep a private note on a paper; it stays here"))
    _about(note)
    note.add_argument("--colour", metavar="COLOUR", default=USUAL, help=", ".join(COLOURS))
    note.set_defaults(command=_note)

    comment = add("comment", _("comment on a paper, or ask its proposers"))
    _about(comment)
    comment.add_argument("--kind", choices=("comment", "question", "evidence"), default="comment")
    comment.add_argument("--criterion", metavar="KEY")
    comment.add_argument(
        "--audience", action="append", metavar="WHO",
        help=_("chairs, members, observers, public, proposers or an account; may be repeated"),
    )  # fmt: skip
    comment.add_argument("--reply-to", metavar="ID")
    comment.add_argument("--colour", metavar="COLOUR", help=", ".join(COLOURS))
    comment.set_defaults(command=_comment)

    edit = add("edit", _("change the words, colour, criterion or readers of my note or comment"))
    edit.add_argument("id", metavar="ID")
    edit.add_argument("--text")
    edit.add_argument("--colour", metavar="COLOUR", help=", ".join(COLOURS))
    edit.add_argument("--criterion", metavar="KEY", help=_("empty: of no criterion"))
    edit.add_argument(
        "--audience", action="append", metavar="WHO", help=_("of a comment; may be repeated")
    )
    edit.set_defaults(command=_edit)

    withdraw = add("withdraw", _("take my note or comment back"))
    withdraw.add_argument("id", metavar="ID")
    withdraw.set_defaults(command=_withdraw)

    back = add("undo", _("take back my last act"))
    back.add_argument(
        "--yes", action="store_true", help=_("even what was sent and told to the members")
    )
    back.set_defaults(command=_undo)


def _about(to: argparse.ArgumentParser) -> None:
    to.add_argument("about", metavar="ABOUT", help=_("proposal/ID, document/ID or item/ID"))
    to.add_argument("--quote", metavar="TEXT", help=_("words of the paper"))
    to.add_argument("--section", metavar="KEY")
    to.add_argument(
        "--page", type=int, metavar="N",
        help=_("--quote is on this page of the document's PDF, counted from 1"),
    )  # fmt: skip
    to.add_argument("--password", metavar="WORD", help=_("of a locked PDF; it is kept nowhere"))
    to.add_argument("--text", required=True)


def _on_page(desk: Desk, args: argparse.Namespace) -> Anchor | None:
    """Return where the words are on a page, None where no page was named."""
    if args.page is None:
        return None
    quote = str(args.quote or "")
    return marking_pages.on_page(desk.store, desk.home, args.about, args.page, quote, args.password)


def _note(desk: Desk, args: argparse.Namespace) -> int:
    acting.me(desk.store)
    done = annotating.note(
        desk.store,
        desk.home,
        papers.about(desk.store, args.about),
        args.text,
        quote=args.quote,
        section=args.section,
        at=_on_page(desk, args),
        colour=args.colour,
    )
    return _marked(desk, done)


def _comment(desk: Desk, args: argparse.Namespace) -> int:
    acting.me(desk.store)
    given = _named(args)
    done = annotating.comment(
        desk.store,
        desk.home,
        papers.about(desk.store, args.about),
        args.text,
        kind=args.kind,
        quote=args.quote,
        section=args.section,
        at=_on_page(desk, args),
        criterion=args.criterion,
        audience=tuple(given) or None,
        reply_to=args.reply_to,
        colour=args.colour,
    )
    code = _marked(desk, done)
    _warn_of_strangers(desk, given)
    return code


def _warn_of_strangers(desk: Desk, named: list[str]) -> None:
    """Say which readers are in no list of members; a chair or server sets such a comment aside."""
    me = acting.me(desk.store)
    if me.role == "observer" or current.one(desk.store, "members", me.account) is None:
        return  # her list may be a part only
    accounts = set(named) - {"proposers", *audiences.WORDS}
    for word in sorted(accounts):
        if current.one(desk.store, "members", word) is None:
            tell(
                _(
                    "Nobody in the members' list has the account “{word}”, so this comment "
                    "will not be taken. To take it back: undo"
                ).format(word=word)
            )


def _named(args: argparse.Namespace) -> list[str]:
    words = [word.strip() for each in args.audience or () for word in each.split(",")]
    return [word for word in words if word]


def _edit(desk: Desk, args: argparse.Namespace) -> int:
    changes = (args.text, args.colour, args.criterion, args.audience)
    if all(each is None for each in changes):
        tell(_("Say what to change: --text, --colour, --criterion or --audience."))
        return 2
    done = annotating.edit(
        desk.store,
        args.id,
        args.text,
        audience=tuple(_named(args)) or None,
        criterion=args.criterion,
        colour=args.colour,
    )
    return _told(desk, done)


def _withdraw(desk: Desk, args: argparse.Namespace) -> int:
    return _told(desk, annotating.withdraw(desk.store, args.id))


def _undo(desk: Desk, args: argparse.Namespace) -> int:
    found = undo.last(desk.store)
    records = () if found is None else found.records
    left = found is not None and found.left
    before = [naming.title(desk.store, *each) for each in records]  # an undo may end the record
    done = acting.take_back(desk.store, None if found is None else found.act, from_members=args.yes)
    if desk.json:
        for id in done.ids:
            rows = current.find(desk.store, id)
            one({"id": id, "undone": True, "there": bool(rows), "left": left,
                 "act": None if found is None else found.verb})  # fmt: skip
        return 0
    after = [naming.title(desk.store, *each) for each in records]
    both = zip(records, before, after, strict=True)
    titles = [*dict.fromkeys(now if was == id else was for (_of, id), was, now in both)]
    whole = undoing.whole("" if found is None else found.verb)
    if whole and titles:  # one act of many records, taken back as one
        listed = ", ".join(map(safe, titles))
        print(_("Taken back: {what} ({titles})").format(what=whole, titles=listed))
        titles = []
    for title in titles:
        print(_("Taken back: {title}").format(title=safe(title)))
    now = [current.one(desk.store, *each) for each in records] if left else []
    if any(row is not None and row.waiting for row in now):
        print(_("It was sent before; that it is taken back goes with the next sync."))
    return 0


def _marked(desk: Desk, done: Changes) -> int:
    """Print a new mark, and say if its words are there more than once."""
    code = _told(desk, done)
    for row in current.find(desk.store, done.ids[0]):
        if (row.data.get("anchor") or {}).get("ambiguous"):
            tell(
                _(
                    "These words are there more than once (ambiguous): the first place was taken. "
                    "For another one quote more words, or name the --section."
                )
            )
    return code


def _told(desk: Desk, done: Changes) -> int:
    """Print what was written as `show` gives it."""
    for row in current.find(desk.store, done.ids[0]):
        shown = showing.shown(desk.store, desk.home, row.collection, row.id)
        if desk.json:
            one(shown)
        else:
            print(row.id)
            print(_("Saved on this computer."))
    return 0
