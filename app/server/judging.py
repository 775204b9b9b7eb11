"""Judges one change: accepted and written, in conflict, or refused with a reason.

The order of questions is part of the contract: whether the caller may write the record
comes before anything that would tell her whether or how it is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain import audience, fields, ids
from app.domain.carrying import WAYS
from app.domain.collections import ALL, HANDED_ON, MEMBERS_OWN, may_write
from app.server import roster, storing
from app.server.carrying import owner_of, proven
from app.server.checking import Papers, faults_in, named_accounts_missing, stamped
from app.server.verdicts import Desk, Verdict, remember, remembered
from app.wire import change_content


@dataclass(frozen=True, slots=True)
class Asked:
    """A change whose envelope is in order."""

    op: str
    collection: str
    id: str
    base: int | None
    audience: tuple[str, ...] | None
    data: Mapping[str, Any] | None
    owner: str
    """The account it belongs to: the caller, or whom she carries it for."""
    via: str | None
    carried: bool
    signed: bool
    """Carried, and proven to come from a device of the owner."""


def judge(desk: Desk, raw: Any) -> Verdict:
    """Judge one change and, if it is accepted, write it. Remembers what it answered."""
    change: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
    op = change.get("op")
    if not isinstance(op, str) or not ids.is_uuid(op.lower()):
        return Verdict(str(op)[:100] if isinstance(op, str) else "", "refused", code="bad_op",
                       message="op: not a UUID")  # fmt: skip
    owner, role, refusal = owner_of(desk, change)
    if refusal:
        return Verdict(op, "refused", code=refusal, message=f"for: {refusal}")
    content = change_content(
        *(change.get(name) for name in ("collection", "id", "base", "audience", "data"))
    )
    known = remembered(desk, owner, op, content, change)
    if known:
        return known
    verdict = _judge(desk, change, op, owner, role, content)
    carried = owner != desk.account
    if verdict.result == "accepted" or not carried or _to_be_told(verdict):
        remember(desk, owner, verdict, content)
    return verdict


def _to_be_told(verdict: Verdict) -> bool:
    """Say whether the next pack tells the writer that what was handed on was not taken.

    Whoever has not proven whose words it are says nothing about them.
    """
    return verdict.result == "refused" and verdict.code != "bad_proof"


def _judge(
    desk: Desk, change: Mapping[str, Any], op: str, owner: str, role: str, content: bytes
) -> Verdict:
    fault = _envelope_fault(change)
    if fault:
        return Verdict(op, "refused", code=fault.code, message=_say(fault))
    carried = owner != desk.account
    signed = False
    if carried and change.get("proof") is not None:
        signed = proven(desk, owner, op, content, change["proof"])
        if not signed:
            return Verdict(op, "refused", code="bad_proof", message="proof: does not fit")
    words = change.get("audience")
    asked = Asked(
        op,
        change["collection"],
        change["id"],
        change.get("base"),
        None if words is None else tuple(words),
        change.get("data"),
        owner,
        change.get("via"),
        carried,
        signed,
    )
    return _decide(desk, asked, role)


def _decide(desk: Desk, asked: Asked, role: str) -> Verdict:
    def refused(code: str, message: str) -> Verdict:
        return Verdict(asked.op, "refused", asked.collection, asked.id, code=code, message=message)

    conflict = Verdict(asked.op, "conflict", asked.collection, asked.id)
    before = storing.find(desk.connection, desk.cycle, asked.collection, asked.id)
    erasing = asked.data is None
    if not _may(desk, asked, role, before, erasing=erasing):
        return refused("not_yours", "Not yours to write.")
    barred = _barred(desk, asked, before)
    if barred:
        return refused(*barred)
    there = before is not None and before.data is not None
    if asked.base != (before.version if before and there else None):
        return conflict
    if asked.data is None:
        if before is None or not there:
            return conflict
        version = storing.erase(desk.connection, desk.cycle, asked.collection, asked.id, before)
        return Verdict(asked.op, "accepted", asked.collection, asked.id, version)
    if before and there and asked.carried and not asked.signed and before.by_owner:
        return conflict
    papers = Papers(desk.connection, desk.cycle, asked.owner, role)
    fault = next(iter(faults_in(papers, asked.collection, asked.id, asked.data, before)), None)
    if fault:
        return refused(fault.code, _say(fault))
    readers, fault = _audience(desk, asked, before)
    if fault:
        return refused(fault.code, _say(fault))
    data = stamped(
        papers,
        asked.collection,
        asked.data,
        desk.now,
        via=asked.via if asked.carried else None,
        carried_by=desk.account if asked.carried else None,
    )
    owned = asked.collection in MEMBERS_OWN or before is None or not there
    version = storing.save(
        desk.connection,
        desk.cycle,
        asked.collection,
        asked.id,
        before,
        owner=asked.owner if owned or before is None else before.owner,
        audience=readers,
        data=data,
        by_owner=not asked.carried or asked.signed,
    )
    return Verdict(asked.op, "accepted", asked.collection, asked.id, version)


def _barred(desk: Desk, asked: Asked, before: storing.Stored | None) -> tuple[str, str] | None:
    """Return code and message of what nobody may do to a record she may write."""
    if asked.data is None and desk.role != "secretariat" and asked.collection != "notes":
        return "may_not_erase", "Withdraw it; only the Secretariat erases."
    if asked.collection == "members" and _locks_out(desk, asked, before):
        return "last_secretariat", "A cycle without a Secretariat is lost."
    return None


def _locks_out(desk: Desk, asked: Asked, before: storing.Stored | None) -> bool:
    """Say whether a member's record takes the role from the last Secretariat."""
    role = asked.data.get("role") if asked.data else None
    was = before.data.get("role") if before and before.data else None
    stays = asked.data is not None and asked.data.get("status") != "left"
    if stays and role in {None, was, "secretariat"}:
        return False
    return roster.is_last_secretariat(desk.connection, desk.cycle, asked.id)


def _may(
    desk: Desk, asked: Asked, role: str, before: storing.Stored | None, *, erasing: bool
) -> bool:
    """Say whether the caller may write this record at all."""
    own = asked.collection in MEMBERS_OWN
    if asked.carried and (asked.collection not in HANDED_ON or (erasing and not own)):
        return False
    if erasing and own and desk.role == "secretariat" and asked.collection != "notes":
        return True
    if not may_write(role, asked.collection):
        return False
    return not own or before is None or before.owner == asked.owner


def _audience(
    desk: Desk, asked: Asked, before: storing.Stored | None
) -> tuple[tuple[str, ...], fields.Fault | None]:
    """Return who may read it, as kept beside the record, or what is wrong with that."""
    match asked.collection:
        case "notes":
            return (asked.owner,), None
        case "asides":
            return ("chairs",), _syntax(asked.audience or ())
        case "reviews" | "intents":
            return ("chairs",), _syntax(asked.audience or ())
        case _:
            pass
    words = asked.audience
    if words is None and before is not None and before.data is not None:
        words = before.audience
    if words is None or (not words and asked.collection not in MEMBERS_OWN):
        words = ("chairs",) if asked.collection == "contacts" else ("members",)
    found = next(iter(fields.audience_faults(asked.collection, words)), None)
    if found is None and asked.collection in MEMBERS_OWN:
        found = named_accounts_missing(desk.connection, desk.cycle, words)
    if found is None and asked.collection == "meetings" and _has_passcode(asked.data or {}):
        wide = not audience.narrower_than(words, "members")
        found = fields.Fault("bad_audience", "audience", "passcode") if wide else None
    return audience.normal(words), found


def _syntax(words: tuple[str, ...]) -> fields.Fault | None:
    return next(iter(fields.audience_faults("comments", words)), None)


def _has_passcode(meeting: Mapping[str, Any]) -> bool:
    ways: list[Mapping[str, Any]] = meeting.get("join_by") or []
    return any(each.get("passcode") for each in ways)


def _envelope_fault(change: Mapping[str, Any]) -> fields.Fault | None:
    base, words, data = change.get("base"), change.get("audience"), change.get("data")
    for name in ("collection", "id"):
        if not isinstance(change.get(name), str):
            code = "missing" if change.get(name) is None else "wrong_type"
            return fields.Fault(code, name)
    if change["collection"] not in ALL:
        return fields.Fault("unknown_collection", "collection")
    if not ids.RECORD.fullmatch(change["id"]):
        return fields.Fault("bad_id", "id")
    if base is not None and (not isinstance(base, int) or isinstance(base, bool)):
        return fields.Fault("wrong_type", "base")
    if words is not None and not (
        isinstance(words, list) and all(isinstance(each, str) for each in words)
    ):
        return fields.Fault("wrong_type", "audience")
    if words is not None and len(words) > 1000:  # noqa: PLR2004 -- far beyond any committee
        return fields.Fault("too_long", "audience")
    if data is not None and not isinstance(data, dict):
        return fields.Fault("wrong_type", "data")
    if change.get("via") not in (None, *WAYS):
        return fields.Fault("bad_word", "via")
    return None


def _say(fault: fields.Fault) -> str:
    printable = "".join(each if each.isprintable() else "?" for each in fault.got)
    said = f"{fault.field}: {fault.code}" if fault.field else fault.code
    return f"{said} ({printable[:40]})"[:200] if printable else said[:200]
