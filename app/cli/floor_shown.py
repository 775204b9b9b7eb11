"""A floor as `floor` shows it: one JSON object, or lines for people."""

from typing import Any

from app.actions import attending
from app.actions.floor_showing import Floor, Prepared, Seat
from app.cli.desk import Desk
from app.cli.output import one
from app.domain.attendance import Attendee
from app.domain.balances import Share
from app.domain.intents import Intent
from app.i18n import _, ngettext
from app.phrases import balance, people
from app.phrases import floor as words
from app.phrases.faults import shown
from app.store import meetings, members


def show(desk: Desk, found: Floor) -> None:
    """Print a floor."""
    if desk.json:
        one(shape(desk, found))
    else:
        _print(desk, found)


def shape(desk: Desk, found: Floor) -> dict[str, Any]:
    """Return a floor as `--json` shows it."""
    item = found.item
    return {
        "meeting": found.meeting.id,
        "item": None if item is None else item.id,
        "label": found.label,
        "title": None if item is None else item.data.get("title"),
        "open": found.open,
        "current": found.current,
        "minutes": found.minutes,
        "speaking": None if found.speaking is None else _seat(found.speaking),
        "timer": None if found.timer is None else {
            "elapsed": found.timer.elapsed, "left": found.timer.left, "stage": found.timer.stage,
        },
        "queue": [_seat(each) for each in found.ahead],
        "spoken": [_seat(each) for each in found.spoken],
        "waiting": {id: count for id, count in found.counts.items() if count},
        "late": None if found.late is None else {
            "minutes": found.late.minutes, "item_left": found.late.item_left,
            "ends_at": found.late.ends_at,
        },
        "balance": {
            "group": [_share(each) for each in found.balance.group],
            "region": [_share(each) for each in found.balance.region],
            "suggested": found.balance.suggested,
        },
        "interventions": [_prepared(each) for each in found.prepared],
        "mine": None if found.mine is None else _intent(found.mine),
        "elsewhere": [
            {**_intent(each), "item": each.about, "title": called} for called, each in found.elsewhere
        ],
        "apologies": None if found.apologies is None or found.apologies.withdrawn
        else _intent(found.apologies),
        "reasons": attending.reasons(desk.store, found.meeting.id),
        "attendance": [each.to_json() for each in attending.listed(desk.store, found.meeting.id)],
    }  # fmt: skip


def _seat(each: Seat) -> dict[str, Any]:
    return {
        "id": each.place.id, "member": each.place.member, "name": each.name,
        "state": each.place.state, "group": each.group or None, "region": each.region or None,
        "first": each.first, "text": each.text, "mine": each.mine,
        "began_at": each.place.began_at, "ended_at": each.place.ended_at,
    }  # fmt: skip


def _share(each: Share) -> dict[str, Any]:
    return {"value": each.value, "n": each.n, "share": each.share}


def _prepared(each: Prepared) -> dict[str, Any]:
    return {**_intent(each.intent), "name": each.name, "delivered": each.delivered or None}


def _intent(each: Intent) -> dict[str, Any]:
    return {
        "id": each.id, "account": each.account or None, "text": each.text,
        "not_now": each.not_now, "read_out": each.read_out, "written_at": each.written_at,
        "waiting": each.waiting, "state": each.state,
    }  # fmt: skip


def _print(desk: Desk, found: Floor) -> None:
    title = str(found.meeting.data.get("title") or found.meeting.id)
    state = _("The floor is open.") if found.open else _("The floor is closed.")
    print(f"{shown(title)}. {state} {words.late(found.late)}".rstrip())
    if found.item is not None:
        print(f"{found.label} {shown(found.item.data.get('title') or found.item.id)}".strip())
    _print_queue(found)
    _print_others(desk, found)
    for kind, shares in (("group", found.balance.group), ("region", found.balance.region)):
        if shares:
            print(balance.so_far(kind, shares))
    for each in found.prepared:
        aloud = _("to be read out if the line drops") if each.intent.read_out else ""
        notes = " · ".join(filter(None, (aloud, words.delivered(each.delivered))))
        print(
            _("Prepared by {name}").format(name=shown(each.name)) + (f" [{notes}]" if notes else "")
        )
        print(f"    {shown(each.intent.text)}")
    _print_attendance(desk, found)


def _print_queue(found: Floor) -> None:
    if found.speaking is not None and found.timer is not None:
        left = found.timer.elapsed if found.timer.left is None else found.timer.left
        print(f"  > {_line(found.speaking)}  {words.clock(left)} {words.stage(found.timer)}")
    for number, each in enumerate(found.ahead, 1):
        print(f"  {number}. {_line(each)}")
    if not found.ahead:
        print(_("Nobody waits for the floor."))
    if found.mine is not None:
        print(_("You let others go before.") if found.mine.not_now else _("You ask for the floor."))
    for called, each in found.elsewhere:
        print(words.elsewhere(shown(called), each))
    if found.apologies is not None and not found.apologies.withdrawn:
        print(_("You sent apologies for this meeting."))
    for each in found.spoken:
        print(f"  - {_line(each)}")


def _print_others(desk: Desk, found: Floor) -> None:
    """Tell at which other items somebody waits."""
    here = None if found.item is None else found.item.id
    waiting = {id: count for id, count in found.counts.items() if count and id != here}
    for id, called in meetings.called(desk.store, waiting).items():
        told = ngettext("{item}: {n} waits", "{item}: {n} wait", waiting[id])
        print(told.format(item=shown(called), n=waiting[id]))


def _print_attendance(desk: Desk, found: Floor) -> None:
    listed = attending.listed(desk.store, found.meeting.id)
    names = members.names(desk.store)
    for state in ("present", "left_early", "apologies"):
        some = [each for each in listed if each.state == state]
        if some:
            told = ", ".join(shown(_attendee(each, names)) for each in some)
            print(f"{words.attending(state)} ({len(some)}): {told}")
    for account, text in attending.reasons(desk.store, found.meeting.id).items():
        print(f"    {shown(names.get(account, account))}: {shown(text)}")


def _attendee(each: Attendee, names: dict[str, str]) -> str:
    kind = words.kind(each.kind)
    name = each.words(names.get(each.member or "", ""))
    return f"{name} ({kind})" if kind else name


def _line(each: Seat) -> str:
    notes = [
        people.group(each.group),
        people.region(each.region),
        words.first() if each.first and each.place.state != "spoken" else "",
        words.state(each.place.state) if each.place.state == "not_now" else "",
        shown(each.text) if each.text else "",
    ]
    told = " · ".join(filter(None, notes))
    return shown(each.name) + (f"  [{told}]" if told else "")
