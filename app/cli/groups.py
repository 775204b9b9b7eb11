"""`group`: working groups; reading them, joining, leaving, proposing, answering who asks."""

import argparse
from typing import Any

from app.actions import grouping, groups, showing, wishing
from app.actions.grouping import Edit
from app.actions.groups import Whole
from app.cli import daily, output
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one, plain, tell
from app.domain.groups import STATUSES, Group, Wish
from app.i18n import _
from app.phrases import groups as words
from app.phrases.faults import shown
from app.store import members

ACTS = ("join", "leave", "withdraw", "propose", "found", "requests", "accept", "decline")
EDITS = ("title", "status", "take_in", "facilitator", "let_go", "open_to_all", "closed")
ALONE = ("propose", "found", "requests")
"""Acts that are about no group there is."""


def add_commands(add: Add) -> None:
    group = add("group", _("working groups: read, join, leave, propose; answer who asks, edit"))
    group.add_argument("group", nargs="?", metavar="ID", help=_("this group; usual: all"))
    how = group.add_mutually_exclusive_group()
    how.add_argument("--join", action="store_true", help=_("I want to join"))
    how.add_argument("--leave", action="store_true", help=_("I want to leave"))
    how.add_argument("--withdraw", action="store_true", help=_("take that back"))
    how.add_argument("--propose", metavar="TITLE", help=_("propose a group, with --charter"))
    how.add_argument("--found", metavar="TITLE", help=_("found a group (chairs)"))
    how.add_argument("--requests", action="store_true", help=_("what waits for the chairs’ answer"))
    how.add_argument("--accept", metavar="REQUEST",
                     help=_("agree: the request’s id, or of this group the account"))  # fmt: skip
    how.add_argument("--decline", metavar="REQUEST", help=_("not now; only who asked reads it"))
    group.add_argument("--text", metavar="T", help=_("a word beside it; why not now"))
    group.add_argument("--charter", metavar="TEXT", help=_("what the group is for"))
    edit = group.add_argument_group(_("chairs change a group"))
    edit.add_argument("--title", metavar="TEXT")
    edit.add_argument("--status", choices=STATUSES)
    edit.add_argument("--open-to-all", action="store_true")
    edit.add_argument("--closed", action="store_true", help=_("the group decides who joins"))
    for name, told in (
        ("--take-in", _("becomes a participant; may be repeated")),
        ("--facilitator", _("becomes a facilitator; may be repeated")),
        ("--let-go", _("is in it no more; may be repeated")),
    ):
        edit.add_argument(name, action="append", default=[], metavar="WHO", help=told)
    group.set_defaults(command=_group)


def _group(desk: Desk, args: argparse.Namespace) -> int:
    act = next((name for name in ACTS if getattr(args, name) not in (None, False)), "")
    wrong = _stray(args, act)
    if wrong:
        tell(wrong)
        return 2
    if act:
        return _do(desk, args, act)
    if any(getattr(args, name) for name in EDITS) or args.charter is not None:
        grouping.edit(desk.store, args.group, _edit(args))
        return _told(desk, args.group, _("Saved. It goes with the next sync. Until then: undo"))
    if args.group is not None:
        return _told(desk, args.group, "")
    found = groups.listed(desk.store)
    if desk.json:
        lines(_shape(desk, groups.whole(desk.store, each.id)) for each in found)
        return 0
    for each in found:
        print(_line(each))
    if not found:
        print(_("There is no working group on this computer yet."))
    return 0


def _stray(args: argparse.Namespace, act: str) -> str:
    """Return why options do not go together, empty where they do."""
    edits = [name for name in EDITS if getattr(args, name)]
    if act and edits:
        return output.stray(edits[0])
    if act in ALONE and args.group is not None:
        return _("Name either a group or what is to be new. Nothing was changed.")
    needed = act in {"join", "leave", "withdraw"} or edits or (args.charter is not None and not act)
    if needed and args.group is None:
        return _("Say which group: group ID. Nothing was changed.")
    if args.charter is not None and act not in {"", "propose", "found"}:
        return output.stray("charter")
    if act == "propose" and not args.charter:
        return _("Say what the group is for: --charter TEXT. Nothing was changed.")
    if args.text is not None and act not in {"join", "leave", "accept", "decline"}:
        return output.stray("text")
    if args.open_to_all and args.closed:
        return _("A group is open to all, or it is not. Nothing was changed.")
    return ""


def _edit(args: argparse.Namespace) -> Edit:
    opened = True if args.open_to_all else False if args.closed else None
    return Edit(
        args.title, args.charter, args.status, opened, args.take_in, args.facilitator, args.let_go
    )


def _do(desk: Desk, args: argparse.Namespace, act: str) -> int:
    store, text = desk.store, args.text or ""
    if act == "requests":
        return _requests(desk)
    saved = _("Saved. It goes with the next sync. Until then: undo")
    match act:
        case "join":
            wishing.join_group(store, args.group, text)
        case "leave":
            wishing.leave_group(store, args.group, text)
        case "withdraw":
            wishing.take_wish_back(store, args.group)
        case "propose":
            (id,) = wishing.propose_group(store, args.propose, args.charter).ids
            daily.backup(desk)
            if desk.json:
                one(showing.shown(store, desk.home, "intents", id))
            else:
                print(id)
                print(_("Submitted, waiting for a line. The chairs read it."))
            return 0
        case "found":
            args.group = grouping.found(store, args.found, args.charter or "").id
        case "accept":
            args.group = grouping.accept(store, _request(desk, args, args.accept), text).id
        case _:
            id = _request(desk, args, args.decline)
            grouping.decline(store, id, text)
            daily.backup(desk)
            one({"request": id, "outcome": "declined"}) if desk.json else print(saved)
            return 0
    return _told(desk, args.group, saved)


def _request(desk: Desk, args: argparse.Namespace, given: str) -> str:
    """Return the request that is meant: by its id, or within a group by who asks."""
    for each in groups.requests(desk.store):
        if args.group is not None and (each.group, each.account) == (args.group, given):
            return each.id
    return given


def _requests(desk: Desk) -> int:
    found = groups.requests(desk.store)
    if desk.json:
        lines(map(_wish, found))
        return 0
    names = members.names(desk.store)
    titles = {each.id: each.title for each in groups.listed(desk.store)}
    for each in found:
        of = titles.get(each.group, each.title)
        print(f"{each.id}  {shown(words.wants(each, names.get(each.account, each.account), of))}")
        if each.text:
            print(f"    {plain(each.text)}")
    if not found:
        print(_("Nobody waits for an answer."))
    return 0


def _told(desk: Desk, id: str, said: str) -> int:
    if said:
        daily.backup(desk)
    found = groups.whole(desk.store, id)
    if desk.json:
        one(_shape(desk, found))
        return 0
    _print(desk, found)
    if said:
        print(said)
    return 0


def _line(each: Group) -> str:
    return f"{each.id}  {shown(each.title)}  [{shown(words.state(each))}]"


def _print(desk: Desk, of: Whole) -> None:
    names = members.names(desk.store)
    print(_line(of.group))
    print(plain(of.group.charter))
    for title, people in (
        (_("Facilitators"), of.group.facilitators),
        (_("Participants"), of.group.participants),
    ):
        print(f"{title}: {', '.join(shown(names.get(each, each)) for each in people) or '–'}")
    for row in of.meetings:
        print(f"meeting/{row.id}  {shown(row.data.get('title') or row.id)}")
    for paper in of.papers:
        print(
            f"document/{paper.id}  {shown(paper.title)}  {_('version {n}').format(n=shown(paper.version))}"
        )
    for step in of.actions:
        print(f"action/{step.action.id}  {plain(step.action.text)}  {shown(step.name)}")
    if of.inside:
        print(_("You are in this group."))
    if of.wish is not None:
        print(words.mine(of.wish))
    for each in of.requests:
        print(shown(words.wants(each, names.get(each.account, each.account), of.group.title)))


def _shape(desk: Desk, of: Whole) -> dict[str, Any]:
    return {
        **showing.shown(desk.store, desk.home, "workgroups", of.group.id),
        "inside": of.inside,
        "wish": None if of.wish is None else _wish(of.wish),
        "meetings": [row.id for row in of.meetings],
        "documents": [
            {"id": each.id, "title": each.title, "version": each.version, "status": each.status,
             "earlier": list(each.earlier)} for each in of.papers
        ],
        "actions": [each.action.id for each in of.actions],
        "requests": [_wish(each) for each in of.requests],
    }  # fmt: skip


def _wish(each: Wish) -> dict[str, Any]:
    told = each.answer
    return {
        "id": each.id, "kind": each.kind, "account": each.account, "group": each.group or None,
        "title": each.title or None, "text": each.text, "at": each.at, "waiting": each.waiting,
        "answer": None if told is None else {
            "outcome": told.outcome, "reason": told.reason, "at": told.at,
        },
    }  # fmt: skip
