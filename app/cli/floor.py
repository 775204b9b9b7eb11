"""`floor`: the speaking queue of a meeting, prepared interventions, apologies, who is there."""

import argparse
from collections.abc import Callable

from app.actions import (
    attending,
    deciding_meetings,
    floor_asking,
    floor_chairing,
    floor_showing,
    minuting,
    next_steps,
    showing,
)
from app.actions.agenda_items import the_item
from app.actions.floor_following import EVERY
from app.actions.trouble import Trouble
from app.cli import daily, floor_shown, floor_watch, output
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.domain.attendance import KINDS
from app.domain.changes import Changes
from app.i18n import _

_ANSWERED = ("intents", "meetings", "items", "decisions", "actions")
_NOTED = ("note", "key_point", "decision", "next_step")
_Act = Callable[[Desk, argparse.Namespace], Changes]


def add_commands(add: Add) -> None:
    floor = add("floor", _("ask for the floor, keep the speaking queue of a meeting"))
    floor.add_argument("meeting", metavar="MEETING")
    floor.add_argument("--item", metavar="I", help=_("number or ID; the item the meeting is at"))
    do = floor.add_mutually_exclusive_group()
    _add_members(do)
    _add_chairs(do)
    do.add_argument("--watch", action="store_true", help=_("follow the queue while it is open"))
    floor.add_argument("--text", metavar="T", help=_("with --ask: what about, to the chairs"))
    floor.add_argument("--read-out", action="store_true",
                       help=_("to be read out if my line drops; with --delivered: it was"))  # fmt: skip
    floor.add_argument("--before", metavar="WHO", help=_("with --move; else to the end"))
    floor.add_argument("--as", dest="kind", choices=[each for each in KINDS if each],
                       help=_("with --present and such: as what"))  # fmt: skip
    floor.add_argument("--affiliation", metavar="T", help=_("with --present and such"))
    floor.add_argument("--every", type=_seconds, default=EVERY, metavar="SECONDS",
                       help=_("with --watch: how often to ask"))  # fmt: skip
    floor.add_argument("--polls", type=_count, metavar="N", help=_("with --watch: ask N times"))
    floor.set_defaults(command=_floor)


def _seconds(text: str) -> float:
    """Return seconds of at least one. Raises ValueError."""
    seconds = float(text)
    if not 1 <= seconds <= 3600:  # noqa: PLR2004 -- an hour; NaN is refused, too
        raise ValueError(text)
    return seconds


def _count(text: str) -> int:
    """Return how often. Raises ValueError."""
    count = int(text)
    if count <= 0:
        raise ValueError(text)
    return count


_seconds.__name__, _count.__name__ = "number of seconds", "number"  # argparse names them


def _add_members(do: argparse._MutuallyExclusiveGroup) -> None:  # pyright: ignore[reportPrivateUsage] -- it has no public name
    do.add_argument("--ask", action="store_true", help=_("ask for the floor"))
    do.add_argument("--withdraw", action="store_true", help=_("do not ask any more"))
    do.add_argument("--not-now", nargs="?", const="", metavar="WHO",
                    help=_("let others go before; a chair: let WHO wait"))  # fmt: skip
    do.add_argument("--intervention", metavar="TEXT",
                    help=_("send what I mean to say; an empty text takes it back"))  # fmt: skip
    do.add_argument("--apologies", metavar="TEXT", help=_("I cannot come"))
    do.add_argument("--withdraw-apologies", action="store_true", help=_("I come after all"))


def _add_chairs(do: argparse._MutuallyExclusiveGroup) -> None:  # pyright: ignore[reportPrivateUsage] -- it has no public name
    do.add_argument("--open", action="store_true", help=_("open the floor, or go on to --item"))
    do.add_argument("--close", action="store_true", help=_("close the floor"))
    do.add_argument("--add", metavar="NAME", help=_("put somebody at the end of the queue"))
    do.add_argument("--begin", metavar="WHO", help=_("give the floor"))
    do.add_argument("--end", action="store_true", help=_("take the floor back"))
    do.add_argument("--move", metavar="WHO", help=_("put before --before, or at the end"))
    do.add_argument("--remove", metavar="WHO", help=_("take out of the queue"))
    do.add_argument("--minutes", type=float, metavar="N", help=_("for each speaker; 0: no limit"))
    do.add_argument("--delivered", metavar="WHO", help=_("a prepared intervention was heard"))
    do.add_argument(
        "--present", nargs="+", metavar="WHO", help=_("who is there; “NAME ?” is unsure")
    )
    do.add_argument("--absent", nargs="+", metavar="WHO", help=_("who sent apologies otherwise"))
    do.add_argument("--left", nargs="+", metavar="WHO", help=_("who left early"))
    do.add_argument("--strike", metavar="WHO", help=_("take out of the attendance"))
    do.add_argument("--note", metavar="TEXT", help=_("add to the notes of the item"))
    do.add_argument("--key-point", metavar="TEXT", help=_("add to its key points"))
    do.add_argument("--decision", metavar="TEXT", help=_("note what was decided"))
    do.add_argument("--next-step", metavar="TEXT", help=_("note a next step; more with: action"))


def _floor(desk: Desk, args: argparse.Namespace) -> int:
    stray = _stray(args)
    if stray:
        tell(output.stray(stray))
        return 2
    if args.watch:
        return floor_watch.watch(desk, args.meeting, args.item, args.every, args.polls)
    done = next((act for name, act in _ACTS.items() if _given(args, name)), None)
    if done is None:
        floor_shown.show(desk, floor_showing.show(desk.store, args.meeting, args.item))
        return 0
    changes = done(desk, args)
    daily.backup(desk)
    _answer(desk, args, changes)
    return 0


def _answer(desk: Desk, args: argparse.Namespace, changes: Changes) -> None:
    collection = next((each for each in _ANSWERED if each in changes.collections), "items")
    if desk.json:
        id = changes.ids[0] if changes.ids else _item(desk, args)
        one(showing.shown(desk.store, desk.home, collection, id))
    elif collection == "intents":
        print(_("Saved. The chairs read it with the next sync."))
    elif any(_given(args, each) for each in _NOTED):
        print(_("Noted."))
    else:
        floor_shown.show(desk, floor_showing.show(desk.store, args.meeting, args.item))


def _given(args: argparse.Namespace, name: str) -> bool:
    return getattr(args, name) not in (None, False)


def _stray(args: argparse.Namespace) -> str | None:
    """Return the first option that was given where it says nothing."""
    belongs = {
        "polls": ("watch",), "text": ("ask",), "before": ("move",), "read_out": ("intervention", "delivered"),
        "kind": ("present", "absent", "left"), "affiliation": ("present", "absent", "left"),
    }  # fmt: skip
    for name, acts in belongs.items():
        if _given(args, name) and not any(_given(args, each) for each in acts):
            return "--as" if name == "kind" else f"--{name.replace('_', '-')}"
    return None


def _item(desk: Desk, args: argparse.Namespace) -> str:
    """Return the id of the item that is meant. Raises Trouble: `which_item`, `no_such_record`."""
    if args.item is not None:
        return the_item(desk.store, args.item, args.meeting).id
    found = floor_showing.show(desk.store, args.meeting)
    if found.current is None or found.item is None:
        raise Trouble("which_item", meeting=args.meeting)
    return found.current


def _not_now(desk: Desk, args: argparse.Namespace) -> Changes:
    item = _item(desk, args)
    if args.not_now:
        return floor_chairing.put_off(desk.store, item, args.not_now)
    return floor_asking.not_now(desk.store, item)


def _move(desk: Desk, args: argparse.Namespace) -> Changes:
    return floor_chairing.move(desk.store, _item(desk, args), args.move, args.before)


def _attend(name: str, state: str) -> _Act:
    def act(desk: Desk, args: argparse.Namespace) -> Changes:
        return attending.mark(
            desk.store, args.meeting, getattr(args, name), state, kind=args.kind or "",
            affiliation=args.affiliation or "",
        )  # fmt: skip

    return act


def _typed(name: str, field: str) -> _Act:
    return lambda desk, args: minuting.note(
        desk.store, _item(desk, args), field, getattr(args, name)
    )


_ACTS: dict[str, _Act] = {
    "ask": lambda desk, args: floor_asking.ask(desk.store, _item(desk, args), args.text or ""),
    "withdraw": lambda desk, args: floor_asking.withdraw(desk.store, _item(desk, args)),
    "not_now": _not_now,
    "intervention": lambda desk, args: floor_asking.prepare(
        desk.store, _item(desk, args), args.intervention, read_out=args.read_out
    ),
    "apologies": lambda desk, args: floor_asking.apologise(
        desk.store, args.meeting, args.apologies
    ),
    "withdraw_apologies": lambda desk, args: floor_asking.come_after_all(desk.store, args.meeting),
    "open": lambda desk, args: floor_chairing.open_floor(desk.store, args.meeting, args.item),
    "close": lambda desk, args: floor_chairing.close_floor(desk.store, args.meeting),
    "add": lambda desk, args: floor_chairing.add(desk.store, _item(desk, args), args.add),
    "begin": lambda desk, args: floor_chairing.begin(desk.store, _item(desk, args), args.begin),
    "end": lambda desk, args: floor_chairing.end(desk.store, _item(desk, args)),
    "move": _move,
    "remove": lambda desk, args: floor_chairing.take_out(
        desk.store, _item(desk, args), args.remove
    ),
    "minutes": lambda desk, args: floor_chairing.give_minutes(
        desk.store, _item(desk, args), args.minutes
    ),
    "delivered": lambda desk, args: floor_chairing.deliver(
        desk.store, _item(desk, args), args.delivered, "read_out" if args.read_out else "spoken"
    ),
    "present": _attend("present", "present"),
    "absent": _attend("absent", "apologies"),
    "left": _attend("left", "left_early"),
    "strike": lambda desk, args: attending.strike(desk.store, args.meeting, args.strike),
    "note": _typed("note", "notes"),
    "key_point": _typed("key_point", "key_points"),
    "decision": lambda desk, args: (
        deciding_meetings.note(desk.store, args.decision, item=_item(desk, args)).changes
    ),
    "next_step": lambda desk, args: (
        next_steps.add(desk.store, args.next_step, item=_item(desk, args)).changes
    ),
}
