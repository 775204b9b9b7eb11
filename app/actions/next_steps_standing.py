"""Where next steps stand: who has to do them, what is due, who says that hers is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.actions import clock as clocks
from app.actions.acting import me
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain import action_items
from app.domain.action_items import OPEN, ActionItem, Word
from app.domain.carrying import CARRIERS
from app.domain.records import Row
from app.store import Store, current, meetings, members


@dataclass(frozen=True, slots=True)
class Standing:
    """A next step, and where it stands."""

    action: ActionItem
    account: str | None
    """Of who has to do it, where the roster knows her."""
    name: str
    """Of who has to do it; empty where nobody took it on."""
    mine: bool
    overdue: bool
    soon: bool
    """Due within three days."""
    said: Word | None
    """Who has to do it says that it is done; only she and the chairs read that."""


def one(store: Store, id: str, clock: Clock = system) -> Standing:
    """Return a next step with where it stands. Raises Trouble: `not_joined`, `no_such_record`."""
    _row, known = found(store, id)
    return _standings(store, [known], clocks.now(store, clock))[0]


def listed(
    store: Store,
    *,
    owner: str | None = None,
    meeting: str | None = None,
    group: str | None = None,
    state: str | None = None,
    mine: bool = False,
    clock: Clock = system,
) -> list[Standing]:
    """Return next steps as far as all that is given fits: open first, what is due first at the top.

    `owner` is an account or a name, `group` a working group whose own they are or whose meeting
    they were noted in. Raises Trouble: `not_joined`, `bad_action_state`.
    """
    if state is not None and state not in action_items.STATES:
        raise Trouble("bad_action_state", word=state)
    over = action_items.OVER if state == OPEN else ()
    read = meetings.steps(store, meeting, over)
    rows = [each for row in read if (each := action_items.of_row(row))]
    if group is not None:
        held = {row.id for row in current.where(store, "meetings", "$.group", group)}
        rows = [each for each in rows if each.group == group or meeting_of(store, each) in held]
    if state is not None:
        rows = [each for each in rows if (each.state == state or (state == OPEN and each.open))]
    told = _standings(store, action_items.in_order(rows), clocks.now(store, clock))
    if mine:
        told = [each for each in told if each.mine]
    if owner is not None:
        account = action_items.whose(owner, members.people(store))
        told = [
            each
            for each in told
            if (each.account == account if account else each.action.owner == owner)
        ]
    return told


def _standings(store: Store, given: list[ActionItem], now: datetime) -> list[Standing]:
    """Return where next steps stand; the roster and the words are read once, however many they are."""
    profile = me(store)
    if not given:
        return []
    roster = members.people(store)
    names = {each.account: each.name for each in roster}
    said = _said(store)
    accounts = {
        owner: action_items.whose(owner, roster) for owner in {each.owner for each in given}
    }
    found: list[Standing] = []
    for each in given:
        account = accounts[each.owner]
        mine = account == profile.account
        word = said_of(store, each, account or "", said)[1] if each.open else None
        found.append(
            Standing(
                each,
                account,
                names.get(account or "", each.owner),
                mine,
                each.overdue(now),
                each.soon(now),
                word if mine or profile.role in CARRIERS else None,
            )
        )
    return found


def said_of(
    store: Store, step: ActionItem, account: str, said: Mapping[tuple[str, str], Word] | None = None
) -> tuple[str, Word | None]:
    """Return the word of `account` that a step is done, and the id it was said of.

    What she said before a step was carried over to a later meeting goes with it. `said`: all words,
    where they were read before.
    """
    known = _said(store) if said is None else said
    seen: set[str] = set()
    while True:
        word = known.get((step.id, account))
        seen.add(step.id)
        if word is not None or not step.carried_from or step.carried_from in seen:
            return step.id, word
        row = current.one(store, "actions", step.carried_from)
        before = None if row is None else action_items.of_row(row)
        if before is None:
            return step.id, None
        step = before


def _said(store: Store) -> dict[tuple[str, str], Word]:
    """Return {(action item, account): her word that it is done}."""
    mine = me(store).account
    found: dict[tuple[str, str], Word] = {}
    for row in current.where(store, "intents", "$.kind", action_items.SAID_DONE):
        told = action_items.word(row)
        if told is not None:
            found[told[0], told[1].account or mine] = told[1]
    return found


def found(store: Store, id: str) -> tuple[Row, ActionItem]:
    """Return the record of a next step, and what it says. Raises Trouble("no_such_record")."""
    row = current.one(store, "actions", id)
    known = None if row is None else action_items.of_row(row)
    if row is None or known is None:
        raise Trouble("no_such_record", collection="actions", id=id)
    return row, known


def meeting_of(store: Store, each: ActionItem) -> str:
    """Return its meeting; that of its item where it names none itself."""
    if each.meeting or not each.item:
        return each.meeting
    row = current.one(store, "items", each.item)
    return "" if row is None else str(row.data.get("meeting") or "")
