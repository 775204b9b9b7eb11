"""`decision`: what meetings decided, with where and when, and who objected."""

import argparse
from typing import Any

from app.actions import deciding_meetings, next_steps_place, showing
from app.cli import daily, output
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one, plain, tell
from app.domain.meeting_decisions import CHANNELS, MeetingDecision
from app.i18n import _
from app.phrases import decisions as words
from app.phrases.faults import shown
from app.store import members

GIVEN = {
    "text": ("change",), "meeting": ("add", ""), "item": ("add", "change", ""),
    "channel": ("add", "change"), "at": ("add", "change"), "objection": ("add", "change"),
    "settled": ("change",),
}  # fmt: skip
"""{option: the acts it says something about}; "" is the list."""


def add_commands(add: Add) -> None:
    decision = add("decision", _("what meetings decided: list, note, objections and who has them"))
    decision.add_argument("id", nargs="?", metavar="ID", help=_("show this one"))
    how = decision.add_mutually_exclusive_group()
    how.add_argument("--add", metavar="TEXT", help=_("note what was decided (chairs)"))
    how.add_argument("--change", metavar="ID", help=_("change what was noted"))
    how.add_argument("--withdraw", metavar="ID", help=_("take back that it was decided"))
    decision.add_argument("--meeting", metavar="M")
    decision.add_argument("--item", metavar="I", help=_("of this agenda item, by id or label"))
    decision.add_argument("--text", metavar="T", help=_("with --change: its new words"))
    decision.add_argument("--channel", metavar="WHERE", help=", ".join(CHANNELS))
    decision.add_argument("--at", metavar="DATE", help=_("when; usual: now"))
    decision.add_argument("--objection", action="append", type=_objection, default=[],
                          metavar="WHO=WHAT", help=_("somebody objected; may be repeated"))  # fmt: skip
    decision.add_argument("--settled", action="append", default=[], metavar="WHO",
                          help=_("with --change: her objection is taken back"))  # fmt: skip
    decision.set_defaults(command=_decision)


def _objection(text: str) -> tuple[str, str]:
    """Read WHO=WHAT; without a sign of equality it is WHO alone."""
    who, _equals, what = text.partition("=")
    if not text.strip():
        raise argparse.ArgumentTypeError(_("WHO=WHAT"))
    return who.strip(), what.strip()


def _decision(desk: Desk, args: argparse.Namespace) -> int:
    act = next(
        (name for name in ("add", "change", "withdraw") if getattr(args, name) is not None), ""
    )
    wrong = _stray(args, act)
    if wrong:
        tell(wrong)
        return 2
    if not act:
        return _list(desk, args)
    store = desk.store
    given: dict[str, Any] = {
        "item": args.item, "channel": args.channel, "at": args.at, "objections": args.objection,
    }  # fmt: skip
    if act == "withdraw":
        deciding_meetings.withdraw(store, args.withdraw)
        daily.backup(desk)
        if desk.json:
            one(showing.shown(store, desk.home, "decisions", args.withdraw))
        else:
            print(_("Taken back. It goes with the next sync. Until then: undo"))
        return 0
    if act == "add":
        made = deciding_meetings.note(store, args.add, meeting=args.meeting, **given)
    else:
        made = deciding_meetings.change(
            store, args.change, text=args.text, settled=args.settled, **given
        )
    daily.backup(desk)
    _tell(desk, deciding_meetings.one(store, made.id))
    if not desk.json:
        print(_("Saved. It goes with the next sync. Until then: undo"))
    return 0


def _stray(args: argparse.Namespace, act: str) -> str:
    if act and args.id is not None:
        return _("Name one thing to do. Nothing was changed.")
    for name, acts in GIVEN.items():
        given = getattr(args, name) not in (None, [])
        if given and (act not in acts or args.id is not None):
            return output.stray(name)
    return ""


def _list(desk: Desk, args: argparse.Namespace) -> int:
    if args.id is not None:
        _tell(desk, deciding_meetings.one(desk.store, args.id))
        return 0
    item = args.item
    if item is not None:
        item = next_steps_place.of(desk.store, args.meeting, item).get("item")
    found = deciding_meetings.listed(desk.store, args.meeting, item)
    if args.meeting is not None:
        next_steps_place.known(desk.store, "meetings", args.meeting, found)
    if desk.json:
        lines(showing.shown(desk.store, desk.home, "decisions", each.id) for each in found)
        return 0
    names = members.names(desk.store)
    for each in found:
        _print(each, names)
    if not found:
        print(_("No meeting has noted a decision yet."))
    return 0


def _tell(desk: Desk, each: MeetingDecision) -> None:
    if desk.json:
        one(showing.shown(desk.store, desk.home, "decisions", each.id))
        return
    _print(each, members.names(desk.store))


def _print(each: MeetingDecision, names: dict[str, str]) -> None:
    print(f"{each.id}  {plain(each.text)}")
    told = (words.channel(each.channel), each.at, each.item or each.meeting)
    print("    " + " · ".join(shown(part) for part in told if part))
    for objection in each.objections:
        who = names.get(objection.who, objection.who) or _("somebody")
        print("    " + _("{who} objected: {text}").format(
            who=shown(who), text=shown(objection.text) or "–"
        ))  # fmt: skip
