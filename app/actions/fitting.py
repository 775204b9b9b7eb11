"""What a server would say to a member's change that came by file: who reads it, what is wrong.

The same questions as `app/server/judging.py` and `app/server/checking.py`, asked of the papers
that are on this computer.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from app.domain import audience, fields, ids, phases, reviews, times
from app.domain.anchors import withdrawn_words
from app.domain.carrying import ROOM, STAMPS
from app.domain.collections import ALL, CHAIRS_PAPERS, HANDED_ON, MEMBERS_OWN, may_write
from app.domain.fields import Fault
from app.domain.records import Data
from app.domain.rounds import Round
from app.store import Store, current, facts, rounds
from app.sync.bundle import depth_fits

MOST_READERS = 1000
LAST = 2**62


@dataclass(frozen=True, slots=True)
class Fitting:
    """A change that can be taken: as it is to be shown."""

    audience: tuple[str, ...]
    data: Data


def role_of(store: Store, account: str) -> str | None:
    """Return the role the roster gives `account`, None if it is not in it or has left."""
    row = current.one(store, "members", account)
    if row is None or row.data.get("status") == "left":
        return None
    role = row.data.get("role") or "member"
    return role if role in audience.ROLES else None


def envelope_fault(line: Mapping[str, Any]) -> Fault | None:
    """Return what is wrong with the parts of a line that are not its data."""
    op = line.get("op")
    if not isinstance(op, str) or not ids.is_uuid(op):
        return Fault("bad_op", "op")
    for name in ("collection", "id", "written_at"):
        if not isinstance(line.get(name), str):
            return Fault("wrong_type", name)
    if line["collection"] not in HANDED_ON:
        known = line["collection"] in ALL
        return Fault("not_yours" if known else "unknown_collection", "collection")
    if not ids.RECORD.fullmatch(line["id"]):
        return Fault("bad_id", "id")
    if not _is_number(line.get("n", 0)):
        return Fault("wrong_type", "n")
    if line.get("base") is not None and not _is_number(line["base"]):
        return Fault("wrong_type", "base")
    if not times.is_instant(line["written_at"]):
        return Fault("bad_time", "written_at")
    was = line.get("was")
    if was is not None and not (isinstance(was, dict) and depth_fits(cast("object", was))):
        return Fault("wrong_type", "was")
    return _parts_fault(line.get("audience"), line.get("data"))


def _parts_fault(words: Any, data: Any) -> Fault | None:
    if words is not None and not _are_words(words):
        return Fault("wrong_type", "audience")
    if data is None:
        return Fault("may_not_erase", "data")
    if not isinstance(data, dict):
        return Fault("wrong_type", "data")
    return None if depth_fits(cast("object", data)) else Fault("too_deep", "data")


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LAST


def _are_words(words: Any) -> bool:
    if not isinstance(words, list):
        return False
    given: list[Any] = words
    return len(given) <= MOST_READERS and all(isinstance(each, str) for each in given)


def fitted(
    store: Store,
    cycle: str,
    account: str,
    line: Mapping[str, Any],
    *,
    via: str,
    carried_by: str,
    now: datetime,
) -> Fitting | Fault:
    """Return a change of `account` as it is to be shown, or what is wrong with it.

    Its envelope is in order already. Reads the roster, the papers and who owns the record.
    """
    collection, id, data = line["collection"], line["id"], line["data"]
    role = role_of(store, account)
    if role is None:
        return Fault("unknown_account", "for", account[:40])
    there = current.one(store, collection, id)
    hers = there is None or there.owner == account or collection not in MEMBERS_OWN
    if not may_write(role, collection) or not hers:
        return Fault("not_yours", "id")
    words = line.get("audience")
    fault = _fault(store, cycle, account, collection, id, data) or _audience_fault(
        store, collection, words, data
    )
    if fault is not None:
        return fault
    if collection in CHAIRS_PAPERS:
        return Fitting(_readers(store, collection, data, words), dict(data))
    kept = {key: value for key, value in data.items() if key not in STAMPS}
    if collection == "comments" and kept.get("withdrawn") is True and not _is_office(store):
        kept = withdrawn_words(kept)
    if _late(store, collection, data, now):
        kept["late"] = True
    return Fitting(
        _readers(store, collection, data, words), {**kept, "carried_by": carried_by, "via": via}
    )


def _is_office(store: Store) -> bool:
    """Say whether this is the Secretariat's profile: it alone reads what was withdrawn."""
    profile = facts.profile(store)
    return profile is not None and profile.role == "secretariat"


def _fault(
    store: Store, cycle: str, account: str, collection: str, id: str, data: Data
) -> Fault | None:
    size = len(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    )
    if size > ALL[collection].limit - ROOM:
        return Fault("too_long", "data", str(size))
    own = fields.faults(collection, id, data)
    if own:
        return own[0]
    match collection:
        case "reviews":
            return _review_fault(store, cycle, account, id, data)
        case "asides" if not _may_be_her_review(store, cycle, account, id):
            return Fault("bad_id", "id", id)
        case "comments":
            return _comment_fault(store, data)
        case _:
            return None


def _review_fault(store: Store, cycle: str, account: str, id: str, data: Data) -> Fault | None:
    proposal = data.get("proposal")
    if proposal is None:
        return Fault("missing", "proposal")
    if id != ids.review_id(cycle, account, proposal):
        return Fault("bad_id", "id", id)
    scheme = _scheme(store, proposal)
    found = None if scheme is None else next(iter(reviews.unknown(data, scheme)), None)
    return None if found is None else Fault(found.code, found.key)


def _comment_fault(store: Store, data: Data) -> Fault | None:
    about, criterion = _subject("comments", data), data.get("criterion")
    if about is None or criterion is None:
        return None
    scheme = _scheme(store, about)
    if scheme is None or scheme.criterion(criterion) is not None:
        return None
    return Fault("unknown_criterion", "criterion", str(criterion)[:40])


def _may_be_her_review(store: Store, cycle: str, account: str, id: str) -> bool:
    return any(
        ids.review_id(cycle, account, row.id) == id for row in current.listed(store, "proposals")
    )


def _audience_fault(
    store: Store, collection: str, words: list[str] | None, data: Data
) -> Fault | None:
    given = words or []
    if collection == "meetings" and not audience.narrower_than(given, "members"):
        ways: list[Mapping[str, Any]] = data.get("join_by") or []
        if any(each.get("passcode") for each in ways):
            return Fault("bad_audience", "audience", "passcode")
    computed = collection in {"reviews", "intents", "asides"}
    found = next(iter(fields.audience_faults("comments", given)), None)
    if found is not None or computed:
        return found
    for word in given:
        if word not in audience.WORDS and current.one(store, "members", word) is None:
            return Fault("bad_audience", "audience", word[:40])
    return None


def _readers(store: Store, collection: str, data: Data, words: list[str] | None) -> tuple[str, ...]:
    """Return who may read it, as a server reckons: the round decides about reviews."""
    if collection == "asides":
        return ("chairs",)
    if collection in {"reviews", "intents"}:
        about = _subject(collection, data)
        scheme = None if about is None else _scheme(store, about)
        opened = scheme is not None and phases.opened(scheme.others_visible, scheme.status)
        return ("members",) if opened else ("chairs",)
    return audience.normal(("members",) if words is None else words)


def _subject(collection: str, data: Mapping[str, Any]) -> str | None:
    if collection == "reviews":
        proposal = data.get("proposal")
        return proposal if isinstance(proposal, str) else None
    about = data.get("about")
    if isinstance(about, dict) and about.get("kind") == "proposal":  # pyright: ignore[reportUnknownMemberType]
        named: Any = about.get("id")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        return named if isinstance(named, str) else None
    return None


def _scheme(store: Store, proposal: str) -> Round | None:
    try:
        return rounds.of_proposal(store, proposal)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # a round that cannot be understood judges nothing


def _late(store: Store, collection: str, data: Mapping[str, Any], now: datetime) -> bool:
    """Say whether the deadline for this kind of answer has passed."""
    about: Mapping[str, Any] = data.get("about") or {}
    if collection == "comments" and about.get("kind") == "document":
        document = current.one(store, "documents", str(about.get("id") or ""))
        until = None if document is None else document.data.get("comments_by")
        return isinstance(until, str) and times.is_instant(until) and now > times.parse(until)
    if collection == "intents" and about.get("kind") == "decision":
        decision = current.one(store, "decisions", str(about.get("id") or ""))
        until = None if decision is None else decision.data.get("closes_at")
        return isinstance(until, str) and times.is_instant(until) and now > times.parse(until)
    proposal = _subject(collection, data)
    scheme = None if proposal is None else _scheme(store, proposal)
    return scheme is not None and phases.is_late(scheme, collection, now)
