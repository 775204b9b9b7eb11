"""Contributions of the cycle: counted by group, region and call; taken in from a sheet."""

from collections.abc import Sequence

from app.actions.acting import Write, act, me
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain.changes import NOTHING, Changes
from app.domain.contributions import (
    DIMENSIONS,
    USUAL,
    Contribution,
    Part,
    Statistics,
    calls,
    contribution,
    statistics,
)
from app.domain.records import Data
from app.store import Store, current

Given = tuple[str, Data, tuple[str, ...]]
"""Id, data and readers of a contribution."""


def listed(store: Store) -> list[Contribution]:
    """Return all contributions that were not withdrawn, in the order of their ids."""
    rows = current.listed(store, "contributions")
    return [each for row in rows if (each := contribution(row.id, row.data)) is not None]


def counted(store: Store, call: str | None = None, by: Sequence[str] = USUAL) -> Statistics:
    """Count the contributions, all or those to one `call`, by `by` of `contributions.DIMENSIONS`.

    Raises Trouble: `not_joined`, `no_such_call`, `bad_filter`.
    """
    me(store)
    wrong = next((each for each in by if each not in DIMENSIONS or by.count(each) > 1), None)
    if wrong is not None or not by:
        raise Trouble("bad_filter", word=wrong or "", known=", ".join(DIMENSIONS))
    found = listed(store)
    if call is not None and call not in calls(found):
        raise Trouble("no_such_call", call=call, known=", ".join(calls(found)) or "–")
    return statistics(found, by, call)


def shape(found: Statistics, call: str | None = None) -> Data:
    """Return statistics as `--json` shows them; shares in percent, each list together 100."""
    return {
        "call": call,
        "by": list(found.by),
        "total": found.total,
        "few": found.few,
        "rows": [
            {**dict(zip(found.by, each.values, strict=True)), **_numbers(each)}
            for each in found.parts
        ],
        **{
            f"{name}s": [{"value": each.values[0], **_numbers(each)} for each in found.along(name)]
            for name in DIMENSIONS
        },
    }


def full(store: Store, call: str | None = None, by: Sequence[str] = ()) -> Data:
    """Return statistics with the contributions they were made of. Raises Trouble as `counted`."""
    found = counted(store, call, by or USUAL)
    return shape(found, call) | {
        "contributions": [
            {"id": each.id, "call": each.call, "from": each.sender, "group": each.group,
             "region": each.region, "at": each.at or None, "document": each.document or None}
            for each in found.contributions
        ]
    }  # fmt: skip


def take(store: Store, given: Sequence[Given], clock: Clock = system) -> Changes:
    """Write contributions of a sheet that was found right, all of them in one act.

    Only the Secretariat does. Raises Trouble: `not_joined`, `secretariat_only`, `nul`,
    `too_long`; then nothing was written.
    """
    as_secretariat(store)
    if not given:
        return NOTHING
    writes = [Write("contributions", id, data, readers) for id, data, readers in given]
    return act(store, "import contributions", writes, clock)


def as_secretariat(store: Store) -> None:
    """Raise Trouble unless this profile is the Secretariat's: `not_joined`, `secretariat_only`."""
    if me(store).role != "secretariat":
        raise Trouble("secretariat_only")


def _numbers(each: Part) -> Data:
    return {"n": each.n, "share": each.share, "small": each.small}
