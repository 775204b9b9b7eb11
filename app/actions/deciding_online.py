"""Online decisions: proposed with a date, answered by position, closed by the chair."""

from dataclasses import dataclass

from app.actions import clock as clocks
from app.actions.acting import Write, act, as_chair, me, words
from app.actions.clock import Clock, stamp, system
from app.actions.trouble import Trouble
from app.domain import ids, online, times
from app.domain.carrying import CARRIERS
from app.domain.changes import Changes
from app.domain.online import CLOSINGS, ONLINE, POSITIONS, Count, Position, Question
from app.domain.records import Data, Row
from app.store import Store, current, members

READERS = ("members",)


@dataclass(frozen=True, slots=True)
class Standing:
    """An online decision, and where it stands as far as this reader may know."""

    question: Question
    mine: Position | None
    asked: bool
    """I am one of those who are asked."""
    over: bool
    """Its date has passed, by the server's clock as far as we know it."""
    count: Count | None
    """By member; for chairs and Secretariat alone. Others read `question.counts` once it ended."""
    names: dict[str, str]


def propose_online(
    store: Store,
    title: str,
    text: str,
    closes_at: str,
    *,
    aoe: bool = False,
    round_: str | None = None,
    clock: Clock = system,
) -> Changes:
    """Ask the members about a text until `closes_at`, a day or an instant.

    With `aoe` a day ends where it ends last on Earth. Raises Trouble: `not_a_chair`, `empty`,
    `bad_time`, `date_passed`, `no_such_round`, `nul`, `too_long`.
    """
    as_chair(store)
    if not title.strip() or not text.strip():
        raise Trouble("empty")
    if round_ is not None and current.one(store, "rounds", round_) is None:
        raise Trouble("no_such_round", id=round_)
    data: Data = {
        "kind": ONLINE,
        "title": words(" ".join(title.split())),
        "text": words(text),
        "closes_at": _ahead(store, closes_at, clock, aoe=aoe),
        "aoe": aoe,
        "channel": "online",
        "outcome": None,
    }
    if round_ is not None:
        data["round"] = round_
    return act(store, "propose", [Write("decisions", ids.new_id(), data, READERS)], clock)


def extend_online(
    store: Store,
    id: str,
    closes_at: str,
    why: str = "",
    *,
    aoe: bool = False,
    clock: Clock = system,
) -> Changes:
    """Move the date of an online decision; the earlier one is kept with it.

    Raises Trouble: `not_a_chair`, `no_such_record`, `decision_ended`, `bad_time`,
    `date_passed`.
    """
    as_chair(store)
    with store.atomic():
        row = _row(store, id)
        data = dict(row.data)
        if data.get("closed_at"):
            raise Trouble("decision_ended", title=_title(row))
        due = _ahead(store, closes_at, clock, aoe=aoe)
        moved: list[Data] = list(data.get("moved_from") or [])
        moved.append({"at": data.get("closes_at"), "on": stamp(clock), "why": words(why)})
        data |= {"closes_at": due, "aoe": aoe, "moved_from": moved}
        return act(store, "extend", [Write("decisions", id, data, row.readers)], clock)


def close_online(
    store: Store, id: str, outcome: str, reason: str = "", clock: Clock = system
) -> Changes:
    """Record how an online decision ended, with how many took which position.

    Nothing closes by itself and no outcome follows from numbers: the chair says it. Raises
    Trouble: `not_a_chair`, `no_such_record`, `unknown_outcome`.
    """
    as_chair(store)
    if outcome not in CLOSINGS:
        raise Trouble("unknown_outcome", key=outcome, known=", ".join(CLOSINGS))
    with store.atomic():
        row = _row(store, id)
        at = stamp(clock)
        data: Data = {
            **row.data,
            "outcome": outcome,
            "reason": words(reason),
            "at": at,
            "closed_at": at,
            "counts": _count(store, id).numbers(),
        }
        return act(store, "close", [Write("decisions", id, data, row.readers)], clock)


def take_position(
    store: Store, decision: str, position: str, text: str = "", clock: Clock = system
) -> Changes:
    """Answer an online decision, or change my answer; the chairs read it with the next sync.

    Raises Trouble: `no_such_record`, `unknown_position`, `objection_needs_reason`,
    `observers_take_no_position`, `decision_ended`, `nul`, `too_long`.
    """
    profile = me(store)
    if profile.role not in members.ASKED:
        raise Trouble("observers_take_no_position")
    if position not in POSITIONS:
        raise Trouble("unknown_position", key=position, known=", ".join(POSITIONS))
    if position == "object" and not text.strip():
        raise Trouble("objection_needs_reason")
    with store.atomic():
        row = _row(store, decision)
        if row.data.get("closed_at"):
            raise Trouble("decision_ended", title=_title(row))
        mine = _mine(store, decision)
        id = online.position_id(profile.cycle, profile.account, decision)
        data: Data = {} if mine is None else dict(mine.data)
        data.pop("withdrawn", None)
        data |= {
            "kind": online.POSITION,
            "about": {"kind": "decision", "id": decision},
            "position": position,
            "text": words(text),
        }
        write = Write("intents", id if mine is None else mine.id, data, ("chairs",))
        return act(store, "position", [write], clock)


def withdraw_position(store: Store, decision: str, clock: Clock = system) -> Changes:
    """Take my answer back: then I have said nothing. Raises Trouble: `no_position`, `decision_ended`."""
    me(store)
    with store.atomic():
        row = _row(store, decision)
        mine = _mine(store, decision)
        if mine is None or online.position(mine) is None:
            raise Trouble("no_position", title=_title(row))
        if row.data.get("closed_at"):
            raise Trouble("decision_ended", title=_title(row))
        data = {**mine.data, "withdrawn": True}
        return act(store, "withdraw", [Write("intents", mine.id, data, mine.readers)], clock)


def standing(store: Store, id: str, clock: Clock = system) -> Standing:
    """Return an online decision with my answer and, for chairs, everybody's. Raises `no_such_record`."""
    (found,) = _standings(store, [_row(store, id)], clock)
    return found


def all_online(store: Store, clock: Clock = system) -> list[Standing]:
    """Return all online decisions that are here, open ones first, then by their date."""
    found = _standings(store, _questions(store), clock)
    return sorted(
        found, key=lambda each: (not each.question.open, each.question.closes_at, each.question.id)
    )


def open_online(store: Store, clock: Clock = system) -> list[Standing]:
    """Return the online decisions that have not ended, the one due first at the top."""
    return [each for each in all_online(store, clock) if each.question.open]


def _questions(store: Store) -> list[Row]:
    rows = current.where(store, "decisions", "$.kind", ONLINE)
    return [row for row in rows if online.question(row) is not None]


def _standings(store: Store, rows: list[Row], clock: Clock) -> list[Standing]:
    """Return where online decisions stand. What they share is read once, however many they are."""
    if not rows:
        return []
    profile = me(store)
    now = clocks.now(store, clock)
    names = members.names(store)
    asked = members.asked(store) if profile.role in CARRIERS else None
    answers = _answers(store)
    found: list[Standing] = []
    for row in rows:
        question = online.question(row)
        if question is None:
            continue
        given = answers.get(row.id, [])
        mine = _newest(given, profile.account)
        due = question.closes_at
        found.append(
            Standing(
                question,
                None if mine is None else online.position(mine),
                profile.role in members.ASKED,
                times.is_instant(due) and now > times.parse(due),
                None if asked is None else online.counted(asked, given),
                names,
            )
        )
    return found


def _count(store: Store, id: str) -> Count:
    return online.counted(members.asked(store), _answers(store).get(id, []))


def _answers(store: Store) -> dict[str, list[Row]]:
    """Return {decision: positions on it, taken back or not}."""
    found: dict[str, list[Row]] = {}
    for row in current.where(store, "intents", "$.kind", online.POSITION):
        about = row.data.get("about") or {}
        if about.get("kind") == "decision":
            found.setdefault(str(about.get("id")), []).append(row)
    return found


def _mine(store: Store, decision: str) -> Row | None:
    """Return my answer, as it stands or was taken back."""
    return _newest(_answers(store).get(decision, []), me(store).account)


def _newest(given: list[Row], account: str) -> Row | None:
    """Return what `account` said last; what was taken back only where nothing stands."""
    rows = [row for row in given if row.owner in {account, None}]
    standing_ = [row for row in rows if not row.data.get("withdrawn")] or rows
    return max(standing_, key=lambda row: str(row.data.get("written_at") or ""), default=None)


def _row(store: Store, id: str) -> Row:
    row = current.one(store, "decisions", id)
    if row is None or online.question(row) is None:
        raise Trouble("no_such_record", collection="decisions", id=id)
    return row


def _title(row: Row) -> str:
    return str(row.data.get("title") or row.id)


def _ahead(store: Store, text: str, clock: Clock, *, aoe: bool) -> str:
    """Return until when to ask; by the server's clock that has not passed."""
    try:
        due = times.instant(text, due=True, aoe=aoe)
    except ValueError:
        raise Trouble("bad_time", text=text) from None
    if times.parse(due) <= clocks.now(store, clock):
        raise Trouble("date_passed", text=text)
    return due
