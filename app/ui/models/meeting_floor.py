"""A floor as its tab shows it: rows of the queue, prepared words, attendance; no widgets."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.actions import (
    attending,
    deciding_meetings,
    floor_showing,
    next_steps,
)
from app.actions.clock import Clock
from app.actions.floor_showing import Floor, Live, Prepared, Seat
from app.domain.attendance import Attendee
from app.i18n import _, ngettext
from app.phrases import balance as balances
from app.phrases import floor as words
from app.phrases import people
from app.store import Store, meetings, members
from app.store.meetings import Item
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line

SYMBOLS = {
    "waiting": (Symbol.EMPTY, "soft"),
    "speaking": (Symbol.SOLID, "accent"),
    "not_now": (Symbol.HALF, "soft"),
    "spoken": (Symbol.DONE, "good"),
}
ATTENDING = {
    "present": (Symbol.CHECK, "good"),
    "left_early": (Symbol.CLOCK, "warn"),
    "apologies": (Symbol.STOPPED, "soft"),
}
TONES = {"open": "ink", "running": "good", "last_minute": "warn", "over": "bad"}
STAGES = {
    "open": Symbol.CLOCK,
    "running": Symbol.PLAY,
    "last_minute": Symbol.CLOCK,
    "over": Symbol.WARNING,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the tab shows, read at one moment."""

    floor: Floor
    items: tuple[tuple[str, str], ...]
    """(id, label and title) of the agenda, in order."""
    attendance: tuple[Attendee, ...]
    names: dict[str, str]
    """{account: name} of the roster."""
    decisions: tuple[str, ...] = ()
    """What was decided about the item."""
    steps: tuple[str, ...] = ()
    """What is to be done next because of it."""
    reasons: Mapping[str, str] = field(default_factory=dict[str, str])
    """{account: what she wrote with her apologies}; chairs read all."""


def read(store: Store, meeting: str, item: str | None, clock: Clock, live: Live | None) -> Shown:
    """Return what is shown. Raises Trouble: `not_joined`, `no_such_record`."""
    found = floor_showing.show(store, meeting, item, clock, live=live)
    items = tuple(
        (each.row.id, _item(each, found.counts.get(each.row.id, 0)))
        for each in meetings.in_order(store, meeting)
    )
    here = None if found.item is None else found.item.id
    decided = [] if here is None else deciding_meetings.listed(store, meeting, here)
    steps = [each for each in next_steps.listed(store, meeting=meeting) if each.action.item == here]
    return Shown(
        found,
        items,
        attending.listed(store, meeting),
        members.names(store),
        tuple(each.text for each in decided),
        tuple(
            f"{each.action.text} ({each.name})" if each.name else each.action.text for each in steps
        ),
        attending.reasons(store, meeting),
    )


def _item(each: Item, waiting: int) -> str:
    """Return an item as it is chosen: number, title, and how many wait there."""
    if not waiting:
        return each.called
    told = ngettext("{n} waits", "{n} wait", waiting).format(n=waiting)
    return f"{each.called} · {told}"


def queue(found: Floor) -> list[Line]:
    """Return who is still to speak."""
    return [_seat(each, number) for number, each in enumerate(found.ahead, 1)]


def spoken(found: Floor) -> list[Line]:
    return [_seat(each, None) for each in found.spoken]


def _seat(each: Seat, number: int | None) -> Line:
    symbol, tone = SYMBOLS.get(each.place.state, (Symbol.EMPTY, "soft"))
    who = (people.group(each.group), people.region(each.region), each.text)
    fresh = each.first and each.place.state != "spoken"
    name = each.name if number is None else f"{number}. {each.name}"
    later = words.state("not_now") if each.place.state == "not_now" else ""
    return Line(
        each.place.id,
        name,
        " · ".join(filter(None, who)),
        " · ".join(filter(None, (later, words.first() if fresh else "", _("you") if each.mine else ""))),
        symbol,
        tone,
        words.state(each.place.state),
        strong=each.mine,
        end_tone="accent" if fresh else "soft",
    )  # fmt: skip


def standing(found: Floor) -> str:
    """Return in a sentence whether the floor is open, and how late it is."""
    state = _("The floor is open") if found.open else _("The floor is closed")
    return " · ".join(filter(None, (state, words.late(found.late))))


def late_tone(found: Floor) -> str:
    return "warn" if found.late is not None and found.late.minutes >= 1 else "soft"


def balance(found: Floor) -> str:
    """Return who had the floor so far, by stakeholder group and region, and whom it suggests."""
    shares = found.balance
    told = [balances.so_far("group", shares.group), balances.so_far("region", shares.region)]
    suggested = next(
        (each for each in found.ahead if each.place.id == found.balance.suggested), None
    )
    if suggested is not None:
        told.append(
            _("Not heard yet: {group}. Next of it: {name}").format(
                group=people.group(suggested.group), name=suggested.name
            )
        )
    return "\n".join(filter(None, told))


def mine(found: Floor) -> str:
    """Return where I stand in the queue, in words; "" where I asked nothing."""
    if found.speaking is not None and found.speaking.mine:
        return _("You have the floor.")
    place = next(((at, each) for at, each in enumerate(found.ahead, 1) if each.mine), None)
    later = place is not None and place[1].place.state == "not_now"
    if later or (found.mine is not None and found.mine.not_now):
        return _("You let others go before. Ask again when you are ready.")
    if place is not None:
        return _("You are number {n} in the queue.").format(n=place[0])
    if found.mine is None:
        return ""
    if found.mine.waiting:
        return _("Asked; it waits for a line.")
    return _("Asked; the chair takes it into the queue.")


def prepared(each: Prepared) -> str:
    """Return what stands beside a prepared intervention."""
    aloud = _("to be read out if the line drops") if each.intent.read_out else ""
    return " · ".join(filter(None, (aloud, words.delivered(each.delivered))))


def attendees(shown: Shown) -> list[Line]:
    """Return who is there, who left early, who sent apologies."""
    made: list[Line] = []
    order = list(ATTENDING)
    for each in sorted(shown.attendance, key=lambda one: order.index(one.state)):
        symbol, tone = ATTENDING[each.state]
        name = each.words(shown.names.get(each.member or "", ""))
        kind = words.kind(each.kind)
        made.append(
            Line(each.id, name, shown.reasons.get(each.member or "", ""), kind, symbol, tone,
                 words.attending(each.state))
        )  # fmt: skip
    return made


def counted(shown: Shown) -> str:
    """Return how many are there, left early and sent apologies."""
    here = sum(each.state != "apologies" for each in shown.attendance)
    away = len(shown.attendance) - here
    told = ngettext("{n} present", "{n} present", here).format(n=here)
    sorry = ngettext("{n} with apologies", "{n} with apologies", away).format(n=away)
    return f"{told} · {sorry}" if away else told
