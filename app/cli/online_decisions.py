"""`decide --online`, `position`, `standing`: a text with a date, and what members answer."""

import argparse
from typing import Any

from app.actions import deciding, deciding_online, showing
from app.actions.deciding_online import Standing
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one, tell
from app.domain.changes import Changes
from app.domain.online import CLOSINGS, POSITIONS, Position
from app.i18n import _
from app.phrases import decisions as words

OPTIONS = {"text": ("online",), "closes": ("online", "extend"), "aoe": ("online", "extend"),
           "of_round": ("online",)}  # fmt: skip
"""{option: the acts it says something about}."""


def add_options(to: argparse.ArgumentParser) -> None:
    """Add to `decide` what an online decision is asked with."""
    to.add_argument("--text", metavar="T", help=_("with --online: the text that is asked about"))
    to.add_argument("--closes", metavar="AT", help=_("with --online, --extend: until when"))
    to.add_argument("--aoe", action="store_true", help=_("--closes ends anywhere on Earth"))
    to.add_argument("--of-round", metavar="ROUND", help=_("with --online: the round it is about"))


def stray(args: argparse.Namespace, act: str) -> str | None:
    """Return the first of these options that was given where it says nothing."""
    given = [name for name in OPTIONS if getattr(args, name) not in (None, False)]
    return next((name for name in given if act not in OPTIONS[name]), None)


def add_commands(add: Add) -> None:
    position = add("position", _("answer an online decision, or change what I answered"))
    position.add_argument("decision", metavar="DECISION")
    how = position.add_mutually_exclusive_group(required=True)
    how.add_argument("--no-objection", action="store_true")
    how.add_argument("--object", metavar="WHY", help=_("I object, because …"))
    how.add_argument("--more-time", action="store_true")
    how.add_argument("--conflict", action="store_true", help=_("I have a conflict of interest"))
    how.add_argument("--withdraw", action="store_true", help=_("take my answer back"))
    position.add_argument("--text", metavar="T", help=_("a word to the chairs beside it"))
    position.set_defaults(command=_position)

    standing = add("standing", _("where online decisions stand"))
    standing.add_argument("decision", nargs="?", metavar="DECISION")
    standing.set_defaults(command=_standing)


def act(desk: Desk, args: argparse.Namespace, how: str) -> int:
    """Do what `decide --online`, `--close` or `--extend` asks for."""
    if how in {"online", "extend"} and args.closes is None:
        tell(_("Say until when: --closes 2021-01-31. Nothing was changed."))
        return 2
    if how == "close" and args.outcome is None:
        tell(_("Say how it ended: --outcome, one of {known}. Nothing was changed.").format(
            known=", ".join(CLOSINGS)
        ))  # fmt: skip
        return 2
    match how:
        case "online":
            if args.text is None:
                tell(_("Say what is asked about: --text TEXT. Nothing was changed."))
                return 2
            done = deciding.propose_online(
                desk.store, args.online, args.text, args.closes, aoe=args.aoe, round_=args.of_round
            )
            said = _("Saved. Members are asked after the next sync. Until then: undo")
        case "extend":
            done = deciding.extend_online(
                desk.store, args.extend, args.closes, args.reason or "", aoe=args.aoe
            )
            said = _("Saved. The date is moved; the earlier one is kept with it.")
        case _:
            done = deciding.close_online(desk.store, args.close, args.outcome, args.reason or "")
            said = _("Saved. Members read how it ended after the next sync.")
    return _told(desk, done, said)


def _told(desk: Desk, done: Changes, said: str) -> int:
    (id,) = done.ids
    found = deciding.standing(desk.store, id)
    if desk.json:
        one(_shape(desk, found))
    else:
        print(id)
        print(said)
    if found.question.open and found.over:
        tell(_("Its date has passed already: every answer will be marked as late."))
    if found.question.outcome in {"adopted", "adopted_with_changes"}:
        _tell_open_objections(found)
    return 0


def _tell_open_objections(found: Standing) -> None:
    count = found.question.counts.get("object", 0)
    if count:
        tell(_("Adopted with objections: {n}. They stay recorded.").format(n=count))


def _position(desk: Desk, args: argparse.Namespace) -> int:
    if args.withdraw and args.text is not None:
        tell(_("--text says nothing beside --withdraw. Nothing was changed."))
        return 2
    if args.object is not None and args.text is not None:
        tell(_("Say why with --object WHY alone. Nothing was changed."))
        return 2
    if args.withdraw:
        done = deciding.withdraw_position(desk.store, args.decision)
    else:
        given = {
            "no_objection": args.no_objection,
            "object": args.object is not None,
            "more_time": args.more_time,
            "conflict": args.conflict,
        }
        key = next(each for each in POSITIONS if given[each])
        why = args.object if args.object is not None else args.text or ""
        done = deciding.take_position(desk.store, args.decision, key, why)
    (id,) = done.ids
    if desk.json:
        one(showing.shown(desk.store, desk.home, "intents", id))
    elif args.withdraw:
        print(_("Taken back: you have said nothing. It goes with the next sync."))
    else:
        print(_("Submitted, waiting for a line."))
    if not args.withdraw and deciding.standing(desk.store, args.decision).over:
        tell(_("Its date has passed: your answer will be marked as late."))
    return 0


def _standing(desk: Desk, args: argparse.Namespace) -> int:
    if args.decision is None:
        found = deciding_online.all_online(desk.store)
    else:
        found = [deciding.standing(desk.store, args.decision)]
    if desk.json:
        lines(_shape(desk, each) for each in found)
        return 0
    for each in found:
        _print(each)
    if not found:
        print(_("No decision is asked online."))
    return 0


def _print(each: Standing) -> None:
    question = each.question
    print(f"{question.id}  {question.title}")
    if question.outcome is not None:
        print("    " + _("{outcome}, recorded {at}").format(
            outcome=words.closing(question.outcome), at=question.closed_at
        ))  # fmt: skip
    else:
        print("    " + _("closes {at}").format(at=question.closes_at))
    mine = _("nothing yet") if each.mine is None else words.mine(each.mine.position)
    if each.asked:
        print("    " + _("My answer: {said}").format(said=mine))
    if each.count is None:
        for key, count in question.counts.items():
            print(f"    {words.positions(key)}: {count}")
        return
    for key, given in each.count.positions.items():
        print(f"    {words.positions(key)}: {len(given)}")
        for one_ in given:
            late = " (" + _("late") + ")" if one_.late else ""
            print(f"        {each.names.get(one_.account, one_.account)}{late}  {one_.text}")
    silent = ", ".join(each.names.get(account, account) for account in each.count.silent)
    print(f"    {words.positions('silent')}: {len(each.count.silent)}  {silent}")


def _shape(desk: Desk, each: Standing) -> dict[str, Any]:
    row = showing.shown(desk.store, desk.home, "decisions", each.question.id)
    made = row | {
        "open": each.question.open,
        "over": each.over,
        "mine": None if each.mine is None else _answer(each.mine),
    }
    if each.count is None:
        return made
    return made | {
        "counts": each.count.numbers(),
        "positions": [_answer(one_) for given in each.count.positions.values() for one_ in given],
        "silent": list(each.count.silent),
        "others": [_answer(one_) for one_ in each.count.others],
    }


def _answer(each: Position) -> dict[str, Any]:
    return {
        "account": each.account,
        "position": each.position,
        "text": each.text,
        "written_at": each.written_at,
        "late": each.late,
        "via": each.via,
        "waiting": each.waiting,
    }
