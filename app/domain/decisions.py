"""What a round decides of its proposals: outcome words, conditions, and what contradicts itself.

A decision is pending while only the chairs read it, and released together with the others of
its round. Outcome words are the round's own; these here are used where it names none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.online import ONLINE
from app.domain.records import Data, Row
from app.domain.rounds import Outcome

CHANNELS = ("meeting", "list", "online")
"""Where something was decided."""
DECLINING = frozenset({"come_back", "not_this_year"})
"""Usual outcomes with which a proposal does not go ahead: what it was to be merged with is moot."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What stands of one proposal's decision on this computer."""

    id: str
    proposal: str
    round: str
    outcome: str | None
    """Key of one of the round's outcomes; None: something was noted, nothing decided."""
    reason: str
    condition: str
    merge_with: tuple[str, ...]
    channel: str
    at: str
    """When it was decided, as an instant."""
    released_at: str | None
    """When it was released to the members; None while it is pending."""
    waiting: bool
    changed_at: str = ""
    """When it was changed after its day was set or members had read it, as an instant."""

    @property
    def pending(self) -> bool:
        return self.released_at is None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in the decisions of a round that does not fit together; told, never refused.

    Codes: `merged_with_declined`, `merged_with_withdrawn`, `merged_with_undecided`,
    `merged_elsewhere` (a proposal of another round, or unknown here), `merge_cycle` (each
    is to be merged with the next), `merge_unnamed` (supported if merged, but with which?),
    `withdrawn` (decided although withdrawn), `unknown_outcome` (no word of the round).
    """

    code: str
    proposal: str
    others: tuple[str, ...] = ()
    """Proposals it is about besides; of a cycle all in its order."""


def decision_id(proposal: str) -> str:
    """Return the one id of the decision on `proposal`, the same on every computer."""
    return f"decision-{proposal}"


def of_row(row: Row) -> Decision | None:
    """Return the decision a record holds; None if it is cleared, or not about a proposal."""
    data = row.data
    proposal = data.get("proposal")
    if data.get("withdrawn") or data.get("kind") == ONLINE or not isinstance(proposal, str):
        return None
    merged: list[Any] = data.get("merge_with") or []
    return Decision(
        row.id,
        proposal,
        str(data.get("round") or ""),
        str(data["outcome"]) if data.get("outcome") else None,
        str(data.get("reason") or ""),
        str(data.get("condition") or ""),
        tuple(str(each) for each in merged),
        str(data.get("channel") or ""),
        str(data.get("at") or ""),
        _released(row),
        row.waiting,
        str(data.get("changed_at") or ""),
    )


def _released(row: Row) -> str | None:
    """Return when it was released. Who reads it decides whether it is, whatever it says itself."""
    if _narrow(row.readers):
        return None
    return str(next(filter(None, map(row.data.get, ("released_at", "at", "written_at"))), ""))


def joined_readers(
    collection: str, data: Mapping[str, Any], mine: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[str, ...]:
    """Return who reads what two people changed and what was joined of it: whom it is for now.

    A decision that was released meanwhile, or a letter that was sent, is not hidden again
    by an edit that was made before; one that was taken back does not open by such an edit.
    """
    opens = {"decisions": "released_at", "letters": "sent_at"}.get(collection)
    if opens is None or opens not in data or _narrow(mine) == _narrow(theirs):
        return mine
    return mine if _narrow(mine) == (not data[opens]) else theirs


def _narrow(readers: Iterable[str]) -> bool:
    return all(each in {"chairs", "secretariat"} for each in readers)


def doubts(
    decided: Mapping[str, Decision],
    words: Sequence[Outcome],
    statuses: Mapping[str, str],
    only: Iterable[str] | None = None,
) -> list[Doubt]:
    """Return what does not fit together among the decisions of one round.

    Args:
        decided: {proposal: its decision}, pending and released.
        words: the round's outcomes.
        statuses: {proposal of the round: its status}.
        only: look at these proposals' own doubts alone (a cycle counts for each in it).
    """
    accepts = {each.key: each.accepts for each in words}
    wanted = set(decided if only is None else only)
    found: list[Doubt] = []
    for proposal, each in decided.items():
        if proposal in wanted:
            found += _own(each, decided, accepts, statuses)
    found += [
        Doubt("merge_cycle", cycle[0], cycle[1:])
        for cycle in cycles(
            {id: each.merge_with for id, each in decided.items() if each.outcome not in DECLINING}
        )
        if not wanted.isdisjoint(cycle)
    ]
    return found


def _own(
    each: Decision,
    decided: Mapping[str, Decision],
    accepts: Mapping[str, bool],
    statuses: Mapping[str, str],
) -> Iterable[Doubt]:
    if each.outcome is not None and each.outcome not in accepts:
        yield Doubt("unknown_outcome", each.proposal, (each.outcome,))
    if each.outcome is not None and statuses.get(each.proposal) == "withdrawn":
        yield Doubt("withdrawn", each.proposal)
    if each.outcome == "supported_if_merged" and not each.merge_with:
        yield Doubt("merge_unnamed", each.proposal)
    for other in () if each.outcome in DECLINING else each.merge_with:
        code = _doubt_of(decided.get(other), other, accepts, statuses)
        if code:
            yield Doubt(code, each.proposal, (other,))


def _doubt_of(
    other: Decision | None, id: str, accepts: Mapping[str, bool], statuses: Mapping[str, str]
) -> str:
    if id not in statuses:
        return "merged_elsewhere"
    if statuses[id] == "withdrawn":
        return "merged_with_withdrawn"
    if other is None or other.outcome is None:
        return "merged_with_undecided"
    return "" if accepts.get(other.outcome, True) else "merged_with_declined"


def cycles(merges: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Return each circle of "is to be merged with" once, from its first id in order."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for start in sorted(merges):
        trail: list[str] = [start]
        _walk(merges, trail, found)
    return sorted(found.values())


def _walk(
    merges: Mapping[str, Sequence[str]],
    trail: list[str],
    found: dict[frozenset[str], tuple[str, ...]],
) -> None:
    # Depth first without recursion: a round may be one long chain of four hundred.
    seen: set[str] = {trail[0]}
    ahead = [iter(merges.get(trail[0], ()))]
    while ahead:
        step = next(ahead[-1], None)
        if step is None:
            ahead.pop()
            trail.pop()
        elif step in trail:
            circle = trail[trail.index(step) :]
            first = circle.index(min(circle))
            found.setdefault(frozenset(circle), tuple(circle[first:] + circle[:first]))
        elif step not in seen:
            seen.add(step)
            trail.append(step)
            ahead.append(iter(merges.get(step, ())))


def places_taken(decided: Mapping[str, Decision], words: Sequence[Outcome]) -> int:
    """Return how many places the accepted proposals take; those merged together take one."""
    accepts = {each.key for each in words if each.accepts}
    taken = {id: each for id, each in decided.items() if each.outcome in accepts}
    root = {id: id for id in taken}

    def top(id: str) -> str:
        while root[id] != id:
            id = root[id]
        return id

    for id, each in taken.items():
        for other in each.merge_with:
            if other in taken:
                root[top(id)] = top(other)
    return sum(root[id] == id for id in root)


def blank(proposal: str, round: str) -> Data:
    """Return the data of a decision before anything was decided."""
    return {
        "proposal": proposal, "round": round, "outcome": None, "reason": "", "condition": "",
        "merge_with": [], "channel": "", "at": None, "released_at": None, "dated": False,
        "changed_at": None,
    }  # fmt: skip


SAID = ("outcome", "reason", "condition", "merge_with")
"""What a decision says: a change of it is a change of the decision."""


def set_day(data: Data, before: Data | None, at: str | None, now: str, *, read: bool) -> None:
    """Set in `data` when it was decided and when it was changed since.

    A day that a chair gave (`at`, an instant) stays until she gives another. A day nobody gave is
    that of the outcome, as long as the decision was not `read`, that is released. Once the day was
    given or the decision was read, a change of what it says has a day of its own, told beside.

    Args:
        data: the decision as it is to be kept, with what was given filled in.
        before: as it was; None if nothing was decided.
        at: the day that is given with this act; None for none, "" to take back one that was given.
        now: this instant.
        read: members could read it before this act.
    """
    known: Data = {} if before is None else before
    data |= {"dated": bool(known.get("dated")), "changed_at": known.get("changed_at")}
    changed = [key for key in SAID if known.get(key) != data.get(key)]
    kept = read or bool(known.get("dated"))
    if at is not None:
        data["at"], data["dated"] = at or now, bool(at)
    elif known.get("at") is None or (known.get("outcome") != data["outcome"] and not kept):
        data["at"] = now
    if known.get("outcome") and changed and (read or (kept and not at)):
        data["changed_at"] = now
    elif at and not read:
        data["changed_at"] = None  # the day of the decision as it stands
