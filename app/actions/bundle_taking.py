"""Taking in members' files of answers: verified whole, then judged change by change."""

from dataclasses import dataclass, field
from pathlib import Path

from nacl.signing import SigningKey

from app.actions import carrying, fitting
from app.actions.acting import me
from app.actions.carrying import Offer, Outcome
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain import keys
from app.domain.carrying import BY_HAND, CARRIERS, Way
from app.packs.container import Manifest, PackError
from app.paths import Home
from app.store import Store, carried, current
from app.sync import bundle

LARGEST = 64_000_000
"""Bytes of a file of answers that are looked at."""


@dataclass(slots=True)
class TakenIn:
    """What a file of answers was, and what taking it in did."""

    account: str
    name: str
    made_at: str
    fingerprint: str
    """Of the key it was signed with."""
    keys: dict[str, str] = field(default_factory=dict[str, str])
    """{account: `first`, `known` or `other`}: whether its device's key was met before."""
    prints: dict[str, str] = field(default_factory=dict[str, str])
    """{account: the fingerprint of that key}."""
    outcome: Outcome = field(default_factory=Outcome)


def take_bundle(
    store: Store,
    home: Home,
    path: Path,
    *,
    opens: SigningKey | None = None,
    clock: Clock = system,
) -> TakenIn:
    """Take in the file of answers at `path`. Raises what `take_bytes` raises, and OSError."""
    del home
    if path.stat().st_size > LARGEST:
        raise Trouble("pack_too_large")
    return take_bytes(store, path.read_bytes(), opens=opens, clock=clock)


def take_bytes(
    store: Store, raw: bytes, *, opens: SigningKey | None = None, clock: Clock = system
) -> TakenIn:
    """Take in a file of answers; all of it is verified before anything is written.

    Raises Trouble: `pack_…` for a file that is faulty; sealed for somebody else
    (`bundle_sealed`), of another cycle (`pack_other_cycle`) or of nobody in the roster
    (`bundle_unknown_account`); `not_joined`, `not_a_taker`, `bundle_is_mine`.
    """
    profile = me(store)
    try:
        manifest, lines = bundle.unpack(raw, opens)
    except PackError as error:
        if error.code == "sealed":
            raise Trouble("bundle_sealed") from error
        raise Trouble(f"pack_{error.code}", **error.params) from error
    if manifest.cycle != profile.cycle:
        raise Trouble("pack_other_cycle", found=manifest.cycle, told=profile.cycle)
    if manifest.account == profile.account:
        raise Trouble("bundle_is_mine")
    carrying.may_take(store)
    role = fitting.role_of(store, manifest.account)
    if role is None:
        raise Trouble("bundle_unknown_account", account=manifest.account[:80])
    offers = [_offer(profile.account, manifest, role, line) for line in lines]
    met = {each.account: _met(store, each) for each in offers if each.key is not None}
    outcome = carrying.take(store, offers, clock)
    if role in CARRIERS:
        carrying.note_aside(store, manifest.account, manifest.aside, clock)
    row = current.one(store, "members", manifest.account)
    return TakenIn(
        account=manifest.account,
        name=str((row.data.get("name") if row else None) or manifest.account),
        made_at=manifest.made_at,
        fingerprint=keys.fingerprint(keys.raw(manifest.key)),
        keys=met,
        prints={each.account: _print(each.key) for each in offers if each.key is not None},
        outcome=outcome,
    )


def _offer(me: str, manifest: Manifest, role: str, line: dict[str, object]) -> Offer:
    """Return a line as what is offered: the sender's own, or what a chair hands on."""
    named, proof, key = line.get("for"), line.get("proof"), line.get("key")
    if isinstance(named, str) and named != manifest.account and role in CARRIERS:
        way: Way | None = next((each for each in BY_HAND if line.get("via") == each), None)
        unsigned = way is not None and proof is None
        return Offer(
            named,
            line,
            way or "bundle",
            manifest.account,
            proof if isinstance(proof, str) else None,
            None if unsigned else key if isinstance(key, str) else "",
        )
    if named is not None and named != manifest.account:
        # Whoever is neither chair nor Secretariat hands nothing on: her key does not prove it.
        return Offer(str(named)[:80], line, "bundle", me, None, "")
    return Offer(
        manifest.account,
        line,
        "bundle",
        me,
        proof if isinstance(proof, str) else None,
        manifest.key,
    )


def _met(store: Store, offer: Offer) -> str:
    known = carried.device_keys(store, offer.account)
    if not known:
        return "first"
    return "known" if offer.key in known else "other"


def _print(key: str) -> str:
    try:
        return keys.fingerprint(keys.raw(key))
    except ValueError:
        return ""
