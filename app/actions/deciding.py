"""Outcomes of proposals: decided one by one, pending for the chairs, released together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.actions.acting import Write, act, as_chair, words
from app.actions.clock import Clock, stamp, system
from app.actions.deciding_online import (
    Standing,
    close_online,
    extend_online,
    open_online,
    propose_online,
    standing,
    take_position,
    withdraw_position,
)
from app.actions.trouble import Trouble
from app.domain import decisions, times
from app.domain.changes import Changes
from app.domain.decisions import CHANNELS, Decision, Doubt
from app.domain.proposals import ProposalRow
from app.domain.records import Data, Row
from app.domain.rounds import USUAL_OUTCOMES, Outcome
from app.store import Store, current, proposals, rounds

__all__ = [
    "Decided", "Decisions", "Released", "Standing", "clear", "close_online", "decide", "decided",
    "extend_online", "of_proposal", "open_online", "propose_online", "release", "standing",
    "take_position", "withdraw_position",
]  # fmt: skip

PENDING = ("chairs",)
RELEASED = ("members",)


@dataclass(frozen=True, slots=True)
class Decided:
    """What stands of a decision after an act."""

    id: str
    changes: Changes
    decision: Decision | None
    """None: it was cleared."""
    doubts: tuple[Doubt, ...] = ()
    """What does not fit with the other decisions of the round."""


@dataclass(frozen=True, slots=True)
class Released:
    changes: Changes
    proposals: tuple[str, ...]
    """What was released."""
    held: tuple[str, ...]
    """Pending proposals without an outcome: they stay pending."""
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal of a round with what was decided, as far as it may be seen here."""

    paper: ProposalRow
    decision: Decision | None

    @property
    def state(self) -> str:
        """Return `pending`, `held` (pending without an outcome), `released`, `undecided`, `withdrawn`."""
        if self.decision is None:
            return "withdrawn" if self.paper.status == "withdrawn" else "undecided"
        if not self.decision.pending:
            return "released"
        return "held" if self.decision.outcome is None else "pending"


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of a round."""

    round: str
    title: str
    outcomes: tuple[Outcome, ...]
    lines: tuple[Line, ...]
    """All proposals of the round, in the order of their codes."""
    doubts: tuple[Doubt, ...]
    capacity: int | None
    places: int
    """Places that the accepted proposals take; merged ones take one together."""

    def ids(self, state: str) -> tuple[str, ...]:
        """Return the proposals whose line is in `state`."""
        return tuple(each.paper.id for each in self.lines if each.state == state)


def decide(
    store: Store,
    proposal: str,
    *,
    outcome: str | None = None,
    reason: str | None = None,
    channel: str | None = None,
    at: str | None = None,
    merge_with: Sequence[str] | None = None,
    condition: str | None = None,
    clock: Clock = system,
) -> Decided:
    """Decide about `proposal`, or change what was decided; None leaves a field, "" empties it.

    It stays pending, for chairs and Secretariat alone, until the round's decisions are
    released; what is released already changes for everybody. `at` is the day it was decided, as `decisions.set_day`
    sets it.
    Raises Trouble: `not_a_chair`, `no_such_paper`, `unknown_outcome`, `bad_channel`,
    `bad_time`, `merged_with_itself`, `nothing_decided`, `nul`, `too_long`.
    """
    as_chair(store)
    given = (outcome, reason, channel, at, merge_with, condition)
    if all(each is None for each in given):
        raise Trouble("nothing_decided", id=proposal)
    with store.atomic():  # what is read here must still stand when it is written
        paper = _paper(store, proposal)
        round_ = str(paper.data.get("round") or "")
        _check(store, proposal, round_, outcome, channel, merge_with)
        id = decisions.decision_id(proposal)
        before = current.one(store, "decisions", id)
        known = None if before is None else decisions.of_row(before)
        data = decisions.blank(proposal, round_)
        if before is not None:
            data |= {**before.data, "proposal": proposal, "round": round_}
        data.pop("withdrawn", None)
        _fill(data, outcome, reason, channel, merge_with, condition)
        released = before is not None and known is not None and not known.pending
        decisions.set_day(
            data, None if known is None or before is None else before.data,
            _instant(at) if at else at, stamp(clock), read=released,
        )  # fmt: skip
        readers = before.readers if released and before is not None else PENDING
        changes = act(store, "decide", [Write("decisions", id, data, readers)], clock)
        now = decided(store, round_)
        mine = next((each.decision for each in now.lines if each.paper.id == proposal), None)
    about = {proposal, *(mine.merge_with if mine else ())}
    doubts = tuple(each for each in now.doubts if about & {each.proposal, *each.others})
    return Decided(id, changes, mine, doubts)


def clear(store: Store, proposal: str, clock: Clock = system) -> Decided:
    """Take back what was decided about `proposal`; members no longer read what was released.

    Raises Trouble: `not_a_chair`, `no_such_paper`, `not_decided`.
    """
    as_chair(store)
    with store.atomic():
        paper = _paper(store, proposal)
        id = decisions.decision_id(proposal)
        row = current.one(store, "decisions", id)
        if row is None or decisions.of_row(row) is None:
            raise Trouble("not_decided", id=proposal)
        data = decisions.blank(proposal, str(paper.data.get("round") or ""))
        write = Write("decisions", id, {**row.data, **data, "withdrawn": True}, PENDING)
        return Decided(id, act(store, "clear", [write], clock), None)


def release(store: Store, round_: str, *, whole: bool = False, clock: Clock = system) -> Released:
    """Let the members read all pending decisions of a round, in one act that can be undone.

    What was only noted, without an outcome, stays pending and is named in `held`. With
    `whole` nothing is released unless every proposal of the round has an outcome.
    Raises Trouble: `not_a_chair`, `no_such_round`, `nothing_pending`, `undecided`.
    """
    as_chair(store)
    with store.atomic():
        now = decided(store, round_)
        pending, held = now.ids("pending"), now.ids("held")
        missing = held + now.ids("undecided")
        if whole and missing:
            raise Trouble("undecided", count=len(missing), names=_named(now, missing))
        if not pending:
            raise Trouble("nothing_pending", round=now.title, held=len(held))
        at = stamp(clock)
        writes: list[Write] = []
        for proposal in pending:
            id = decisions.decision_id(proposal)
            row = current.one(store, "decisions", id)
            data: Data = {} if row is None else row.data
            writes.append(Write("decisions", id, {**data, "released_at": at}, RELEASED))
        changes = act(store, "release", writes, clock)
    told = set(pending)
    doubts = tuple(each for each in now.doubts if told & {each.proposal, *each.others})
    return Released(changes, pending, held, doubts)


def decided(store: Store, round_: str) -> Decisions:
    """Return the decisions of a round, as far as they may be seen here. Raises `no_such_round`."""
    scheme = rounds.one(store, round_)
    if scheme is None:
        raise Trouble("no_such_round", id=round_)
    known = {each.proposal: each for each in all_of(store)}
    papers = proposals.listed(store, round_)
    here = {each.id: known[each.id] for each in papers if each.id in known}
    return Decisions(
        round_,
        scheme.title,
        scheme.outcomes,
        tuple(Line(each, here.get(each.id)) for each in papers),
        tuple(decisions.doubts(here, scheme.outcomes, {each.id: each.status for each in papers})),
        scheme.capacity,
        decisions.places_taken(here, scheme.outcomes),
    )


def all_of(store: Store) -> list[Decision]:
    """Return the decisions on proposals that are here, of any round."""
    rows = current.listed(store, "decisions")
    return [each for row in rows if (each := decisions.of_row(row)) is not None]


def of_proposal(store: Store, proposal: str) -> tuple[Decision, Outcome] | None:
    """Return what was decided about `proposal` and released, with the round's word for it.

    None while nothing was released: what is pending is shown on the chair's page alone.
    """
    row = current.one(store, "decisions", decisions.decision_id(proposal))
    found = None if row is None else decisions.of_row(row)
    if found is None or found.pending or found.outcome is None:
        return None
    return found, word(_outcomes(store, found.round), found.outcome)


def word(known: Sequence[Outcome], key: str) -> Outcome:
    """Return the outcome `key`; one the round does not name bears its key as title."""
    return next((each for each in known if each.key == key), Outcome(key, key))


def _paper(store: Store, proposal: str) -> Row:
    paper = current.one(store, "proposals", proposal)
    if paper is None:
        raise Trouble("no_such_paper", kind="proposal", id=proposal)
    return paper


def _outcomes(store: Store, round_: str) -> tuple[Outcome, ...]:
    scheme = rounds.one(store, round_)
    return USUAL_OUTCOMES if scheme is None else scheme.outcomes


def _check(
    store: Store,
    proposal: str,
    round_: str,
    outcome: str | None,
    channel: str | None,
    merge_with: Sequence[str] | None,
) -> None:
    known = [each.key for each in _outcomes(store, round_)]
    if outcome and outcome not in known:
        raise Trouble("unknown_outcome", key=outcome, known=", ".join(known))
    if channel and channel not in CHANNELS:
        raise Trouble("bad_channel", word=channel, known=", ".join(CHANNELS))
    for other in merge_with or ():
        if other == proposal:
            raise Trouble("merged_with_itself", id=proposal)
        _paper(store, other)


def _fill(
    data: Data,
    outcome: str | None,
    reason: str | None,
    channel: str | None,
    merge_with: Sequence[str] | None,
    condition: str | None,
) -> None:
    given: Mapping[str, str | None] = {
        "reason": None if reason is None else words(reason),
        "condition": None if condition is None else words(condition),
        "channel": channel,
    }
    data |= {name: value for name, value in given.items() if value is not None}
    if outcome is not None:
        data["outcome"] = outcome or None
    if merge_with is not None:
        data["merge_with"] = list(dict.fromkeys(each for each in merge_with if each))


def _instant(at: str) -> str:
    try:
        return times.instant(at)
    except ValueError:
        raise Trouble("bad_time", text=at) from None


def _named(now: Decisions, ids: Sequence[str]) -> str:
    codes = {each.paper.id: each.paper.code or each.paper.id for each in now.lines}
    return ", ".join(codes[id] for id in ids)
