"""Earlier cycles in this profile: kept beside it to look up what came of a continued proposal.

A profile exchanges papers of one cycle. Of earlier ones it can hold a copy of what their profile
knew, read and never written; and a proposal may continue one of another round of this cycle.
"""

from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from app.actions import deciding, letters
from app.actions.composing import composed, cycle_title
from app.domain.briefs import Earlier
from app.paths import Home
from app.store import Store, copies, current, facts, is_damage, open_store

T = TypeVar("T")
FURTHEST = 10
"""Steps back that are followed from one proposal to the one it continues."""


@dataclass(frozen=True, slots=True)
class EarlierCycle:
    """A cycle of which this profile keeps what another profile knew."""

    cycle: str
    title: str
    account: str
    proposals: int
    ends: str = ""
    size: int = 0
    """Bytes it takes on this disk."""


def listed(home: Home) -> tuple[EarlierCycle, ...]:
    """Return the earlier cycles that are kept here, the newest first; damaged ones are left out."""
    found = [
        replace(each, size=path.stat().st_size)
        for path in paths(home)
        if (each := _looked(path, known_cycle)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.ends, each.cycle), reverse=True))


def of_proposal(store: Store, home: Home, proposal: str) -> tuple[Earlier, ...]:
    """Return what came of the proposals that this one continues, the newest first."""
    found: list[Earlier] = []
    seen = {(_cycle(store), proposal)}
    wanted = continued(store, proposal)
    while wanted and len(found) < FURTHEST:
        step = _found(store, home, wanted, seen)
        if step is None:
            break
        key, one, wanted = step
        seen.add(key)
        found.append(one)
    return tuple(found)


def continued(store: Store, proposal: str) -> str:
    """Return the proposal that `proposal` continues, its id or `cycle/id`; empty if it is new."""
    row = current.one(store, "proposals", proposal)
    return "" if row is None else str(row.data.get("continues") or "")


def _found(
    store: Store, home: Home, wanted: str, seen: Collection[tuple[str, str]]
) -> tuple[tuple[str, str], Earlier, str] | None:
    """Return the cycle and id of an earlier proposal, what is known of it, and what it continues.

    `wanted` is its id, or `cycle/id`: proposals of one name go on from year to year. Without a
    cycle this one is looked in first, then the newest that is kept.
    """
    cycle, _slash, id = wanted.rpartition("/")
    here = _there(store, cycle, id, seen)
    if here is not None:
        return here
    for path in reversed(paths(home)):
        found = _looked(path, lambda other: _there(other, cycle, id, seen))
        if found is not None:
            return found
    return None


def _there(
    store: Store, cycle: str, id: str, seen: Collection[tuple[str, str]]
) -> tuple[tuple[str, str], Earlier, str] | None:
    key = (_cycle(store), id)
    if key in seen or cycle not in {"", key[0]} or current.one(store, "proposals", id) is None:
        return None
    return key, _earlier(store, id), continued(store, id)


def _cycle(store: Store) -> str:
    return facts.get(store, "cycle", "") or ""


def _looked(path: Path, look: Callable[[Store], T]) -> T | None:
    """Look something up in a kept cycle; None if its file is damaged: it is no part of ours."""
    try:
        with closing(open_store(path, read_only=True)) as store:
            if not copies.is_older(store):
                return look(store)
        copies.renew(path)
        with closing(open_store(path, read_only=True)) as store:
            return look(store)
    except Exception as error:
        if is_damage(error):
            return None
        raise


def _earlier(store: Store, id: str) -> Earlier:
    row = current.one(store, "proposals", id)
    data = {} if row is None else row.data
    decided = deciding.of_proposal(store, id)
    sent = [each for each in letters.letters(store, id) if each.sent]
    found = Earlier(
        cycle_title(store),
        id,
        str(data.get("code") or ""),
        str(data.get("title") or id),
        tuple(composed(store, each) for each in sent),
    )
    if decided is None:
        return found
    decision, outcome = decided
    return replace(
        found,
        outcome=outcome.key,
        outcome_title=outcome.title,
        reason=decision.reason,
        condition=decision.condition,
        decided_at=decision.at,
    )


def known_cycle(store: Store) -> EarlierCycle:
    """Return which cycle a store holds."""
    id = _cycle(store)
    row = current.one(store, "cycle", id)
    return EarlierCycle(
        id,
        cycle_title(store),
        facts.get(store, "account", "") or "",
        len(current.listed(store, "proposals")),
        "" if row is None else str(row.data.get("ends") or ""),
    )


def paths(home: Home) -> list[Path]:
    """Return where earlier cycles are kept, by the names of their cycles."""
    return [path for path in sorted(home.folder.glob("earlier-*.db")) if path.is_file()]
