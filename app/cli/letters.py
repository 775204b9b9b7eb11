"""`letter`, `templates`: the guidelines to the proposers, from the first point to sent."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.actions import (
    acting,
    composing,
    following_up,
    letter_mailing,
    letter_templates,
    letters_kept,
    remarks,
    showing,
    suggesting,
)
from app.actions import letters as acts
from app.actions.trouble import Trouble
from app.cli import templates
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.outfile import is_container, kept
from app.cli.output import one, tell
from app.domain.carrying import CARRIERS
from app.domain.follow_ups import FollowUp
from app.domain.letters import KINDS, Letter, document_of, letter_id
from app.i18n import _
from app.paths import write_whole
from app.phrases import letters as words
from app.reports.words import question_state
from app.store import Store, current

CHANGES = (
    "begin", "point", "change", "remove", "move", "opening", "closing", "template", "share", "sent",
)  # fmt: skip
"""Options that change the letter; without any of them it is only shown."""


def add_commands(add: Add) -> None:
    letter = add("letter", _("write, show and record the letter to a proposal's proposers"))
    letter.add_argument(
        "proposal", metavar="PROPOSAL|document/ID", help=_("or the points on a document")
    )
    letter.add_argument(
        "--begin", action="store_true",
        help=_("add a point for each criterion or section, of what was said"),
    )  # fmt: skip
    point = letter.add_mutually_exclusive_group()
    point.add_argument(
        "--change", type=int, metavar="N", help=_("change point N: with --point, --from …")
    )
    point.add_argument("--remove", type=int, metavar="N", help=_("take point N out"))
    point.add_argument("--move", type=int, metavar="N", help=_("put point N at the place --to M"))
    letter.add_argument("--point", metavar="TEXT", help=_("add a point; its words with --change"))
    letter.add_argument("--kind", metavar="KIND", help=", ".join(KINDS))
    letter.add_argument(
        "--criterion", metavar="KEY", help=_("that the point is about; of a document its section")
    )
    letter.add_argument(
        "--from", action="append", dest="sources", metavar="COMMENT",
        help=_("a comment, or REVIEW/CRITERION, that the point is made of; may be repeated"),
    )  # fmt: skip
    letter.add_argument("--question", action="append", metavar="ID", help=_("may be repeated"))
    letter.add_argument("--at", type=int, metavar="N", help=_("place of a new point; usual: last"))
    letter.add_argument("--opening", metavar="TEXT", help=templates.fields())
    letter.add_argument("--closing", metavar="TEXT")
    letter.add_argument("--template", metavar="NAME", help=_("take its opening and closing"))
    letter.add_argument("--share", action="store_true", help=_("let the co-chairs have the draft"))
    letter.add_argument("--sent", action="store_true", help=_("record that it was sent"))
    letter.add_argument(
        "--mail", type=Path, metavar="FILE", help=_("write it as the draft of an e-mail (.eml)")
    )
    letter.add_argument(
        "--to", metavar="WHERE", help=_("with --move: a place; with --sent: to whom")
    )
    letter.set_defaults(command=_letter)
    templates.add_commands(add)


def _letter(desk: Desk, args: argparse.Namespace) -> int:
    acting.me(desk.store)
    args.proposal = args.proposal.removeprefix("proposal/")  # as other commands name papers
    wrong = _miswritten(args)
    if wrong:
        tell(wrong)
        return 2
    if args.mail is not None and args.mail.is_dir():
        tell(_("{path} is a folder: name the file to write.").format(path=args.mail))
        return 2
    given = (getattr(args, name) for name in CHANGES)
    if all(each is None or each is False for each in given):  # 0 is no point, and is told so
        return _show(desk, args)
    with desk.store.atomic():  # all that was asked for, or nothing
        _texts(desk.store, args)
        if args.begin:
            suggesting.begin(desk.store, desk.home, args.proposal)
        _points(desk, args)
        if args.share:
            acts.share(desk.store, args.proposal)
        if args.sent:
            acts.record_sent(desk.store, args.proposal, args.to or "")
    _told(desk, args)
    return 0


def _miswritten(args: argparse.Namespace) -> str:
    """Return what is wrong with how the options were put together, empty for nothing."""
    if args.move is not None and _place(args.to) is None:
        return _("Say where the point goes: --move N --to M. Nothing was changed.")
    if args.to is not None and args.move is None and not args.sent:
        return _("--to belongs to --move or --sent. Nothing was changed.")
    one_point = args.point is not None or args.change is not None
    about = (args.kind, args.criterion, args.sources, args.question, args.at)
    if not one_point and any(each is not None for each in about):
        return _("Say which point: --point TEXT, or --change N. Nothing was changed.")
    if args.point is not None and (args.remove is not None or args.move is not None):
        return _("One point at a time: --point, --remove or --move. Nothing was changed.")
    return ""


def _place(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdecimal() else None


def _texts(store: Store, args: argparse.Namespace) -> None:
    if args.template is not None:
        known = {each.name for each in letter_templates.templates(store)}
        if args.template == words.USUAL and words.USUAL not in known:
            opening, closing = words.usual(document=bool(document_of(args.proposal)))
            acts.write_texts(store, args.proposal, opening=opening, closing=closing)
        else:
            acts.use_template(store, args.proposal, args.template)
    if args.opening is not None or args.closing is not None:
        acts.write_texts(store, args.proposal, opening=args.opening, closing=args.closing)


def _points(desk: Desk, args: argparse.Namespace) -> None:
    store, proposal = desk.store, args.proposal
    heading = _heading(desk, proposal, args.criterion)
    if args.change is not None:
        acts.change_point(
            store, proposal, _id(store, proposal, args.change), args.point,
            kind=args.kind, criterion=args.criterion,
            comments=_given(args.sources), questions=_given(args.question), heading=heading,
        )  # fmt: skip
    elif args.remove is not None:
        acts.remove_point(store, proposal, _id(store, proposal, args.remove))
    elif args.move is not None:
        acts.move_point(store, proposal, _id(store, proposal, args.move), int(args.to))
    elif args.point is not None:
        acts.add_point(
            store, proposal, args.point, kind=args.kind or KINDS[0],
            criterion=args.criterion or "", comments=_given(args.sources) or (),
            questions=_given(args.question) or (), at=args.at, heading=heading,
        )  # fmt: skip


def _heading(desk: Desk, paper: str, key: str | None) -> str:
    """Return the heading of the document's section `key`. Raises Trouble("no_such_section")."""
    document = document_of(paper)
    if not document or not key:
        return ""
    known = {
        each.key: each.title for each in remarks.of_document(desk.store, desk.home, document).under
    }
    if key not in known:
        raise Trouble("no_such_section", key=key, known=", ".join(filter(None, known)))
    return known[key]


def _id(store: Store, proposal: str, number: int) -> str:
    return acts.point_at(acts.in_work(store, proposal), number).id


def _given(ids: list[str] | None) -> list[str] | None:
    """Return what was named; an empty word alone takes back what was named before."""
    return None if ids is None else [each for each in ids if each]


def _show(desk: Desk, args: argparse.Namespace) -> int:
    proposal: str = args.proposal
    letters_kept.paper_of(desk.store, proposal)
    found = acts.letter(desk.store, proposal)
    if found is None and acting.me(desk.store).role not in CARRIERS:
        raise Trouble("no_letter", proposal=proposal)
    if found is None:
        found = suggesting.suggested(desk.store, desk.home, proposal)
        tell(_("There is no letter yet. This one is made of what was said; nothing of it is saved. "
               "To begin with it: letter {proposal} --begin").format(proposal=proposal))  # fmt: skip
    _print(desk, found)
    _mail(desk, args, found)
    return 0


def _mail(desk: Desk, args: argparse.Namespace, found: Letter) -> None:
    """Write the letter as an e-mail where that was asked for."""
    if args.mail is None:
        return
    made = letter_mailing.draft(desk.store, found)
    out: Path = args.mail.expanduser().absolute()
    with kept(desk.home, out, is_container("outbox")):
        write_whole(out, made.content)
    to = ", ".join(made.to) or _("nobody: no address of the proposers is known here")
    tell(_("{path}: a draft to {people}").format(path=out, people=to))


def _told(desk: Desk, args: argparse.Namespace) -> None:
    found = acts.letter(desk.store, args.proposal)
    if found is None:
        raise Trouble("no_letter", proposal=args.proposal)
    _print(desk, found)
    _mail(desk, args, found)
    if args.sent:
        tell(_("Recorded as sent; the members read it after your next sync."))
    elif found.shared:
        tell(_("Saved; the co-chairs have it after your next sync."))
    else:
        tell(_("Saved on this computer."))


def _print(desk: Desk, found: Letter) -> None:
    sheet = composing.composed(desk.store, found)
    followed = following_up.followed(desk.store, desk.home, found) if found.sent else None
    if desk.json:
        shape: dict[str, Any] = asdict(sheet)
        shape.pop("letter")
        one(
            {
                **_row(desk, found),
                "points": [each.to_json() for each in found.points],
                "draft": not found.sent,
                "shared": found.shared,
                "composed": shape,
                "followed": None if followed is None else asdict(followed),
            }
        )
        return
    print(words.as_text(sheet), end="")
    for name in sheet.unfilled:
        tell(_("There is nothing to put in the place of {{{field}}}.").format(field=name))
    if followed is not None:
        _tell_followed(followed)


def _row(desk: Desk, found: Letter) -> dict[str, Any]:
    """Return the letter's record, or what it would be where nothing is kept yet."""
    if current.one(desk.store, "letters", found.id) is not None:
        return showing.shown(desk.store, desk.home, "letters", found.id) | {"suggested": False}
    return {
        "id": letter_id(found.paper, found.version), "collection": "letters",
        "owner": acting.me(desk.store).account, "waiting": False, "revision": None,
        "readers": [], "proposal": found.proposal or None, "document": found.document or None,
        "version": found.version,
        "round": found.round, "number": found.number, "opening": found.opening,
        "closing": found.closing, "sent_at": None, "sent_to": "", "suggested": True,
    }  # fmt: skip


def _tell_followed(followed: FollowUp) -> None:
    print("\n" + _("What version {n} makes of it:").format(n=followed.new))
    said = {
        "answered": _("all its questions are answered"),
        "partly": _("some of its questions are answered"),
        "touched": _("the words it is about were changed"),
        "untouched": _("nothing of it was answered or changed"),
        "unknown": _("it names no words and asks nothing: read the new version"),
    }
    for point in followed.points:
        print(f"{point.number}. {said[point.state]}")
        for each in point.questions:
            where = "" if each.answer is None else f": {each.answer.heading} “{each.answer.exact}”"
            told = _("Question {n}: {text}").format(n=each.number, text=question_state(each.state))
            print(f"   {told}{where}")
