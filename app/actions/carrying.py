"""Taking in what members sent by file, in their name: judged first, then kept in one step."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.actions import fitting
from app.actions.acting import me
from app.actions.clock import Clock, now, stamp, system
from app.actions.trouble import Trouble
from app.domain import ids, times
from app.domain.carrying import CARRIERS, Way
from app.domain.changes import Changes
from app.domain.collections import JOINED_BY_FILE, MEMBERS_OWN
from app.domain.fields import Fault
from app.domain.records import Data
from app.store import Store, carried, current
from app.store.carried import Carried
from app.sync import rejoining
from app.sync.bundle import proven

MOST_ASIDE = 20_000
"""As many as a pack tells."""

_CODE = re.compile(r"[a-z_]{1,40}")
_UNPROVEN = frozenset({"bad_proof", "is_mine", "unknown_account", "op_reused"})
"""Why a change is set aside without a word to whom it names as its writer."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A change that came by file, as it came."""

    account: str
    """Whose it is."""
    line: Mapping[str, Any]
    """A line of an outbox: op, collection, id, base, audience, data, written_at, n."""
    via: Way
    carried_by: str
    """Who took it from the member: me, or the chair whose file it lies in."""
    proof: str | None = None
    key: str | None = None
    """The public key that signed it (base64url); without one its writer is not proven."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A change that was not taken, and why."""

    account: str
    collection: str
    id: str
    code: str
    field: str = ""


@dataclass(slots=True)
class Outcome:
    """What taking in some changes did."""

    news: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Records (collection, id) that stand otherwise now."""
    taken: int = 0
    """Changes that were not known here yet."""
    doubled: int = 0
    """Changes that had come before."""
    older: int = 0
    """Of those taken: newer words of the same record were here already."""
    set_aside: list[SetAside] = field(default_factory=list[SetAside])
    joined: int = 0
    """Records that I changed too, joined by themselves."""
    asked: int = 0
    """Records in which I wrote something else in the same place: they wait for me."""

    @property
    def changes(self) -> Changes:
        return Changes.of(*{collection for collection, _ in self.news}, "carried")

    def __or__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            [*self.news, *other.news],
            self.taken + other.taken,
            self.doubled + other.doubled,
            self.older + other.older,
            [*self.set_aside, *other.set_aside],
            self.joined + other.joined,
            self.asked + other.asked,
        )


def may_take(store: Store) -> str:
    """Return my account if I take in others' answers. Raises Trouble: `not_joined`,
    `not_a_taker`.
    """
    profile = me(store)
    if profile.role not in CARRIERS:
        raise Trouble("not_a_taker", role=profile.role)
    return profile.account


def take(store: Store, offers: Iterable[Offer], clock: Clock = system) -> Outcome:
    """Judge all of `offers`, then keep what fits in one step and say what does not.

    The same again changes nothing, and the order in which files come makes no difference:
    see `app.store.carried`. Raises Trouble: `not_joined`, `not_a_taker`.
    """
    may_take(store)
    profile, at = me(store), now(store, clock)
    outcome = Outcome()
    with store.atomic():
        kept: list[Carried] = []
        kept_aside: list[Carried] = []
        ops: dict[tuple[str, str], Carried] = {}
        for offer in offers:
            judged = _judged(store, profile.cycle, profile.account, offer, at, stamp(clock))
            if isinstance(judged, Fault):
                outcome.set_aside.append(_aside(offer, judged))
                kept_aside += _noted(offer, judged, stamp(clock))
                continue
            key = judged.account, judged.op
            known = ops.get(key) or carried.find(store, *key)
            if known is None or known.state == "refused":
                ops[key] = judged
                kept.append(judged)
            elif _content(known) == _content(judged):
                outcome.doubled += 1
            else:
                outcome.set_aside.append(_aside(offer, Fault("op_reused", "op")))
        owners: dict[tuple[str, str], str] = {}
        fits = [act for act in kept if act.collection not in MEMBERS_OWN
                or owners.setdefault((act.collection, act.id), act.account)
                == act.account]  # fmt: skip
        outcome.set_aside += [
            SetAside(act.account, act.collection, act.id, "not_yours", "id")
            for act in kept
            if act not in fits
        ]
        outcome.taken = len(fits)
        outcome.news = sorted(carried.keep(store, fits))
        carried.keep(store, (act for act in kept_aside if (act.account, act.op) not in ops))
        seen = rejoining.look_again(store, outcome.news)
        outcome.asked, outcome.joined = len(seen.conflicts), len(seen.joined)
        outcome.older = sum(not _stands(store, act) for act in fits)
    return outcome


def note_aside(store: Store, by: str, aside: Mapping[str, str], clock: Clock = system) -> None:
    """Keep what a chair (`by`) set aside, from the front of her file: my next pack tells it."""
    at = stamp(clock)
    given = [
        (op, code)
        for op, code in list(aside.items())[:MOST_ASIDE]
        if ids.is_uuid(op) and _CODE.fullmatch(code)
    ]
    carried.keep(
        store,
        (
            Carried(by, op, "", "", None, None, None, (), None, "bundle", None, None, by, at, 0, at,
                    "refused", code)
            for op, code in given
        ),
    )  # fmt: skip


def _judged(
    store: Store, cycle: str, mine: str, offer: Offer, now: datetime, received_at: str
) -> Carried | Fault:
    line = offer.line
    fault = fitting.envelope_fault(line)
    if fault is not None:
        return fault
    if offer.account == mine:
        return Fault("is_mine", "for")
    if offer.key is not None and not proven(cycle, offer.account, offer.key, dict(line)):
        return Fault("bad_proof", "proof")
    if offer.key is None and offer.via == "bundle":
        return Fault("bad_proof", "proof")
    fits = fitting.fitted(
        store,
        cycle,
        offer.account,
        line,
        via=offer.via,
        carried_by=offer.carried_by,
        now=now,
    )
    if isinstance(fits, Fault):
        return fits
    return replace(_as_it_came(offer, received_at), audience=fits.audience, data=fits.data)


def _noted(offer: Offer, fault: Fault, at: str) -> list[Carried]:
    """Return what the ledger keeps of a change that was set aside, so that its writer is told.

    Nothing of one that is not proven to be hers, or is no change at all: that says nothing
    about any words of hers.
    """
    if fault.code in _UNPROVEN or fitting.envelope_fault(offer.line) is not None:
        return []
    return [replace(_as_it_came(offer, at), state="refused", code=fault.code)]


def _as_it_came(offer: Offer, at: str) -> Carried:
    """Return a change whose envelope is well-formed for the ledger; nothing of it is shown yet."""
    line = offer.line
    words: list[str] | None = line.get("audience")
    return Carried(
        account=offer.account,
        op=line["op"],
        collection=line["collection"],
        id=line["id"],
        base=line.get("base"),
        sent_audience=None if words is None else tuple(words),
        sent_data=line["data"],
        audience=(),
        data=None,
        via=offer.via,
        proof=offer.proof if offer.key is not None else None,
        device_key=offer.key,
        carried_by=offer.carried_by,
        written_at=times.text(times.parse(line["written_at"])),
        n=int(line.get("n", 0)),
        received_at=at,
        was=line.get("was") if line["collection"] in JOINED_BY_FILE else None,
    )


def _content(act: Carried) -> tuple[str, str, int | None, tuple[str, ...] | None, Data | None]:
    return act.collection, act.id, act.base, act.sent_audience, act.sent_data


def _stands(store: Store, act: Carried) -> bool:
    row = current.one(store, act.collection, act.id)
    if act.collection in JOINED_BY_FILE:
        return row is not None  # all acts stand in what was joined of them
    stands = carried.of(store, act.collection, act.id)
    return bool(stands) and stands[-1].op == act.op and row is not None


def _aside(offer: Offer, fault: Fault) -> SetAside:
    def said(name: str) -> str:
        value = offer.line.get(name)
        return value[:128] if isinstance(value, str) else ""

    return SetAside(offer.account, said("collection"), said("id"), fault.code, fault.field)
