"""`action`: next steps; who does what until when, carried over, reported done, confirmed."""

import argparse
from pathlib import Path
from typing import Any

from app.actions import chatting, exporting, exporting_steps, next_steps, next_steps_place, showing
from app.actions.acting import me
from app.actions.exporting_steps import Chosen
from app.actions.next_steps import Standing
from app.actions.reporting import Wanted
from app.actions.trouble import Trouble
from app.cli import daily, output
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.outfile import is_export, kept
from app.cli.output import lines, one, plain, tell
from app.domain.action_items import DONE, DROPPED, OPEN, STATES
from app.domain.carrying import CARRIERS
from app.i18n import _
from app.phrases import next_steps as words
from app.phrases.faults import shown

ACTS = ("add", "source", "change", "done", "reopen", "drop", "carry")
"""Options that write; at most one of them and no list beside it."""
GIVEN = {
    "owner": ("add", "source", "change", ""), "due": ("add", "source", "change", "carry"),
    "aoe": ("add", "source", "change", "carry"), "meeting": ("add", "source", ""),
    "item": ("add", "source", "change", "carry"), "group": ("add", "source", ""),
    "text": ("change", "done", "drop"), "to": ("carry",), "state": ("",), "mine": ("",),
    "format": ("",), "out": ("",),
}  # fmt: skip
"""{option: the acts it says something about}; "" is the list."""


def add_commands(add: Add) -> None:
    action = add("action", _("next steps: who does what until when; list, note, carry over, end"))
    action.add_argument("id", nargs="?", metavar="ID", help=_("show this one"))
    how = action.add_mutually_exclusive_group()
    how.add_argument("--add", metavar="TEXT", help=_("note a next step (chairs)"))
    how.add_argument("--change", metavar="ID", help=_("change --text, --owner, --due or --item"))
    how.add_argument("--done", metavar="ID",
                     help=_("it is done; of mine I tell the chairs, who confirm it"))  # fmt: skip
    how.add_argument("--reopen", metavar="ID", help=_("it is not done after all"))
    how.add_argument("--drop", metavar="ID", help=_("nobody will do it"))
    how.add_argument("--carry", metavar="ID", help=_("it goes on at the meeting --to"))
    action.add_argument("--from", dest="source", metavar="PAPER",
                        help=_("note one from these words: note/ID, comment/ID, document/ID:N for turn N"))  # fmt: skip
    action.add_argument("--owner", metavar="A", help=_("who does it: an account or a name"))
    action.add_argument("--due", metavar="DATE", help=_("until when"))
    action.add_argument("--aoe", action="store_true", help=_("--due ends anywhere on Earth"))
    action.add_argument("--meeting", metavar="M")
    action.add_argument("--item", metavar="I", help=_("its agenda item, by id or label"))
    action.add_argument("--group", metavar="G", help=_("the working group it is of"))
    action.add_argument("--to", metavar="MEETING", help=_("with --carry: the later meeting"))
    action.add_argument(
        "--text", metavar="T", help=_("its new words; with --done, --drop: a word beside it")
    )
    action.add_argument("--mine", action="store_true", help=_("list what I have to do"))
    action.add_argument("--state", choices=STATES, help=_("list only these"))
    action.add_argument("--out", type=Path, metavar="FILE", help=_("write the list to a file"))
    action.add_argument(
        "--format", choices=exporting_steps.FORMATS, help=_("with --out; usual: pdf")
    )
    action.set_defaults(command=_action)


def _action(desk: Desk, args: argparse.Namespace) -> int:
    act = next((name for name in ACTS if getattr(args, name) is not None), "")
    if act == "add" and args.source is not None:
        act = "source"
    wrong = _stray(args, act)
    if wrong:
        tell(wrong)
        return 2
    if act:
        return _write(desk, args, act)
    if args.id is not None:
        return _told(desk, args.id, "")
    if args.out is not None:
        return _export(desk, args)
    return _list(desk, args)


def _list(desk: Desk, args: argparse.Namespace) -> int:
    found = next_steps.listed(
        desk.store,
        owner=args.owner,
        meeting=args.meeting,
        group=args.group,
        state=args.state,
        mine=args.mine,
    )
    for collection, id in (("meetings", args.meeting), ("workgroups", args.group)):
        if id is not None:
            next_steps_place.known(desk.store, collection, id, found)
    if args.item is not None:
        found = [each for each in found if each.action.item == args.item.removeprefix("item/")]
    if desk.json:
        lines(_shape(desk, each) for each in found)
        return 0
    for each in found:
        _print(each)
    if not found:
        print(_("There are no next steps."))
    return 0


def _stray(args: argparse.Namespace, act: str) -> str:
    """Return why options do not go together, empty where they do."""
    if act and args.id is not None:
        return _("Name one thing to do. Nothing was changed.")
    if act == "carry" and not args.to:
        return _("Say to which meeting: --to MEETING. Nothing was changed.")
    if act not in {"", "add", "source"} and args.source is not None:
        return output.stray("from")
    for name, acts in GIVEN.items():
        allowed = (*acts, "") if name == "item" else acts
        if getattr(args, name) not in (None, False) and (act not in allowed or args.id is not None):
            return output.stray(name)
    return ""


def _write(desk: Desk, args: argparse.Namespace, act: str) -> int:
    store = desk.store
    given: dict[str, Any] = {"due": args.due, "aoe": args.aoe}
    place: dict[str, Any] = {"meeting": args.meeting, "item": args.item, "group": args.group}
    said = _("Saved. It goes with the next sync. Until then: undo")
    match act:
        case "add":
            made = next_steps.add(store, args.add, owner=args.owner or "", **given, **place)
        case "source" if args.source.startswith("document/"):
            made = _of_turn(desk, args)
        case "source":
            made = next_steps.from_mark(
                store, args.source, args.add or "", owner=args.owner or "", **given, **place
            )
        case "carry":
            made = next_steps.carry(store, args.carry, args.to, args.item, **given)
        case "change":
            next_steps.change(
                store, args.change, text=args.text, owner=args.owner, item=args.item, **given
            )
            made = None
        case _:
            made = None
            said = _ended(desk, args, act)
    daily.backup(desk)
    if made is None:
        return _told(desk, getattr(args, act), said)
    return _told(desk, made.id, _("It stands there already.") if made.already else said)


def _of_turn(desk: Desk, args: argparse.Namespace) -> chatting.Flagged:
    """Note one from a turn of a transcript or a line of a chat, written document/ID:N."""
    document, _colon, number = args.source.removeprefix("document/").rpartition(":")
    if not number.isdecimal():
        raise Trouble("bad_filter", word=args.source, known="document/ID:N")
    return chatting.flag(
        desk.store, desk.home, document, int(number), "action", owner=args.owner, due=args.due
    )


def _ended(desk: Desk, args: argparse.Namespace, act: str) -> str:
    """End one or open it again; a member says so of hers, and the chairs decide."""
    id = getattr(args, act)
    if act == "drop" or me(desk.store).role in CARRIERS:
        state = {"done": DONE, "reopen": OPEN, "drop": DROPPED}[act]
        next_steps.end(desk.store, id, state, args.text or "")
        return _("Saved. It goes with the next sync. Until then: undo")
    if act == "done":
        next_steps.say_done(desk.store, id, args.text or "")
        return _("Saved. The chairs read it after the next sync, and confirm it.")
    next_steps.unsay(desk.store, id)
    return _("Taken back: you have not said that it is done.")


def _told(desk: Desk, id: str, said: str) -> int:
    found = next_steps.one(desk.store, id)
    if desk.json:
        one(_shape(desk, found))
        return 0
    _print(found)
    if said:
        print(said)
    return 0


def _export(desk: Desk, args: argparse.Namespace) -> int:
    if args.item is not None:
        raise Trouble("bad_filter", word="--item", known="--meeting, --group, --owner, --state")
    kind = args.format or "pdf"
    with kept(desk.home, args.out, is_export(kind)):
        chosen = Chosen(args.owner, args.group, args.state, args.mine)
        wanted = Wanted("actions", kind, meeting=args.meeting, steps=chosen)
        path = exporting.write(desk.store, desk.home, wanted, args.out).path
    if desk.json:
        one({"what": "actions", "format": kind, "path": str(path), "size": path.stat().st_size})
    else:
        print(path)
    return 0


def _print(each: Standing) -> None:
    action = each.action
    told = [each.name or words.nobody()]
    if action.due:
        told.append(_("due {at}").format(at=action.due))
    told.append(_("overdue") if each.overdue else words.state(action.state))
    if action.carried_to:
        told.append(action.carried_to)
    print(f"{action.id}  {plain(action.text)}")
    print("    " + " · ".join(map(shown, told)))
    if each.said is not None:
        print("    " + _("said to be done: {text}").format(text=shown(each.said.text) or "–"))


def _shape(desk: Desk, each: Standing) -> dict[str, Any]:
    said = each.said
    return {
        **showing.shown(desk.store, desk.home, "actions", each.action.id),
        "state": each.action.state,
        "owner_name": each.name or None,
        "mine": each.mine,
        "overdue": each.overdue,
        "due_soon": each.soon,
        "said_done": None if said is None else {
            "account": said.account or me(desk.store).account, "text": said.text, "at": said.at,
            "waiting": said.waiting,
        },
    }  # fmt: skip
