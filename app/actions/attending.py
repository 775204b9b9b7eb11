"""Who is at a meeting: written down by a chair, with the apologies that members sent."""

from collections.abc import Iterable

from app.actions import clock as clocks
from app.actions import floor_records as kept
from app.actions.acting import Write, act, as_chair, words
from app.actions.agenda_items import the_meeting
from app.actions.agenda_writing import marked
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain import attendance, times
from app.domain.attendance import KINDS, STATES, Attendee
from app.domain.changes import Changes
from app.domain.intents import APOLOGIES
from app.domain.records import Row
from app.store import Store

People = tuple[Attendee, ...]


def listed(store: Store, meeting: str) -> People:
    """Return who is at a meeting, or sent apologies as far as they are here.

    Raises Trouble("no_such_record").
    """
    return _listed(store, the_meeting(store, meeting))


def reasons(store: Store, meeting: str) -> dict[str, str]:
    """Return {account: what she wrote with her apologies}, of those whose words are here."""
    sent = kept.asked(store, meeting, APOLOGIES)
    return {each.account: each.text for each in sent if each.text and not each.withdrawn}


def mark(
    store: Store,
    meeting: str,
    who: Iterable[str],
    state: str = "present",
    *,
    kind: str = "",
    affiliation: str = "",
    clock: Clock = system,
) -> Changes:
    """Write down that each of `who` is present, sent apologies, or left early.

    Names are matched with the roster as captions are; one that is of nobody there is a guest's,
    uncertain where it ends with a question mark. `kind` is `member`, `observer` or `guest`, else
    as the roster says. Apologies that were sent are written down with it. Raises Trouble:
    `not_a_chair`, `no_such_record`, `bad_state`, `several_people`, `empty`, `too_long`.
    """
    as_chair(store)
    said = next((each for each in STATES if each == state), None)
    as_what = next((each for each in KINDS if each == kind), None)
    if said is None or as_what is None:
        raise Trouble("bad_state", state=state if said is None else kind)
    more = {"at": times.text(clocks.now(store, clock))} if said == "left_early" else {}
    with store.atomic():
        row = the_meeting(store, meeting)
        found = _listed(store, row)
        for each in who:
            known, uncertain = _somebody(store, found, each)
            rest = {key: value for key, value in known.more.items() if key != "at"}
            someone = known.changed(
                state=said, kind=as_what or known.kind, uncertain=uncertain,
                affiliation=words(affiliation) or known.affiliation, more={**rest, **more},
            )  # fmt: skip
            found = attendance.put(found, someone)
        return _keep(store, row, found, clock)


def came(store: Store, meeting: str, account: str) -> list[Write]:
    """Return what writes down as present somebody who sent apologies and is there after all."""
    row = the_meeting(store, meeting)
    found = _listed(store, row)
    known = next((each for each in found if each.member == account), None)
    if known is None or known.state != "apologies":
        return []
    return [_written(row, attendance.put(found, known.changed(state="present")))]


def strike(store: Store, meeting: str, who: str, clock: Clock = system) -> Changes:
    """Take somebody out of the attendance.

    Raises Trouble: `not_a_chair`, `no_such_record`, `not_attending`, `several_people`, `empty`.
    """
    as_chair(store)
    with store.atomic():
        row = the_meeting(store, meeting)
        found = attendance.of(row.data)
        gone, _ = _somebody(store, found, who)
        if all(each.id != gone.id for each in found):
            raise Trouble("not_attending", name=who)
        return _keep(store, row, tuple(each for each in found if each.id != gone.id), clock)


def _listed(store: Store, row: Row) -> People:
    found = attendance.of(row.data)
    here = {each.member for each in found}
    sent = (each.account for each in kept.asked(store, row.id, APOLOGIES) if not each.withdrawn)
    return (
        *found,
        *(_new(account, "", "apologies") for account in sent if account not in {*here, ""}),
    )


def _new(member: str | None, name: str, state: attendance.State = "present") -> Attendee:
    return Attendee(
        attendance.entry_id(member, name), member, state, "" if member else "guest", name
    )


def _somebody(store: Store, found: People, text: str) -> tuple[Attendee, bool]:
    """Return the entry of somebody, a new one where there is none, and whether the name is doubted."""
    known = next((each for each in found if each.id == text), None)
    if known is not None:
        return known, known.uncertain
    name, uncertain = attendance.named(" ".join(text.split()))
    member, name = kept.somebody(store, name)
    new = _new(member, name)
    by_id = {each.id: each for each in found}
    by_account = {each.member: each for each in found if each.member}
    known = by_id.get(new.id) or (by_account.get(member) if member else None)
    return known or new, uncertain


def _keep(store: Store, row: Row, found: People, clock: Clock) -> Changes:
    return act(store, "attend", [_written(row, found)], clock)


def _written(row: Row, found: People) -> Write:
    data = marked({**row.data, "attendance": attendance.written(found)}, ("attendance",))
    return Write("meetings", row.id, data, row.readers, home=row.at_home)
